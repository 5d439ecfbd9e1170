"""How a mention in context looks: its words in the middle column, what stands around them on either side."""

import unicodedata

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.project.registry import Mention
from annotator.qt.models.mention_list import GuessRole, MentionRole
from annotator.qt.widgets.paint import begin_row, is_chosen, look_of, smaller

_PAD = 6
_GAP = 5
_WIDE = 760
"""From this width on the headline stands at the right."""
_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + 2 * _PAD)


class MentionRows(QStyledItemDelegate):
    """One line a mention."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints left context, words, right context, and the guess or the headline at the end."""
        mention: Mention = index.data(MentionRole)
        ink, chosen, look = begin_row(painter, option), is_chosen(option), look_of(option.palette)
        quiet = ink if chosen else look.quiet
        box = QRectF(option.rect).adjusted(_PAD + 4, 0, -_PAD - 4, 0)
        end = self._end(index, mention, box.width())
        if end is not None:
            width = 0.24 * box.width()
            painter.setPen(ink if chosen else look.accent if index.data(GuessRole) else quiet)
            room = QRectF(box.right() - width, box.top(), width, box.height())
            _part(painter, room, _RIGHT, end, smaller(option.font), Qt.TextElideMode.ElideRight)
            box.setRight(room.left() - 12)
        bold = QFont(option.font)
        bold.setBold(True)
        middle = _middle(box, QFontMetricsF(bold).horizontalAdvance(mention.words))
        leftwards = reads_leftwards(mention.words)
        first = QRectF(box.topLeft(), QPointF(middle.left(), box.bottom()))
        last = QRectF(QPointF(middle.right(), box.top()), box.bottomRight())
        before, after = (last, first) if leftwards else (first, last)
        painter.setPen(quiet)
        cut = Qt.TextElideMode
        for place, text, elide in (
            (before, mention.before, cut.ElideLeft),
            (after, mention.after, cut.ElideRight),
        ):
            side = _RIGHT if place is first else _LEFT
            _part(
                painter,
                _apart(place, text, place is before, place is first),
                side,
                text.strip(),
                option.font,
                elide,
                leftwards,
            )
        painter.setPen(ink)
        _part(painter, middle, _LEFT, mention.words, bold, cut.ElideRight, leftwards)
        painter.restore()

    def _end(self, index: _Index, mention: Mention, width: float) -> str | None:
        """What stands at the right end; None where nothing does."""
        guess = index.data(GuessRole)
        if guess:
            return f"K: {guess}"
        if width > _WIDE:
            return mention.headline
        return guess


def _middle(box: QRectF, width: float) -> QRectF:
    """Where the words stand: always at the same place, long ones cut."""
    start = box.left() + 0.42 * box.width()
    return QRectF(start, box.top(), min(width + 1, 0.4 * box.width()), box.height())


def _apart(box: QRectF, text: str, precedes: bool, is_left: bool) -> QRectF:
    """The room for a context: a gap lies between it and the words where there is a space in the text."""
    spaced = text[-1:].isspace() if precedes else text[:1].isspace()
    gap = _GAP if spaced else 0
    return box.adjusted(0, 0, -gap, 0) if is_left else box.adjusted(gap, 0, 0, 0)


def _part(
    painter: QPainter,
    box: QRectF,
    side: Qt.AlignmentFlag,
    text: str,
    font: QFont,
    cut: Qt.TextElideMode,
    leftwards: bool = False,
) -> None:
    painter.setFont(font)
    flags = side.value | (Qt.TextFlag.TextForceRightToLeft.value if leftwards else 0)
    painter.drawText(box, flags, QFontMetricsF(font).elidedText(text, cut, box.width()))


def reads_leftwards(words: str) -> bool:
    """Whether the first letter belongs to a script that runs from right to left."""
    strong = (kind for kind in map(unicodedata.bidirectional, words) if kind in ("L", "R", "AL"))
    return next(strong, "L") != "L"

"""How a line of the list of gaps looks: headings of labels, and below each its cases."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.project.reviewing.feedback import AGREED, UNREAD
from annotator.project.reviewing.gaps import Gap
from annotator.qt.feedback.gap_list import GapRole, HeadingRole
from annotator.qt.feedback.outcome_rows import paint_state
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.paint import begin_row, chip, is_chosen, line, smaller, theme_of
from annotator.qt.kit.theme import unknown

_PAD, _MARK = 8, 18
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + 3)


class GapRows(QStyledItemDelegate):
    """Two lines a case; a dot while the guideline has not answered it, then a tick."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints a heading or a case."""
        gap: Gap | None = index.data(GapRole)
        ink, look = begin_row(painter, option), theme_of(option.palette)
        box = QRectF(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        if gap is None:
            name = str(index.data(HeadingRole))
            label = self._bridge.scheme.label(name) or unknown(name or "no label")
            font = smaller(option.font, bold=True)
            top = box.bottom() - QFontMetricsF(font).height() - 2
            width = chip(painter, QPointF(box.left(), top), label, font, look)
            painter.setPen(ink)
            said = str(index.data()).partition(": ")[2]
            room = QRectF(
                box.left() + width + 8, top, box.width() - width - 8, QFontMetricsF(font).height() + 3
            )
            line(painter, room, said, font)
            painter.setPen(look.line)
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        else:
            self._case(painter, option, box.adjusted(_MARK, 0, 0, 0), gap, ink)
        painter.restore()

    def _case(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, gap: Gap, ink: QColor
    ) -> None:
        look, chosen = theme_of(option.palette), is_chosen(option)
        height = QFontMetricsF(option.font).height()
        painter.setPen(QPen(ink if chosen else look.accent, 1.8))
        centre = QPointF(box.left() - _MARK / 2 - 2, box.top() + height / 2)
        paint_state(painter, centre, AGREED if gap.answered else UNREAD)
        painter.setPen(ink)
        words = gap.words.replace("\n", " ") or "(gone since)"
        line(painter, QRectF(box.left(), box.top(), box.width(), height), words, option.font)
        if not chosen:
            painter.setPen(look.quiet)
        quiet = smaller(option.font)
        below = QRectF(box.left(), box.top() + height + 3, box.width(), QFontMetricsF(quiet).height())
        line(
            painter, below, f"{gap.note or 'no note'} · {gap.reviewer or 'name hidden'} · {gap.month}", quiet
        )

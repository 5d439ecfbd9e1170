"""How a mention in context looks: its words in the middle column, what stands around them on either side."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.project.registry import Mention
from annotator.qt.models.mention_list import GuessRole, MentionRole
from annotator.qt.widgets.in_context import RIGHT, paint_in_context, paint_part
from annotator.qt.widgets.paint import begin_row, is_chosen, look_of, smaller

_PAD = 6
_WIDE = 760
"""From this width on the headline stands at the right."""
_Index = QModelIndex | QPersistentModelIndex


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
            paint_part(painter, room, RIGHT, end, smaller(option.font), Qt.TextElideMode.ElideRight)
            box.setRight(room.left() - 12)
        paint_in_context(
            painter, box, (mention.before, mention.words, mention.after), option.font, ink, quiet
        )
        painter.restore()

    def _end(self, index: _Index, mention: Mention, width: float) -> str | None:
        """What stands at the right end; None where nothing does."""
        guess = index.data(GuessRole)
        if guess:
            return f"K: {guess}"
        if width > _WIDE:
            return mention.headline
        return guess

"""How a mention in context looks: its words in the middle column, what stands around them on either side."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.project.registry import Mention
from annotator.qt.actors.mention_list import GuessRole, MentionRole
from annotator.qt.kit.in_context import WIDE, paint_end, paint_in_context, row_box
from annotator.qt.kit.paint import begin_row, is_chosen, theme_of

_SHARE = 0.24
"""How much of the width is for what stands at the right."""
_Index = QModelIndex | QPersistentModelIndex


class MentionRows(QStyledItemDelegate):
    """One line a mention."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints left context, words, right context, and the guess or the headline at the end."""
        mention: Mention = index.data(MentionRole)
        ink, chosen, look = begin_row(painter, option), is_chosen(option), theme_of(option.palette)
        quiet = ink if chosen else look.quiet
        box = row_box(option.rect)
        end = self._end(index, mention, box.width())
        if end is not None:
            end_ink = ink if chosen else look.accent if index.data(GuessRole) else quiet
            paint_end(painter, box, end, _SHARE, option.font, end_ink)
        paint_in_context(
            painter, box, (mention.before, mention.words, mention.after), option.font, ink, quiet
        )
        painter.restore()

    def _end(self, index: _Index, mention: Mention, width: float) -> str | None:
        """What stands at the right end; None where nothing does."""
        guess = index.data(GuessRole)
        if guess:
            return f"K: {guess}"
        if width > WIDE:
            return mention.headline
        return None if guess is None else ""

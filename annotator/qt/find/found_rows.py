"""How a place in context looks: its words in the middle column, at the right what it is and where."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.qt.find.found_list import FoundRole, Shown
from annotator.qt.kit.in_context import WIDE, paint_end, paint_in_context, row_box
from annotator.qt.kit.paint import begin_row, is_chosen, theme_of

_SHARE = 0.26
"""How much of the width is for what stands at the right."""
_Index = QModelIndex | QPersistentModelIndex


class FoundRows(QStyledItemDelegate):
    """One line a place."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints left context, words, right context, and at the end label and analyst or the headline."""
        shown: Shown | None = index.data(FoundRole)
        ink, look = begin_row(painter, option), theme_of(option.palette)
        quiet = ink if is_chosen(option) else look.quiet
        box = row_box(option.rect)
        if shown is not None:
            end = shown.about or (shown.headline if box.width() > WIDE else "")
            if end:
                paint_end(painter, box, end, _SHARE, option.font, quiet)
            paint_in_context(painter, box, shown[:3], option.font, ink, quiet)
        painter.restore()

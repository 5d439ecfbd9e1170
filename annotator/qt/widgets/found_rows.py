"""How a place in context looks: its words in the middle column, at the right what it is and where."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.qt.models.found_list import FoundRole, Shown
from annotator.qt.widgets.in_context import RIGHT, paint_in_context, paint_part
from annotator.qt.widgets.paint import begin_row, is_chosen, look_of, smaller

_PAD = 6
_WIDE = 760
"""From this width on the headline stands at the right."""
_SHARE = 0.26
"""How much of the width is for what stands at the right."""
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + 2 * _PAD)


class FoundRows(QStyledItemDelegate):
    """One line a place."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints left context, words, right context, and at the end label and analyst or the headline."""
        shown: Shown | None = index.data(FoundRole)
        ink, look = begin_row(painter, option), look_of(option.palette)
        quiet = ink if is_chosen(option) else look.quiet
        box = QRectF(option.rect).adjusted(_PAD + 4, 0, -_PAD - 4, 0)
        if shown is not None:
            end = shown.about or (shown.headline if box.width() > _WIDE else "")
            if end:
                width = _SHARE * box.width()
                room = QRectF(box.right() - width, box.top(), width, box.height())
                painter.setPen(quiet)
                paint_part(painter, room, RIGHT, end, smaller(option.font), Qt.TextElideMode.ElideRight)
                box.setRight(room.left() - 12)
            paint_in_context(painter, box, shown[:3], option.font, ink, quiet)
        painter.restore()

"""How a place in its context looks: a tick, the words in the middle of what stands around them, the headline below."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.project.propagating import Shown
from annotator.qt.kit.in_context import paint_in_context
from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of
from annotator.qt.text.place_list import ShownRole

_PAD = 6
_BOX = 14
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + 2)


class PlaceRows(QStyledItemDelegate):
    """Two lines a place; the words stand one below the other, so that the eye runs down them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints tick, context and headline."""
        shown: Shown = index.data(ShownRole)
        ink = begin_row(painter, option)
        look = theme_of(option.palette)
        box = QRectF(option.rect).adjusted(_PAD + _BOX + 8, _PAD, -_PAD, -_PAD)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        self._tick(painter, QRectF(option.rect.left() + _PAD, box.top() + 2, _BOX, _BOX), ticked, ink)
        height = QFontMetricsF(option.font).height()
        above = QRectF(box.left(), box.top(), box.width(), height)
        told = shown.before, shown.words, shown.after
        paint_in_context(painter, above, told, option.font, ink, ink if ticked else look.quiet)
        if not is_chosen(option):
            painter.setPen(look.quiet)
        quiet = smaller(option.font)
        below = QRectF(box.left(), box.top() + height + 2, box.width(), QFontMetricsF(quiet).height())
        line(painter, below, shown.headline, quiet)
        painter.restore()

    def _tick(self, painter: QPainter, box: QRectF, on: bool, ink: QColor) -> None:
        painter.setPen(QPen(ink, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if on:
            painter.setPen(QPen(ink, 2))
            middle = QPointF(box.left() + box.width() * 0.42, box.bottom() - 3.5)
            painter.drawLine(QPointF(box.left() + 3, box.center().y()), middle)
            painter.drawLine(middle, QPointF(box.right() - 3, box.top() + 3.5))

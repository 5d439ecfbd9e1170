"""How an assigned article looks in the list: its headline, who is how far, a bar."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of
from annotator.qt.team.assigned_list import Assigned, AssignedRole
from annotator.qt.team.strip import paint_strip, parts_of_article

_PAD, _BAR, _WIDTH = 7, 10, 150
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD)


class AssignedRows(QStyledItemDelegate):
    """Two lines, the bar at their right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints headline, states and bar."""
        row: Assigned = index.data(AssignedRole)
        ink, look = begin_row(painter, option), theme_of(option.palette)
        box = QRectF(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        height, words = QFontMetricsF(option.font).height(), box.width() - _WIDTH - 2 * _PAD
        painter.setPen(ink)
        line(painter, QRectF(box.left(), box.top(), words, height), row.headline, option.font)
        quiet = smaller(option.font)
        if not is_chosen(option):
            painter.setPen(look.quiet)
        below = QRectF(box.left(), box.top() + height, words, QFontMetricsF(quiet).height())
        line(painter, below, row.standing.words, quiet)
        bar = QRectF(box.right() - _WIDTH, box.center().y() - _BAR / 2, _WIDTH, _BAR)
        paint_strip(painter, bar, look, parts_of_article(row.standing))
        painter.restore()

"""How a line of the registry's list looks: name and count, below them type and forms."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.qt.actors.actor_list import QUEUE, Line, LineRole
from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of

_PAD = 6
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + 2)


class ActorRows(QStyledItemDelegate):
    """Two lines an entry."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints name, count and the quiet line."""
        shown: Line = index.data(LineRole)
        ink, chosen, look = begin_row(painter, option), is_chosen(option), theme_of(option.palette)
        box = QRectF(option.rect).adjusted(_PAD + 4, _PAD, -_PAD - 4, -_PAD)
        font = QFont(option.font)
        font.setBold(shown.id == QUEUE)
        metrics = QFontMetricsF(font)
        count = f"{shown.count:,}" if shown.count else ""
        width = metrics.horizontalAdvance(count)
        painter.setPen(ink if chosen or shown.id == QUEUE else look.quiet)
        painter.setFont(font)
        top = QRectF(box.left(), box.top(), box.width(), metrics.height())
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        painter.setPen(ink)
        line(painter, top.adjusted(0, 0, -width - 8, 0), shown.name, font)
        if not chosen:
            painter.setPen(look.quiet)
        quiet = smaller(option.font)
        below = QRectF(box.left(), top.bottom() + 2, box.width(), QFontMetricsF(quiet).height())
        line(painter, below, shown.about, quiet)
        if shown.id == QUEUE and not chosen:
            painter.setPen(look.line)
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

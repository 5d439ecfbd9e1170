"""How an article to be reviewed looks in the list: its headline, how far it is, a bar for the agreement."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.project.reviewing.queue import Waiting
from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of
from annotator.qt.review.queue_list import AgreementRole, WaitingRole, said

_PAD = 8
_BAR = 5
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + _BAR)


class QueueRows(QStyledItemDelegate):
    """Two lines and a bar: full where all agree, absent where there is nothing to agree on."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints headline, line and bar."""
        waiting: Waiting = index.data(WaitingRole)
        agreement: float | None = index.data(AgreementRole)
        ink, look = begin_row(painter, option), theme_of(option.palette)
        chosen = is_chosen(option)
        box = QRectF(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        height = QFontMetricsF(option.font).height()
        painter.setPen(ink)
        line(painter, QRectF(box.left(), box.top(), box.width(), height), waiting.headline, option.font)
        quiet = smaller(option.font)
        if not chosen:
            painter.setPen(look.quiet)
        below = QRectF(box.left(), box.top() + height, box.width(), QFontMetricsF(quiet).height())
        line(painter, below, said(waiting, agreement), quiet)
        if agreement is not None:
            bar = QRectF(box.left(), below.bottom() + 2, box.width(), 3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.line if not chosen else look.quiet)
            painter.drawRoundedRect(bar, 1.5, 1.5)
            painter.setBrush(ink if chosen else look.accent)
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * agreement, 3), 1.5, 1.5)
        painter.restore()

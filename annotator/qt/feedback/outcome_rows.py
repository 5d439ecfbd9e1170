"""How a line of the list of changes looks: its state, label and words, below them why and where."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.project.reviewing.feedback import AGREED, UNREAD, Outcome
from annotator.qt.feedback.outcomes import TITLES, OutcomeRole
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.paint import begin_row, chip, is_chosen, line, smaller, theme_of
from annotator.qt.kit.theme import unknown

_PAD, _MARK = 8, 18
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + 3)


class OutcomeRows(QStyledItemDelegate):
    """Two lines a change; one that was not answered yet is bold and has a dot."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints mark, chip, words, and the quiet line."""
        one: Outcome = index.data(OutcomeRole)
        label = self._bridge.scheme.label(one.label) or unknown(one.label or "?")
        ink, chosen = begin_row(painter, option), is_chosen(option)
        look = theme_of(option.palette)
        box = QRectF(option.rect).adjusted(_PAD + _MARK, _PAD, -_PAD, -_PAD)
        height = QFontMetricsF(option.font).height()
        painter.setPen(QPen(ink if chosen else look.accent, 1.8))
        paint_state(painter, QPointF(box.left() - _MARK / 2 - 2, box.top() + height / 2), one.state)
        width = chip(painter, box.topLeft(), label, smaller(option.font, bold=True), look)
        painter.setPen(ink)
        font = QFont(option.font)
        font.setBold(one.state == UNREAD)
        left = box.left() + width + 6
        line(painter, QRectF(left, box.top(), box.right() - left, height), str(index.data()), font)
        if not chosen:
            painter.setPen(look.quiet)
        quiet = smaller(option.font)
        below = QRectF(box.left(), box.top() + height + 3, box.width(), QFontMetricsF(quiet).height())
        line(painter, below, f"{TITLES.get(one.outcome, one.outcome)}: {one.reason} · {one.headline}", quiet)
        painter.restore()


def paint_state(painter: QPainter, centre: QPointF, state: str) -> None:
    """A dot for unread, a tick for agreed, a cross for objected: legible without colour."""
    painter.save()
    x, y = centre.x(), centre.y()
    painter.setBrush(painter.pen().color())
    if state == UNREAD:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(centre, 4.0, 4.0)
    elif state == AGREED:
        painter.drawPolyline([QPointF(x - 4, y), QPointF(x - 1, y + 3.5), QPointF(x + 4.5, y - 4)])
    else:
        painter.drawLine(QPointF(x - 3.5, y - 3.5), QPointF(x + 3.5, y + 3.5))
        painter.drawLine(QPointF(x - 3.5, y + 3.5), QPointF(x + 3.5, y - 3.5))
    painter.restore()

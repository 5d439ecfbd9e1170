"""How a case looks in the list: its words and labels, below how the layers differ and what was decided."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.scheme import Scheme
from annotator.project.reviewing.comparison import DECIDED, STALE, Judged
from annotator.qt.kit.paint import begin_row, chip, is_chosen, line, smaller, theme_of
from annotator.qt.kit.theme import unknown
from annotator.qt.review.case_list import CaseRole, SaidRole, WordsRole

_PAD = 6
_MARK = 16
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + 3)


class CaseRows(QStyledItemDelegate):
    """Two lines a case, with a mark before them: a ring to be decided, a tick decided, an arrow stale."""

    def __init__(self, scheme: Callable[[], Scheme], parent: QObject) -> None:
        super().__init__(parent)
        self._scheme = scheme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints the mark, a chip for each label, the words, the line below."""
        judged: Judged = index.data(CaseRole)
        ink, look = begin_row(painter, option), theme_of(option.palette)
        chosen = is_chosen(option)
        box = QRectF(option.rect).adjusted(_PAD + _MARK, _PAD, -_PAD, -_PAD)
        height = QFontMetricsF(option.font).height()
        centre = QPointF(option.rect.left() + _PAD + 6, box.top() + height / 2)
        _mark(painter, centre, judged, ink if chosen else look.accent)
        x = box.left()
        small = smaller(option.font)
        for name in dict.fromkeys(member.annotation.label for member in judged.case.members):
            label = self._scheme().label(name) or unknown(name)
            x += chip(painter, QPointF(x, box.top()), label, small, look) + 4
        painter.setPen(ink)
        line(
            painter, QRectF(x + 2, box.top(), box.right() - x - 2, height), index.data(WordsRole), option.font
        )
        if not chosen:
            painter.setPen(look.quiet)
        below = QRectF(box.left(), box.top() + height + 3, box.width(), QFontMetricsF(small).height())
        line(painter, below, index.data(SaidRole), small)
        painter.restore()


def _mark(painter: QPainter, centre: QPointF, judged: Judged, colour: QColor) -> None:
    """Legible without colour."""
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if judged.state == DECIDED:
        first = centre + QPointF(-4, 0)
        painter.drawPolyline([first, centre + QPointF(-1, 3.5), centre + QPointF(4.5, -3.5)])
    elif judged.state == STALE:
        painter.drawArc(QRectF(centre.x() - 4, centre.y() - 4, 8, 8), 60 * 16, 270 * 16)
        painter.drawPolyline([centre + QPointF(0, -6), centre + QPointF(3, -3.5), centre + QPointF(-0.5, -1)])
    else:
        painter.setBrush(colour if judged.case.conflicts else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 4, 4)

"""The cases of a review as a list: what is to be decided, or all of them."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.scheme import Scheme
from annotator.project.reviewing.comparison import DECIDED, STALE, Judged
from annotator.qt.kit.paint import begin_row, chip, is_chosen, line, smaller, theme_of
from annotator.qt.kit.plain import plain_tips
from annotator.qt.kit.theme import unknown
from annotator.qt.review.reviewing import Reviewing

CaseRole = Qt.ItemDataRole.UserRole
WordsRole = Qt.ItemDataRole.UserRole + 1
SaidRole = Qt.ItemDataRole.UserRole + 2

CONFLICTS, UNDECIDED, ALL = "conflicts", "to decide", "all"

Index = QModelIndex | QPersistentModelIndex


class CaseList(QAbstractListModel):
    """A case a row: `CaseRole` gives the Judged, `WordsRole` its words, `SaidRole` a line about it."""

    def __init__(self, reviewing: Reviewing) -> None:
        super().__init__()
        self._reviewing = reviewing
        self._rows: list[Judged] = []
        self.shown = CONFLICTS
        reviewing.compared.connect(self.read)

    def show(self, shown: str) -> None:
        """CONFLICTS, UNDECIDED or ALL."""
        self.shown = shown
        self.read()

    def read(self) -> None:
        """Takes over what the review found."""
        self.beginResetModel()
        self._rows = [one for one in self._reviewing.cases if self._belongs(one)]
        self.endResetModel()

    def _belongs(self, one: Judged) -> bool:
        if self.shown == CONFLICTS:
            single = len(one.case.members) + len(one.case.lacking) == 1
            return bool(one.case.conflicts) or single
        return self.shown == ALL or one.state != DECIDED

    def rowCount(self, parent: Index | None = None) -> int:
        """How many cases are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row's case, words and line; both in one for screen readers."""
        if not 0 <= index.row() < len(self._rows):
            return None
        judged = self._rows[index.row()]
        if role == CaseRole:
            return judged
        words, said = self._reviewing.text_of(judged).replace("\n", " "), self.said(judged)
        if role == WordsRole:
            return words
        if role == SaidRole:
            return said
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{words} – {said}"
        return said if role == Qt.ItemDataRole.ToolTipRole else None

    def said(self, judged: Judged) -> str:
        """How the layers differ, and what was decided."""
        case, name_of = judged.case, self._reviewing.name_of
        single = len(case.members) == 1 and not case.lacking
        differ = ", ".join(case.conflicts) or ("" if single else "all agree")
        if case.lacking:
            differ += f" ({_names([name_of(name) for name in case.lacking])})"
        parts = [differ, _state(judged)]
        parts += [one for one in dict.fromkeys(decision.reason for decision in judged.decisions) if one]
        return " · ".join(part for part in parts if part)

    def case(self, row: int) -> Judged:
        """The case of a row."""
        return self._rows[row]

    def row_of(self, judged: Judged | None) -> int:
        """The row of a case; -1 if it is not shown."""
        if judged is None:
            return -1
        return next((row for row, one in enumerate(self._rows) if one.case.at == judged.case.at), -1)


def _names(names: Sequence[str]) -> str:
    return ", ".join(names)


def _state(judged: Judged) -> str:
    if judged.state != DECIDED:
        return judged.state
    return "in gold" if judged.gold is not None else "rightly nothing"


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

"""The cases of a review as a list: what is to be decided, or all of them."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.domain.scheme import Scheme
from annotator.project.reviewing.comparison import DECIDED, STALE, Judged
from annotator.qt.kit.list_model import Index, ListModel
from annotator.qt.kit.theme import unknown
from annotator.qt.kit.two_lines import Cell, TwoLines
from annotator.qt.review.reviewing import Reviewing

CONFLICTS, UNDECIDED, ALL = "conflicts", "to decide", "all"


class CaseList(ListModel[Judged]):
    """The cases that are wanted, in the order of the text."""

    def __init__(self, reviewing: Reviewing) -> None:
        super().__init__()
        self._reviewing = reviewing
        self.wanted = CONFLICTS
        reviewing.compared.connect(self.read)

    def show(self, wanted: str) -> None:
        """CONFLICTS, UNDECIDED or ALL."""
        self.wanted = wanted
        self.read()

    def read(self) -> None:
        """Takes over what the review found."""
        self.put([one for one in self._reviewing.cases if self._belongs(one)])

    def _belongs(self, one: Judged) -> bool:
        if self.wanted == CONFLICTS:
            single = len(one.case.members) + len(one.case.lacking) == 1
            return bool(one.case.conflicts) or single
        return self.wanted == ALL or one.state != DECIDED

    def words(self, judged: Judged) -> str:
        """The words of a case, on one line."""
        return self._reviewing.text_of(judged).replace("\n", " ")

    def shown(self, row: Judged) -> str:
        return f"{self.words(row)} – {self.said(row)}"

    def tip(self, row: Judged) -> str:
        return self.said(row)

    def said(self, judged: Judged) -> str:
        """How the layers differ, and what was decided."""
        case, name_of = judged.case, self._reviewing.name_of
        single = len(case.members) == 1 and not case.lacking
        differ = ", ".join(case.conflicts) or ("" if single else "all agree")
        if case.lacking:
            differ += f" ({', '.join(name_of(name) for name in case.lacking)})"
        parts = [differ, _state(judged)]
        parts += [one for one in dict.fromkeys(decision.reason for decision in judged.decisions) if one]
        return " · ".join(part for part in parts if part)

    def row_of(self, judged: Judged | None) -> int:
        """The row of a case; -1 if it is not shown."""
        if judged is None:
            return -1
        return next((row for row, one in enumerate(self.rows) if one.case.at == judged.case.at), -1)


def _state(judged: Judged) -> str:
    if judged.state != DECIDED:
        return judged.state
    return "in gold" if judged.gold is not None else "rightly nothing"


class CaseRows(TwoLines):
    """Labels and words, below them how the layers differ and what was decided; before them a mark: a ring to be
    decided, a tick decided, an arrow stale."""

    pad, gap = 6, 3

    def __init__(self, model: CaseList, scheme: Callable[[], Scheme]) -> None:
        super().__init__()
        self._model, self._scheme = model, scheme

    def paint_row(self, cell: Cell, row: Judged, index: Index) -> None:
        _mark(cell.painter, cell.mark_at(self.pad + 6), row, cell.accent)
        cell.box.adjust(16, 0, 0, 0)
        left = 0.0
        for name in dict.fromkeys(member.annotation.label for member in row.case.members):
            left += cell.chip(self._scheme().label(name) or unknown(name), left, bold=False) + 4
        cell.upper(self._model.words(row), left=left + 2)
        cell.lower(self._model.said(row))


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

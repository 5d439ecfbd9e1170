"""What review made of one analyst's work, as the window has it: read on another thread, renewed where it changed."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from annotator.domain.annotation import GOLD
from annotator.domain.change import Change
from annotator.domain.gc_pause import kept_for_long
from annotator.domain.problems import Problem, Progress
from annotator.domain.reviewing.decision import REASONS
from annotator.project import articles
from annotator.project.project import Project
from annotator.project.reviewing import feedback
from annotator.project.reviewing.feedback import (
    AGREED,
    CORRECTED,
    MISSED,
    REJECTED,
    UNREAD,
    HandedBack,
    Outcome,
)
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.kept_answer import KeptAnswer
from annotator.qt.kit.list_model import Index, ListModel
from annotator.qt.kit.theme import unknown
from annotator.qt.kit.two_lines import Cell, TwoLines

MARK = 18
"""Pixels at the left of a row for the mark of its state."""

MEANINGS = REASONS | {
    "missing": "was not marked by everybody",
    "attribute": "has another value",
    "link": "has other links",
    REJECTED: "is nothing to mark",
}
"""What the code of a reason means; where the reviewer gave none it is how the versions differ."""

TITLES = {CORRECTED: "Corrected", REJECTED: "Rightly nothing", MISSED: "Not marked"}


class Entry(NamedTuple):
    """An outcome with what lists ask of every one again and again. `text` is what is searched, in lower case."""

    at: tuple[int, str]
    state: str
    label: str
    reason: str
    text: str
    outcome: Outcome

    @classmethod
    def of(cls, one: Outcome) -> Self:
        """That of an outcome."""
        text = f"{one.headline}\n{one.words}\n{one.decision.note}".casefold()
        return cls(one.at, one.state, one.label, one.reason, text, one)


@dataclass(frozen=True, slots=True)
class Found:
    """What review made of somebody's work, by article and place; `months`: how often each reason was given."""

    entries: Sequence[Entry] = ()
    handed: Sequence[HandedBack] = ()
    unread: int = 0
    labels: Sequence[str] = ()
    reasons: Sequence[str] = ()
    months: Mapping[str, Counter[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, outcomes: list[Outcome], handed: list[HandedBack]) -> Self:
        """All of it, worked out once."""
        entries = [Entry.of(one) for one in outcomes]
        return cls(
            entries,
            handed,
            sum(entry.state == UNREAD for entry in entries),
            sorted({entry.label for entry in entries} - {""}),
            sorted({entry.reason for entry in entries}),
            feedback.reasons_by_month(outcomes),
        )


class ReadOutcomes(KeptAnswer):
    """What review made of an analyst's work."""

    def __init__(self, bridge: Bridge, analyst: str) -> None:
        super().__init__(bridge)
        self.analyst = analyst
        self.found = Found()

    def query(self, touched: frozenset[str] | None) -> Callable[[Project, Progress], Found]:
        analyst, before = self.analyst, self.found.entries

        def read(project: Project, steps: Progress) -> Found:
            keys = None if touched is None else _keys(project, touched)
            with kept_for_long():
                found = feedback.of_analyst(project, analyst, steps, only=keys)
                if keys is not None:
                    kept = (one.outcome for one in before if one.at[0] not in keys)
                    found = sorted([*kept, *found], key=lambda one: (one.key, one.place or (0, 0)))
                return Found.of(found, feedback.handed_back(project, analyst))

        return read

    def keep(self, found: Found) -> None:
        self.found = found

    def concerned(self, change: Change) -> frozenset[str] | None:
        if change.listed or change.articles or change.kinds & {"scheme", "team"}:
            return None
        return frozenset(article for article, layer in change.layers if layer in (GOLD, self.analyst))


def _keys(project: Project, ids: Collection[str]) -> set[int] | None:
    """Row ids of articles; None where one is not in the project any more."""
    try:
        return {articles.key_of(project, one) for one in ids}
    except Problem:
        return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be listed; "" lets everything through. `words`, in lower case, stand in headline, words or note."""

    state: str = ""
    label: str = ""
    reason: str = ""
    words: str = ""

    def fits(self, one: Entry) -> bool:
        """Whether an outcome is one of those."""
        return (
            self.state in ("", one.state)
            and self.label in ("", one.label)
            and self.reason in ("", one.reason)
            and self.words in one.text
        )


class OutcomeList(ListModel[Entry]):
    """One outcome a row. What was listed stays when it is answered, until something else is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._every: Sequence[Entry] = ()
        self._wanted = Wanted()

    def shown(self, row: Entry) -> str:
        return row.outcome.words.replace("\n", " ")

    def told(self, row: Entry) -> str:
        one = row.outcome
        note = f"\n{one.decision.note}" if one.decision.note else ""
        said = f"{one.state}: {one.label} “{one.words}”, {TITLES.get(one.outcome, one.outcome).lower()}"
        return f"{said} ({one.reason})\n{one.headline}{note}"

    def row_of(self, at: tuple[int, str] | None) -> int | None:
        """In which row an outcome is; None if it is left out."""
        return self.find(lambda one: one.at == at)

    def show(self, every: Sequence[Entry]) -> None:
        """Takes outcomes again; those that were listed and still exist stay."""
        self._every = every
        kept = {one.at for one in self.rows}
        self._list([one for one in every if one.at in kept or self._wanted.fits(one)])

    def narrow(self, wanted: Wanted) -> None:
        """Lists what is wanted, and nothing else."""
        self._wanted = wanted
        self._list([one for one in self._every if wanted.fits(one)])

    def _list(self, rows: list[Entry]) -> None:
        self.renew(rows, key=lambda one: one.at)


class OutcomeRows(TwoLines):
    """State, label and words, below them why and where. An outcome that was not answered yet is bold."""

    gap = 3

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge

    def paint_row(self, cell: Cell, row: Entry, index: Index) -> None:
        one = row.outcome
        label = self._bridge.scheme.label(one.label) or unknown(one.label or "?")
        cell.painter.setPen(QPen(cell.accent, 1.8))
        paint_state(cell.painter, cell.mark_at(self.pad + MARK / 2 - 2), one.state)
        cell.box.adjust(MARK, 0, 0, 0)
        width = cell.chip(label)
        cell.font.setBold(one.state == UNREAD)
        cell.upper(str(index.data()), left=width + 6)
        cell.font.setBold(False)
        cell.lower(f"{TITLES.get(one.outcome, one.outcome)}: {one.reason} · {one.headline}")


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

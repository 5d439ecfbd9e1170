"""What review made of one analyst's work, as the window has it: read on another thread, renewed where it changed."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotator.domain.change import Change
from annotator.domain.problems import Problem, Progress
from annotator.domain.reviewing.decision import REASONS
from annotator.project import articles
from annotator.project.project import Project
from annotator.project.reviewing import feedback
from annotator.project.reviewing.comparison import GOLD
from annotator.project.reviewing.feedback import CORRECTED, MISSED, REJECTED, UNREAD, HandedBack, Outcome
from annotator.qt.bridge import Bridge
from annotator.qt.models.latest import Latest

Index = QModelIndex | QPersistentModelIndex
OutcomeRole = Qt.ItemDataRole.UserRole

MEANINGS = REASONS | {
    "missing": "was not marked by everybody",
    "attribute": "has another value",
    "link": "has other links",
    REJECTED: "is nothing to mark",
}
"""What the code of a reason means; where the reviewer gave none it is how the versions differ."""

TITLES = {CORRECTED: "Corrected", REJECTED: "Rightly nothing", MISSED: "Not marked"}
_MOST_RENEWED = 200
"""If more articles than this changed, everything is read again."""


class ReadOutcomes(QObject):
    """Reading is asked for; it is done again only where something changed."""

    changed = Signal()
    """`outcomes` and `handed` are others now."""
    staled = Signal()
    """Something changed that they do not know of."""

    def __init__(self, bridge: Bridge, analyst: str) -> None:
        super().__init__()
        self._bridge = bridge
        self.analyst = analyst
        self.outcomes: list[Outcome] = []
        self.handed: list[HandedBack] = []
        self._known = False
        self._touched: set[str] = set()
        self.latest = Latest(bridge, self)
        bridge.changed.connect(self._on_change)

    @property
    def stale(self) -> bool:
        """Whether something is not known yet."""
        return not self._known or bool(self._touched)

    @property
    def unread(self) -> int:
        """How many changes were not answered."""
        return sum(one.state == UNREAD for one in self.outcomes)

    def read(self) -> None:
        """Reads what is not known; `changed` follows."""
        touched, before = frozenset(self._touched), list(self.outcomes)
        keys = self._keys(touched) if self._known and len(touched) <= _MOST_RENEWED else None

        def query(project: Project, steps: Progress) -> tuple[list[Outcome], list[HandedBack]]:
            hidden = feedback.hidden(project)
            found = feedback.of_analyst(project, self.analyst, hidden, steps, only=keys)
            if keys is not None:
                kept = (one for one in before if one.key not in keys)
                found = sorted([*kept, *found], key=lambda one: (one.key, one.place or (0, 0)))
            return found, feedback.handed_back(project, self.analyst)

        def take(found: tuple[list[Outcome], list[HandedBack]]) -> None:
            (self.outcomes, self.handed), self._known = found, True
            self._touched -= touched
            self.changed.emit()

        self.latest.ask(query, take)

    def _keys(self, ids: frozenset[str]) -> set[int] | None:
        """Row ids of articles; None where one is not in the list any more."""
        try:
            return {articles.key_of(self._bridge.reader, one) for one in ids}
        except Problem:
            return None

    def _on_change(self, change: Change) -> None:
        concerned = {article for article, layer in change.layers if layer in (GOLD, self.analyst)}
        if change.listed or change.kinds & {"scheme", "team"}:
            self._known = False
        elif concerned:
            self._touched |= concerned
        else:
            return
        self.staled.emit()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be listed; empty words let everything through. `words` stand in headline, words or note."""

    state: str = ""
    label: str = ""
    reason: str = ""
    words: str = ""

    def fits(self, one: Outcome) -> bool:
        """Whether an outcome is one of those."""
        pairs = ((self.state, one.state), (self.label, one.label), (self.reason, one.reason))
        text = f"{one.headline}\n{one.words}\n{one.decision.note}".casefold()
        return all(wanted in ("", there) for wanted, there in pairs) and self.words.casefold() in text


class OutcomeList(QAbstractListModel):
    """One outcome a row. What was listed stays when it is answered, until something else is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._every: list[Outcome] = []
        self._rows: list[Outcome] = []
        self._wanted = Wanted()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many are listed."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's words, its Outcome, or all of it in words."""
        if not 0 <= index.row() < len(self._rows):
            return None
        one = self._rows[index.row()]
        if role == OutcomeRole:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.words.replace("\n", " ")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            note = f"\n{one.decision.note}" if one.decision.note else ""
            said = f"{one.state}: {one.label} “{one.words}”, {TITLES.get(one.outcome, one.outcome).lower()}"
            return f"{said} ({one.reason})\n{one.headline}{note}"
        return None

    @property
    def rows(self) -> list[Outcome]:
        """What is listed."""
        return self._rows

    def row_of(self, at: tuple[int, str] | None) -> int | None:
        """In which row an outcome is; None if it is left out."""
        return next((row for row, one in enumerate(self._rows) if one.at == at), None)

    def show(self, every: list[Outcome]) -> None:
        """Takes outcomes anew; those that were listed and still exist stay."""
        self._every = every
        kept = {one.at for one in self._rows}
        self._replace([one for one in every if one.at in kept or self._wanted.fits(one)])

    def narrow(self, wanted: Wanted) -> None:
        """Lists what is wanted, and nothing else."""
        self._wanted = wanted
        self._replace([one for one in self._every if wanted.fits(one)])

    def _replace(self, rows: list[Outcome]) -> None:
        if [one.at for one in rows] == [one.at for one in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

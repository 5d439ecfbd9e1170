"""Agreement as the window has it: measured on another thread, its cases read when a cell is opened."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from time import monotonic

from PySide6.QtCore import QObject, Signal

from annotator.domain.change import Change
from annotator.domain.memory import kept_for_long
from annotator.domain.problems import Progress
from annotator.project import agreement, articles
from annotator.project.agreement import Agreement
from annotator.project.project import Project
from annotator.qt.bridge import Bridge
from annotator.qt.models.agreement_cases import CasesRead, ShownCase, shown
from annotator.qt.models.agreement_rows import Opening
from annotator.qt.models.latest import Latest
from annotator.qt.models.measured import LeftOut, Measured, measured

_AT_ONCE = 500
"""Cases that are read at a time."""
_QUICK = 2.0
"""Seconds: what was measured in less is measured again whenever something changed."""
_KINDS = frozenset(("scheme", "actor"))
"""What else in a project changes the figures."""


class Agreements(QObject):
    """Figures of the project's analysts. Nothing is measured unless it is asked for."""

    changed = Signal()
    """`measured` is another."""
    staled = Signal()
    """Something changed that `measured` does not know of."""
    casesRead = Signal(object)
    """CasesRead of what was opened last."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.measured = Measured()
        self.there: Sequence[str] = ()
        """Who may take part."""
        self._chosen: Sequence[str] | None = None
        self._found: Agreement | None = None
        self._opened: Opening | None = None
        self._cases: tuple[ShownCase, ...] = ()
        self._took = 0.0
        self._changes, self._known_changes = 0, -1
        self.measuring, self.drawing = Latest(bridge, self), Latest(bridge, self)
        self.reading = Latest(bridge, self)
        bridge.changed.connect(self._on_change)

    @property
    def known(self) -> bool:
        """Whether anything was measured."""
        return self._found is not None

    @property
    def stale(self) -> bool:
        """Whether the figures are not those of the project as it is now."""
        return self._changes != self._known_changes

    @property
    def quick(self) -> bool:
        """Whether measuring is a moment's work."""
        return self._took < _QUICK

    def choose(self, analysts: Sequence[str]) -> None:
        """Measures these analysts; fewer than two cannot be compared."""
        self._chosen = analysts
        self.measure()

    def measure(self) -> None:
        """Compares the layers as they are now; `changed` follows."""
        self.drawing.cancel()
        changes = self._changes
        work = partial(_measure, self._bridge, self._chosen)
        self.measuring.run(work, lambda found: self._take(found, changes))

    def _take(self, found: tuple[Agreement, Measured, Sequence[str], float], changes: int) -> None:
        self._known_changes = changes
        self._found, self.measured, self.there, self._took = found
        self.changed.emit()

    def work_out_intervals(self) -> None:
        """Between which values the figures lie; `changed` follows."""

    def open(self, opening: Opening) -> None:
        """Reads the first cases of a cell; `casesRead` follows."""
        self._opened, self._cases = opening, ()
        self.read_more()

    def read_more(self) -> None:
        """Reads the next cases of the cell that is open."""
        found, opening, before = self._found, self._opened, self._cases
        if found is None or opening is None:
            return

        def work(progress: Progress) -> CasesRead:
            with self._bridge.reading() as project:
                some = islice(_cases(project, found, opening), len(before), len(before) + _AT_ONCE)
                return CasesRead((*before, *some), self._count(opening))

        self.reading.run(work, self._take_cases)

    def _count(self, opening: Opening) -> int:
        counts = self.measured.counts
        return sum(counts[pair].get(cell, 0) for pair in opening.pairs for cell in opening.cells)

    def _take_cases(self, read: CasesRead) -> None:
        self._cases = read.cases
        self.casesRead.emit(read)

    def _on_change(self, change: Change) -> None:
        if change.layers or change.listed or change.kinds & _KINDS:
            self._changes += 1
            self.staled.emit()

    def stop(self) -> None:
        """Nothing is read any more."""
        for work in (self.measuring, self.drawing, self.reading):
            work.cancel()


def _measure(
    bridge: Bridge, chosen: Sequence[str] | None, progress: Progress
) -> tuple[Agreement, Measured, Sequence[str], float]:
    start = monotonic()
    with bridge.reading() as project, kept_for_long():
        there = agreement.analysts(project)
        found = agreement.measure(project, there if chosen is None else chosen, progress)
        left_out = [
            LeftOut(one.key, articles.headline_of(project, one.key), one.analyst, one.why)
            for one in found.excluded
        ]
        return found, measured(found.team, left_out), there, monotonic() - start


def _cases(project: Project, found: Agreement, opening: Opening) -> Iterator[ShownCase]:
    for pair in opening.pairs:
        for key, article, case in agreement.cases(project, found, pair, opening.cells):
            yield shown(key, article, case, pair, project.analyst)

"""Agreement as the window has it: measured on another thread, its details and cases when they are looked at."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, Signal

from annotator.domain.agreement.bootstrap import Intervals
from annotator.domain.agreement.details import Details
from annotator.domain.annotation import GOLD
from annotator.domain.change import Change
from annotator.domain.gc_pause import kept_for_long
from annotator.domain.problems import Progress
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.project import agreement, articles
from annotator.project.agreement import Agreement, Pair
from annotator.project.project import Project
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.overview.agreement_cases import CasesRead, read
from annotator.qt.overview.agreement_rows import Opening
from annotator.qt.overview.measured import Done, Measured, measured

_AT_ONCE = 300
"""Cases that are read at a time."""
_QUICK = 2.0
"""Seconds: what was measured in less is measured again whenever something changed."""
_KINDS = frozenset(("scheme", "actor"))
"""What else in a project changes the figures."""

_ByPair = Mapping[Pair, Details]


class Agreements(QObject):
    """Figures of the project's analysts. Nothing is measured unless it is asked for."""

    changed = Signal()
    """`measured` is another, of other layers or with more to it."""
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
        self._read = CasesRead()
        self._took = 0.0
        self._changes, self._known_changes = 0, -1
        self.measuring, self.drawing = LatestOnly(bridge, self), LatestOnly(bridge, self)
        self.looking, self.reading = LatestOnly(bridge, self), LatestOnly(bridge, self)
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

    # Figures

    def choose(self, analysts: Sequence[str]) -> None:
        """Measures these analysts, in their order."""
        self._chosen = analysts
        self.measure()

    def measure(self) -> None:
        """Compares the layers as they are now; `changed` follows."""
        for latest in (self.drawing, self.looking, self.reading):
            latest.cancel()
        changes = self._changes
        work = partial(_measure, self._bridge, self._chosen)
        self.measuring.run(work, lambda found: self._take(found, changes))

    def _take(self, found: tuple[Agreement, Measured, Sequence[str], float], changes: int) -> None:
        self._known_changes = changes
        self._found, self.measured, self.there, self._took = found
        self.changed.emit()

    def work_out_intervals(self) -> None:
        """Between which values the figures lie; `changed` follows."""
        found = self._found
        if found is not None:
            self.drawing.run(lambda progress: agreement.intervals(found, progress), self._take_intervals)

    def _take_intervals(self, found: Intervals) -> None:
        self.measured = replace(self.measured, between=found.found)
        self.changed.emit()

    def look_at(self, pairs: Collection[Pair]) -> None:
        """Finds out in what pairs differ, as far as that is not known; `changed` follows if it was not."""
        found, missing = self._found, [pair for pair in pairs if pair not in self.measured.details]
        if found is not None and missing:
            self.looking.run(partial(_look, self._bridge, found, missing), self._take_details)

    def _take_details(self, found: _ByPair) -> None:
        self.measured = replace(self.measured, details={**self.measured.details, **found})
        self.changed.emit()

    # Cases

    def open(self, opening: Opening) -> None:
        """Reads the first cases of a cell; `casesRead` follows."""
        self._opened, self._read = opening, CasesRead()
        self.read_more()

    def read_more(self) -> None:
        """Reads the next cases of the cell that is open."""
        found, opening, before = self._found, self._opened, self._read
        if found is None or opening is None:
            return
        known = self.measured.details

        def work(progress: Progress) -> tuple[_ByPair, CasesRead]:
            missing = [pair for pair in opening.pairs if pair not in known]
            details = {**known, **_look(self._bridge, found, missing, progress)}
            with self._bridge.reading() as project:
                return details, read(project, found, opening, details, before, _AT_ONCE, progress)

        self.reading.run(work, self._take_cases)

    def _take_cases(self, found: tuple[_ByPair, CasesRead]) -> None:
        details, self._read = found
        self.measured = replace(self.measured, details={**self.measured.details, **details})
        self.casesRead.emit(self._read)

    # Keeping up

    def _on_change(self, change: Change) -> None:
        if change.layers or change.listed or change.articles or change.kinds & _KINDS:
            self._changes += 1
            self.staled.emit()

    def stop(self) -> None:
        """Nothing is read any more."""
        for work in (self.measuring, self.drawing, self.looking, self.reading):
            work.cancel()


def _measure(
    bridge: Bridge, chosen: Sequence[str] | None, progress: Progress
) -> tuple[Agreement, Measured, Sequence[str], float]:
    start = monotonic()
    with bridge.reading() as project, kept_for_long():
        there = _there(project)
        found = agreement.measure(project, chosen, progress)
        done = {name: Done(*articles.progress(project, name)) for name in there if name != GOLD}
        return found, replace(measured(found), progress=done), there, monotonic() - start


def _there(project: Project) -> list[str]:
    """Who may take part: analysts, then the gold layer."""
    names = articles.layer_names(project)
    return [name for name in names if name not in RESERVED_LAYERS] + [GOLD] * (GOLD in names)


def _look(bridge: Bridge, found: Agreement, pairs: Sequence[Pair], progress: Progress) -> _ByPair:
    if not pairs:
        return {}
    with bridge.reading() as project:
        return agreement.details_of(project, found, pairs, progress)

"""The files of an import being read on another thread, while what is there already can be looked at."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.import_options import ImportOptions
from annotator.domain.problems import Progress
from annotator.project.intake import Intake, Item
from annotator.project.project import Project
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge

_EVERY = 150
"""Milliseconds between two looks at what has been read."""


class IntakeReading(QObject):
    """An intake with its threads. `items` is what was read so far, `counts` how many have each open question, were
    "rejected", are "there" already or "like" another."""

    changed = Signal()
    """There are other items than before, or other corrections of them."""
    appended = Signal(object)
    """Items came after those that were there: a list of them."""
    progressed = Signal(object, object)
    finished = Signal()
    """Everything was read."""

    def __init__(self, bridge: Bridge, paths: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.intake = Intake(paths, bridge.path)
        self.reading, self.again = LatestOnly(bridge, self), LatestOnly(bridge, self)
        self.reading.progressed.connect(self.progressed)
        self.items: list[Item] = []
        self.counts: Counter[str] = Counter()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begins to read."""
        self._timer.start()
        self.reading.ask(self._read, self._end)

    def _read(self, project: Project, progress: Progress) -> None:
        for _ in self.intake.read(project, progress):
            pass

    def _end(self, _nothing: object) -> None:
        self._timer.stop()
        self._look()
        self.finished.emit()

    def _look(self) -> None:
        """Takes notice of what came since the last look."""
        fresh = [] if self.again.busy else self.intake.items_from(len(self.items))
        if fresh:
            self.items += fresh
            self._count(fresh)
            self.appended.emit(fresh)

    def refresh(self) -> None:
        """Takes notice of what was corrected or read again."""
        self.items = self.intake.items
        self.counts.clear()
        self._count(self.items)
        self.changed.emit()

    def _count(self, items: Sequence[Item]) -> None:
        for item in items:
            self.counts.update(item.questions)
            self.counts["rejected"] += item.rejected
            self.counts["there"] += item.is_there
            self.counts["like"] += bool(item.like)

    @property
    def is_finished(self) -> bool:
        """Whether everything was read and can be seen, and nothing is being read again."""
        return self.intake.finished and not self.reading.busy and not self.again.busy

    def read_again(
        self, numbers: Sequence[int], say: Callable[[ImportOptions], ImportOptions], then: Callable[[], None]
    ) -> None:
        """Reads the files of those items once more; `say` gives their directions from those that they had."""

        def work(project: Project, progress: Progress) -> None:
            for number in numbers:
                if self.intake.has(number):
                    self.intake.again([number], say(self.intake.directions(number)), project, progress)

        def done(_nothing: object) -> None:
            self.refresh()
            then()

        self.again.ask(work, done)

    def stop(self) -> None:
        """Nothing is wanted any more: what was read is removed."""
        self._timer.stop()
        self.again.cancel()
        self.reading.cancel()
        self.intake.close()

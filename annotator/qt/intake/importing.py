"""An import that was said yes to: what is still to be read is waited for, then added, while work goes on."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.domain.change import Change
from annotator.domain.problems import Progress
from annotator.project.import_report import Report
from annotator.qt.intake.intake_reading import IntakeReading
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.working import Working

_READING, _ADDING = "Reading articles…", "Adding articles…"


class Importing(QObject):
    """Lives as long as it takes. The line in the status bar shows how far it is, and stops it: then nothing comes."""

    def __init__(
        self,
        bridge: Bridge,
        reading: IntakeReading,
        line: Working,
        done: Callable[[Report, Change], None],
    ) -> None:
        super().__init__(bridge)
        self._closed = False
        self._bridge, self._reading, self._line, self._done = bridge, reading, line, done
        reading.setParent(self)
        self._adding = LatestOnly(bridge, self)
        for work, what in ((reading.reading, _READING), (reading.again, _READING), (self._adding, _ADDING)):
            line.watch(work, what)
            work.busyChanged.connect(self._on_busy)
        self._go_on()

    def _go_on(self) -> None:
        """Adds as soon as everything was read."""
        if self._reading.is_finished:
            self._adding.run(self._add, self._added)

    def _add(self, progress: Progress) -> tuple[Report, Change]:
        return self._bridge.add(self._reading.intake, progress)

    def _added(self, result: tuple[Report, Change]) -> None:
        self._done(*result)

    def _on_busy(self, _busy: bool) -> None:
        """Something has ended: the next step comes, or it was stopped, failed, or done."""
        if self._adding.busy or self._reading.reading.busy or self._reading.again.busy:
            return
        if self.sender() is not self._adding and self._reading.is_finished:
            self._go_on()
            return
        self.close()

    def close(self) -> None:
        """Stops it, if it is not done, and removes what was read."""
        if self._closed:
            return
        self._closed = True
        self._adding.cancel()
        for work in (self._reading.reading, self._reading.again, self._adding):
            self._line.forget(work)
        self._reading.stop()
        self.deleteLater()

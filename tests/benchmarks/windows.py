"""A real window, and waiting until it has painted what it was asked to show."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.qt.intake.dialog import IntakeDialog
from annotator.qt.shell.app import open_window
from annotator.qt.shell.main_window import MainWindow
from tests.benchmarks.jobs import ANALYST
from tests.benchmarks.measuring import cpu

_PATIENCE = 30
"""Seconds of waiting for a painting after which something is wrong."""


_BEAT, _READY = 5, 5000
"""Milliseconds between two beats, and until the window has loaded what is not needed at once."""


class Painted(QObject):
    """Counts the paintings of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() == QEvent.Type.Paint
        return False

    def after(self, work: Callable[[], object]) -> None:
        """Does the work and lets the window go on until the widget is painted."""
        before, end = self.count, monotonic() + _PATIENCE
        work()
        while self.count == before or _busy():
            QApplication.processEvents()
            assert monotonic() < end, "nothing was painted"

    def ms(self, work: Callable[[], object]) -> float:
        """Milliseconds of CPU on all threads from the work to the painting."""
        return cpu(lambda: self.after(work))[0] * 1000


@contextmanager
def opened(project: Path) -> Iterator[MainWindow]:
    """A window on a project, painted and at rest."""
    window = open_window(project, ANALYST)
    rest()
    yield window
    window.close()
    rest()


def rest() -> None:
    """Lets everything happen that is due."""
    while _busy():
        QApplication.processEvents()
    for _ in range(200):
        QApplication.processEvents()


def _busy() -> bool:
    """Whether something that was done is still on its way to the disk."""
    windows = (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
    return any(one.workspace is not None and one.workspace.bridge.busy for one in windows)


def middle(figures: list[float]) -> float:
    """The median."""
    return median(figures)


class Heartbeat(QObject):
    """Measures how long the window's events wait."""

    def __init__(self) -> None:
        super().__init__()
        self._last, self._longest = monotonic(), 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = monotonic()
        self._longest = max(self._longest, (now - self._last) * 1000 - _BEAT)
        self._last = now

    def stop(self) -> float:
        """The longest wait in milliseconds."""
        self._timer.stop()
        return self._longest


def import_in_window(window: MainWindow, files: Path, count: int) -> float:
    """Chooses a folder, takes everything once it was looked at, waits until it is in the list.

    Gives the longest wait from the moment at which the dialog stands there: to open it takes as long as any dialog.
    """
    # Nobody chooses a folder within the seconds in which the window opens.
    QTest.qWait(_READY)
    assert window.workspace is not None
    rows, end, beats = window.workspace.articles.model, monotonic() + 300, list[Heartbeat]()
    before = rows.rowCount()

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, IntakeDialog) and not beats:
            beats.append(Heartbeat())
        if (
            isinstance(dialog, IntakeDialog)
            and dialog.reading.is_finished
            and dialog.list.rowCount() == count
        ):
            dialog.accept()
        else:
            QTimer.singleShot(50, accept)

    QTimer.singleShot(200, accept)
    window.import_paths([files])
    while rows.rowCount() < before + count:
        QTest.qWait(20)
        assert monotonic() < end, "the import did not end"
    return beats[0].stop()

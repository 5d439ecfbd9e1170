"""A real window, and waiting until it has painted what it was asked to show."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import monotonic

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from annotator.qt.app import open_window
from annotator.qt.main_window import MainWindow
from tests.benchmarks.jobs import ANALYST
from tests.benchmarks.measuring import cpu

_PATIENCE = 30
"""Seconds of waiting for a painting after which something is wrong."""


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
        while self.count == before:
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
    for _ in range(200):
        QApplication.processEvents()


def middle(figures: list[float]) -> float:
    """The median."""
    return median(figures)

"""Dialogs that run an event loop of their own, worked as somebody at the keyboard would.

A test that waits or asserts inside such a loop must not leave it open when it fails: nobody else would ever end it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

Step = Callable[[Any], object]
"""Does something in a dialog. Where it gives False the dialog is not ready, and the step is tried again later."""


class _Visit:
    def __init__(self, kind: type[QWidget], steps: list[Step], leave: Step, every: int) -> None:
        self._kind, self._steps, self._leave = kind, steps, leave
        self._dialog: QWidget | None = None
        self._left = False
        self.error: BaseException | None = None
        self.timer = QTimer()
        self.timer.setInterval(every)
        self.timer.timeout.connect(self._look)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be done, and the dialog is gone."""
        return self.error is not None or (self._dialog is not None and not self._steps and not self._is_open)

    @property
    def _is_open(self) -> bool:
        return self._dialog is not None and isValid(self._dialog) and self._dialog.isVisible()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if self.error is None and isinstance(dialog, self._kind) and self._dialog in (None, dialog):
            self._dialog = dialog
            try:
                self._work(dialog)
            except BaseException as error:  # noqa: BLE001 raised by `visiting`
                self.error = error
                shut_all()

    def _work(self, dialog: QWidget) -> None:
        if self._steps:
            step = self._steps.pop(0)  # It may open a loop of its own, in which this is called again.
            if step(dialog) is False:
                self._steps.insert(0, step)
        elif not self._left:
            self._left = self._leave(dialog) is not False


def shut_all() -> None:
    """Ends the loops of all dialogs that are open."""
    while (dialog := QApplication.activeModalWidget()) is not None and dialog.close():
        pass


@contextmanager
def visiting(
    kind: type[QWidget], *steps: Step, leave: Step = lambda dialog: dialog.close(), every: int = 10
) -> Iterator[None]:
    """The next dialog of a kind that opens is worked by these steps, one after another, then left if it is still open.

    The block does what opens it. At its end all is done and the dialog is gone; what a step raised is raised there.
    `every`: milliseconds between looks at the dialog.
    """
    visit = _Visit(kind, list(steps), leave, every)
    visit.timer.start()
    try:
        yield
        while not visit.is_over:
            QTest.qWait(5)
    finally:
        visit.timer.stop()
    if visit.error is not None:
        raise visit.error


def keys(*pressed: Any) -> Step:
    """A step: keys in whatever field of the dialog has the keyboard."""

    def press(dialog: QWidget) -> None:
        for key in pressed:
            QTest.keyClick(dialog.focusWidget() or dialog, key)

    return press

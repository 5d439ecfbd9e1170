"""A long task with its progress, which can be cancelled."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressDialog, QPushButton, QWidget

from annotator.domain.problems import Problem
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.kit.problems import tell
from annotator.qt.kit.tasks import Task

_PATIENCE = 300
"""Milliseconds a task may take before anything is shown."""
_STEPS = 1000


def run(parent: QWidget, what: str, task: Task, done: Callable[[Any], None]) -> None:
    """Starts the task, shows its progress if it takes a moment, tells its problem or calls `done` with its result."""
    box = QProgressDialog("", "", 0, 0, parent)
    said = PlainLabel(what)
    said.setAlignment(Qt.AlignmentFlag.AlignCenter)
    box.setLabel(said)
    cancel = QPushButton("Cancel")
    cancel.setToolTip("Stop; what was begun is taken back (Esc)")
    # The box's own button goes first, with its Esc: of two of them neither would do anything.
    box.setCancelButton(None)
    box.setCancelButton(cancel)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setMinimumDuration(_PATIENCE)
    box.setAutoClose(False)
    box.setAutoReset(False)
    box.setValue(0)
    task.progressed.connect(lambda part, total: _show(box, part, total))
    box.canceled.connect(task.cancel)

    def finish() -> None:
        box.canceled.disconnect(task.cancel)
        box.close()
        box.deleteLater()
        task.deleteLater()

    def succeed(result: object) -> None:
        finish()
        done(result)

    def fail(error: BaseException) -> None:
        finish()
        if not isinstance(error, Problem):
            raise error
        tell(parent, str(error))

    task.succeeded.connect(succeed)
    task.failed.connect(fail)
    task.cancelled.connect(finish)
    task.start()


def _show(box: QProgressDialog, part: int, total: int) -> None:
    """A total of 0 means that nobody knows how much is left."""
    if total:
        box.setMaximum(_STEPS)
        box.setValue(min(_STEPS - 1, part * _STEPS // total))
    else:
        box.setMaximum(0)

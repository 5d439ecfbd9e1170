"""Threads: one that writes to the project, and one for each long task. Nothing here knows what they do."""

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.domain.problems import Cancelled, Progress
from annotator.project.project import Project

_TURN = 0.0005
"""Seconds after which a thread at work lets the window's have a turn: with Python's 5 ms every cell that a table
paints meanwhile would cost that much."""


class Writer:
    """Owns the one project that is open for writing, on a thread of its own; does what it is given in that order."""

    delay = 0.0
    """Seconds that each job takes longer than it must: how a slow disk is tried out."""

    def __init__(self, path: Path, analyst: str) -> None:
        self._path, self._analyst = path, analyst
        self._thread = ThreadPoolExecutor(1, "writer")
        self._project: Project | None = None

    def open(self) -> bool:
        """Opens the project; whether its last writer ended without closing it. Raises Problem if it cannot be."""
        return self._thread.submit(self._open).result()

    def _open(self) -> bool:
        self._project = Project.open(self._path, self._analyst)
        return self._project.store.unclean

    def submit(self, job: Callable[[Project], Any]) -> Future[Any]:
        """Has the job done; the future gives what it returned or raised, once that is on the disk."""
        assert self._project is not None, "open() comes first"
        if self.delay:
            self._thread.submit(time.sleep, self.delay)
        return self._thread.submit(job, self._project)

    def close(self) -> None:
        """Finishes what was submitted and closes the project."""
        if self._project is not None:
            self._thread.submit(self._project.close).result()
        self._thread.shutdown()


class _Reporter(Progress):
    """Hands progress on to a task's signal, not too often, and stops it when it was cancelled."""

    _EVERY = 0.05

    def __init__(self, task: "Task") -> None:
        self._task = task
        self._next = 0.0

    def step(self, done: int, total: int) -> None:
        """Raises Cancelled once the task was cancelled."""
        if self._task.is_cancelled:
            raise Cancelled
        now = time.monotonic()
        if now >= self._next:
            self._next = now + self._EVERY
            self._task.progressed.emit(done, total)


class Task(QObject):
    """Something long, on a thread of its own. Its signals arrive on the thread that made it."""

    progressed = Signal(object, object)
    """Work done and work in all, as int: objects, because Qt's own int is too small for bytes."""
    succeeded = Signal(object)
    """What the work returned."""
    failed = Signal(object)
    """What it raised: a Problem, or an error of ours."""
    cancelled = Signal()
    """It stopped because it was cancelled."""

    def __init__(self, work: Callable[[Progress], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._thread = ThreadPoolExecutor(1, "task")

    @property
    def is_cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._stop.is_set()

    def start(self) -> None:
        sys.setswitchinterval(_TURN)
        # Its end is told by its thread: a callback of the future would run on ours if the work was done by then.
        self._thread.submit(self._end, self._thread.submit(self._work, _Reporter(self)))
        self._thread.shutdown(wait=False)

    def cancel(self) -> None:
        """Asks it to stop; `cancelled` follows when it did."""
        self._stop.set()

    def _end(self, future: Future[Any]) -> None:
        error = future.exception()
        if error is None:
            self.succeeded.emit(future.result())
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(error)

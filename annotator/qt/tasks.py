"""Threads: one that writes to the project, and one for each long task. Nothing here knows what they do."""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.domain.problems import Cancelled, Problem, Progress
from annotator.project.project import Project

_Job = tuple[Callable[[Project], Any], Future[Any]]


class Writer(threading.Thread):
    """Owns the one project that is open for writing, and does what it is given in that order."""

    def __init__(self, path: Path, analyst: str) -> None:
        super().__init__(name="writer", daemon=True)
        self._path, self._analyst = path, analyst
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._opened: Future[bool] = Future()

    def open(self) -> bool:
        """Starts the thread; whether the last writer ended without closing. Raises Problem if it cannot write."""
        self.start()
        return self._opened.result()

    def submit(self, job: Callable[[Project], Any]) -> Future[Any]:
        """Has the job done; the future gives what it returned or raised, once that is on the disk."""
        future: Future[Any] = Future()
        self._jobs.put((job, future))
        return future

    def close(self) -> None:
        """Finishes what was submitted and closes the project."""
        self._jobs.put(None)
        self.join()

    def run(self) -> None:
        """The thread's life."""
        try:
            project = Project.open(self._path, self._analyst)
        except Problem as problem:
            self._opened.set_exception(problem)
            return
        self._opened.set_result(project.store.unclean)
        with project:
            while (job := self._jobs.get()) is not None:
                _do(project, *job)


def _do(project: Project, job: Callable[[Project], Any], future: Future[Any]) -> None:
    # Every error goes to whoever waits for the future, bugs of ours too; there they are raised again.
    try:
        result = job(project)
    except BaseException as error:
        future.set_exception(error)
        if not isinstance(error, Exception):
            raise
        return
    future.set_result(result)


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

    progressed = Signal("qlonglong", "qlonglong")
    """Work done and work in all."""
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
        self._thread = threading.Thread(target=self._run, name="task", daemon=True)

    @property
    def is_cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._stop.is_set()

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def cancel(self) -> None:
        """Asks it to stop; `cancelled` follows when it did."""
        self._stop.set()

    def wait(self) -> None:
        """Blocks until it has ended."""
        self._thread.join()

    def _run(self) -> None:
        try:
            result = self._work(_Reporter(self))
        except Cancelled:
            self.cancelled.emit()
        except BaseException as error:
            self.failed.emit(error)
            if not isinstance(error, Exception):
                raise
        else:
            self.succeeded.emit(result)

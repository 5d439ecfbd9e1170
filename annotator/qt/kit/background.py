"""Work on another thread, of which only the latest counts: what was asked for before is stopped and forgotten."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.domain.problems import Problem, Progress
from annotator.project.project import Project
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.tasks import Task


class LatestOnly(QObject):
    """One piece of work at a time. The next one begins when the one before has stopped."""

    progressed = Signal(object, object)
    """Work done and work in all."""
    busyChanged = Signal(bool)
    """Whether something is under way."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._task: Task | None = None
        self._done: Callable[[Any], None] = lambda _: None
        self._next: tuple[Callable[[Progress], Any], Callable[[Any], None]] | None = None

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._task is not None

    def run(self, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        """Has `work(progress)` done and calls `done` with what it gave, unless something else is asked for meanwhile.

        A Problem that it raises is told by the bridge.
        """
        self._next = (work, done)
        if self._task is None:
            self._start()
            self.busyChanged.emit(True)
        else:
            self._task.cancel()

    def ask(self, query: Callable[[Project, Progress], Any], done: Callable[[Any], None]) -> None:
        """Has `query(project, progress)` answered, with the project once more open for reading; else like `run`."""

        def work(progress: Progress) -> Any:
            with self._bridge.reading() as project:
                return query(project, progress)

        self.run(work, done)

    def cancel(self) -> None:
        """Stops what is under way; nothing comes of it."""
        self._next = None
        if self._task is not None:
            self._task.cancel()

    def _start(self) -> None:
        assert self._next is not None
        (work, done), self._next = self._next, None
        task = self._task = self._bridge.task(work)
        self._done = done
        # Methods, not lambdas: what is gone by then, with the widget that it belongs to, is not called.
        task.progressed.connect(self.progressed)
        task.succeeded.connect(self._succeed)
        task.failed.connect(self._fail)
        task.cancelled.connect(self._end)
        task.start()

    def _end(self) -> bool:
        """The task has ended; whether what came of it still counts."""
        task, self._task = self._task, None
        assert task is not None
        counts = not task.is_cancelled and self._next is None
        task.deleteLater()
        if self._next is not None:
            self._start()
        else:
            self.busyChanged.emit(False)
        return counts

    def _succeed(self, result: object) -> None:
        done = self._done
        if self._end():
            done(result)

    def _fail(self, error: BaseException) -> None:
        if not self._end():
            return
        if not isinstance(error, Problem):
            raise error
        self._bridge.problem.emit(str(error))

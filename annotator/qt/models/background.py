"""Reading something long behind the user's back: on a thread, with a project of its own that is open for reading."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.domain.problems import Problem, Progress
from annotator.project.project import Project
from annotator.qt.bridge import Bridge
from annotator.qt.tasks import Task

Query = Callable[[Project, Progress], Any]


class Background(QObject):
    """Answers one question at a time: a new one takes the place of the one before it."""

    answered = Signal(object)
    """What the latest query gave."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._task: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._task is not None

    def ask(self, query: Query) -> None:
        """Runs `query(project, progress)`; `answered` follows, unless something else is asked first."""
        self.stop()

        def work(progress: Progress) -> Any:
            with self._bridge.reading() as project:
                return query(project, progress)

        task = Task(work, self)
        task.succeeded.connect(lambda result: self._end(task, result))
        task.failed.connect(lambda error: self._fail(task, error))
        task.cancelled.connect(task.deleteLater)
        self._task = task
        task.start()

    def stop(self) -> None:
        """Forgets what was asked."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _end(self, task: Task, result: object) -> None:
        task.deleteLater()
        if task is self._task:
            self._task = None
            self.answered.emit(result)

    def _fail(self, task: Task, error: BaseException) -> None:
        task.deleteLater()
        if task is self._task:
            self._task = None
        if not isinstance(error, Problem):
            raise error
        self._bridge.problem.emit(str(error))

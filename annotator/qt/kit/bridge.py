"""Between the window and the project: reads on the window's thread, writes on the writer's, changes as signals."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from annotator.domain.change import Change
from annotator.domain.problems import Damaged, Problem, Progress, Submitted
from annotator.domain.scheme import Scheme
from annotator.project import exchange, importing, remarks, undoing
from annotator.project.exchange import Merges
from annotator.project.import_report import Report
from annotator.project.intake import Intake
from annotator.project.project import Project
from annotator.qt.kit.activity import ActiveTime
from annotator.qt.kit.tasks import Task, Writer

_UNSAID = 100
"""Milliseconds that something may be on its way to the disk before the window says so."""

Operation = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class _Done:
    """What an operation gave, what undo and redo mean after it, and the time that no action recorded."""

    result: Any
    undo_name: str | None
    redo_name: str | None
    unspent: int


@dataclass(frozen=True, slots=True)
class _Pending:
    """An operation on its way to the disk, and the time that was taken for it."""

    future: Future[_Done]
    then: Callable[[Any], None] | None
    active: int


class Bridge(QObject):
    """One open project as the window sees it.

    What a change did is told in the event loop, never before `do` has returned, however fast the disk is.
    """

    changed = Signal(object)
    """A Change that is on the disk; each panel decides whether it concerns it."""
    savingChanged = Signal(bool)
    """Whether something has been on its way to the disk for so long that it is to be shown."""
    busyChanged = Signal(bool)
    """Whether something is on its way to the disk, or waits for that."""
    undoChanged = Signal()
    """What undo and redo would do is different now."""
    problem = Signal(str)
    """A sentence for the user."""
    damaged = Signal(str)
    """A sentence for the user: the file is not as it was written."""
    refused = Signal(object)
    """A Submitted: something would have changed a layer that is locked."""
    _finished = Signal()

    def __init__(self, path: Path, analyst: str | None = None) -> None:
        super().__init__()
        self.reader = Project.open(path, analyst, writing=False)
        self.analyst = self.reader.analyst
        self.path = path
        self.read_only_because: str | None = None
        self.is_damaged = False
        """Whether it is for reading only because its file is damaged."""
        self.undo_name: str | None = None
        self.redo_name: str | None = None
        self.active_time = ActiveTime()
        self._pending: deque[_Pending] = deque()
        self._waiting: deque[Callable[[], object]] = deque()
        self._busy = self._saving = self._in_turn = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(lambda: self._set_saving(True))
        self._finished.connect(self._drain, Qt.ConnectionType.QueuedConnection)
        self._writer: Writer | None = Writer(path, self.analyst)
        self.was_unclean = self._begin_writing()
        self.remarks = remarks.of(analyst, self.reader, self.writable)
        """Sentences for the user about the project as it was opened."""

    def _begin_writing(self) -> bool:
        assert self._writer is not None
        try:
            unclean = self._writer.open()
        except Problem as problem:
            self.read_only_because, self._writer = str(problem), None
            self.is_damaged = isinstance(problem, Damaged)
            return False
        if self.reader.store.outdated:  # The writer has brought the file up to date.
            self.reader.close()
            self.reader = Project.open(self.path, self.analyst, writing=False)
        self.undo_name, self.redo_name = undoing.next_undo(self.reader), undoing.next_redo(self.reader)
        return unclean

    @property
    def writable(self) -> bool:
        """Whether the project can be changed from this window."""
        return self._writer is not None

    @property
    def saving(self) -> bool:
        """Whether something is not on the disk yet, and has been so for a moment."""
        return self._saving

    @property
    def busy(self) -> bool:
        """Whether something is not on the disk yet, or waits for that."""
        return self._busy

    @property
    def scheme(self) -> Scheme:
        """The project's labels."""
        return self.reader.scheme

    def do(
        self,
        operation: Operation,
        *arguments: Any,
        then: Callable[[Any], None] | None = None,
        layer: str | None = None,
        **named: Any,
    ) -> None:
        """Has `operation(project, *arguments)` done; its Change is announced when it is on the disk.

        That is always later, in the event loop: nothing has happened yet when this returns. `then` is called with
        the result after the announcement; where an operation gives more than a Change, the Change is the result's
        last part. `layer` is the one that annotating goes to; None: the analyst's own.
        """
        if self._writer is None:
            self.problem.emit(self.read_only_because or "The project is closed.")
            return

        active = self.active_time.take()

        def job(project: Project) -> _Done:
            project.active = active
            with project.within(layer or project.analyst):
                result = operation(project, *arguments, **named)
            unspent, project.active = project.active, 0
            return _Done(result, undoing.next_undo(project), undoing.next_redo(project), unspent)

        future = self._writer.submit(job)
        self._pending.append(_Pending(future, then, active))
        self._set_busy()
        future.add_done_callback(lambda _: self._finished.emit())

    def when_saved(self, run: Callable[[], object]) -> None:
        """Runs something that depends on what was done before: at once, or in its turn when that is on the disk."""
        if self._pending or (self._waiting and not self._in_turn):
            self._waiting.append(run)
            self._set_busy()
        else:
            run()

    def finish(self) -> None:
        """Waits until everything is on the disk and what waited for that is done.

        In the turn of something that waited, what came after it goes on waiting.
        """
        while self._pending or (self._waiting and not self._in_turn):
            if self._pending:
                wait([self._pending[0].future])
            self._drain()

    def undo(self, then: Callable[[Any], None] | None = None) -> None:
        """Takes the latest action back."""
        self.do(undoing.undo, then=then)

    def redo(self, then: Callable[[Any], None] | None = None) -> None:
        """Does it again."""
        self.do(undoing.redo, then=then)

    def _drain(self) -> None:
        """Announces what is done, in order; then the first that waited has its turn.

        The next one follows from the event loop: what the first opened may be a dialog that is still there.
        """
        try:
            while self._pending and self._pending[0].future.done():
                pending = self._pending.popleft()
                self._watch_the_disk()
                self._announce(pending)
            if self._waiting and not self._pending:
                self._take_turn(self._waiting.popleft())
        finally:
            self._set_busy()

    def _take_turn(self, run: Callable[[], object]) -> None:
        before, self._in_turn = self._in_turn, True
        self._finished.emit()
        try:
            run()
        finally:
            self._in_turn = before

    def _watch_the_disk(self) -> None:
        """Says that something is being saved where that takes a while, until it is done."""
        if not self._pending:
            self._patience.stop()
            self._set_saving(False)
        elif not self._saving and not self._patience.isActive():
            self._patience.start(_UNSAID)

    def _set_busy(self) -> None:
        self._watch_the_disk()
        busy = bool(self._pending or self._waiting)
        if busy != self._busy:
            self._busy = busy
            self.busyChanged.emit(busy)

    def _announce(self, pending: _Pending) -> None:
        try:
            done = pending.future.result()
        except Problem as problem:
            self.active_time.give_back(pending.active)
            if isinstance(problem, Submitted):
                self.refused.emit(problem)
            elif isinstance(problem, Damaged):
                self.damaged.emit(str(problem))
            else:
                self.problem.emit(str(problem))
            return
        self.active_time.give_back(done.unspent)
        if (done.undo_name, done.redo_name) != (self.undo_name, self.redo_name):
            self.undo_name, self.redo_name = done.undo_name, done.redo_name
            self.undoChanged.emit()
        change = done.result[-1] if isinstance(done.result, tuple) else done.result
        self.reader.forget(change)
        if change:
            self.changed.emit(change)
        if change.note:
            self.problem.emit(change.note)
        if pending.then is not None:
            pending.then(done.result)

    def _set_saving(self, saving: bool) -> None:
        if saving != self._saving:
            self._saving = saving
            self.savingChanged.emit(saving)

    def add(self, intake: Intake, progress: Progress) -> tuple[Report, Change]:
        """Adds what was read; runs on a task's thread. Cancelling leaves nothing behind."""
        if self._writer is None:
            raise Problem(self.read_only_because or "The project is closed.")
        result: tuple[Report, Change] = self._writer.submit(lambda p: intake.add(p, progress)).result()
        return result

    def merge(self, paths: list[Path], trust: bool, progress: Progress) -> Merges:
        """Takes over colleagues' files; runs on a task's thread. Each goes in whole or not at all."""
        if self._writer is None:
            raise Problem(self.read_only_because or "The project is closed.")
        merges: Merges = self._writer.submit(lambda p: exchange.merge(p, paths, progress, trust)).result()
        return merges

    def announce(self, change: Change, then: Callable[[Any], None] | None = None) -> None:
        """Announces a change that a task made, and learns what undo means now; `then` is called after it."""
        self.do(lambda project: change, then=then)

    def index(self) -> None:
        """Brings the full-text index up to date behind the user's work, a slice at a time."""
        if self._writer is not None:
            self._writer.submit(_index_some).add_done_callback(self._index_more)

    def _index_more(self, done: Future[Any]) -> None:
        if self._writer is not None and done.result():
            self.index()

    def reading(self) -> Project:
        """The project once more, open for reading, for another thread; whoever asks for it closes it."""
        return Project.open(self.path, self.analyst, writing=False)

    def task(self, work: Callable[[Progress], Any]) -> Task:
        """A long task that belongs to this project."""
        return Task(work, self)

    def close(self) -> None:
        """Waits for what is on its way to the disk, and for what waits for that, and ends."""
        self.finish()
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
        self._waiting.clear()
        self._set_busy()
        self.active_time.close()
        self.reader.close()


def _index_some(project: Project) -> int:
    return importing.index_some(project)

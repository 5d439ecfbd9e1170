"""Between the window and the project: reads on the window's thread, writes on the writer's, changes as signals."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, overload

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from annotator.domain.change import Change, Outcome
from annotator.domain.problems import Damaged, Problem, Progress, Submitted
from annotator.domain.scheme import Scheme
from annotator.project import exchange, importing, maintenance, undoing
from annotator.project.exchange import Merges
from annotator.project.import_report import Report
from annotator.project.intake import Intake
from annotator.project.project import Project
from annotator.qt.kit.activity import ActiveTime
from annotator.qt.kit.tasks import Task, Writer

_UNSAID = 100
"""Milliseconds that something may be on its way to the disk before the window says so."""

T = TypeVar("T")
P = ParamSpec("P")
Operation = Callable[[Project], Change]
"""What can be done to a project; `call` makes one of a function of `annotator.project` and its arguments."""


def call(
    function: Callable[Concatenate[Project, P], T], *arguments: P.args, **named: P.kwargs
) -> Callable[[Project], T]:
    """The function with all its arguments but the project.

    The arguments are evaluated now, on the window's thread, which a lambda would do later on another one.
    """
    return lambda project: function(project, *arguments, **named)


@dataclass(frozen=True, slots=True)
class _Done:
    """What an operation gave, what undo and redo mean after it, and the time that no action recorded."""

    result: Any
    undo_name: str | None
    redo_name: str | None
    unspent: int


@dataclass(frozen=True, slots=True)
class _Pending:
    """An operation on its way to the disk, or a question that is being answered, and the time taken for it."""

    future: Future[Any]
    told: Callable[[Any], None]
    active: int = 0


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
        self.stated = analyst is not None
        """Whether somebody said who works here; else it is the name used before, or the usual one."""
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
        self._reader_thread = ThreadPoolExecutor(1, "reader")
        self._writer: Writer | None = Writer(path, self.analyst)
        self.was_unclean = self._begin_writing()
        self.remarks = maintenance.remarks(analyst, self.reader, self.writable)
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

    @overload
    def do(
        self, operation: Operation, then: Callable[[Change], None] | None = None, layer: str | None = None
    ) -> None: ...

    @overload
    def do(
        self,
        operation: Callable[[Project], Outcome[T]],
        then: Callable[[Outcome[T]], None] | None = None,
        layer: str | None = None,
    ) -> None: ...

    def do(
        self,
        operation: Callable[[Project], Any],
        then: Callable[[Any], None] | None = None,
        layer: str | None = None,
    ) -> None:
        """Has something done to the project; its Change is announced when it is on the disk.

        That is always later, in the event loop: nothing has happened yet when this returns. `then` is called with
        the result after the announcement. An operation gives a Change, or an Outcome where there is more to tell.
        `layer` is the one that annotating goes to; None: the analyst's own.
        """
        if self._writer is None:
            self.problem.emit(self.read_only_because or "The project is closed.")
            return

        active = self.active_time.take()

        def job(project: Project) -> _Done:
            project.active = active
            with project.within(layer or project.analyst):
                result = operation(project)
            unspent, project.active = project.active, 0
            return _Done(result, undoing.next_undo(project), undoing.next_redo(project), unspent)

        self._await(_Pending(self._writer.submit(job), lambda done: self._announce(done, then), active))

    def ask(self, query: Callable[[Project], T], then: Callable[[T], None]) -> None:
        """Has a question answered on another thread, once everything before it is on the disk.

        `then` is called with the answer, always later, in the event loop; a Problem is told by the bridge.
        """

        def answer() -> T:
            with self.reading() as project:
                return query(project)

        self.when_saved(lambda: self._await(_Pending(self._reader_thread.submit(answer), then)))

    def _await(self, pending: _Pending) -> None:
        self._pending.append(pending)
        self._set_busy()
        pending.future.add_done_callback(lambda _: self._finished.emit())

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

    def undo(self, then: Callable[[Change], None] | None = None) -> None:
        """Takes the latest action back."""
        self.do(undoing.undo, then)

    def redo(self, then: Callable[[Change], None] | None = None) -> None:
        """Does again what was taken back last."""
        self.do(undoing.redo, then)

    def _drain(self) -> None:
        """Announces what is done, in order; then the first that waited has its turn.

        The next one follows from the event loop: what the first opened may be a dialog that is still there.
        """
        try:
            while self._pending and self._pending[0].future.done():
                pending = self._pending.popleft()
                self._watch_the_disk()
                self._tell(pending)
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

    def _tell(self, pending: _Pending) -> None:
        try:
            result = pending.future.result()
        except Problem as problem:
            self.active_time.give_back(pending.active)
            if isinstance(problem, Submitted):
                self.refused.emit(problem)
            elif isinstance(problem, Damaged):
                self.damaged.emit(str(problem))
            else:
                self.problem.emit(str(problem))
            return
        pending.told(result)

    def _announce(self, done: _Done, then: Callable[[Any], None] | None) -> None:
        self.active_time.give_back(done.unspent)
        if (done.undo_name, done.redo_name) != (self.undo_name, self.redo_name):
            self.undo_name, self.redo_name = done.undo_name, done.redo_name
            self.undoChanged.emit()
        change: Change = done.result.change if isinstance(done.result, Outcome) else done.result
        self.reader.forget(change)
        if change:
            self.changed.emit(change)
        if change.note:
            self.problem.emit(change.note)
        if then is not None:
            then(done.result)

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

    def announce(self, change: Change, then: Callable[[Change], None] | None = None) -> None:
        """Announces a change that a task made, and learns what undo means now; `then` is called after it."""
        self.do(lambda _: change, then)

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
        self._reader_thread.shutdown()
        self._set_busy()
        self.active_time.close()
        self.reader.close()


def _index_some(project: Project) -> int:
    return importing.index_some(project)

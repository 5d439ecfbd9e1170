"""Everything that some files and folders hold, file by file in their order, archives opened.

Formats with large parsers are read by a crew of child processes, some files ahead; the others here.
"""

import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.domain.article import Draft, Rejection
from annotator.domain.import_options import ImportOptions
from annotator.domain.naming import shown_name
from annotator.domain.problems import Progress
from annotator.reading import archives
from annotator.reading.files import read_file, reader_of
from annotator.reading.folders import Unread, find_files, is_folder
from annotator.reading.messages import Job
from annotator.reading.readers import Reader
from annotator.reading.workers.pool import Crew
from annotator.scratch import Scratch

_DEEPEST_ARCHIVE = 3
_PATIENCE = 0.1
"""Seconds after which who waits for a file looks whether he is to stop."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A file of a batch: where it lies (for the time of the batch, if in an archive), the name it is reported under,
    and the name of its reader (`HTML`), empty if there is none."""

    path: Path
    shown: str
    format: str = ""


Read = tuple[Origin, Draft | Rejection]
_Waiting = tuple[Origin, Future[list[Draft | Rejection]] | None]


class Batch:
    """Files that are read together. Archives are unpacked into `scratch` until it is closed."""

    def __init__(self, paths: Sequence[Path], scratch: Path | None = None) -> None:
        self.paths = paths
        self.passed_over: Counter[str] = Counter()
        """Files of folders that are of no kind that is read, by suffix."""
        self._crew = Crew()
        self._scratch = scratch if scratch and os.access(scratch, os.W_OK) else None
        self._unpacked: list[Scratch] = []
        self._done = self._total = 0

    def read(self, directions: Callable[[Origin], ImportOptions], progress: Progress) -> Iterator[Read]:
        """What the files hold, in their order; `directions` are asked for before each is read.

        Nothing is written but what archives hold. Raises Cancelled when `progress` does.
        """
        self._total, self._done = sum(_size(path) for path in self.paths), 0
        waiting: deque[_Waiting] = deque()
        for one in self._origins(progress):
            if not isinstance(one, Origin):
                yield from self._finished(waiting, directions, progress)
                yield one
                continue
            waiting.append((one, self._begun(one, directions)))
            while len(waiting) > self._crew.ahead or (waiting and waiting[0][1] is None):
                yield from self._first(waiting, directions, progress)
        yield from self._finished(waiting, directions, progress)

    def again(self, origin: Origin, directions: ImportOptions, progress: Progress) -> list[Draft | Rejection]:
        """One of the files once more, with other directions."""
        begun = self._begun(origin, lambda _: directions)
        if begun is None:
            return list(read_file(origin.path, origin.shown, directions))
        return self._result(begun, progress)

    def _begun(
        self, origin: Origin, directions: Callable[[Origin], ImportOptions]
    ) -> Future[list[Draft | Rejection]] | None:
        """What a child was given to read; None for what is read here."""
        reader = _reader(origin.path)
        if reader is None or not reader.apart:
            return None
        return self._crew.read(Job(origin.path, origin.shown, directions(origin)))

    def _finished(
        self, waiting: deque[_Waiting], directions: Callable[[Origin], ImportOptions], progress: Progress
    ) -> Iterator[Read]:
        while waiting:
            yield from self._first(waiting, directions, progress)

    def _first(
        self, waiting: deque[_Waiting], directions: Callable[[Origin], ImportOptions], progress: Progress
    ) -> Iterator[Read]:
        origin, begun = waiting.popleft()
        within, size = 0, _size(origin.path)
        found = (
            self._result(begun, progress)
            if begun
            else read_file(origin.path, origin.shown, directions(origin))
        )
        for one in found:
            within += len(one.original) if isinstance(one, Draft) else 0
            progress.step(self._done + min(within, size), self._total)
            yield origin, one
        self._done += size

    def _result(self, begun: Future[list[Draft | Rejection]], progress: Progress) -> list[Draft | Rejection]:
        while True:
            try:
                return begun.result(_PATIENCE)
            except NotYet:
                progress.step(self._done, self._total)

    def _origins(self, progress: Progress) -> Iterator[Origin | Read]:
        for path in self.paths:
            try:
                os.stat(path)
            except FileNotFoundError:
                yield _refused(path, str(path), "there is no such file or folder")
            except (OSError, ValueError) as error:
                why = getattr(error, "strerror", None) or error
                yield _refused(path, str(path), f"it cannot be read ({why})")
            else:
                yield from self._inside(path, shown_name(path.name), 0, None, progress)

    def _inside(
        self, path: Path, shown: str, depth: int, budget: archives.Budget | None, progress: Progress
    ) -> Iterator[Origin | Read]:
        """The files of a file, folder or archive; within a folder they are named by their path in it.

        `budget`: what may still come out of the archive that all this lies in; None outside of archives.
        """
        found = False
        in_folder = is_folder(path)
        for one in find_files([path], self.passed_over):
            found = True
            file = one.path if isinstance(one, Unread) else one
            within = shown_name(file.relative_to(path).as_posix()) if in_folder else ""
            name = (f"{shown}/{within}" if depth else within) if in_folder else shown
            if isinstance(one, Unread):
                yield _refused(file, str(file) if file == path and not depth else name, one.reason)
                continue
            self._total += _size(file) if in_folder else 0
            if file.suffix.lower() != archives.SUFFIX:
                yield Origin(file, name, getattr(_reader(file), "name", ""))
            elif depth == _DEEPEST_ARCHIVE:
                yield _refused(file, name, "it lies too deep within archives")
            else:
                yield from self._unpack(file, name, depth, budget or archives.Budget(_size(file)), progress)
        if not found:
            what = "archive" if depth else "folder"
            yield _refused(
                path, shown if depth else str(path), f"the {what} holds no articles that can be read"
            )

    def _unpack(
        self, file: Path, shown: str, depth: int, budget: archives.Budget, progress: Progress
    ) -> Iterator[Origin | Read]:
        before = len(self._unpacked)
        try:
            scratch = Scratch(self._scratch)
            self._unpacked.append(scratch)
            folder = scratch.as_folder()
            refused = list(archives.unpack(file, shown, folder, budget, progress))
        except OSError as error:
            # What was unpacked goes at once: the other files need the room.
            self._remove(before)
            yield _refused(file, shown, f"it cannot be unpacked ({error.strerror or error})")
            return
        for one in refused:
            yield Origin(file, shown), one
        if not refused or os.listdir(folder):
            yield from self._inside(folder, shown, depth + 1, budget, progress)

    def close(self) -> None:
        """Ends what is being read, and removes what was unpacked."""
        self._crew.close()
        self._remove(0)

    def _remove(self, but: int) -> None:
        """Removes what was unpacked, but for so many folders that came first."""
        while len(self._unpacked) > but:
            self._unpacked.pop().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()


def _refused(path: Path, shown: str, reason: str) -> Read:
    rejection = Rejection(shown, None, reason)
    return Origin(path, rejection.file), rejection


def _reader(path: Path) -> Reader | None:
    try:
        return reader_of(path)
    except OSError:
        return None  # Reading it says what is wrong.


def _size(path: Path) -> int:
    try:
        return 0 if is_folder(path) else path.stat().st_size
    except (OSError, ValueError):
        return 0

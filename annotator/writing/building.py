"""Files and datasets that appear whole or not at all: built beside their place, then moved there.

What was at that place stays until everything is known to be complete on the disk.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Self

from annotator.domain.problems import Problem
from annotator.durable import Written, digest_of, exchange, make_folder, reason, sync_folder
from annotator.durable import write as whole
from annotator.scratch import Scratch
from annotator.writing.format import Entry

_MANY = 64
"""With more files than this all disks are told once to be done, instead of one file after another."""
_BLOCK = 1 << 18


def write(path: Path, pieces: Iterable[bytes]) -> Written:
    """Writes the pieces to `path`, readable by its owner alone. Raises Problem if the machine is at fault.

    What was there before stays until the new file is known to be complete on the disk.
    """
    try:
        return whole(path, pieces)
    except OSError as error:
        raise Problem(f"{path} was not written: {reason(error)}.") from error


class Building:
    """The files of a dataset on their way to `target`. Left without being finished, all of them are removed."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._entries: dict[str, Entry] = {}
        with self._told():
            self._scratch = Scratch(target.parent)
            self._folder = self._scratch.as_folder()

    @property
    def entries(self) -> list[Entry]:
        """The files so far, in the order of their paths."""
        return [self._entries[path] for path in sorted(self._entries)]

    def add(self, path: str, pieces: Iterable[bytes]) -> Entry:
        """Writes a file, readable by its owner alone. `path` is relative, with `/`."""
        with self.opened(path) as put:
            for piece in pieces:
                put(piece)
        return self._entries[path]

    @contextmanager
    def opened(self, path: str) -> Iterator[Callable[[bytes], object]]:
        """A file that takes its bytes piece by piece, beside others; it counts as added when the block ends."""
        digest, size = sha256(), 0
        with self._told():
            place = self._place(path)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            file = os.fdopen(os.open(place, flags, 0o600), "wb", buffering=_BLOCK)

        def put(piece: bytes) -> None:
            nonlocal size
            digest.update(piece)
            size += len(piece)
            try:
                file.write(piece)
            except OSError as error:
                raise self._problem(error) from error

        try:
            with self._told():  # What is being written may lie in temporary files meanwhile.
                yield put
                file.flush()
                if len(self._entries) < _MANY:
                    os.fsync(file.fileno())
        finally:
            with self._told():
                file.close()
        self._entries[path] = Entry(path, digest.hexdigest(), size)

    def finish(self, replacing: bool = False) -> None:
        """Moves the folder to its place, where nothing or an empty folder is, unless that is to be replaced."""
        with self._told():
            self._settle()
            if replacing:
                self._give_way()
                return
            if self._target.exists():
                self._target.rmdir()
            os.rename(self._folder, self._target)
            sync_folder(self._target.parent)

    def _give_way(self) -> None:
        """Takes the place of what is there; that comes back if it cannot be done."""
        if exchange(self._folder, self._target):
            sync_folder(self._target.parent)
            return  # What was there is a scratch now, and goes with it.
        # Not hidden, and not to be swept away: until the next line it is the only one.
        aside = self._target.with_name(f"{self._target.name[:40]}.old-{token_hex(4)}")
        os.rename(self._target, aside)
        try:
            os.rename(self._folder, self._target)
        except OSError:
            os.rename(aside, self._target)
            raise
        sync_folder(self._target.parent)
        shutil.rmtree(aside)

    def finish_as_files(self, places: Mapping[str, Path]) -> None:
        """Moves each file, by its path, to a place of its own; the first one last, so that with it all are there."""
        with self._told():
            self._settle()
            for place in places.values():
                with suppress(FileNotFoundError):  # A name that is too long is told before any file is moved.
                    place.lstat()
            for path in reversed(list(places)):
                os.replace(self._folder / path, places[path])
            sync_folder(self._target.parent)

    def _place(self, path: str) -> Path:
        place = self._folder / path
        if place.parent != self._folder:
            make_folder(place.parent, 0o700)
        return place

    def _settle(self) -> None:
        """Makes sure that everything is on the disk and reads as it was written."""
        if len(self._entries) > _MANY and hasattr(os, "sync"):
            os.sync()
        for entry in self._entries.values():
            if digest_of(self._folder / entry.path) != entry.sha256:
                raise Problem(
                    f"{self._target} was not written: the disk gave back other bytes than it was given."
                )
        # The files are there, but their names are not until their folders are.
        for folder in {self._folder, *((self._folder / path).parent for path in self._entries)}:
            sync_folder(folder)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._problem(error) from error

    def _problem(self, error: OSError) -> Problem:
        return Problem(f"{self._target} was not written: {reason(error)}.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._scratch.close()

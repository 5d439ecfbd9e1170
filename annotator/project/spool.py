"""What an import has read, kept on the disk until it is added: reading can be stopped without a trace."""

import io
import os
import pickle
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.domain.article import Draft, Rejection
from annotator.domain.problems import Problem
from annotator.durable import reason


class Spool:
    """A nameless file beside the project (where confidential material lies already); gone when closed.

    What is put into it comes back by its number. One thread may put while another gets.
    """

    def __init__(self, project: Path | None = None) -> None:
        folder = project.parent if project and os.access(project.parent, os.W_OK) else None
        with _told():
            self._file = tempfile.TemporaryFile(prefix=".import-", dir=folder, buffering=0)  # noqa: SIM115
        self._places: list[int | Rejection] = []
        self._end = 0
        self._lock = threading.Lock()

    def put(self, one: Draft | Rejection) -> tuple[int, Draft | Rejection]:
        """Keeps what was read; gives its number, and itself: or a rejection, if the disk has no room for it."""
        with self._lock:
            kept = one if isinstance(one, Rejection) else self._write(one)
            self._places.append(kept)
            return len(self._places) - 1, kept if isinstance(kept, Rejection) else one

    def _write(self, one: Draft) -> int | Rejection:
        """Where it lies; or, if it cannot be kept, why."""
        place = self._end
        try:
            self._file.seek(place)
            pickle.dump(one, _Whole(self._file), protocol=pickle.HIGHEST_PROTOCOL)
            self._end = self._file.tell()
        except OSError as error:
            # What was written of it must not take the room of the next one.
            self._file.truncate(place)
            why = f"it cannot be kept until it is added ({error.strerror or error})"
            return Rejection(one.source.name, one.line, why)
        return place

    def get(self, number: int) -> Draft | Rejection:
        """What has that number."""
        with self._lock, _told():
            place = self._places[number]
            if isinstance(place, Rejection):
                return place
            self._file.seek(place)
            # Pickle is safe here: nobody but this process can reach the file.
            found: Draft = pickle.load(io.BufferedReader(io.FileIO(self._file.fileno(), closefd=False)))
            return found

    def close(self) -> None:
        """Ends the file."""
        with suppress(OSError):  # What could not be written any more is not wanted any more.
            self._file.close()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Problem(
            f"What was read cannot be kept for the time of the import: {reason(error)}. Nothing was imported."
        ) from error


class _Whole:
    """Writes all that it is given at once: what failed must not wait in a buffer to fail again."""

    def __init__(self, file: io.FileIO) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        rest = memoryview(data).cast("B")
        while rest:
            rest = rest[self._file.write(rest) :]
        return len(data)

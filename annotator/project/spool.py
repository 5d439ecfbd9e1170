"""What an import has read, kept on the disk until it is added: reading can be stopped without a trace."""

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

    What is put into it comes back by its number. One thread may put while another gets. Raises Problem where the disk
    is full.
    """

    def __init__(self, project: Path | None = None) -> None:
        folder = project.parent if project and os.access(project.parent, os.W_OK) else None
        with _told():
            self._file = tempfile.TemporaryFile(prefix=".import-", dir=folder)  # noqa: SIM115 closed by close()
        self._places: list[int] = []
        self._lock = threading.Lock()

    def put(self, one: Draft | Rejection) -> int:
        """Keeps what was read; gives its number."""
        with self._lock, _told():
            self._file.seek(0, os.SEEK_END)
            place = self._file.tell()
            pickle.dump(one, self._file, protocol=pickle.HIGHEST_PROTOCOL)
            self._places.append(place)
            return len(self._places) - 1

    def get(self, number: int) -> Draft | Rejection:
        """What has that number."""
        with self._lock, _told():
            self._file.seek(self._places[number])
            # Pickle is safe here: nobody but this process can reach the file.
            found: Draft | Rejection = pickle.load(self._file)
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

"""What an import has read, kept on the disk until it is added: reading can be stopped without a trace."""

import os
import pickle
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.project.importing import Found


class Spool:
    """A nameless file beside the project (where confidential material lies already); gone when closed."""

    def __init__(self, project: Path) -> None:
        folder = project.parent if os.access(project.parent, os.W_OK) else None
        self._file = tempfile.TemporaryFile(prefix=".import-", dir=folder)  # noqa: SIM115 closed by close()
        self.count = 0

    def fill(self, found: Iterable[Found]) -> None:
        """Keeps everything that was read."""
        for one in found:
            pickle.dump(one, self._file, protocol=pickle.HIGHEST_PROTOCOL)
            self.count += 1

    def __iter__(self) -> Iterator[Found]:
        # Pickle is safe here: nobody but this process can reach the file.
        self._file.seek(0)
        for _ in range(self.count):
            yield pickle.load(self._file)

    def close(self) -> None:
        """Ends the file."""
        self._file.close()

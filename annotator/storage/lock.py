"""One writer per project file, across processes. The lock is the system's and goes with the process.

The lock file lies beside the project, because closing any descriptor of the project file itself would
drop SQLite's locks on it. It is removed on a clean exit; one that is left tells of an unclean exit.
"""

import os
import platform
import sys
from pathlib import Path
from typing import IO

from annotator.domain.problems import Problem
from annotator.storage.faults import system_fault

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class AlreadyOpen(Problem):
    """Another window or command writes this project."""


class WriteLock:
    """Held from construction to `release`. `unclean` says that the last holder did not release it."""

    def __init__(self, project: Path) -> None:
        self._path = project.with_name(f".{project.name}.lock")
        self._file = self._take(project)
        # The last holder may have taken the file away between our opening and our locking it.
        while not self._is_current():
            self._file.close()
            self._file = self._take(project)
        self.unclean = bool(self._file.read(1))
        self._file.seek(0)
        self._file.truncate()
        self._file.write(f"process {os.getpid()} on {platform.node()}\n")
        self._file.flush()

    def _take(self, project: Path) -> IO[str]:
        file = self._open(project)
        try:
            _lock(file)
        except OSError as error:
            holder = file.read().strip() or "another program"
            file.close()
            raise AlreadyOpen(
                f"{project} is open in another window ({holder}). Close it there, or open it here for reading."
            ) from error
        return file

    def _is_current(self) -> bool:
        """Whether the locked file is the one that others find under its name."""
        try:
            return os.path.samestat(os.fstat(self._file.fileno()), self._path.stat())
        except FileNotFoundError:
            return False

    def _open(self, project: Path) -> IO[str]:
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise system_fault(error, project) from error
        return os.fdopen(descriptor, "r+", encoding="utf-8")

    def release(self) -> None:
        """Lets others write; the file is gone afterwards."""
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        self._file.seek(0)
        self._file.truncate()
        self._file.close()
        if sys.platform == "win32":
            self._path.unlink(missing_ok=True)


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

"""One writer per project file, across processes. The lock is the system's and goes with the process.

The lock file lies beside the project, because closing any descriptor of the project file itself would
drop SQLite's locks on it. It is removed on a clean exit; one that is left tells of an unclean exit.
A file may have two names (hard links): so a byte of it that SQLite never uses is locked too, and the descriptor for
that stays open as long as a connection of this process has the file open.
"""

import os
import platform
import stat
import struct
import sys
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from annotator import locks
from annotator.domain.problems import Problem
from annotator.durable import reason
from annotator.storage.faults import system_fault

if sys.platform == "linux":
    import fcntl

_LONGEST = 200
"""Bytes of a lock file that are read: who holds it is a short line."""
_BYTE = 1 << 62


class AlreadyOpen(Problem):
    """Another window or command writes this project."""


class WriteLock:
    """Held from construction to `release`. `unclean` says that the last holder did not release it."""

    def __init__(self, project: Path) -> None:
        real = Path(os.path.realpath(project))
        self._path = real.with_name(f".{real.name}.lock")
        self._byte: _Byte | None = None
        self._descriptor = self._take(project)
        try:
            self._left = os.read(self._descriptor, _LONGEST)
            self.unclean = bool(self._left)
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, f"process {os.getpid()} on {platform.node()}\n".encode())
            self._byte = _Byte.of(project, real)
        except OSError as error:
            self.release()
            raise system_fault(error, f"{project} cannot be locked") from error
        except Problem:
            self.release()
            raise

    def _take(self, project: Path) -> int:
        while True:
            try:
                descriptor = locks.opened(self._path)
            except OSError as error:
                raise system_fault(error, f"{project} cannot be locked") from error
            try:
                locks.take(descriptor)
            except OSError as error:
                problem = _refusal(project, descriptor, error)
                os.close(descriptor)
                raise problem from error
            # The last holder may have taken the file away between our opening and our locking it.
            if locks.is_current(descriptor, self._path):
                return descriptor
            os.close(descriptor)

    def leave_mark(self, aside: Path) -> None:
        """Where the last holder ended uncleanly, says so beside the name that its project has now."""
        if self._left:
            with suppress(OSError), aside.with_name(f".{aside.name}.lock").open("xb") as mark:
                mark.write(self._left)

    def release(self) -> None:
        """Lets others write; the file is gone afterwards, unless the disk is read-only by now."""
        if self._byte is not None:
            self._byte.release()
        with suppress(OSError):
            if sys.platform != "win32":
                self._path.unlink(missing_ok=True)
        with suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        with suppress(OSError):
            os.close(self._descriptor)
            if sys.platform == "win32":
                self._path.unlink(missing_ok=True)


def _refusal(project: Path, descriptor: int, error: OSError) -> Problem:
    if not locks.is_held(error):
        return Problem(
            f"{project} cannot be locked: the disk or network folder it lies on has no locks ({reason(error)}), so two "
            "windows could write at the same time. Copy it to a disk of this computer, or open it for reading."
        )
    with suppress(OSError):
        line = os.read(descriptor, _LONGEST).decode(errors="replace").strip()
        holder = "".join(character for character in line if character.isprintable())
        if holder:
            return AlreadyOpen(_open_elsewhere(project, holder))
    return AlreadyOpen(_open_elsewhere(project, "another program"))


def _open_elsewhere(project: Path, holder: str) -> str:
    return f"{project} is open in another window ({holder}). Close it there, or open it here for reading."


File = tuple[int, int]
"""Device and inode."""


class _Byte:
    """The lock on the file itself, whatever its name."""

    _guard = threading.Lock()
    _connections: ClassVar[Counter[File]] = Counter()
    _idle: ClassVar[dict[File, list[int]]] = {}

    def __init__(self, file: File, descriptor: int) -> None:
        self._file, self._descriptor = file, descriptor

    @classmethod
    def of(cls, project: Path, real: Path) -> "_Byte | None":
        """Takes it. None where there is no file yet, or no such lock. Raises OSError, Problem if it is held."""
        try:
            found = real.stat()
        except FileNotFoundError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        file = found.st_dev, found.st_ino
        try:
            descriptor = os.open(real, os.O_RDWR | getattr(os, "O_BINARY", 0))
        except PermissionError:
            return None  # It can be moved away, but nobody can write to it.
        try:
            _lock_byte(descriptor)
        except OSError as error:
            cls._put_by(file, descriptor)
            if locks.is_held(error):
                raise AlreadyOpen(_open_elsewhere(project, "under another name")) from error
            if found.st_nlink > 1:
                raise Problem(
                    f"{project} has another name (a hard link), and who writes under that cannot be seen here. "
                    "Make a copy with `annotator backup` and work in that."
                ) from error
            return None
        return cls(file, descriptor)

    def release(self) -> None:
        """Lets others write."""
        with suppress(OSError):
            _lock_byte(self._descriptor, release=True)
        self._put_by(self._file, self._descriptor)

    @classmethod
    def _put_by(cls, file: File, descriptor: int) -> None:
        """Closing it would drop the locks of SQLite's connections, so it waits for the last of them."""
        with cls._guard:
            cls._idle.setdefault(file, []).append(descriptor)
            cls._close_idle(file)

    @classmethod
    def _close_idle(cls, file: File) -> None:
        if not cls._connections[file]:
            del cls._connections[file]
            for descriptor in cls._idle.pop(file, []):
                os.close(descriptor)

    @classmethod
    def count(cls, file: File, more: int) -> None:
        """A connection of this process was opened (1) or closed (-1)."""
        with cls._guard:
            cls._connections[file] += more
            cls._close_idle(file)


def connected(real: Path) -> File:
    """To be called before a connection to a file is opened; what it gives is for `disconnected`. Raises OSError."""
    found = real.stat()
    _Byte.count((found.st_dev, found.st_ino), 1)
    return found.st_dev, found.st_ino


def disconnected(file: File) -> None:
    """To be called after a connection was closed."""
    _Byte.count(file, -1)


def _lock_byte(descriptor: int, release: bool = False) -> None:
    """Locks of an open file description: closing another descriptor of the file does not drop them."""
    if sys.platform != "linux":
        raise OSError(95, "no such locks")
    kind = fcntl.F_UNLCK if release else fcntl.F_WRLCK
    fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, struct.pack("hhqqi4x", kind, os.SEEK_SET, _BYTE, 1, 0))

"""Opening what strangers name: regular files only, so that nothing waits for a pipe or reads a device without end."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_OF_SYSTEM = ("/proc/", "/sys/")
"""What lies there looks like files, but may wait for ever, have no end, or tell secrets of the machine."""
_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


def open_file(path: Path) -> BinaryIO:
    """A regular file, or what a link to one leads to, for reading its bytes.

    Raises OSError, also for what is no regular file: nothing waits for the other end of a pipe.
    """
    # Opening alone can set a device in motion, so it is looked at before; and after, for it may have been exchanged.
    _check(path, os.stat(path).st_mode)
    file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | _FLAGS))  # noqa: SIM115 the caller's
    try:
        _check(path, os.fstat(file.fileno()).st_mode)
    except OSError:
        file.close()
        raise
    return file


def _check(path: Path, mode: int) -> None:
    """Raises OSError if what has that mode is no file whose bytes lie on a disk."""
    what = next((name for is_one, name in _KINDS if is_one(mode)), None)
    if what is None and os.path.realpath(path).startswith(_OF_SYSTEM):
        what = "a part of the system"
    if what is not None:
        raise OSError(errno.EINVAL, f"it is {what}, not a file, and was passed over", str(path))

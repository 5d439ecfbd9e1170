"""The system's locks on files: held by a descriptor, gone with the process that held it."""

import errno
import os
import stat
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


def opened(path: Path) -> int:
    """A descriptor of a lock file, which is made if need be. Raises OSError, also for what is no plain file."""
    descriptor = os.open(path, _FLAGS, 0o600)
    found = os.fstat(descriptor)
    # A file of two names may be somebody's text: what is written into a lock would replace it.
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        os.close(descriptor)
        raise OSError(errno.EINVAL, "the lock file is no file of its own", str(path))
    return descriptor


def take(descriptor: int) -> None:
    """Locks a file for this descriptor alone, at once. Raises OSError, see `is_held`."""
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_held(error: OSError) -> bool:
    """Whether a lock could not be taken because somebody has it; else the system cannot lock there."""
    return error.errno in _HELD


def is_current(descriptor: int, path: Path) -> bool:
    """Whether the locked file is the one that others find under its name."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False

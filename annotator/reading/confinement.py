"""What the processes that read files may not do, whatever a file makes their parsers do.

No network, no other program, no other process, and nothing on the disk is made, changed or removed: parsers get bytes
and give texts, and need nothing else. Python says of each such attempt beforehand (its audit events); on Linux the
kernel holds to the most important ones as well, for code that does not ask Python.
"""

import os
import sys
from collections.abc import Sequence

from annotator.reading.needs import is_loading

MOST_MEMORY = 2 * 1024**3
"""Bytes of address space, where the system can limit it (not on Windows)."""

_FORBIDDEN = frozenset(
    {
        *(
            "chflags",
            "chmod",
            "chown",
            "link",
            "lockf",
            "mkdir",
            "remove",
            "rename",
            "rmdir",
            "symlink",
            "truncate",
        ),
        *("utime", "setxattr", "removexattr", "chdir", "fchdir"),
        *("exec", "fork", "forkpty", "posix_spawn", "spawn", "system", "startfile", "kill", "killpg"),
    }
)
"""Of the module os; `startfile/2` is one too."""
_FORBIDDEN_MODULES = frozenset(
    {
        *("fcntl", "ftplib", "http", "imaplib", "nntplib", "poplib", "pty", "resource", "shutil", "signal"),
        *(
            "smtplib",
            "socket",
            "sqlite3",
            "subprocess",
            "syslog",
            "telnetlib",
            "tempfile",
            "urllib",
            "webbrowser",
        ),
        *("winreg", "_winapi", "msvcrt"),
    }
)
"""Modules of which no event is allowed."""
_ONLY_LOADING = ("ctypes.", "os.putenv", "os.unsetenv")
"""What some parsers do while they are loaded, and a file has no use for."""
_WRITING = frozenset("wax+")
_CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NO_NEW_PRIVILEGES = 38
"""prctl's number for that."""


def confine() -> None:
    """Takes from this process, for good, whatever reading a file does not need."""
    sys.dont_write_bytecode = True
    if sys.platform != "win32":
        _limit()
    if sys.platform == "linux":
        _renounce()
    sys.addaudithook(forbid)


def _limit() -> None:
    import resource

    # No file may grow at all; pipes are none. The number of processes is left: threads would count as well.
    for what, wanted in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(what)
        kept = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(what, (kept, most if what == resource.RLIMIT_AS else kept))


def _renounce() -> None:
    """Whatever is started from here, if anything ever is, gets no more rights than this process has."""
    import ctypes

    # What has no such call goes on without: the rest holds all the same.
    call = getattr(ctypes.CDLL(None), "prctl", None)
    if call is not None:
        call(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def forbid(event: str, arguments: Sequence[object]) -> None:
    """Raises PermissionError if an event of Python's is one of those that are not allowed here."""
    module, _, what = event.partition(".")
    if event.startswith(_ONLY_LOADING):
        refused = not is_loading()
    elif module == "os":
        refused = what.partition("/")[0] in _FORBIDDEN
    elif event == "open":
        refused = _writes(arguments)
    else:
        refused = module in _FORBIDDEN_MODULES
    if refused:
        raise PermissionError(1, f"{event} is not allowed where files are read")


def _writes(arguments: Sequence[object]) -> bool:
    """Whether a file (no open descriptor) is opened in another way than for reading: by mode, or by flags alone."""
    path, mode, flags = (*arguments, None, None, None)[:3]
    if isinstance(path, int):
        return False
    if isinstance(mode, str):
        return not _WRITING.isdisjoint(mode)
    return isinstance(flags, int) and bool(flags & _CHANGING)

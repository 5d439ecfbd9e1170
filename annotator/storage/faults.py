"""SQLite's and the system's errors as sentences. Errors of our own SQL are not caught here: they are bugs."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.problems import Damaged, Problem
from annotator.durable import reason

WAY_OUT = "Restore a backup with `annotator restore`, or save what is whole into a new one with `annotator salvage`."
"""What to do about a damaged project."""

_DAMAGED = f"{{path}} is damaged and was left as it is. {WAY_OUT}"
_SENTENCES = {
    "SQLITE_FULL": "The disk is full: nothing was written to {path}. Make room and try again.",
    "SQLITE_READONLY": "{path} cannot be written: the file or its folder is read-only.",
    "SQLITE_BUSY": "{path} is being written by another program. Wait a moment and try again.",
    "SQLITE_LOCKED": "{path} is being written by another program. Wait a moment and try again.",
    "SQLITE_CANTOPEN": "{path} cannot be opened. Check that the folder exists and that you may write in it.",
    "SQLITE_PERM": "{path} cannot be opened: permission denied.",
    "SQLITE_AUTH": "{path} cannot be opened: permission denied.",
    "SQLITE_IOERR": "Reading or writing {path} failed. Check the disk, and restore a backup if need be.",
    "SQLITE_NOTADB": "{path} is not a project: it is no SQLite file. Choose a file made by Annotator.",
    "SQLITE_CORRUPT": _DAMAGED,
}


_UNREADABLE = (
    "Could not decode to UTF-8",
    "user-defined function raised exception",
    "malformed JSON",
    "unsupported file format",
)
"""What SQLite says of a head and of values that no program of ours wrote: our functions take whatever we store."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what the machine or the file is at fault for into a Problem that names `path`."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite names a table or a column whose name is damaged.
        raise Damaged(_DAMAGED.format(path=path)) from error
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        kind = Damaged if sentence == _DAMAGED else Problem
        raise kind(sentence.format(path=path)) from error


def _sentence(error: sqlite3.Error) -> str | None:
    """The sentence for SQLite's primary code (`SQLITE_IOERR_READ` is one of `SQLITE_IOERR`)."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_READONLY_DBMOVED"):
        return "{path} was moved or deleted while it was open. Put it back, or open it at its new place."
    if str(error).startswith(_UNREADABLE):
        return _DAMAGED
    return next((text for code, text in _SENTENCES.items() if name.startswith(code)), None)


def system_fault(error: OSError, path: Path | str) -> Problem:
    """A Problem for a failed system call on `path`, which may be the beginning of a sentence too."""
    return Problem(f"{path}: {reason(error)}.")

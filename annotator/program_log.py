"""The program's log: what went wrong in the program itself, with its traceback, for whoever mends it.

It is made by the first fault and never fails anything. Its text is for its owner alone: an error may quote an article.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from annotator import __version__
from annotator.domain.guard import Fault, heard_by
from annotator.domain.wording import visible
from annotator.places import log_file

_LARGEST = 1_000_000
"""Bytes from which on a file is put aside, in place of the one that was put aside before."""
_LONGEST = 20_000
"""Code points of one entry; from the middle of a longer one is left out."""

_keeping: list[set[str]] = []


@contextmanager
def kept(tell: Callable[[str], object]) -> Iterator[None]:
    """Meanwhile faults go to the log; `tell` gets a sentence once for each thing that breaks off.

    Of several that are under way (the window's in that of the command that opened it) the latest counts.
    """
    told: set[str] = set()

    def hear(fault: Fault) -> None:
        if _keeping[-1] is not told:
            return
        written = write(fault.what, fault.error)
        if not fault.told and fault.what not in told:
            told.add(fault.what)
            tell(
                f"{fault.what} met an error of the program: what they would have given is left out, "
                f"everything else goes on. {details(written)}"
            )

    _keeping.append(told)
    try:
        with heard_by(hear):
            yield
    finally:
        _keeping[:] = [one for one in _keeping if one is not told]


def details(written: Path | None) -> str:
    """Where to read more, as a sentence."""
    return f"Details are in {written}; please report them." if written else "The log could not be written."


def write(what: str, error: BaseException) -> Path | None:
    """Appends an error with its traceback; gives the log's path, or None if it cannot be written."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _append(path, _entry(what, error)) > _LARGEST:
            os.replace(path, path.with_name(f"{path.name}.old"))
    except OSError:
        return None
    return path


def _entry(what: str, error: BaseException) -> bytes:
    import traceback  # Only who meets an error waits for it.

    text = visible("".join(traceback.format_exception(error)))
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]}\n[…]\n{text[-_LONGEST // 2 :]}"
    head = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} annotator {__version__}: {visible(what)}\n"
    return f"{head}{text}\n".encode(errors="backslashreplace")


def _append(path: Path, entry: bytes) -> int:
    """Adds to the file, made for its owner alone; gives its size. OSError for a link, a pipe or a full disk."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("no regular file")
        os.write(descriptor, entry)
        return os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)

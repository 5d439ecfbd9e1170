"""Hidden files and folders for the time of a task; what a killed process left of them is removed at the next start.

A scratch lies beside what it is for, under a name that nobody else gives, and its process holds the system's lock on a
file beside it. Where that lock can be taken no process is left, and whatever bears the name goes.
"""

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Self

from annotator import locks
from annotator.places import configuration

_STEM = r"\.annotator-[0-9a-f]{16}"
_NAME = re.compile(rf"\.?({_STEM})(?:\.held|\.part(?:-journal|-wal|-shm|\.lock)?)", re.ASCII)
_NOTE = re.compile(rf"{_STEM}\.note", re.ASCII)
_BESIDE = ("", "-journal", "-wal", "-shm")
"""What belongs to a scratch: itself, and what SQLite keeps beside one that is a project."""


class Scratch:
    """A place of one's own until `close`, which removes what is there; it may be moved away before.

    Nothing is there at first: see `as_file` and `as_folder`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: where it lies, the system's temporary folder if None. Raises OSError."""
        where = (folder or Path(tempfile.gettempdir())).absolute()
        sweep(where)
        self._lock, stem = _reserved(where)
        self._held = where / f"{stem}.held"
        self.path = where / f"{stem}.part"
        self._note = _noted(stem, where)

    def as_file(self) -> Path:
        """An empty file, readable by its owner alone. Raises OSError."""
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        return self.path

    def as_folder(self) -> Path:
        """An empty folder, open to its owner alone. Raises OSError."""
        self.path.mkdir(mode=0o700)
        return self.path

    def close(self) -> None:
        """Removes what is there. Where a disk is read-only by now, nothing can be removed; that is no fault of ours."""
        _remove(self.path)
        _give_up(self._lock, self._held)
        if self._note is not None:
            with suppress(OSError):
                self._note.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()


def sweep(folder: Path) -> None:
    """Removes from a folder what killed processes of this user left there; nothing else, and nothing in use."""
    try:
        with os.scandir(folder) as entries:
            stems = {found[1] for entry in entries if (found := _NAME.fullmatch(entry.name))}
    except OSError:
        return
    for stem in stems:
        _sweep_one(folder, stem)


def tidy(folder: Path) -> None:
    """At a start: sweeps a folder, those of the system and of the settings, and all where something was left."""
    sweep(folder)
    sweep(configuration())
    with suppress(OSError):  # On a full disk there is no temporary folder.
        sweep(Path(tempfile.gettempdir()))
    for note in _notes():
        with suppress(OSError):
            where = Path(os.readlink(note))
            sweep(where)
            if not any(os.path.lexists(where / f"{note.stem}{kind}") for kind in (".held", ".part")):
                note.unlink()


def _sweep_one(folder: Path, stem: str) -> None:
    held, path = folder / f"{stem}.held", folder / f"{stem}.part"
    if not all(_is_mine(one) for one in (held, path)):
        return
    try:
        lock = _taken(held)
    except OSError:
        return  # In use, or nobody can tell.
    _remove(path)
    _give_up(lock, held)


def _is_mine(path: Path) -> bool:
    """Whether nothing is there, or a file or folder (no link) of this user."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    plain = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return plain and (not hasattr(os, "geteuid") or found.st_uid == os.geteuid())


def _reserved(folder: Path) -> tuple[int, str]:
    """The lock of a new name. Somebody who sweeps may take the file away before it is locked: then another."""
    while True:
        stem = f".annotator-{token_hex(8)}"
        descriptor = locks.opened(folder / f"{stem}.held")
        try:
            locks.take(descriptor)
        except OSError as error:
            if locks.is_held(error):
                os.close(descriptor)
                continue
            # Where the system has no locks nobody can sweep either.
        if locks.is_current(descriptor, folder / f"{stem}.held"):
            return descriptor, stem
        os.close(descriptor)


def _taken(held: Path) -> int:
    """The lock of a name whose process is gone. Raises OSError if it is not."""
    descriptor = locks.opened(held)
    try:
        locks.take(descriptor)
        if not locks.is_current(descriptor, held):
            raise FileNotFoundError(held)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _give_up(descriptor: int, held: Path) -> None:
    """The name goes before the lock where the system lets it, so that nobody locks a file without a name."""
    if os.name == "posix":
        with suppress(OSError):
            held.unlink()
    os.close(descriptor)
    if os.name != "posix":
        with suppress(OSError):
            held.unlink()


def _remove(path: Path) -> None:
    lock = path.with_name(f".{path.name}.lock")  # Of the one that writes a project.
    for one in (*(path.with_name(path.name + end) for end in _BESIDE), lock):
        if one.is_dir() and not one.is_symlink():
            shutil.rmtree(one, ignore_errors=True)
        else:
            with suppress(OSError):
                one.unlink()


def _noted(stem: str, folder: Path) -> Path | None:
    """A note of where a scratch lies, for the next start: a link, which is whole as soon as it is there."""
    if os.name != "posix" or folder == configuration().absolute():
        return None
    note = configuration() / f"{stem}.note"
    try:
        note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        note.symlink_to(folder)
    except OSError:
        return None
    return note


def _notes() -> Iterator[Path]:
    try:
        names = os.listdir(configuration())
    except OSError:
        return
    yield from (configuration() / name for name in names if _NOTE.fullmatch(name))

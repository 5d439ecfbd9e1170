"""Which file stands at a project's name. Whatever puts a project at a name goes through `put`.

SQLite finds a journal by its name alone: one that a crash left beside a name would be played over any file that comes
there. So what belongs to a file goes where the file goes, and what is left without its file is set aside. A
super-journal stays: it names journals and changes nothing by itself.
"""

import errno
import os
import re
from collections.abc import Sequence
from pathlib import Path

from annotator.domain.problems import Problem
from annotator.durable import appear, sync, sync_folder
from annotator.storage.faults import system_fault
from annotator.storage.lock import WriteLock

_LONGEST = 255
"""Bytes of a file's name (on Windows characters)."""
_ASIDE = re.compile(r"\.(before-restore|set-aside)-[0-9]+$")
_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a file, under its name and this."""


def resolved(path: Path) -> Path:
    """Where a project's file really is: its journal and its lock lie beside that, not beside a link to it."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError) as error:
        raise Problem(f"{str(path)!r} is no name of a file: {error}.") from error


def new_place(path: Path) -> Path:
    """Where a project that is to be made will lie. Raises Problem if something is there, or none can be there."""
    real = resolved(path)
    require_short(path, real)
    try:
        real.lstat()
    except FileNotFoundError:
        return real
    except OSError as error:
        raise system_fault(error, path) from error
    raise Problem(f"{path} exists already. Choose another name.")


def require_short(path: Path, real: Path) -> None:
    """Raises Problem for a name beside which SQLite could not keep a journal."""
    longest = _LONGEST - len(_BESIDE[0])
    length = len(real.name) if os.name == "nt" else len(os.fsencode(real.name))
    if length > longest:
        raise Problem(
            f"{path}: file name too long ({length} bytes, a project's has at most {longest}). Choose a shorter one."
        )


def beside(real: Path) -> list[Path]:
    """What SQLite, or a crash, left beside a name."""
    found = (real.with_name(real.name + end) for end in _BESIDE)
    return [one for one in found if os.path.lexists(one)]


def require_own_name(path: Path, real: Path) -> None:
    """Raises Problem if a crash left a journal beside another name (a hard link) of the file, where SQLite looks not.

    What `put` was about to set aside when it died has two names, and its journal too: the second ones go. Names in
    other folders are not looked for. Raises OSError.
    """
    if real.stat().st_nlink < 2:
        return
    for left in sorted(os.listdir(real.parent)):
        for end in (end for end in _BESIDE[:2] if left.endswith(end)):
            other, own = real.with_name(left.removesuffix(end)), real.with_name(real.name + end)
            if other == real or not (os.path.exists(other) and other.samefile(real)):
                continue
            if not (
                _ASIDE.search(other.stem) and os.path.exists(own) and own.samefile(other.with_name(left))
            ):
                raise Problem(
                    f"{path} is also called {other.name}, and a crash left it unfinished under that. Open that."
                )
            other.unlink()
            other.with_name(left).unlink()


def put(built: Path, real: Path, why: str = "set-aside", replacing: bool = False) -> Path | None:
    """Puts a finished project file at a name (see `resolved`), where it appears whole.

    What belongs to a file that was there is set aside under a name with `why`; that file too if it is `replacing`.
    Gives what was set aside, if anything was. Raises OSError, Problem if a window has the name.
    """
    sync(built)
    there = [real, *beside(real)] if os.path.lexists(real) else beside(real)
    if not there:
        appear(built, real)
        return None
    lock = WriteLock(real)
    try:
        if real in there and not replacing:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(real))
        aside = _free(real, why)
        _take_place(built, real, [(one, aside.with_name(aside.name + _end(one, real))) for one in there])
        if real in there:
            lock.leave_mark(aside)
        return aside if real in there else aside.with_name(aside.name + _end(there[0], real))
    finally:
        lock.release()


def _end(one: Path, real: Path) -> str:
    return one.name[len(real.name) :]


def _free(real: Path, why: str) -> Path:
    """A name at which nothing is, and beside which nothing is either."""
    number = 1
    while True:
        tail = f".{why}-{number}{real.suffix}"
        aside = real.with_name(
            _shortened(real.stem, _LONGEST - len(_BESIDE[0]) - len(os.fsencode(tail))) + tail
        )
        if not os.path.lexists(aside) and not beside(aside):
            return aside
        number += 1


def _shortened(stem: str, most: int) -> str:
    """Shortens a name to at most `most` bytes of UTF-8, at a whole character."""
    while len(os.fsencode(stem)) > most:
        stem = stem[:-1]
    return stem


def _take_place(built: Path, real: Path, moves: Sequence[tuple[Path, Path]]) -> None:
    """At no moment does a file stand at a name without its journal, or with one that is not its own."""
    if _linked(moves):
        if len(moves) == 1 and moves[0][0] == real:
            os.replace(built, real)
            sync_folder(real.parent)
            return
        for old, _ in moves:
            old.unlink()
    else:
        for old, new in moves:
            old.rename(new)
    sync_folder(real.parent)
    try:
        appear(built, real)
    except OSError:
        for old, new in reversed(moves):
            new.rename(old)
        raise


def _linked(moves: Sequence[tuple[Path, Path]]) -> bool:
    """Gives each its second name; False, and none has one, where the system cannot."""
    made: list[Path] = []
    try:
        for old, new in moves:
            os.link(old, new, follow_symlinks=False)
            made.append(new)
    except OSError:
        for new in made:
            new.unlink()
        return False
    sync_folder(moves[0][1].parent)
    return True

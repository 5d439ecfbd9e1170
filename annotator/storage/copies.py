"""Copies of a whole project file: snapshots to read from, backups, restoring. Never by reading the open file's path."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from annotator.domain.problems import Problem
from annotator.scratch import Scratch
from annotator.storage import audit, schema
from annotator.storage.faults import system_fault, told
from annotator.storage.lock import WriteLock
from annotator.storage.naming import beside, new_place, put, require_short, resolved
from annotator.storage.store import Store

Progress = Callable[[int, int], None]


@contextmanager
def snapshot(store: Store) -> Iterator[Store]:
    """A private copy to read at leisure while others write; deleted afterwards.

    It lies beside the project, where confidential material lies already, or where that cannot be written
    to, in the system's temporary folder; readable by its owner alone.
    """
    folder = store.path.parent if os.access(store.path.parent, os.W_OK) else None
    with ExitStack() as stack:
        try:
            scratch = stack.enter_context(Scratch(folder))
            scratch.as_file()
        except OSError as error:
            raise system_fault(error, store.path) from error
        _copy(store, scratch.path, durable=False)
        copy = Store.open(scratch.path, writing=False)
        copy.path = store.path  # What is wrong with the copy is wrong with the project.
        try:
            yield copy
        finally:
            copy.close()


def backup(store: Store, target: Path, progress: Progress | None = None) -> None:
    """A verified copy at `target`, which appears whole or not at all. Refuses to overwrite."""
    _put_copy(store, target, new_place(target), progress=progress)


def place(built: Path, target: Path) -> None:
    """Puts a finished, closed project file at a name where nothing is: it appears whole."""
    try:
        put(built, new_place(target))
    except OSError as error:
        raise system_fault(error, target) from error


def restore(source: Path, target: Path) -> Path | None:
    """Puts a backup at `target`. What is there is moved aside, never deleted; gives its new name."""
    real = resolved(target)
    require_short(target, real)
    if os.path.isdir(real):
        raise Problem(f"{target} is a folder. Name the project file that the backup shall become.")
    store = Store.open(source, writing=False)
    try:
        audit.require_whole(store, "nothing was replaced")
        return _put_copy(store, target, real, replacing=True)
    finally:
        store.close()


def discard(old: Path, store: Store) -> None:
    """Deletes a copy of a project whose log the project still has all of, so that nothing is lost by it.

    Left alone: what somebody has open, or has worked in, what a crash left a journal beside, and whatever else it is.
    """
    try:
        if not stat.S_ISREG(old.lstat().st_mode):
            return
        lock = WriteLock(old)
        try:
            if not beside(old) and _is_part(old, store):
                old.unlink()
        finally:
            lock.release()
    except (Problem, OSError):
        return


def _is_part(old: Path, store: Store) -> bool:
    """Whether a project is nothing but the beginning of another, as this program made it."""
    copy = Store.open(old, writing=False)
    try:
        if schema.structure(copy.connection) != schema.expected_structure():
            return False
        (pages, size) = copy.row("SELECT page_count, page_size FROM pragma_page_count, pragma_page_size") or (
            0,
            0,
        )
        if pages * size != old.stat().st_size:
            return False
        for newest, same in _NEWEST:
            last = copy.row(newest)
            if last is not None and store.row(same, last[:1]) != last:
                return False
        # Purging leaves no trace in the log, and who did it meant it.
        return {*copy.rows(_PURGED)} <= {*store.rows(_PURGED)}
    finally:
        copy.close()


_PURGED = "SELECT id FROM article WHERE text IS NULL"
_NEWEST = (
    (
        "SELECT id, device, sequence, hash FROM revision ORDER BY id DESC LIMIT 1",
        "SELECT id, device, sequence, hash FROM revision WHERE id = ?",
    ),
    (
        "SELECT id, uid, first_revision, last_revision FROM action ORDER BY id DESC LIMIT 1",
        "SELECT id, uid, first_revision, last_revision FROM action WHERE id = ?",
    ),
)


def _put_copy(
    store: Store, target: Path, real: Path, replacing: bool = False, progress: Progress | None = None
) -> Path | None:
    try:
        with Scratch(real.parent) as scratch:
            _copy(store, scratch.as_file(), durable=True, progress=progress)
            _verify(scratch.path, store.path if replacing else target)
            if not replacing:
                _require_whole(scratch.path, store.path, "no copy was made")
            return put(scratch.path, real, "before-restore" if replacing else "set-aside", replacing)
    except FileExistsError as error:
        raise Problem(f"{target} exists already. Choose another name for the backup.") from error
    except OSError as error:
        raise system_fault(error, target) from error


def _copy(store: Store, path: Path, durable: bool, progress: Progress | None = None) -> None:
    with told(store.path):
        target = sqlite3.connect(path, isolation_level=None)
        try:
            target.execute(f"PRAGMA synchronous = {'EXTRA' if durable else 'OFF'}")
            target.execute("PRAGMA journal_mode = OFF")
            store.copy_to(target, progress)
        finally:
            target.close()


def _require_whole(copy: Path, named: Path, what: str) -> None:
    """Every hash in the copy is right: else it would be damage that looks like a backup."""
    store = Store.open(copy, writing=False)
    try:
        audit.require_whole(store, what, named)
    finally:
        store.close()


def _verify(path: Path, named: Path) -> None:
    with told(named):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        finally:
            connection.close()
    if verdict != "ok":
        raise Problem(f"{named} is damaged ({verdict}). Nothing was replaced; use another backup.")

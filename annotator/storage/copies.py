"""Copies of a whole project file: snapshots to read from, backups, restoring. Never by reading the open file's path."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.problems import Problem
from annotator.storage import audit
from annotator.storage.faults import system_fault, told
from annotator.storage.lock import WriteLock
from annotator.storage.store import Store

Progress = Callable[[int, int], None]


@contextmanager
def snapshot(store: Store) -> Iterator[Store]:
    """A private copy to read at leisure while others write; deleted afterwards.

    It lies beside the project, where confidential material lies already, or where that cannot be written
    to, in the system's temporary folder; readable by its owner alone.
    """
    folder = store.path.parent if os.access(store.path.parent, os.W_OK) else None
    descriptor, name = tempfile.mkstemp(prefix=".snapshot-", suffix=".annotator", dir=folder)
    os.close(descriptor)
    path = Path(name)
    try:
        _copy(store, path, durable=False)
        copy = Store.open(path, writing=False)
        copy.path = store.path  # What is wrong with the copy is wrong with the project.
        try:
            yield copy
        finally:
            copy.close()
    finally:
        path.unlink(missing_ok=True)


def backup(store: Store, target: Path, progress: Progress | None = None) -> None:
    """A verified copy at `target`, which appears whole or not at all. Refuses to overwrite."""
    if _is_there(target):
        raise Problem(f"{target} exists already. Choose another name for the backup.")
    partial = target.with_name(f".{target.name}.partial")
    try:
        os.close(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    except OSError as error:
        raise system_fault(error, target) from error
    try:
        _copy(store, partial, durable=True, progress=progress)
        _verify(partial, target)
        _require_whole(partial, store.path, "no copy was made")
        os.replace(partial, target)
    except OSError as error:
        raise system_fault(error, target) from error
    finally:
        partial.unlink(missing_ok=True)


def restore(source: Path, target: Path) -> Path | None:
    """Puts a backup at `target`. A project that is there is moved aside, never deleted; gives its new name."""
    store = Store.open(source, writing=False)
    try:
        _verify(source, source)
        audit.require_whole(store, "nothing was replaced")
        aside = _set_aside(target) if _is_there(target) else None
        try:
            backup(store, target)
        except BaseException:
            if aside is not None:
                _move(aside, target)
            raise
    finally:
        store.close()
    return aside


def put(partial: Path, target: Path) -> None:
    """Gives a finished project its name, durably. Raises Problem if the name is taken, or the system will not."""
    if _is_there(target):
        raise Problem(f"{target} exists already. Choose another name.")
    try:
        os.replace(partial, target)
        if os.name == "posix":
            folder = os.open(target.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
    except OSError as error:
        raise system_fault(error, target) from error


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise system_fault(error, path) from error


def _set_aside(path: Path) -> Path:
    """Renames a project, under its write lock so that no window has it open."""
    if path.is_dir():
        raise Problem(f"{path} is a folder. Name the project file that the backup shall become.")
    lock = WriteLock(path)
    number = 1
    while (aside := path.with_name(f"{path.stem}.before-restore-{number}{path.suffix}")).exists():
        number += 1
    try:
        _move(path, aside)
    except OSError as error:
        raise system_fault(error, path) from error
    finally:
        lock.release()
    return aside


def _move(path: Path, to: Path) -> None:
    """Renames a project and the journal that a crash may have left beside it."""
    for suffix in ("-journal", ""):
        old = path.with_name(path.name + suffix)
        if old.exists():
            old.rename(to.with_name(to.name + suffix))


def _copy(store: Store, path: Path, durable: bool, progress: Progress | None = None) -> None:
    with told(path):
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

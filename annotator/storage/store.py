"""One open project file: its connection, its pragmas, its transactions."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import orjson

from annotator.domain.problems import Damaged, Problem
from annotator.storage import schema, soundness
from annotator.storage.faults import WAY_OUT, system_fault, told
from annotator.storage.lock import WriteLock
from annotator.storage.sealing import BYTES, TEXT, Broken, Seals

_PRAGMAS = (
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "temp_store = MEMORY",
    "cache_size = -32000",
    "secure_delete = ON",
    # Else REPLACE would delete rows behind the guards' back.
    "recursive_triggers = ON",
)
_WRITER_PRAGMAS = ("journal_mode = DELETE", "synchronous = EXTRA")


class Store:
    """A project file, open for reading or (with `lock`) for writing. Bound to the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: WriteLock | None) -> None:
        self.path = path
        self.connection = connection
        self._lock = lock
        self._seals = Seals(connection)
        self.outdated = False
        """Whether this is a reader of a file that an older program made: what it lacks is empty here."""
        self.unclean = lock is not None and lock.unclean

    @property
    def writable(self) -> bool:
        """Whether this store holds the write lock."""
        return self._lock is not None

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty project file, readable by its owner alone, open for writing."""
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError as error:
            raise Problem(f"{path} exists already. Choose another name.") from error
        except OSError as error:
            raise system_fault(error, path) from error
        lock = WriteLock(path)
        with told(path):
            connection = _connect(path, writing=True)
            try:
                _prepare_for_writing(connection)
                _bring_up_to_date(connection)
            except BaseException:
                connection.close()
                path.unlink(missing_ok=True)
                lock.release()
                raise
        return cls(path, connection, lock)

    @classmethod
    def open(cls, path: Path, writing: bool = True) -> Self:
        """An existing project. Raises Problem for anything that is none, is damaged, newer or locked."""
        _require_file(path)
        with told(path):
            connection = _connect(path, writing)
            try:
                _check_kind(path, connection)
                soundness.require_ours(path, connection)
                lock = WriteLock(path) if writing else None
            except BaseException:
                connection.close()
                raise
            if lock is not None:
                try:
                    _prepare_for_writing(connection)
                    soundness.require_sound(path, connection)
                    _bring_up_to_date_if_older(connection)
                except BaseException:
                    connection.close()
                    lock.release()
                    raise
            store = cls(path, connection, lock)
            store.outdated = lock is None and _stand_in_for_what_is_missing(connection)
        if writing:
            try:
                store.require_hashes()
            except BaseException:
                store.close()
                raise
        return store

    def require_hashes(self) -> None:
        """Raises Damaged where a revision or a text is not as it was written. Of a large project nothing is looked at:
        that would take more than a moment."""
        if soundness.is_small(self.connection):
            self.row(f"SELECT count({BYTES}) FROM revision WHERE bytes IS NOT NULL")  # noqa: S608 ours
            self.row(f"SELECT count({TEXT}) FROM article WHERE text IS NOT NULL")  # noqa: S608 ours

    def close(self) -> None:
        """Ends the connection and lets others write."""
        self.connection.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns what the machine or the file is at fault for into a Problem; of damage it says where it is."""
        with told(self.path):
            try:
                yield
            except sqlite3.OperationalError as error:
                broken = self._seals.taken()
                if broken is None:
                    raise
                raise self.damaged(broken) from error

    def damaged(self, broken: Broken) -> Damaged:
        """What to say where something in the file is not as it was written."""
        return Damaged(
            f"{self.path} is damaged: {self._called(broken)} is not as it was written, and was left as it is. {WAY_OUT}"
        )

    def _called(self, broken: Broken) -> str:
        what = "its text" if broken.what == "text" else f"its {broken.what}"
        if not broken.article:
            return f"the {broken.what} of the project"
        try:
            row = self.connection.execute(
                "SELECT headline, sha256 FROM article LEFT JOIN article_row ON article_row.article = article.id "
                "WHERE article.id = ?",
                (broken.article,),
            ).fetchone()
        except sqlite3.DatabaseError:  # So much is damaged that its name is too.
            row = None
        headline, sha = row or (None, None)
        name = f"“{headline}”" if headline else f"article {str(sha)[:12]}" if sha else "an article"
        return f"{name} ({what})"

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, read at once: an open reader would block commits."""
        with self._told():
            return self.connection.execute(sql, values).fetchall()

    def slices(self, sql: str, *values: Any, at_once: int = 1000) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a long query, a list at a time: `sql` ends with the number after which to begin, and how many.

        That number is the first column, by which the rows are in order. Raises Damaged where they are not: who goes on
        from there would never end.
        """
        last = -(1 << 62)
        while rows := self.rows(sql, (*values, last, at_once)):
            if any(
                not isinstance(after[0], int) or after[0] <= before[0] for before, after in _pairs(last, rows)
            ):
                raise Damaged(f"{self.path} is damaged: rows are not in their order. {WAY_OUT}")
            last = rows[-1][0]
            yield rows

    def numbers(self, column: str, rest: str, values: Sequence[Any] = ()) -> list[int]:
        """A column of whole numbers of many rows: as one JSON array they are here in half the time."""
        found = self.row(f"SELECT json_group_array({column}) FROM (SELECT {column} {rest})", values)  # noqa: S608
        return list(orjson.loads(found[0])) if found else []

    def row(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query."""
        with self._told():
            found = self.connection.execute(sql, values).fetchone()
            return found if found is None else tuple(found)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is committed together, or nothing of it."""
        if self._lock is None:
            raise Problem(f"{self.path} is open for reading only.")
        with self._told():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                self._seals.forget()
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def copy_to(self, target: sqlite3.Connection, progress: Callable[[int, int], None] | None = None) -> None:
        """A consistent copy of the whole file through SQLite's backup interface."""
        with told(self.path):
            self.connection.backup(
                target,
                pages=4000 if progress else -1,
                progress=(lambda _, left, total: progress(total - left, total)) if progress else None,
            )


def _pairs(last: int, rows: list[tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    return pairwise([(last,), *rows])


def _require_file(path: Path) -> None:
    try:
        is_file, is_folder = path.is_file(), path.is_dir()
    except OSError as error:
        raise system_fault(error, path) from error
    if not is_file:
        what = "is a folder, not a project" if is_folder else "does not exist"
        raise Problem(f"{path} {what}. Make a project with `annotator new`.")


def _connect(path: Path, writing: bool) -> sqlite3.Connection:
    """A connection in autocommit mode: transactions are begun by hand, as BEGIN IMMEDIATE.

    A reader opens the file for writing where it may, so that SQLite can roll a crashed writer's journal back.
    """
    mode = "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"
    if writing and mode == "ro":
        raise Problem(f"{path} cannot be written: the file or its folder is read-only.")
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=10, isolation_level=None)
    for pragma in _PRAGMAS if writing else (*_PRAGMAS, "query_only = ON"):
        connection.execute(f"PRAGMA {pragma}")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")
    # SQLite's own lower() knows Latin letters only.
    connection.create_function("casefold", 1, str.casefold, deterministic=True)
    return connection


def _prepare_for_writing(connection: sqlite3.Connection) -> None:
    """Only once the file is known to be ours: setting the journal mode may change the file."""
    for pragma in _WRITER_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _check_kind(path: Path, connection: sqlite3.Connection) -> None:
    """Refuses other programs' files and files of a newer version of this one."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != schema.APPLICATION_ID:
        raise Problem(f"{path} is not a project: another program made it. Choose a file made by Annotator.")
    if version > schema.VERSION:
        raise Problem(
            f"{path} was made by a newer Annotator (file version {version}, this program reads up to "
            f"{schema.VERSION}). Update the program; the file was left as it is."
        )


def _bring_up_to_date_if_older(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < schema.VERSION:
        _bring_up_to_date(connection)


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    # Here, not above: sqlite-utils takes longer to import than a project takes to open.
    from annotator.storage.migrations import bring_up_to_date

    bring_up_to_date(connection)


def _stand_in_for_what_is_missing(connection: sqlite3.Connection) -> bool:
    """Reading changes no file: a reader of an older one gets an empty view in the place of what it does not have."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version >= schema.VERSION:
        return False
    connection.execute("PRAGMA query_only = OFF")
    for came_with, statements in schema.STAND_INS.items():
        for statement in statements if came_with > version else ():
            connection.execute(statement)
    connection.execute("PRAGMA query_only = ON")
    return True

"""One open project file: its connection, its pragmas, its transactions."""

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Self, TypeVar

import orjson
from orjson import dumps

from annotator.domain.problems import Damaged, Problem
from annotator.scratch import Scratch
from annotator.storage import schema, soundness
from annotator.storage.faults import WAY_OUT, system_fault, told
from annotator.storage.lock import File, WriteLock, connected, disconnected
from annotator.storage.naming import beside, new_place, put, require_own_name, require_short, resolved
from annotator.storage.sealing import BYTES, TEXT, Broken, Seals
from annotator.storage.witness import Witness

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


T = TypeVar("T")

LISTED = "(SELECT value FROM json_each(?))"
"""SQL for the values of a list that is one parameter: `WHERE article IN {LISTED}`; see `listed`."""


def listed(values: Iterable[int | str]) -> str:
    """Values as the parameter of LISTED."""
    return str(dumps(list(values)), "utf-8")


def slices(values: Sequence[T], at_once: int) -> Iterator[Sequence[T]]:
    """The values in their order, `at_once` at a time; the last slice may be shorter."""
    for start in range(0, len(values), at_once):
        yield values[start : start + at_once]


class Store:
    """A project file, open for reading or for writing. Bound to the thread that opened it."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        writable: bool,
        witness: Witness | None = None,
        unclean: bool = False,
    ) -> None:
        self.path = path
        self.connection = connection
        self.writable = writable
        """Whether this store may write: nobody else does then."""
        self.unclean = unclean
        """Whether the last who wrote did not close it."""
        self._witness = witness
        self._end = ExitStack()
        self._seals = Seals(connection)
        self.outdated = False
        """Whether this is a reader of a file that an older program made: what it lacks is empty here."""

    @classmethod
    def create(cls, path: Path, fill: Callable[[Self], None] | None = None) -> Self:
        """A new project file, readable by its owner alone, open for writing.

        `fill` puts in what belongs to it from the beginning: it appears with that, or not at all.
        """
        real = new_place(path)
        try:
            with told(path), Scratch(real.parent) as scratch:
                cls._build(path, scratch.as_file(), fill)
                put(scratch.path, real)
        except FileExistsError as error:
            raise Problem(f"{path} exists already. Choose another name.") from error
        except OSError as error:
            raise system_fault(error, path) from error
        store = cls.open(path)
        store.unclean = False
        return store

    @classmethod
    def _build(cls, path: Path, at: Path, fill: Callable[[Self], None] | None) -> None:
        connection = _connect(path, at, writing=True)
        try:
            # Nobody finds the file before all of it is on the disk.
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA synchronous = OFF")
            _bring_up_to_date(connection)
            if fill is not None:
                fill(cls(path, connection, writable=True))
        finally:
            connection.close()

    @classmethod
    def open(cls, path: Path, writing: bool = True) -> Self:
        """An existing project. Raises Problem for anything that is none, is damaged, newer or locked."""
        real = resolved(path)
        _require_file(path, real)
        with ExitStack() as stack, told(path):
            at = real if writing else _readable(path, real, stack)
            stack.callback(disconnected, _counted(path, at))
            connection = _connect(path, at, writing)
            stack.callback(connection.close)
            _check_kind(path, connection)
            soundness.require_ours(path, connection)
            lock = None
            if writing:
                require_short(path, real)
                lock = WriteLock(path)
                stack.callback(lock.release)
                stack.callback(connection.close)  # Before others may write.
                _prepare_for_writing(connection)
                soundness.require_sound(path, connection)
                _bring_up_to_date_if_older(connection)
                _clear_journal(at, connection)
            witness = Witness(path, at, connection, strict=writing)
            store = cls(path, connection, writing, witness, unclean=lock is not None and lock.unclean)
            store.outdated = not writing and _stand_in_for_what_is_missing(connection)
            if writing:
                store.require_hashes()
            store._end = stack.pop_all()
        return store

    def require_hashes(self) -> None:
        """Raises Damaged where a revision or a text is not as it was written. Of a large project nothing is looked at:
        that would take more than a moment."""
        if soundness.is_small(self.connection):
            self.row(f"SELECT count({BYTES}) FROM revision WHERE bytes IS NOT NULL")  # noqa: S608 ours
            self.row(f"SELECT count({TEXT}) FROM article WHERE text IS NOT NULL")  # noqa: S608 ours

    def close(self) -> None:
        """Ends the connection and lets others write."""
        self.writable = False
        self._end.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns what the machine or the file is at fault for into a Problem; of damage it says where it is.

        Nothing is read of, or written to, a file that was copied over this one.
        """
        with told(self.path):
            if self._witness is not None and not self.connection.in_transaction:
                self._witness.require_same()
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
        if not self.writable:
            raise Problem(f"{self.path} is open for reading only.")
        with self._told():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                head = self._witness.newest() if self._witness else None
                self.connection.execute("COMMIT")
            except BaseException:
                self._seals.forget()
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            if self._witness is not None:
                self._witness.committed(head)

    def copy_to(self, target: sqlite3.Connection, progress: Callable[[int, int], None] | None = None) -> None:
        """A consistent copy of the whole file through SQLite's backup interface."""
        with self._told():
            self.connection.backup(
                target,
                pages=4000 if progress else -1,
                progress=(lambda _, left, total: progress(total - left, total)) if progress else None,
            )


def _pairs(last: int, rows: list[tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    return pairwise([(last,), *rows])


def _require_file(path: Path, real: Path) -> None:
    try:
        found = real.stat()
    except FileNotFoundError as error:
        raise Problem(f"{path} does not exist. Make a project with `annotator new`.") from error
    except OSError as error:
        raise system_fault(error, path) from error
    if stat.S_ISDIR(found.st_mode):
        raise Problem(f"{path} is a folder, not a project. Make a project with `annotator new`.")
    if not stat.S_ISREG(found.st_mode):
        raise Problem(f"{path} is no file, so it is no project. Choose a file made by Annotator.")
    if not found.st_size:
        # SQLite would throw away a journal that lies beside it, and with that what can still be had.
        raise Problem(
            f"{path} is empty: whatever was in it is gone. Put a backup in its place with `annotator restore`."
        )


def _counted(path: Path, at: Path) -> File:
    try:
        require_own_name(path, at)
        return connected(at)
    except OSError as error:
        raise system_fault(error, path) from error


def _may_write(at: Path) -> bool:
    return os.access(at, os.W_OK) and os.access(at.parent, os.W_OK)


def _readable(path: Path, real: Path, stack: ExitStack) -> Path:
    """The file, or a private copy of it where it cannot be written and SQLite has to: to roll a journal back."""
    if _may_write(real):
        return real
    try:
        connection = _connect(path, real, writing=False)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except sqlite3.OperationalError:
        try:
            folder = stack.enter_context(Scratch()).as_folder()
            for one in (real, *beside(real)):
                shutil.copyfile(one, folder / one.name)
        except OSError as error:
            raise system_fault(error, path) from error
        return folder / real.name
    return real


def _connect(path: Path, at: Path, writing: bool) -> sqlite3.Connection:
    """A connection in autocommit mode: transactions are begun by hand, as BEGIN IMMEDIATE. `at`: where the file is.

    A reader opens the file for writing where it may, so that SQLite can roll a crashed writer's journal back.
    """
    mode = "rw" if _may_write(at) else "ro"
    if writing and mode == "ro":
        raise Problem(f"{path} cannot be written: the file or its folder is read-only.")
    connection = sqlite3.connect(f"{at.as_uri()}?mode={mode}", uri=True, timeout=10, isolation_level=None)
    try:
        for pragma in _PRAGMAS if writing else (*_PRAGMAS, "query_only = ON"):
            connection.execute(f"PRAGMA {pragma}")
        if sys.platform == "darwin":
            connection.execute("PRAGMA fullfsync = ON")
    except sqlite3.Error:
        connection.close()
        raise
    # SQLite's own lower() knows Latin letters only.
    connection.create_function("casefold", 1, str.casefold, deterministic=True)
    return connection


def _prepare_for_writing(connection: sqlite3.Connection) -> None:
    """Only once the file is known to be ours: setting the journal mode may change the file."""
    for pragma in _WRITER_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _clear_journal(at: Path, connection: sqlite3.Connection) -> None:
    """A journal of a transaction that never began to change the file means nothing, and would lie there until the
    next change with words of articles in it: a change that changes nothing takes it away."""
    if at.with_name(f"{at.name}-journal").exists():
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")
        connection.execute("COMMIT")


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

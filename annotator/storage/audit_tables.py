"""What is computed, held against what the log and the texts give: current states, lists, words, duplicates."""

import sqlite3
from collections.abc import Callable, Iterator

from annotator.storage import derived
from annotator.storage.alike import Shelf, is_complete
from annotator.storage.faults import told
from annotator.storage.schema import SEARCH, statements
from annotator.storage.sealing import TEXT, Seals
from annotator.storage.search import searchable
from annotator.storage.store import Store

Progress = Callable[[int, int], None]

_MENDS = "`annotator check --mend` rebuilds it"
_AT_ONCE = 500


def faults(store: Store, progress: Progress | None = None) -> Iterator[str]:
    """Rebuilds the derived tables in memory and compares them row by row."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    Seals(memory)
    try:
        with told(store.path):
            store.copy_to(memory, progress)
        memory.execute("BEGIN")
        try:
            derived.rebuild(memory)
        except (ValueError, KeyError, TypeError, AttributeError, sqlite3.DatabaseError):
            yield "the log is too damaged to rebuild from it what is computed"
            return
        for table in derived.TABLES:
            order = "1, 2" if table == "assignment_row" else "1, 2, 3, 4"
            sql = f"SELECT * FROM {table} ORDER BY {order}"  # noqa: S608 constants of ours
            if memory.execute(sql).fetchall() != _rows(store, sql):
                yield f"table {table} is not what the log gives; {_MENDS}"
    finally:
        memory.close()


def _rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    """The rows as they are, whatever damage made of their letters."""
    connection = store.connection
    connection.text_factory = lambda data: data.decode(errors="surrogateescape")
    try:
        return store.rows(sql)
    finally:
        connection.text_factory = str


def faults_of_what_is_looked_up(store: Store, progress: Progress | None = None) -> Iterator[str]:
    """The index of words and the tables of duplicates. The texts are whole, as was looked at before."""
    if not _words_are_right(store, progress):
        yield f"the index of words is not what the texts give; {_MENDS}"
    if not _described_is_right(store):
        yield f"what duplicates are found by is not what the texts give; {_MENDS}"


_SUMMED = (
    "SELECT term, count(*), sum(doc), sum(offset), sum((doc * 31 + offset) * (doc + offset * 7) % 1000003) "
    "FROM {} GROUP BY term"
)


def _words_are_right(store: Store, progress: Progress | None) -> bool:
    indexed = [key for (key,) in store.rows("SELECT article FROM indexed ORDER BY article")]
    wanted = store.rows(
        "SELECT id FROM article WHERE text IS NOT NULL "
        "AND id <= (SELECT ifnull(max(article), 0) FROM indexed) ORDER BY id"
    )
    if [(key,) for key in indexed] != wanted:
        return False
    again = sqlite3.connect("", isolation_level=None)
    try:
        again.execute("BEGIN")
        again.execute(statements(SEARCH)[0])
        for start in range(0, len(indexed), _AT_ONCE):
            some = indexed[start : start + _AT_ONCE]
            rows = store.rows(
                f"SELECT id, {TEXT} FROM article WHERE text IS NOT NULL AND id BETWEEN ? AND ?",  # noqa: S608 ours
                (some[0], some[-1]),
            )
            again.executemany(
                "INSERT INTO words (rowid, text) VALUES (?, ?)",
                [(key, searchable(text)) for key, text in rows],
            )
            if progress is not None:
                progress(start, len(indexed))
        return _summed(again) == _summed_of(store)
    finally:
        again.close()


def _summed_of(store: Store) -> list[tuple[object, ...]] | None:
    """None where the index cannot be read through."""
    connection = store.connection
    (query_only,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only = OFF")
    try:
        return _summed(connection)
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.execute(f"PRAGMA query_only = {query_only}")


def _summed(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Each term, how often it stands, and sums over where it does."""
    connection.execute("CREATE VIRTUAL TABLE temp.found USING fts5vocab ('main', 'words', 'instance')")
    try:
        return connection.execute(_SUMMED.format("temp.found")).fetchall()
    finally:
        connection.execute("DROP TABLE temp.found")


_DESCRIBED = (
    "SELECT article, body, size FROM described ORDER BY 1",
    "SELECT article, identity FROM standing JOIN paragraph ON id = paragraph ORDER BY 1, 2",
    "SELECT identity, size, runs FROM paragraph ORDER BY 1",
    "SELECT identity, count(*), sum(number), sum(number % 65537 * number % 1000003) FROM sample "
    "JOIN paragraph ON id = paragraph GROUP BY 1 ORDER BY 1",
)
_BY_ARTICLE = 2
"""So many of these begin with an article."""
_LEFT_OVER = (
    "SELECT 1 FROM standing WHERE article NOT IN (SELECT article FROM described) "
    "UNION ALL SELECT 1 FROM paragraph WHERE id NOT IN (SELECT paragraph FROM standing) "
    "UNION ALL SELECT 1 FROM standing WHERE paragraph NOT IN (SELECT id FROM paragraph) "
    "UNION ALL SELECT 1 FROM sample WHERE paragraph NOT IN (SELECT id FROM paragraph) OR part <> paragraph >> 14 "
    "UNION ALL SELECT 1 FROM described WHERE revision NOT IN (SELECT id FROM revision WHERE kind = 'article') LIMIT 1"
)


def _described_is_right(store: Store) -> bool:
    """Articles whose record changed since are described again by themselves: those are not compared."""
    if store.rows(_LEFT_OVER):
        return False
    shelf = Shelf.temporary()
    try:
        fresh = set(shelf.take_over_again(store))
        of_articles, of_paragraphs = _DESCRIBED[:_BY_ARTICLE], _DESCRIBED[_BY_ARTICLE:]
        right = all(shelf.rows(sql) == [r for r in store.rows(sql) if r[0] in fresh] for sql in of_articles)
        if not is_complete(store):
            return right
        return right and all(shelf.rows(sql) == store.rows(sql) for sql in of_paragraphs)
    finally:
        shelf.close()


def empty(connection: sqlite3.Connection) -> None:
    """Empties what is looked up, inside the caller's transaction."""
    connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
    for table in ("indexed", "described", "paragraph", "standing", "sample"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 constants of ours

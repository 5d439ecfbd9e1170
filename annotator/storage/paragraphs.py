"""A workspace for finding alike paragraphs: a temporary database, so that memory does not grow with the articles.

It has no name, lives where the system keeps temporary files, and is gone when it is closed. Articles are numbered in
the order in which they are added.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, groupby
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.domain.dataset.paragraphs import Described
from annotator.storage.faults import told

COMMONPLACE = 50
"""What more paragraphs than this have in common finds nothing: it is a phrase of the trade."""

_PRAGMAS = (
    "PRAGMA page_size=16384; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; "
    "PRAGMA cache_size=-64000;"
)
_TABLES = """
CREATE TABLE paragraph (identity INTEGER PRIMARY KEY, text TEXT NOT NULL, runs BLOB NOT NULL);
CREATE TABLE whole (article INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE standing (identity INTEGER NOT NULL, article INTEGER NOT NULL);
CREATE TABLE sample (number INTEGER NOT NULL, identity INTEGER NOT NULL);
CREATE TABLE alike (one INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE candidate (one INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
"""
_PLACE = Path("The temporary database")


class Paragraphs:
    """The paragraphs of many articles, each once, and where they stand."""

    def __init__(self) -> None:
        with told(_PLACE):
            # An empty name makes a temporary file, not a database in memory.
            self._connection = sqlite3.connect("", isolation_level=None)
            self._connection.executescript(_PRAGMAS)
            self._connection.executescript(_TABLES)
            self._connection.execute("BEGIN")

    def add(self, article: int, found: Iterable[Described], body: bytes | None = None) -> None:
        """Takes in the paragraphs of an article; articles with the same `body` (a hash) are copies of one story."""
        once = {one.identity: one for one in found}
        with told(_PLACE):
            self._connection.execute(
                "INSERT INTO whole VALUES (?, ?)", (article, b"%d" % article if body is None else body)
            )
            self._connection.executemany(
                "INSERT OR IGNORE INTO paragraph VALUES (?, ?, ?)", [one[:3] for one in once.values()]
            )
            self._connection.executemany(
                "INSERT INTO standing VALUES (?, ?)", [(identity, article) for identity in once]
            )
            self._connection.executemany(
                "INSERT INTO sample VALUES (?, ?)",
                [(number, one.identity) for one in once.values() for number in one.sample],
            )

    def compare(self, are_alike: Callable[[bytes, bytes], bool]) -> None:
        """Finds the pairs that are alike, by their runs."""
        with told(_PLACE):
            self._connection.execute("CREATE INDEX standing_identity ON standing (identity, article)")
            self._find_candidates()
            self._confirm(are_alike)

    def _find_candidates(self) -> None:
        reading = self._connection.cursor().execute(
            "SELECT DISTINCT number, identity FROM sample ORDER BY number, identity"
        )
        waiting: list[tuple[int, int]] = []
        for _, rows in groupby(reading, key=lambda row: row[0]):
            several = [identity for _, identity in rows]
            if 1 < len(several) <= COMMONPLACE:
                waiting += combinations(several, 2)
            if len(waiting) > 10_000:
                self._put(waiting)
        self._put(waiting)

    def _put(self, waiting: list[tuple[int, int]]) -> None:
        self._connection.executemany("INSERT OR IGNORE INTO candidate VALUES (?, ?)", waiting)
        waiting.clear()

    def _confirm(self, are_alike: Callable[[bytes, bytes], bool]) -> None:
        reading = self._connection.cursor().execute(
            "SELECT one, other, a.runs, b.runs FROM candidate JOIN paragraph AS a ON a.identity = one "
            "JOIN paragraph AS b ON b.identity = other"
        )
        while rows := reading.fetchmany(1000):
            self._connection.executemany(
                "INSERT INTO alike VALUES (?, ?)", [row[:2] for row in rows if are_alike(row[2], row[3])]
            )

    def alike(self) -> Iterator[tuple[int, int]]:
        """The pairs of different paragraphs (identities) that are alike."""
        yield from self._connection.cursor().execute("SELECT one, other FROM alike ORDER BY one, other")

    def shared(self) -> Iterator[tuple[int, list[int]]]:
        """The articles with those of their paragraphs (identities) that stand elsewhere too, equal or alike, in the
        articles' order."""
        rows = self._connection.cursor().execute(
            "SELECT article, identity FROM standing WHERE identity IN (SELECT one FROM alike UNION SELECT other FROM "
            "alike UNION SELECT identity FROM standing GROUP BY identity HAVING count(*) > 1) "
            "ORDER BY article, identity"
        )
        for article, some in groupby(rows, key=lambda row: row[0]):
            yield article, [identity for _, identity in some]

    def common(self, most: int) -> set[int]:
        """The paragraphs (identities) that stand in more than so many stories: copies of one are one."""
        rows = self._connection.execute(
            "SELECT identity FROM standing JOIN whole USING (article) WHERE identity IN "
            "(SELECT identity FROM standing GROUP BY identity HAVING count(*) > ?) "
            "GROUP BY identity HAVING count(DISTINCT body) > ?",
            (most, most),
        )
        return {identity for (identity,) in rows}

    def standings(self) -> Iterator[tuple[int, list[int]]]:
        """The paragraphs (identities) that stand in several articles, with these, in order."""
        rows = self._connection.cursor().execute(
            "SELECT identity, article FROM standing WHERE identity IN "
            "(SELECT identity FROM standing GROUP BY identity HAVING count(*) > 1) ORDER BY identity, article"
        )
        for identity, some in groupby(rows, key=lambda row: row[0]):
            yield identity, [article for _, article in some]

    def articles_of(self, identity: int) -> list[int]:
        """The articles in which a paragraph stands, in order."""
        rows = self._connection.execute(
            "SELECT article FROM standing WHERE identity = ? ORDER BY article", (identity,)
        )
        return [article for (article,) in rows]

    def text_of(self, identity: int) -> str:
        """A paragraph as the first article has it."""
        row = self._connection.execute(
            "SELECT text FROM paragraph WHERE identity = ?", (identity,)
        ).fetchone()
        return str(row[0])

    def close(self) -> None:
        """Removes everything."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()

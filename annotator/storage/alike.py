"""What is compared of the articles to find duplicates, kept beside them: hashes of bodies, and paragraphs each once.

These tables are written by this module alone, in slices. An article whose record changed since (its zones, above all)
counts as not described, and is described again; whoever does not want to wait for that calls `forget`.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any, Self

from annotator.domain.dataset.paragraphs import RUN_BYTES, Described, are_alike
from annotator.domain.gc_pause import collector_paused
from annotator.domain.likeness import Material, Profile, profile
from annotator.domain.problems import Progress
from annotator.storage import schema
from annotator.storage.faults import told
from annotator.storage.reading import articles_of
from annotator.storage.store import LISTED, Store, listed, slices

COMMONPLACE = 50
"""What more paragraphs than this have in common finds nothing: it is a phrase of the trade."""

NEW = -1
"""The row id of an article that is not in the tables, where one is compared."""

_PART = 14
"""Bits of a paragraph's row id that do not choose its part of the samples."""
_SURPLUS, _HALF = 28, 1 << 31
_AT_ONCE = 500
_PLACE = Path("The temporary database")

# Two queries: the second one looks at every article. What was undone has no head; what was purged no text.
_HEADS = (
    "SELECT head.article, head.revision FROM head JOIN article ON article.id = head.article "
    "WHERE head.kind = 'article' AND head.gone = 0 AND text IS NOT NULL"
)
_FRESH = f"{_HEADS} AND head.article > (SELECT ifnull(max(article), 0) FROM described)"  # noqa: S608 ours
_CHANGED = (
    f"{_HEADS} AND NOT EXISTS (SELECT 1 FROM described WHERE described.article = head.article "  # noqa: S608 ours
    "AND described.revision = head.revision)"
)
_AS_THEY_ARE = (
    f"{_HEADS} AND EXISTS (SELECT 1 FROM described WHERE described.article = head.article "  # noqa: S608 ours
    "AND described.revision = head.revision)"
)
_IN_ORDER = " ORDER BY head.article LIMIT ?"


def describe_slice(store: Store, most: int = 500) -> int:
    """Describes up to `most` articles that are not described as they are now, in one transaction; gives how many."""
    rows = store.rows(_FRESH + _IN_ORDER, (most,)) or store.rows(_CHANGED + _IN_ORDER, (most,))
    if rows:
        with store.transaction(), collector_paused():
            _fill(Shelf.of(store), store, rows)
    return len(rows)


def _fill(shelf: "Shelf", store: Store, rows: Sequence[tuple[int, int]]) -> None:
    for some in slices(rows, _AT_ONCE):
        found = articles_of(store, [key for key, _ in some])
        shelf.put((key, profile(found[key]), revision) for key, revision in some)


def is_complete(store: Store) -> bool:
    """Whether every article is described as it is now."""
    return not store.rows(_CHANGED + _IN_ORDER, (1,))


def forget(store: Store, key: int) -> None:
    """Takes what is known of an article (row id) out, inside the caller's transaction: it will be described again."""
    Shelf.of(store).remove(key)


@contextmanager
def all_described(store: Store, progress: Progress) -> Iterator["Shelf"]:
    """The shelf of a project with every article described as it is now, withdrawn ones too.

    What is missing is described first: in the project where it is open for writing, else on a temporary shelf with
    everything. Raises Cancelled when `progress` does.
    """
    if store.writable:
        while describe_slice(store):
            progress.step(0, 0)
    if is_complete(store):
        yield Shelf.of(store)
        return
    rows = store.rows(_HEADS + _IN_ORDER, (-1,))
    with closing(Shelf.temporary()) as shelf, collector_paused():
        for start in range(0, len(rows), _AT_ONCE):
            progress.step(start, len(rows))
            _fill(shelf, store, rows[start : start + _AT_ONCE])
        yield shelf


class Shelf:
    """Described articles: those of a project, or for a while some that are in none."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    def of(cls, store: Store) -> Self:
        """The described articles of a project file. Methods that change them run inside the caller's transaction."""
        return cls(store.connection, store.path)

    @classmethod
    def temporary(cls) -> Self:
        """An empty one, on the disk; threads take turns with it. Gone when it is closed."""
        with told(_PLACE):
            # An empty name makes a temporary file, not a database in memory.
            connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = OFF")
            for statement in schema.statements(schema.ALIKE):
                connection.execute(statement)
            connection.execute("CREATE VIEW article_row AS SELECT article, 0 AS withdrawn FROM described")
            connection.execute("BEGIN")
        return cls(connection, _PLACE)

    def close(self) -> None:
        """Ends a temporary one."""
        self._connection.close()

    # Filling

    def take_over(self, store: Store, only_missing: bool = False) -> None:
        """Describes the articles of a project that are not withdrawn, or only those that it does not know yet."""
        rows = store.rows((_CHANGED if only_missing else _HEADS) + _IN_ORDER, (-1,))
        withdrawn = {key for (key,) in store.rows("SELECT article FROM article_row WHERE withdrawn")}
        _fill(self, store, [row for row in rows if row[0] not in withdrawn])

    def take_over_again(self, store: Store) -> list[int]:
        """Describes those articles of a project again that it has described as they are now; gives their row ids."""
        rows = store.rows(_AS_THEY_ARE)
        _fill(self, store, rows)
        return [key for key, _ in rows]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with told(self._path):
            return self._connection.execute(sql).fetchall()

    def put(self, some: Iterable[tuple[int, Profile, int]]) -> None:
        """Keeps what is compared of articles (row id, profile, revision of the record), in the place of what was."""
        samples: list[tuple[int, int, int]] = []
        with told(self._path):
            for key, found, revision in some:
                if self._connection.execute("SELECT 1 FROM described WHERE article = ?", (key,)).fetchone():
                    self.remove(key)
                size = sum(len(one.runs) // RUN_BYTES for one in found.paragraphs)
                self._connection.execute(
                    "INSERT INTO described VALUES (?, ?, ?, ?)", (key, revision, found.body, size)
                )
                paragraphs = [self._put_paragraph(one, samples) for one in found.paragraphs]
                self._connection.executemany(
                    "INSERT INTO standing VALUES (?, ?)", [(key, paragraph) for paragraph in paragraphs]
                )
            self._connection.executemany("INSERT INTO sample VALUES (?, ?, ?)", sorted(samples))

    def _put_paragraph(self, one: Described, samples: list[tuple[int, int, int]]) -> int:
        """The row id of a paragraph; of a new one the samples are still to be written."""
        known = self._id_of(one)
        if known is not None:
            return known
        made = self._connection.execute(
            "INSERT INTO paragraph (identity, size, runs) VALUES (?, ?, ?)",
            (one.identity, len(one.runs) // RUN_BYTES, one.runs),
        ).lastrowid
        assert made is not None, "a row that was inserted has an id"
        samples += [(made >> _PART, number, made) for number in _numbers(one)]
        return made

    def _id_of(self, one: Described) -> int | None:
        row = self._connection.execute(
            "SELECT id FROM paragraph WHERE identity = ?", (one.identity,)
        ).fetchone()
        return None if row is None else int(row[0])

    def remove(self, key: int) -> None:
        """Takes an article (row id) out, and the paragraphs that no other one has."""
        with told(self._path):
            run = self._connection.execute
            alone = run(
                "SELECT paragraph FROM standing AS mine WHERE article = ? AND NOT EXISTS "
                "(SELECT 1 FROM standing WHERE paragraph = mine.paragraph AND article <> mine.article)",
                (key,),
            ).fetchall()
            run("DELETE FROM standing WHERE article = ?", (key,))
            run("DELETE FROM described WHERE article = ?", (key,))
            for (one,) in alone:
                run("DELETE FROM sample WHERE part = ? AND paragraph = ?", (one >> _PART, one))
                run("DELETE FROM paragraph WHERE id = ?", (one,))

    # Finding

    def material(self, progress: Progress | None = None, withdrawn: bool = False) -> Material:
        """What duplicates are found in, of all articles, the withdrawn ones only if wanted. Raises Cancelled when
        `progress` does."""
        listed = "" if withdrawn else "JOIN article_row USING (article) WHERE NOT withdrawn"
        with told(self._path):
            rows = self._connection.execute(
                f"SELECT article, body, size FROM described {listed}"  # noqa: S608 ours
            ).fetchall()
            bodies = {key: body for key, body, _ in rows}
            alike = self._all_alike(progress or Progress())
            standing = self._standing_elsewhere(bodies, alike)
            return Material(
                bodies,
                {key: size for key, _, size in rows},
                standing,
                self._sizes({one for some in standing.values() for one in some}),
                alike,
            )

    def _all_alike(self, progress: Progress) -> dict[int, list[int]]:
        rows = self._connection.execute(
            "SELECT group_concat(paragraph) FROM sample GROUP BY number HAVING count(*) BETWEEN 2 AND ?",
            (COMMONPLACE,),
        )
        pairs = {pair for (some,) in rows for pair in combinations(sorted(map(int, some.split(","))), 2)}
        alike: dict[int, list[int]] = defaultdict(list)
        for one, other in self._confirmed(sorted(pairs), progress):
            alike[one].append(other)
            alike[other].append(one)
        return dict(alike)

    def _confirmed(self, pairs: Sequence[tuple[int, int]], progress: Progress) -> Iterator[tuple[int, int]]:
        for start in range(0, len(pairs), _AT_ONCE):
            progress.step(start, len(pairs))
            some = pairs[start : start + _AT_ONCE]
            runs = self._runs({one for pair in some for one in pair})
            yield from (pair for pair in some if are_alike(runs[pair[0]], runs[pair[1]]))

    def _runs(self, paragraphs: Collection[int]) -> dict[int, bytes]:
        return dict(self._among("SELECT id, runs FROM paragraph WHERE id IN {}", paragraphs))

    def _sizes(self, paragraphs: Collection[int]) -> dict[int, int]:
        return dict(self._among("SELECT id, size FROM paragraph WHERE id IN {}", paragraphs))

    def _among(self, sql: str, values: Collection[int]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query that has `{}` for a list of values, in ascending order of slices."""
        for some in slices(sorted(values), _AT_ONCE):
            yield from self._connection.execute(sql.format(LISTED), [listed(some)])

    def _standing_elsewhere(self, listed: Collection[int], alike: Collection[int]) -> dict[int, list[int]]:
        several = self._connection.execute(
            "SELECT article, paragraph FROM standing WHERE paragraph IN "
            "(SELECT paragraph FROM standing GROUP BY paragraph HAVING count(*) > 1)"
        ).fetchall()
        places = {*several, *self._places(alike)}
        standing: dict[int, list[int]] = defaultdict(list)
        for article, paragraph in sorted(places):
            if article in listed:
                standing[article].append(paragraph)
        return dict(standing)

    def _places(self, paragraphs: Collection[int]) -> Iterator[tuple[Any, ...]]:
        """(article, paragraph) of some paragraphs."""
        return self._among("SELECT article, paragraph FROM standing WHERE paragraph IN {}", paragraphs)

    def identities(self, paragraphs: Collection[int]) -> dict[int, int]:
        """The numbers that stand for the words of some paragraphs (row ids)."""
        with told(self._path):
            return dict(self._among("SELECT id, identity FROM paragraph WHERE id IN {}", paragraphs))

    def standing_of(self, identities: Collection[int]) -> dict[int, tuple[int, list[int]]]:
        """By the number that stands for its words: a kept paragraph's row id, and the articles in which it stands."""
        with told(self._path):
            kept = dict(self._among("SELECT id, identity FROM paragraph WHERE identity IN {}", identities))
            found: dict[int, tuple[int, list[int]]] = {identity: (key, []) for key, identity in kept.items()}
            for article, paragraph in self._places(kept):
                found[kept[paragraph]][1].append(article)
            return found

    @property
    def is_empty(self) -> bool:
        """Whether nothing is described."""
        return self._connection.execute("SELECT 1 FROM described LIMIT 1").fetchone() is None

    def material_around(self, found: Profile, key: int = NEW) -> Material:
        """What duplicates of one article are found in, which has the row id NEW here; `key`: where it is kept."""
        with told(self._path):
            known, alike = self._neighbours(found)
            sizes = {known[one.identity]: len(one.runs) // RUN_BYTES for one in found.paragraphs}
            around = {other for some in alike.values() for other in some}
            standing: dict[int, list[int]] = defaultdict(list, {NEW: sorted(sizes)})
            for article, paragraph in self._places({*sizes, *around}):
                standing[article].append(paragraph)
            if key != NEW:
                standing.pop(key, None)
            bodies, whole = {NEW: found.body}, {NEW: sum(sizes.values())}
            for other, body, size in self._listed(standing, found.body):
                if other != key:
                    bodies[other], whole[other] = body, size
            near = {one: list(some) for one, some in alike.items()}
            for one, some in alike.items():
                for other in some:
                    near.setdefault(other, []).append(one)
            listed = {one: some for one, some in standing.items() if one in bodies}
            return Material(bodies, whole, listed, sizes | self._sizes(around), near)

    def _neighbours(self, found: Profile) -> tuple[dict[int, int], dict[int, list[int]]]:
        """The row ids of the article's paragraphs by their identities (negative where they are new), and of those that
        are alike by these."""
        kept = dict(
            self._among(
                "SELECT identity, id FROM paragraph WHERE identity IN {}",
                [one.identity for one in found.paragraphs],
            )
        )
        known = {
            one.identity: kept.get(one.identity, -number) for number, one in enumerate(found.paragraphs, 1)
        }
        candidates = self._candidates(found.paragraphs)
        runs = self._runs({key for some in candidates.values() for key in some})
        alike = {}
        for one in found.paragraphs:
            mine = known[one.identity]
            alike[mine] = [
                key
                for key in sorted(candidates[one.identity])
                if key != mine and are_alike(one.runs, runs[key])
            ]
        return known, alike

    def _candidates(self, paragraphs: Sequence[Described]) -> dict[int, set[int]]:
        """By the identity of each paragraph those kept ones (row ids) that may be alike."""
        numbers = {one.identity: _numbers(one) for one in paragraphs}
        holders = self._holders({number for some in numbers.values() for number in some})
        return {
            identity: {
                paragraph
                for number in some
                if len(holders.get(number, ())) <= COMMONPLACE
                for paragraph in holders.get(number, ())
            }
            for identity, some in numbers.items()
        }

    def _holders(self, numbers: Collection[int]) -> dict[int, list[int]]:
        """The kept paragraphs (row ids) that have each of the numbers."""
        (last,) = self._connection.execute("SELECT ifnull(max(id), 0) FROM paragraph").fetchone()
        parts = ",".join(map(str, range((last >> _PART) + 1)))
        sql = f"SELECT number, paragraph FROM sample WHERE part IN ({parts}) AND number IN {{}}"  # noqa: S608 ours
        found: dict[int, list[int]] = defaultdict(list)
        for number, paragraph in self._among(sql, numbers):
            found[number].append(paragraph)
        return found

    def _listed(self, keys: Iterable[int], body: bytes | None) -> list[tuple[int, bytes | None, int]]:
        """Row id, body and size of those of the articles, and of all with that body, that are not withdrawn."""
        sql = "SELECT article, body, size FROM described JOIN article_row USING (article) WHERE NOT withdrawn AND "
        near = self._among(sql + "article IN {}", list(keys))
        same = self._connection.execute(sql + "body = ?", (body,))
        return [*near, *same]


def _numbers(one: Described) -> set[int]:
    """The numbers by which a paragraph is found, as they are kept: 32 bits, signed."""
    return {(number >> _SURPLUS) - _HALF for number in one.sample}

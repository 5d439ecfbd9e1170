"""Colleagues' revisions as they come in. Merging is set union: a revision is its hash.

Rows are added, never changed. What is current follows from who cites whom (see `derived.rebuild`, which gives the
same): a revision that something here cites already is no head when it arrives, and only one of the same object
supersedes another.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from orjson import loads

from annotator.storage import derived
from annotator.storage.chains import Arriving, Chains
from annotator.storage.derived import At
from annotator.storage.lineage import CLONE, Parent, name_of, names_of, uid_of
from annotator.storage.log import Log
from annotator.storage.sealing import BYTES
from annotator.storage.store import Store


def was_merged(store: Store, digest: str) -> bool:
    """Whether a file with that hash was merged whole."""
    return store.row("SELECT 1 FROM merged WHERE hash = ?", (digest,)) is not None


def named(store: Store, touched: Iterable[tuple[int, int, str]]) -> list[tuple[str, str, str]]:
    """SHA-256 of the article ("": none), name of the layer, and kind, of what was touched."""
    layers = dict(store.rows("SELECT id, name FROM layer"))
    articles = dict(store.rows("SELECT id, sha256 FROM article"))
    return [(articles.get(article, ""), layers[layer], kind) for article, layer, kind in touched]


@dataclass
class Merged:
    """What came in: how many revisions were new and how many were here, and what they are about.

    `touched`: row ids of article (0: none) and layer, and the kind. `clones`: ids of devices whose numbers two
    chains of revisions have. `clock`: the greatest stamp that is to be followed, `ahead` the greatest beyond (0: none).
    """

    fresh: int = 0
    known: int = 0
    touched: set[tuple[int, int, str]] = field(default_factory=set)
    clones: set[str] = field(default_factory=set)
    clock: int = 0
    ahead: int = 0


@dataclass(slots=True)
class _Row:
    """A revision on its way into its table; `twin`: another chain of the same device has that number too.

    `at` is the object it is a state of.
    """

    number: int
    device: int
    layer: int
    article: int
    arriving: Arriving
    twin: bool
    at: At
    action: int = 0

    def values(self) -> tuple[Any, ...]:
        """The columns of `revision`."""
        content, data, digest = self.arriving
        gone = int(content["body"] is None)
        kind, uid, sequence = content["kind"], content["object"], content["sequence"]
        return (
            *(self.number, self.device, sequence, self.action, self.article or None, self.layer),
            *(kind, uid, gone, digest, data),
        )


class Merging:
    """Adds a colleague's revisions, inside the caller's transaction. `finish` has to be called."""

    def __init__(self, store: Store, log: Log) -> None:
        self._connection = store.connection
        self._log, self._believed = log, log.believed
        self._articles = dict(store.rows("SELECT sha256, id FROM article WHERE text IS NOT NULL"))
        self._chains = Chains(store, log)
        self._actions = _Actions(self._connection)
        self._current = _Current(store, self._actions)
        (self._revision,) = store.row("SELECT ifnull(max(id), 0) + 1 FROM revision") or (1,)
        self.result = Merged()

    def note_article(self, sha256: str, key: int) -> None:
        """An article that came along."""
        self._articles[sha256] = key

    def add(self, arriving: Sequence[Arriving]) -> None:
        """Adds a batch. Revisions about articles that were purged here are left out."""
        here = self._chains.look_up(arriving)
        rows = []
        for one in arriving:
            sha = one.content["article"]
            article = 0 if sha is None else self._articles.get(sha)
            if article is None:
                continue
            if one.hash in here:
                self.result.known += 1
            else:
                here.add(one.hash)
                rows.append(self._row(one, article))
        if not rows:
            return
        self._connection.executemany(
            "INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [row.values() for row in rows]
        )
        self._current.move(rows)
        self.result.fresh += len(rows)
        self.result.touched.update(row.at[:3] for row in rows)

    def _row(self, one: Arriving, article: int) -> _Row:
        content = one.content
        device, twin = self._chains.place(one)
        if content["clock"] <= self._believed:
            self.result.clock = max(self.result.clock, content["clock"])
        else:
            self.result.ahead = max(self.result.ahead, content["clock"])
        layer = self._log.layer_key(content["layer"])
        at = article, layer, content["kind"], content["object"]
        row = _Row(self._revision, device, layer, article, one, twin, at)
        row.action = self._actions.of(row)
        self._revision += 1
        return row

    def finish(self, file: str) -> Merged:
        """Writes the actions and what is computed; notes that the file with that hash was merged whole."""
        self._actions.write()
        self._chains.note_received()
        self.result.clones = self._chains.clones
        derived.refresh(self._connection, self.result.touched)
        self._connection.execute("INSERT OR IGNORE INTO merged VALUES (?)", (file,))
        return self.result


class _Actions:
    """The actions that revisions belong to. They are written at the end, when their last revision is known.

    The row of an action counts its revisions, which stand together. Where they do not (a part of them came with another
    file, two chains have the same numbers), it has several rows, with a number behind its id.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        row = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM action").fetchone()
        self._next = int(row[0])
        self._keys: dict[tuple[object, ...], int] = {}
        self._named: dict[tuple[int, str], int] = {}
        self._made: dict[int, list[_Row]] = {}
        self.clocks: dict[int, int] = {}
        """The actions that are not written yet, by row id."""

    def of(self, row: _Row) -> int:
        """The row id of the action that a revision belongs to."""
        content = row.arriving.content
        told = content["action"]
        at = row.device, told["id"], told["name"], content["author"], content["clock"]
        key = self._keys.get(at)
        made = self._made.get(key or 0)
        if key is None or made is None or made[-1].number + 1 != row.number:
            key = self._make(row)
        else:
            made[1:] = [row]
        self._keys[at] = self._named[row.device, told["id"]] = key
        return key

    def _there(self, device: int, uid: str) -> int | None:
        row = self._connection.execute(
            "SELECT id FROM action WHERE (uid = ?2 OR uid BETWEEN ?2 || '~' AND ?2 || '~:') AND device = ?1",
            (device, uid),
        ).fetchone()
        return None if row is None else int(row[0])

    def _make(self, row: _Row) -> int:
        key, self._next = self._next, self._next + 1
        self._made[key] = [row]
        self.clocks[key] = row.arriving.content["clock"]
        return key

    def write(self) -> None:
        """Writes the rows of the actions that are new. What colleagues did is theirs to undo."""
        for key, rows in self._made.items():
            content = rows[0].arriving.content
            told = content["action"]
            undoes = None if told["undoes"] is None else self._undone(rows[0].device, told["undoes"])
            span = rows[0].number, rows[-1].number
            self._connection.execute(
                "INSERT INTO action VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)",
                (
                    *(key, rows[0].device, self._free(told["id"], key), content["author"], told["name"]),
                    *(content["clock"], undoes, *span),
                ),
            )

    def _undone(self, device: int, uid: str) -> int | None:
        return self._named.get((device, uid)) or self._there(device, uid)

    def _free(self, uid: str, key: int) -> str:
        """The action's id, with a number behind it where another chain's has the same."""
        taken = self._connection.execute("SELECT 1 FROM action WHERE uid = ?", (uid,)).fetchone()
        return uid if taken is None else f"{uid}{CLONE}{key}"


class _Current:
    """Moves heads and forks while revisions arrive."""

    def __init__(self, store: Store, actions: _Actions) -> None:
        self._store, self._actions = store, actions
        self._unmoved: set[int] = set()
        self._awaits = store.row("SELECT 1 FROM awaited") is not None

    def move(self, rows: Sequence[_Row]) -> None:
        """Follows a batch of revisions that are in their table now."""
        connection = self._store.connection
        self._unmoved = {row.number for row in rows}
        current = self._all_standing({row.at for row in rows})
        stood = [at for at, standing in current.items() if standing]
        for row in rows:
            at = row.at
            self._unmoved.discard(row.number)
            standing = current[at]
            for parent in row.arriving.content["parents"]:
                self._supersede(at, standing, parent)
            if not self._is_awaited(at, row):
                content = row.arriving.content
                gone = int(content["body"] is None)
                standing.append(
                    _Standing(
                        content["clock"],
                        row.arriving.hash,
                        row.number,
                        gone,
                        content["device"],
                        content["sequence"],
                    )
                )
        for table in ("head", "fork"):
            connection.executemany(
                f"DELETE FROM {table} WHERE article = ? AND layer = ? AND kind = ? AND object = ?",  # noqa: S608
                stood,
            )
        standing_now = {
            at: [(one.clock, one.hash, one.number, one.gone) for one in found]
            for at, found in current.items()
            if found
        }
        derived.store_current(connection, standing_now)

    def _all_standing(self, wanted: Iterable[At]) -> dict[At, list["_Standing"]]:
        """The current revisions of objects by object. Most are new and have none."""
        execute = self._store.connection.execute
        return {at: self._standing(at) if execute(_STANDS, at).fetchone() else [] for at in wanted}

    def _standing(self, at: At) -> list["_Standing"]:
        """The current revisions of an object as they are in the tables."""
        found = []
        for key, device, sequence, digest, gone, action, clock in self._store.rows(_STANDING, at):
            clock = clock or self._actions.clocks[action]
            found.append(_Standing(clock, digest, key, gone, uid_of(device), sequence))
        return found

    def _supersede(self, at: At, standing: list["_Standing"], parent: Parent) -> None:
        """What a revision cites is current no more; where it is not here, that is remembered."""
        left = [one for one in standing if not one.is_meant(parent)]
        if len(left) == len(standing) and not self._is_here(at, parent):
            self._awaits = True
            self._store.connection.execute(
                "INSERT OR IGNORE INTO awaited VALUES (?, ?, ?, ?, ?)", (*at, name_of(parent))
            )
        standing[:] = left

    def _is_here(self, at: At, parent: Parent) -> bool:
        """Whether a state of that object that is cited so came before; those of this batch come one by one."""
        digest = bytes.fromhex(parent[2]) if len(parent) > 2 else None
        rows = self._store.rows(_CITED, (*at, parent[0], parent[1], digest))
        return any(key not in self._unmoved for (key,) in rows)

    def _is_awaited(self, at: At, row: _Row) -> bool:
        """Whether something that came before cites this revision; from now on it is here."""
        if not (self._awaits or row.twin):
            return False
        content = row.arriving.content
        names = names_of(content["device"], content["sequence"], row.arriving.hash)
        cursor = self._store.connection.execute(
            "DELETE FROM awaited WHERE article = ? AND layer = ? AND kind = ? AND object = ? AND name IN (?, ?)",
            (*at, *names),
        )
        return cursor.rowcount > 0 or (row.twin and self._is_cited_by_number(at, names[1]))

    def _is_cited_by_number(self, at: At, name: str) -> bool:
        """Whether what version 1 wrote cites this revision, though another chain's of that number came before it."""
        rows = self._store.rows(_STATES, at)
        parents = (
            parent for key, data in rows if key not in self._unmoved for parent in loads(data)["parents"]
        )
        return any(name_of(parent) == name for parent in parents)


@dataclass(slots=True)
class _Standing:
    """A current revision of an object."""

    clock: int
    hash: bytes
    number: int
    gone: int
    device: str
    sequence: int

    def is_meant(self, parent: Parent) -> bool:
        """Whether it is what a revision cites."""
        return [self.device, self.sequence, self.hash.hex()][: len(parent)] == [*parent]


_STANDS = "SELECT 1 FROM head WHERE article = ? AND layer = ? AND kind = ? AND object = ?"
_STANDING = " UNION ALL ".join(
    "SELECT revision.id, device.uid, sequence, revision.hash, revision.gone, revision.action, action.clock "  # noqa: S608
    f"FROM {table} AS current JOIN revision ON revision.id = current.revision "
    "JOIN device ON device.id = revision.device LEFT JOIN action ON action.id = revision.action "
    "WHERE current.article = ?1 AND current.layer = ?2 AND current.kind = ?3 AND current.object = ?4"
    for table in ("head", "fork")
)

_STATES = (
    f"SELECT revision.id, {BYTES} FROM revision "  # noqa: S608 ours
    "WHERE bytes IS NOT NULL AND layer = ?2 AND kind = ?3 AND object = ?4 "
    "AND article IS nullif(?1, 0)"
)
_CITED = (
    "SELECT revision.id FROM device CROSS JOIN revision ON revision.device = device.id AND sequence = ?6 "
    "WHERE (uid = ?5 OR uid LIKE ?5 || '~%') AND (?7 IS NULL OR hash = ?7) "
    "AND ifnull(article, 0) = ?1 AND layer = ?2 AND kind = ?3 AND object = ?4"
)

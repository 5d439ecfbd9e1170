"""Colleagues' revisions as they come in. Merging is set union: a revision is its hash.

Rows are added, never changed. What is current follows from who cites whom (see `derived.rebuild`, which gives the
same): a revision that something here cites already is no head when it arrives, and only one of the same object
supersedes another.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from orjson import loads

from annotator.storage import derived
from annotator.storage.derived import At
from annotator.storage.lineage import CLONE, Parent, name_of, names_of, row_of
from annotator.storage.log import Log
from annotator.storage.store import Store


def was_merged(store: Store, digest: str) -> bool:
    """Whether a file with that hash was merged whole."""
    return store.row("SELECT 1 FROM merged WHERE hash = ?", (digest,)) is not None


def named(store: Store, touched: Iterable[tuple[int, int, str]]) -> list[tuple[str, str, str]]:
    """SHA-256 of the article ("": none), name of the layer, and kind, of what was touched."""
    layers = dict(store.rows("SELECT id, name FROM layer"))
    articles = dict(store.rows("SELECT id, sha256 FROM article"))
    return [(articles.get(article, ""), layers[layer], kind) for article, layer, kind in touched]


class Arriving(NamedTuple):
    """A colleague's revision: its content, its bytes and their hash."""

    content: dict[str, Any]
    data: bytes
    hash: bytes


@dataclass
class Merged:
    """What came in: how many revisions were new and how many were here, and what they are about.

    `touched`: row ids of article (0: none) and layer, and the kind. `clones`: ids of devices whose numbers two
    chains of revisions have.
    """

    fresh: int = 0
    known: int = 0
    touched: set[tuple[int, int, str]] = field(default_factory=set)
    clones: set[str] = field(default_factory=set)
    clock: int = 0


@dataclass(slots=True)
class _Row:
    """A revision on its way into its table."""

    number: int
    device: int
    layer: int
    article: int
    arriving: Arriving
    action: int = 0

    @property
    def at(self) -> At:
        """The object it is a state of."""
        content = self.arriving.content
        return self.article, self.layer, content["kind"], content["object"]

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
        self._log = log
        self._articles = dict(store.rows("SELECT sha256, id FROM article WHERE text IS NOT NULL"))
        self._chains = _Chains(store, log)
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
        self._connection.executemany(
            "INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [row.values() for row in rows]
        )
        self._current.move(rows)
        self.result.fresh += len(rows)
        self.result.touched.update(row.at[:3] for row in rows)

    def _row(self, one: Arriving, article: int) -> _Row:
        content = one.content
        device = self._chains.place(one)
        self.result.clock = max(self.result.clock, content["clock"])
        row = _Row(self._revision, device, self._log.layer_key(content["layer"]), article, one)
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


class _Chains:
    """Finds for each revision the chain (a row of `device`) that it belongs to."""

    def __init__(self, store: Store, log: Log) -> None:
        self._store, self._log = store, log
        self._families: dict[str, list[int]] = {}
        self._there: dict[tuple[int, int], bytes] = {}
        self._used: set[int] = set()
        self.clones: set[str] = set()

    def look_up(self, arriving: Iterable[Arriving]) -> set[bytes]:
        """Reads what is here around these revisions; gives the hashes of that."""
        ranges: dict[str, list[int]] = {}
        for one in arriving:
            ranges.setdefault(one.content["device"], []).append(one.content["sequence"])
        self._there.clear()
        for uid, sequences in ranges.items():
            family = self._family(uid)
            rows = self._store.rows(
                "SELECT device, sequence, hash FROM revision WHERE sequence BETWEEN ? AND ? "  # noqa: S608 marks
                f"AND device IN ({','.join('?' * len(family))})",
                [min(sequences) - 1, max(sequences) + 1, *family],
            )
            self._there.update(((device, sequence), digest) for device, sequence, digest in rows)
        return set(self._there.values())

    def _family(self, uid: str) -> list[int]:
        found = self._families.get(uid)
        if found is None:
            rows = self._store.rows(
                "SELECT id FROM device WHERE uid = ?1 OR uid LIKE ?1 || '~%' ORDER BY id", (uid,)
            )
            found = self._families[uid] = [key for (key,) in rows] or [self._log.device_key(uid)]
        return found

    def place(self, one: Arriving) -> int:
        """The row id of the chain into which a revision fits that is not here; a new one if it fits into none."""
        uid, sequence, previous = (one.content[key] for key in ("device", "sequence", "previous"))
        family = self._family(uid)
        device = next((key for key in family if self._fits(key, sequence, previous, one.hash)), None)
        if device is None:
            device = self._log.device_key(f"{uid}{CLONE}{len(family)}")
            family.append(device)
            self.clones.add(uid)
        self._there[device, sequence] = one.hash
        self._used.add(device)
        return device

    def _fits(self, device: int, sequence: int, previous: str | None, digest: bytes) -> bool:
        if (device, sequence) in self._there:
            return False
        before = self._there.get((device, sequence - 1))
        if before is not None and before.hex() != previous:
            return False
        if (device, sequence + 1) not in self._there:
            return True
        row = self._store.row(
            "SELECT bytes FROM revision WHERE device = ? AND sequence = ?", (device, sequence + 1)
        )
        # One of this batch is not in its table yet; one that was purged cannot be asked.
        return row is None or row[0] is None or bool(loads(row[0])["previous"] == digest.hex())

    def note_received(self) -> None:
        """Of these devices a part may be missing."""
        self._store.connection.executemany(
            "INSERT OR IGNORE INTO received VALUES (?)", [(device,) for device in self._used]
        )


class _Actions:
    """The actions that revisions belong to. They are written at the end, when their last revision is known."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        row = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM action").fetchone()
        self._next = int(row[0])
        self._keys: dict[tuple[int, str], int] = {}
        self._made: dict[int, list[_Row]] = {}
        self.clocks: dict[int, int] = {}
        """Those of the actions that are not written yet, by row id."""

    def of(self, row: _Row) -> int:
        """The row id of the action that a revision belongs to."""
        at = row.device, row.arriving.content["action"]["id"]
        key = self._keys.get(at)
        if key is None:
            there = self._there(*at)
            key = self._keys[at] = self._make(row) if there is None else there
        if key in self._made:
            self._made[key][1:] = [row]
        return key

    def _there(self, device: int, uid: str) -> int | None:
        row = self._connection.execute(
            "SELECT id FROM action WHERE device = ?1 AND (uid = ?2 OR uid LIKE ?2 || '~%')", (device, uid)
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
        return self._keys.get((device, uid)) or self._there(device, uid)

    def _free(self, uid: str, key: int) -> str:
        """The action's id, with a number behind it where another chain's has the same."""
        taken = self._connection.execute("SELECT 1 FROM action WHERE uid = ?", (uid,)).fetchone()
        return uid if taken is None else f"{uid}{CLONE}{key}"


class _Current:
    """Moves heads and forks while revisions arrive."""

    def __init__(self, store: Store, actions: _Actions) -> None:
        self._store, self._actions = store, actions

    def move(self, rows: Sequence[_Row]) -> None:
        """Follows a batch of revisions that are in their table now."""
        connection = self._store.connection
        current: dict[At, list[_Standing]] = {}
        for row in rows:
            at = row.at
            if at not in current:
                current[at] = self._standing(at)
            standing = current[at]
            for parent in row.arriving.content["parents"]:
                self._supersede(at, standing, parent)
            if not self._is_awaited(at, row):
                content = row.arriving.content
                names = set(names_of(content["device"], content["sequence"], row.arriving.hash))
                gone = int(content["body"] is None)
                standing.append(_Standing(content["clock"], row.arriving.hash, row.number, gone, names))
        for table in ("head", "fork"):
            connection.executemany(
                f"DELETE FROM {table} WHERE article = ? AND layer = ? AND kind = ? AND object = ?",  # noqa: S608
                list(current),
            )
        standing_now = {
            at: [(one.clock, one.hash, one.number, one.gone) for one in found]
            for at, found in current.items()
            if found
        }
        derived.store_current(connection, standing_now)

    def _standing(self, at: At) -> list["_Standing"]:
        """The current revisions of an object as they are in the tables."""
        found = []
        for key, device, sequence, digest, gone, action, clock in self._store.rows(_STANDING, at):
            names = set(names_of(device, sequence, digest))
            found.append(_Standing(clock or self._actions.clocks[action], digest, key, gone, names))
        return found

    def _supersede(self, at: At, standing: list["_Standing"], parent: Parent) -> None:
        """What a revision cites is current no more; where it is not here, that is remembered."""
        name = name_of(parent)
        left = [one for one in standing if name not in one.names]
        if len(left) == len(standing) and row_of(self._store, parent) is None:
            self._store.connection.execute(
                "INSERT OR IGNORE INTO awaited VALUES (?, ?, ?, ?, ?)", (*at, name)
            )
        standing[:] = left

    def _is_awaited(self, at: At, row: _Row) -> bool:
        """Whether something that came before cites this revision; from now on it is here."""
        content = row.arriving.content
        names = names_of(content["device"], content["sequence"], row.arriving.hash)
        cursor = self._store.connection.execute(
            "DELETE FROM awaited WHERE article = ? AND layer = ? AND kind = ? AND object = ? AND name IN (?, ?)",
            (*at, *names),
        )
        return cursor.rowcount > 0


@dataclass(slots=True)
class _Standing:
    """A current revision of an object; `names`: under which it may be cited."""

    clock: int
    hash: bytes
    number: int
    gone: int
    names: set[str]


_STANDING = " UNION ALL ".join(
    "SELECT revision.id, device.uid, sequence, revision.hash, revision.gone, revision.action, action.clock "  # noqa: S608
    f"FROM {table} AS current JOIN revision ON revision.id = current.revision "
    "JOIN device ON device.id = revision.device LEFT JOIN action ON action.id = revision.action "
    "WHERE current.article = ?1 AND current.layer = ?2 AND current.kind = ?3 AND current.object = ?4"
    for table in ("head", "fork")
)

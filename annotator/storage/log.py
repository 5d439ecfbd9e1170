"""The append-only log of revisions. Everything that is ever written to a project goes through `Log.append`.

A revision's bytes are canonical JSON (sorted keys, UTF-8, no floats); their SHA-256 is its hash, and each
names the hash of the same device's revision before it, so that a missing or altered one shows.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from orjson import OPT_SORT_KEYS, dumps, loads

from annotator.domain.identity import LATEST, HybridClock, born
from annotator.storage import derived
from annotator.storage.lineage import uid_of
from annotator.storage.sealing import BYTES, CURRENT, Broken, sealed
from annotator.storage.store import Store

Parents = Sequence[tuple[int, str, int, bytes, bytes]]
"""Row id, device, sequence number, hash and bytes of revisions that another one supersedes."""

About = Mapping[str, str | int]
"""What an action's revisions say of it besides its id and name, such as the version of the guideline."""

_FRESH: Parents = ()
_BATCH = 1000
_INTERN = {
    "device": ("INSERT OR IGNORE INTO device (uid) VALUES (?)", "SELECT id FROM device WHERE uid = ?"),
    "layer": ("INSERT OR IGNORE INTO layer (name) VALUES (?)", "SELECT id FROM layer WHERE name = ?"),
}


_PARENTS = " UNION ALL ".join(
    f"SELECT revision.id, device.uid, revision.sequence, revision.hash, {sealed(current='current')} "  # noqa: S608 ours
    f"FROM {table} AS current JOIN revision ON revision.id = current.revision "
    "JOIN device ON device.id = revision.device WHERE current.article = ?1 AND current.layer = ?2 "
    "AND current.kind = ?3 AND current.object = ?4"
    for table in ("head", "fork")
)
_PARENTS = f"{_PARENTS} ORDER BY 4"


class Edit(NamedTuple):
    """One object's new state. `body` None deletes it. `fresh`: nothing of this name can be there yet."""

    kind: str
    object: str
    layer: str
    body: dict[str, Any] | None
    article: int | None = None
    sha256: str | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A current revision of an object; `body` None if the object is deleted."""

    revision: int
    device: str
    sequence: int
    author: str
    body: dict[str, Any] | None


class Log:
    """The log of one store, written under one device's name."""

    def __init__(self, store: Store, device: str, clock: HybridClock) -> None:
        self._store = store
        self.device = device
        self._clock = clock
        self._device_uid = device
        self._known: dict[tuple[str, str], int] = {}
        (first,) = store.row("SELECT min(clock) FROM action WHERE typeof(clock) = 'integer'") or (None,)
        last = _latest_clock(store)
        # Where a project was made, or a program installed, before now: now may be right.
        clock.begin(min(first or LATEST, born(device)), last)
        if last > self.believed:
            (last,) = store.row(
                "SELECT ifnull(max(clock), 0) FROM action WHERE clock <= ?", (self.believed,)
            ) or (0,)
            clock.meet(last)

    @property
    def believed(self) -> int:
        """The greatest stamp that is followed."""
        return self._clock.believed()

    def append(
        self,
        name: str,
        author: str,
        edits: Iterable[Edit | None],
        undoes: tuple[int, str] | None = None,
        undoable: bool = True,
        watch: Callable[[list[Edit]], None] | None = None,
        about: About | None = None,
    ) -> int | None:
        """Writes one action with its revisions, inside the caller's transaction. Gives the action's row id.

        A None among the edits asks that those before it be written, so that the next ones can read them.
        `undoes` is row id and uid of the action that this one takes back. `watch` is called with all edits, in
        lists as they are written. `about` goes into the bytes of every revision: the guideline's version,
        the analyst's time. No edits: no action, None.
        """
        connection = self._store.connection
        device = self._intern("device", self._device_uid)
        writer = _Writer(connection, self, device, author, self._clock.tick())
        writer.begin(name, undoes[1] if undoes else None, about or {})
        for batch in _batches(edits):
            writer.write(batch)
            if watch is not None:
                watch(batch)
            derived.refresh(connection, writer.touched)
            writer.touched.clear()
        if writer.sequence == writer.first_sequence:
            return None
        writer.end(name, author, undoes[0] if undoes else None, undoable)
        return int(writer.action)

    def _intern(self, table: str, value: str) -> int:
        """The integer key of a device or layer, made on first use."""
        key = self._known.get((table, value))
        if key is None:
            connection = self._store.connection
            insert, select = _INTERN[table]
            connection.execute(insert, (value,))
            (key,) = connection.execute(select, (value,)).fetchone()
            self._known[table, value] = int(key)
        return int(key)

    def forget(self) -> None:
        """After a rollback: keys made inside the transaction are gone."""
        self._known.clear()

    def layer_key(self, layer: str) -> int:
        """The integer key of a layer."""
        return self._intern("layer", layer)

    def device_key(self, device: str) -> int:
        """The integer key of a device, or of a chain that has its id."""
        return self._intern("device", device)


def _latest_clock(store: Store) -> int:
    """The greatest time that an action has, as its revision says it too: a damaged one would put ours forward.

    A reader, whose clock stamps nothing, takes what it finds.
    """
    if not store.writable:
        (clock,) = store.row("SELECT max(clock) FROM action WHERE typeof(clock) = 'integer'") or (None,)
        return clock or 0
    row = store.row(
        f"SELECT clock, CASE WHEN bytes IS NOT NULL THEN {BYTES} END FROM action "  # noqa: S608 ours
        "LEFT JOIN revision ON revision.id = first_revision ORDER BY clock DESC LIMIT 1"
    )
    if row is None:
        return 0
    clock, data = row
    if not isinstance(clock, int) or (data is not None and b',"clock":%d,"device":' % clock not in data):
        raise store.damaged(Broken(None, "latest action"))
    return clock


def _batches(edits: Iterable[Edit | None]) -> Iterator[list[Edit]]:
    """Edits in lists of a bearable size. An object that occurs again begins a new list: it has a parent."""
    batch: list[Edit] = []
    seen: set[str] = set()
    for edit in edits:
        if edit is None or len(batch) >= _BATCH or (not edit.fresh and edit.object in seen):
            yield batch
            batch, seen = [], set()
        if edit is not None:
            batch.append(edit)
            seen.add(edit.object)
    yield batch


class _Writer:
    """Seals edits into revisions, in batches."""

    def __init__(
        self, connection: sqlite3.Connection, log: Log, device: int, author: str, clock: int
    ) -> None:
        self._connection = connection
        self._log = log
        self._device = device
        self.clock = clock
        row = connection.execute(
            f"SELECT sequence, hash, CASE WHEN bytes IS NOT NULL THEN {BYTES} END "  # noqa: S608 ours
            "FROM revision WHERE device = ? ORDER BY sequence DESC LIMIT 1",
            (device,),
        ).fetchone()
        self.first_sequence = self.sequence = (row[0] if row else 0) + 1
        self._previous = b'"%b"' % row[1].hex().encode() if row else b"null"
        (self.revision,) = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM revision").fetchone()
        (self.action,) = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM action").fetchone()
        self.first_revision = self.revision
        self.action_uid = f"{log.device}:{self.sequence}"
        self.touched: set[tuple[int, int, str]] = set()
        self._author = dumps(author)
        self._device_json = dumps(log.device)
        self._layers: dict[str, int] = {}
        self._framed: tuple[str | None, str, str] | None = None
        self._head = self._middle = b""

    def begin(self, name: str, undoes: str | None, about: About) -> None:
        """Fixes the part of the bytes that all revisions of the action share."""
        told = {**about, "id": self.action_uid, "name": name, "undoes": undoes}
        self._action_json = dumps(told, option=OPT_SORT_KEYS)

    def write(self, edits: list[Edit]) -> None:
        """Appends the edits' revisions and moves the heads."""
        revisions: list[tuple[object, ...]] = []
        heads: list[tuple[object, ...]] = []
        replaced: list[tuple[object, ...]] = []
        number, sequence, action, device = self.revision, self.sequence, self.action, self._device
        forked = False
        for edit in edits:
            kind, uid, layer_name, body, key, _, fresh = edit
            layer, article, gone = self._layer(layer_name), key or 0, int(body is None)
            parents = _FRESH if fresh else self._parents(article, layer, edit)
            data, digest = self._seal(edit, parents, sequence)
            revisions.append((number, device, sequence, action, key, layer, kind, uid, gone, digest, data))
            heads.append((article, layer, kind, uid, number, gone))
            if parents:
                replaced += [(article, layer, kind, uid, parent) for parent, *_ in parents]
                forked = forked or len(parents) > 1
            number += 1
            sequence += 1
        self.revision, self.sequence = number, sequence
        self.touched.update({(row[0], row[1], row[2]) for row in heads})  # type: ignore[misc]
        execute = self._connection.executemany
        execute("INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", revisions)
        for table in ("head", "fork") if forked else ("head",):
            execute(
                f"DELETE FROM {table} WHERE article = ? AND layer = ? AND kind = ? "  # noqa: S608 ours
                "AND object = ? AND revision = ?",
                replaced,
            )
        execute("INSERT INTO head VALUES (?, ?, ?, ?, ?, ?)", heads)

    def end(self, name: str, author: str, undoes: int | None, undoable: bool) -> None:
        """Writes the action's own row, when its last revision is known."""
        self._connection.execute(
            "INSERT INTO action VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.action,
                self._device,
                self.action_uid,
                author,
                name,
                self.clock,
                undoes,
                int(undoable),
                self.first_revision,
                self.revision - 1,
            ),
        )

    def _layer(self, name: str) -> int:
        key = self._layers.get(name)
        if key is None:
            key = self._layers[name] = self._log.layer_key(name)
        return key

    def _parents(self, article: int, layer: int, edit: Edit) -> Parents:
        """The revisions that this edit supersedes: all that are current, so that it settles a fork."""
        return self._connection.execute(_PARENTS, (article, layer, edit.kind, edit.object)).fetchall()

    def _seal(self, edit: Edit, parents: Parents, sequence: int) -> tuple[bytes, bytes]:
        """The revision's canonical bytes and their hash. Put together by hand: it is the hot path of import."""
        kind, uid, layer, body, _, article, _ = edit
        if (article, layer, kind) != self._framed:
            self._frame(article, layer, kind)
        data = b'%b%b%b%b,"parents":%b,"previous":%b,"sequence":%d}' % (
            self._head,
            dumps(body, None, OPT_SORT_KEYS),
            self._middle,
            dumps(uid),
            _cited(parents) if parents else b"[]",
            self._previous,
            sequence,
        )
        digest = sha256(data)
        self._previous = b'"%b"' % digest.hexdigest().encode()
        return data, digest.digest()

    def _frame(self, article: str | None, layer: str, kind: str) -> None:
        """What stands before and after the body; the same for all edits of one article, layer and kind."""
        self._framed = article, layer, kind
        self._head = b'{"action":%b,"article":%b,"author":%b,"body":' % (
            self._action_json,
            dumps(article),
            self._author,
        )
        self._middle = b',"clock":%d,"device":%b,"kind":%b,"layer":%b,"object":' % (
            self.clock,
            self._device_json,
            dumps(kind),
            dumps(layer),
        )


def _cited(parents: Parents) -> bytes:
    """How a revision names those it supersedes. The hash says which is meant where two have the same number."""
    return dumps([[uid_of(device), number, hash_.hex()] for _, device, number, hash_, _ in parents])


def body_of(data: bytes) -> Any:
    """The body in a revision's bytes, without parsing the rest of them.

    Quotation marks inside strings are escaped in JSON, so the two keys can stand nowhere else.
    """
    return loads(data[data.index(b'"body":') + 7 : data.rindex(b',"clock":')])


def heads(
    store: Store, kind: str, article: int = 0, layer: str | None = None, object_: str | None = None
) -> Iterator[tuple[str, str, Head]]:
    """(layer, object, head) of the current revisions of a kind, deleted ones included, in the order of ids."""
    sql = (
        f"SELECT layer.name, head.object, head.revision, device.uid, revision.sequence, {CURRENT} "  # noqa: S608
        "FROM head JOIN layer ON layer.id = head.layer LEFT JOIN revision ON revision.id = head.revision "
        "LEFT JOIN device ON device.id = revision.device WHERE head.article = ? AND head.kind = ?"
    )
    values: list[Any] = [article, kind]
    if layer is not None:
        sql += " AND head.layer = (SELECT id FROM layer WHERE name = ?)"
        values.append(layer)
    if object_ is not None:
        sql += " AND head.object = ?"
        values.append(object_)
    for layer_name, name, revision, device, sequence, data in store.rows(sql, values):
        content = loads(data)
        yield layer_name, name, Head(revision, device, sequence, content["author"], content["body"])

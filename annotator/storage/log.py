"""The append-only log of revisions. Everything that is ever written to a project goes through `Log.append`.

A revision's bytes are canonical JSON (sorted keys, UTF-8, no floats); their SHA-256 is its hash, and each
names the hash of the same device's revision before it, so that a missing or altered one shows.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from annotator.domain.identity import HybridClock
from annotator.storage import derived
from annotator.storage.store import Store

_BATCH = 2000
_INTERN = {
    "device": ("INSERT OR IGNORE INTO device (uid) VALUES (?)", "SELECT id FROM device WHERE uid = ?"),
    "layer": ("INSERT OR IGNORE INTO layer (name) VALUES (?)", "SELECT id FROM layer WHERE name = ?"),
}


@dataclass(frozen=True, slots=True)
class Edit:
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
        (last,) = store.row("SELECT ifnull(max(clock), 0) FROM action") or (0,)
        clock.seen(last)

    def append(
        self,
        name: str,
        author: str,
        edits: Iterable[Edit | None],
        undoes: tuple[int, str] | None = None,
        undoable: bool = True,
    ) -> int | None:
        """Writes one action with its revisions, inside the caller's transaction. Gives the action's row id.

        A None among the edits asks that those before it be written, so that the next ones can read them.
        `undoes` is row id and uid of the action that this one takes back. No edits: no action, None.
        """
        connection = self._store.connection
        device = self._intern("device", self._device_uid)
        writer = _Writer(connection, self, device, author, self._clock.tick())
        writer.begin(name, undoes[1] if undoes else None)
        for batch in _batches(edits):
            writer.write(batch)
            derived.refresh(connection, writer.touched)
            writer.touched.clear()
        if writer.sequence == writer.first_sequence:
            return None
        connection.execute(
            "INSERT INTO action VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                writer.action,
                device,
                writer.action_uid,
                author,
                name,
                writer.clock,
                undoes[0] if undoes else None,
                int(undoable),
                writer.first_revision,
                writer.revision - 1,
            ),
        )
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


def _batches(edits: Iterable[Edit | None]) -> Iterator[list[Edit]]:
    """Edits in lists of a bearable size. An object that occurs again begins a new list: it has a parent."""
    batch: list[Edit] = []
    seen: set[tuple[int | None, str, str, str]] = set()
    for edit in edits:
        if edit is not None:
            thing = edit.article, edit.layer, edit.kind, edit.object
            if len(batch) < _BATCH and thing not in seen:
                batch.append(edit)
                seen.add(thing)
                continue
        yield batch
        batch, seen = ([], set()) if edit is None else ([edit], {thing})
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
            "SELECT sequence, hash FROM revision WHERE device = ? ORDER BY sequence DESC LIMIT 1",
            (device,),
        ).fetchone()
        self.first_sequence = self.sequence = (row[0] if row else 0) + 1
        self._previous = b'"%b"' % row[1].hex().encode() if row else b"null"
        (self.revision,) = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM revision").fetchone()
        (self.action,) = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM action").fetchone()
        self.first_revision = self.revision
        self.action_uid = f"{log.device}:{self.sequence}"
        self.touched: set[tuple[int, int, str]] = set()
        self._author = orjson.dumps(author)
        self._device_json = orjson.dumps(log.device)
        self._layers: dict[str, tuple[int, bytes]] = {}

    def begin(self, name: str, undoes: str | None) -> None:
        """Fixes the part of the bytes that all revisions of the action share."""
        self._action_json = orjson.dumps(
            {"id": self.action_uid, "name": name, "undoes": undoes}, option=orjson.OPT_SORT_KEYS
        )

    def write(self, edits: list[Edit]) -> None:
        """Appends the edits' revisions and moves the heads."""
        revisions: list[tuple[object, ...]] = []
        heads: list[tuple[object, ...]] = []
        replaced: list[tuple[object, ...]] = []
        for edit in edits:
            layer, layer_json = self._layer(edit.layer)
            article = edit.article or 0
            parents = [] if edit.fresh else self._parents(article, layer, edit)
            data, digest = self._seal(edit, layer_json, parents)
            gone = int(edit.body is None)
            revisions.append(
                (self.revision, self._device, self.sequence, self.action, edit.article, layer,
                 edit.kind, edit.object, gone, digest, data)
            )  # fmt: skip
            heads.append((article, layer, edit.kind, edit.object, self.revision, gone))
            replaced.extend((article, layer, edit.kind, edit.object, parent[0]) for parent in parents)
            self.touched.add((article, layer, edit.kind))
            self.revision += 1
            self.sequence += 1
        self._connection.executemany(
            "INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", revisions
        )
        self._connection.executemany(
            "DELETE FROM head WHERE article = ? AND layer = ? AND kind = ? AND object = ? AND revision = ?",
            replaced,
        )
        self._connection.executemany("INSERT INTO head VALUES (?, ?, ?, ?, ?, ?)", heads)

    def _layer(self, name: str) -> tuple[int, bytes]:
        if name not in self._layers:
            self._layers[name] = self._log.layer_key(name), orjson.dumps(name)
        return self._layers[name]

    def _parents(self, article: int, layer: int, edit: Edit) -> list[tuple[int, str, int]]:
        """Row id, device and sequence of the revisions that this edit supersedes."""
        return self._connection.execute(
            "SELECT revision.id, device.uid, revision.sequence FROM head "
            "JOIN revision ON revision.id = head.revision JOIN device ON device.id = revision.device "
            "WHERE head.article = ? AND head.layer = ? AND head.kind = ? AND head.object = ? "
            "ORDER BY device.uid, revision.sequence",
            (article, layer, edit.kind, edit.object),
        ).fetchall()

    def _seal(self, edit: Edit, layer: bytes, parents: list[tuple[int, str, int]]) -> tuple[bytes, bytes]:
        """The revision's canonical bytes and their hash. Written as one template: it is the hot path of import."""
        data = (
            b'{"action":%b,"article":%b,"author":%b,"body":%b,"clock":%d,"device":%b,"kind":"%b",'
            b'"layer":%b,"object":%b,"parents":%b,"previous":%b,"sequence":%d}'
        ) % (
            self._action_json,
            b'"%b"' % edit.sha256.encode() if edit.sha256 else b"null",
            self._author,
            orjson.dumps(edit.body, option=orjson.OPT_SORT_KEYS),
            self.clock,
            self._device_json,
            edit.kind.encode(),
            layer,
            orjson.dumps(edit.object),
            orjson.dumps([[device, sequence] for _, device, sequence in parents]) if parents else b"[]",
            self._previous,
            self.sequence,
        )
        digest = sha256(data)
        self._previous = b'"%b"' % digest.hexdigest().encode()
        return data, digest.digest()


def body_of(data: bytes) -> Any:
    """The body in a revision's bytes, without parsing the rest of them.

    Quotation marks inside strings are escaped in JSON, so the two keys can stand nowhere else.
    """
    return orjson.loads(data[data.index(b'"body":') + 7 : data.rindex(b',"clock":')])


def heads(
    store: Store, kind: str, article: int = 0, layer: str | None = None, object_: str | None = None
) -> Iterator[tuple[str, str, Head]]:
    """(layer, object, head) of the current revisions of a kind, deleted ones included, in the order of ids."""
    sql = (
        "SELECT layer.name, head.object, head.revision, device.uid, revision.sequence, revision.bytes "
        "FROM head JOIN layer ON layer.id = head.layer JOIN revision ON revision.id = head.revision "
        "JOIN device ON device.id = revision.device WHERE head.article = ? AND head.kind = ?"
    )
    values: list[Any] = [article, kind]
    if layer is not None:
        sql += " AND head.layer = (SELECT id FROM layer WHERE name = ?)"
        values.append(layer)
    if object_ is not None:
        sql += " AND head.object = ?"
        values.append(object_)
    for layer_name, name, revision, device, sequence, data in store.rows(sql, values):
        if data is not None:
            content = orjson.loads(data)
            yield layer_name, name, Head(revision, device, sequence, content["author"], content["body"])

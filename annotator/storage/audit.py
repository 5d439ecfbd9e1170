"""`annotator check`: every hash of the file, and the derived tables against what the log gives."""

import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256
from types import EllipsisType
from typing import Any

import orjson

from annotator.storage import derived
from annotator.storage.faults import told
from annotator.storage.lineage import uid_of
from annotator.storage.store import Store

Progress = Callable[[int, int], None]


def faults(store: Store, progress: Progress | None = None) -> Iterator[str]:
    """One sentence for each thing that is wrong. Nothing is changed."""
    with told(store.path):
        (verdict,) = store.connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        yield f"SQLite finds the file damaged: {verdict}"
        return
    yield from _texts(store)
    yield from _chains(store, progress)
    yield from _actions(store)
    yield from _derived(store)


def _texts(store: Store) -> Iterator[str]:
    rows = store.connection.execute("SELECT sha256, CAST(text AS BLOB) FROM article WHERE text IS NOT NULL")
    for sha, text in rows:
        if sha256(text).hexdigest() != sha:
            yield f"article {sha[:12]}: the text is not the one that was imported"


_REVISIONS = """
SELECT revision.device, device.uid, sequence, hash, bytes, article.text IS NULL AND article.id IS NOT NULL,
    action.uid, action.name, action.author, action.clock, article.sha256, layer.name, kind, object, gone
FROM revision JOIN device ON device.id = revision.device JOIN layer ON layer.id = revision.layer
LEFT JOIN action ON action.id = revision.action LEFT JOIN article ON article.id = revision.article
ORDER BY revision.device, sequence
"""


def _chains(store: Store, progress: Progress | None) -> Iterator[str]:
    """Each device's revisions: unaltered, chained by their hashes; all are here, but of colleagues a part may be."""
    (total,) = store.row("SELECT count(*) FROM revision") or (0,)
    partial = {device for (device,) in store.rows("SELECT device FROM received")}
    expected: dict[int, tuple[int, bytes | None]] = {}
    for number, row in enumerate(store.connection.execute(_REVISIONS)):
        device, uid, sequence, digest, data, purged, *columns = row
        if progress and number % 1000 == 0:
            progress(number, total)
        next_sequence, previous = expected.get(device, (1, None))
        where = f"revision {sequence} of device {uid[:8]}"
        follows = sequence == next_sequence
        if not follows and device not in partial:
            yield f"{where}: {sequence - next_sequence} revisions before it are missing"
        elif data is not None:
            yield from _revision_faults(where, data, digest, previous if follows else ..., columns)
        elif not purged:
            yield f"{where}: its content is missing"
        expected[device] = sequence + 1, digest


def _revision_faults(
    where: str, data: bytes, digest: bytes, previous: bytes | EllipsisType | None, columns: list[Any]
) -> Iterator[str]:
    """`previous` is the hash of the revision before it, None for a first one, ... where that is not here."""
    if sha256(data).digest() != digest:
        yield f"{where}: its content was altered"
        return
    content = orjson.loads(data)
    if not isinstance(previous, EllipsisType) and content["previous"] != (previous and previous.hex()):
        yield f"{where}: it does not follow the revision before it"
    action = content["action"]
    said = [action["id"], action["name"], content["author"], content["clock"], content["article"]]
    columns[0] = uid_of(columns[0] or "")
    if columns != [*said, content["layer"], content["kind"], content["object"], content["body"] is None]:
        yield f"{where}: its row does not say what its content says"


def _actions(store: Store) -> Iterator[str]:
    """The last revisions of a device have none after them that would miss them: their action does."""
    rows = store.connection.execute(
        "SELECT uid FROM action WHERE last_revision - first_revision + 1 <> (SELECT count(*) FROM revision "
        "WHERE revision.id BETWEEN first_revision AND last_revision AND revision.action = action.id)"
    )
    for (uid,) in rows:
        yield f"action {uid[:8]}…{uid.partition(':')[2]}: some of its revisions are missing"


def _derived(store: Store) -> Iterator[str]:
    """Rebuilds the derived tables in memory and compares them row by row."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with told(store.path):
            store.copy_to(memory)
        memory.execute("BEGIN")
        try:
            derived.rebuild(memory)
        except (ValueError, KeyError, TypeError, AttributeError):
            yield "the log is too damaged to rebuild from it what is computed"
            return
        for table in derived.TABLES:
            order = "1, 2" if table == "assignment_row" else "1, 2, 3, 4"
            sql = f"SELECT * FROM {table} ORDER BY {order}"  # noqa: S608 constants of ours
            if memory.execute(sql).fetchall() != store.connection.execute(sql).fetchall():
                yield f"table {table} is not what the log gives; `annotator check --mend` rebuilds it"
    finally:
        memory.close()


def mend(store: Store) -> None:
    """Rebuilds the derived tables from the log."""
    with store.transaction() as connection:
        derived.rebuild(connection)

"""`annotator check`: every hash of the file, and the derived tables against what the log gives."""

import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256

import orjson

from annotator.storage import derived
from annotator.storage.faults import told
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
    yield from _derived(store)


def _texts(store: Store) -> Iterator[str]:
    for sha, text in store.connection.execute("SELECT sha256, text FROM article WHERE text IS NOT NULL"):
        if sha256(text.encode()).hexdigest() != sha:
            yield f"article {sha[:12]}: the text is not the one that was imported"


def _chains(store: Store, progress: Progress | None) -> Iterator[str]:
    """Each device's revisions: present, unaltered, chained by their hashes."""
    (total,) = store.row("SELECT count(*) FROM revision") or (0,)
    expected: dict[int, tuple[int, bytes | None]] = {}
    rows = store.connection.execute(
        "SELECT device, device.uid, sequence, hash, bytes FROM revision "
        "JOIN device ON device.id = revision.device ORDER BY device, sequence"
    )
    for number, (device, uid, sequence, digest, data) in enumerate(rows):
        if progress and number % 1000 == 0:
            progress(number, total)
        next_sequence, previous = expected.get(device, (1, None))
        where = f"revision {sequence} of device {uid[:8]}"
        if sequence != next_sequence:
            yield f"{where}: {sequence - next_sequence} revisions before it are missing"
        elif data is not None:
            yield from _revision_faults(where, data, digest, previous)
        expected[device] = sequence + 1, digest


def _revision_faults(where: str, data: bytes, digest: bytes, previous: bytes | None) -> Iterator[str]:
    if sha256(data).digest() != digest:
        yield f"{where}: its content was altered"
        return
    named = orjson.loads(data)["previous"]
    if named != (None if previous is None else previous.hex()):
        yield f"{where}: it does not follow the revision before it"


def _derived(store: Store) -> Iterator[str]:
    """Rebuilds the derived tables in memory and compares them row by row."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with told(store.path):
            store.copy_to(memory)
        memory.execute("BEGIN")
        derived.rebuild(memory)
        for table in derived.TABLES:
            sql = f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4"  # noqa: S608 a constant of ours
            if memory.execute(sql).fetchall() != store.connection.execute(sql).fetchall():
                yield f"table {table} is not what the log gives; `annotator check --mend` rebuilds it"
    finally:
        memory.close()


def mend(store: Store) -> None:
    """Rebuilds the derived tables from the log."""
    with store.transaction() as connection:
        derived.rebuild(connection)

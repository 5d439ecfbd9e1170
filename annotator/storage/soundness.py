"""Whether a file is as this program makes its files: looked at when it is opened, before anything in it is used.

What costs nothing is looked at by readers too; who is about to write looks a little closer. The whole is looked at by
`audit`.
"""

import os
import sqlite3
from hashlib import sha256
from pathlib import Path

from annotator.domain.problems import Damaged
from annotator.storage import schema
from annotator.storage.faults import WAY_OUT
from annotator.storage.sealing import says

_FEW_PAGES = 2048
"""Of so many (8 MB) all is looked at before anything is written: that takes some 30 ms."""


def require_ours(path: Path, connection: sqlite3.Connection) -> None:
    """Raises Damaged for a foreign table, view or trigger, which could show or change other rows than we mean, and for
    a header that SQLite would read our pages by in another way."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    strange = schema.structure(connection) ^ schema.expected_structure(version)
    if strange:
        names = sorted({name for _, name, _ in strange})
        others = f" and {len(names) - 3} more" if len(names) > 3 else ""
        raise Damaged(
            f"{path} is not as Annotator makes it ({', '.join(names[:3])}{others}), so it was not opened. {WAY_OUT}"
        )
    for pragma, ours in (("encoding", "UTF-8"), ("auto_vacuum", 0)):
        (found,) = connection.execute(f"PRAGMA {pragma}").fetchone()
        if found != ours:
            raise Damaged(
                f"{path} is not as Annotator makes it (its {pragma} is {found}), so it was not opened. {WAY_OUT}"
            )


def is_small(connection: sqlite3.Connection) -> bool:
    """Whether the whole file can be looked through in a moment."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    return bool(pages <= _FEW_PAGES)


def require_sound(path: Path, connection: sqlite3.Connection) -> None:
    """Raises Damaged where a short look shows that the file is damaged: to write to it would make that worse.

    Nobody else may be writing meanwhile.
    """
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    if pages * size != os.stat(path).st_size:
        raise _damaged(path, "its length is not the one that it says")
    # With a table's name only that one is looked through; with this one the list of free pages too.
    which = "(1)" if is_small(connection) else "('sqlite_master')"
    (verdict,) = connection.execute(f"PRAGMA quick_check{which}").fetchone()
    if verdict != "ok":
        raise _damaged(path, verdict.splitlines()[-1])
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version and not _ends_well(connection):
        raise _damaged(path, "its latest revision is not as it was written")


def _ends_well(connection: sqlite3.Connection) -> bool:
    """Whether the latest revision is whole, belongs to the latest action, and both end there."""
    row = connection.execute(
        "SELECT revision.id, hash, bytes, kind, object, gone, sequence, layer.name, article.sha256, "
        "article.text IS NULL, "
        "(SELECT max(last_revision) FROM (SELECT last_revision FROM action ORDER BY id DESC LIMIT 1)) "
        "FROM revision LEFT JOIN layer ON layer.id = layer LEFT JOIN article ON article.id = article "
        "ORDER BY revision.id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return connection.execute("SELECT 1 FROM action").fetchone() is None
    number, digest, data, *told, purged, last = row
    if data is None:
        return bool(purged) and number == last
    return _is_hash(data, digest) and says(data, *told) and number == last


def _is_hash(data: object, digest: object) -> bool:
    return isinstance(data, bytes) and sha256(data).digest() == digest


def _damaged(path: Path, why: str) -> Damaged:
    return Damaged(f"{path} is damaged ({why}), so it was not opened for writing. {WAY_OUT}")

"""Objects that have more than one current revision."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from orjson import loads

from annotator.storage.sealing import sealed
from annotator.storage.store import Store

At = tuple[int, str, str, str]
"""Article's row id (0: none), layer, kind and name of an object."""


class Standing(NamedTuple):
    """One of an object's current revisions."""

    revision: int
    device: str
    clock: int
    author: str
    body: dict[str, Any] | None


_FORKED = " UNION ALL ".join(
    "SELECT current.article, layer.name, current.kind, current.object, revision.id, device.uid, "  # noqa: S608
    f"{sealed(current='current')}, revision.hash FROM {table} AS current "
    "JOIN revision ON revision.id = current.revision "
    "JOIN device ON device.id = revision.device JOIN layer ON layer.id = current.layer "
    "WHERE bytes IS NOT NULL AND (current.article, current.layer, current.kind, current.object) IN "
    "(SELECT article, layer, kind, object FROM fork)"
    for table in ("head", "fork")
)


def forks(store: Store) -> Iterator[tuple[At, list[Standing]]]:
    """Each such object with its current revisions, the latest (which is the head) first."""
    rows = store.rows(f"{_FORKED} ORDER BY 1, 2, 3, 4")
    for at, group in groupby(rows, lambda row: row[:4]):
        found = []
        for _, _, _, _, key, device, data, digest in group:
            content = loads(data)
            standing = Standing(key, device, content["clock"], content["author"], content["body"])
            found.append((content["clock"], digest, standing))
        yield (at[0], at[1], at[2], at[3]), [one for *_, one in sorted(found, reverse=True)]

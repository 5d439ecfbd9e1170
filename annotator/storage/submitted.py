"""Layers that are submitted: what is hashed of them, and what happened to them since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from orjson import loads

from annotator.domain.annotation import OPEN_STATUSES
from annotator.storage.sealing import BYTES, CURRENT
from annotator.storage.store import LISTED, Store, listed

_LAYER = "(SELECT id FROM layer WHERE name = ?)"
_OPEN = ",".join(f"'{status}'" for status in OPEN_STATUSES)


@dataclass(frozen=True, slots=True)
class Later:
    """A revision of an annotation that came after its layer was submitted."""

    annotation: str
    clock: int
    author: str
    action: str
    hash: str
    body: dict[str, Any] | None


def is_submitted(store: Store, key: int, layer: str) -> bool:
    """Whether a layer of an article is past being worked on."""
    sql = f"SELECT 1 FROM layer_row WHERE layer = {_LAYER} AND article = ? AND status NOT IN ({_OPEN})"  # noqa: S608
    return store.row(sql, (layer, key)) is not None


def submitted_among(store: Store, keys: Sequence[int], layer: str) -> set[int]:
    """Filters articles (row ids) down to those in which a layer is submitted."""
    rows = store.rows(
        f"SELECT article FROM layer_row WHERE layer = {_LAYER} AND status NOT IN ({_OPEN}) "  # noqa: S608 ours
        f"AND article IN {LISTED}",
        [layer, listed(keys)],
    )
    return {key for (key,) in rows}


def hashes(store: Store, keys: Sequence[int], layer: str) -> dict[int, list[str]]:
    """The hashes (hexadecimal) of the current revisions of a layer's annotations, by article; empty for none."""
    found: dict[int, list[str]] = {key: [] for key in keys}
    rows = store.rows(
        "SELECT head.article, lower(hex(revision.hash)) FROM head "  # noqa: S608 our words only
        "JOIN revision ON revision.id = head.revision "
        f"WHERE head.article IN {LISTED} AND head.layer = {_LAYER} AND head.kind = 'annotation' AND head.gone = 0",
        [listed(keys), layer],
    )
    for key, digest in rows:
        found[key].append(digest)
    return found


def layer_head(store: Store, key: int, layer: str) -> tuple[int, dict[str, Any]] | None:
    """Row id and body of the revision that says how far a layer is; None if nobody ever said."""
    rows = store.rows(
        f"SELECT revision.id, {CURRENT} FROM head JOIN revision ON revision.id = head.revision "  # noqa: S608
        f"WHERE head.article = ? AND head.layer = {_LAYER} AND head.kind = 'layer' "
        "AND head.gone = 0 AND bytes IS NOT NULL",
        (key, layer),
    )
    found = [(row_id, loads(data)) for row_id, data in rows]
    if not found:
        return None
    row_id, content = max(found, key=lambda one: (one[1]["clock"], one[1]["device"]))
    return row_id, content["body"]


def later_revisions(store: Store, key: int, layer: str, revision: int) -> Iterator[Later]:
    """Revisions of a layer's annotations that came after one (its row id), in the log's order."""
    rows = store.rows(
        f"SELECT object, lower(hex(hash)), {BYTES} FROM revision "  # noqa: S608 our words only
        f"WHERE article = ? AND layer = {_LAYER} AND kind = 'annotation' "
        "AND id > ? AND bytes IS NOT NULL ORDER BY id",
        (key, layer, revision),
    )
    for annotation, digest, data in rows:
        content = loads(data)
        yield Later(
            annotation,
            content["clock"],
            content["author"],
            content["action"]["name"],
            digest,
            content["body"],
        )


def body_before(store: Store, key: int, layer: str, annotation: str, revision: int) -> dict[str, Any] | None:
    """What an annotation was when a later revision (its row id) was written; None if it was not there."""
    rows = store.rows(
        f"SELECT {BYTES} FROM revision "  # noqa: S608 our words only
        f"WHERE article = ? AND layer = {_LAYER} AND kind = 'annotation' AND object = ? "
        "AND id < ? AND bytes IS NOT NULL ORDER BY id DESC LIMIT 1",
        (key, layer, annotation, revision),
    )
    body: dict[str, Any] | None = loads(rows[0][0])["body"] if rows else None
    return body


def layers_touched(store: Store, action: int) -> set[int]:
    """Row ids of the articles in which an action said how far a layer is."""
    rows = store.rows(
        "SELECT DISTINCT article FROM revision WHERE kind = 'layer' "
        "AND id BETWEEN (SELECT first_revision FROM action WHERE id = ?1) "
        "AND (SELECT last_revision FROM action WHERE id = ?1)",
        (action,),
    )
    return {key for (key,) in rows}

"""What a review reads: the revisions that stand in some layers of an article, decisions, and how far reviews are."""

from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from orjson import loads

from annotator.storage.actions import about_action
from annotator.storage.lineage import bytes_of
from annotator.storage.log import body_of
from annotator.storage.sealing import CURRENT
from annotator.storage.store import LISTED, Store, listed, slices

_AT_ONCE = 200


class Standing(NamedTuple):
    """The revision of an annotation that holds: its hash (hexadecimal), and the annotation's state.

    `equal`: hashes of earlier revisions that only a change of the whole project (see `wide`) made into this one.
    """

    layer: str
    object: str
    hash: str
    body: dict[str, Any]
    equal: tuple[str, ...] = ()


_STANDING = (
    f"SELECT layer.name, head.object, hash, {CURRENT}, action.name, action.clock FROM head "  # noqa: S608
    "JOIN layer ON layer.id = head.layer JOIN revision ON revision.id = head.revision "
    "JOIN action ON action.id = revision.action "
    "WHERE head.article = ? AND head.kind = 'annotation' AND head.gone = 0 AND bytes IS NOT NULL"
)


def standing(store: Store, article: int, layers: Sequence[str], wide: Collection[str]) -> list[Standing]:
    """The annotations of those layers of an article, in no order; of two current revisions the later.

    `wide`: names of actions that change annotations all over the project, such as those of the scheme.
    """
    held: dict[tuple[str, str], tuple[Any, ...]] = {}
    for row in store.rows(f"{_STANDING} AND layer.name IN {LISTED}", [article, listed(layers)]):
        at = row[0], row[1]
        if at not in held or (row[5], row[2]) > (held[at][5], held[at][2]):
            held[at] = row
    return [
        Standing(layer, uid, digest.hex(), body_of(data), _equal(store, data, name, wide))
        for layer, uid, digest, data, name, _ in held.values()
    ]


def _equal(store: Store, data: bytes, name: str, wide: Collection[str]) -> tuple[str, ...]:
    """The hashes of the revisions before, as long as only actions over the whole project lie between."""
    found: list[str] = []
    while name in wide:
        parents = loads(data)["parents"]
        before = bytes_of(store, parents[0]) if len(parents) == 1 else None
        if before is None:
            break
        data, name = before, loads(before)["action"]["name"]
        digest = sha256(data).hexdigest()
        if digest in found:  # Only numbers, as version 1 cited, could be forged to run in a circle.
            break
        found.append(digest)
    return tuple(found)


def of_article(store: Store, article: int, kind: str, layer: str) -> dict[str, dict[str, Any]]:
    """The states of the objects of a kind in one layer of an article, by name; the later of two current revisions."""
    return dict(row[1:] for row in _latest(store, kind, layer, "head.article = ?", [article]))


def of_project(store: Store, kind: str, layer: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """(article's row id, name, state) of the objects of a kind in one layer of all articles, by article."""
    yield from _latest(store, kind, layer, "head.article > 0", [])


def decisions_with(store: Store, reason: str) -> Iterator[tuple[int, dict[str, Any], str]]:
    """(article's row id, state, guideline's version then) of the gold layer's decisions with a reason, by article."""
    for (article, _), data in _latest_bytes(store, "decision", "gold", "head.article > 0", []).items():
        body = body_of(data)
        if body is not None and body["reason"] == reason:
            yield article, body, about_action(data).get("guideline", "")


def _latest(
    store: Store, kind: str, layer: str, condition: str, values: list[Any]
) -> list[tuple[int, str, dict[str, Any]]]:
    latest = _latest_bytes(store, kind, layer, condition, values)
    found = ((article, uid, body_of(data)) for (article, uid), data in latest.items())
    return [row for row in found if row[2] is not None]


def _latest_bytes(
    store: Store, kind: str, layer: str, condition: str, values: list[Any]
) -> dict[tuple[int, str], bytes]:
    rows = store.rows(
        f"SELECT head.article, head.object, {CURRENT}, action.clock, hash FROM head "  # noqa: S608 words of ours
        "JOIN revision ON revision.id = head.revision JOIN action ON action.id = revision.action "
        f"WHERE {condition} AND head.kind = ? AND head.kind <> 'annotation' AND bytes IS NOT NULL "
        "AND head.layer = (SELECT id FROM layer WHERE name = ?) ORDER BY head.article, clock, hash",
        [*values, kind, layer],
    )
    return {(article, uid): data for article, uid, data, _, _ in rows}


def clock_of(store: Store, article: int, kind: str, layer: str) -> int:
    """When the object of a layer that bears the layer's name got its current state; 0 if there is none."""
    row = store.row(
        "SELECT max(action.clock) FROM head JOIN revision ON revision.id = head.revision "
        "JOIN action ON action.id = revision.action WHERE head.article = ?1 AND head.kind = ?2 "
        "AND head.object = ?3 AND head.layer = (SELECT id FROM layer WHERE name = ?3)",
        (article, kind, layer),
    )
    return int(row[0]) if row and row[0] is not None else 0


def last_of(store: Store, article: int, kind: str, layer: str, object_: str) -> int:
    """The row id of the current state of an object, the last that came here of several; 0 if there is none."""
    row = store.row(
        "SELECT ifnull(max(revision), 0) FROM head WHERE article = ? AND kind = ? AND object = ? "
        "AND layer = (SELECT id FROM layer WHERE name = ?)",
        (article, kind, object_, layer),
    )
    return int(row[0]) if row else 0


def statuses(store: Store, only: Sequence[int] | None = None) -> Iterator[tuple[int, str, str, int]]:
    """(article's row id, layer, status, annotations) of all opened layers in articles that are listed, by article.

    `only` of these articles (row ids).
    """
    some = "" if only is None else f"AND layer_row.article IN {LISTED} "
    yield from store.rows(
        "SELECT layer_row.article, layer.name, status, annotations FROM layer_row "  # noqa: S608 marks only
        "JOIN layer ON layer.id = layer_row.layer "
        "JOIN article_row ON article_row.article = layer_row.article AND NOT withdrawn "
        f"{some}ORDER BY layer_row.article, layer.name",
        [] if only is None else [listed(only)],
    )


def decided(store: Store, articles: Sequence[int]) -> dict[int, int]:
    """How many decisions each of the articles has, where there are any."""
    return dict(
        store.rows(
            "SELECT article, count(*) FROM head WHERE kind = 'decision' AND gone = 0 "  # noqa: S608 ours
            f"AND article IN {LISTED} AND layer = (SELECT id FROM layer WHERE name = 'gold') GROUP BY article",
            [listed(articles)],
        )
    )


def spans(store: Store, articles: Sequence[int]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """(article's row id, layer, state) of every annotation of the articles, by article."""
    for some in slices(articles, _AT_ONCE):
        for article, layer, data in store.rows(
            f"SELECT head.article, layer.name, {CURRENT} FROM head JOIN layer ON layer.id = head.layer "  # noqa: S608
            "JOIN revision ON revision.id = head.revision "
            f"WHERE head.article IN {LISTED} AND head.kind = 'annotation' AND head.gone = 0 "
            "ORDER BY head.article",
            [listed(some)],
        ):
            yield article, layer, body_of(data)

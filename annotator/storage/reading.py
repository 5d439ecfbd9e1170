"""Many articles with their layers, streamed: memory does not grow with their number."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from orjson import loads

from annotator.domain.annotation import Annotation, Layer, text_order
from annotator.domain.article import Article, Record
from annotator.storage.lists import require_lists
from annotator.storage.log import body_of
from annotator.storage.sealing import CURRENT, TEXT
from annotator.storage.store import LISTED, Store, listed, slices

_AT_ONCE = 200


def read_layers(
    store: Store,
    keys: Sequence[int],
    layers: Sequence[str],
    hidden: Collection[int] = (),
    own: str = "",
) -> Iterator[tuple[Article, Layer]]:
    """Each article of `keys`, in their order, with each of those layers that it has, by the layer's name.

    Of the articles (row ids) among `hidden` there is the layer `own` alone.
    """
    for article, layer, _ in read_traced(store, keys, layers, hidden, own, with_hashes=False):
        yield article, layer


Hashes = dict[str, str]
"""The hash (hexadecimal) of the revision that holds, by an annotation's id."""


def read_traced(
    store: Store,
    keys: Sequence[int],
    layers: Sequence[str],
    hidden: Collection[int] = (),
    own: str = "",
    with_hashes: bool = True,
) -> Iterator[tuple[Article, Layer, Hashes]]:
    """Like `read_layers`, with the hashes of the revisions unless they are not wanted."""
    for some in slices(keys, _AT_ONCE):
        texts = articles_of(store, some)
        statuses = _statuses(store, some, layers)
        for key in some if hidden else ():
            if key in hidden and key in statuses:
                statuses[key] = {name: status for name, status in statuses[key].items() if name == own}
        annotations, hashes = _annotations(store, some, layers, with_hashes)
        require_lists(store, some, layers, texts, annotations)
        for key in some:
            for layer in statuses.get(key, ()):
                found = sorted(annotations.get((key, layer), ()), key=text_order)
                held = Layer(layer, statuses[key][layer], tuple(found))
                yield texts[key], held, hashes.get((key, layer), {})


class SideBySide(NamedTuple):
    """An article, by its row id, with the layers of several analysts: the status of each and its annotations' bodies.

    `agency` and `published` are "" where they are not known.
    """

    key: int
    text: str
    agency: str
    published: str
    statuses: dict[str, str]
    bodies: dict[str, list[tuple[str, dict[str, Any]]]]


def side_by_side(store: Store, keys: Sequence[int], layers: Sequence[str]) -> Iterator[SideBySide]:
    """Each article of `keys`, in their order, with those of the layers that it has. Annotations come in no order.

    Of an annotation with two current revisions the one with the later clock holds.
    """
    for some in slices(keys, _AT_ONCE):
        statuses = _statuses(store, some, layers)
        bytes_: dict[tuple[int, str], dict[str, bytes]] = {}
        for key, layer, uid, data, _ in _annotation_rows(store, some, layers):
            held = bytes_.setdefault((key, layer), {})
            held[uid] = max(held[uid], data, key=_age) if uid in held else data
        rows = store.rows(
            f"SELECT article, {TEXT}, agency, published FROM article_row JOIN article ON article.id = article "  # noqa: S608
            f"WHERE article IN {LISTED}",
            [listed(some)],
        )
        articles = {key: about for key, *about in rows}
        for key in some:
            text, agency, published = articles[key]
            bodies = {
                layer: [(uid, body_of(data)) for uid, data in bytes_.get((key, layer), {}).items()]
                for layer in statuses.get(key, ())
            }
            yield SideBySide(key, text, agency, published, statuses.get(key, {}), bodies)


def annotations_of(store: Store, key: int, layer: str) -> list[Annotation]:
    """The annotations of one layer of one article, in no order."""
    rows = store.rows(
        f"SELECT head.object, {CURRENT} FROM head LEFT JOIN revision ON revision.id = head.revision "  # noqa: S608 ours
        "WHERE head.article = ? AND head.layer = (SELECT id FROM layer WHERE name = ?) "
        "AND head.kind = 'annotation' AND head.gone = 0",
        (key, layer),
    )
    return [Annotation.from_body(uid, body_of(data)) for uid, data in rows]


def current_bodies(
    store: Store, kind: str, layer: str, only: Sequence[str] | None = None
) -> dict[str, dict[str, Any]]:
    """The bodies of the objects of a kind that belong to no article, by the object's name; `only` of these names.

    Where two revisions are current, the one with the later clock holds; what it says is gone is left out.
    """
    rows = store.rows(
        f"SELECT head.object, {CURRENT} FROM head LEFT JOIN revision ON revision.id = head.revision "  # noqa: S608 marks
        "WHERE head.article = 0 AND head.layer = (SELECT id FROM layer WHERE name = ?) AND head.kind = ?"
        + ("" if only is None else f" AND head.object IN {LISTED}"),
        (layer, kind, *([] if only is None else [listed(only)])),
    )
    latest: dict[str, bytes] = {}
    for name, data in rows:
        latest[name] = max(latest[name], data, key=_age) if name in latest else data
    bodies = ((name, body_of(data)) for name, data in latest.items())
    return {name: body for name, body in bodies if body is not None}


def _age(data: bytes) -> tuple[int, str]:
    content = loads(data)
    return content["clock"], content["device"]


def articles_of(store: Store, keys: Sequence[int]) -> dict[int, Article]:
    """The articles by their row ids."""
    rows = store.rows(
        f"SELECT article.id, article.sha256, {TEXT}, {CURRENT} FROM article "  # noqa: S608 marks only
        "JOIN head ON head.article = article.id AND head.kind = 'article' AND head.gone = 0 "
        f"LEFT JOIN revision ON revision.id = head.revision WHERE article.id IN {LISTED}",
        [listed(keys)],
    )
    return {key: Article(sha, text, Record.from_body(body_of(data))) for key, sha, text, data in rows}


def _statuses(store: Store, keys: Sequence[int], layers: Sequence[str]) -> dict[int, dict[str, str]]:
    rows = store.rows(
        "SELECT article, layer.name, status FROM layer_row JOIN layer ON layer.id = layer_row.layer "  # noqa: S608
        f"WHERE article IN {LISTED} AND layer.name IN {LISTED} ORDER BY article, layer.name",
        [listed(keys), listed(layers)],
    )
    found: dict[int, dict[str, str]] = {}
    for key, layer, status in rows:
        found.setdefault(key, {})[layer] = status
    return found


def _annotations(
    store: Store, keys: Sequence[int], layers: Sequence[str], with_hashes: bool
) -> tuple[dict[tuple[int, str], list[Annotation]], dict[tuple[int, str], Hashes]]:
    found: dict[tuple[int, str], list[Annotation]] = {}
    hashes: dict[tuple[int, str], Hashes] = {}
    for key, layer, uid, data, digest in _annotation_rows(store, keys, layers):
        found.setdefault((key, layer), []).append(Annotation.from_body(uid, body_of(data)))
        if with_hashes:
            hashes.setdefault((key, layer), {})[uid] = digest.hex()
    return found, hashes


def _annotation_rows(
    store: Store, keys: Sequence[int], layers: Sequence[str]
) -> list[tuple[int, str, str, bytes, bytes]]:
    return store.rows(
        f"SELECT head.article, layer.name, head.object, {CURRENT}, hash FROM head "  # noqa: S608 marks only
        "JOIN layer ON layer.id = head.layer LEFT JOIN revision ON revision.id = head.revision "
        f"WHERE head.article IN {LISTED} AND layer.name IN {LISTED} "
        "AND head.kind = 'annotation' AND head.gone = 0",
        [listed(keys), listed(layers)],
    )

"""Annotations of all articles by their label: counted, listed and read, a slice of the articles at a time."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from orjson import dumps

from annotator.storage.log import body_of
from annotator.storage.sealing import CURRENT
from annotator.storage.store import Store, slices

_AT_ONCE, _AT_FIRST = 200, 30
"""Articles that are read at once: memory does not grow with the project."""


class Held(NamedTuple):
    """An annotation of some layer as the file holds it: article's row id and SHA-256, layer, id, state."""

    article: int
    sha256: str
    layer: str
    object: str
    body: dict[str, Any]


_NAMED = b'"guideline":"'
_VERSION = "substr(bytes, instr(substr(bytes, 1, 120), ?) + 13, 12)"
"""The guideline's version in a revision's bytes: the action comes first in them, and keys are sorted."""
_LABELLED = "instr(substr(bytes, 150, length(bytes) - 300), ?) > 0"
"""The label is never among the first or last 150 bytes: not to look there saves a third of the time."""
_HELD = (
    f"SELECT head.article, article.sha256, layer.name, head.object, {CURRENT} FROM head "  # noqa: S608 ours
    "JOIN revision ON revision.id = head.revision JOIN layer ON layer.id = head.layer "
    "JOIN article ON article.id = head.article "
    "WHERE head.article BETWEEN ? AND ? AND head.kind = 'annotation' AND head.gone = 0"
)
_OLDER = (
    "FROM head JOIN revision ON revision.id = head.revision "
    "WHERE head.kind = 'annotation' AND head.gone = 0 "
    "AND head.layer = (SELECT id FROM layer WHERE name = ?) "
)


def _older(layer: str, label: str, versions: Collection[str]) -> tuple[str, list[Any]]:
    """Annotations of a layer with a label, made under none of some versions of the guideline ("": none is named)."""
    named = [version.encode() for version in versions if version]
    condition = f"AND {_VERSION} NOT IN ({','.join('?' * len(named))}) "
    values: list[Any] = [layer, _NAMED, *named]
    if "" in versions:
        condition += "AND instr(substr(bytes, 1, 120), ?) > 0 "
        values.append(_NAMED)
    # A string inside a body has its quotation marks escaped: the label can be found nowhere else.
    return f"{_OLDER}{condition}AND {_LABELLED} ", [*values, _label_mark(label)]


def _label_mark(label: str) -> bytes:
    return b'"label":%b' % dumps(label)


def count_made_under_others(store: Store, layer: str, label: str, versions: Collection[str]) -> int:
    """How many annotations of a layer with that label were made under none of these versions of the guideline.

    An attribute that is called "label" and has the label's name for its value counts as well.
    """
    rest, values = _older(layer, label, versions)
    (count,) = store.row(f"SELECT count(*) {rest}", values) or (0,)
    return int(count)


def made_under_others(
    store: Store, layer: str, label: str, versions: Collection[str], most: int
) -> list[tuple[int, str, dict[str, Any], bytes]]:
    """(article's row id, annotation's id, state, bytes) of those annotations, by article, at most so many."""
    rest, values = _older(layer, label, versions)
    rows = store.rows(
        f"SELECT head.article, head.object, {CURRENT} {rest} ORDER BY head.article LIMIT ?",
        [*values, most],
    )
    found = [(article, uid, body_of(data), data) for article, uid, data in rows]
    return [row for row in found if row[2]["label"] == label]


def count_with_label(store: Store, label: str) -> tuple[int, int, int]:
    """How many annotations have a label, in how many articles, of how many analysts."""
    counts = store.row(
        "SELECT count(*), count(DISTINCT head.article), count(DISTINCT head.layer) FROM head "  # noqa: S608
        "JOIN revision ON revision.id = head.revision "
        f"WHERE head.kind = 'annotation' AND head.gone = 0 AND {_LABELLED}",
        (_label_mark(label),),
    )
    annotations, in_articles, analysts = counts or (0, 0, 0)
    return int(annotations), int(in_articles), int(analysts)


def with_label(store: Store, label: str) -> Iterator[Held]:
    """The annotations of all layers with a label, by article."""
    articles = articles_with_labels(store, [label])
    for some in slices(articles, _AT_ONCE):
        rows = store.rows(_HELD + f" AND {_LABELLED}", [some[0], some[-1], _label_mark(label)])
        yield from (Held(article, sha, layer, uid, body_of(data)) for article, sha, layer, uid, data in rows)


def articles_with_labels(store: Store, labels: Collection[str]) -> list[int]:
    """Row ids of the articles in which some layer has an annotation with one of the labels."""
    marks = " OR ".join([_LABELLED] * len(labels))
    rows = store.rows(
        "SELECT DISTINCT head.article FROM head JOIN revision ON revision.id = head.revision "  # noqa: S608
        f"WHERE head.kind = 'annotation' AND head.gone = 0 AND ({marks}) ORDER BY head.article",
        [_label_mark(label) for label in labels],
    )
    return [article for (article,) in rows]


def all_layers(store: Store, articles: Sequence[int]) -> Iterator[list[Held]]:
    """The annotations of all layers of the articles, given in their order: a list for each, in no order."""
    for some in slices(articles, _AT_ONCE):
        wanted = set(some)
        rows = (row for row in store.rows(_HELD, [some[0], some[-1]]) if row[0] in wanted)
        by_article: dict[int, list[Held]] = {}
        for article, sha, layer, uid, data in rows:
            by_article.setdefault(article, []).append(Held(article, sha, layer, uid, body_of(data)))
        yield from by_article.values()


def holding(store: Store, articles: Sequence[int], strings: Sequence[Sequence[str]]) -> Iterator[list[Held]]:
    """The annotations of all layers of the articles (ascending row ids) whose bytes hold one string of each list.

    A list for each article that has some, in the articles' order. A string may stand there by another attribute: who
    calls looks again. The first slices are short, so that a first page is there at once.
    """
    condition = "".join(f" AND ({' OR '.join(['instr(bytes, ?) > 0'] * len(some))})" for some in strings)
    values = [dumps(one) for some in strings for one in some]
    wanted = set(articles)
    start, length = 0, _AT_FIRST
    while start < len(articles):
        some = articles[start : start + length]
        start, length = start + length, _AT_ONCE
        by_article: dict[int, list[Held]] = {}
        for article, sha, layer, uid, data in store.rows(_HELD + condition, [some[0], some[-1], *values]):
            if article in wanted:
                held = Held(article, sha, layer, uid, body_of(data))
                by_article.setdefault(article, []).append(held)
        yield from (by_article[key] for key in sorted(by_article))

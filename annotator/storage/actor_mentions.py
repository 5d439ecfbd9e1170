"""Annotations by the registry entry they point to, over a whole project.

The value is looked for in a revision's bytes: they are canonical JSON, so `"actor":"state.ru"` stands there if and
only if it is set. Articles are read in slices, so that a commit never waits long for a reader.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from orjson import dumps, loads

from annotator.storage.log import body_of
from annotator.storage.sealing import CURRENT, TEXT
from annotator.storage.store import LISTED, Store, listed

_FIRST, _AT_ONCE = 30, 500
"""Articles looked through in the first query, so that a first page is there at once, and in the longest."""

Attributes = Mapping[str, str]
"""The registry attribute of each label that has one, by the label's name."""


class Pointer(NamedTuple):
    """An annotation with a registry attribute; `value` is "" where it is not set."""

    article: int
    start: int
    end: int
    id: str
    label: str
    value: str


def pointing_to(
    store: Store, attributes: Attributes, values: Sequence[str], layer: str, within: Sequence[int]
) -> Iterator[Pointer]:
    """A layer's annotations that point to one of the values, in those articles, by article and place."""
    condition, marks = _pointing(attributes, values)
    wanted = set(values)
    for pointer in _pointers(store, attributes, layer, within, condition, marks):
        if pointer.value in wanted:
            yield pointer


def pointing_nowhere(
    store: Store, attributes: Attributes, layer: str, within: Sequence[int]
) -> Iterator[Pointer]:
    """A layer's annotations whose registry attribute is not set, in those articles, by article and place."""
    marks: list[bytes] = []
    for label, name in attributes.items():
        marks += [b'"label":' + dumps(label), _key(name)]
    condition = " OR ".join(
        ["(instr(revision.bytes, ?) > 0 AND instr(revision.bytes, ?) = 0)"] * len(attributes)
    )
    for pointer in _pointers(store, attributes, layer, within, condition, marks):
        if not pointer.value:
            yield pointer


def _key(name: str) -> bytes:
    return dumps(name) + b":"


def _pointing(attributes: Attributes, values: Sequence[str]) -> tuple[str, list[bytes]]:
    """The condition that one of the values is set, and what to look for in its place."""
    marks = [_key(name) + dumps(value) for name in sorted(set(attributes.values())) for value in values]
    return " OR ".join(["instr(revision.bytes, ?) > 0"] * len(marks)), marks


def _pointers(
    store: Store,
    attributes: Attributes,
    layer: str,
    within: Sequence[int],
    condition: str,
    marks: Sequence[bytes],
) -> Iterator[Pointer]:
    if not marks:
        return
    for some in _slices(within):
        rows = store.rows(
            f"SELECT head.article, head.object, {CURRENT} FROM head "  # noqa: S608 our words only
            "CROSS JOIN revision ON revision.id = head.revision "
            f"WHERE head.article IN {LISTED} "
            "AND head.layer = (SELECT id FROM layer WHERE name = ?) "
            f"AND head.kind = 'annotation' AND head.gone = 0 AND ({condition})",
            [listed(some), layer, *marks],
        )
        found = (_pointer(article, uid, body_of(data), attributes) for article, uid, data in rows)
        yield from sorted(one for one in found if one is not None)


def _pointer(article: int, uid: str, body: dict[str, Any], attributes: Attributes) -> Pointer | None:
    name = attributes.get(body["label"])
    if name is None:
        return None
    value = body["attributes"].get(name) or ""
    return Pointer(article, body["start"], body["end"], uid, body["label"], value)


def articles_of(store: Store, layer: str, withdrawn: bool = False) -> list[int]:
    """Row ids of the articles in which a layer was opened, the withdrawn ones only if wanted."""
    rows = store.rows(
        "SELECT layer_row.article FROM layer_row JOIN article_row USING (article) "
        "WHERE layer = (SELECT id FROM layer WHERE name = ?) AND withdrawn <= ? ORDER BY layer_row.article",
        (layer, int(withdrawn)),
    )
    return [article for (article,) in rows]


def _slices(articles: Sequence[int]) -> Iterator[Sequence[int]]:
    start, size = 0, _FIRST
    while start < len(articles):
        yield articles[start : start + size]
        start, size = start + size, min(2 * size, _AT_ONCE)


def places_of_values(
    store: Store, attributes: Attributes, layer: str, within: Sequence[int]
) -> dict[str, list[int]]:
    """The article of each annotation of a layer by the value it points to, in order; "" for those without one."""
    found: dict[str, list[int]] = {}
    read = _Reader(attributes)
    for some in _slices(within if attributes else ()):
        # One row an article: each row that is fetched takes the interpreter from the window's thread for a moment.
        rows = store.rows(
            f"SELECT head.article, group_concat(CAST({CURRENT} AS TEXT), char(10)) FROM head "  # noqa: S608
            "CROSS JOIN revision ON revision.id = head.revision "
            f"WHERE head.article IN {LISTED} "
            "AND head.layer = (SELECT id FROM layer WHERE name = ?) "
            "AND head.kind = 'annotation' AND head.gone = 0 GROUP BY head.article",
            [listed(some), layer],
        )
        for article, text in rows:
            # JSON escapes line ends inside its strings.
            for line in text.split("\n"):
                value = read.value(line)
                if value is not None:
                    found.setdefault(value, []).append(article)
    return found


class _Reader:
    """Reads the value out of a revision without parsing it: it is done for every annotation there is."""

    _STRING = r'"(?:[^"\\]|\\.)*"'
    _LABEL = re.compile(f'"label":({_STRING}),"links":')

    def __init__(self, attributes: Attributes) -> None:
        self._values = {
            dumps(label).decode(): re.compile(f"{re.escape(_key(name).decode())}({self._STRING})")
            for label, name in attributes.items()
        }

    def value(self, line: str) -> str | None:
        """None for an annotation whose label has no registry attribute, "" where it is not set."""
        label = self._LABEL.search(line)
        pattern = self._values.get(label[1]) if label is not None else None
        if pattern is None:
            return None
        found = pattern.search(line)
        return "" if found is None else str(loads(found[1]))


def count_pointing_to(store: Store, attributes: Attributes, values: Sequence[str]) -> int:
    """How many annotations of all layers and articles, withdrawn ones too, point to one of the values."""
    condition, marks = _pointing(attributes, values)
    if not marks:
        return 0
    rows = store.rows(
        f"SELECT {CURRENT} FROM head CROSS JOIN revision ON revision.id = head.revision "  # noqa: S608
        f"WHERE head.kind = 'annotation' AND head.gone = 0 AND ({condition})",
        marks,
    )
    wanted = set(values)
    found = (_pointer(0, "", body_of(data), attributes) for (data,) in rows)
    return sum(one is not None and one.value in wanted for one in found)


def texts_of(store: Store, articles: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    """(sha256, headline, text) of articles by row id."""
    keys = sorted(set(articles))
    rows = store.rows(
        f"SELECT article.id, sha256, headline, {TEXT} FROM article "  # noqa: S608 marks only
        "JOIN article_row ON article_row.article = article.id "
        f"WHERE article.id IN {LISTED} AND text IS NOT NULL",
        [listed(keys)],
    )
    return {key: (sha, headline, text) for key, sha, headline, text in rows}

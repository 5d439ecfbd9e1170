"""The tables computed from the log: heads and forks, rows of the article list, counts per layer, assignments.

`refresh` keeps them up to date after each action, `rebuild` makes them again from the log alone; both must
give the same rows, which `audit` checks.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import orjson

from annotator.domain.annotation import IN_PROGRESS
from annotator.storage.lineage import name_of, names_of
from annotator.storage.sealing import BYTES, CURRENT

TABLES = ("head", "fork", "awaited", "article_row", "layer_row", "assignment_row")
_AT_ONCE = 500

At = tuple[int, int, str, str]
"""Row ids of article (0: none) and layer, kind and name of an object."""
_Current = tuple[int, bytes, int, int]
"""Clock, hash, row id of a current revision, and whether it is a deletion: the greatest is the latest."""
_OPENED = {"status": IN_PROGRESS}


def refresh(connection: sqlite3.Connection, touched: Iterable[tuple[int, int, str]]) -> None:
    """Brings the rows of the touched (article, layer, kind) up to date."""
    articles, layers, assigned = set(), set(), set()
    for article, layer, kind in touched:
        if kind == "article":
            articles.add(article)
        elif kind == "assignment":
            assigned.add(article)
        elif kind in ("annotation", "layer"):
            layers.add((layer, article))
    _refresh_articles(connection, articles)
    _refresh_layers(connection, layers)
    _refresh_assignments(connection, assigned)


def _refresh_articles(connection: sqlite3.Connection, articles: Iterable[int]) -> None:
    for some in _slices(sorted(articles)):
        bodies = _bodies(connection, "article", some)
        connection.executemany(
            "DELETE FROM article_row WHERE article = ?",
            [(article,) for article in some if article not in {at for at, _ in bodies}],
        )
        rows = [
            (
                article,
                *(body.get(key) or "" for key in ("headline", "agency", "place", "published")),
                int(body.get("withdrawn", False)),
            )
            for (article, _), body in bodies.items()
        ]
        connection.executemany("INSERT OR REPLACE INTO article_row VALUES (?, ?, ?, ?, ?, ?)", rows)


def _refresh_layers(connection: sqlite3.Connection, layers: set[tuple[int, int]]) -> None:
    layers_of: dict[int, list[int]] = {}
    for layer, article in layers:
        layers_of.setdefault(article, []).append(layer)
    for some in _slices(sorted(layers_of)):
        bodies = _bodies(connection, "layer", some)
        counts = _counts(connection, some)
        wanted = [(layer, article) for article in some for layer in layers_of[article]]
        there = [pair for pair in wanted if pair[::-1] in bodies or pair[::-1] in counts]
        connection.executemany(
            "DELETE FROM layer_row WHERE layer = ? AND article = ?", set(wanted).difference(there)
        )
        rows = [
            (
                layer,
                article,
                bodies.get((article, layer), _OPENED)["status"],
                counts.get((article, layer), 0),
            )
            for layer, article in there
        ]
        connection.executemany("INSERT OR REPLACE INTO layer_row VALUES (?, ?, ?, ?)", rows)


def _refresh_assignments(connection: sqlite3.Connection, articles: Iterable[int]) -> None:
    for some in _slices(sorted(articles)):
        latest: dict[tuple[int, str], dict[str, Any]] = {}
        rows = connection.execute(
            f"SELECT head.article, head.object, {CURRENT} FROM head "  # noqa: S608 marks only
            "JOIN revision ON revision.id = head.revision "
            f"WHERE head.article IN ({','.join('?' * len(some))}) AND head.kind = 'assignment'",
            some,
        )
        for article, name, data in rows:
            _keep_latest(latest, (article, name), data)
        connection.executemany("DELETE FROM assignment_row WHERE article = ?", [(one,) for one in some])
        bodies = ((article, content["body"]) for (article, _), content in latest.items())
        connection.executemany(
            "INSERT OR IGNORE INTO assignment_row VALUES (?, ?)",
            [(body["analyst"], article) for article, body in bodies if body is not None],
        )


def _slices(articles: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(articles), _AT_ONCE):
        yield articles[start : start + _AT_ONCE]


def _counts(connection: sqlite3.Connection, articles: list[int]) -> dict[tuple[int, int], int]:
    """How many annotations each layer of the articles holds, by (article, layer)."""
    rows = connection.execute(
        "SELECT article, layer, count(DISTINCT object) FROM head "  # noqa: S608 marks only
        f"WHERE article IN ({','.join('?' * len(articles))}) AND kind = 'annotation' AND gone = 0 "
        "GROUP BY article, layer",
        articles,
    )
    return {(article, layer): count for article, layer, count in rows}


def _bodies(
    connection: sqlite3.Connection, kind: str, articles: list[int]
) -> dict[tuple[int, int], dict[str, Any]]:
    """The bodies of the latest heads of one kind, by (article, layer); what is gone is left out."""
    rows = connection.execute(
        f"SELECT head.article, head.layer, {CURRENT} FROM head "  # noqa: S608 marks only
        "JOIN revision ON revision.id = head.revision "
        f"WHERE head.article IN ({','.join('?' * len(articles))}) AND head.kind = ?",
        [*articles, kind],
    )
    latest: dict[tuple[int, int], dict[str, Any]] = {}
    for article, layer, data in rows:
        _keep_latest(latest, (article, layer), data)
    return {at: content["body"] for at, content in latest.items() if content["body"] is not None}


_At = TypeVar("_At")


def _keep_latest(latest: dict[_At, dict[str, Any]], at: _At, data: bytes) -> None:
    """Of several current revisions of one thing the one with the later clock holds."""
    content = orjson.loads(data)
    held = latest.get(at)
    if held is None or _age(content) > _age(held):
        latest[at] = content


def _age(content: dict[str, Any]) -> tuple[int, str]:
    return content["clock"], content["device"]


def rebuild(connection: sqlite3.Connection) -> None:
    """Empties the derived tables and fills them from the log, inside the caller's transaction.

    Current is what no other revision of the same object cites; of several the latest is the head, the others its fork.
    """
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 a constant of ours
    cited = _cited(connection)
    rows = connection.execute(
        "SELECT ifnull(revision.article, 0), revision.layer, kind, object, revision.id, gone, device.uid, sequence, "
        "hash, action.clock FROM revision JOIN device ON device.id = revision.device "
        "JOIN action ON action.id = revision.action WHERE bytes IS NOT NULL"
    )
    current: dict[At, list[_Current]] = {}
    awaited = {at: set(names) for at, names in cited.items()}
    for article, layer, kind, uid, number, gone, device, sequence, digest, clock in rows:
        at = article, layer, kind, uid
        names = cited.get(at)
        if names is not None:
            found = names.intersection(names_of(device, sequence, digest))
            awaited[at] -= found
            if found:
                continue
        current.setdefault(at, []).append((clock, digest, number, gone))
    store_current(connection, current)
    missing = [(*at, name) for at, names in awaited.items() for name in names]
    connection.executemany("INSERT INTO awaited VALUES (?, ?, ?, ?, ?)", missing)
    refresh(connection, {at[:3] for at in current})


def store_current(connection: sqlite3.Connection, current: Mapping[At, list[_Current]]) -> None:
    """Writes the current revisions of objects that have none in `head` and `fork` at the time."""
    heads, forks = [], []
    for at, revisions in current.items():
        (_, _, number, gone), *others = sorted(revisions, reverse=True)
        heads.append((*at, number, gone))
        forks += [(*at, other, is_gone) for _, _, other, is_gone in others]
    connection.executemany("INSERT INTO head VALUES (?, ?, ?, ?, ?, ?)", heads)
    connection.executemany("INSERT INTO fork VALUES (?, ?, ?, ?, ?, ?)", forks)


def _cited(connection: sqlite3.Connection) -> dict[At, set[str]]:
    """What revisions cite (see `lineage.name_of`), by the object that both must belong to."""
    found: dict[At, set[str]] = {}
    # Most revisions are the first of their object: those need no parsing.
    rows = connection.execute(
        f"SELECT ifnull(article, 0), layer, kind, object, {BYTES} FROM revision "  # noqa: S608 ours
        "WHERE bytes IS NOT NULL AND instr(bytes, ?) = 0",
        (b'"parents":[],"previous":',),
    )
    for *at, data in rows:
        names = map(name_of, orjson.loads(data)["parents"])
        found.setdefault((at[0], at[1], at[2], at[3]), set()).update(names)
    return found

"""The tables that are computed from the log: heads, the rows of the article list, counts per layer.

`refresh` keeps them up to date after each action, `rebuild` makes them anew from the log alone; both must
give the same rows, which `audit` checks.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any

import orjson

TABLES = ("head", "article_row", "layer_row")


def refresh(connection: sqlite3.Connection, touched: Iterable[tuple[int, int, str]]) -> None:
    """Brings the rows of the touched (article, layer, kind) up to date."""
    articles, layers = set(), set()
    for article, layer, kind in touched:
        if kind == "article":
            articles.add(article)
        elif kind in ("annotation", "layer"):
            layers.add((layer, article))
    _refresh_articles(connection, articles)
    _refresh_layers(connection, layers)


def _refresh_articles(connection: sqlite3.Connection, articles: Iterable[int]) -> None:
    rows = []
    for article in sorted(articles):
        body = _body(connection, article, "article")
        if body is None:
            connection.execute("DELETE FROM article_row WHERE article = ?", (article,))
            continue
        values = [body.get(key) or "" for key in ("headline", "agency", "place", "published")]
        rows.append((article, *values, int(body.get("withdrawn", False))))
    connection.executemany("INSERT OR REPLACE INTO article_row VALUES (?, ?, ?, ?, ?, ?)", rows)


def _refresh_layers(connection: sqlite3.Connection, layers: Iterable[tuple[int, int]]) -> None:
    rows = []
    for layer, article in sorted(layers):
        (count,) = connection.execute(
            "SELECT count(DISTINCT object) FROM head WHERE article = ? AND layer = ? "
            "AND kind = 'annotation' AND gone = 0",
            (article, layer),
        ).fetchone()
        body = _body(connection, article, "layer", layer)
        if body is None and not count:
            connection.execute("DELETE FROM layer_row WHERE layer = ? AND article = ?", (layer, article))
        else:
            rows.append((layer, article, (body or {}).get("status", "in progress"), count))
    connection.executemany("INSERT OR REPLACE INTO layer_row VALUES (?, ?, ?, ?)", rows)


def _body(
    connection: sqlite3.Connection, article: int, kind: str, layer: int | None = None
) -> dict[str, Any] | None:
    """The body of the latest head of an article's record or of a layer's."""
    found = connection.execute(
        "SELECT revision.bytes FROM head JOIN revision ON revision.id = head.revision "
        "WHERE head.article = ?1 AND head.kind = ?2 AND (?3 IS NULL OR head.layer = ?3)",
        (article, kind, layer),
    ).fetchall()
    contents = [orjson.loads(data) for (data,) in found if data is not None]
    if not contents:
        return None
    latest = max(contents, key=lambda content: (content["clock"], content["device"]))
    body: dict[str, Any] | None = latest["body"]
    return body


def rebuild(connection: sqlite3.Connection) -> None:
    """Empties the derived tables and fills them from the log, inside the caller's transaction."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 a constant of ours
    superseded = _superseded(connection)
    rows = connection.execute(
        "SELECT ifnull(article, 0), layer, kind, object, id, gone, device, sequence FROM revision "
        "WHERE bytes IS NOT NULL"
    )
    heads = [row[:6] for row in rows if row[6:] not in superseded]
    connection.executemany("INSERT INTO head VALUES (?, ?, ?, ?, ?, ?)", heads)
    refresh(connection, {(article, layer, kind) for article, layer, kind, *_ in heads})


def _superseded(connection: sqlite3.Connection) -> set[tuple[int, int]]:
    """(device, sequence) of every revision that another one names as its parent."""
    devices = dict(connection.execute("SELECT uid, id FROM device").fetchall())
    named = set()
    # Most revisions are the first of their object: those need no parsing.
    for (data,) in connection.execute(
        "SELECT bytes FROM revision WHERE bytes IS NOT NULL AND instr(bytes, ?) = 0",
        (b'"parents":[],"previous":',),
    ):
        for device, sequence in orjson.loads(data)["parents"]:
            named.add((devices[device], sequence))
    return named

"""The floor: plain Python `json` and `sqlite3` that do the same work, without log, hashes, checks or history."""

import json
import sqlite3
from itertools import groupby
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE article (id TEXT, text TEXT, about TEXT, n INTEGER PRIMARY KEY);
CREATE TABLE annotation (article INTEGER, id TEXT, start INTEGER, "end" INTEGER, label TEXT, attributes TEXT,
    links TEXT, unsure INTEGER, author TEXT, made TEXT, origin TEXT);
CREATE INDEX annotation_article ON annotation (article);
"""
_ABOUT = (
    "headline",
    "agency",
    "place",
    "published",
    "date_evidence",
    "language",
    "source",
    "zones",
    "status",
)
_FIELDS = ("id", "start", "end", "label", "attributes", "links", "unsure", "author", "made", "origin")


def load(source: Path, target: Path) -> None:
    """Articles and annotations into two tables, in one transaction."""
    connection = sqlite3.connect(target)
    connection.executescript(_TABLES)
    with source.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            values = json.loads(line)
            about = json.dumps({name: values[name] for name in _ABOUT})
            connection.execute(
                "INSERT INTO article VALUES (?, ?, ?, ?)", (values["id"], values["text"], about, number)
            )
            connection.executemany(
                f"INSERT INTO annotation VALUES ({', '.join('?' * 11)})",
                [(number, *_stored(one)) for one in values["annotations"]],
            )
    connection.commit()
    connection.close()


def _stored(one: dict[str, Any]) -> list[Any]:
    return [json.dumps(one[n]) if n in ("attributes", "links") else one[n] for n in _FIELDS]


def dump(source: Path, target: Path) -> None:
    """The same lines out of the two tables."""
    connection = sqlite3.connect(source)
    texts = connection.execute("SELECT n, id, text, about FROM article ORDER BY n")
    rows = connection.cursor().execute(
        'SELECT * FROM annotation ORDER BY article, start, "end" DESC, label, id'
    )
    groups = {}
    with target.open("w", encoding="utf-8") as file:
        annotations = groupby(rows, key=lambda row: row[0])
        for (_, uid, text, about), (_, group) in zip(texts, annotations, strict=True):
            groups = [_shown(text, row) for row in group]
            values = {
                "schema": "annotator/1",
                "id": uid,
                "text": text,
                **json.loads(about),
                "annotations": groups,
            }
            file.write(json.dumps(values, ensure_ascii=False) + "\n")
    connection.close()


def _shown(text: str, row: tuple[Any, ...]) -> dict[str, Any]:
    _, uid, start, end, label, attributes, links, unsure, author, made, origin = row
    return {
        "id": uid, "start": start, "end": end, "text": text[start:end], "label": label,
        "attributes": json.loads(attributes), "links": json.loads(links), "unsure": bool(unsure),
        "author": author, "made": made, "origin": origin,
    }  # fmt: skip

"""The floor: what plain Python with `json` and `sqlite3` needs for the same work. No log, no checks."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE article (
    id INTEGER PRIMARY KEY, sha256 TEXT UNIQUE, text TEXT, headline TEXT, agency TEXT, place TEXT,
    published TEXT, about TEXT
);
CREATE TABLE annotation (
    id INTEGER PRIMARY KEY, article INTEGER, uid TEXT, "start" INTEGER, "end" INTEGER, label TEXT, rest TEXT
);
CREATE INDEX annotation_article ON annotation (article);
"""
_COLUMNS = ("id", "text", "headline", "agency", "place", "published")
_ABOUT = ("schema", "date_evidence", "language", "source", "zones", "layer", "status", "split")
_REST = ("attributes", "links", "unsure", "author", "made", "origin")


def read_into_tables(source: Path, target: Path) -> int:
    """Writes the articles of a file and their annotations into two tables, in one transaction."""
    connection = sqlite3.connect(target, isolation_level=None)
    connection.executescript(_TABLES)
    connection.execute("BEGIN")
    count = 0
    with source.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            found = json.loads(line)
            about = json.dumps({key: found[key] for key in _ABOUT})
            values = (number, *(found[key] for key in _COLUMNS), about)
            connection.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
            rows = [
                (
                    number,
                    a["id"],
                    a["start"],
                    a["end"],
                    a["label"],
                    json.dumps({key: a[key] for key in _REST}),
                )
                for a in found["annotations"]
            ]
            connection.executemany(
                'INSERT INTO annotation (article, uid, "start", "end", label, rest) VALUES (?, ?, ?, ?, ?, ?)',
                rows,
            )
            count += len(rows)
    connection.execute("COMMIT")
    connection.close()
    return count


def read_spans_into_tables(source: Path, target: Path) -> int:
    """The least that can be called an import: text, and of each annotation its span and label."""
    connection = sqlite3.connect(target, isolation_level=None)
    connection.executescript(_TABLES)
    connection.execute("BEGIN")
    count = 0
    with source.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            found = json.loads(line)
            connection.execute("INSERT INTO article (id, text) VALUES (?, ?)", (number, found["text"]))
            rows = [(number, a["start"], a["end"], a["label"]) for a in found["annotations"]]
            connection.executemany(
                'INSERT INTO annotation (article, "start", "end", label) VALUES (?, ?, ?, ?)', rows
            )
            count += len(rows)
    connection.execute("COMMIT")
    connection.close()
    return count


def write_from_tables(
    source: Path, target: Path, dumps: Callable[[Any], bytes], loads: Callable[[str], Any]
) -> int:
    """Selects everything again and writes the file that was read, in the order of ids."""
    connection = sqlite3.connect(source)
    count = 0
    with target.open("wb") as file:
        for key, sha, text, headline, agency, place, published, about in connection.execute(
            "SELECT * FROM article ORDER BY sha256"
        ):
            rows = connection.execute(
                'SELECT uid, "start", "end", label, rest FROM annotation WHERE article = ?', (key,)
            )
            annotations = [
                {
                    "id": uid,
                    "start": start,
                    "end": end,
                    "text": text[start:end],
                    "label": label,
                    **loads(rest),
                }
                for uid, start, end, label, rest in rows
            ]
            record = {"id": sha, "text": text, "headline": headline, "agency": agency, "place": place}
            record |= {"published": published, **loads(about), "annotations": annotations}
            file.write(dumps(record) + b"\n")
            count += len(annotations)
    connection.close()
    return count


def commit_rows(path: Path, bodies: list[str]) -> None:
    """One durable commit for each row, with the pragmas that a project is written with."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("CREATE TABLE IF NOT EXISTS annotation (id INTEGER PRIMARY KEY, body TEXT)")
    for body in bodies:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO annotation (body) VALUES (?)", (body,))
        connection.execute("COMMIT")
    connection.close()

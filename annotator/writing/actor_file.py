"""A registry as a file: what reading.actors takes back without a difference."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from annotator.domain.actor import Actor

SCHEMA = "annotator-actors/1"
COLUMNS = ("id", "name", "type", "aliases", "metonyms", "demonyms", "roles", "external", "merged_into")


def json_pieces(actors: Iterable[Actor]) -> Iterator[bytes]:
    """A JSON file with one entry a line, so that two versions can be compared line by line."""
    yield b'{"schema": "%b", "actors": [' % SCHEMA.encode()
    between = b"\n"
    for actor in actors:
        body = actor.body()
        yield between + orjson.dumps({"id": actor.id} | {name: body[name] for name in COLUMNS[1:]})
        between = b",\n"
    yield b"\n]}\n"


def csv_pieces(actors: Iterable[Actor]) -> Iterator[bytes]:
    """A CSV file with one entry a line, for a spreadsheet: UTF-8 with a byte order mark, which those need."""
    yield b"\xef\xbb\xbf" + _line(COLUMNS)
    for actor in actors:
        yield _line(_cells(actor))


def _line(cells: Iterable[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode()


def _cells(actor: Actor) -> list[str]:
    roles = (_joined(";", (r.title, r.of or "", r.since or "", r.until or "")) for r in actor.roles)
    external = (_joined(":", pair) for pair in actor.external)
    lists: list[Any] = [actor.aliases, actor.metonyms, actor.demonyms, roles, external]
    return [
        actor.id,
        actor.name,
        actor.type,
        *(_joined("|", parts) for parts in lists),
        actor.merged_into or "",
    ]


def _joined(mark: str, parts: Iterable[str]) -> str:
    return mark.join(part.replace("\\", "\\\\").replace(mark, f"\\{mark}") for part in parts)

"""Registry files: entries as CSV or JSON. An entry states all or some of its fields; the others stay as they are."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from annotator.domain.actor import Role
from annotator.domain.problems import Problem
from annotator.reading.encodings import decode

COLUMNS = ("id", "name", "type", "aliases", "metonyms", "demonyms", "roles", "external", "merged_into")
"""Fields of an entry, in the order of a CSV file's columns."""
_LISTS = ("aliases", "metonyms", "demonyms")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file says of one entry. `where` names the place in the file; `fields` are those of Actor."""

    where: str
    fields: dict[str, Any]


def read_json(name: str, data: bytes) -> Iterator[Stated]:
    """The entries of a JSON file: a list of objects, or an object that has such a list as `actors`.

    Raises Problem with the place if it is none.
    """
    try:
        content = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise Problem(f"{name}, line {error.lineno}: it is not valid JSON ({error.msg}).") from error
    actors = content.get("actors") if isinstance(content, dict) else content
    if not isinstance(actors, list):
        raise Problem(f"{name} holds no list of actors. Compare it with an exported registry.")
    for number, entry in enumerate(actors, 1):
        where = f"{name}, entry {number}"
        if not isinstance(entry, dict):
            raise Problem(f"{where}: it is not a JSON object.")
        yield Stated(where, _fields_of_json(where, entry))


def _fields_of_json(where: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for column, value in entry.items():
        if column not in COLUMNS:
            raise Problem(
                f"{where}: it has an unknown field {column!r}. The fields are {', '.join(COLUMNS)}."
            )
        try:
            fields[column] = _JSON[column](value)
        except (KeyError, TypeError, ValueError) as error:
            raise Problem(f"{where}: its {column} is not as an exported registry has it.") from error
    return fields


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value) or None


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(map(_text, value))


def _roles(value: Any) -> tuple[Role, ...]:
    return tuple(
        Role(_text(role["title"]), *(_text_or_none(role.get(key)) for key in ("of", "since", "until")))
        for role in value
    )


def _external(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((_text(scheme), _text(uid)) for scheme, uid in value)


_JSON = {
    "id": _text,
    "name": _text,
    "type": _text,
    **dict.fromkeys(_LISTS, _texts),
    "roles": _roles,
    "external": _external,
    "merged_into": _text_or_none,
}


def read_csv(name: str, data: bytes) -> Iterator[Stated]:
    """The entries of a CSV file whose first line names the columns; commas or semicolons or tabs between them.

    Several values of a cell are separated by `|`, the parts of a role (title, of whom, since, until) by `;`,
    scheme and id of an external id by `:`; a backslash takes the next character literally. Raises Problem.
    """
    text = decode(data).text
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        columns = [cell.strip().casefold() for cell in next(rows, [])]
        _check_columns(name, columns)
        before = rows.line_num
        for row in rows:
            where, before = f"{name}, line {before + 1}", rows.line_num
            if any(cell.strip() for cell in row):
                yield Stated(where, _fields_of_row(where, columns, row))
    except csv.Error as error:
        raise Problem(f"{name}, line {rows.line_num}: it is no CSV ({error}).") from error


def _check_columns(name: str, columns: list[str]) -> None:
    if "name" not in columns and "id" not in columns:
        raise Problem(f"{name}, line 1: it names no columns. They are {', '.join(COLUMNS)}; name is needed.")
    for column in columns:
        if column not in COLUMNS:
            raise Problem(f"{name}, line 1: {column!r} is no column. The columns are {', '.join(COLUMNS)}.")
    if len(set(columns)) < len(columns):
        raise Problem(f"{name}, line 1: a column stands there twice.")


def _fields_of_row(where: str, columns: list[str], row: list[str]) -> dict[str, Any]:
    if len(row) != len(columns):
        raise Problem(f"{where}: it has {len(row)} cells, but there are {len(columns)} columns.")
    fields: dict[str, Any] = {}
    for column, cell in zip(columns, row, strict=True):
        if column in _LISTS:
            fields[column] = tuple(split(cell, "|"))
        elif column == "roles":
            fields[column] = tuple(_role(where, part) for part in split(cell, "|"))
        elif column == "external":
            fields[column] = tuple(_pair(where, part) for part in split(cell, "|"))
        else:
            fields[column] = cell.strip()
    if "merged_into" in fields:
        fields["merged_into"] = fields["merged_into"] or None
    return fields


def _role(where: str, text: str) -> Role:
    parts = split(text, ";", empty=True)
    if len(parts) > 4:
        raise Problem(f"{where}: the role {text!r} has more parts than title;of;since;until.")
    title, of, since, until = (part or None for part in (*parts, "", "", "")[:4])
    return Role(title or "", of, since, until)


def _pair(where: str, text: str) -> tuple[str, str]:
    parts = split(text, ":", empty=True)
    if len(parts) < 2:
        raise Problem(f"{where}: {text!r} is no external id. It is written scheme:id, such as iso3166:RU.")
    return parts[0], ":".join(parts[1:])


def split(cell: str, mark: str, empty: bool = False) -> list[str]:
    """The parts of a cell between marks, trimmed. Inner escapes of other marks are kept for the next split."""
    parts, current, characters = [], "", iter(cell)
    for character in characters:
        if character == "\\":
            following = next(characters, "")
            current += following if following in (mark, "\\") else character + following
        elif character == mark:
            parts.append(current)
            current = ""
        else:
            current += character
    stripped = [part.strip() for part in (*parts, current)]
    return stripped if empty else [part for part in stripped if part]

"""JSON lines, one article a line, and JSON files with a list of articles or with one."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from annotator.domain.article import Draft, Rejection
from annotator.reading.values import Fault, draft_of

_MARK = b"\xef\xbb\xbf"


def read_jsonl(name: str, lines: Iterable[bytes]) -> Iterator[Draft | Rejection]:
    """An article or a rejection for each line that is not blank; `name` is the file's, as it is shown."""
    for number, line in enumerate(lines, 1):
        line = line.removeprefix(_MARK) if number == 1 else line
        if not line.strip():
            continue
        try:
            yield draft_of(_parsed(line), name, number)
        except Fault as fault:
            yield Rejection(name, number, str(fault))


def read_json(name: str, data: bytes) -> Iterator[Draft | Rejection]:
    """Reads a JSON file: each member of the list that it holds, or the one object in it, is an article."""
    try:
        content = _parsed(data.removeprefix(_MARK))
    except Fault as fault:
        yield Rejection(name, None, str(fault))
        return
    several = type(content) is list
    if content == []:
        yield Rejection(name, None, "its list is empty")
    for number, one in enumerate(content if several else [content], 1):
        try:
            yield draft_of(one, name, None)
        except Fault as fault:
            yield Rejection(name, None, f"article {number} of its list: {fault}" if several else str(fault))


def _parsed(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        place = f"line {error.lineno}, column" if error.lineno > 1 else "column"
        raise Fault(f"it is not valid JSON ({error.msg} at {place} {error.colno})") from error

"""Tables of frames: comma-separated values after RFC 4180, and JSON lines."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from annotator.domain.frames import Column, Filler, Frame

_FIXED = ("article", "headline", "date", "label", "words")
_AT_ONCE = 1000

Lines = Callable[[Iterable[Frame], Sequence[Column]], Iterator[bytes]]


def csv_lines(frames: Iterable[Frame], columns: Sequence[Column]) -> Iterator[bytes]:
    """A header, then a row for each frame; UTF-8, lines end with CR LF."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow([*_FIXED, *_titles(columns), "annotation"])
    for number, frame in enumerate(frames, 1):
        known = (frame.article, frame.headline, frame.date or "", frame.label, frame.words)
        rows.writerow([*known, *(column.text(frame) for column in columns), frame.annotation])
        if number % _AT_ONCE == 0:
            yield _taken(text)
    yield _taken(text)


def _titles(columns: Sequence[Column]) -> list[str]:
    """A slot or attribute that has the name of a column of ours says what it is."""
    taken = (*_FIXED, "annotation")
    return [f"{c.name} ({c.kind})" if c.title in taken else c.title for c in columns]


def _taken(text: io.StringIO) -> bytes:
    written = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return written


def json_lines(frames: Iterable[Frame], _columns: Sequence[Column]) -> Iterator[bytes]:
    """An object a line for each frame, with its fillers in full and all its attributes."""
    for frame in frames:
        yield orjson.dumps(record(frame), option=orjson.OPT_APPEND_NEWLINE)


def record(frame: Frame) -> dict[str, Any]:
    """A frame as JSON values."""
    return {
        "article": frame.article,
        "headline": frame.headline,
        "date": frame.date,
        "label": frame.label,
        "words": frame.words,
        "slots": {slot: [_filler(filler) for filler in fillers] for slot, fillers in frame.slots.items()},
        "within": [_filler(filler) for filler in frame.within],
        "attributes": dict(sorted(frame.attributes.items())),
        "annotation": frame.annotation,
    }


def _filler(filler: Filler) -> dict[str, Any]:
    return {
        "annotation": filler.annotation,
        "words": filler.words,
        "actor": filler.actor,
        "name": filler.name,
    }


FORMS: Mapping[str, Lines] = {".csv": csv_lines, ".jsonl": json_lines}
"""How a table is written, by the ending of the file's name."""

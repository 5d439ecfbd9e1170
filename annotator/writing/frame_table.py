"""Tables of frames: comma-separated values after RFC 4180, and JSON lines."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from annotator.domain.frame import Column, Filler, Frame, columns_of
from annotator.domain.scheme import Label
from annotator.writing.rows import Row, csv_pieces

_FIXED = ("article", "headline", "date", "label", "words")
_EVERY_TYPE = ("choice", "choices", "text")

Lines = Callable[[Iterable[Frame], Sequence[Column]], Iterator[bytes]]


def columns_to_write(labels: Iterable[Label]) -> tuple[Column, ...]:
    """The columns of a table in a file: also the attributes that are free text."""
    return columns_of(labels, _EVERY_TYPE)


def csv_lines(frames: Iterable[Frame], columns: Sequence[Column]) -> Iterator[bytes]:
    """A header, then a row for each frame; UTF-8, lines end with CR LF."""
    return csv_pieces(titles(columns), (row(frame, columns) for frame in frames))


def titles(columns: Sequence[Column]) -> list[str]:
    """The header. A slot or attribute that has the name of a column of ours says what it is."""
    taken = (*_FIXED, "annotation")
    own = [f"{c.name} ({c.kind})" if c.title in taken else c.title for c in columns]
    return [*_FIXED, *own, "annotation"]


def row(frame: Frame, columns: Sequence[Column]) -> Row:
    """A frame as the cells below the header."""
    known = (frame.article, frame.headline, frame.date or "", frame.label, frame.words)
    return [*known, *(column.text(frame) for column in columns), frame.annotation]


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

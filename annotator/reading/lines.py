"""The first and the last lines of a text, found without looking at what lies between."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

_HEAD_LINES = 24
_TAIL_LINES = 16
_MARK = re.compile(r"\S")


class Line(NamedTuple):
    """A line that is not blank: half-open, without white space at its edges; `block` counts paragraphs."""

    start: int
    end: int
    block: int


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its edges (start == end if nothing else is in it)."""
    first = _MARK.search(text, start, end)
    if first is None:
        return start, start
    return first.start(), start + len(text[start:end].rstrip())


def all_lines(text: str) -> Iterator[Line]:
    """The lines that are not blank, in their order."""
    at, block = 0, 0
    while mark := _MARK.search(text, at):
        stop = text.find("\n", mark.start())
        start, end = trimmed(text, mark.start(), len(text) if stop < 0 else stop)
        block += not block or text.count("\n", at, start) > 1
        yield Line(start, end, block)
        at = end


def first_lines(text: str) -> list[Line]:
    """The first lines that are not blank, a few dozen at most."""
    return list(islice(all_lines(text), _HEAD_LINES))


def last_lines(text: str, begin: int) -> Iterator[Line]:
    """The last lines after `begin` that are not blank, the last first, a dozen at most."""
    at, block = len(text), 0
    for number in range(_TAIL_LINES):
        end = begin + len(text[begin:at].rstrip())
        if end == begin:
            break
        stop = max(text.rfind("\n", begin, end), begin - 1)
        start, _ = trimmed(text, stop + 1, end)
        block += number == 0 or text.count("\n", end, at) > 1
        yield Line(start, end, block)
        at = start


def is_wrapped(lines: list[Line], number: int) -> bool:
    """Whether the line is one of several of its paragraph."""
    block = lines[number].block
    return any(lines[other].block == block for other in (number - 1, number + 1) if 0 <= other < len(lines))

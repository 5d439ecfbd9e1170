"""Frames over time: on which day, in whose row."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from annotator.domain.frame import SLOT, Column, Frame, day_of

MOST_ROWS = 20

RowsOf = Callable[[Frame], dict[str, str]]
"""The rows that a frame belongs to: their names by what equal ones have in common."""


@dataclass(frozen=True, slots=True)
class Point:
    """The number of a frame, its row, its day (as Python counts days), and which of the frames there it is.

    `nth` of `of`: frames of one row and one day, in their order.
    """

    frame: int
    row: int
    day: int
    nth: int
    of: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rows by count, the largest first, with the points in them, by day.

    Not shown: `undated` frames, frames whose date has no year, `rowless` ones (of those with a date),
    and what lies in the `left_out` smaller rows.
    """

    rows: tuple[str, ...]
    points: tuple[Point, ...]
    undated: int
    yearless: int
    rowless: int
    left_out: int


def by_filler(frame: Frame) -> dict[str, str]:
    """A row for everything that fills a slot."""
    return {filler.group: filler.name for fillers in frame.slots.values() for filler in fillers}


def by_label(frame: Frame) -> dict[str, str]:
    """A row for each label."""
    return {frame.label: frame.label}


def by_column(column: Column) -> RowsOf:
    """A row for each value of a column."""
    if column.kind == SLOT:
        return lambda frame: {filler.group: filler.name for filler in frame.slots.get(column.name, ())}

    def values(frame: Frame) -> dict[str, str]:
        value = frame.attributes.get(column.name, [])
        return {one: one for one in ([value] if isinstance(value, str) else value)}

    return values


def timeline(frames: Sequence[Frame], rows_of: RowsOf, most: int = MOST_ROWS) -> Timeline:
    """The timeline of some frames; of rows with equal counts the first in the alphabet come first."""
    names: dict[str, str] = {}
    placed: list[tuple[int, str, int]] = []
    rowless = 0
    for number, frame in enumerate(frames):
        day = day_of(frame.date)
        if day is None:
            continue
        rows = rows_of(frame)
        rowless += not rows
        for group, name in rows.items():
            names.setdefault(group, name)
            placed.append((day, group, number))
    counts = Counter(group for _, group, _ in placed)
    order = nsmallest(most, counts, key=lambda group: (-counts[group], group))
    yearless = sum(frame.date is not None and frame.date.startswith("--") for frame in frames)
    undated = sum(frame.date is None for frame in frames)
    shown = tuple(names[group] for group in order)
    return Timeline(shown, _points(placed, order), undated, yearless, rowless, len(counts) - len(order))


def _points(placed: list[tuple[int, str, int]], order: Sequence[str]) -> tuple[Point, ...]:
    place = {group: row for row, group in enumerate(order)}
    kept = [(day, place[group], number) for day, group, number in placed if group in place]
    kept.sort()
    heights = Counter((day, row) for day, row, _ in kept)
    seen: Counter[tuple[int, int]] = Counter()
    points = []
    for day, row, number in kept:
        points.append(Point(number, row, day, seen[day, row], heights[day, row]))
        seen[day, row] += 1
    return tuple(points)

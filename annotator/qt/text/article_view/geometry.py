"""Where a range of the text lies on the screen: exact in mixed directions too.

Text that only runs from left to right is measured with `cursorToX`. Anything else goes by the boxes of its
glyph runs: where the direction changes, the two cursor positions do not enclose the range.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGlyphRun, QTextBlock, QTextDocument, QTextLayout, QTextLine

# Letters that run from right to left, and the marks that turn directions.
_TURNS = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_TOUCH = 0.75
"""Boxes that lie no further apart than this, in pixels, are one."""

Stretch = tuple[float, float]
"""Left and right of a piece of a line."""


@dataclass(frozen=True, slots=True)
class Edge:
    """An end of a range: where it stands, and whether the range lies to the left of it."""

    x: float
    leftwards: bool

    def moved(self, by: float) -> Self:
        """A copy of the edge at another place."""
        return replace(self, x=self.x + by)


def runs_one_way(text: str) -> bool:
    """Whether the text runs from left to right only."""
    return text.isascii() or _TURNS.search(text) is None


def stretches(line: QTextLine, start: int, end: int, one_way: bool) -> list[Stretch]:
    """The pieces of a line that a range takes; positions count UTF-16 units of the paragraph."""
    if start >= end:
        return []
    if not one_way:
        boxes = [(box.left(), box.right()) for box, _ in _boxes(line, start, end)]
        if boxes:
            return _merged(boxes)
    left, right = sorted((cursor_x(line, start), cursor_x(line, end)))
    return [(left, right)]


def edges(line: QTextLine, start: int, end: int, one_way: bool, pieces: list[Stretch]) -> tuple[Edge, Edge]:
    """Where a range begins and ends: at the outer sides, in the direction in which it begins.

    A range that falls into several pieces begins and ends where its first and last character do.
    """
    if one_way or not pieces:
        left, right = pieces[0] if pieces else (0.0, 0.0)
        return Edge(left, leftwards=False), Edge(right, leftwards=True)
    first, last = _edge(line, start, end, first=True), _edge(line, start, end, first=False)
    if len(pieces) > 1:
        return first, last
    left, right = pieces[0]
    if first.leftwards:
        return Edge(right, leftwards=True), Edge(left, leftwards=False)
    return Edge(left, leftwards=False), Edge(right, leftwards=True)


def _edge(line: QTextLine, start: int, end: int, first: bool) -> Edge:
    """The outer side of the first or last character, which hangs on the direction that it runs in."""
    for unit in range(start, end) if first else range(end - 1, start - 1, -1):
        for box, leftwards in _boxes(line, unit, unit + 1):
            if box.width() > 0:
                return Edge(box.right() if leftwards == first else box.left(), leftwards == first)
    return Edge(cursor_x(line, start if first else end), not first)


def cursor_x(line: QTextLine, position: int) -> float:
    """Where the caret stands in a line: Qt gives a pair, of which the second is the position it settled on."""
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _boxes(line: QTextLine, start: int, end: int) -> Iterator[tuple[QRectF, bool]]:
    # Never ask such a run for its font's name: without a font for the script that ends the program.
    runs: Iterable[QGlyphRun] = line.glyphRuns(start, end - start)
    for run in runs:
        yield run.boundingRect(), run.isRightToLeft()


def _merged(boxes: list[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for left, right in sorted(boxes):
        if merged and left - merged[-1][1] <= _TOUCH:
            merged[-1] = merged[-1][0], max(merged[-1][1], right)
        else:
            merged.append((left, right))
    return merged


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page: its paragraph and number there, and where the paragraph's corner is."""

    block: QTextBlock
    layout: QTextLayout
    number: int
    left: float
    top: float
    height: float
    """Of the whole paragraph's lines: the first baseline hangs on it."""


def rows(document: QTextDocument, first: QTextBlock, top: float, bottom: float) -> Iterator[Row]:
    """The lines whose top lies between two heights of the document, from the block `first` on."""
    page = document.documentLayout()
    block = first
    while block.isValid():
        corner = page.blockBoundingRect(block).topLeft()
        if corner.y() > bottom:
            return
        height = block.blockFormat().lineHeight()
        yield from _rows_of(block, corner.x(), corner.y(), height, top, bottom)
        block = block.next()


def _rows_of(
    block: QTextBlock, left: float, corner: float, height: float, top: float, bottom: float
) -> Iterator[Row]:
    """Lines have one height, so that the visible ones of a very long paragraph are found by division."""
    layout, step = block.layout(), max(height, 1.0)
    first = max(0, int((top - corner) // step))
    last = min(layout.lineCount() - 1, int((bottom - corner) // step))
    for number in range(first, last + 1):
        yield Row(block, layout, number, left, corner + number * step, height)

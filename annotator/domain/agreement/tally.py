"""What two analysts' layers of one text come to in whole numbers, packed so that thousands of texts add up quickly.

The numbers stand side by side in one large integer, 64 bits for each (128 for a disagreement). Adding two of these adds
all their numbers at once, exactly; a bootstrap does so ten million times.
"""

import sys
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.domain.agreement.aligning import Alignment
from annotator.domain.agreement.marks import Group
from annotator.domain.agreement.unitizing import Sections, differences, expected_ratio

LABEL, LINK, FRAME = "label", "link", "frame"
"""What a row counts: annotations of a label, links of a type, whole frames of a label."""

_WORD = 64
_MASK = (1 << _WORD) - 1
_FRACTION = 96
"""Bits after the point in a disagreement: sums over a million texts are right to more than twenty digits."""
_WIDTH = {LABEL: 11, LINK: 4, FRAME: 4}

Row = tuple[str, str]
"""What is counted and its name."""


class Head(NamedTuple):
    """Texts that both annotated, those of them in which one has not submitted, and the words in all."""

    articles: int = 0
    unfinished: int = 0
    words: int = 0


class Units(NamedTuple):
    """How many links or frames the first and the second have, and how many match strictly and by overlap."""

    first: int = 0
    second: int = 0
    strict: int = 0
    overlap: int = 0


class Spans(NamedTuple):
    """As `Units`, of annotations; words that each and both marked; disagreement of alpha_U, both by one factor."""

    first: int = 0
    second: int = 0
    strict: int = 0
    overlap: int = 0
    words_first: int = 0
    words_second: int = 0
    words_both: int = 0
    observed: int = 0
    expected: int = 0


class Layout:
    """Where the numbers of each row stand. Rows are added as they occur; numbers packed before stay right."""

    def __init__(self) -> None:
        self._at: dict[Row, int] = {}
        self._size = len(Head._fields)

    def place(self, row: Row) -> int:
        """Where a row begins; a new one gets a place at the end."""
        at = self._at.get(row)
        if at is None:
            at = self._at[row] = self._size
            self._size += _WIDTH[row[0]]
        return at

    def names(self, what: str) -> list[str]:
        """The names of the rows of a kind, in the order in which they occurred."""
        return [name for kind, name in self._at if kind == what]

    def pack(self, alignment: Alignment, unfinished: bool) -> int:
        """The numbers of two layers of one text."""
        ground = alignment.first.ground
        rows = [*_label_rows(alignment), *_unit_rows(alignment)]
        places = [self.place(row) for row, _ in rows]
        words = array("Q", bytes(8 * self._size))
        words[:3] = array("Q", (1, unfinished, ground.words))
        for at, (_, numbers) in zip(places, rows, strict=True):
            words[at : at + len(numbers)] = array("Q", numbers)
        return int.from_bytes(words.tobytes(), sys.byteorder)

    def unpack(self, total: int) -> "Numbers":
        """The sum of such packed numbers, to be read."""
        words = array("Q", total.to_bytes(8 * self._size, sys.byteorder))
        return Numbers(self, words)


class Numbers:
    """Whole numbers summed over texts."""

    def __init__(self, layout: Layout, words: Sequence[int]) -> None:
        self._layout, self._words = layout, words

    @property
    def head(self) -> Head:
        """Of the texts themselves."""
        return Head(*self._words[:3])

    def spans(self, label: str) -> Spans:
        """Of the annotations with a label."""
        at = self._layout.place((LABEL, label))
        *counts, low, high, expected_low, expected_high = self._words[at : at + _WIDTH[LABEL]] or [0] * 11
        return Spans(*counts, low | high << _WORD, expected_low | expected_high << _WORD)

    def units(self, what: str, name: str) -> Units:
        """Of links of a type or frames of a label."""
        at = self._layout.place((what, name))
        return Units(*self._words[at : at + _WIDTH[what]])


def _label_rows(alignment: Alignment) -> Iterator[tuple[Row, list[int]]]:
    first, second, ground = alignment.first.groups, alignment.second.groups, alignment.first.ground
    for label in {**first, **second}:
        a, b = first.get(label), second.get(label)
        found = alignment.matches.get(label)
        strict, overlap = (found.first.equal_to(found.second), len(found.pairs)) if found else (0, 0)
        words, other_words = a.words if a else 0, b.words if b else 0
        both = (words & other_words).bit_count()
        counts = [len(a.marks) if a else 0, len(b.marks) if b else 0, strict, overlap]
        counts += [words.bit_count(), other_words.bit_count(), both]
        yield (LABEL, label), counts + _disagreement(a, b, ground.empty, ground.length)


def _disagreement(a: Group | None, b: Group | None, empty: Sections, length: int) -> list[int]:
    one, other = a.sections if a else empty, b.sections if b else empty
    observed = (differences(one, other) << _FRACTION) // (length * length)
    top, bottom = expected_ratio((one, other), length)
    expected = (top << _FRACTION) // bottom
    return [observed & _MASK, observed >> _WORD, expected & _MASK, expected >> _WORD]


def _unit_rows(alignment: Alignment) -> Iterator[tuple[Row, list[int]]]:
    first, second = alignment.first.units, alignment.second.units
    rows: dict[Row, list[int]] = {}
    for what, at, units in (
        (LINK, 0, first.links),
        (LINK, 1, second.links),
        (FRAME, 0, first.frames),
        (FRAME, 1, second.frames),
    ):
        for unit in units:
            rows.setdefault((what, unit.name), [0, 0, 0, 0])[at] += 1
    for what, (keys, other_keys) in (
        (LINK, (first.link_keys, second.link_keys)),
        (FRAME, (first.frame_keys, second.frame_keys)),
    ):
        for (name, *_), count in (keys & other_keys).items():
            rows[what, name][2] += count
    for i, _ in alignment.links:
        rows[LINK, first.links[i].name][3] += 1
    for i, _ in alignment.frames:
        rows[FRAME, first.frames[i].name][3] += 1
    return iter(rows.items())

"""What two analysts' layers of one text come to in whole numbers, packed so that thousands of texts add up quickly.

The numbers stand side by side in one large integer, 32 bits for each (128 for a disagreement): enough for four thousand
million words. Adding two of these adds all their numbers at once, exactly; a bootstrap does so ten million times.
"""

from collections.abc import Callable
from struct import Struct
from typing import NamedTuple

from annotator.domain.agreement.aligning import Alignment
from annotator.domain.agreement.groups import LayerMarks
from annotator.domain.agreement.unitizing import Sections, expected_of_two

LABEL, LINK, FRAME = "label", "link", "frame"
"""What a row counts: annotations of a label, links of a type, whole frames of a label."""

_HALF = 64
_MASK = (1 << _HALF) - 1
_FRACTION = 96
"""Bits after the point in a disagreement: sums over a million texts are right to more than twenty digits."""
_HEAD, _SPANS, _UNITS = Struct("<3L"), Struct("<7L4Q"), Struct("<4L")
_SHAPES = {LABEL: _SPANS, LINK: _UNITS, FRAME: _UNITS}

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
    """Where the numbers of each row stand, in bytes. Rows are added as they occur; what was packed stays right."""

    def __init__(self) -> None:
        self._at: dict[Row, int] = {}
        self.size = _HEAD.size

    def place(self, row: Row) -> int:
        """Where a row begins; a new one gets a place at the end."""
        at = self._at.get(row)
        if at is None:
            at = self._at[row] = self.size
            self.size += _SHAPES[row[0]].size
        return at

    def names(self, what: str) -> list[str]:
        """The names of the rows of a kind, in the order in which they occurred."""
        return [name for kind, name in self._at if kind == what]

    def pack(self, alignment: Alignment, unfinished: bool) -> int:
        """The numbers of two layers of one text."""
        for side in (alignment.first, alignment.second):
            self._make_room(side)
        numbers = bytearray(self.size)
        _HEAD.pack_into(numbers, 0, 1, unfinished, alignment.first.ground.words)
        self._pack_labels(alignment, numbers)
        self._pack_units(alignment, numbers)
        return int.from_bytes(numbers, "little")

    def _make_room(self, layer: LayerMarks) -> None:
        known = self._at
        for what, names in (
            (LABEL, layer.groups),
            (LINK, layer.units.link_counts),
            (FRAME, layer.units.frame_counts),
        ):
            for name in names:
                if (what, name) not in known:
                    self.place((what, name))

    def _pack_labels(self, alignment: Alignment, numbers: bytearray) -> None:
        first, second, length = alignment.first.groups, alignment.second.groups, alignment.first.ground.length
        for label, a in first.items():
            found, at = alignment.matches.get(label), self._at[LABEL, label]
            if found is None:
                alone = _disagreement(a.sections.squares, a.sections, Sections([], 0, length), length)
                _SPANS.pack_into(numbers, at, len(a.marks), 0, 0, 0, a.word_count, 0, 0, *alone)
                continue
            b = found.second
            _SPANS.pack_into(
                numbers, at, len(a.marks), len(b.marks), found.strict, len(found.pairs),
                a.word_count, b.word_count, (a.words & b.words).bit_count(),
                *_disagreement(found.differences, a.sections, b.sections, length),
            )  # fmt: skip
        for label, b in second.items():
            if label not in first:
                alone = _disagreement(b.sections.squares, b.sections, Sections([], 0, length), length)
                _SPANS.pack_into(
                    numbers, self._at[LABEL, label], 0, len(b.marks), 0, 0, 0, b.word_count, 0, *alone
                )

    def _pack_units(self, alignment: Alignment, numbers: bytearray) -> None:
        first, second = alignment.first.units, alignment.second.units
        for what, ours, theirs, linked, units in (
            (LINK, first.link_counts, second.link_counts, alignment.links, first.links),
            (FRAME, first.frame_counts, second.frame_counts, alignment.frames, first.frames),
        ):
            strict, overlap = (
                [units[i][0] for i, _ in linked.strict],
                [units[i][0] for i, _ in linked.overlap],
            )
            for name in ours.keys() | theirs.keys():
                counts = ours.get(name, 0), theirs.get(name, 0), strict.count(name), overlap.count(name)
                _UNITS.pack_into(numbers, self._at[what, name], *counts)

    def unpack(self, total: int) -> "Numbers":
        """The sum of such packed numbers, to be read."""
        return Numbers(self, total.to_bytes(self.size, "little"))

    def translation(self, other: "Layout") -> Callable[[int], int]:
        """What makes of numbers packed under another layout numbers under this one."""
        moves = [(at, self.place(row), _SHAPES[row[0]].size) for row, at in other._at.items()]
        if all(at == to for at, to, _ in moves):
            return lambda total: total

        def moved(total: int) -> int:
            given, numbers = total.to_bytes(other.size, "little"), bytearray(self.size)
            numbers[: _HEAD.size] = given[: _HEAD.size]
            for at, to, size in moves:
                numbers[to : to + size] = given[at : at + size]
            return int.from_bytes(numbers, "little")

        return moved


class Numbers:
    """Whole numbers summed over texts."""

    def __init__(self, layout: Layout, data: bytes) -> None:
        self._layout, self._data = layout, data

    @property
    def head(self) -> Head:
        """Of the texts themselves."""
        return Head._make(_HEAD.unpack_from(self._data))

    def spans(self, label: str) -> Spans:
        """Of the annotations with a label."""
        *counts, low, high, expected_low, expected_high = self._row((LABEL, label))
        return Spans._make([*counts, low | high << _HALF, expected_low | expected_high << _HALF])

    def units(self, what: str, name: str) -> Units:
        """Of links of a type or frames of a label."""
        return Units._make(self._row((what, name)))

    def _row(self, row: Row) -> tuple[int, ...]:
        """What the row holds: nothing but zeros where it was added after this was summed."""
        at, shape = self._layout.place(row), _SHAPES[row[0]]
        data = self._data if at < len(self._data) else bytes(at + shape.size)
        return shape.unpack_from(data, at)


def _disagreement(differences: int, one: Sections, other: Sections, length: int) -> tuple[int, int, int, int]:
    observed = (differences << _FRACTION) // (length * length)
    top, bottom = expected_of_two(one, other, length)
    expected = (top << _FRACTION) // bottom
    return observed & _MASK, observed >> _HALF, expected & _MASK, expected >> _HALF

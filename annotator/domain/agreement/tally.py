"""What two analysts' layers of one text come to in whole numbers, packed so that thousands of texts add up quickly.

The numbers stand side by side in one large integer, 64 bits for each (128 for a disagreement). Adding two of these adds
all their numbers at once, exactly; a bootstrap does so ten million times.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from struct import Struct, unpack
from typing import NamedTuple

from annotator.domain.agreement.aligning import Alignment
from annotator.domain.agreement.groups import Group
from annotator.domain.agreement.unitizing import Sections, expected_of_two

LABEL, LINK, FRAME = "label", "link", "frame"
"""What a row counts: annotations of a label, links of a type, whole frames of a label."""

_WORD = 64
_MASK = (1 << _WORD) - 1
_FRACTION = 96
"""Bits after the point in a disagreement: sums over a million texts are right to more than twenty digits."""
_WIDTH = {LABEL: 11, LINK: 4, FRAME: 4}
_HEAD, _SPANS, _UNITS = Struct("<3Q"), Struct("<11Q"), Struct("<4Q")

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
        places = [self._at.get(row[:2]) or self.place(row[:2]) for row in rows]
        numbers = bytearray(8 * self._size)
        _HEAD.pack_into(numbers, 0, 1, unfinished, ground.words)
        for at, (what, _, *counts) in zip(places, rows, strict=True):
            (_SPANS if what == LABEL else _UNITS).pack_into(numbers, 8 * at, *counts)
        return int.from_bytes(numbers, "little")

    def unpack(self, total: int) -> "Numbers":
        """The sum of such packed numbers, to be read."""
        return Numbers(self, unpack(f"<{self._size}Q", total.to_bytes(8 * self._size, "little")))


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
        words = self._words[at : at + _WIDTH[LABEL]]
        if not words:
            return Spans()
        disagreement = words[7] | words[8] << _WORD, words[9] | words[10] << _WORD
        return Spans._make([*words[:7], *disagreement])

    def units(self, what: str, name: str) -> Units:
        """Of links of a type or frames of a label."""
        at = self._layout.place((what, name))
        return Units(*self._words[at : at + _WIDTH[what]])


def _label_rows(alignment: Alignment) -> Iterator[tuple[str, str, *tuple[int, ...]]]:
    first, second, length = alignment.first.groups, alignment.second.groups, alignment.first.ground.length
    for label, a in first.items():
        found = alignment.matches.get(label)
        if found is None:
            yield LABEL, label, len(a.marks), 0, 0, 0, a.word_count, 0, 0, *_alone(a, length)
            continue
        b = found.second
        yield (
            LABEL, label, len(a.marks), len(b.marks), found.strict, len(found.pairs),
            a.word_count, b.word_count, (a.words & b.words).bit_count(),
            *_disagreement(found.differences, a.sections, b.sections, length),
        )  # fmt: skip
    for label, b in second.items():
        if label not in first:
            yield LABEL, label, 0, len(b.marks), 0, 0, 0, b.word_count, 0, *_alone(b, length)


def _alone(group: Group, length: int) -> tuple[int, int, int, int]:
    """The disagreement where only one analyst has the label."""
    return _disagreement(group.sections.squares, group.sections, Sections([], 0, length), length)


def _disagreement(differences: int, one: Sections, other: Sections, length: int) -> tuple[int, int, int, int]:
    observed = (differences << _FRACTION) // (length * length)
    top, bottom = expected_of_two(one, other, length)
    expected = (top << _FRACTION) // bottom
    return observed & _MASK, observed >> _WORD, expected & _MASK, expected >> _WORD


def _unit_rows(alignment: Alignment) -> Iterator[tuple[str, str, *tuple[int, ...]]]:
    first, second = alignment.first.units, alignment.second.units
    for what, ours, theirs, linked, units in (
        (LINK, first.link_counts, second.link_counts, alignment.links, first.links),
        (FRAME, first.frame_counts, second.frame_counts, alignment.frames, first.frames),
    ):
        strict = Counter([units[i][0] for i, _ in linked.strict]) if linked.strict else {}
        overlap = Counter([units[i][0] for i, _ in linked.overlap]) if linked.overlap else {}
        for name in {**ours, **theirs}:
            yield (
                what,
                name,
                ours.get(name, 0),
                theirs.get(name, 0),
                strict.get(name, 0),
                overlap.get(name, 0),
            )

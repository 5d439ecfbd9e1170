"""Two texts side by side: paragraphs that belong together in a row, and the words in which they differ."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from annotator.domain.dataset.paragraphs import SPACELESS, spans

Span = tuple[int, int]
"""A range of a text (half-open, code points)."""

_PIECE = re.compile(rf"[{SPACELESS}]|[^\W{SPACELESS}]+|[^\w\s]")
_BELONG = 0.4
"""The part of the shorter one's words that two paragraphs of a row have in common at least, in order."""
_MOST_COMPARED = 40_000
"""Pairs of paragraphs between two that are equal; where there are more, they stand in rows of their own."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the one text beside that of the other; None where there is none.

    `changed_one` and `changed_other` are what differs in them, as ranges of the whole texts; nothing where one of them
    is missing: then all of it does.
    """

    one: Span | None
    other: Span | None
    changed_one: tuple[Span, ...] = ()
    changed_other: tuple[Span, ...] = ()

    @property
    def same(self) -> bool:
        """Whether both are there, with the same words."""
        both = self.one is not None and self.other is not None
        return both and not self.changed_one and not self.changed_other


def rows(one: str, other: str) -> list[Row]:
    """All paragraphs of both texts, each once, in order. White space does not count."""
    left, right = _Paragraphs(one), _Paragraphs(other)
    matcher = SequenceMatcher(None, left.words, right.words, autojunk=False)
    found: list[Row] = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            found += map(Row, left.spans[start:end], right.spans[first:last])
        else:
            found += _between(left, range(start, end), right, range(first, last))
    return found


class _Paragraphs:
    def __init__(self, text: str) -> None:
        self.spans = list(spans(text))
        self.pieces = [
            [(match[0], match.start(), match.end()) for match in _PIECE.finditer(text, *span)]
            for span in self.spans
        ]
        self.words = [tuple(word for word, _, _ in some) for some in self.pieces]


def _between(left: _Paragraphs, ours: range, right: _Paragraphs, theirs: range) -> Iterator[Row]:
    """Rows of paragraphs of which none are equal."""
    at, to = ours.start, theirs.start
    for one, other in _together(left, ours, right, theirs):
        yield from (Row(left.spans[number], None) for number in range(at, one))
        yield from (Row(None, right.spans[number]) for number in range(to, other))
        yield _changed(left, one, right, other)
        at, to = one + 1, other + 1
    yield from (Row(left.spans[number], None) for number in range(at, ours.stop))
    yield from (Row(None, right.spans[number]) for number in range(to, theirs.stop))


def _together(left: _Paragraphs, ours: range, right: _Paragraphs, theirs: range) -> list[tuple[int, int]]:
    """Which of them belong into one row: in order, and so that together they have most in common."""
    if len(ours) * len(theirs) > _MOST_COMPARED:
        return []
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    likeness = {}
    for i in reversed(range(len(ours))):
        for j in reversed(range(len(theirs))):
            alike = _likeness(left.words[ours[i]], right.words[theirs[j]])
            likeness[i, j] = alike
            together = best[i + 1][j + 1] + alike if alike else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    pairs, i, j = [], 0, 0
    while i < len(ours) and j < len(theirs):
        if likeness[i, j] and best[i][j] == best[i + 1][j + 1] + likeness[i, j]:
            pairs.append((ours[i], theirs[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How many words two paragraphs have in common, 0 where they do not belong together."""
    shorter = min(len(one), len(other))
    # Most do not: how many both have at all, in any order, is found much quicker, and is never fewer.
    if not shorter or (Counter(one) & Counter(other)).total() < _BELONG * shorter:
        return 0.0
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks)
    return float(common) if common >= _BELONG * shorter else 0.0


def _changed(left: _Paragraphs, one: int, right: _Paragraphs, other: int) -> Row:
    """Two paragraphs that belong together, with the ranges of the words that only one of them has."""
    matcher = SequenceMatcher(None, left.words[one], right.words[other], autojunk=False)
    here, there = [], []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            continue
        if end > start:
            here.append((left.pieces[one][start][1], left.pieces[one][end - 1][2]))
        if last > first:
            there.append((right.pieces[other][first][1], right.pieces[other][last - 1][2]))
    return Row(left.spans[one], right.spans[other], tuple(here), tuple(there))

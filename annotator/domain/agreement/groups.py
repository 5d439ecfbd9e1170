"""The annotations of one label in one layer, and those of two layers matched."""

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from annotator.domain.agreement.linking import Units
from annotator.domain.agreement.marks import Ground, Mark
from annotator.domain.agreement.matching import Matched, Pair, Span, along_the_chain, matched_in_order
from annotator.domain.agreement.scope import Scope, Value
from annotator.domain.agreement.unitizing import Sections, differences, merged

MarkPair = tuple[Mark, Mark]


class Group:
    """The marks of one label in one layer, sorted by span, then id, with what their attributes say.

    `beside`: whether no two of them overlap, which is so almost always and makes much of the work linear.
    """

    __slots__ = ("beside", "marks", "sections", "spans", "values", "word_count", "words")

    def __init__(self, marks: list[Mark], ground: Ground, values: Sequence[tuple[Value, ...]] = ()) -> None:
        self.marks = marks
        self.values = values
        self.spans: list[Span] = [mark[:2] for mark in marks]
        units = merged(self.spans)
        self.beside = len(units) == len(marks)
        self.sections = Sections(units, 0, ground.length)
        self.words = ground.words_of(units)
        self.word_count = self.words.bit_count()

    def equal_to(self, other: "Group") -> list[Mark]:
        """The marks that have the span of one of the other's, each of which is taken once."""
        left = Counter(other.spans)
        found = []
        for mark, span in zip(self.marks, self.spans, strict=True):
            if left[span]:
                left[span] -= 1
                found.append(mark)
        return found


class Matches(NamedTuple):
    """Two groups of one label: numbers of marks in the first and in the second that overlap, one to one.

    `besides`: the others that overlap. `strict`: how many have equal spans, one to one. `differences`: see `unitizing`.
    """

    first: Group
    second: Group
    pairs: list[Pair]
    besides: list[Pair]
    strict: int
    differences: int

    def marks(self) -> list[MarkPair]:
        """The pairs as marks."""
        first, second = self.first.marks, self.second.marks
        return [(first[i], second[j]) for i, j in self.pairs]

    def others(self) -> tuple[list[Mark], list[Mark]]:
        """The marks of the first and of the second that match nothing of this label."""
        used, met = {i for i, _ in self.pairs}, {j for _, j in self.pairs}
        return (
            [mark for i, mark in enumerate(self.first.marks) if i not in used],
            [mark for j, mark in enumerate(self.second.marks) if j not in met],
        )


def match(first: Group, second: Group) -> Matches:
    """Compares two groups of one label."""
    if first.beside and second.beside:
        return _match_beside(first, second)
    equal = (Counter(first.spans) & Counter(second.spans)).total()
    found = matched_in_order(first.spans, second.spans)
    return Matches(first, second, *found, equal, differences(first.sections, second.sections))


def _match_beside(first: Group, second: Group) -> Matches:
    """One walk along both groups finds what overlaps, what is equal and how much the ends differ."""
    ours, theirs = first.spans, second.spans
    total = first.sections.squares + second.sections.squares
    edges: list[tuple[int, int, int]] = []
    i = j = equal = 0
    last_i = last_j = -1
    clear = True
    many, most = len(ours), len(theirs)
    while i < many and j < most:
        start, end = ours[i]
        other_start, other_end = theirs[j]
        if start < other_end and other_start < end:
            shared = (end if end < other_end else other_end) - (start if start > other_start else other_start)
            edges.append((i, j, shared))
            if i == last_i:
                clear = False
            else:
                last_i, total = i, total - (end - start) ** 2
            if j == last_j:
                clear = False
            else:
                last_j, total = j, total - (other_end - other_start) ** 2
            if start == other_start and end == other_end:
                equal += 1
            else:
                total += (start - other_start) ** 2 + (end - other_end) ** 2
        if end <= other_end:
            i += 1
        else:
            j += 1
    found = _pairs(edges, clear)
    return Matches(first, second, *found, equal, total)


def _pairs(edges: list[tuple[int, int, int]], clear: bool) -> Matched:
    every = [edge[:2] for edge in edges]
    if clear:
        return Matched(every, [])
    pairs = along_the_chain(edges)
    taken = set(pairs)
    return Matched(pairs, [pair for pair in every if pair not in taken])


class LayerMarks:
    """One analyst's layer of one text, laid out once to be compared with several others.

    `groups`: its marks by label; `units`: the links and frames that they make.
    """

    __slots__ = ("ground", "groups", "marks", "scope", "units")

    def __init__(self, marks: Iterable[Mark], ground: Ground, scope: Scope) -> None:
        self.ground, self.scope = ground, scope
        self.marks = sorted(marks, key=itemgetter(0, 1, 2, 3))
        by_label: dict[str, list[Mark]] = {}
        for mark in self.marks:
            by_label.setdefault(mark.label, []).append(mark)
        self.groups = {
            label: Group(some, ground, [scope.values(label, mark.attributes) for mark in some])
            for label, some in by_label.items()
        }
        self.units = Units(self.marks, scope.framed)

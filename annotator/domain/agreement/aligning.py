"""Two analysts' layers of one text side by side: what belongs together, what was labelled otherwise, what one lacks."""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from annotator.domain.agreement.assignment import Edge, best_pairs
from annotator.domain.agreement.layers import LayerMarks
from annotator.domain.agreement.linking import frames_overlapping, links_overlapping
from annotator.domain.agreement.marks import Group, Mark
from annotator.domain.agreement.matching import Pair, pairs_in_order

MarkPair = tuple[Mark, Mark]
_place = itemgetter(0, 1, 2, 3)


class Matches(NamedTuple):
    """What matches of one label: numbers of marks in the first group and in the second that overlap, one to one."""

    first: Group
    second: Group
    pairs: list[Pair]

    def marks(self) -> list[MarkPair]:
        """The pairs as marks."""
        first, second = self.first.marks, self.second.marks
        return [(first[i], second[j]) for i, j in self.pairs]

    def others(self) -> tuple[list[Mark], list[Mark]]:
        """The marks of the first and of the second that match nothing of this label."""
        used, met = {i for i, _ in self.pairs}, {j for _, j in self.pairs}
        return _without(self.first.marks, used), _without(self.second.marks, met)


class Alignment:
    """The first analyst's layer and the second's. Every mark is in one place: matched, relabelled, or one's alone.

    `matches`: of each label that both used, what overlaps, as many pairs as can be. `relabelled`: what is left, paired
    across labels where two spans share at least half of the longer one: less is another unit, such as a name inside a
    claim, and no other opinion of the same. `first_alone`, `second_alone`: the rest. `links`, `frames`: numbers of
    those that overlap.
    """

    def __init__(self, first: LayerMarks, second: LayerMarks) -> None:
        self.first, self.second = first, second
        self.matches: dict[str, Matches] = {}
        left, right = list[Mark](), list[Mark]()
        for label in {**first.groups, **second.groups}:
            a, b = first.groups.get(label), second.groups.get(label)
            if a is None or b is None:
                left += a.marks if a else ()
                right += b.marks if b else ()
                continue
            self.matches[label] = found = Matches(a, b, pairs_in_order(a.spans, b.spans))
            if len(found.pairs) < len(a.marks) or len(found.pairs) < len(b.marks):
                ours, theirs = found.others()
                left += ours
                right += theirs
        left.sort(key=_place)
        right.sort(key=_place)
        pairs = best_pairs(list(_half_shared(left, right))) if left and right else []
        self.relabelled = [(left[i], right[j]) for i, j in pairs]
        self.first_alone = _without(left, {i for i, _ in pairs})
        self.second_alone = _without(right, {j for _, j in pairs})
        self.links = links_overlapping(first.units.links, second.units.links)
        self.frames = frames_overlapping(first.units.frames, second.units.frames)


def _without(marks: list[Mark], taken: set[int]) -> list[Mark]:
    return [mark for at, mark in enumerate(marks) if at not in taken] if taken else marks


def _half_shared(first: Sequence[Mark], second: Sequence[Mark]) -> Iterator[Edge]:
    for i, (start, end, *_) in enumerate(first):
        for j, (other_start, other_end, *_) in enumerate(second):
            if other_start >= end:
                break
            shared = min(end, other_end) - max(start, other_start)
            if shared > 0 and 2 * shared >= max(end - start, other_end - other_start):
                yield i, j, shared

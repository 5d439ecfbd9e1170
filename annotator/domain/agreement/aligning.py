"""Two analysts' layers of one text side by side: what belongs together, what was labelled otherwise, what one lacks."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from annotator.domain.agreement.assignment import Edge, best_pairs
from annotator.domain.agreement.groups import LayerMarks, MarkPair, match
from annotator.domain.agreement.linking import Linked, match_frames, match_links
from annotator.domain.agreement.marks import Mark
from annotator.domain.agreement.matching import Pair

_NOTHING = Linked([], [])


class Left(NamedTuple):
    """What matches nothing of its label.

    `relabelled`: pairs across labels where two spans share at least half of the longer one: less is another unit, such
    as a name inside a claim, and no other opinion of the same. `first`, `second`: what only one of the two has.
    """

    relabelled: list[MarkPair]
    first: list[Mark]
    second: list[Mark]


class Alignment:
    """The first analyst's layer and the second's: `matches` of each label that both used, matched links and frames."""

    def __init__(self, first: LayerMarks, second: LayerMarks) -> None:
        self.first, self.second = first, second
        groups = second.groups
        self.matches = {
            label: match(group, groups[label]) for label, group in first.groups.items() if label in groups
        }
        near = self._near() if first.units.frames or first.units.links else {}
        self.links = match_links(first.units, second.units, near) if near else _NOTHING
        self.frames = match_frames(first.units, second.units, near) if near else _NOTHING

    def _near(self) -> dict[str, list[tuple[str, int, bool]]]:
        near: dict[str, list[tuple[str, int, bool]]] = {}
        for found in self.matches.values():
            ours, theirs = found.first.marks, found.second.marks
            for i, j in (*found.pairs, *found.besides):
                start, end, _, uid, *_ = ours[i]
                other_start, other_end, _, other, *_ = theirs[j]
                shared = (end if end < other_end else other_end) - (
                    start if start > other_start else other_start
                )
                one = other, shared, start == other_start and end == other_end
                if uid in near:
                    near[uid].append(one)
                else:
                    near[uid] = [one]
        return near

    @cached_property
    def left(self) -> Left:
        """Every mark that is not matched."""
        ours, theirs = list[Mark](), list[Mark]()
        for label in {**self.first.groups, **self.second.groups}:
            found = self.matches.get(label)
            if found is not None:
                alone, alone_too = found.others()
            else:
                alone, alone_too = (
                    side.groups[label].marks if label in side.groups else []
                    for side in (self.first, self.second)
                )
            ours += alone
            theirs += alone_too
        for marks in (ours, theirs):
            marks.sort(key=itemgetter(0, 1, 2, 3))
        pairs = _half_shared(ours, theirs)
        used, met = {i for i, _ in pairs}, {j for _, j in pairs}
        return Left(
            [(ours[i], theirs[j]) for i, j in pairs],
            [mark for i, mark in enumerate(ours) if i not in used],
            [mark for j, mark in enumerate(theirs) if j not in met],
        )


def _half_shared(first: Sequence[Mark], second: Sequence[Mark]) -> list[Pair]:
    """Numbers of sorted marks that share at least half of the longer one, one to one."""
    starts = [mark.start for mark in second]
    edges: list[Edge] = []
    for i, (start, end, *_) in enumerate(first):
        # What is more than twice as long cannot share half of it.
        for j in range(bisect_left(starts, start - 2 * (end - start)), bisect_left(starts, end)):
            other_start, other_end = second[j].span
            shared = min(end, other_end) - max(start, other_start)
            if shared > 0 and 2 * shared >= max(end - start, other_end - other_start):
                edges.append((i, j, shared))
    return best_pairs(edges)

"""Links and whole frames as units: what points where, and an annotation with everything that it points to.

Two links match strictly if they have one type and both their ends have one span and label; they overlap if both ends
do. Two frames match if their annotations do and each link of the one has its like in the other. Matched is one to one,
as many as can be.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Sequence
from typing import NamedTuple, TypeVar

from annotator.domain.agreement.assignment import Edge, best_pairs
from annotator.domain.agreement.marks import Mark
from annotator.domain.agreement.matching import Pair, overlap_pairs

Target = tuple[str, Mark]
"""Type of a link and what it points to."""
Key = tuple[str, Hashable, Hashable]
"""The name of a unit, and the rest of what makes two of them equal."""
T = TypeVar("T", "LinkUnit", "FrameUnit")


class LinkUnit(NamedTuple):
    """A link, with the annotations at its ends."""

    type: str
    source: Mark
    target: Mark

    @property
    def name(self) -> str:
        """Under which its score is listed."""
        return self.type

    def key(self) -> Key:
        """What strictly equal links have in common."""
        return self.type, self.source[:3], self.target[:3]


class FrameUnit(NamedTuple):
    """An annotation whose label has slots, with all that it points to (also if that is nothing)."""

    source: Mark
    targets: tuple[Target, ...]

    @property
    def name(self) -> str:
        """Under which its score is listed."""
        return self.source.label

    def key(self) -> Key:
        """What strictly equal frames have in common."""
        targets = Counter([(type_, to[:3]) for type_, to in self.targets])
        return self.source.label, self.source[:2], frozenset(targets.items())


class Units:
    """The links and frames of one layer, whose marks come sorted; links to what is not there any more are left out."""

    __slots__ = ("frame_keys", "frames", "link_keys", "links")

    def __init__(self, marks: Sequence[Mark], framed: Collection[str]) -> None:
        by_id = {mark.id: mark for mark in marks}
        self.links: list[LinkUnit] = []
        self.frames: list[FrameUnit] = []
        for mark in marks:
            targets = tuple([(type_, by_id[to]) for type_, to in dict.fromkeys(mark.links) if to in by_id])
            self.links += [LinkUnit(type_, mark, to) for type_, to in targets]
            if mark.label in framed:
                self.frames.append(FrameUnit(mark, targets))
        self.link_keys = Counter([link.key() for link in self.links])
        self.frame_keys = Counter([frame.key() for frame in self.frames])


def links_overlapping(first: Sequence[LinkUnit], second: Sequence[LinkUnit]) -> list[Pair]:
    """Numbers of the links that overlap, one to one."""
    return _best(first, second, lambda a, b: a.type == b.type and _shared(a.target, b.target))


def frames_overlapping(first: Sequence[FrameUnit], second: Sequence[FrameUnit]) -> list[Pair]:
    """Numbers of the frames that overlap with all their links, one to one."""
    return _best(first, second, lambda a, b: _alike(a.targets, b.targets))


def _best(first: Sequence[T], second: Sequence[T], fits: Callable[[T, T], int]) -> list[Pair]:
    edges: list[Edge] = []
    for i, a in enumerate(first):
        end = a.source.end
        for j, b in enumerate(second):
            if b.source.start >= end:
                break
            shared = _shared(a.source, b.source)
            if shared and (more := fits(a, b)):
                edges.append((i, j, shared + more))
    return best_pairs(edges)


def _shared(a: Mark, b: Mark) -> int:
    """How many code points two marks of one label share; 0 for others."""
    return max(0, min(a.end, b.end) - max(a.start, b.start)) if a.label == b.label else 0


def _alike(first: Sequence[Target], second: Sequence[Target]) -> int:
    """Above 0 if each link of the one overlaps one of the other, one to one; the more, the more they share."""
    if len(first) != len(second):
        return 0
    if len(first) == 1:
        (one, to), (other, other_to) = first[0], second[0]
        shared = _shared(to, other_to) if one == other else 0
        return shared and 1 + shared
    total = 1
    for type_, label in {(type_, to.label) for type_, to in first}:
        ours, theirs = (
            [to.span for t, to in some if (t, to.label) == (type_, label)] for some in (first, second)
        )
        pairs = overlap_pairs(ours, theirs)
        if len(pairs) < len(ours):
            return 0
        total += sum(min(ours[i][1], theirs[j][1]) - max(ours[i][0], theirs[j][0]) for i, j in pairs)
    return total

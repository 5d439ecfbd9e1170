"""Links and whole frames as units: what points where, and an annotation with everything that it points to.

Two links match strictly if they have one type and both their ends have one span and label; they overlap if both ends
do. Two frames match if their annotations do and each link of the one has its like in the other. Matched is one to one,
as many as can be.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from annotator.domain.agreement.assignment import best_pairs
from annotator.domain.agreement.marks import Mark
from annotator.domain.agreement.matching import Pair

Near = Mapping[str, Sequence[tuple[str, int, bool]]]
"""What of the second layer overlaps a mark of the first and has its label, by the id of that: id, code points shared,
whether the spans are equal."""


LinkUnit = tuple[str, Mark, Mark]
"""A link: its type, under which it is counted, and the annotations at its ends."""
FrameUnit = tuple[str, Mark, Sequence[tuple[str, Mark]]]
"""An annotation whose label has slots: its label, under which it is counted, itself, and each (type, annotation) that
it points to, also if there is none."""


class Units:
    """The links and frames of one layer, whose marks come sorted; links to what is not there any more are left out.

    `by_ends`: numbers of links by type and ids of their ends. `by_source`: numbers of frames by the annotation's id.
    """

    __slots__ = ("by_ends", "by_source", "frame_counts", "frames", "link_counts", "links")

    def __init__(self, marks: Sequence[Mark], framed: Collection[str]) -> None:
        by_id = {mark.id: mark for mark in marks}
        self.links: list[LinkUnit] = []
        self.frames: list[FrameUnit] = []
        self.by_ends: dict[tuple[str, str, str], int] = {}
        self.by_source: dict[str, int] = {}
        for mark in marks:
            _, _, label, uid, _, links, *_ = mark
            targets: list[tuple[str, Mark]] = []
            for type_, to in links:
                key, target = (type_, uid, to), by_id.get(to)
                if target is not None and key not in self.by_ends:
                    self.by_ends[key] = len(self.links)
                    self.links.append((type_, mark, target))
                    targets.append((type_, target))
            if label in framed:
                self.by_source[uid] = len(self.frames)
                self.frames.append((label, mark, targets))
        self.link_counts = _counted([link[0] for link in self.links])
        self.frame_counts = _counted([frame[0] for frame in self.frames])


def _counted(names: list[str]) -> dict[str, int]:
    """A Counter, sooner for few names."""
    return {name: names.count(name) for name in set(names)}


class Linked(NamedTuple):
    """Numbers of links or frames that match: those that overlap, and those that are equal."""

    overlap: list[Pair]
    strict: list[Pair]


class _Edges:
    """Pairs that may be matched, with what their annotations share, and those of them that are equal."""

    __slots__ = ("_equal", "_pairs", "_shared")

    def __init__(self) -> None:
        self._pairs: list[Pair] = []
        self._shared: list[int] = []
        self._equal: list[Pair] = []

    def add(self, i: int, j: int, shared: int, equal: bool) -> None:
        self._pairs.append((i, j))
        self._shared.append(shared)
        if equal:
            self._equal.append((i, j))

    def matched(self) -> Linked:
        pairs = self._pairs
        if len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs):
            return Linked(pairs, self._equal)
        weighed = [(i, j, shared) for (i, j), shared in zip(pairs, self._shared, strict=True)]
        return Linked(best_pairs(weighed), best_pairs([(i, j, 1) for i, j in self._equal]))


def match_links(first: Units, second: Units, near: Near) -> Linked:
    """The links that match."""
    edges, by_ends = _Edges(), second.by_ends
    for i, (type_, source, target) in enumerate(first.links):
        targets = near.get(target.id)
        if targets is None:
            continue
        for other, shared, equal in near.get(source.id, ()):
            for to, more, equal_too in targets:
                j = by_ends.get((type_, other, to))
                if j is not None:
                    edges.add(i, j, shared + more, equal and equal_too)
    return edges.matched()


def match_frames(first: Units, second: Units, near: Near) -> Linked:
    """The frames that match with all their links."""
    edges = _Edges()
    for i, (_, source, targets) in enumerate(first.frames):
        for other, shared, equal in near.get(source.id, ()):
            j = second.by_source[other]
            theirs = second.frames[j][2]
            if len(targets) == len(theirs):
                alike, equal_too = _alike(targets, theirs, near) if targets else (True, True)
                if alike:
                    edges.add(i, j, shared, equal and equal_too)
    return edges.matched()


def _alike(
    first: Sequence[tuple[str, Mark]], second: Sequence[tuple[str, Mark]], near: Near
) -> tuple[bool, bool]:
    """Whether each link of one frame overlaps one of another, one to one; and whether each is equal to one."""
    if len(first) == 1:
        (type_, target), (other_type, other_target) = first[0], second[0]
        same = [equal for uid, _, equal in near.get(target.id, ()) if uid == other_target.id]
        return (True, same[0]) if same and type_ == other_type else (False, False)
    edges = _Edges()
    numbers = {(type_, to.id): j for j, (type_, to) in enumerate(second)}
    for i, (type_, target) in enumerate(first):
        for other, shared, equal in near.get(target.id, ()):
            j = numbers.get((type_, other))
            if j is not None:
                edges.add(i, j, shared, equal)
    overlap, strict = edges.matched()
    return len(overlap) == len(first), len(strict) == len(first)

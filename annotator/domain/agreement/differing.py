"""What two analysts differ in, one by one: labels, boundaries, attributes, links and frames, each with its cases."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.domain.agreement.aligning import Alignment, Matches
from annotator.domain.agreement.linking import FrameUnit, LinkUnit
from annotator.domain.agreement.marks import Mark
from annotator.domain.agreement.matching import Pair, Span
from annotator.domain.annotation import overlaps

NOTHING = ""
"""Stands for no label where one analyst marked nothing."""
LABELS, BOUNDARY, ATTRIBUTE, LINK, FRAME = "labels", "boundary", "attribute", "link", "frame"

SPLIT, MERGED = "split", "merged"
BOUNDARY_KINDS = (
    "starts earlier",
    "starts later",
    "ends earlier",
    "ends later",
    "inside",
    "around",
    "crossing",
    SPLIT,
    MERGED,
)
"""How the second analyst's span differs from the first's. Where both ends differ it lies inside, around or crossing;
`split`: the second marked several in the place of the first's one, `merged`: one in the place of several."""


class Cell(NamedTuple):
    """One place of a table, whose cases can be opened.

    `what` is one of LABELS (the first's label, the second's; NOTHING where there is none; the same: a match), BOUNDARY
    (label, kind), ATTRIBUTE (label, attribute), LINK (type, "") and FRAME (label, ""); these hold what differs.
    """

    what: str
    first: str
    second: str = ""


class Case(NamedTuple):
    """What the first analyst marked and what the second did, and the place of a table where it counts."""

    cell: Cell
    first: tuple[Mark, ...]
    second: tuple[Mark, ...]


def agreements(alignment: Alignment) -> Iterator[Case]:
    """What two layers of one text have in common: annotations of one label that overlap."""
    for label, found in alignment.matches.items():
        for a, b in found.marks():
            yield Case(Cell(LABELS, label, label), (a,), (b,))


def differences(alignment: Alignment) -> Iterator[Case]:
    """Everything in which two layers of one text differ."""
    first, second = alignment.first.units, alignment.second.units
    for a, b in alignment.relabelled:
        yield Case(Cell(LABELS, a.label, b.label), (a,), (b,))
    for mark in alignment.first_alone:
        yield Case(Cell(LABELS, mark.label, NOTHING), (mark,), ())
    for mark in alignment.second_alone:
        yield Case(Cell(LABELS, NOTHING, mark.label), (), (mark,))
    for label, found in alignment.matches.items():
        yield from _boundaries(label, found)
        yield from _values(label, found, alignment)
    yield from _unmatched(LINK, first.links, second.links, alignment.links)
    yield from _unmatched(FRAME, first.frames, second.frames, alignment.frames)


def _boundaries(label: str, found: Matches) -> Iterator[Case]:
    first, second = found.first, found.second
    differing = [pair for pair in found.pairs if first.spans[pair[0]] != second.spans[pair[1]]]
    if not differing:
        return
    left, right = found.others()
    for i, j in differing:
        more = [b for b in right if overlaps(first.spans[i], b.span)]
        fewer = [a for a in left if overlaps(a.span, second.spans[j])]
        kind = SPLIT if more else MERGED if fewer else _kind(first.spans[i], second.spans[j])
        yield Case(Cell(BOUNDARY, label, kind), (first.marks[i], *fewer), (second.marks[j], *more))


def _kind(a: Span, b: Span) -> str:
    """How the second span, which overlaps the first and is another, lies to it."""
    if a[1] == b[1]:
        return "starts earlier" if b[0] < a[0] else "starts later"
    if a[0] == b[0]:
        return "ends earlier" if b[1] < a[1] else "ends later"
    if a[0] < b[0]:
        return "inside" if b[1] < a[1] else "crossing"
    return "around" if b[1] > a[1] else "crossing"


def _values(label: str, found: Matches, alignment: Alignment) -> Iterator[Case]:
    first, second = found.first, found.second
    if not first.values[0]:
        return
    names = [attribute.name for attribute in alignment.first.scope.attributes[label]]
    for i, j in found.pairs:
        ours, theirs = first.values[i], second.values[j]
        if ours == theirs:
            continue
        for name, a, b in zip(names, ours, theirs, strict=True):
            if a != b and a is not None and b is not None:
                yield Case(Cell(ATTRIBUTE, label, name), (first.marks[i],), (second.marks[j],))


def _unmatched(
    what: str,
    first: Sequence[LinkUnit | FrameUnit],
    second: Sequence[LinkUnit | FrameUnit],
    pairs: Sequence[Pair],
) -> Iterator[Case]:
    """Links or frames that only one of the two has."""
    ours, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    for at, unit in enumerate(first):
        if at not in ours:
            yield Case(Cell(what, unit.name), _ends(unit), ())
    for at, unit in enumerate(second):
        if at not in theirs:
            yield Case(Cell(what, unit.name), (), _ends(unit))


def _ends(unit: LinkUnit | FrameUnit) -> tuple[Mark, ...]:
    if isinstance(unit, LinkUnit):
        return unit.source, unit.target
    return unit.source, *(to for _, to in unit.targets)

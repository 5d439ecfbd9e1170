"""What two analysts differ in, one by one: labels, boundaries, attributes, links and frames, each with its cases."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.domain.agreement.aligning import Alignment
from annotator.domain.agreement.groups import Matches
from annotator.domain.agreement.linking import FrameUnit, LinkUnit
from annotator.domain.agreement.marks import Mark
from annotator.domain.agreement.matching import Pair, Span
from annotator.domain.agreement.scope import Scope

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
    left = alignment.left
    for a, b in left.relabelled:
        yield Case(Cell(LABELS, a.label, b.label), (a,), (b,))
    for mark in left.first:
        yield Case(Cell(LABELS, mark.label, NOTHING), (mark,), ())
    for mark in left.second:
        yield Case(Cell(LABELS, NOTHING, mark.label), (), (mark,))
    for label, found in alignment.matches.items():
        for kind, first, second in _boundaries(found):
            yield Case(Cell(BOUNDARY, label, kind), first, second)
        for name, i, j in _values(label, found, alignment.first.scope):
            yield Case(Cell(ATTRIBUTE, label, name), (found.first.marks[i],), (found.second.marks[j],))
    first_units, second_units = alignment.first.units, alignment.second.units
    yield from _unmatched(LINK, first_units.links, second_units.links, alignment.links.overlap)
    yield from _unmatched(FRAME, first_units.frames, second_units.frames, alignment.frames.overlap)


def _boundaries(found: Matches) -> Iterator[tuple[str, tuple[Mark, ...], tuple[Mark, ...]]]:
    """The kind, and the marks of both analysts."""
    first, second = found.first, found.second
    more, fewer = _pieces(found) if found.besides else ({}, {})
    for i, j in found.pairs:
        a, b = first.spans[i], second.spans[j]
        if a != b:
            kind = SPLIT if i in more else MERGED if j in fewer else _kind(a, b)
            yield kind, (first.marks[i], *fewer.get(j, ())), (second.marks[j], *more.get(i, ()))


def _pieces(found: Matches) -> tuple[dict[int, list[Mark]], dict[int, list[Mark]]]:
    """The second's marks that match nothing and overlap a matched one of the first, by its number; and the reverse."""
    matched, met = {i for i, _ in found.pairs}, {j for _, j in found.pairs}
    more: dict[int, list[Mark]] = {}
    fewer: dict[int, list[Mark]] = {}
    for i, j in found.besides:
        if j not in met:
            more.setdefault(i, []).append(found.second.marks[j])
        elif i not in matched:
            fewer.setdefault(j, []).append(found.first.marks[i])
    return more, fewer


def _kind(a: Span, b: Span) -> str:
    """How the second span, which overlaps the first and is another, lies to it."""
    if a[1] == b[1]:
        return "starts earlier" if b[0] < a[0] else "starts later"
    if a[0] == b[0]:
        return "ends earlier" if b[1] < a[1] else "ends later"
    if a[0] < b[0]:
        return "inside" if b[1] < a[1] else "crossing"
    return "around" if b[1] > a[1] else "crossing"


def _values(label: str, found: Matches, scope: Scope) -> Iterator[tuple[str, int, int]]:
    """Attributes to which both gave a value and not the same, with the numbers of the marks."""
    ours, theirs = found.first.values, found.second.values
    for i, j in found.pairs:
        if ours[i] == theirs[j]:
            continue
        for name, a, b in zip(scope.attributes[label], ours[i], theirs[j], strict=True):
            if a != b and a is not None and b is not None:
                yield name, i, j


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
            yield Case(Cell(what, unit[0]), _ends(unit), ())
    for at, unit in enumerate(second):
        if at not in theirs:
            yield Case(Cell(what, unit[0]), (), _ends(unit))


def _ends(unit: LinkUnit | FrameUnit) -> tuple[Mark, ...]:
    _, source, to = unit
    return (source, to) if isinstance(to, Mark) else (source, *(target for _, target in to))

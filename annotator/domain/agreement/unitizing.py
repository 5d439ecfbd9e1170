"""Krippendorff's alpha_U (2004): whether coders cut the same units out of one continuum.

A coder's units of one category lie on the continuum without overlapping; what lies between them is gaps. Lengths are
whole numbers; on a text they are code points.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from operator import index
from typing import NamedTuple

from annotator.domain.agreement.undefined import Outcome, Undefined, number

Span = tuple[int, int]


class Disagreement(NamedTuple):
    """Observed and expected disagreement of one category on one continuum."""

    observed: Fraction
    expected: Fraction


def alpha_u(units: Sequence[Iterable[Span]], begin: int, length: int) -> float | None:
    """alpha_U of one category: `units` holds one list of (start, length) for each coder.

    The continuum begins at `begin` and is `length` long. Units of a coder may touch, in any order. None where there are
    fewer than two coders or nobody has a unit. Raises ValueError for units that overlap within one coder (merge them
    first: `merged`), that are empty, or that reach out of the continuum.
    """
    return number(
        pooled([disagreement(units, begin, length)]) if len(units) > 1 else Undefined.TOO_FEW_CODERS
    )


def pooled(disagreements: Iterable[Disagreement]) -> Outcome:
    """alpha_U over several categories or continua: 1 - the sum of observed by the sum of expected disagreement."""
    known = list(disagreements)
    expected = sum((one.expected for one in known), Fraction())
    observed = sum((one.observed for one in known), Fraction())
    return 1 - observed / expected if expected else Undefined.NOTHING_MARKED


def disagreement(units: Sequence[Iterable[Span]], begin: int, length: int) -> Disagreement:
    """Observed and expected disagreement among two or more coders; see `alpha_u`."""
    if len(units) < 2:
        raise ValueError("Agreement needs two coders.")
    if length < 0:
        raise ValueError("A continuum has a length, and none below nothing.")
    coders = [Sections(checked(coder, begin, length), begin, length) for coder in units]
    pairs = [(a, b) for at, a in enumerate(coders) for b in coders[:at]]
    observed = Fraction(sum(differences(a, b) for a, b in pairs), len(pairs) * length**2 or 1)
    return Disagreement(observed, expected(coders, length))


def checked(units: Iterable[Span], begin: int, length: int) -> list[Span]:
    """(start, length) of one coder as half-open spans in order. Raises ValueError for what cannot be units."""
    try:
        spans = sorted((index(start), index(start) + index(size)) for start, size in units)
    except TypeError as error:
        raise ValueError("A unit is a start and a length in whole numbers.") from error
    if any(start >= end for start, end in spans):
        raise ValueError("A unit without length marks nothing.")
    if spans and (spans[0][0] < begin or max(end for _, end in spans) > begin + length):
        raise ValueError(f"A unit reaches out of the continuum, {begin} to {begin + length}.")
    if any(after[0] < before[1] for before, after in pairwise(spans)):
        raise ValueError("Units of one coder and category overlap. Merge them, or leave one out.")
    return spans


def merged(spans: Iterable[Span]) -> list[Span]:
    """Half-open spans with those that overlap made one; spans that touch stay two units."""
    units: list[Span] = []
    for start, end in sorted(spans):
        if units and start < units[-1][1]:
            if end > units[-1][1]:
                units[-1] = units[-1][0], end
        else:
            units.append((start, end))
    return units


class Sections:
    """One coder's units, as half-open spans in order, with the sums over them and the gaps that both measures need."""

    __slots__ = ("cubes", "gaps", "lengths", "places", "products", "rooms", "squares", "units")

    def __init__(self, units: list[Span], begin: int, length: int) -> None:
        self.units = units
        self.lengths: list[int] = []
        self.squares = self.cubes = total = 0
        self.gaps: list[int] = []
        at = begin
        for start, end in units:
            size = end - start
            self.lengths.append(size)
            self.squares += size * size
            self.cubes += size * (size - 1) * (2 * size - 1)
            total += size
            if start > at:
                self.gaps.append(start - at)
            at = end
        if begin + length > at:
            self.gaps.append(begin + length - at)
        self.gaps.sort()
        self.products = self.squares - total
        self.rooms = [0, *accumulate([gap + 1 for gap in reversed(self.gaps)])]
        """The sums of (gap + 1) over the longest gaps: none of them, one, two and so on."""
        self.places = self.places_in(self)

    def places_in(self, other: "Sections") -> int:
        """Each unit's length squared, times the places at which it would fit into the other's gaps; their sum."""
        gaps, rooms, total = other.gaps, other.rooms, 0
        count = len(gaps)
        for size in self.lengths:
            fitting = count - bisect_left(gaps, size)
            total += size * size * (rooms[fitting] - fitting * size)
        return total


def differences(a: Sections, b: Sections) -> int:
    """How much two coders differ: squared distances of the ends of units that overlap, else squared lengths.

    A unit that overlaps none of the other's lies in a gap of theirs.
    """
    total = a.squares + b.squares
    if not a.units or not b.units:
        return total
    i = j = 0
    met_a = met_b = -1  # the last units that were found to overlap some of the other's
    while i < len(a.units) and j < len(b.units):
        start, end = a.units[i]
        other_start, other_end = b.units[j]
        if start < other_end and other_start < end:
            total += (start - other_start) ** 2 + (end - other_end) ** 2
            if met_a < i:
                met_a, total = i, total - (end - start) ** 2
            if met_b < j:
                met_b, total = j, total - (other_end - other_start) ** 2
        if end <= other_end:
            i += 1
        else:
            j += 1
    return total


def expected(coders: Sequence[Sections], length: int) -> Fraction:
    """The disagreement to be expected if the units lay anywhere on the continuum."""
    top, bottom = expected_ratio(coders, length)
    return Fraction(top, bottom) if bottom else Fraction()


def expected_ratio(coders: Sequence[Sections], length: int) -> tuple[int, int]:
    """`expected` as numerator and denominator, not reduced."""
    count = sum(len(coder.lengths) for coder in coders)
    overlapping = (count - 1) * sum(coder.cubes for coder in coders)
    in_gaps = sum(a.places if a is b else a.places_in(b) for a in coders for b in coders)
    points = len(coders) * length
    bottom = 3 * length * (points * (points - 1) - sum(coder.products for coder in coders))
    return 2 * (overlapping + 3 * in_gaps), bottom


def expected_of_two(a: Sections, b: Sections, length: int) -> tuple[int, int]:
    """`expected_ratio` of two coders, sooner."""
    overlapping = (len(a.lengths) + len(b.lengths) - 1) * (a.cubes + b.cubes)
    in_gaps = a.places + b.places + a.places_in(b) + b.places_in(a)
    bottom = 3 * length * (2 * length * (2 * length - 1) - a.products - b.products)
    return 2 * (overlapping + 3 * in_gaps), bottom

"""Alpha for the attributes of annotations that match: of two analysts, and of all who marked the same."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.domain.agreement.aligning import Matches
from annotator.domain.agreement.coefficients import Nominal
from annotator.domain.agreement.scope import Scope, Value
from annotator.domain.agreement.undefined import Outcome, Undefined

Member = tuple[int, int]
"""An annotation of some label in one text: number of the analyst, number of the mark in their group."""


class ValueCount:
    """One attribute of a label: matched annotations, those of them to which two or more gave a value, and alpha."""

    __slots__ = ("matched", "nominal", "rated")

    def __init__(self) -> None:
        self.matched = self.rated = 0
        self.nominal = Nominal()

    @property
    def alpha(self) -> Outcome:
        """Nominal alpha over the values; one that was not set is missing."""
        return self.nominal.alpha if self.matched else Undefined.NO_MATCHES


class ValueCounts:
    """All attributes, by label and name."""

    def __init__(self, scope: Scope) -> None:
        self._names = {
            label: [one.name for one in attributes] for label, attributes in scope.attributes.items()
        }
        self.counts = {(label, name): ValueCount() for label, names in self._names.items() for name in names}

    def add_pairs(self, label: str, found: Matches) -> None:
        """Takes in what two analysts said of the annotations that match."""
        counts = [self.counts[label, name] for name in self._names.get(label, ())]
        ours, theirs = found.first.values, found.second.values
        for at, count in enumerate(counts):
            count.matched += len(found.pairs)
            for i, j in found.pairs:
                one, other = ours[i][at], theirs[j][at]
                if one is not None and other is not None:
                    count.rated += 1
                    count.nominal.add_pair(one, other)

    def add_units(self, label: str, units: Iterator[list[tuple[Value, ...]]]) -> None:
        """Takes in what several analysts said of the same annotations: a list of their values for each."""
        counts = [self.counts[label, name] for name in self._names.get(label, ())]
        for unit in units:
            for count, said in zip(counts, zip(*unit, strict=True), strict=True):
                values = [value for value in said if value is not None]
                count.matched += 1
                count.rated += len(values) > 1
                count.nominal.add(values)


class Match(NamedTuple):
    """What of one label matches between two analysts, who are given by their numbers."""

    first: int
    second: int
    found: Matches


def units_of(matches: Sequence[Match]) -> Iterator[list[tuple[Value, ...]]]:
    """The values of annotations that several analysts mean the same by, at most one of each analyst in a unit.

    Matched pairs are joined, those that share most first; one that would bring a second annotation of an analyst into
    a unit is left out.
    """
    values = {}
    units: dict[Member, list[Member]] = {}
    for _, one, other in sorted(_edges(matches), reverse=True):
        ours, theirs = units.get(one) or [one], units.get(other) or [other]
        if not {who for who, _ in ours}.isdisjoint({who for who, _ in theirs}):
            continue
        ours += theirs
        units.update(dict.fromkeys(ours, ours))
    for match in matches:
        values[match.first], values[match.second] = match.found.first.values, match.found.second.values
    different = {id(unit): unit for unit in units.values()}
    return ([values[who][number] for who, number in unit] for unit in different.values())


def _edges(matches: Sequence[Match]) -> Iterator[tuple[int, Member, Member]]:
    for first, second, found in matches:
        for i, j in found.pairs:
            (start, end), (other_start, other_end) = found.first.spans[i], found.second.spans[j]
            yield min(end, other_end) - max(start, other_start), (first, i), (second, j)

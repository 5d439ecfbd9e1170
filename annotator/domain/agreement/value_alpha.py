"""Alpha for the attributes of annotations that match: of two analysts, and of all who marked the same."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotator.domain.agreement.coefficients import Nominal
from annotator.domain.agreement.groups import Matches
from annotator.domain.agreement.scope import Scope, Value
from annotator.domain.agreement.undefined import Outcome, Undefined

Values = tuple[Value, ...]
"""What one annotation says in each attribute of its label."""
Member = tuple[int, int]
"""An annotation of some label in one text: number of the analyst, number of the mark in their group."""

_MOST_HELD = 10_000


class ValueCount:
    """One attribute of a label: matched annotations, those of them to which two or more gave a value, and alpha."""

    __slots__ = ("matched", "nominal", "rated")

    def __init__(self) -> None:
        self.matched = self.rated = 0
        self.nominal = Nominal()

    def add(self, said: Sequence[Value], times: int) -> None:
        """Takes in what analysts said of an annotation that they match in; None was not said."""
        values = [value for value in said if value is not None]
        self.matched += times
        if len(values) > 1:
            self.rated += times
            self.nominal.add(values, times)

    def join(self, other: "ValueCount") -> None:
        """Takes in what another one has."""
        self.matched += other.matched
        self.rated += other.rated
        self.nominal.join(other.nominal)

    @property
    def alpha(self) -> Outcome:
        """Nominal alpha over the values; one that was not set is missing."""
        return self.nominal.alpha if self.matched else Undefined.NO_MATCHES


class ValueCounts:
    """All attributes, by label and name. Annotations of which the same was said are counted first, then looked at."""

    def __init__(self, scope: Scope) -> None:
        self._names = scope.attributes
        self._counts = {(label, name): ValueCount() for label, names in self._names.items() for name in names}
        self._held: dict[tuple[str, tuple[Values, ...]], int] = {}

    def add(self, label: str, units: Iterable[tuple[Values, ...]]) -> None:
        """Takes in what several analysts said of the same annotations: a tuple of theirs for each."""
        if not self._names.get(label):
            return
        held = self._held
        for unit in units:
            key = label, unit
            held[key] = held.get(key, 0) + 1
        if len(held) > _MOST_HELD:
            self._look()

    def _look(self) -> None:
        for (label, unit), times in self._held.items():
            for name, said in zip(self._names[label], zip(*unit, strict=True), strict=True):
                self._counts[label, name].add(said, times)
        self._held.clear()

    def join(self, other: "ValueCounts") -> None:
        """Takes in what another one has of the same attributes."""
        for what, count in other.counts.items():
            self._counts[what].join(count)

    @property
    def counts(self) -> dict[tuple[str, str], ValueCount]:
        """What has been taken in, by label and attribute."""
        self._look()
        return self._counts


class Match(NamedTuple):
    """What of one label matches between two analysts, who are given by their numbers."""

    first: int
    second: int
    found: Matches

    def units(self) -> Iterator[tuple[Values, ...]]:
        """What both said of what matches."""
        ours, theirs = self.found.first.values, self.found.second.values
        return ((ours[i], theirs[j]) for i, j in self.found.pairs)


def units_of(matches: Sequence[Match]) -> Iterator[tuple[Values, ...]]:
    """The values of annotations by which several analysts mean the same."""
    values = {}
    for match in matches:
        values[match.first], values[match.second] = match.found.first.values, match.found.second.values
    return (tuple([values[who][at] for who, at in sorted(unit)]) for unit in joined(matches))


def joined(matches: Sequence[Match]) -> list[list[Member]]:
    """Annotations by which several analysts mean the same, at most one of each analyst in a unit.

    Matched pairs are joined. Where that would bring two annotations of an analyst into one unit, those pairs go first
    that share most.
    """
    units = _joined([pair for match in matches for pair in _members(match)])
    if any(len({who for who, _ in unit}) < len(unit) for unit in units):
        return _carefully_joined(matches)
    return units


def _members(match: Match) -> list[tuple[Member, Member]]:
    return [((match.first, i), (match.second, j)) for i, j in match.found.pairs]


def _joined(edges: Sequence[tuple[Member, Member]]) -> list[list[Member]]:
    """Everything that pairs hold together."""
    units: dict[Member, list[Member]] = {}
    for one, other in edges:
        ours, theirs = units.get(one), units.get(other)
        if ours is None and theirs is None:
            units[one] = units[other] = [one, other]
        elif theirs is None and ours is not None:
            ours.append(other)
            units[other] = ours
        elif ours is None and theirs is not None:
            theirs.append(one)
            units[one] = theirs
        elif ours is not theirs and ours is not None and theirs is not None:
            ours += theirs
            units.update(dict.fromkeys(theirs, ours))
    return _different(units)


def _carefully_joined(matches: Sequence[Match]) -> list[list[Member]]:
    """Like `_joined`, without pairs that would bring a second annotation of an analyst into a unit."""
    units: dict[Member, list[Member]] = {}
    for _, one, other in sorted([edge for match in matches for edge in _weighed(match)], reverse=True):
        ours, theirs = units.get(one) or [one], units.get(other) or [other]
        if {who for who, _ in ours}.isdisjoint({who for who, _ in theirs}):
            ours += theirs
            units.update(dict.fromkeys(ours, ours))
    return _different(units)


def _different(units: dict[Member, list[Member]]) -> list[list[Member]]:
    return list({id(unit): unit for unit in units.values()}.values())


def _weighed(match: Match) -> Iterator[tuple[int, Member, Member]]:
    first, second = match.found.first.spans, match.found.second.spans
    for one, other in _members(match):
        (start, end), (other_start, other_end) = first[one[1]], second[other[1]]
        yield min(end, other_end) - max(start, other_start), one, other

"""What was measured of a team, ready to be shown: worked out on another thread, never changed after."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.domain.agreement.bootstrap import Figure, Interval
from annotator.domain.agreement.details import Details, Shared
from annotator.domain.agreement.differing import Cell
from annotator.domain.agreement.figures import PairFigures
from annotator.domain.agreement.value_alpha import ValueCount
from annotator.project.agreement import Agreement, Excluded, Pair


class Done(NamedTuple):
    """How many articles there are, how many an analyst has submitted, and how many are in progress."""

    articles: int = 0
    submitted: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """Analysts in their order, labels, and what each pair comes to.

    `parts`: figures by dimension of articles and its value. `attributes`: among all analysts.
    `details`: of the pairs that were looked at. `between`: intervals, where they were worked out.
    `progress`: of each analyst.
    """

    analysts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    pairs: Mapping[Pair, PairFigures] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Mapping[Pair, PairFigures]]] = field(default_factory=dict)
    attributes: Mapping[tuple[str, str], ValueCount] = field(default_factory=dict)
    articles: int = 0
    excluded: Sequence[Excluded] = ()
    details: Mapping[Pair, Details] = field(default_factory=dict)
    between: Mapping[Figure, Interval] = field(default_factory=dict)
    progress: Mapping[str, Done] = field(default_factory=dict)

    def some(self, pairs: Collection[Pair]) -> dict[Pair, PairFigures]:
        """The figures of some pairs, in the usual order."""
        return {pair: figures for pair, figures in self.pairs.items() if pair in pairs}

    def counts(self, pairs: Collection[Pair]) -> dict[Pair, dict[Cell, int]]:
        """How many cases there are in each place of the tables of some pairs, as far as they were looked at."""
        return {
            pair: {cell: places.count for cell, places in self.details[pair].cells.items()}
            for pair in self.pairs
            if pair in pairs and pair in self.details
        }

    def values(self, pairs: Collection[Pair]) -> dict[Pair, Mapping[tuple[str, str], ValueCount]]:
        """The attributes of some pairs, as far as they were looked at."""
        return {
            pair: self.details[pair].values.counts
            for pair in self.pairs
            if pair in pairs and pair in self.details
        }

    def sorts(self, dimension: str, pairs: Collection[Pair]) -> dict[str, list[Shared]]:
        """Annotations of some pairs by the values of a dimension of theirs, as far as they were looked at."""
        found: dict[str, list[Shared]] = defaultdict(list)
        for pair in pairs:
            if pair in self.details:
                for (of, value), shared in self.details[pair].sorts.items():
                    if of == dimension:
                        found[value].append(shared)
        return dict(found)

    def interval(self, pair: Pair, kind: str, name: str, measure: str) -> Interval | None:
        """Between which values a measure lies, if that was worked out."""
        return self.between.get((pair, kind, name, measure))


def measured(found: Agreement) -> Measured:
    """Reads off a team what is shown of it."""
    team = found.team
    parts: dict[str, dict[str, dict[Pair, PairFigures]]] = defaultdict(lambda: defaultdict(dict))
    for pair, pairing in team.pairings.items():
        for (dimension, value), total in pairing.slices.items():
            parts[dimension][value][pair] = team.figures(total)
    return Measured(
        team.analysts,
        tuple(team.labels()),
        {pair: team.figures(pairing.total) for pair, pairing in team.pairings.items()},
        {dimension: dict(values) for dimension, values in parts.items()},
        team.values.counts,
        len(team.keys),
        found.excluded,
    )


def reasons(excluded: Iterable[Excluded]) -> dict[str, int]:
    """How many layers were left out for each reason."""
    counted: dict[str, int] = defaultdict(int)
    for one in excluded:
        counted[one.why] += len(one.analysts)
    return dict(counted)

"""What was measured of a team, ready to be shown: worked out on another thread, never changed after."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.domain.agreement.differing import Cell
from annotator.domain.agreement.figures import PairFigures
from annotator.domain.agreement.team import Shared, Team
from annotator.domain.agreement.valued import ValueCount
from annotator.qt.models.agreement_rows import Pair, Places
from annotator.qt.models.agreement_slices import MADE, ORIGIN

Between = tuple[float, float]
Measure = tuple[Pair, str, str, str]
"""A pair, a kind of rows, a name and a measure: what an interval belongs to."""


class LeftOut(NamedTuple):
    """A layer that does not count, and why."""

    article: int
    headline: str
    analyst: str
    why: str


@dataclass(frozen=True, slots=True)
class Measured:
    """Analysts in their order, labels, and what each pair comes to.

    `counts`: cases by place. `slices`: figures by dimension and value. `sorts`: annotations of each pair by when and
    how they were made. `attributes`: among all, and of each pair. `between`: intervals, where they were worked out.
    """

    analysts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    pairs: Mapping[Pair, PairFigures] = field(default_factory=dict)
    counts: Mapping[Pair, Mapping[Cell, int]] = field(default_factory=dict)
    slices: Mapping[str, Mapping[str, Mapping[Pair, PairFigures]]] = field(default_factory=dict)
    sorts: Mapping[str, Mapping[str, Mapping[Pair, Shared]]] = field(default_factory=dict)
    attributes: Mapping[tuple[str, str], ValueCount] = field(default_factory=dict)
    values: Mapping[Pair, Mapping[tuple[str, str], ValueCount]] = field(default_factory=dict)
    articles: int = 0
    left_out: Sequence[LeftOut] = ()
    between: Mapping[Measure, Between] = field(default_factory=dict)

    @property
    def places(self) -> Places:
        """Where there are cases."""
        return Places(self.counts)

    def interval(self, pair: Pair, kind: str, name: str, measure: str) -> Between | None:
        """Between which values a measure lies, if that was worked out."""
        return self.between.get((pair, kind, name, measure))

    def some(self, pairs: Collection[Pair]) -> dict[Pair, PairFigures]:
        """The figures of some pairs, in the usual order."""
        return {pair: figures for pair, figures in self.pairs.items() if pair in pairs}

    def some_counts(self, pairs: Collection[Pair]) -> dict[Pair, Mapping[Cell, int]]:
        """The cases of some pairs, in the usual order."""
        return {pair: cells for pair, cells in self.counts.items() if pair in pairs}


def measured(team: Team, left_out: Sequence[LeftOut] = ()) -> Measured:
    """Reads off a team what is shown of it."""
    pairings = team.pairings.values()
    slices: dict[str, dict[str, dict[Pair, PairFigures]]] = defaultdict(lambda: defaultdict(dict))
    for pairing in pairings:
        for (dimension, value), total in pairing.slices.items():
            slices[dimension][value][pairing.analysts] = team.figures(total)
    return Measured(
        team.analysts,
        tuple(team.labels()),
        {pairing.analysts: team.figures(pairing.total) for pairing in pairings},
        {
            pairing.analysts: {cell: cases.count for cell, cases in pairing.cells.items()}
            for pairing in pairings
        },
        slices,
        {MADE: _sorts(team, 0), ORIGIN: _sorts(team, 1)},
        team.attributes().counts,
        {pairing.analysts: pairing.values.counts for pairing in pairings},
        len(team.keys),
        left_out,
    )


def _sorts(team: Team, part: int) -> dict[str, dict[Pair, Shared]]:
    """What there is of each month, or of each origin."""
    found: dict[str, dict[Pair, Shared]] = defaultdict(dict)
    for pairing in team.pairings.values():
        for sort, shared in pairing.sorts.items():
            total = found[sort[part]].setdefault(pairing.analysts, Shared())
            total.found += shared.found
            total.strict += shared.strict
            total.overlap += shared.overlap
    return found


def reasons(left_out: Iterable[LeftOut]) -> dict[str, int]:
    """How many layers were left out for each reason."""
    counted: dict[str, int] = defaultdict(int)
    for one in left_out:
        counted[one.why] += 1
    return dict(counted)

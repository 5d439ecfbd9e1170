"""Confidence intervals by resampling articles: what the figures might as well have been with other articles.

Articles are drawn with replacement, as many as there are; annotations of one article belong together and are never torn
apart. Nothing is read again: each article's whole numbers are at hand, and are added up again.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from random import Random
from typing import NamedTuple

from annotator.domain.agreement.figures import PairFigures
from annotator.domain.agreement.pairings import Team
from annotator.domain.agreement.undefined import Outcome
from annotator.domain.problems import Progress

RESAMPLES = 1000
SEED = 2004
LEVEL = 0.95

Pair = tuple[str, str]
MEAN: Pair = ("", "")
"""Stands for the pair where the mean over the pairs is meant."""
Figure = tuple[Pair, str, str, str]
"""Pair, kind of row, its name ("" where all are pooled), measure (see `figures`)."""


class Interval(NamedTuple):
    """Between these the middle share (`level`) of the resampled values lies."""

    low: float
    high: float


class Intervals(NamedTuple):
    """The intervals by what they are of, and how they came about: the same seed gives the same again.

    A value that was undefined in every resample, or where there is but one article, has none.
    """

    found: dict[Figure, Interval]
    resamples: int
    seed: int
    level: float


def intervals(
    team: Team,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    level: float = LEVEL,
    progress: Progress | None = None,
) -> Intervals:
    """Percentile intervals of every figure. Raises Cancelled when `progress` does."""
    progress, chance, texts = progress or Progress(), Random(seed), range(len(team.keys))
    together, bits = _together(team), 8 * team.layout.size
    values: dict[Figure, list[float]] = {}
    for done in range(resamples if len(texts) > 1 else 0):
        progress.step(done, resamples)
        # In order, as memory is read faster from one end to the other.
        total = sum(map(together.__getitem__, sorted(chance.choices(texts, k=len(texts)))))
        parts = (total >> number * bits & (1 << bits) - 1 for number in range(len(team.pairings)))
        for figure, value in _readings(zip(team.pairings, map(team.figures, parts), strict=True)):
            values.setdefault(figure, []).append(value)
    progress.step(resamples, resamples)
    found = {figure: _middle(known, level) for figure, known in values.items()}
    return Intervals(found, resamples, seed, level)


def _together(team: Team) -> list[int]:
    """Of each text what it comes to for every pair, side by side in one integer."""
    bits, together = 8 * team.layout.size, [0] * len(team.keys)
    for number, pairing in enumerate(team.pairings.values()):
        for at, vector in enumerate(pairing.vectors):
            together[at] |= vector << number * bits
    return together


def _readings(figures: Iterable[tuple[Pair, PairFigures]]) -> Iterator[tuple[Figure, float]]:
    """Every measure of every pair that is defined, and the means over the pairs."""
    every: dict[tuple[str, str, str], list[float]] = {}
    for pair, one in figures:
        for kind, name, row in one.rows():
            for measure, top, bottom in row.quotients():
                if bottom:
                    value = top / bottom
                    yield (pair, kind, name, measure), value
                    every.setdefault((kind, name, measure), []).append(value)
    for what, values in every.items():
        yield (MEAN, *what), sum(values) / len(values)


def mean(outcomes: Sequence[Outcome]) -> Outcome:
    """The mean of the values that are defined; where none is, why not."""
    values = [value for value in outcomes if isinstance(value, Fraction)]
    return sum(values, Fraction()) / len(values) if values else outcomes[0]


def _middle(values: list[float], level: float) -> Interval:
    values.sort()
    return Interval(*(_quantile(values, share) for share in ((1 - level) / 2, (1 + level) / 2)))


def _quantile(values: Sequence[float], share: float) -> float:
    """Of sorted values, between two of them where the share falls between them."""
    at = share * (len(values) - 1)
    below = int(at)
    above = min(below + 1, len(values) - 1)
    return values[below] + (at - below) * (values[above] - values[below])

"""Confidence intervals by resampling articles: what the figures might as well have been with other articles.

Articles are drawn with replacement, as many as there are; annotations of one article belong together and are never torn
apart. Nothing is read again: each article's whole numbers are at hand, and are added up anew.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random
from typing import NamedTuple

from annotator.domain.agreement.figures import PairFigures
from annotator.domain.agreement.team import Team
from annotator.domain.agreement.undefined import Outcome, number
from annotator.domain.problems import Progress

RESAMPLES = 1000
SEED = 2004
LEVEL = 0.95

MEAN = ("", "")
"""Stands for the pair where the mean over the pairs is meant."""
Path = tuple[tuple[str, str], str, str, str]
"""Pair, kind of row, its name ("" where all are pooled), measure (see `figures`)."""


class Interval(NamedTuple):
    """Between these the middle share (`level`) of the resampled values lies."""

    low: float
    high: float


class Intervals(NamedTuple):
    """The intervals by what they are of, and how they came about: the same seed gives the same again.

    A value that was undefined in every resample, or where there is but one article, has none.
    """

    found: dict[Path, Interval]
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
    values: dict[Path, list[float]] = {}
    for done in range(resamples if len(texts) > 1 else 0):
        progress.step(done, resamples)
        drawn = chance.choices(texts, k=len(texts))
        figures = {
            pair: team.figures(sum(map(pairing.vectors.__getitem__, drawn)))
            for pair, pairing in team.pairings.items()
        }
        for path, value in readings(figures):
            if (known := number(value)) is not None:
                values.setdefault(path, []).append(known)
    progress.step(resamples, resamples)
    found = {path: _middle(known, level) for path, known in values.items()}
    return Intervals(found, resamples, seed, level)


def readings(figures: dict[tuple[str, str], PairFigures]) -> Iterator[tuple[Path, Outcome]]:
    """Every measure of every pair, then the means over the pairs."""
    known: dict[tuple[str, str, str], list[Outcome]] = {}
    for pair, one in figures.items():
        for kind, name, row in one.rows():
            for measure, value in row.measures():
                known.setdefault((kind, name, measure), []).append(value)
                yield (pair, kind, name, measure), value
    for (kind, name, measure), outcomes in known.items():
        yield (MEAN, kind, name, measure), mean(outcomes)


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

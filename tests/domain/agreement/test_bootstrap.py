"""Confidence intervals by resampling texts."""

from statistics import NormalDist

import pytest

from annotator.domain.agreement.bootstrap import MEAN, Intervals, intervals
from annotator.domain.agreement.pairings import Team
from annotator.domain.problems import Cancelled, Progress
from tests.domain.agreement.layers import SCOPE, actor, layer

ANALYSTS = ("anna", "ben", "chris")
PAIR = ANALYSTS[:2]
F1 = ("label", "actor", "strict f1")


def team_with(agreed: int, texts: int) -> Team:
    """Each text has one annotation of each; in so many of them they are equal, in the others they lie apart."""
    team = Team(ANALYSTS, SCOPE)
    for key in range(texts):
        ours, theirs = layer(actor(0, 3)), layer(actor(0 if key < agreed else 30, 3 if key < agreed else 33))
        team.take_in(key, {"anna": ours, "ben": theirs, "chris": ours})
    return team


def test_an_interval_is_that_of_the_normal_distribution_where_that_is_known() -> None:
    low, high = intervals(team_with(60, 200), resamples=2000).found[PAIR, *F1]
    half = NormalDist().inv_cdf(0.975) * (0.3 * 0.7 / 200) ** 0.5
    assert (low, high) == pytest.approx((0.3 - half, 0.3 + half), abs=0.01)


def test_the_mean_over_the_pairs_has_one_too() -> None:
    found = intervals(team_with(5, 10), resamples=50).found
    assert found[("anna", "chris"), *F1] == (1, 1)
    assert found[MEAN, *F1].low < (0.5 + 1 + 0.5) / 3 < found[MEAN, *F1].high


def test_the_same_seed_gives_the_same_again() -> None:
    team = team_with(5, 10)
    one, again, other = (intervals(team, resamples=60, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one.found != other.found


def test_a_lower_level_is_narrower() -> None:
    wide, narrow = (intervals(team_with(5, 20), 100, level=level).found[PAIR, *F1] for level in (0.95, 0.5))
    assert wide.low < narrow.low < narrow.high < wide.high


def test_one_text_has_no_intervals_and_what_is_undefined_has_none() -> None:
    assert intervals(team_with(1, 1)) == Intervals({}, 1000, 2004, 0.95)
    assert (PAIR, "label", "claim", "kappa") not in intervals(team_with(2, 4), 20).found


def test_a_resampled_figure_is_one_of_texts_drawn_again() -> None:
    team = team_with(1, 2)
    assert intervals(team, resamples=400).found[PAIR, *F1] == (0, 1)


def test_it_can_be_stopped() -> None:
    class Stop(Progress):
        def step(self, done: int, total: int) -> None:
            if done == 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        intervals(team_with(1, 4), progress=Stop())

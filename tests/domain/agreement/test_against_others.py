"""Our figures against those of nltk, scikit-learn and SciPy, on random data. Skipped where these are not installed."""

import random
import warnings
from collections.abc import Callable

import pytest

from annotator.domain.agreement import cohen_kappa, krippendorff_alpha, scott_pi, span_scores
from annotator.domain.agreement.assignment import heaviest

TIMES = 200


def imported(name: str):  # type: ignore[no-untyped-def]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(
            name, reason=f"{name} is not installed (pip install annotator[crosschecks])"
        )


def two_coders(chance: random.Random) -> tuple[list[int], list[int], int]:
    """What two coders said of some units, and how many categories they had."""
    size, categories = chance.randint(5, 40), chance.randint(2, 5)
    first = [chance.randrange(categories) for _ in range(size)]
    return first, [v if chance.random() < 0.6 else chance.randrange(categories) for v in first], categories


def counted(first: list[int], second: list[int], categories: int) -> list[list[int]]:
    pairs = list(zip(first, second, strict=True))
    return [[pairs.count((i, j)) for j in range(categories)] for i in range(categories)]


def test_kappa_is_that_of_scikit_learn() -> None:
    theirs = imported("sklearn.metrics").cohen_kappa_score
    chance = random.Random(1)
    for _ in range(TIMES):
        first, second, categories = two_coders(chance)
        if len({*first, *second}) > 1:
            assert cohen_kappa(counted(first, second, categories)) == pytest.approx(theirs(first, second))


@pytest.mark.parametrize(("ours", "name"), [(cohen_kappa, "kappa"), (scott_pi, "pi")])
def test_coefficients_are_those_of_nltk(ours: Callable, name: str) -> None:
    task = imported("nltk.metrics.agreement").AnnotationTask
    chance = random.Random(2)
    for _ in range(TIMES):
        first, second, categories = two_coders(chance)
        if len({*first, *second}) > 1:
            data = [(who, at, v) for who, said in (("a", first), ("b", second)) for at, v in enumerate(said)]
            assert ours(counted(first, second, categories)) == pytest.approx(getattr(task(data=data), name)())


def test_alpha_with_missing_values_is_that_of_nltk() -> None:
    task = imported("nltk.metrics.agreement").AnnotationTask
    chance, compared = random.Random(3), 0
    for _ in range(TIMES):
        coders, size = chance.randint(2, 5), chance.randint(3, 20)
        said = [[chance.choice([None, *"aabbc"]) for _ in range(size)] for _ in range(coders)]
        data = [(who, at, v) for who, row in enumerate(said) for at, v in enumerate(row) if v is not None]
        ours = krippendorff_alpha(said)
        if ours is not None and {who for who, _, _ in data} == set(range(coders)):
            compared += 1
            assert ours == pytest.approx(task(data=data).alpha())
    assert compared > TIMES / 2


def test_the_best_assignment_is_worth_what_scipys_is() -> None:
    theirs = imported("scipy.optimize").linear_sum_assignment
    chance = random.Random(4)
    for _ in range(TIMES):
        rows = chance.randint(1, 12)
        columns = chance.randint(rows, 15)
        weights = [[chance.choice([0, chance.randint(1, 40)]) for _ in range(columns)] for _ in range(rows)]
        expected = sum(weights[i][j] for i, j in zip(*theirs(weights, maximize=True), strict=True))
        assert sum(weights[row][column] for row, column in enumerate(heaviest(weights))) == expected


def test_strict_scores_are_those_of_scikit_learn_over_every_possible_span() -> None:
    theirs = imported("sklearn.metrics").precision_recall_fscore_support
    chance = random.Random(5)
    possible = [(a, b, label) for a in range(6) for b in range(a + 1, 6) for label in "xy"]
    for _ in range(TIMES):
        hers, his = (set(chance.sample(possible, chance.randint(1, 20))) for _ in range(2))
        marked = [[span in spans for span in possible] for spans in (hers, his)]
        precision, recall, f1, _ = theirs(*marked, average="binary", zero_division=0)
        expected = {"precision": precision, "recall": recall, "f1": f1}
        assert span_scores(hers, his)["strict"] == pytest.approx(expected)

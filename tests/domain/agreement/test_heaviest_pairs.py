from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.agreement.assignment import best_pairs

_WEIGHTS = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 6), max_size=14)


def _pairs(weights: dict[tuple[int, int], int]) -> dict[int, int]:
    return dict(best_pairs([(*pair, weight) for pair, weight in weights.items()], most=False))


def _worth(weights: dict[tuple[int, int], int], pairs: dict[int, int]) -> int:
    return sum(weights[pair] for pair in pairs.items())


def _best_by_trying(weights: dict[tuple[int, int], int]) -> int:
    return max(
        sum(weights.get((left, right), 0) for left, right in enumerate(order))
        for order in permutations(range(5))
    )


@given(_WEIGHTS)
@settings(max_examples=300)
def test_the_pairs_are_worth_the_most_that_any_choice_is(weights: dict[tuple[int, int], int]) -> None:
    assert _worth(weights, _pairs(weights)) == _best_by_trying(weights)


@given(_WEIGHTS)
def test_nobody_has_two_partners(weights: dict[tuple[int, int], int]) -> None:
    pairs = _pairs(weights)
    assert len(set(pairs.values())) == len(pairs)
    assert all(pair in weights for pair in pairs.items())


def test_the_greedy_choice_is_not_taken_where_two_pairs_are_worth_more() -> None:
    assert _pairs({(0, 0): 5, (0, 1): 4, (1, 0): 4}) == {0: 1, 1: 0}


def test_one_heavy_pair_is_taken_before_two_light_ones() -> None:
    assert _pairs({(0, 0): 9, (0, 1): 2, (1, 0): 3}) == {0: 0}


@given(_WEIGHTS, st.randoms())
def test_the_order_in_which_pairs_are_given_changes_nothing(weights: dict, random: object) -> None:
    items = list(weights.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert _pairs(dict(items)) == _pairs(weights)

"""Matching: as many pairs as can be, then the most shared code points, checked against trying everything."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from annotator.domain.agreement.assignment import best_pairs, heaviest
from annotator.domain.agreement.matching import Span, overlap_pairs
from tests.domain.agreement.test_unitizing import units_from

NESTED = some.lists(
    some.tuples(some.integers(0, 12), some.integers(1, 8)).map(lambda s: (s[0], sum(s))), max_size=5
)
BESIDE = some.sets(some.integers(0, 16), max_size=12).map(
    lambda edges: [(a, a + n) for a, n in units_from(edges)]
)
SPANS = some.one_of(NESTED, BESIDE)


def shared(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def best(first: list[Span], second: list[Span]) -> tuple[int, int]:
    """Pairs and shared code points of the best matching, by trying every one."""
    if not first:
        return 0, 0
    one, rest = first[0], first[1:]
    taken = [
        (pairs + 1, points + shared(one, other))
        for at, other in enumerate(second)
        if shared(one, other)
        for pairs, points in [best(rest, second[:at] + second[at + 1 :])]
    ]
    return max([best(rest, second), *taken])


def reached(first: list[Span], second: list[Span]) -> tuple[int, int]:
    pairs = overlap_pairs(first, second)
    points = [shared(first[i], second[j]) for i, j in pairs]
    assert all(points)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    return len(pairs), sum(points)


@given(SPANS, SPANS)
def test_no_other_matching_is_better(first: list[Span], second: list[Span]) -> None:
    assert reached(first, second) == best(first, second)


@given(SPANS, SPANS, some.randoms())
def test_the_order_given_changes_nothing(first: list[Span], second: list[Span], random) -> None:  # type: ignore[no-untyped-def]
    mixed = random.sample(first, len(first)), random.sample(second, len(second))
    actual, expected = (
        sorted((a[i], b[j]) for i, j in overlap_pairs(a, b)) for a, b in (mixed, (first, second))
    )
    assert actual == expected


def test_two_pairs_are_better_than_the_one_that_a_greedy_choice_takes() -> None:
    assert overlap_pairs([(0, 4), (4, 20)], [(3, 15), (16, 20)]) == [(0, 0), (1, 1)]


def test_equal_spans_are_left_to_others_where_that_makes_one_pair_more() -> None:
    assert overlap_pairs([(0, 3), (2, 6)], [(2, 6), (5, 8)]) == [(0, 0), (1, 1)]


def test_spans_that_touch_share_nothing() -> None:
    assert overlap_pairs([(0, 3)], [(3, 6)]) == []


@pytest.mark.parametrize("size", [4000])
def test_a_chain_through_a_whole_text(size: int) -> None:
    first = [(at, at + 5) for at in range(0, 5 * size, 5)]
    second = [(start + 2, end + 2) for start, end in first]
    assert overlap_pairs(first, second) == [(at, at) for at in range(size)]


def test_deep_nests_are_solved_too() -> None:
    nest = [(at, 400 - at) for at in range(150)]
    assert reached(nest, nest[::-1]) == (150, sum(end - start for start, end in nest))


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([[1]], [0]),
        ([[0, 5, 0]], [1]),
        ([[9, 8], [8, 1]], [1, 0]),
        ([[3, 2, 1], [3, 2, 1], [3, 2, 2]], [0, 1, 2]),
    ],
)
def test_the_heaviest_assignment(weights: list[list[int]], expected: list[int]) -> None:
    assert heaviest(weights) == expected


def test_the_number_of_pairs_goes_before_their_weight() -> None:
    assert best_pairs([(0, 0, 100), (0, 1, 1), (1, 0, 1)]) == [(0, 1), (1, 0)]


def test_more_on_the_left_than_on_the_right() -> None:
    assert best_pairs([(0, 0, 1), (1, 0, 3), (2, 0, 2), (2, 1, 2), (3, 1, 1)]) == [(1, 0), (2, 1)]

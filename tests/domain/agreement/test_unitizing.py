"""alpha_U: published values, and what can be cut out of a text at all."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from annotator.domain.agreement import alpha_u
from annotator.domain.agreement.undefined import Undefined, number
from annotator.domain.agreement.unitizing import Sections, differences, disagreement, merged, pooled
from tests.domain.agreement.oracles import cases

LENGTH = 30


def units_from(edges: set[int]) -> list[tuple[int, int]]:
    """Units between each two of some edges."""
    inside = sorted(edges)
    return [(a, b - a) for a, b in zip(inside[::2], inside[1::2], strict=False)]


CODERS = some.lists(some.sets(some.integers(0, LENGTH), max_size=8).map(units_from), min_size=2, max_size=4)


@pytest.mark.parametrize("known", cases("units"), ids=lambda known: known["id"])
def test_published_units(known: dict) -> None:
    span = known["begin"], known["length"]
    found = {name: disagreement(units, *span) for name, units in known["units"].items()}
    actual = {name: alpha_u(units, *span) for name, units in known["units"].items()}
    actual["overall"] = number(pooled(found.values()))
    expected = known["expected"]["alpha_u"]
    assert {name: actual[name] for name in expected} == pytest.approx(expected, abs=5e-5)
    for name, values in known["expected"].get("disagreement", {}).items():
        assert found[name]._asdict() == pytest.approx(values, abs=5e-5)


def by_the_book(units: list[list[tuple[int, int]]], length: int) -> Fraction:
    """Observed disagreement as it is written down: over every two sections of every two coders."""
    total, coders = Fraction(), [sections_of(coder, length) for coder in units]
    for i, one in enumerate(coders):
        for j, other in enumerate(coders):
            if i != j:
                total += sum(difference(g, h) for g in one for h in other)
    return total / (len(units) * (len(units) - 1) * length**2)


def sections_of(units: list[tuple[int, int]], length: int) -> list[tuple[int, int, bool]]:
    """(begin, length, whether it is a unit) of units and gaps."""
    edges = [0, *(edge for start, size in units for edge in (start, start + size)), length]
    return [(a, b - a, bool(at % 2)) for at, (a, b) in enumerate(pairwise(edges)) if at % 2 or b > a]


def difference(g: tuple[int, int, bool], h: tuple[int, int, bool]) -> int:
    (b, n, unit), (c, k, other_unit) = g, h
    if unit and other_unit:
        return (b - c) ** 2 + (b + n - c - k) ** 2 if -n < b - c < k else 0
    if unit and not other_unit and k - n >= b - c >= 0:
        return n * n
    return k * k if other_unit and not unit and n - k >= c - b >= 0 else 0


@given(CODERS)
def test_observed_disagreement_is_that_of_the_definition(units: list) -> None:
    assert disagreement(units, 0, LENGTH).observed == by_the_book(units, LENGTH)


@given(CODERS, some.integers(0, 1000), some.randoms())
def test_neither_place_nor_order_matters(units: list, shift: int, random) -> None:  # type: ignore[no-untyped-def]
    moved = [random.sample([(start + shift, size) for start, size in coder], len(coder)) for coder in units]
    random.shuffle(moved)
    assert alpha_u(moved, shift, LENGTH) == alpha_u(units, 0, LENGTH)


@given(some.sets(some.integers(0, LENGTH), min_size=2, max_size=8).map(units_from), some.integers(2, 5))
def test_coders_who_agree_come_to_one(units: list, coders: int) -> None:
    assert alpha_u([units] * coders, 0, LENGTH) == 1


def test_where_nobody_marks_anything_there_is_no_value() -> None:
    assert alpha_u([[], []], 0, 100) is None
    assert alpha_u([[], []], 0, 0) is None
    assert pooled([]) is Undefined.NOTHING_MARKED


def test_one_coder_agrees_with_nobody() -> None:
    assert (alpha_u([[(0, 5)]], 0, 10), alpha_u([], 0, 10)) == (None, None)


def test_units_that_touch_stay_two() -> None:
    parts, whole = [(2, 3), (5, 3)], [(2, 6)]
    assert alpha_u([parts, parts], 0, 10) == 1
    assert disagreement([parts, whole], 0, 10).observed == Fraction(2 * 3**2, 100)


def test_a_whole_text_as_one_unit_is_agreed_on() -> None:
    assert alpha_u([[(0, 10)], [(0, 10)]], 0, 10) == 1


@pytest.mark.parametrize(
    ("unit", "sentence"),
    [
        ((3, 0), "without length"),
        ((3, -1), "without length"),
        ((-1, 3), "reaches out"),
        ((8, 3), "reaches out"),
        ((1, 3), "overlap"),
        ((1.5, 3), "whole numbers"),
    ],
)
def test_what_is_no_unit_is_refused(unit: tuple, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        alpha_u([[(2, 4), unit], []], 0, 10)


def test_a_text_without_length_has_no_room_for_less() -> None:
    with pytest.raises(ValueError, match="none below nothing"):
        alpha_u([[], []], 0, -1)


def test_merging_makes_what_overlaps_one_and_leaves_what_touches() -> None:
    assert merged([(5, 9), (0, 3), (3, 5), (4, 8), (4, 6)]) == [(0, 3), (3, 9)]


def test_a_coder_without_units_differs_by_all_of_the_others() -> None:
    some_units, none = Sections([(1, 4), (6, 8)], 0, 10), Sections([], 0, 10)
    assert differences(some_units, none) == differences(none, some_units) == 9 + 4

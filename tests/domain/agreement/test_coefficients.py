"""Kappa, pi and alpha: published values, their limits, and what has no value."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from annotator.domain.agreement import cohen_kappa, krippendorff_alpha, scott_pi
from annotator.domain.agreement.coefficients import alpha, kappa, pi
from annotator.domain.agreement.undefined import Undefined, why
from tests.domain.agreement.oracles import case, cases, ratings_of

TABLES = some.integers(1, 4).flatmap(
    lambda size: some.lists(
        some.lists(some.integers(0, 9), min_size=size, max_size=size), min_size=size, max_size=size
    )
)


def id_of(known: dict[str, object]) -> str:
    return str(known["id"])


@pytest.mark.parametrize("known", cases("contingency"), ids=id_of)
def test_published_tables(known: dict) -> None:
    table = known["contingency"]
    actual = {
        "scott_pi": scott_pi(table),
        "cohen_kappa": cohen_kappa(table),
        "krippendorff_alpha_nominal": krippendorff_alpha(ratings_of(table)),
    }
    expected = {name: value for name, value in known["expected"].items() if name in actual}
    assert {name: actual[name] for name in expected} == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("known", cases("ratings"), ids=id_of)
def test_published_ratings(known: dict) -> None:
    expected = known["expected"]["krippendorff_alpha_nominal"]
    assert krippendorff_alpha(known["ratings"]) == pytest.approx(expected, abs=5e-5)


def test_published_kappa_of_ratings() -> None:
    first, second = (known := case("krippendorff-2004-227"))["ratings"]
    table = [
        [sum(a == x and b == y for a, b in zip(first, second, strict=True)) for y in "abc"] for x in "abc"
    ]
    assert cohen_kappa(table) == pytest.approx(known["expected"]["cohen_kappa"], abs=5e-5)


def test_f1_is_what_kappa_comes_to_when_nearly_nothing_is_marked() -> None:
    known = case("f1-as-limit-of-kappa")
    a, b, c = known["a"], known["b"], known["c"]
    actual = {d: cohen_kappa([[a, b], [c, int(d)]]) for d in known["expected"]["kappa_by_d"]}
    assert actual == pytest.approx(known["expected"]["kappa_by_d"], abs=5e-5)
    assert 2 * a / (2 * a + b + c) == pytest.approx(known["expected"]["f1"], abs=5e-5)


def test_values_are_exact() -> None:
    assert (kappa([[20, 20], [10, 50]]), pi([[20, 20], [10, 50]])) == (Fraction(8, 23), Fraction(31, 91))


def test_shares_do_as_well_as_counts() -> None:
    assert cohen_kappa([[0.25, 0.25], [0.125, 0.375]]) == cohen_kappa([[2, 2], [1, 3]])


@pytest.mark.parametrize("table", [[], [[0]], [[0, 0], [0, 0]]])
def test_an_empty_table_has_no_value(table: list) -> None:
    assert (kappa(table), pi(table)) == (Undefined.NOTHING_COMPARED,) * 2


@pytest.mark.parametrize("table", [[[7]], [[7, 0], [0, 0]], [[0, 0, 0], [0, 3, 0], [0, 0, 0]]])
def test_one_category_alone_has_no_value(table: list) -> None:
    assert (kappa(table), pi(table)) == (Undefined.ONE_VALUE, Undefined.ONE_VALUE)
    assert (cohen_kappa(table), scott_pi(table)) == (None, None)


def test_rows_and_columns_of_nothing_change_nothing() -> None:
    assert kappa([[20, 0, 20], [0, 0, 0], [10, 0, 50]]) == kappa([[20, 20], [10, 50]])


def test_an_analyst_who_always_says_the_same_agrees_no_more_than_by_chance() -> None:
    assert cohen_kappa([[5, 0], [3, 0]]) == 0


@pytest.mark.parametrize("table", [[[1, 2]], [[1, 2], [3]], [[1, -1], [0, 2]], [["x"]], [[float("nan")]]])
def test_what_is_no_table_of_counts_is_refused(table: list) -> None:
    with pytest.raises(ValueError, match=r"table of agreement|is no count"):
        cohen_kappa(table)


@given(TABLES)
def test_kappa_is_the_same_whoever_comes_first_and_never_above_one(table: list[list[int]]) -> None:
    turned = [list(column) for column in zip(*table, strict=True)]
    assert kappa(table) == kappa(turned)
    assert (value := cohen_kappa(table)) is None or -1 <= value <= 1


@given(TABLES)
def test_alpha_of_two_coders_is_pi_corrected_for_the_size_of_the_sample(table: list[list[int]]) -> None:
    exact, total = pi(table), sum(map(sum, table))
    if isinstance(exact, Fraction):
        assert alpha(ratings_of(table)) == 1 - (1 - exact) * Fraction(2 * total - 1, 2 * total)


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([], Undefined.NOTHING_COMPARED),
        ([[], []], Undefined.NOTHING_COMPARED),
        ([["a", "b"]], Undefined.NOTHING_COMPARED),
        ([["a", None], [None, "b"]], Undefined.NOTHING_COMPARED),
        ([["a", "a"], ["a", None]], Undefined.ONE_VALUE),
        ([["a"], ["b"]], Fraction(0)),
    ],
)
def test_alpha_of_hardly_any_ratings(ratings: list, expected: object) -> None:
    assert alpha(ratings) == expected


def test_units_that_nobody_or_one_coder_rated_do_not_count() -> None:
    assert alpha([["a", "b", None, "c"], ["a", "c", None, None]]) == alpha([["a", "b"], ["a", "c"]])


@pytest.mark.parametrize("values", ["ab", (0, 1), (True, False), ((1, 2), (3,))])
def test_values_may_be_of_any_kind(values: tuple) -> None:
    one, two = values
    assert krippendorff_alpha([[one, two, two], [one, two, one]]) == pytest.approx(4 / 9)


@pytest.mark.parametrize("ratings", [[["a"], ["a", "b"]], [[float("nan"), 1], [1, 1]]])
def test_ratings_that_mean_nothing_are_refused(ratings: list) -> None:
    with pytest.raises(ValueError, match=r"rows of equal length|NaN is no rating"):
        krippendorff_alpha(ratings)


def test_an_undefined_value_says_why() -> None:
    assert (why(kappa([[7]])), why(kappa([[1, 1], [1, 1]]))) == (Undefined.ONE_VALUE.value, None)

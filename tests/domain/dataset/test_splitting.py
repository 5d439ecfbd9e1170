"""Which article goes into which split: by draw, by date, by agency; groups stay together and nothing moves."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.dataset.plan import SplitPlan
from annotator.domain.dataset.splitting import (
    BRIDGE,
    ELSEWHERE,
    UNDATED,
    UNKNOWN_AGENCY,
    Arrived,
    LeftOut,
    Splits,
    balance,
    cuts_of,
    drawn,
    in_several,
    split_articles,
    wished,
)

PLAN = SplitPlan()
FOLDS = SplitPlan(kind="folds", folds=4)
BY_DATE = SplitPlan(kind="date", cuts=("2006-06", "2007"))
BY_AGENCY = SplitPlan(kind="agency", agencies=(("TASS", "test"),))


def split(
    shared: Sequence[Sequence[int]],
    plan: SplitPlan = PLAN,
    written: Sequence[int] = (),
    alike: Mapping[int, Sequence[int]] | None = None,
    background: Sequence[int] = (),
    articles: Sequence[Arrived] | None = None,
) -> Splits:
    """Splits articles that have these paragraphs, in the order of arrival."""
    arrived = articles or [Arrived(f"article {place}") for place in range(len(shared))]
    return split_articles(arrived, enumerate(shared), alike or {}, background, written, plan)


def test_names_are_drawn_in_about_the_shares_of_the_plan_and_by_seed() -> None:
    names = [f"name {number}" for number in range(2000)]
    counts = Counter(drawn(name, PLAN) for name in names)
    assert set(counts) == {"train", "validation", "test"}
    assert 1500 < counts["train"] < 1700
    assert 150 < counts["test"] < 250
    assert [drawn(name, PLAN) for name in names] != [drawn(name, SplitPlan(seed=1)) for name in names]


def test_folds_are_drawn_evenly() -> None:
    counts = Counter(drawn(f"name {number}", FOLDS) for number in range(2000))
    assert set(counts) == set(FOLDS.names)
    assert min(counts.values()) > 400


@pytest.mark.parametrize(
    ("published", "where"),
    [
        ("2006-05-31", "train"),
        ("2006-06-01", "validation"),
        ("2006-12-31T23:00:00", "validation"),
        ("2007-01-01", "test"),
        ("", LeftOut(UNDATED)),
        ("--11-01", LeftOut(UNDATED)),
    ],
)
def test_by_date_an_article_goes_behind_the_cuts_that_it_is_past(published: str, where: object) -> None:
    assert wished(Arrived("a", published=published), BY_DATE) == where


@pytest.mark.parametrize(
    ("agency", "where"),
    [("TASS", "test"), ("dpa", drawn("dpa", BY_AGENCY)), ("", LeftOut(UNKNOWN_AGENCY))],
)
def test_by_agency_all_of_one_go_where_it_goes(agency: str, where: object) -> None:
    assert wished(Arrived("a", agency=agency), BY_AGENCY) == where


def test_cuts_meet_the_fractions_as_whole_days_allow() -> None:
    plan = SplitPlan(kind="date", fractions=(50, 25, 25))
    days = [f"2006-01-{day:02}" for day in range(1, 9)]
    assert cuts_of(days, plan) == ("2006-01-05", "2006-01-07")
    assert cuts_of([*days, "", "--01-02"], plan) == ("2006-01-05", "2006-01-07")
    assert cuts_of(["2006-01-01"] * 4, plan) == ("9999-12-01", "9999-12-02")
    assert cuts_of([], plan) == ("9999-12-01", "9999-12-02")


def test_articles_that_share_paragraphs_go_where_the_first_one_goes() -> None:
    found = split([[1], [1, 2], [2], [9], []])
    first = drawn("article 0", PLAN)
    assert [found.splits[f"article {place}"] for place in (0, 1, 2)] == [first] * 3
    assert {found.group(f"article {place}") for place in (0, 1, 2)} == {"article 0"}
    assert found.splits["article 3"] == drawn("article 3", PLAN)
    assert found.group("article 3") == "article 3"
    assert set(found.splits) == {f"article {place}" for place in range(5)}


def test_alike_paragraphs_join_and_background_does_not() -> None:
    joined = split([[1], [2]], alike={1: [2], 2: [1]})
    assert joined.group("article 1") == "article 0"
    apart = split([[1], [1]], background=[1])
    assert apart.group("article 1") == "article 1"


def test_what_would_join_two_splits_that_were_written_is_left_out() -> None:
    apart = next(
        (one, other)
        for one in range(40)
        for other in range(one)
        if drawn(f"article {one}", PLAN) != drawn(f"article {other}", PLAN)
    )
    shared: list[list[int]] = [[place] for place in range(40)]
    shared.append(list(apart))
    found = split(shared, written=[40])
    assert found.left_out["article 40"] == LeftOut(BRIDGE, tuple(sorted(f"article {one}" for one in apart)))
    before = split(shared)
    assert "article 40" in before.splits
    assert len({before.splits[f"article {place}"] for place in (*apart, 40)}) == 1


def test_by_date_a_reprint_across_a_cut_is_left_out() -> None:
    articles = [Arrived("a", published="2006-01-01"), Arrived("b", published="2007-05-01")]
    found = split([[1], [1]], BY_DATE, articles=articles)
    assert found.splits == {"a": "train"}
    assert found.left_out == {"b": LeftOut(ELSEWHERE, ("a",))}


@given(
    st.lists(st.lists(st.integers(0, 15), max_size=3, unique=True), min_size=1, max_size=25),
    st.lists(st.lists(st.integers(0, 15), max_size=3, unique=True), max_size=10),
)
def test_no_paragraph_is_in_two_splits_and_later_articles_move_none(
    first: list[list[int]], later: list[list[int]]
) -> None:
    before = split(first)
    after = split([*first, *later], written=[len(first)])
    assert {name: after.splits[name] for name in before.splits} == before.splits
    for number in range(16):
        holders = [f"article {place}" for place, some in enumerate([*first, *later]) if number in some]
        assert len({after.splits[name] for name in holders if name in after.splits}) <= 1


def test_places_in_several_splits_are_told() -> None:
    where = ["train", None, "test", "train"]
    assert in_several([0, 1, 2], where.__getitem__) == [("train", 0), ("test", 2)]
    assert in_several([0, 1, 3], where.__getitem__) == []


def test_the_labels_that_are_spread_least_evenly_are_told_first() -> None:
    counts = {("train", "actor"): 80, ("train", "claim"): 20, ("test", "actor"): 5, ("test", "claim"): 5}
    told = balance(counts, ("train", "validation", "test"))
    assert told[0] == "validation has no annotations"
    assert told[1] == "actor: 77.3 % of all annotations, 80.0 % of train, 50.0 % of test"
    assert told[2] == "claim: 22.7 % of all annotations, 20.0 % of train, 50.0 % of test"
    assert balance({}, ()) == []

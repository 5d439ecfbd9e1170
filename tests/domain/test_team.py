"""Members, shuffled orders, hashes of layers; and who gets what when articles are drawn."""

from collections.abc import Sequence
from itertools import combinations
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.assigning import draw, loads, meetings
from annotator.domain.problems import Problem
from annotator.domain.team import Member, assignment_id, layer_hash, shuffled

NAMES = ("anna", "ben", "chloe", "dan", "eve", "finn", "gus")
TEAMS = st.integers(2, 7).map(lambda size: NAMES[:size])
COUNTS = st.integers(0, 60)
SEEDS = st.integers(0, 5)


def articles_of(count: int) -> list[str]:
    return [f"article {number}" for number in range(count)]


def spread(counts: Sequence[int]) -> int:
    return max(counts, default=0) - min(counts, default=0)


def loads_of(made: dict[str, tuple[str, ...]], team: Sequence[str]) -> list[int]:
    found = loads(made)
    return [found.get(name, 0) for name in team]


@given(team=TEAMS, count=COUNTS, share=st.integers(0, 100), seed=SEEDS)
def test_loads_differ_by_one_and_the_share_is_met(
    team: Sequence[str], count: int, share: int, seed: int
) -> None:
    made = draw(articles_of(count), team, 1, share, seed)
    assert list(made) == articles_of(count)
    assert spread(loads_of(made, team)) <= 1
    assert sum(len(names) == 2 for names in made.values()) == ceil(count * share / 100)
    assert all(len(set(names)) == len(names) in (1, 2) for names in made.values())


@given(team=TEAMS, count=COUNTS, share=st.integers(0, 100), each=st.integers(1, 2), seed=SEEDS)
def test_every_two_meet_equally_often(
    team: Sequence[str], count: int, share: int, each: int, seed: int
) -> None:
    found = meetings(draw(articles_of(count), team, each, share, seed))
    assert spread([found.get(two, 0) for two in combinations(sorted(team), 2)]) <= 1


@given(
    team=st.integers(3, 7).map(lambda size: NAMES[:size]), count=COUNTS, each=st.integers(3, 7), seed=SEEDS
)
def test_three_and_more_for_an_article(team: Sequence[str], count: int, each: int, seed: int) -> None:
    each = min(each, len(team))
    made = draw(articles_of(count), team, each, 20, seed)
    assert all(len(set(names)) == len(names) == each for names in made.values())
    assert spread(loads_of(made, team)) <= 1
    found = meetings(made)
    assert spread([found.get(two, 0) for two in combinations(sorted(team), 2)]) <= 3


@given(team=TEAMS, count=st.integers(1, 30), share=st.integers(0, 100), seed=SEEDS, data=st.data())
def test_what_is_held_is_topped_up_and_never_given_twice(
    team: Sequence[str], count: int, share: int, seed: int, data: st.DataObject
) -> None:
    names = st.lists(st.sampled_from(team), unique=True, max_size=2)
    held = {article: data.draw(names) for article in articles_of(count)}
    made = draw(articles_of(count), team, 1, share, seed, held)
    both = {article: [*held[article], *made.get(article, ())] for article in held}
    assert all(len(set(some)) == len(some) for some in both.values())
    assert all(both.values())
    assert sum(len(some) > 1 for some in both.values()) >= ceil(count * share / 100)


def test_who_has_less_already_gets_more() -> None:
    held = {f"article {number}": ["anna"] for number in range(4)}
    made = draw(articles_of(12), ["anna", "ben"], 1, 0, 7, held)
    assert loads(made) == {"anna": 2, "ben": 6}


def test_a_draw_is_the_same_for_the_same_seed_whatever_the_order_of_the_names() -> None:
    first = draw(articles_of(40), ["ben", "anna", "chloe"], 1, 20, 7)
    assert draw(articles_of(40), ["anna", "chloe", "ben"], 1, 20, 7) == first
    assert draw(articles_of(40), ["anna", "chloe", "ben"], 1, 20, 8) != first


KNOWN = {
    "article 0": ("anna",),
    "article 1": ("ben", "chloe"),
    "article 2": ("chloe",),
    "article 3": ("ben", "anna"),
    "article 4": ("ben",),
}


def test_a_known_draw_stays_as_it_was() -> None:
    """A seed that somebody recorded must give the same in every version of the program."""
    assert draw(articles_of(5), ["anna", "ben", "chloe"], 1, 40, 2026) == KNOWN


@pytest.mark.parametrize(
    ("analysts", "each", "doubled", "sentence"),
    [
        ([], 1, 20, "nobody to give"),
        (["anna"], 1, 20, "Two analysts are needed"),
        (["anna", "ben"], 3, 20, "3 analysts for an article cannot be: there are 2"),
        (["anna", "ben"], 0, 20, "one analyst or more"),
        (["anna", "ben"], 1, 101, "0 to 100 percent"),
    ],
)
def test_what_cannot_be_is_refused(analysts: list[str], each: int, doubled: int, sentence: str) -> None:
    with pytest.raises(Problem, match=sentence):
        draw(articles_of(3), analysts, each, doubled)


def test_one_analyst_gets_everything_where_no_share_is_doubled() -> None:
    assert draw(articles_of(2), ["anna"], 1, 0) == {"article 0": ("anna",), "article 1": ("anna",)}


def test_each_seed_shuffles_otherwise_and_later_articles_leave_the_order() -> None:
    few, many = articles_of(5), articles_of(9)
    assert shuffled(1, few) != shuffled(2, few)
    assert [one for one in shuffled(1, many) if one in few] == shuffled(1, few)


def test_a_member_is_kept_as_it_is() -> None:
    member = Member("kim", "reviewer", 5)
    assert Member.from_body("kim", member.body()) == member


def test_the_hash_of_a_layer_does_not_depend_on_the_order() -> None:
    assert layer_hash(["b", "a"]) == layer_hash(iter("ab")) != layer_hash(["ab"])
    assert layer_hash([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_an_assignment_has_the_same_name_everywhere() -> None:
    assert assignment_id("a", "kim") == assignment_id("a", "kim") != assignment_id("a", "ben")

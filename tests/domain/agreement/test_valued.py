"""Attributes of annotations that match: what two or more analysts said of the same."""

from itertools import combinations

import pytest
from hypothesis import given

from annotator.domain.agreement.aligning import Alignment
from annotator.domain.agreement.groups import LayerMarks
from annotator.domain.agreement.marks import Mark
from annotator.domain.agreement.pairings import Team
from annotator.domain.agreement.scope import Scope
from annotator.domain.agreement.undefined import Undefined
from annotator.domain.agreement.value_alpha import Match, ValueCount, joined
from annotator.domain.scheme import Attribute
from tests.domain.agreement.layers import SCOPE, aligned, claim, layer, layers

ANALYSTS = ("anna", "ben", "chris")


def kinds(*sides: list[Mark]) -> ValueCount:
    team = Team(ANALYSTS[: len(sides)], SCOPE)
    team.take_in(1, {who: layer(*side) for who, side in zip(ANALYSTS, sides, strict=False)})
    return team.values.counts["claim", "kind"]


def test_three_who_mean_the_same_make_one_unit() -> None:
    found = kinds([claim(0, 9, kind="fact")], [claim(1, 9, kind="fact")], [claim(0, 8, kind="threat")])
    assert (found.matched, found.rated, found.alpha) == (1, 1, 0)


def test_a_value_that_was_not_set_is_missing() -> None:
    found = kinds(
        [claim(0, 9, kind="fact"), claim(20, 30)], [claim(0, 9, kind="threat"), claim(20, 30, kind="fact")]
    )
    assert (found.matched, found.rated, found.alpha) == (2, 1, 0)


def test_where_nothing_matches_there_is_no_alpha() -> None:
    assert kinds([claim(0, 9, kind="fact")], [claim(20, 30)]).alpha is Undefined.NO_MATCHES


def test_the_pair_that_shares_more_is_joined_where_both_cannot_be() -> None:
    sides = [claim(0, 10)], [claim(4, 12)], [claim(0, 4, uid="x"), claim(5, 12, uid="y")]
    pairs = [Match(i, j, aligned(sides[i], sides[j]).matches["claim"]) for i, j in ((0, 1), (0, 2), (1, 2))]
    assert sorted(map(sorted, joined(pairs))) == [[(0, 0), (1, 0), (2, 1)]]


@given(layers(), layers(), layers())
def test_a_unit_holds_no_two_annotations_of_one_analyst(a: LayerMarks, b: LayerMarks, c: LayerMarks) -> None:
    alignments = {(i, j): Alignment(x, y) for (i, x), (j, y) in combinations(enumerate((a, b, c)), 2)}
    for label in SCOPE.labels:
        units = joined(
            [Match(*who, one.matches[label]) for who, one in alignments.items() if label in one.matches]
        )
        members = [member for unit in units for member in unit]
        assert len(set(members)) == len(members)
        assert all(len({who for who, _ in unit}) == len(unit) > 1 for unit in units)


@pytest.mark.parametrize(
    ("type_", "given", "expected"),
    [
        ("choice", "fact", "fact"),
        ("choice", None, None),
        ("choices", ["b", "a"], ("a", "b")),
        ("choices", [], None),
        ("text", "  Said  SO ", "said so"),
        ("text", " ", None),
        ("registry", "old", "new"),
        ("registry", "", None),
    ],
)
def test_what_an_attribute_says(type_: str, given: object, expected: object) -> None:
    scope = Scope(
        ["x"], {"x": [Attribute("a", type_, ("a", "b", "fact"))]}, survivor={"old": "new"}.__getitem__
    )
    assert scope.values("x", {} if given is None else {"a": given}) == (expected,)

"""Links and whole frames as units."""

from itertools import permutations

from hypothesis import given

from annotator.domain.agreement.aligning import Alignment
from annotator.domain.agreement.groups import LayerMarks
from annotator.domain.agreement.linking import LinkUnit
from annotator.domain.agreement.marks import Mark
from annotator.domain.annotation import overlaps
from tests.domain.agreement.layers import actor, aligned, claim, layers

KIM, LEE = actor(0, 3), actor(10, 13)


def scores(first: list[Mark], second: list[Mark]) -> tuple[int, int, int, int]:
    """Links that are equal and that overlap, frames that are equal and that overlap."""
    alignment = aligned(first, second)
    return tuple(
        len(pairs) for one in (alignment.links, alignment.frames) for pairs in (one.strict, one.overlap)
    )  # type: ignore[return-value]


def test_equal_links_between_equal_spans() -> None:
    claims = [KIM, claim(20, 30, KIM.id)]
    assert scores(claims, claims) == (1, 1, 1, 1)


def test_ends_that_only_overlap() -> None:
    shorter = actor(0, 2)
    assert scores([KIM, claim(20, 30, KIM.id)], [shorter, claim(20, 28, shorter.id)]) == (0, 1, 0, 1)


def test_another_target_is_another_link_and_another_frame() -> None:
    assert scores([KIM, LEE, claim(20, 30, KIM.id)], [KIM, LEE, claim(20, 30, LEE.id)]) == (0, 0, 0, 0)


def test_a_frame_with_one_of_two_links_is_another_frame() -> None:
    both, one = claim(20, 30, KIM.id, LEE.id), claim(20, 30, KIM.id)
    assert scores([KIM, LEE, both], [KIM, LEE, one]) == (1, 1, 0, 0)
    assert scores([KIM, LEE, both], [KIM, LEE, both]) == (2, 2, 1, 1)


def test_frames_without_links_agree_in_having_none() -> None:
    assert scores([claim(20, 30)], [claim(20, 30)]) == (0, 0, 1, 1)


def test_links_to_what_is_gone_and_links_drawn_twice_do_not_count() -> None:
    odd = claim(20, 30, KIM.id, KIM.id, "gone")
    units = aligned([KIM, odd], []).first.units
    assert (units.links, units.frames) == ([("claimant", odd, KIM)], [("claim", odd, [("claimant", KIM)])])


def most_links(first: LayerMarks, second: LayerMarks) -> int:
    """The greatest number of links that can be paired, by trying every way."""
    few, many = sorted((first.units.links, second.units.links), key=len)
    ways = permutations(many, len(few))
    return max(sum(map(alike, few, way)) for way in ways)


def alike(one: LinkUnit, other: LinkUnit) -> bool:
    ends = zip(one[1:], other[1:], strict=True)
    return one[0] == other[0] and all(a.label == b.label and overlaps(a.span, b.span) for a, b in ends)


@given(layers(), layers())
def test_no_other_matching_of_links_is_better(first: LayerMarks, second: LayerMarks) -> None:
    if len(first.units.links) + len(second.units.links) <= 9:
        assert len(Alignment(first, second).links.overlap) == most_links(first, second)


@given(layers(), layers())
def test_turning_the_layers_around_changes_no_number(first: LayerMarks, second: LayerMarks) -> None:
    there, back = Alignment(first, second), Alignment(second, first)
    assert [len(pairs) for pairs in (*there.links, *there.frames)] == [
        len(pairs) for pairs in (*back.links, *back.frames)
    ]

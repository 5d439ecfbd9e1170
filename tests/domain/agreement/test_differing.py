"""What two analysts differ in: kinds of differences, each with its cases."""

from collections import Counter
from itertools import chain

import pytest
from hypothesis import given

from annotator.domain.agreement.aligning import Alignment
from annotator.domain.agreement.differing import (
    ATTRIBUTE,
    BOUNDARY,
    FRAME,
    LABELS,
    LINK,
    NOTHING,
    Case,
    Cell,
    agreements,
    differences,
)
from annotator.domain.agreement.groups import LayerMarks
from annotator.domain.agreement.marks import Mark
from tests.domain.agreement.layers import actor, aligned, claim, layers


def cases(first: list[Mark], second: list[Mark]) -> list[Case]:
    return list(differences(aligned(first, second)))


@pytest.mark.parametrize(
    ("span", "kind"),
    [
        ((8, 20), "starts earlier"),
        ((12, 20), "starts later"),
        ((10, 18), "ends earlier"),
        ((10, 22), "ends later"),
        ((12, 18), "inside"),
        ((8, 22), "around"),
        ((8, 18), "crossing"),
        ((12, 22), "crossing"),
    ],
)
def test_kinds_of_boundaries(span: tuple[int, int], kind: str) -> None:
    assert cases([actor(10, 20)], [actor(*span)]) == [
        Case(Cell(BOUNDARY, "actor", kind), (actor(10, 20),), (actor(*span),))
    ]


def test_one_in_the_place_of_two_and_two_in_the_place_of_one() -> None:
    whole, parts = actor(10, 20), (actor(10, 16), actor(17, 20))
    split, merged = Cell(BOUNDARY, "actor", "split"), Cell(BOUNDARY, "actor", "merged")
    assert Case(split, (whole,), parts) in cases([whole], [*parts])
    assert Case(merged, parts, (whole,)) in cases([*parts], [whole])


def test_what_only_one_has_and_what_is_labelled_otherwise() -> None:
    found = cases([actor(0, 5), actor(20, 25)], [Mark(20, 25, "place", "p"), actor(30, 33)])
    assert [case.cell for case in found] == [
        Cell(LABELS, "actor", "place"),
        Cell(LABELS, "actor", NOTHING),
        Cell(LABELS, NOTHING, "actor"),
    ]


def test_values_that_both_gave_and_that_differ() -> None:
    ours, theirs = claim(0, 9, kind="fact", cue="said"), claim(0, 9, kind="threat", cue=" Said ")
    assert cases([ours], [theirs]) == [Case(Cell(ATTRIBUTE, "claim", "kind"), (ours,), (theirs,))]
    assert cases([ours], [claim(0, 9)]) == []


def test_a_link_that_only_one_drew() -> None:
    kim = actor(0, 3)
    linked, alone = claim(5, 9, kim.id), claim(5, 9)
    assert cases([kim, linked], [kim, alone]) == [
        Case(Cell(LINK, "claimant"), (linked, kim), ()),
        Case(Cell(FRAME, "claim"), (linked, kim), ()),
        Case(Cell(FRAME, "claim"), (), (alone,)),
    ]


@given(layers(), layers())
def test_the_table_of_labels_holds_every_annotation_once(first: LayerMarks, second: LayerMarks) -> None:
    alignment = Alignment(first, second)
    table = [
        case for case in chain(agreements(alignment), differences(alignment)) if case.cell.what == LABELS
    ]
    for side, marks in ((1, first.marks), (2, second.marks)):
        placed = Counter(mark.id for case in table for mark in case[side])
        assert placed == Counter(mark.id for mark in marks)


@given(layers())
def test_a_layer_does_not_differ_from_itself(layer: LayerMarks) -> None:
    if all(len(set(group.spans)) == len(group.spans) for group in layer.groups.values()):
        assert [case for case in differences(Alignment(layer, layer)) if case.cell.what == LABELS] == []

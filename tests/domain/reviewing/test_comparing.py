from collections import Counter
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Layer, Link
from annotator.domain.reviewing.comparing import agreement_of, compare

_numbers = count()


def _one(start: int, end: int, label: str = "actor", uid: str = "", **fields: object) -> Annotation:
    return Annotation(uid or f"n{next(_numbers)}", start, end, label, **fields)  # type: ignore[arg-type]


def _layers(**annotations: list[Annotation]) -> list[Layer]:
    return [Layer(name, "done", tuple(made)) for name, made in annotations.items()]


def _conflicts(**annotations: list[Annotation]) -> list[tuple[str, ...]]:
    return [case.conflicts for case in compare(_layers(**annotations))]


def test_equal_annotations_are_no_conflict() -> None:
    assert _conflicts(anna=[_one(0, 4)], bert=[_one(0, 4)]) == [()]


def test_another_boundary_is_one_case_with_a_boundary_conflict() -> None:
    assert _conflicts(anna=[_one(0, 4)], bert=[_one(0, 9)]) == [("boundary",)]


def test_another_label_on_the_same_words_is_a_label_conflict() -> None:
    assert _conflicts(anna=[_one(0, 9, "claim")], bert=[_one(0, 9, "quote")]) == [("label",)]


def test_an_actor_inside_a_claim_is_not_taken_for_the_claim() -> None:
    assert _conflicts(anna=[_one(0, 90, "claim"), _one(5, 9)], bert=[_one(0, 90, "claim")]) == [
        (),
        ("missing",),
    ]


def test_where_one_marks_inner_and_outer_the_equal_ones_belong_together() -> None:
    assert _conflicts(anna=[_one(0, 20), _one(14, 20)], bert=[_one(14, 20)]) == [("missing",), ()]


def test_attributes_differ_by_what_they_say_not_by_the_order_of_ticks() -> None:
    one, same = _one(0, 4, attributes={"kind": ["a", "b"]}), _one(0, 4, attributes={"kind": ["b", "a"]})
    other = _one(0, 4, attributes={"kind": ["a"]})
    assert _conflicts(anna=[one], bert=[same]) == [()]
    assert _conflicts(anna=[one], bert=[other]) == [("attribute",)]


def test_links_are_equal_when_they_lead_to_the_same_case() -> None:
    anna = [_one(0, 4, uid="a1"), _one(5, 9, "quote", links=(Link("speaker", "a1"),))]
    bert = [_one(0, 3, uid="b1"), _one(5, 9, "quote", links=(Link("speaker", "b1"),))]
    assert _conflicts(anna=anna, bert=bert) == [("boundary",), ()]


def test_a_link_that_only_one_drew_is_a_link_conflict() -> None:
    anna = [_one(0, 4, uid="a1"), _one(5, 9, "quote", links=(Link("speaker", "a1"),))]
    assert _conflicts(anna=anna, bert=[_one(0, 4), _one(5, 9, "quote")]) == [(), ("link",)]


def test_of_three_the_opinion_of_two_is_the_majority() -> None:
    (case,) = compare(_layers(anna=[_one(0, 4)], bert=[_one(0, 4)], cleo=[_one(0, 9)]))
    majority = case.majority()
    assert majority is not None
    assert majority.layers == ("anna", "bert")
    assert [variant.layers for variant in case.variants()] == [("anna", "bert"), ("cleo",)]


def test_that_there_is_nothing_can_be_the_majority() -> None:
    (case,) = compare(_layers(anna=[_one(0, 4)], bert=[], cleo=[]))
    majority = case.majority()
    assert majority is not None
    assert (majority.annotation, majority.layers) == (None, ("bert", "cleo"))


_SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from(["actor", "claim"])), max_size=8
)


def _made(spans: list[tuple[int, int, str]]) -> list[Annotation]:
    return [_one(start, start + length, label) for start, length, label in spans]


@given(_SPANS, _SPANS, _SPANS)
def test_every_annotation_is_in_one_case_and_no_layer_twice_in_one(
    anna: list[tuple[int, int, str]], bert: list[tuple[int, int, str]], cleo: list[tuple[int, int, str]]
) -> None:
    layers = _layers(anna=_made(anna), bert=_made(bert), cleo=_made(cleo))
    cases = compare(layers)
    there = Counter(member.at for case in cases for member in case.members)
    assert there == Counter((layer.analyst, one.id) for layer in layers for one in layer.annotations)
    for case in cases:
        held = [member.layer for member in case.members]
        assert sorted([*held, *case.lacking]) == ["anna", "bert", "cleo"]


@given(_SPANS)
def test_a_layer_agrees_with_a_copy_of_itself(spans: list[tuple[int, int, str]]) -> None:
    cases = compare(_layers(anna=_made(spans), bert=_made(spans)))
    assert [case.conflicts for case in cases] == [()] * len(spans)


def test_agreement_is_the_mean_of_all_pairs() -> None:
    one, two, none = Counter([(0, 4, "actor")]), Counter([(0, 4, "actor"), (5, 9, "actor")]), Counter()
    assert agreement_of([one, two]) == 2 / 3
    assert agreement_of([one, two, none]) == (2 / 3 + 0 + 0) / 3
    assert agreement_of([one]) is None

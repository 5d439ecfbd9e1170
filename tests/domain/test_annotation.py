"""Annotations: their order, how spans lie to one another, and what a revision stores of them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import ORIGINS, Annotation, Link, crosses, overlaps, text_order


def test_text_order_is_start_then_longest_then_label_then_id() -> None:
    ordered = [
        Annotation("b", 0, 9, "quote"),
        Annotation("c", 0, 5, "actor"),
        Annotation("a", 0, 5, "claim"),
        Annotation("b", 0, 5, "claim"),
        Annotation("a", 3, 4, "actor"),
    ]
    mixed = [ordered[place] for place in (4, 2, 0, 3, 1)]
    assert ordered == sorted(mixed, key=text_order)


@pytest.mark.parametrize(
    ("a", "b", "overlap", "cross"),
    [
        ((0, 3), (3, 6), False, False),
        ((0, 3), (5, 6), False, False),
        ((0, 4), (3, 6), True, True),
        ((0, 6), (2, 4), True, False),
        ((0, 6), (0, 4), True, False),
        ((0, 6), (2, 6), True, False),
        ((0, 6), (0, 6), True, False),
    ],
)
def test_spans_may_touch_overlap_nest_or_cross(
    a: tuple[int, int], b: tuple[int, int], overlap: bool, cross: bool
) -> None:
    assert (overlap, cross) == (overlaps(a, b), crosses(a, b))
    assert (overlap, cross) == (overlaps(b, a), crosses(b, a))


SPANS = st.tuples(st.integers(0, 9), st.integers(1, 9)).map(lambda pair: (pair[0], sum(pair)))


@given(SPANS, SPANS)
def test_spans_overlap_where_they_share_a_code_point(a: tuple[int, int], b: tuple[int, int]) -> None:
    shared = set(range(*a)) & set(range(*b))
    within = set(range(*a)) <= shared or set(range(*b)) <= shared
    assert bool(shared) == overlaps(a, b)
    assert (bool(shared) and not within) == crosses(a, b)


WORDS = st.text(max_size=8)
ANNOTATIONS = st.builds(
    Annotation,
    id=WORDS,
    start=st.integers(0, 99),
    end=st.integers(1, 99),
    label=WORDS,
    attributes=st.dictionaries(WORDS, WORDS | st.lists(WORDS, max_size=3), max_size=3),
    links=st.lists(st.builds(Link, WORDS, WORDS), max_size=3).map(tuple),
    unsure=st.booleans(),
    author=WORDS,
    made=WORDS,
    origin=st.sampled_from(ORIGINS),
)


@given(ANNOTATIONS)
def test_a_body_through_json_gives_the_annotation_back(annotation: Annotation) -> None:
    body = json.loads(json.dumps(annotation.body()))
    assert annotation == Annotation.from_body(annotation.id, body)

"""Scores of spans: strict, overlap, and those of SemEval 2013."""

import pytest

from annotator.domain.agreement import span_scores
from annotator.domain.agreement.span_scores import (
    Labelled,
    Score,
    exact,
    number,
    overlap,
    partial,
    strict,
    sum_of,
)
from annotator.domain.agreement.undefined import Undefined
from annotator.domain.annotation import Annotation
from tests.domain.agreement.oracles import case

HERS = [(0, 5, "actor"), (10, 20, "claim"), (30, 34, "actor")]
HIS = [(0, 5, "actor"), (12, 20, "claim"), (30, 34, "quote"), (40, 42, "actor")]


def half_open(span: list | None) -> list[Labelled]:
    return [] if span is None else [(span[1], span[2] + 1, span[0])]


@pytest.mark.parametrize(
    ("name", "measure"), [("strict", strict), ("exact", exact), ("partial", partial), ("type", overlap)]
)
def test_scenarios_of_semeval(name: str, measure) -> None:  # type: ignore[no-untyped-def]
    known = case("semeval-2013-scenarios")
    score = sum_of(measure(half_open(gold), half_open(system)) for gold, system in known["pairs"])
    expected = known["expected"][name]
    assert [number(value) for value in (score.precision, score.recall, score.f1)] == pytest.approx(
        [expected] * 3
    )


def test_scores_of_two_analysts() -> None:
    assert span_scores(HERS, HIS) == {
        "strict": {"precision": 1 / 4, "recall": 1 / 3, "f1": 2 / 7},
        "overlap": {"precision": 2 / 4, "recall": 2 / 3, "f1": 4 / 7},
        "found": [3, 4],
    }


def test_annotations_do_as_well_as_tuples() -> None:
    as_annotations = [Annotation(str(at), *span) for at, span in enumerate(HERS)]
    assert span_scores(as_annotations, HIS) == span_scores(HERS, HIS)


def test_equal_spans_count_as_often_as_both_have_them() -> None:
    assert (
        strict([(0, 5, "a")] * 3, [(0, 5, "a")] * 2)
        == overlap([(0, 5, "a")] * 3, [(0, 5, "a")] * 2)
        == (2, 3, 2)
    )


def test_turning_the_two_around_turns_precision_and_recall_around() -> None:
    there, back = (span_scores(*pair)["overlap"] for pair in ((HERS, HIS), (HIS, HERS)))
    assert (back["recall"], back["precision"], back["f1"]) == (
        there["precision"],
        there["recall"],
        there["f1"],
    )


def test_a_partial_match_is_worth_a_half_and_an_equal_span_goes_first() -> None:
    assert partial([(0, 3, "a"), (2, 6, "b")], [(2, 6, "c"), (5, 8, "d")]).matched == 1


@pytest.mark.parametrize(
    ("hers", "his", "precision", "recall", "f1"),
    [
        ([], [], *[Undefined.NOTHING_MARKED] * 3),
        ([], HIS, 0, Undefined.FIRST_MARKED_NOTHING, 0),
        (HERS, [], Undefined.SECOND_MARKED_NOTHING, 0, 0),
    ],
)
def test_where_somebody_marked_nothing(hers: list, his: list, precision, recall, f1) -> None:  # type: ignore[no-untyped-def]
    score = strict(hers, his)
    assert (score.precision, score.recall, score.f1) == (precision, recall, f1)


def test_an_undefined_score_says_why_beside_it() -> None:
    expected = {"precision": None, "recall": 0.0, "f1": 0.0, "why": "the second analyst marked nothing"}
    assert span_scores(HERS, [])["overlap"] == expected


@pytest.mark.parametrize("span", [(5, 5, "a"), (6, 5, "a"), (0.5, 3, "a"), ("0", "3", "a"), (1, 2), "abc"])
def test_what_is_no_span_is_refused(span) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises((ValueError, AttributeError), match=r"is no span|attribute"):
        span_scores([span], [])


def test_scores_of_several_texts_are_added_before_they_are_divided() -> None:
    assert sum_of([Score(1, 2, 1), Score(0, 0, 3)]) == Score(1, 2, 4)

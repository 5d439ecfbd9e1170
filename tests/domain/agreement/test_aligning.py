"""Two layers side by side: every annotation is in one place, and in the right one."""

from collections import Counter

from hypothesis import given

from annotator.domain.agreement.aligning import Alignment
from annotator.domain.agreement.groups import LayerMarks
from annotator.domain.agreement.span_scores import overlap, strict
from tests.domain.agreement.layers import actor, aligned, claim, layers


def spans(side: LayerMarks) -> list[tuple[int, int, str]]:
    return [mark[:3] for mark in side.marks]


@given(layers(), layers())
def test_every_annotation_is_in_one_place(first: LayerMarks, second: LayerMarks) -> None:
    alignment = Alignment(first, second)
    pairs = [
        *alignment.left.relabelled,
        *(pair for found in alignment.matches.values() for pair in found.marks()),
    ]
    ours = Counter([a.id for a, _ in pairs] + [mark.id for mark in alignment.left.first])
    theirs = Counter([b.id for _, b in pairs] + [mark.id for mark in alignment.left.second])
    assert (ours, theirs) == (Counter(m.id for m in first.marks), Counter(m.id for m in second.marks))


@given(layers(), layers())
def test_as_much_matches_as_the_scores_say(first: LayerMarks, second: LayerMarks) -> None:
    found = Alignment(first, second).matches.values()
    assert sum(len(one.pairs) for one in found) == overlap(spans(first), spans(second)).matched
    assert sum(one.strict for one in found) == strict(spans(first), spans(second)).matched


def test_an_annotation_with_another_label_on_the_same_words_is_relabelled() -> None:
    left = aligned([actor(0, 10), actor(20, 24)], [claim(1, 11), claim(18, 40)]).left
    assert left == ([(actor(0, 10), claim(1, 11))], [actor(20, 24)], [claim(18, 40)])


def test_half_of_the_longer_one_is_enough_to_be_relabelled() -> None:
    assert aligned([actor(0, 10)], [claim(5, 10)]).left.relabelled == [(actor(0, 10), claim(5, 10))]
    assert aligned([actor(0, 10)], [claim(6, 10)]).left.relabelled == []


def test_what_matches_its_label_is_not_relabelled() -> None:
    assert aligned([actor(0, 10)], [actor(9, 20), claim(0, 10)]).left == ([], [], [claim(0, 10)])

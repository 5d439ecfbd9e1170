"""Two analysts have annotated one story; a reviewer, Rita, decides."""

import pytest

from annotator.domain.annotation import GOLD
from annotator.domain.problems import Problem
from annotator.domain.scheme_draft import SchemeDraft
from annotator.project import annotating, scheming, submitting, undoing
from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding
from annotator.project.reviewing.comparison import DECIDED, OPEN, STALE, Comparison, Judged
from tests.making import as_analyst, layer, submitted, words_of


def _annotated(project: Project, analyst: str, *tags: tuple[str, str], status: str = "done") -> list[str]:
    made = submitted(project, analyst, *tags, status=status)
    as_analyst(project, "rita")
    return made


def _compared(project: Project) -> Comparison:
    return comparison.of_article(project, 1)


def _case(project: Project, conflict: str) -> Judged:
    return next(judged for judged in _compared(project).cases if judged.case.conflict == conflict)


def _take(project: Project, judged: Judged, layer_: str, **why: str) -> None:
    taken = next(member.at for member in judged.case.members if member.layer == layer_)
    deciding.settle(project, 1, [deciding.verdict(judged, taken, **why)])


def _gold(project: Project) -> list[tuple[str, str]]:
    there = layer(project, 1, GOLD)
    return list(zip(words_of(project, there), [one.label for one in there], strict=True))


def test_only_submitted_layers_are_compared(project: Project) -> None:
    _annotated(project, "anna", ("Kim", "actor"))
    _annotated(project, "bert", ("Kim", "actor"), status="in progress")
    found = _compared(project)
    assert (found.layers, found.left) == (("anna",), ("bert",))


def test_taking_one_side_puts_it_into_the_gold_layer_and_changes_nobodys(project: Project) -> None:
    _annotated(project, "anna", ("Kim", "actor"))
    _annotated(project, "bert", ("said Kim", "actor"))
    before = layer(project, 1, "anna"), layer(project, 1, "bert")
    _take(project, _case(project, "boundary"), "bert", reason="boundary", note="the verb belongs to it")
    assert _gold(project) == [("said Kim", "actor")]
    assert (layer(project, 1, "anna"), layer(project, 1, "bert")) == before
    (judged,) = _compared(project).cases
    assert judged.state == DECIDED
    assert [(one.layer, one.taken, one.reason) for one in judged.decisions] == [
        ("anna", False, "boundary"),
        ("bert", True, "boundary"),
    ]


def test_rightly_nothing_leaves_nothing_in_the_gold_layer(project: Project) -> None:
    _annotated(project, "anna", ("Kim", "actor"))
    _annotated(project, "bert")
    judged = _case(project, "missing")
    deciding.settle(project, 1, [deciding.verdict(judged, None, reason="slip")])
    assert _gold(project) == []
    assert _compared(project).cases[0].state == DECIDED


def test_a_change_of_mind_replaces_what_was_taken(project: Project) -> None:
    _annotated(project, "anna", ("Kim", "actor"))
    _annotated(project, "bert", ("said Kim", "actor"))
    _take(project, _case(project, "boundary"), "bert")
    (first,) = layer(project, 1, GOLD)
    _take(project, _compared(project).cases[0], "anna")
    (second,) = layer(project, 1, GOLD)
    assert (first.id, _gold(project)) == (second.id, [("Kim", "actor")])


def test_what_all_agree_on_is_accepted_in_one_action_that_one_undo_takes_back(project: Project) -> None:
    both = ("Kim", "actor"), ("We agree", "quote")
    _annotated(project, "anna", *both, ("Oslo", "actor"))
    _annotated(project, "bert", *both)
    deciding.settle(project, 1, deciding.agreed(_compared(project)))
    assert _gold(project) == [("We agree", "quote"), ("Kim", "actor")]
    undoing.undo(project)
    assert _gold(project) == []
    assert [judged.state for judged in _compared(project).cases] == [OPEN, OPEN, OPEN]


def test_links_follow_whatever_order_their_ends_are_decided_in(project: Project) -> None:
    kim, quote = _annotated(project, "anna", ("Kim", "actor"), ("We agree", "quote"), status="in progress")
    as_analyst(project, "anna")
    annotating.link(project, 1, [quote], "speaker", kim)
    submitting.set_status(project, 1, "done")
    _annotated(project, "bert", ("said Kim", "actor"), ("We agree", "quote"))
    _take(project, _case(project, "link"), "anna")
    assert [one.links for one in layer(project, 1, GOLD)] == [()]
    _take(project, _case(project, "boundary"), "bert")
    quoted, speaker = layer(project, 1, GOLD)
    assert [(link.type, link.to) for link in quoted.links] == [("speaker", speaker.id)]


def test_where_the_target_turns_out_to_be_nothing_the_link_goes(project: Project) -> None:
    kim, quote = _annotated(project, "anna", ("Kim", "actor"), ("We agree", "quote"), status="in progress")
    as_analyst(project, "anna")
    annotating.link(project, 1, [quote], "speaker", kim)
    submitting.set_status(project, 1, "done")
    _annotated(project, "bert")
    found = _compared(project)
    deciding.settle(project, 1, [deciding.verdict(one, one.case.members[0].at) for one in found.cases])
    assert [len(one.links) for one in layer(project, 1, GOLD)] == [1, 0]
    actor = next(one for one in _compared(project).cases if one.case.members[0].annotation.label == "actor")
    deciding.settle(project, 1, [deciding.verdict(actor, None)])
    assert [len(one.links) for one in layer(project, 1, GOLD)] == [0]


def test_a_later_change_of_what_was_judged_makes_the_decision_stale(project: Project) -> None:
    (kim,) = _annotated(project, "anna", ("Kim", "actor"))
    _annotated(project, "bert", ("Kim", "actor"))
    deciding.settle(project, 1, deciding.agreed(_compared(project)))
    as_analyst(project, "anna")
    submitting.set_status(project, 1, "in progress")
    annotating.relabel(project, 1, [kim], "claim")
    submitting.set_status(project, 1, "done")
    assert [judged.state for judged in _compared(project).cases] == [STALE]


def test_what_its_author_took_back_since_is_an_orphan(project: Project) -> None:
    (kim,) = _annotated(project, "anna", ("Kim", "actor"))
    _annotated(project, "bert")
    _take(project, _case(project, "missing"), "anna")
    as_analyst(project, "anna")
    submitting.set_status(project, 1, "in progress")
    annotating.delete(project, 1, [kim])
    submitting.set_status(project, 1, "done")
    assert [one.annotation for one in _compared(project).orphans] == [kim]


def test_what_changed_since_the_reviewer_saw_it_is_not_decided_blindly(project: Project) -> None:
    (kim,) = _annotated(project, "anna", ("Kim", "actor"))
    _annotated(project, "bert")
    seen = _case(project, "missing")
    as_analyst(project, "anna")
    submitting.set_status(project, 1, "in progress")
    annotating.relabel(project, 1, [kim], "claim")
    submitting.set_status(project, 1, "done")
    with pytest.raises(Problem, match="anna changed this meanwhile"):
        _take(as_analyst(project, "rita"), seen, "anna")


def test_a_renamed_label_makes_no_decision_stale(project: Project) -> None:
    _annotated(project, "anna", ("We agree", "claim"))
    _annotated(project, "bert", ("We agree", "claim"))
    deciding.settle(project, 1, deciding.agreed(_compared(project)))
    draft = SchemeDraft(project.scheme)
    claim = draft.label("claim")
    assert claim is not None
    draft.rename_label(claim, "statement")
    scheming.apply(project, draft.scheme(), draft.renames())
    assert [judged.state for judged in _compared(project).cases] == [DECIDED]
    assert _gold(project) == [("We agree", "statement")]


def test_a_review_is_finished_only_when_everything_is_decided(project: Project) -> None:
    _annotated(project, "anna", ("Kim", "actor"))
    _annotated(project, "bert")
    with pytest.raises(Problem, match="1 case of this article must be decided first"):
        deciding.finish(project, 1)
    _take(project, _case(project, "missing"), "anna")
    deciding.finish(project, 1)
    assert _compared(project).status == "adjudicated"
    with pytest.raises(Problem, match="is finished"):
        _take(project, _compared(project).cases[0], "anna")


def test_the_reviewer_corrects_in_the_gold_layer_with_the_same_tools(project: Project) -> None:
    _annotated(project, "anna", ("Kim", "actor"))
    _take(project, _compared(project).cases[0], "anna")
    (one,) = layer(project, 1, GOLD)
    with project.within(GOLD):
        annotating.relabel(project, 1, [one.id], "claim")
    assert _gold(project) == [("Kim", "claim")]
    assert [(made.label, made.author) for made in layer(project, 1, "anna")] == [("actor", "anna")]


@pytest.mark.parametrize(("keep", "left"), [(False, []), (True, [("Kim", "actor")])])
def test_an_orphan_leaves_the_gold_layer_or_stays_as_the_reviewer_says(
    project: Project, keep: bool, left: list[tuple[str, str]]
) -> None:
    (kim,) = _annotated(project, "anna", ("Kim", "actor"))
    _annotated(project, "bert")
    _take(project, _case(project, "missing"), "anna")
    as_analyst(project, "anna")
    submitting.set_status(project, 1, "in progress")
    annotating.delete(project, 1, [kim])
    submitting.set_status(project, 1, "done")
    deciding.take_back(as_analyst(project, "rita"), 1, [one.at for one in _compared(project).orphans], keep)
    assert (_gold(project), _compared(project).orphans) == (left, ())


def test_an_orphan_whose_case_somebody_else_holds_leaves_the_gold_layer_alone(project: Project) -> None:
    (kim,) = _annotated(project, "anna", ("Kim", "actor"))
    _annotated(project, "bert", ("Kim", "actor"))
    deciding.settle(project, 1, deciding.agreed(_compared(project)))
    as_analyst(project, "anna")
    submitting.set_status(project, 1, "in progress")
    annotating.delete(project, 1, [kim])
    submitting.set_status(project, 1, "done")
    deciding.take_back(as_analyst(project, "rita"), 1, [one.at for one in _compared(project).orphans])
    assert _gold(project) == [("Kim", "actor")]


def test_a_reviewer_with_an_open_layer_of_the_article_sees_and_decides_nothing(project: Project) -> None:
    _annotated(project, "anna", ("Kim", "actor"))
    seen = _compared(project).cases[0]
    submitting.set_status(project, 1, "in progress")
    assert _compared(project).cases == ()
    with pytest.raises(Problem, match="submit it first"):
        _take(project, seen, "anna")


def test_what_is_in_gold_is_locked_once_the_review_is_finished(project: Project) -> None:
    _annotated(project, "anna", ("Kim", "actor"))
    _take(project, _compared(project).cases[0], "anna")
    deciding.finish(project, 1)
    (one,) = layer(project, 1, GOLD)
    with pytest.raises(Problem, match="is finished"), project.within(GOLD):
        annotating.delete(project, 1, [one.id])

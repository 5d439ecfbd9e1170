"""What review made of their work comes back to the analysts."""

from collections import Counter

import pytest

from annotator.domain.annotation import GOLD
from annotator.domain.problems import Problem
from annotator.project import annotating, commenting, submitting
from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding, feedback
from annotator.project.reviewing.feedback import AGREED, CORRECTED, MISSED, OBJECTED, REJECTED, UNREAD
from tests.making import as_analyst, layer, submitted


@pytest.fixture
def reviewed(project: Project) -> Project:
    """Anna marked Kim, and wrongly Oslo; Bert marked the quote; Rita took Bert's wider Kim."""
    submitted(project, "anna", ("Kim", "actor"), ("Oslo", "actor"))
    submitted(project, "bert", ("said Kim", "actor"), ("We agree", "quote"))
    as_analyst(project, "rita")
    oslo, quote, kim = comparison.of_article(project, 1).cases
    verdicts = [
        deciding.verdict(oslo, None, "guideline gap", "a capital for its government?"),
        deciding.verdict(quote, quote.case.members[0].at),
        deciding.verdict(kim, kim.case.members[1].at, "boundary"),
    ]
    deciding.settle(project, 1, verdicts)
    return as_analyst(project, "anna")


def test_the_author_sees_what_was_changed_and_why(reviewed: Project) -> None:
    found = [(one.outcome, one.words, one.reason) for one in feedback.of_analyst(reviewed, "anna")]
    assert found == [
        (REJECTED, "Oslo", "guideline gap"),
        (MISSED, "We agree", "missing"),
        (CORRECTED, "Kim", "boundary"),
    ]


def test_what_was_accepted_is_told_on_request_only(reviewed: Project) -> None:
    assert feedback.of_analyst(reviewed, "bert") == []
    every = feedback.of_analyst(reviewed, "bert", changed_only=False)
    assert [one.outcome for one in every] == ["accepted", "accepted"]


def test_one_agrees_with_several_at_once(reviewed: Project) -> None:
    feedback.agree(reviewed, feedback.of_analyst(reviewed, "anna")[:2])
    assert [one.state for one in feedback.of_analyst(reviewed, "anna")] == [AGREED, AGREED, UNREAD]


def test_an_objection_begins_a_thread_that_names_the_reviewer(reviewed: Project) -> None:
    oslo = feedback.of_analyst(reviewed, "anna")[0]
    feedback.object_to(reviewed, oslo, "Oslo is the government here.")
    (thread,) = commenting.threads_of(reviewed, 1)
    assert (thread.first.text, thread.on.quoted) == ("@rita Oslo is the government here.", "Oslo")
    assert feedback.of_analyst(reviewed, "anna")[0].state == OBJECTED
    with pytest.raises(Problem, match="needs some words"):
        feedback.object_to(reviewed, oslo, " ")


def test_what_is_decided_anew_is_unread_again(reviewed: Project) -> None:
    feedback.agree(reviewed, feedback.of_analyst(reviewed, "anna"))
    as_analyst(reviewed, "rita").clock.seen((2_000_000_000_000) << 16)
    kim = comparison.of_article(reviewed, 1).cases[2]
    deciding.settle(reviewed, 1, [deciding.verdict(kim, None, "slip")])
    states = [(one.outcome, one.state) for one in feedback.of_analyst(reviewed, "anna")]
    assert states == [(REJECTED, AGREED), (MISSED, AGREED), (REJECTED, UNREAD)]


def test_a_correction_in_the_gold_layer_is_told_as_one(reviewed: Project) -> None:
    quote = next(one for one in layer(reviewed, 1, GOLD) if one.label == "quote")
    with as_analyst(reviewed, "rita").within(GOLD):
        annotating.relabel(reviewed, 1, [quote.id], "claim")
    (told,) = feedback.of_analyst(reviewed, "bert")
    assert (told.outcome, told.differences) == (CORRECTED, ("label", "attribute"))


def test_nothing_is_told_of_an_article_whose_layer_is_open_again(reviewed: Project) -> None:
    submitting.reopen(reviewed, 1)
    assert feedback.of_analyst(reviewed, "anna") == []


def test_what_was_handed_back_is_told_while_its_author_goes_over_it_again(reviewed: Project) -> None:
    deciding.hand_back(as_analyst(reviewed, "rita"), 1, "anna", "Look at the capitals.")
    submitting.reopen(as_analyst(reviewed, "anna"), 1)
    assert len(feedback.of_analyst(reviewed, "anna")) == 3


def test_reasons_are_counted_by_month(reviewed: Project) -> None:
    ((_, counted),) = feedback.reasons_by_month(feedback.of_analyst(reviewed, "anna")).items()
    assert counted == Counter({"guideline gap": 1, "missing": 1, "boundary": 1})


def test_an_article_that_is_handed_back_waits_until_it_is_submitted_again(reviewed: Project) -> None:
    deciding.hand_back(as_analyst(reviewed, "rita"), 1, "anna", "Please look at the capitals.")
    as_analyst(reviewed, "anna")
    assert [one.note for one in feedback.handed_back(reviewed, "anna")] == ["Please look at the capitals."]
    submitting.set_status(reviewed, 1, "in progress")
    assert len(feedback.handed_back(reviewed, "anna")) == 1
    submitting.set_status(reviewed, 1, "done")
    assert feedback.handed_back(reviewed) == []


def test_one_article_is_looked_at_alone(reviewed: Project) -> None:
    assert len(feedback.of_analyst(reviewed, "anna", only={1})) == 3
    assert feedback.of_analyst(reviewed, "anna", only={2}) == []


def test_who_did_not_see_names_is_not_named(project: Project) -> None:
    submitted(project, "anna", ("Kim", "actor"))
    case = comparison.of_article(as_analyst(project, "rita"), 1).cases[0]
    deciding.settle(project, 1, [deciding.verdict(case, None, "slip", hidden=True)])
    (told,) = feedback.of_analyst(project, "anna")
    assert told.reviewer == ""


def test_an_objection_reaches_a_reviewer_whose_name_has_a_space(project: Project) -> None:
    submitted(project, "anna", ("Kim", "actor"))
    case = comparison.of_article(as_analyst(project, "Rita Lee"), 1).cases[0]
    deciding.settle(project, 1, [deciding.verdict(case, None, "slip")])
    (told,) = feedback.of_analyst(as_analyst(project, "anna"), "anna")
    feedback.object_to(project, told, "Why?")
    (waiting,) = commenting.open_threads(as_analyst(project, "Rita Lee"), "Rita Lee")
    assert waiting.mentions_me


def test_what_was_handed_back_is_told_of_one_article(reviewed: Project) -> None:
    deciding.hand_back(as_analyst(reviewed, "rita"), 1, "anna", "Look again.")
    here = feedback.handed_back_here(reviewed, 1, "anna")
    assert (here and here.note, feedback.handed_back_here(reviewed, 1, "bert")) == ("Look again.", None)

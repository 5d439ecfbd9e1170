"""Cases that the guideline does not settle, for whoever writes it."""

import pytest

from annotator.project import guidelines, submitting
from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding, gaps
from tests.making import as_analyst, submitted


@pytest.fixture
def reviewed(project: Project) -> Project:
    """Anna and Bert marked two actors, one of them differently; Rita found no rule for any."""
    submitted(project, "anna", ("Kim", "actor"), ("Oslo", "actor"))
    submitted(project, "bert", ("said Kim", "actor"), ("Oslo", "actor"))
    as_analyst(project, "rita")
    oslo, kim = comparison.of_article(project, 1).cases
    taken = deciding.verdict(kim, kim.case.members[1].at, "guideline gap", "the verb too?")
    deciding.settle(project, 1, [deciding.verdict(oslo, None, "guideline gap", "a capital?"), taken])
    return project


def test_a_gap_is_told_once_for_all_layers_with_its_words_and_note(reviewed: Project) -> None:
    told = [
        (gap.label, gap.words, gap.note, gap.reviewer, len(gap.decisions)) for gap in gaps.found(reviewed)
    ]
    assert told == [
        ("actor", "Oslo", "a capital?", "rita", 2),
        ("actor", "said Kim", "the verb too?", "rita", 2),
    ]


def test_several_rejections_at_once_are_several_gaps(project: Project) -> None:
    submitted(project, "anna", ("Kim", "actor"), ("Oslo", "actor"))
    cases = comparison.of_article(as_analyst(project, "rita"), 1).cases
    deciding.settle(project, 1, [deciding.verdict(one, None, "guideline gap", "who?") for one in cases])
    assert [gap.words for gap in gaps.found(project)] == ["Oslo", "Kim"]


def test_a_gap_is_answered_once_the_entry_of_its_label_says_something_else(reviewed: Project) -> None:
    guidelines.change_entry(reviewed, "quote", "Something about quotes.")
    assert [gap.answered for gap in gaps.found(reviewed)] == [False, False]
    guidelines.change_entry(reviewed, "actor", "A capital stands for its government.")
    assert [gap.answered for gap in gaps.found(reviewed)] == [True, True]


def test_a_gap_that_is_met_under_the_new_entry_is_open(reviewed: Project) -> None:
    guidelines.change_entry(reviewed, "actor", "A capital stands for its government.")
    oslo = comparison.of_article(reviewed, 1).cases[0]
    deciding.settle(reviewed, 1, [deciding.verdict(oslo, None, "guideline gap", "and a suburb?")])
    assert [(gap.note, gap.answered) for gap in gaps.found(reviewed)] == [
        ("and a suburb?", False),
        ("the verb too?", True),
    ]


def test_articles_that_are_hidden_from_the_asker_are_left_out(reviewed: Project) -> None:
    submitting.reopen(as_analyst(reviewed, "anna"), 1)
    assert gaps.found(reviewed) == []

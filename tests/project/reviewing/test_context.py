"""What stands around an outcome, and what its links point to."""

from annotator.project import annotating, submitting
from annotator.project.project import Project
from annotator.project.reviewing import comparison, context, deciding, feedback
from annotator.project.reviewing.comparison import provenance
from annotator.project.reviewing.context import Around
from tests.making import STORY, as_analyst, layer, span_of, submitted

SENTENCE = "“We agree,” said Kim 🐟."


def test_the_sentence_of_a_place_is_given_with_its_place(project: Project) -> None:
    found = context.around(project, 1, span_of(STORY, "Kim"))
    assert found == Around(STORY.index(SENTENCE), SENTENCE)
    assert found.split(span_of(STORY, "Kim")) == ("“We agree,” said ", "Kim", " 🐟.")


def test_places_in_several_sentences_are_given_with_all_between(project: Project) -> None:
    found = context.around(project, 1, span_of(STORY, "minister"), span_of(STORY, "Kim"))
    assert found.text == STORY[STORY.index("The minister") :]


def test_links_of_both_versions_are_told_by_their_words(project: Project) -> None:
    kim, quote = submitted(project, "anna", ("Kim", "actor"), ("We agree", "quote"), status="in progress")
    annotating.link(project, 1, [quote], "speaker", kim)
    submitting.set_status(project, 1, "done")
    submitted(project, "bert", ("We agree", "quote"))
    as_analyst(project, "rita")
    case = next(one for one in comparison.of_article(project, 1).cases if one.case.conflict == "link")
    deciding.settle(project, 1, [deciding.verdict(case, case.case.members[1].at)])
    (one,) = feedback.of_analyst(project, "anna")
    told = context.told(project, one, "anna")
    assert (told.mine, told.gold) == ((("speaker", "Kim"),), ())


def test_a_gold_annotation_says_which_decisions_made_it(project: Project) -> None:
    submitted(project, "anna", ("Kim", "actor"))
    submitted(project, "bert", ("said Kim", "actor"))
    as_analyst(project, "rita")
    (case,) = comparison.of_article(project, 1).cases
    deciding.settle(project, 1, [deciding.verdict(case, case.case.members[1].at)])
    (gold,) = layer(project, 1, "gold")
    ((uid, decisions),) = provenance(project, 1).items()
    assert (uid, [(one.layer, one.taken) for one in decisions]) == (
        gold.id,
        [("bert", True), ("anna", False)],
    )

from annotator.project import submitting
from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding, queue
from tests.making import as_analyst, submitted


def test_only_articles_with_a_submitted_layer_wait(project: Project) -> None:
    submitting.set_status(project, 1, "in progress")
    assert queue.articles(project) == []
    submitted(project, "bert", ("Kim", "actor"))
    (waiting,) = queue.articles(project)
    assert (waiting.layers, waiting.open, waiting.annotations, waiting.status) == (("bert",), 1, 1, "new")


def test_agreement_is_told_where_there_are_two(project: Project) -> None:
    submitted(project, "anna", ("Kim", "actor"), ("Oslo", "actor"))
    assert queue.agreements(project, queue.articles(project)) == {1: None}
    submitted(project, "bert", ("Kim", "actor"))
    assert queue.agreements(project, queue.articles(project)) == {1: 2 / 3}


def test_what_is_decided_is_counted(project: Project) -> None:
    submitted(project, "anna", ("Kim", "actor"))
    submitted(project, "bert", ("Kim", "actor"))
    as_analyst(project, "rita")
    deciding.settle(project, 1, deciding.agreed(comparison.of_article(project, 1)))
    (waiting,) = queue.articles(project)
    assert (waiting.status, waiting.decided) == ("in review", 2)

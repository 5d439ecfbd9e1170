"""Undo and redo of every kind of action, after a restart as well; somebody else's change is never taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.problems import Problem
from annotator.project import annotating, articles, importing, submitting, undoing
from annotator.project.maintenance import faults
from annotator.project.project import Project
from tests.making import STORY, bring, draft_of, layer, project_with, reopened, tag

State = object
KIM, QUOTE = "Kim", "We agree"


def uid_of(project: Project, label: str) -> str:
    return next(found.id for found in layer(project) if found.label == label)


def state(project: Project) -> State:
    """Everything that can be seen of a project."""
    keys = articles.listing(project, articles.ListQuery("anna"))
    out = articles.listing(project, articles.ListQuery("anna", withdrawn=True))
    return [articles.rows(project, keys, "anna"), [articles.layers(project, key) for key in keys], out]


ACTIONS: dict[str, Callable[[Project], object]] = {
    "tag actor": lambda project: tag(project, "Oslo", "actor"),
    "move edge": lambda project: annotating.move(project, 1, uid_of(project, "actor"), 0, 5),
    "relabel to claim": lambda project: annotating.relabel(project, 1, [uid_of(project, "actor")], "claim"),
    "set cue": lambda project: annotating.set_attribute(
        project, 1, [uid_of(project, "quote")], "cue", "said"
    ),
    "mark unsure": lambda project: annotating.set_unsure(
        project, 1, [found.id for found in layer(project)], True
    ),
    "unlink speaker": lambda project: annotating.unlink(project, 1, [uid_of(project, "quote")], "speaker"),
    "delete annotation": lambda project: annotating.delete(project, 1, [uid_of(project, "actor")]),
    "delete 2 annotations": lambda project: annotating.delete(project, 1, [x.id for x in layer(project)]),
    "submit": lambda project: submitting.set_status(project, 1, "done"),
    "withdraw article": lambda project: articles.withdraw(project, 1),
    "import": lambda project: bring(project, draft_of("Another"), draft_of(STORY, [], "done")),
}


@pytest.mark.parametrize("restart", [False, True], ids=["at once", "after a restart"])
@pytest.mark.parametrize("name", ACTIONS)
def test_every_action_is_taken_back_and_done_again(project: Project, name: str, restart: bool) -> None:
    kim, quote = tag(project, KIM, "actor"), tag(project, QUOTE, "quote")
    annotating.link(project, 1, [quote], "speaker", kim)
    again = reopened if restart else lambda project: project
    before = state(project)
    ACTIONS[name](project)
    after = state(project)
    for step, next_one, wanted in (
        (undoing.undo, undoing.next_undo, before),
        (undoing.redo, undoing.next_redo, after),
        (undoing.undo, undoing.next_undo, before),
    ):
        project = again(project)
        assert next_one(project) == name
        assert step(project).name == name
        assert state(project) == wanted
    assert before != after
    assert faults(project) == []
    project.close()


def test_all_of_a_days_work_is_taken_back_and_done_again(project: Project) -> None:
    states = [state(project)]
    for name in ("tag actor", "move edge", "delete annotation", "submit"):
        ACTIONS[name](project)
        states.append(state(project))
    for wanted in states[-2::-1]:
        undoing.undo(project)
        assert state(project) == wanted
    project = reopened(project)
    for wanted in states[1:]:
        undoing.redo(project)
        assert state(project) == wanted
    project.close()


def test_a_new_action_ends_what_could_be_done_again(project: Project) -> None:
    tag(project, KIM, "actor")
    undoing.undo(project)
    tag(project, QUOTE, "quote")
    assert undoing.next_redo(project) is None
    with pytest.raises(Problem, match="nothing to redo"):
        undoing.redo(project)


def test_making_the_project_cannot_be_taken_back(tmp_path: Path) -> None:
    with project_with(tmp_path) as project:
        assert undoing.next_undo(project) is None
        with pytest.raises(Problem, match="nothing to undo"):
            undoing.undo(project)


def test_a_colleagues_actions_are_not_mine_to_take_back(project: Project) -> None:
    tag(project, KIM, "actor")
    project = reopened(project, "ben")
    assert undoing.next_undo(project) is None
    tag(project, QUOTE, "quote")
    project = reopened(project, "anna")
    assert undoing.next_undo(project) == "tag actor"
    undoing.undo(project)
    assert (len(layer(project)), len(layer(project, analyst="ben"))) == (0, 1)
    project.close()


@pytest.mark.parametrize("name", ["move edge", "delete annotation", "relabel to claim"])
def test_what_was_changed_on_another_device_since_is_not_taken_back(
    project: Project, at_another_device: Callable[[], None], configuration: Path,
    monkeypatch: pytest.MonkeyPatch, name: str,
) -> None:  # fmt: skip
    tag(project, KIM, "actor")
    project.close()
    at_another_device()
    with Project.open(project.path, "anna") as there:
        assert undoing.next_undo(there) is None
        ACTIONS[name](there)
        left = state(there)
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(configuration))
    with Project.open(project.path, "anna") as here:
        with pytest.raises(
            Problem, match="“tag actor” cannot be taken back: anna changed the same thing since"
        ):
            undoing.undo(here)
        assert state(here) == left
        assert undoing.next_undo(here) == "tag actor"


def test_undo_after_an_import_of_the_same_article_twice(tmp_path: Path) -> None:
    """Two lines about one article in one import are one article, and one thing to take back."""
    spans = [{"start": 0, "end": 5, "label": "actor"}]
    with project_with(tmp_path) as project:
        report = bring(project, draft_of(STORY, spans, "in progress"), draft_of(STORY, spans, "done"))
        assert (len(report.added), len(report.already), report.annotations) == (1, 1, 1)
        assert articles.status_of(project, 1, "anna") == "done"
        assert faults(project) == []
        undoing.undo(project)
        assert articles.listing(project, articles.ListQuery("anna")) == []
        undoing.redo(project)
        assert len(layer(project)) == 1


def test_a_failed_action_leaves_nothing_to_take_back(project: Project) -> None:
    def broken() -> object:
        yield draft_of("Another")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        importing.add(project, broken())  # type: ignore[arg-type]
    assert undoing.next_undo(project) == "import"
    assert len(articles.listing(project, articles.ListQuery("anna"))) == 1
    tag(project, KIM, "actor")
    assert faults(project) == []

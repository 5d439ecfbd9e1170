"""A submitted layer is locked, its hash is recorded, and what changes it nevertheless is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.problems import Problem, Submitted
from annotator.domain.scheme_draft import SchemeDraft
from annotator.domain.team import layer_hash
from annotator.project import (
    annotating,
    articles,
    importing,
    maintenance,
    propagating,
    registry,
    scheming,
    submitting,
    undoing,
)
from annotator.project.project import Project
from annotator.project.submitting import LayerState, layer_state, reopen, submit
from annotator.storage import submitted as stored
from tests.making import STORY, bring, draft_of, layer, one, project_with, tag

KIM = {"start": STORY.index("Kim"), "end": STORY.index("Kim") + 3, "label": "actor"}
OSLO = {"start": STORY.index("Oslo"), "end": STORY.index("Oslo") + 4, "label": "actor"}


@pytest.fixture
def submitted(project: Project) -> Project:
    """Anna's article with an actor, a quote and its link, submitted."""
    kim, quote = tag(project, "Kim", "actor"), tag(project, "We agree", "quote")
    annotating.link(project, 1, [quote], "speaker", kim)
    submit(project, 1)
    return project


def uid(project: Project, label: str) -> str:
    return next(found.id for found in layer(project) if found.label == label)


EDITS: dict[str, Callable[[Project], object]] = {
    "add": lambda p: tag(p, "Oslo", "actor"),
    "add all": lambda p: annotating.add_all(p, 1, [((0, 5), {})], "actor"),
    "relabel": lambda p: annotating.relabel(p, 1, [uid(p, "actor")], "claim"),
    "move": lambda p: annotating.move(p, 1, uid(p, "actor"), 0, 5),
    "attribute": lambda p: annotating.set_attribute(p, 1, [uid(p, "quote")], "cue", "said"),
    "unsure": lambda p: annotating.set_unsure(p, 1, [uid(p, "actor")], True),
    "unlink": lambda p: annotating.unlink(p, 1, [uid(p, "quote")], "speaker"),
    "link": lambda p: annotating.link_new(p, 1, [uid(p, "quote")], "speaker", [((0, 5), {})], "actor"),
    "delete": lambda p: annotating.delete(p, 1, [uid(p, "actor")]),
    "new actor": lambda p: registry.entry_from_mention(p, 1, uid(p, "actor")),
    "alias": lambda p: registry.alias_from_mention(p, 1, uid(p, "actor"), "state.no"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_nothing_of_a_submitted_layer_is_changed_by_hand(
    submitted: Project, edit: Callable[[Project], object]
) -> None:
    before, actors = layer(submitted), len(submitted.registry.entries)
    with pytest.raises(Submitted, match="“Talks open in Oslo” is submitted: it is locked") as refused:
        edit(submitted)
    assert refused.value.article == 1
    assert (layer(submitted), len(submitted.registry.entries)) == (before, actors)
    reopen(submitted, 1)
    edit(submitted)
    assert layer(submitted) != before


def test_the_hash_is_over_the_revisions_of_the_annotations(submitted: Project) -> None:
    state = layer_state(submitted, 1, "anna")
    found = submitted.store.rows(
        "SELECT lower(hex(hash)) FROM revision WHERE id IN "
        "(SELECT revision FROM head WHERE kind = 'annotation' AND NOT gone)"
    )
    assert len(found) == 2
    assert state.recorded == state.now == layer_hash(digest for (digest,) in found)
    assert state.submitted
    assert as_submitted(state)


def test_an_article_in_which_there_is_nothing_can_be_submitted(project: Project) -> None:
    submit(project, 1)
    state = layer_state(project, 1, "anna")
    assert (state.status, state.recorded) == ("done", layer_hash([]))


def test_reopening_is_an_action_of_its_own_and_can_be_taken_back(submitted: Project) -> None:
    recorded = layer_state(submitted, 1, "anna").recorded
    reopen(submitted, 1)
    assert undoing.next_undo(submitted) == "reopen"
    assert layer_state(submitted, 1, "anna").recorded is None
    undoing.undo(submitted)
    assert layer_state(submitted, 1, "anna").recorded == recorded


def test_only_what_is_submitted_is_reopened(project: Project) -> None:
    with pytest.raises(Problem, match="not submitted"):
        reopen(project, 1)


def test_a_colleagues_submission_does_not_lock_mine(submitted: Project) -> None:
    submitted.analyst = "ben"
    tag(submitted, "Kim", "actor")
    assert len(layer(submitted)) == 1


def test_undo_goes_through_the_lock_in_the_order_of_the_actions(submitted: Project) -> None:
    """The submission is the later action: it is taken back first; done again, it is hashed as the layer is then."""
    names = []
    for _ in range(4):
        names.append(undoing.next_undo(submitted))
        undoing.undo(submitted)
    assert names == ["submit", "link speaker", "tag quote", "tag actor"]
    assert layer(submitted) == ()
    for _ in range(4):
        undoing.redo(submitted)
    state = layer_state(submitted, 1, "anna")
    assert (state.status, as_submitted(state), state.recorded) == ("done", True, state.now)
    assert maintenance.faults(submitted) == []


def test_what_was_submitted_on_another_device_is_not_undone_on_this_one(
    project: Project, at_another_device: Callable[[], None], configuration: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    tag(project, "Kim", "actor")
    project.close()
    at_another_device()
    with Project.open(project.path, "anna") as there:
        submit(there, 1)
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(configuration))
    with Project.open(project.path, "anna") as here:
        with pytest.raises(Submitted, match="“tag actor” cannot be taken back: the article was submitted"):
            undoing.undo(here)
        assert len(layer(here)) == 1


def as_submitted(state: LayerState) -> bool:
    """Whether it is submitted and says what it said then; what was changed and changed back says the same."""
    return state.submitted and (state.recorded == state.now or not state.since)


def rename_actors(project: Project) -> None:
    draft = SchemeDraft(project.scheme)
    actor = draft.label("actor")
    assert actor is not None
    draft.rename_label(actor, "agent")
    scheming.apply(project, draft.scheme(), draft.renames())


def test_a_change_of_the_scheme_goes_through_and_is_told(submitted: Project) -> None:
    rename_actors(submitted)
    state = layer_state(submitted, 1, "anna")
    assert [found.label for found in layer(submitted)] == ["quote", "agent"]
    assert not as_submitted(state)
    assert [(x.who, x.action, x.annotation) for x in state.since] == [
        ("anna", "change the scheme", uid(submitted, "agent"))
    ]


def test_a_change_of_the_scheme_that_is_taken_back_changed_nothing(submitted: Project) -> None:
    rename_actors(submitted)
    undoing.undo(submitted)
    state = layer_state(submitted, 1, "anna")
    assert (as_submitted(state), state.since, state.recorded == state.now) == (True, (), False)


def test_an_import_that_brought_a_submitted_layer_is_taken_back_and_done_again(tmp_path: Path) -> None:
    with project_with(tmp_path) as project:
        bring(project, draft_of(STORY, [KIM], "done"))
        assert as_submitted(layer_state(project, 1, "anna"))
        undoing.undo(project)
        assert articles.status_of(project, 1, "anna") == "new"
        undoing.redo(project)
        state = layer_state(project, 1, "anna")
        assert (state.status, state.recorded) == ("done", state.now)


@pytest.mark.parametrize(
    ("spans", "status", "rejected"),
    [
        ([KIM], "done", 0),
        ([KIM], "in progress", 0),
        ([], "new", 0),
        ([KIM, OSLO], "done", 1),
        ([OSLO], None, 1),
    ],
)
def test_an_import_adds_nothing_to_a_submitted_layer(
    project: Project, spans: list[dict[str, Any]], status: str | None, rejected: int
) -> None:
    bring(project, draft_of(STORY, [KIM], "done"))
    before = layer_state(project, 1, "anna")
    report = bring(project, draft_of("Another"), draft_of(STORY, spans, status))
    assert len(report.rejected) == rejected
    assert all("would add 1 annotation to it; reopen it first" in found.reason for found in report.rejected)
    assert layer_state(project, 1, "anna") == before
    assert len(report.added) == 1


def test_lines_of_one_import_are_put_together_before_the_layer_is_submitted(tmp_path: Path) -> None:
    with project_with(tmp_path) as project:
        report = bring(project, draft_of(STORY, [KIM], "done"), draft_of(STORY, [OSLO], "done"))
        assert (report.annotations, report.rejected) == (2, [])
        assert as_submitted(layer_state(project, 1, "anna"))
        assert maintenance.faults(project) == []


@pytest.mark.parametrize(
    ("statuses", "wanted"),
    [(("done", "in progress"), "in progress"), (("in progress", "done"), "done"), (("done", None), "done")],
)
def test_the_last_status_that_is_stated_holds(
    tmp_path: Path, statuses: tuple[str | None, ...], wanted: str
) -> None:
    with project_with(tmp_path) as project:
        bring(project, *(draft_of(STORY, [], status) for status in statuses))
        assert articles.status_of(project, 1, "anna") == wanted
        assert maintenance.faults(project) == []


def test_an_undone_import_does_not_leave_the_lock(project: Project) -> None:
    bring(project, draft_of(STORY, [KIM], "done"))
    undoing.undo(project)
    tag(project, "Kim", "actor")
    assert articles.status_of(project, 1, "anna") == "in progress"


@pytest.mark.parametrize("what", ["tag", "delete", "relabel"])
def test_propagating_leaves_submitted_articles_alone_and_says_so(tmp_path: Path, what: str) -> None:
    with project_with(tmp_path, "Kim spoke", "Then Kim left", "Kim is back") as project:
        keys = (1,) if what == "tag" else (1, 2, 3)
        made = [tag(project, "Kim", "actor", key) for key in keys]
        submit(project, 3)
        like = one(project, made[0])
        places = (propagating.untagged if what == "tag" else propagating.equal)(project, 1, like)
        assert [place.key for place in propagating.locked(project, places)] == [3]
        said = "1 place in 1 submitted article left out. Reopen those to change them."
        assert propagating.left_out(propagating.locked(project, places)) == said
        done = {
            "tag": lambda: propagating.tag_all(project, 1, like, places),
            "delete": lambda: propagating.delete_all(project, places),
            "relabel": lambda: propagating.relabel_all(project, places, "claim"),
        }[what]()
        assert {article for article, _ in done.layers} == {articles.id_of(project, 2)}
        assert done.name.endswith(", 1 in submitted articles left out")


def test_propagating_to_submitted_articles_alone_is_refused(tmp_path: Path) -> None:
    with project_with(tmp_path, "Kim spoke", "Then Kim left") as project:
        like = one(project, tag(project, "Kim", "actor"))
        submit(project, 2)
        places = propagating.untagged(project, 1, like)
        with pytest.raises(Submitted, match="All of these stand in submitted articles"):
            propagating.tag_all(project, 1, like, places)


def test_a_layer_that_an_older_program_marked_done_is_locked_without_a_hash(submitted: Project) -> None:
    from annotator.storage.log import Edit

    edit = Edit("layer", "anna", "anna", {"status": "done"}, 1, articles.id_of(submitted, 1))
    submitted.act("as before", [edit])
    assert layer_state(submitted, 1, "anna").recorded is None
    assert stored.is_submitted(submitted.store, 1, "anna")
    reopen(submitted, 1)
    tag(submitted, "Oslo", "actor")


def test_indexing_and_reading_need_no_open_layer(submitted: Project) -> None:
    importing.index(submitted)
    assert submitting.is_submitted(submitted, 1)

"""The guideline of a project: where it comes from, how it changes, and what was annotated before it did."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.domain.annotation import PROJECT_LAYER, Annotation
from annotator.domain.guideline import GENERAL, Guideline
from annotator.domain.problems import UnknownName
from annotator.domain.scheme import scheme_to_dict
from annotator.project import annotating, guidelines, maintenance, undoing
from annotator.project.project import Project
from annotator.project.shipped import (
    Shipped,
    default_scheme,
    guideline_beside,
    guideline_for,
    shipped_schemes,
)
from annotator.storage.actions import about_action
from annotator.storage.log import Edit
from annotator.storage.store import Store
from tests.making import (
    STORY,
    article_id,
    bring,
    draft_of,
    project_with,
    reopened,
    scheme_of,
    span_of,
    tag,
)


def versions(project: Project) -> list[str]:
    """The guideline's version that each annotation's revisions name, in the log's order."""
    rows = project.store.rows("SELECT bytes FROM revision WHERE kind = 'annotation' ORDER BY id")
    return [about_action(data)["guideline"] for (data,) in rows]


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Project]:
    """A project as it was made before there were guidelines, with an actor in it."""
    scheme = Edit("scheme", "scheme", PROJECT_LAYER, scheme_to_dict(default_scheme()))
    with Project(Store.create(tmp_path / "older.annotator"), "anna", "d" * 32) as project:
        write(project, scheme)
        bring(project, draft_of(STORY))
        kim = Annotation("kim", *span_of(STORY, "Kim"), "actor")
        write(project, Edit("annotation", "kim", "anna", kim.body(), 1, article_id(STORY)))
        yield project


def write(project: Project, edit: Edit) -> None:
    """Appends an edit that says nothing of a guideline."""
    with project.store.transaction():
        project.log.append("before", "anna", [edit])


def test_a_new_project_keeps_the_guideline_of_its_scheme(project: Project) -> None:
    expected = next(one.guideline for one in shipped_schemes() if one.name == "default")

    with reopened(project) as again:
        assert again.guideline == expected


def test_a_scheme_of_ones_own_brings_what_its_labels_say(tmp_path: Path) -> None:
    scheme = scheme_of({"name": "place", "about": "Somewhere."})

    with project_with(tmp_path, scheme=scheme) as project:
        assert project.guideline == Guideline((("place", "Somewhere."),))


def test_the_guideline_beside_a_schemes_file_goes_with_it(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("Whole words.\n\n## place\n\nSomewhere.")

    found = guideline_beside(tmp_path / "x.toml")

    assert found == Guideline(((GENERAL, "Whole words."), ("place", "Somewhere.")))
    assert guideline_beside(tmp_path / "y.toml") is None


@pytest.mark.parametrize("shipped", shipped_schemes(), ids=lambda one: one.name)
def test_every_shipped_scheme_has_an_entry_for_each_label(shipped: Shipped) -> None:
    labels = {label.name for label in shipped.scheme.labels}

    assert {GENERAL, *labels} == set(shipped.guideline.names)


@pytest.mark.parametrize("shipped", shipped_schemes(), ids=lambda one: one.name)
def test_every_entry_explains_attributes_and_gives_examples(shipped: Shipped) -> None:
    for label in shipped.scheme.labels:
        entry = shipped.guideline.entry(label.name)
        told = [name for a in label.attributes for name in (f"**{a.name}**", *(f"`{v}`" for v in a.values))]
        told += [f"**{link.type}**" for link in label.links]
        told += [f"### {title}" for title in ("Boundaries", "Examples", "Counter-examples")]
        assert [name for name in told if name not in entry] == [], label.name


def test_a_project_from_before_has_the_guideline_of_its_scheme(older: Project) -> None:
    assert older.guideline == guideline_for(default_scheme())
    assert maintenance.faults(older) == []
    assert guidelines.history(older) == []


def test_every_revision_names_the_guideline_it_was_made_under(project: Project) -> None:
    first = project.guideline.version
    uid = tag(project, "Kim", "actor")
    guidelines.change_entry(project, "actor", "Whoever acts.")
    annotating.set_unsure(project, 1, [uid], True)

    assert versions(project) == [first, project.guideline.version]
    assert maintenance.faults(project) == []


def test_a_change_of_an_entry_is_one_undo_step(project: Project) -> None:
    before = project.guideline
    change = guidelines.change_entry(project, "claim", "What is said.\n")
    assert (project.guideline.entry("claim"), change.kinds) == ("What is said.", {"guideline"})

    undoing.undo(project)

    assert project.guideline == before
    with reopened(project) as again:
        assert again.guideline == before


def test_the_same_wording_changes_nothing(project: Project) -> None:
    assert not guidelines.change_entry(project, "claim", project.guideline.entry("claim") + "\n\n")


def test_there_is_no_entry_for_what_is_no_label(project: Project) -> None:
    with pytest.raises(UnknownName, match="no label of this scheme"):
        guidelines.change_entry(project, "weather", "Rain.")


def test_the_history_says_who_changed_what(project: Project) -> None:
    guidelines.change_entry(project, "actor", "Whoever acts.")
    guidelines.change_entry(project, GENERAL, "Whole words.")

    found = guidelines.history(project)

    assert [(one.who, one.changed) for one in found[1:]] == [("anna", ("actor",)), ("anna", (GENERAL,))]
    assert found[-1].version == project.guideline.version


Act = Callable[[Project, str], object]
NOTHING: Act = lambda project, uid: None  # noqa: E731
CASES: dict[str, tuple[Act, int]] = {
    "unchanged": (NOTHING, 0),
    "another label's entry": (lambda p, uid: guidelines.change_entry(p, "claim", "x"), 0),
    "its entry": (lambda p, uid: guidelines.change_entry(p, "actor", "x"), 1),
    "its entry, and looked at again": (
        lambda p, uid: (
            guidelines.change_entry(p, "actor", "x"),
            annotating.set_unsure(p, 1, [uid], True),
        ),
        0,
    ),
    "its entry, and taken back": (
        lambda p, uid: (guidelines.change_entry(p, "actor", "x"), undoing.undo(p)),
        0,
    ),
    "its entry, and deleted": (
        lambda p, uid: (guidelines.change_entry(p, "actor", "x"), annotating.delete(p, 1, [uid])),
        0,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_annotations_made_under_another_entry_are_found(project: Project, case: str) -> None:
    act, expected = CASES[case]
    act(project, tag(project, "Kim", "actor"))

    assert guidelines.count_made_under_older(project, "actor", "anna") == expected
    assert len(guidelines.made_under_older(project, "actor", "anna")) == expected


def test_what_is_listed_says_where_it_is_and_what_it_was_made_under(project: Project) -> None:
    old, uid = project.guideline.version, tag(project, "Kim", "actor")
    tag(project, "We agree", "quote")
    guidelines.change_entry(project, "actor", "x")

    (found,) = guidelines.made_under_older(project, "actor", "anna")

    start = STORY.index("Kim")
    assert found == guidelines.Older(1, "Talks open in Oslo", uid, (start, start + 3), "Kim", old)
    assert guidelines.made_under_older(project, "actor", "ben") == []


def test_what_names_no_guideline_was_made_under_the_schemes_own(older: Project) -> None:
    assert guidelines.made_under_older(older, "actor", "anna") == []

    guidelines.change_entry(older, "actor", "x")

    assert [one.version for one in guidelines.made_under_older(older, "actor", "anna")] == [""]


def test_in_a_project_from_before_a_first_change_can_be_undone(older: Project) -> None:
    guidelines.change_entry(older, "actor", "x")
    undoing.undo(older)

    assert older.guideline == guideline_for(default_scheme())
    assert guidelines.made_under_older(older, "actor", "anna") == []

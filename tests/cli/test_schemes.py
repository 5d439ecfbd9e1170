"""`annotator scheme` and `annotator new --scheme`: which labels a project has, and where they come from."""

from pathlib import Path

import pytest

from annotator.domain.scheme import scheme_from_toml
from annotator.project.project import Project
from annotator.project.shipped import default_scheme, shipped_schemes
from tests.cli.conftest import Run

ANNA = ("--analyst", "anna")
PLACES = """
name = "Places"
[[label]]
name = "place"
light = { edge = "#000000", fill = "#ffffff" }
dark = { edge = "#ffffff", fill = "#000000" }
"""


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """A scheme in a file, with its guideline beside it."""
    (tmp_path / "places.md").write_text("## place\n\nSomewhere.")
    (tmp_path / "places.toml").write_text(PLACES)
    return tmp_path / "places.toml"


@pytest.mark.parametrize("shipped", [one.name for one in shipped_schemes()])
def test_new_takes_a_shipped_scheme_by_its_name(run: Run, tmp_path: Path, shipped: str) -> None:
    assert run("new", tmp_path / "p", "--scheme", shipped, *ANNA).code == 0

    (expected,) = (one for one in shipped_schemes() if one.name == shipped)
    with Project.open(tmp_path / "p.annotator", writing=False) as project:
        assert (project.scheme, project.guideline) == (expected.scheme, expected.guideline)


def test_new_takes_the_guideline_beside_a_schemes_file(run: Run, tmp_path: Path, places: Path) -> None:
    run("new", tmp_path / "p", "--scheme", places, *ANNA)

    with Project.open(tmp_path / "p.annotator", writing=False) as project:
        assert project.guideline.entry("place") == "Somewhere."


def test_a_name_that_nothing_bears_is_told_with_those_that_are_there(run: Run, tmp_path: Path) -> None:
    done = run("new", tmp_path / "p", "--scheme", "entity", *ANNA)

    assert done.code == 1
    assert done.err == ("'entity' is neither a shipped scheme (default, argument, entities) nor a file.\n")


def test_the_labels_are_shown(run: Run, path: Path) -> None:
    done = run("scheme", path)

    assert done.out.startswith("Actors, claims, quotes and sanctions, version 1; guideline ")
    assert "  1  actor: A mention of a state" in done.out
    assert "       kind (required): fact, forecast, commitment" in done.out
    assert "       claimant → actor" in done.out


def test_the_scheme_is_written_with_its_guideline(run: Run, path: Path, tmp_path: Path) -> None:
    done = run("scheme", path, "--export", tmp_path / "mine.toml", "--json")

    assert done.json["files"] == [str(tmp_path / "mine.toml"), str(tmp_path / "mine.md")]
    assert scheme_from_toml((tmp_path / "mine.toml").read_text("utf-8")) == default_scheme()
    assert (tmp_path / "mine.md").read_text("utf-8") == shipped_schemes()[0].guideline.markdown()


def test_a_scheme_that_does_not_know_what_was_annotated_is_refused(
    run: Run, path: Path, places: Path
) -> None:
    done = run("scheme", path, "--use", places, *ANNA)

    assert done.code == 1
    assert "actor: 1 annotation (1 article, 1 analyst); quote: 1 annotation" in done.err
    with Project.open(path, "anna", writing=False) as project:
        assert project.scheme == default_scheme()


def test_with_keep_it_is_taken_and_annotations_stay(run: Run, path: Path, places: Path) -> None:
    done = run("scheme", path, "--use", places, "--keep", *ANNA, "--json")

    assert done.json == {
        "project": str(path),
        "version": 2,
        "labels": ["place"],
        "kept": [{"part": "actor", "annotations": 1}, {"part": "quote", "annotations": 1}],
    }
    with Project.open(path, "anna", writing=False) as project:
        assert project.guideline.entry("place") == "Somewhere."


def test_a_scheme_that_knows_everything_is_taken(run: Run, path: Path, tmp_path: Path) -> None:
    run("scheme", path, "--export", tmp_path / "mine.toml")
    text = (tmp_path / "mine.toml").read_text("utf-8")
    (tmp_path / "mine.toml").write_text(text.replace("Actors, claims", "Ours: actors, claims"), "utf-8")

    assert run("scheme", path, "--use", tmp_path / "mine.toml", *ANNA).code == 0

    with Project.open(path, writing=False) as project:
        assert (project.scheme.name[:5], project.scheme.version) == ("Ours:", 2)


def test_keep_alone_means_nothing(run: Run, path: Path) -> None:
    assert "Name that" in run("scheme", path, "--keep").err


def test_a_scheme_without_a_guideline_leaves_the_projects_own(run: Run, path: Path, places: Path) -> None:
    places.with_suffix(".md").unlink()

    run("scheme", path, "--use", places, "--keep", *ANNA)

    with Project.open(path, writing=False) as project:
        assert project.guideline == shipped_schemes()[0].guideline

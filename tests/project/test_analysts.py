"""Whom somebody may be who opens a project, and under which name this installation works in it."""

from pathlib import Path

import pytest

from annotator.project import analysts, team
from annotator.project.project import Project
from annotator.project.settings import Settings, analyst_name, remember_analyst
from tests.making import project_with, submitted

STORY = "Norway waits\n\nNorway said Norway would pay."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project in which kim annotated two names and ben one."""
    with project_with(tmp_path, STORY, analyst="kim") as project:
        submitted(project, "kim", ("Norway", "actor"), ("Norway said", "claim"))
        submitted(project, "ben", ("Norway", "actor"))
        return project.path


def test_those_who_annotated_most_come_first(path: Path) -> None:
    with Project.open(path, "kim") as project:
        found = analysts.workers(project)
    assert [(one.name, one.annotations, one.here) for one in found] == [("kim", 2, True), ("ben", 1, True)]
    assert all(one.last > 0 for one in found)


def test_a_stranger_is_offered_them(path: Path) -> None:
    with Project.open(path, "rita") as project:
        assert [one.name for one in analysts.mistaken_for(project)] == ["kim", "ben"]
        assert analysts.advice(project) == (
            "kim has 2 annotations here and ben has 1 annotation here. You are rita. "
            "To go on as kim, give --analyst kim."
        )


@pytest.mark.parametrize("known", ["layer", "member", "remembered"])
def test_whoever_is_known_is_not(path: Path, known: str) -> None:
    if known == "member":
        with Project.open(path, "kim") as project:
            team.set_member(project, "rita", "analyst", 1)
    if known == "remembered":
        remember_analyst(path, "rita")
    with Project.open(path, "ben" if known == "layer" else "rita") as project:
        assert analysts.mistaken_for(project) == []


def test_the_name_used_in_a_project_comes_before_the_settings_and_after_the_stated_one(path: Path) -> None:
    settings = Settings(analyst="lena")
    settings.save()
    names = [analyst_name(None, path)]
    remember_analyst(path, "kim")
    names += [analyst_name(None, path), analyst_name("ben", path), analyst_name(None, path.with_name("b"))]
    assert names == ["lena", "kim", "ben", "lena"]
    with Project.open(path) as project:
        assert project.analyst == "kim"


def test_it_outlasts_the_list_of_recent_projects(path: Path) -> None:
    settings = Settings()
    settings.keep_analyst(path, "kim")
    for number in range(40):
        settings.remember(path.with_name(f"{number}.annotator"))
    settings.save()
    assert Settings.load().analyst_of(path) == "kim"
    settings.keep_analyst(path, "")
    assert settings.analyst_of(path) == ""

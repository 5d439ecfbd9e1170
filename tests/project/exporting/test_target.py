"""Where a dataset may go, looked at without anything being made, and taken for an export."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.dataset.plan import SplitPlan
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Problem
from annotator.project.exporting.run import export
from annotator.project.exporting.target import Target, look_at, target_of, what_is_there
from annotator.project.project import Project
from annotator.writing.writers import writer_named

IN_SPLITS = Recipe("conll", split=SplitPlan(fractions=(50, 50)))


def nothing(out: Path) -> None:
    """Leaves the place as it is."""


def a_file(out: Path) -> None:
    out.write_text("mine")


def an_empty_folder(out: Path) -> None:
    out.mkdir()


def other_files(out: Path) -> None:
    out.mkdir()
    (out / "notes.txt").write_text("mine")


@pytest.mark.parametrize(
    ("make", "expected"),
    [(nothing, "nothing"), (a_file, "file"), (an_empty_folder, "empty"), (other_files, "other")],
)
def test_what_stands_at_a_place_is_told(tmp_path: Path, make: Callable[[Path], None], expected: str) -> None:
    make(tmp_path / "out")
    assert what_is_there(tmp_path / "out") == expected


def test_a_dataset_is_known_and_may_be_replaced(newsroom: Project, tmp_path: Path) -> None:
    out = export(newsroom, tmp_path / "out", Recipe(layer="anna")).path
    assert what_is_there(out) == "dataset"
    assert look_at(newsroom.path, out, Recipe()) == ("dataset", "")
    assert target_of(newsroom, out, writer_named("jsonl"), Recipe(), True) == Target(out, True, True)


def test_a_dataset_with_a_file_of_others_in_it_is_none(newsroom: Project, tmp_path: Path) -> None:
    out = export(newsroom, tmp_path / "out", Recipe(layer="anna")).path
    (out / "notes.txt").write_text("mine")
    there, why = look_at(newsroom.path, out, Recipe())
    assert there == "other"
    assert "is not empty" in why


@pytest.mark.parametrize(
    ("name", "make", "recipe", "there"),
    [
        ("out", nothing, Recipe(), "nothing"),
        ("out", an_empty_folder, Recipe(), "empty"),
        ("out.jsonl", nothing, Recipe(), "nothing"),
        ("out.jsonl", a_file, Recipe(), "file"),
        ("out", nothing, IN_SPLITS, "nothing"),
        ("out.jsonl", nothing, Recipe(split=SplitPlan(fractions=(50, 50))), "nothing"),
        ("out.conll", an_empty_folder, IN_SPLITS, "empty"),
        ("new/folders/out", nothing, Recipe(), "nothing"),
    ],
)
def test_a_place_for_a_dataset_has_no_hindrance(
    newsroom: Project, tmp_path: Path, name: str, make: Callable[[Path], None], recipe: Recipe, there: str
) -> None:
    make(tmp_path / name)
    assert look_at(newsroom.path, tmp_path / name, recipe) == (there, "")


@pytest.mark.parametrize(
    ("name", "make", "recipe", "there", "why"),
    [
        ("out", a_file, Recipe(), "file", "is a file, but this dataset is a folder"),
        ("out", other_files, Recipe(), "other", "is not empty"),
        ("out.conll", nothing, IN_SPLITS, "nothing", "writes a file for each split"),
        ("new.annotator", nothing, Recipe(), "nothing", "is a project"),
    ],
)
def test_a_place_where_nothing_can_go_says_why(
    newsroom: Project,
    tmp_path: Path,
    name: str,
    make: Callable[[Path], None],
    recipe: Recipe,
    there: str,
    why: str,
) -> None:
    make(tmp_path / name)
    found, told = look_at(newsroom.path, tmp_path / name, recipe)
    assert found == there
    assert why in told
    with pytest.raises(Problem, match=why):
        target_of(newsroom, tmp_path / name, writer_named(recipe.format), recipe, True)


def test_the_project_itself_is_not_replaced_by_its_dataset(newsroom: Project, tmp_path: Path) -> None:
    same = tmp_path / "same.jsonl"
    os.link(newsroom.path, same)
    assert look_at(newsroom.path, same, Recipe()) == (
        "file",
        f"{same} is a project, which the dataset would replace. Choose another name.",
    )


def test_no_folder_can_be_made_in_a_file(newsroom: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    _, why = look_at(newsroom.path, tmp_path / "file" / "deep" / "out", Recipe())
    assert why == f"{tmp_path / 'file'} is a file, so no folder can be made in it."
    with pytest.raises(Problem, match="cannot be made"):
        target_of(newsroom, tmp_path / "file" / "deep" / "out", writer_named("jsonl"), Recipe(), False)


def test_a_format_of_several_files_takes_a_folder_whatever_its_name(
    newsroom: Project, tmp_path: Path
) -> None:
    brat = writer_named("brat")
    assert target_of(newsroom, tmp_path / "out.ann", brat, Recipe("brat"), False).is_folder
    assert not target_of(newsroom, tmp_path / "out.jsonl", writer_named("jsonl"), Recipe(), False).is_folder


def test_looking_makes_nothing_and_taking_makes_the_folders_above(newsroom: Project, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folders" / "out"
    look_at(newsroom.path, out, Recipe())
    assert not (tmp_path / "new").exists()
    assert target_of(newsroom, out, writer_named("jsonl"), Recipe(), False) == Target(out, True)
    assert out.parent.is_dir()
    assert not out.exists()


def test_a_name_that_no_disk_takes_is_told_and_no_error(newsroom: Project, tmp_path: Path) -> None:
    out = tmp_path / ("n" * 300)
    assert what_is_there(out) == "other"
    there, why = look_at(newsroom.path, out, Recipe())
    assert there == "other"
    assert "cannot be made" in why

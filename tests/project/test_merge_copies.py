"""The copies of a project as it was before merges: the latest few are kept, and none that is somebody's."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from annotator.project import articles, merge_copies
from annotator.project.project import Project
from annotator.storage.store import Store
from tests.making import STORY, project_with, tag


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_with(tmp_path, STORY, STORY.replace("Oslo", "Rome")) as project:
        tag(project, "Oslo", "actor")
        yield project


def after(project: Project, merges: int) -> set[str]:
    """The copies, after so many merges more."""
    for _ in range(merges):
        tag(project, "Kim", "actor")
        merge_copies.make(project)
    return {found.name for found in project.path.parent.iterdir() if "before-merge" in found.name}


def numbered(*numbers: int) -> set[str]:
    return {f"news.before-merge-{number}.annotator" for number in numbers}


def test_the_latest_five_are_kept(project: Project) -> None:
    assert after(project, 3) == numbered(1, 2, 3)
    assert after(project, 9) == numbered(8, 9, 10, 11, 12)


def annotated(path: Path) -> None:
    with Project.open(path, "anna") as copy:
        tag(copy, "minister", "actor")


def purged(path: Path) -> None:
    with Project.open(path, "anna") as copy:
        articles.purge(copy, 2)


def another_project(path: Path) -> None:
    path.unlink()
    folder = path.with_name("other")
    folder.mkdir()
    project_with(folder, "Another story").close()
    (folder / "news.annotator").rename(path)


def longer(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"my notes")


def text(path: Path) -> None:
    path.write_text("my notes")


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def with_a_table(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (a)")
    connection.close()


def with_a_journal(path: Path) -> None:
    path.with_name(f"{path.name}-journal").write_bytes(b"of a crash")


def link(path: Path) -> None:
    path.rename(path.with_name("mine.annotator"))
    path.symlink_to(path.with_name("mine.annotator"))


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


CHANGES = [
    annotated,
    purged,
    another_project,
    longer,
    text,
    emptied,
    damaged,
    with_a_table,
    with_a_journal,
    link,
    folder,
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_copy_that_is_not_what_it_was_is_kept(project: Project, change: Callable[[Path], None]) -> None:
    path = merge_copies.make(project)
    change(path)
    before = path.read_bytes() if path.is_file() else None
    assert numbered(1, 5, 6, 7, 8, 9) <= after(project, 8)
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_copy_that_was_only_looked_at_goes(project: Project) -> None:
    path = merge_copies.make(project)
    Project.open(path, "anna").close()
    Project.open(path, "anna", writing=False).close()
    assert after(project, 5) == numbered(2, 3, 4, 5, 6)


def test_a_copy_that_is_open_is_kept(project: Project) -> None:
    path = merge_copies.make(project)
    with ExitStack() as stack:
        stack.callback(Store.open(path).close)
        assert numbered(1) <= after(project, 6)
    assert not numbered(1) & after(project, 1)


def test_nothing_is_kept_out_of_a_project_that_is_behind_its_copy(project: Project) -> None:
    """The project was put back to an older state: what is in the copy alone stays."""
    first = merge_copies.make(project)
    tag(project, "Kim", "actor")
    second = merge_copies.make(project)
    project.close()
    shutil.copyfile(first, project.path)
    with Project.open(project.path, "anna") as back:
        assert numbered(2) <= after(back, 8)
    assert second.exists()


@pytest.mark.parametrize(
    "name",
    [
        "news [2024]",
        "news*",
        "news?",
        "(news",
        "news+",
        "new{1,2}",
        "news\\",
        "nëws\udcff",
        "news.before-merge-3",
    ],
)
def test_any_name_of_a_project_will_do(tmp_path: Path, name: str) -> None:
    (tmp_path / "2").mkdir()
    with Project.create(tmp_path / f"{name}.annotator", analyst="anna") as project:
        for _ in range(7):
            merge_copies.make(project)
    assert sorted(os.listdir(tmp_path)) == sorted(
        ["2", f"{name}.annotator", *(f"{name}.before-merge-{number}.annotator" for number in range(3, 8))]
    )


OTHERS = [
    "news.before-merge-mine.annotator",
    "news.before-merge-old².annotator",
    "news.before-merge-٣.annotator",
    "news.before-merge-01.annotator",
    "news.before-merge-99999999999999999999.annotator",
    "news.before-merge-1.annotator\n",
    "news.before-merge--1.annotator",
    "xnews.before-merge-1.annotator",
    "news.before-merge-1.annotator.bak",
    "news.before-merge-1",
]


def test_what_is_called_otherwise_is_left_alone(project: Project) -> None:
    for name in OTHERS:
        shutil.copyfile(project.path, project.path.with_name(name))
    kept = after(project, 7)
    assert {*OTHERS} <= kept
    assert kept - {*OTHERS} == numbered(3, 4, 5, 6, 7)

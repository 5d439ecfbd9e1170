"""Another file is copied over a project that is open."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.problems import Problem
from annotator.project import maintenance
from annotator.project.project import Project
from tests.making import STORY, layer, project_with, tag

OTHER = STORY.replace("Oslo", "Rome")


def twin(folder: Path, text: str = STORY) -> Path:
    """A project with one article, made in the same steps as any other twin: SQLite cannot tell them apart."""
    folder.mkdir()
    project_with(folder, text).close()
    return folder / "news.annotator"


def other_project(path: Path) -> bytes:
    return twin(path.parent.parent / "other", OTHER).read_bytes()


def longer_copy(path: Path) -> bytes:
    copy = path.parent.parent / "copy.annotator"
    shutil.copyfile(path, copy)
    with Project.open(copy, "anna") as project:
        for _ in range(20):
            tag(project, "Kim", "actor")
    return copy.read_bytes()


def text(_: Path) -> bytes:
    return b"Talks open in Oslo.\n" * 5000


def nothing(_: Path) -> bytes:
    return b""


def beginning(path: Path) -> bytes:
    return path.read_bytes()[:8192]


def other_program(path: Path) -> bytes:
    import sqlite3

    other = path.with_name("x.db")
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    data = other.read_bytes()
    other.unlink()
    return data


@pytest.mark.parametrize("make", [other_project, longer_copy, text, nothing, beginning, other_program])
def test_a_file_that_is_copied_over_an_open_project_is_told_and_not_written_to(
    tmp_path: Path, make: Callable[[Path], bytes]
) -> None:
    path = twin(tmp_path / "mine")
    data = make(path)
    with Project.open(path, "anna") as project:
        assert len(layer(project)) == 0
        path.write_bytes(data)
        os.utime(path, ns=(0, 0))
        for _ in range(2):
            with pytest.raises(Problem, match="was overwritten"):
                tag(project, "Kim", "actor")
    assert path.read_bytes() == data
    assert os.listdir(path.parent) == ["news.annotator"]


@pytest.mark.parametrize("make", [other_project, text, nothing, beginning, other_program])
def test_a_reader_of_a_file_that_is_copied_over_is_told(
    tmp_path: Path, make: Callable[[Path], bytes]
) -> None:
    path = twin(tmp_path / "mine")
    data = make(path)
    with Project.open(path, "anna", writing=False) as project:
        assert len(layer(project)) == 0
        path.write_bytes(data)
        os.utime(path, ns=(0, 0))
        with pytest.raises(Problem, match="was overwritten"):
            layer(project)
        with pytest.raises(Problem, match="was overwritten"):
            maintenance.backup(project, tmp_path / "copy.annotator")


def test_what_this_program_and_harmless_ones_do_is_not_taken_for_it(tmp_path: Path) -> None:
    path = twin(tmp_path / "mine")
    with Project.open(path, "anna") as project, Project.open(path, "anna", writing=False) as reader:
        for number in range(1, 4):
            tag(project, "Kim", "actor")
            assert len(layer(reader)) == number
            os.utime(path)
        assert len(layer(project)) == 3

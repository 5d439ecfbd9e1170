"""A name that a disk cannot hold is a sentence, for whatever is to be written or read; nothing is left."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.making import STORY, project_with, tag

Words = Callable[[Path, str], list[object]]

WRITING: list[Words] = [
    lambda path, name: ["new", path.with_name(f"{name}.annotator")],
    lambda path, name: ["backup", path, path.with_name(f"{name}.annotator")],
    lambda path, name: ["restore", path, path.with_name(f"{name}.annotator")],
    lambda path, name: ["restore", path.with_name(f"{name}.annotator"), path],
    lambda path, name: ["export", path, path.with_name(f"{name}.jsonl")],
    lambda path, name: ["export", path, path.with_name(name)],
    lambda path, name: ["export", path, path.with_name(f"{name}.conll")],
    lambda path, name: ["share", path, path.with_name(f"{name}.exchange")],
    lambda path, name: ["check", path.with_name(f"{name}.annotator")],
    lambda path, name: ["demo", "--dir", path.with_name(name)],
    lambda path, name: ["verify", path.with_name(name)],
    lambda path, name: ["diff", path.with_name(name), path.with_name(name)],
    lambda path, name: ["merge", path, path.with_name(f"{name}.exchange")],
    lambda path, name: ["new", path.with_name("other.annotator"), "--scheme", name],
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with project_with(tmp_path, STORY) as project:
        tag(project, "Oslo", "actor")
    return project.path


@pytest.mark.parametrize("words", WRITING)
@pytest.mark.parametrize("name", ["x" * 300, "é" * 150, "x" * 5000])
def test_a_name_that_is_too_long_is_told(run: Run, path: Path, words: Words, name: str) -> None:
    done = run(*words(path, name), "--json")
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    assert os.listdir(path.parent) == ["news.annotator"]


@pytest.mark.parametrize("length", range(226, 250, 4))
def test_a_name_that_just_fits_is_taken_or_told(run: Run, path: Path, length: int) -> None:
    """Whatever the program needs for itself beside it."""
    name = "x" * length
    for words in (["new"], ["backup", path], ["restore", path]):
        place = path.with_name(f"{name}.annotator")
        done = run(*words, place)
        assert (done.code == 0) == os.path.exists(place)
        assert done.code == 0 or "file name too long" in done.err
        if done.code == 0:
            place.unlink()
    for place in (path.with_name(f"{name}.jsonl"), path.with_name(f"{name}.exchange")):
        done = run("share" if place.suffix == ".exchange" else "export", path, place, "--analyst", "anna")
        assert (done.code == 0) == os.path.exists(place)
        assert done.code == 0 or "file name too long" in done.err
    assert [name for name in os.listdir(path.parent) if name.startswith(".")] == []

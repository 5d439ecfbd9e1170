"""`annotator demo`: the sample project, its dataset, and the window or a picture of it."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import orjson
import pytest

from annotator.project import articles, demo, maintenance, mentions
from annotator.project.project import Project
from tests.cli.conftest import Run


def has_window() -> bool:
    """Whether PySide6 and the window's module are there; neither is loaded for the question."""
    return find_spec("PySide6") is not None and find_spec("annotator.qt.shell.app") is not None


def test_the_sample_has_two_analysts_and_an_article_left_to_annotate(tmp_path: Path) -> None:
    sample = demo.build(tmp_path / "demo")
    assert sample.fresh
    assert sample.dataset.layers == ["anna", "ben"]
    with Project.open(sample.project, "anna", writing=False) as project:
        keys = articles.listing(project, articles.ListQuery("anna"))
        left = [key for key in keys if not articles.layers(project, key)]
        assert len(left) == 1
        assert len(keys) >= 8
        assert maintenance.faults(project) == []


def test_the_sample_points_to_actors_of_its_registry(tmp_path: Path) -> None:
    """All that it points to is there; what names nobody in particular points nowhere."""
    with Project.open(demo.build(tmp_path).project, "anna", writing=False) as project:
        counts = mentions.counts(project, "anna")
        assert [uid for uid in counts if uid not in project.registry] == []
        assert counts["state.kp"] > 5
        assert {role.of for actor in project.registry.active for role in actor.roles} <= {
            actor.id for actor in project.registry.entries
        }
        assert "diplomats" in [mention.words for mention in mentions.unlinked(project, "anna")]


def test_the_sample_is_kept_as_it_was_left(tmp_path: Path) -> None:
    sample = demo.build(tmp_path)
    before = sample.project.read_bytes()
    again = demo.build(tmp_path)
    assert not again.fresh
    assert again.dataset.sha256 == sample.dataset.sha256
    assert before == sample.project.read_bytes()


DIES_HALFWAY = """
import os, sys
from pathlib import Path
from annotator.project import demo, importing
importing.index = lambda *_: os._exit(9)
demo.build(Path(sys.argv[1]))
"""


def test_a_sample_that_was_not_finished_is_made_anew(tmp_path: Path) -> None:
    """A crash left a journal at its name, then another one half a sample."""
    (tmp_path / "sample.annotator-journal").write_bytes(b"of a crash")
    assert subprocess.run([sys.executable, "-c", DIES_HALFWAY, str(tmp_path)], check=False).returncode == 9
    assert not (tmp_path / "sample.annotator").exists()
    sample = demo.build(tmp_path)
    assert sample.fresh
    with Project.open(sample.project, "anna", writing=False) as project:
        assert maintenance.faults(project) == []
    assert (tmp_path / "sample.set-aside-1.annotator-journal").read_bytes() == b"of a crash"
    assert [found.name for found in tmp_path.iterdir() if found.name.startswith(".")] == []


def test_a_folder_that_cannot_be_made_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    done = run("demo", "--dir", tmp_path / "file" / "demo")
    assert done.code == 1
    assert "cannot be made: not a directory" in done.err
    assert done.err.count("\n") == 1


@pytest.mark.skipif(not has_window(), reason="the window is not installed")
def test_without_a_screen_the_demo_leaves_project_dataset_and_picture(tmp_path: Path) -> None:
    screen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    no_screen = {name: value for name, value in os.environ.items() if name not in screen}
    command = [sys.executable, "-m", "annotator", "demo", "--dir", str(tmp_path), "--json"]
    done = subprocess.run(command, capture_output=True, env=no_screen, check=False)
    assert done.returncode == 0, done.stderr.decode()
    files = orjson.loads(done.stdout)
    assert sorted(files) == ["dataset", "picture", "project"]
    assert Path(files["picture"]).read_bytes().startswith(b"\x89PNG")
    assert all(Path(file).stat().st_size > 1000 for file in files.values())

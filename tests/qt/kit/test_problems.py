"""What a slot of the window meets and nobody catches."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from annotator.domain.problems import Problem
from annotator.project.project import Project
from annotator.qt.kit import problems
from tests.making import STORY, layer, project_with


@pytest.fixture
def hook() -> Iterator[None]:
    before = sys.excepthook
    problems.install_hook()
    yield
    sys.excepthook = before


def boxes() -> list[QMessageBox]:
    return [found for found in QApplication.topLevelWidgets() if isinstance(found, QMessageBox)]


def test_a_project_that_another_file_was_copied_over_is_told_once_as_a_problem(
    hook: None, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often the window looks at it; it is no error of the program."""
    told: list[str] = []
    monkeypatch.setattr(problems, "tell", lambda _, sentence: told.append(sentence))
    project_with(tmp_path, STORY).close()
    with Project.open(tmp_path / "news.annotator", writing=False) as project:
        project.path.write_text("Talks open in Oslo.")
        for _ in range(3):
            try:
                layer(project)
            except Problem as problem:
                sys.excepthook(type(problem), problem, problem.__traceback__)
    qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1
    assert "was overwritten" in told[0]
    assert boxes() == []

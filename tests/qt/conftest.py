"""What tests of panels and models start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project.project import Project
from tests.making import STORY, project_with


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Anna's project with the story (key 1) and another article (key 2); closed when a window opens it."""
    with project_with(tmp_path, STORY, "Another story about Oslo") as project:
        yield project


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, the window waits until something is saved."""
    monkeypatch.setattr("annotator.qt.bridge._PATIENCE", 30)

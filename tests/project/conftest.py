"""Projects that the tests of this folder start from."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.project.project import Project
from tests.making import STORY, project_with


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Anna's project, open for writing, with one article (key 1) that nobody annotated."""
    with project_with(tmp_path, STORY) as project:
        yield project


@pytest.fixture
def at_another_device(configuration: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Called, makes what is opened from then on be opened from another installation."""

    def change() -> None:
        monkeypatch.setenv("ANNOTATOR_CONFIG", str(configuration.with_name("another-configuration")))

    return change

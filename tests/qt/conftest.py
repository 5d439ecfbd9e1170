"""What tests of panels and models start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project.project import Project
from tests.making import STORY, project_with
from tests.settling import settled_between_lines


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Anna's project with the story (key 1) and another article (key 2); closed when a window opens it."""
    with project_with(tmp_path, STORY, "Another story about Oslo") as project:
        yield project


@pytest.fixture(autouse=True)
def step_by_step(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each line of a test begins when what the one before did is saved and shown, as it is for a user who looks.

    A test marked `hurried` goes on at once.
    """
    if request.node.get_closest_marker("hurried"):
        yield
        return
    with settled_between_lines(request.module):
        yield

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project.project import Project
from tests.making import STORY, project_with


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_with(tmp_path, STORY) as project:
        yield project

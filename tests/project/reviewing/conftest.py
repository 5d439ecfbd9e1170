import pytest

from annotator.project.project import Project
from tests.making import STORY, project_with


@pytest.fixture
def project(tmp_path):
    with project_with(tmp_path, STORY) as project:
        yield project

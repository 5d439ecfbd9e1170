"""Made articles, read once for all benchmarks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks import material
from tests.benchmarks.measuring import in_child


@pytest.fixture(scope="session", autouse=True)
def _own_configuration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is made for the whole session shall not leave traces in the developer's settings either."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_CONFIG", str(tmp_path_factory.mktemp("configuration")))
        patch.setenv("QT_QPA_PLATFORM", "offscreen")
        yield


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of all benchmarks lie."""
    return tmp_path_factory.mktemp("benchmarks")


@pytest.fixture(scope="session")
def stories(folder: Path) -> Path:
    """10,000 articles of 2,500 characters with 200,000 annotations, in our JSONL."""
    path = folder / "stories.jsonl"
    material.write_articles(path, 10_000, material.WIRE_STORY)
    return path


@pytest.fixture(scope="session")
def stories_project(folder: Path, stories: Path) -> Path:
    """A project of those articles, indexed."""
    path = folder / "stories.annotator"
    in_child("import_ours", stories, path)
    in_child("index", path)
    return path


@pytest.fixture(scope="session")
def large_project(folder: Path) -> Path:
    """A project of 100,000 short articles, a third of them with a layer; indexed."""
    source, path = folder / "short.jsonl", folder / "large.annotator"
    material.write_articles(source, 100_000, material.SHORT)
    in_child("import_ours", source, path)
    in_child("index", path)
    return path


@pytest.fixture(scope="session")
def articles_project(folder: Path) -> Path:
    """A project of three articles: 2,900 characters, a million in 4,000 paragraphs, a million in one."""
    path = folder / "articles.annotator"
    source = folder / "articles.jsonl"
    shapes = (material.ORDINARY, material.LONG, material.ONE_PARAGRAPH)
    parts = [folder / f"article-{number}.jsonl" for number in range(len(shapes))]
    for part, shape in zip(parts, shapes, strict=True):
        material.write_articles(part, 1, shape)
    source.write_bytes(b"".join(part.read_bytes() for part in parts))
    in_child("import_ours", source, path)
    in_child("index", path)
    return path


@pytest.fixture(scope="session")
def team_project(folder: Path) -> Path:
    """10,000 articles, each annotated by four analysts: 800,000 annotations."""
    path = folder / "team.annotator"
    sources = material.write_team(folder, 10_000, ["anna", "ben", "chris", "dora"])
    in_child("import_team", path, *sources)
    return path

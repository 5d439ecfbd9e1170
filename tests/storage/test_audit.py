"""`annotator check` sees what was done to the file behind the program's back."""

import sqlite3
from pathlib import Path

import pytest

from annotator.domain.problems import Damaged
from annotator.project import annotating, articles, keeping
from annotator.project.project import Project
from annotator.storage.schema import GUARDS
from tests.making import STORY, project_with, tag


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project with an article, three annotations and a deletion."""
    with project_with(tmp_path, STORY, "Another one") as project:
        first = tag(project, "Oslo", "actor")
        tag(project, "Kim", "actor")
        tag(project, "We agree", "quote")
        annotating.delete(project, 1, [first])
    return project.path


def damage(path: Path, *statements: str) -> None:
    """Changes rows with the guards taken off and put back: the file looks untouched."""
    connection = sqlite3.connect(path, isolation_level=None)
    for name in GUARDS:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert connection.execute(statement).rowcount > 0
    for trigger in GUARDS.values():
        connection.execute(trigger)
    connection.close()


def faults(path: Path, writing: bool = True) -> list[str]:
    """What `check` finds; what is damaged too badly to be written is opened for reading, as there."""
    try:
        project = Project.open(path, "anna", writing)
    except Damaged:
        project = Project.open(path, "anna", writing=False)
    with project:
        return keeping.faults(project)


@pytest.mark.parametrize("writing", [True, False])
def test_a_whole_file_has_no_fault(path: Path, writing: bool) -> None:
    assert faults(path, writing) == []


LAST = "(SELECT max(id) FROM revision)"
ALTERED = "its content was altered"


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (["UPDATE article SET text = replace(text, 'Oslo', 'Osla') WHERE id = 1"], "the text is not the one"),
        (["UPDATE article SET text = x'ff' WHERE id = 1"], "the text is not the one"),
        (
            ["UPDATE revision SET bytes = CAST(replace(bytes, 'actor', 'quote') AS BLOB) WHERE id = 5"],
            ALTERED,
        ),
        (["UPDATE revision SET bytes = x'00' WHERE id = 5"], ALTERED),
        (["UPDATE revision SET hash = zeroblob(32) WHERE id = 5"], ALTERED),
        (["DELETE FROM revision WHERE id = 5"], "1 revisions before it are missing"),
        (["DELETE FROM revision WHERE id IN (4, 5)"], "2 revisions before it are missing"),
        ([f"DELETE FROM revision WHERE id = {LAST}"], "table head is not what the log gives"),
        (
            [f"DELETE FROM head WHERE revision = {LAST}", f"DELETE FROM revision WHERE id = {LAST}"],
            "some of its revisions are missing",
        ),
        (["UPDATE revision SET object = 'x' WHERE id = 5"], "its row does not say what its content says"),
        (["UPDATE action SET author = 'ben' WHERE id = 3"], "its row does not say what its content says"),
        (["UPDATE action SET name = 'undo' WHERE id = 3"], "its row does not say what its content says"),
        (["DELETE FROM action WHERE id = 3"], "its row does not say what its content says"),
        (["UPDATE revision SET bytes = NULL WHERE id = 5"], "its content is missing"),
        (["DELETE FROM head WHERE object IN (SELECT object FROM revision WHERE id = 5)"], "table head"),
        (["UPDATE article_row SET headline = 'other' WHERE article = 1"], "table article_row"),
        (["UPDATE layer_row SET annotations = 7"], "table layer_row"),
    ],
)
def test_damage_is_found_and_named(path: Path, statements: list[str], fault: str) -> None:
    damage(path, *statements)
    assert any(fault in found for found in faults(path)), faults(path)


def test_a_revision_sealed_anew_does_not_follow_its_neighbour(path: Path) -> None:
    """Whoever alters a revision and its hash must alter every later one of that device too."""
    connection = sqlite3.connect(path)
    connection.create_function("sha", 1, lambda data: __import__("hashlib").sha256(data).digest())
    for name in GUARDS:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(
        "UPDATE revision SET bytes = CAST(replace(bytes, 'actor', 'quote') AS BLOB) WHERE id = 5"
    )
    connection.execute("UPDATE revision SET hash = sha(bytes) WHERE id = 5")
    for trigger in GUARDS.values():
        connection.execute(trigger)
    connection.commit()
    connection.close()
    assert any("does not follow the revision before it" in fault for fault in faults(path))


@pytest.fixture
def pages(path: Path) -> Path:
    """The project with zeros in the middle."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = bytes(4096)
    path.write_bytes(data)
    return path


def test_damaged_pages_are_found_by_sqlite(pages: Path) -> None:
    assert any("SQLite finds the file damaged" in fault for fault in faults(pages))


def test_mending_rebuilds_what_is_computed(path: Path) -> None:
    damage(path, "DELETE FROM head", "DELETE FROM article_row", "UPDATE layer_row SET annotations = 7")
    with Project.open(path, "anna") as project:
        assert len(keeping.faults(project)) == 3
        keeping.mend(project)
        assert keeping.faults(project) == []
        assert articles.load(project, 1).text == STORY

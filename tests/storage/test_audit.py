"""`annotator check` sees what was done to the file behind the program's back."""

import sqlite3
from pathlib import Path

import pytest

from annotator.domain.problems import Damaged
from annotator.project import annotating, articles, importing, maintenance, undoing
from annotator.project.project import Project
from annotator.storage import search
from annotator.storage.schema import GUARDS
from tests.making import STORY, project_with, tag

LONG = " ".join(f"Word{number} stands in the other article." for number in range(40))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project with an article, three annotations and a deletion."""
    with project_with(tmp_path, STORY, LONG) as project:
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
        assert connection.execute(statement).rowcount != 0
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
        return maintenance.faults(project)


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
        assert len(maintenance.faults(project)) == 3
        maintenance.mend(project)
        assert maintenance.faults(project) == []
        assert articles.load(project, 1).text == STORY


@pytest.fixture
def indexed(path: Path) -> Path:
    """The project with its index of words, what duplicates are found by, and an action that undoes another."""
    with Project.open(path, "anna") as project:
        undoing.undo(project)
        importing.index(project)
    return path


MORE = [
    ("UPDATE article SET original = x'00' WHERE id = 1", "the original bytes are not those"),
    ("UPDATE action SET undoable = 0 WHERE id = 3", "whether it can be taken back"),
    ("UPDATE action SET undoable = 1 WHERE id = 1", "whether it can be taken back"),
    ("UPDATE action SET undoes = 3 WHERE undoes IS NOT NULL", "it does not undo what its content says"),
    ("UPDATE action SET undoes = NULL WHERE undoes IS NOT NULL", "it does not undo what its content says"),
    ("UPDATE action SET device = 2 WHERE id = 3", "it does not undo what its content says"),
    ("UPDATE device SET uid = 'x' WHERE id = 1", "its row does not say what its content says"),
    ("UPDATE layer SET name = 'x' WHERE name = 'anna'", "its row does not say what its content says"),
    ("DELETE FROM action WHERE id = (SELECT max(id) FROM action)", "the newest are cut off"),
    ("INSERT INTO sent VALUES ('anna', 100000)", "not in the log any more"),
    ("INSERT INTO received VALUES (77)", "a device was received that is not in the log"),
    ("DELETE FROM indexed WHERE article = 1", "the index of words"),
    ("INSERT INTO words (rowid, text) VALUES (1, 'more')", "the index of words"),
    ("UPDATE described SET body = x'00' WHERE article = 1", "what duplicates are found by"),
    ("UPDATE paragraph SET size = size + 1", "what duplicates are found by"),
    ("DELETE FROM standing WHERE article = 1", "what duplicates are found by"),
    ("UPDATE sample SET number = number + 1", "what duplicates are found by"),
]


@pytest.mark.parametrize(("statement", "fault"), MORE, ids=[statement for statement, _ in MORE])
def test_more_than_the_log_is_looked_at(indexed: Path, statement: str, fault: str) -> None:
    assert faults(indexed) == []
    damage(indexed, "PRAGMA foreign_keys = OFF", statement)
    found = faults(indexed)
    assert any(fault in one for one in found), found


def test_mending_fills_the_index_and_the_tables_of_duplicates_again(indexed: Path) -> None:
    damage(indexed, "DELETE FROM indexed", "DELETE FROM standing", "UPDATE described SET size = 0")
    with Project.open(indexed, "anna") as project:
        assert len(maintenance.faults(project)) == 2
        maintenance.mend(project)
        assert maintenance.faults(project) == []
        assert search.matching(project.store, "Oslo") == [1]


def test_from_a_damaged_log_nothing_is_rebuilt(path: Path) -> None:
    """A change of a small file would be refused before; a large one is looked at when its log is read."""
    with Project.open(path, "anna") as project:
        damage(path, "UPDATE revision SET bytes = x'00' WHERE id = 5")
        with pytest.raises(Damaged, match="annotator salvage"):
            maintenance.mend(project)


def test_rows_that_are_not_in_order_end_the_look_at_them(path: Path) -> None:
    """Two leaves of a table have changed places: going on after the last row would never end."""
    with Project.open(path, "anna", writing=False) as project:
        backwards = "SELECT * FROM (SELECT 2 AS id UNION ALL SELECT 1) WHERE id > ? LIMIT ?"
        with pytest.raises(Damaged, match="not in their order"):
            list(project.store.slices(backwards))

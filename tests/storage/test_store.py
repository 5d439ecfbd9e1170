"""Opening a project file: which files are refused with which sentence, and how the accepted one is set up."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.problems import Problem
from annotator.storage import schema
from annotator.storage.lock import AlreadyOpen
from annotator.storage.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project file that nobody has open."""
    path = tmp_path / "p.annotator"
    Store.create(path).close()
    return path


def raw(path: Path, *statements: str) -> None:
    """Changes a file behind the program's back."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement).fetchall()
    connection.close()


def refusal(path: Path, writing: bool = True) -> str:
    with pytest.raises(Problem) as problem:
        Store.open(path, writing).close()
    sentence = str(problem.value)
    assert str(path) in sentence
    assert "\n" not in sentence
    return sentence


def test_a_file_is_readable_by_its_owner_alone(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_says_whose_it_is_and_of_which_version(path: Path) -> None:
    store = Store.open(path, writing=False)
    assert store.row("PRAGMA application_id") == (schema.APPLICATION_ID,)
    assert store.row("PRAGMA user_version") == (schema.VERSION,)
    store.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("secure_delete", 1),
        ("recursive_triggers", 1),
    ],
)
def test_a_writing_store_is_set_up_so_that_nothing_is_lost(path: Path, pragma: str, value: Any) -> None:
    """DELETE and EXTRA: of what was tried, the only ones that lost no commit when the power went."""
    store = Store.open(path)
    assert (value,) == (store.row(f"PRAGMA {pragma}") or (0,))
    store.close()


def test_a_reading_store_writes_nothing(path: Path) -> None:
    store = Store.open(path, writing=False)
    assert store.row("PRAGMA query_only") == (1,)
    with pytest.raises(Problem, match="open for reading only"), store.transaction():
        pass
    store.close()


def test_a_newer_file_is_refused_with_both_versions(path: Path) -> None:
    raw(path, f"PRAGMA user_version = {schema.VERSION + 6}")
    before = path.read_bytes()
    sentence = refusal(path)
    assert f"file version {schema.VERSION + 6}" in sentence
    assert f"up to {schema.VERSION}" in sentence
    assert before == path.read_bytes()


def text_file(path: Path) -> None:
    path.write_text("Talks open in Oslo\n" * 100)


def empty_file(path: Path) -> None:
    path.write_bytes(b"")


def other_program(path: Path) -> None:
    raw(path, "CREATE TABLE t (a)")


def other_program_in_wal_mode(path: Path) -> None:
    raw(path, "PRAGMA journal_mode = WAL", "CREATE TABLE t (a)")


def folder(path: Path) -> None:
    path.mkdir()


def nothing(_path: Path) -> None:
    return


def beginning(path: Path) -> None:
    Store.create(path).close()
    path.write_bytes(path.read_bytes()[:50])


STRANGERS: list[tuple[Callable[[Path], None], str]] = [
    (text_file, "it is no SQLite file"),
    (empty_file, "is empty"),
    (other_program, "another program made it"),
    (other_program_in_wal_mode, "another program made it"),
    (folder, "is a folder, not a project"),
    (nothing, "does not exist"),
    (beginning, "is damaged and was left as it is"),
]


@pytest.mark.parametrize("writing", [True, False])
@pytest.mark.parametrize(("make", "sentence"), STRANGERS, ids=[make.__name__ for make, _ in STRANGERS])
def test_what_is_no_project_is_refused_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], None], sentence: str, writing: bool
) -> None:
    path = tmp_path / "x.annotator"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    assert sentence in refusal(path, writing)
    assert before == (path.read_bytes() if path.is_file() else None)
    assert {path.name} >= {found.name for found in tmp_path.iterdir()}


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.9])
def test_a_truncated_project_is_told_to_be_damaged(path: Path, share: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert "is damaged and was left as it is" in refusal(path)


def test_a_file_in_a_folder_that_is_not_there_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no such file or directory"):
        Store.create(tmp_path / "nowhere" / "p.annotator")


def test_a_new_project_never_replaces_a_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Problem, match="exists already"):
        Store.create(path)
    assert before == path.read_bytes()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON revision BEGIN DELETE FROM head; END",
        "CREATE TABLE evil (a)",
        "CREATE VIEW evil AS SELECT 1",
        "DROP TRIGGER revision_update",
        "DROP INDEX revision_article",
    ],
)
def test_a_file_with_a_foreign_or_missing_part_is_not_written(path: Path, statement: str) -> None:
    """A trigger that somebody planted could change rows behind our back."""
    raw(path, statement)
    sentence = refusal(path)
    assert "is not as Annotator makes it" in sentence
    assert statement.split()[2] in sentence
    assert not list(path.parent.glob(".*.lock"))


def test_a_second_writer_is_told_who_has_it(path: Path) -> None:
    first = Store.open(path)
    with pytest.raises(AlreadyOpen, match=f"process {os.getpid()}"):
        Store.open(path)
    first.close()
    Store.open(path).close()


def test_readers_are_let_in_beside_a_writer(path: Path) -> None:
    first = Store.open(path)
    second = Store.open(path, writing=False)
    with first.transaction() as connection:
        connection.execute("INSERT INTO layer VALUES (1, 'anna')")
    assert second.row("SELECT name FROM layer") == ("anna",)
    second.close()
    first.close()


HOLDER = """
import sys
from pathlib import Path
from annotator.storage.store import Store
store = Store.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_writer_in_another_process_is_seen_and_its_death_too(path: Path) -> None:
    """The lock is the system's: nobody has to clean up after a crash, but the next one is told of it."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(AlreadyOpen, match=f"process {other.pid}"):
            Store.open(path)
        other.kill()
    store = Store.open(path)
    assert store.unclean
    store.close()


def test_a_path_that_cannot_be_looked_at_is_refused(tmp_path: Path) -> None:
    assert "file name too long" in refusal(tmp_path / ("x" * 300))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes with a place")
def test_a_link_to_itself_and_a_pipe_are_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    assert "too many levels of symbolic links" in refusal(tmp_path / "loop")
    assert "is no file" in refusal(tmp_path / "pipe")


def test_after_a_clean_end_no_lock_file_is_left(path: Path) -> None:
    store = Store.open(path)
    assert not store.unclean
    assert [found.name for found in path.parent.glob(".*.lock")] == [".p.annotator.lock"]
    store.close()
    assert [found.name for found in path.parent.iterdir()] == ["p.annotator"]


def test_a_transaction_is_kept_whole_or_not_at_all(path: Path) -> None:
    store = Store.open(path)
    with pytest.raises(sqlite3.IntegrityError), store.transaction() as connection:  # noqa: PT012
        connection.execute("INSERT INTO layer VALUES (1, 'anna')")
        connection.execute("INSERT INTO layer VALUES (1, 'ben')")
    assert store.row("SELECT count(*) FROM layer") == (0,)
    store.close()


def test_a_file_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """Here: of no version yet, with our mark; the steps build it."""
    path = tmp_path / "old.annotator"
    raw(path, f"PRAGMA application_id = {schema.APPLICATION_ID}")
    store = Store.open(path)
    assert store.row("PRAGMA user_version") == (schema.VERSION,)
    assert schema.expected_structure() == schema.structure(store.connection)
    store.close()


PARAGRAPHS = ("described", "paragraph", "standing", "sample")


def version_one(path: Path) -> None:
    """The file as the program made it before there were assignments and exchange."""
    Store.create(path).close()
    added = ("assignment_row", "fork", "awaited", "received", "merged", "sent", *PARAGRAPHS)
    raw(path, *(f"DROP TABLE {table}" for table in added), "DROP INDEX head_kind", "PRAGMA user_version = 1")
    raw(path, "DELETE FROM _sqlite_migrations WHERE name <> 'first_version'")


def version_two(path: Path) -> None:
    """The file as the program made it before duplicates were looked for."""
    Store.create(path).close()
    raw(path, *(f"DROP TABLE {table}" for table in PARAGRAPHS), "PRAGMA user_version = 2")
    raw(path, "DELETE FROM _sqlite_migrations WHERE name = 'third_version'")


@pytest.mark.parametrize("made", [version_one, version_two])
def test_a_file_of_an_older_version_gets_the_tables_of_later_ones(
    tmp_path: Path, made: Callable[[Path], None]
) -> None:
    path = tmp_path / "older.annotator"
    made(path)
    store = Store.open(path)
    assert store.row("PRAGMA user_version") == (schema.VERSION,)
    assert schema.expected_structure() == schema.structure(store.connection)
    store.close()


def test_reading_an_older_file_leaves_it_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "one.annotator"
    version_one(path)
    before = path.read_bytes()
    store = Store.open(path, writing=False)
    assert store.outdated
    for table in ("assignment_row", "fork", "received", "sent", *PARAGRAPHS):
        assert store.rows(f"SELECT * FROM {table}") == []
    store.close()
    assert before == path.read_bytes()


def test_a_reader_of_an_older_file_sees_the_tables_that_it_has(tmp_path: Path) -> None:
    path = tmp_path / "two.annotator"
    version_two(path)
    raw(path, "INSERT INTO assignment_row VALUES ('anna', 1)")
    store = Store.open(path, writing=False)
    assert store.rows("SELECT * FROM assignment_row") == [("anna", 1)]
    assert store.rows("SELECT * FROM described") == []
    store.close()


FOREIGN = [
    "CREATE VIEW evil AS SELECT 1",
    "CREATE TRIGGER evil AFTER INSERT ON revision BEGIN DELETE FROM head; END",
    "CREATE TRIGGER evil AFTER INSERT ON _sqlite_migrations BEGIN DELETE FROM head; END",
    "CREATE INDEX evil ON revision (kind) WHERE gone",
    "CREATE INDEX evil ON layer_row (status || 'x')",
    "ALTER TABLE layer_row ADD COLUMN evil AS (status || 'x')",
]


@pytest.mark.parametrize("made", [version_one, version_two, lambda path: Store.create(path).close()])
@pytest.mark.parametrize("statement", FOREIGN)
@pytest.mark.parametrize("writing", [True, False])
def test_what_we_did_not_make_is_refused_before_anything_is_read(
    tmp_path: Path, made: Callable[[Path], None], statement: str, writing: bool
) -> None:
    path = tmp_path / "p.annotator"
    made(path)
    raw(path, statement)
    before = path.read_bytes()
    assert "is not as Annotator makes it" in refusal(path, writing)
    assert path.read_bytes() == before


@pytest.mark.parametrize("writing", [True, False])
def test_a_view_in_the_place_of_a_table_is_refused(path: Path, writing: bool) -> None:
    raw(path, "DROP TABLE sent", "CREATE VIEW sent AS SELECT name AS analyst, 0 AS revision FROM layer")
    assert "(sent" in refusal(path, writing)


HEADER = {"encoding is UTF-16": (56, 2), "auto_vacuum is 1": (52, 9), "is damaged": (44, 255)}


@pytest.mark.parametrize(("told", "at", "value"), [(t, a, v) for t, (a, v) in HEADER.items()])
def test_a_header_that_says_how_others_keep_pages_is_refused(
    path: Path, told: str, at: int, value: int
) -> None:
    data = bytearray(path.read_bytes())
    data[at : at + 4] = value.to_bytes(4, "big")
    path.write_bytes(data)
    sentence = refusal(path)
    assert told in sentence or "damaged" in sentence
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("at", "value"),
    [(28, 20), (32, 3), (36, 1)],
    ids=["its length", "a page that is free", "how many are free"],
)
def test_a_header_that_would_make_writing_destroy_pages_is_refused(path: Path, at: int, value: int) -> None:
    data = bytearray(path.read_bytes())
    data[at : at + 4] = value.to_bytes(4, "big")
    path.write_bytes(data)
    assert "annotator salvage" in refusal(path)
    assert path.read_bytes() == data


def test_a_file_in_another_journal_mode_is_read_and_written_in_ours(path: Path) -> None:
    raw(path, "PRAGMA journal_mode = WAL")
    Store.open(path, writing=False).close()
    store = Store.open(path)
    assert store.row("PRAGMA journal_mode") == ("delete",)
    store.close()

"""The tables defend themselves: each constraint and each trigger against a statement that breaks it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.storage import schema
from annotator.storage.store import Store

A = "a" * 64


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty project file with a row in each table of the truth."""
    store = Store.create(tmp_path / "p.annotator")
    for statement in (
        "INSERT INTO device VALUES (1, 'd')",
        "INSERT INTO layer VALUES (1, 'anna')",
        f"INSERT INTO article VALUES (1, '{A}', 'text', NULL)",
        "INSERT INTO action VALUES (1, 1, 'd:1', 'anna', 'tag', 5, NULL, 1, 1, 1)",
        "INSERT INTO revision VALUES (1, 1, 1, 1, 1, 1, 'annotation', 'x', 0, zeroblob(32), x'7b7d')",
    ):
        store.connection.execute(statement)
    yield store
    store.close()


@pytest.mark.parametrize("table", ["revision", "action", "device", "layer", "article"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_nothing_that_was_written_is_changed_or_deleted(store: Store, table: str, verb: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=r"the log only grows|never changes"):
        store.connection.execute(verb.format(table))


@pytest.mark.parametrize("table", ["revision", "action", "device", "layer", "article"])
def test_nothing_that_was_written_is_replaced(store: Store, table: str) -> None:
    """REPLACE deletes a row without a DELETE; the guard must see it all the same."""
    row = store.row(f"SELECT * FROM {table}") or ()
    with pytest.raises(sqlite3.IntegrityError, match=r"the log only grows|never changes"):
        store.connection.execute(f"REPLACE INTO {table} VALUES ({','.join('?' * len(row))})", row)


DEVICE_TWO = "INSERT INTO device VALUES (2, 'e')"
REVISION = "INSERT INTO revision VALUES (2, {}, {}, {}, {}, {}, 'annotation', 'x', {}, {}, NULL)"
ACTION = "INSERT INTO action VALUES (2, {}, {}, {}, 'tag', 5, {}, {}, {}, {})"


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("INSERT INTO device VALUES (2, 'd')", "UNIQUE"),
        ("INSERT INTO device VALUES (2, NULL)", "NOT NULL"),
        ("INSERT INTO layer VALUES (2, 'anna')", "UNIQUE"),
        ("INSERT INTO layer VALUES (2, NULL)", "NOT NULL"),
        (f"INSERT INTO article VALUES (2, '{A}', 'x', NULL)", "UNIQUE"),
        ("INSERT INTO article VALUES (2, 'abc', 'x', NULL)", "CHECK"),
        ("INSERT INTO article VALUES (2, NULL, 'x', NULL)", "NOT NULL"),
        (ACTION.format(9, "'d:2'", "'anna'", "NULL", 1, 2, 2), "FOREIGN KEY"),
        (ACTION.format("NULL", "'d:2'", "'anna'", "NULL", 1, 2, 2), "NOT NULL"),
        (ACTION.format(1, "'d:1'", "'anna'", "NULL", 1, 2, 2), "UNIQUE"),
        (ACTION.format(1, "'d:2'", "NULL", "NULL", 1, 2, 2), "NOT NULL"),
        (ACTION.format(1, "'d:2'", "'anna'", 9, 1, 2, 2), "FOREIGN KEY"),
        (ACTION.format(1, "'d:2'", "'anna'", "NULL", 2, 2, 2), "CHECK"),
        (ACTION.format(1, "'d:2'", "'anna'", "NULL", 1, 3, 2), "CHECK"),
        (REVISION.format(1, 1, 1, 1, 1, 0, "zeroblob(32)"), "UNIQUE"),
        (REVISION.format(1, 0, 1, 1, 1, 0, "zeroblob(32)"), "CHECK"),
        (REVISION.format(9, 2, 1, 1, 1, 0, "zeroblob(32)"), "FOREIGN KEY"),
        (REVISION.format(1, 2, 1, 9, 1, 0, "zeroblob(32)"), "FOREIGN KEY"),
        (REVISION.format(1, 2, 1, 1, 9, 0, "zeroblob(32)"), "FOREIGN KEY"),
        (REVISION.format(1, 2, 1, 1, 1, 2, "zeroblob(32)"), "CHECK"),
        (REVISION.format(1, 2, 1, 1, 1, 0, "zeroblob(31)"), "CHECK"),
        (REVISION.format(1, 2, 1, 1, 1, 0, "NULL"), "NOT NULL"),
    ],
)
def test_a_row_that_cannot_be_true_is_refused(store: Store, statement: str, broken: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=broken):
        store.connection.execute(statement)


def test_two_devices_may_have_the_same_sequence_number(store: Store) -> None:
    store.connection.execute(DEVICE_TWO)
    store.connection.execute(REVISION.format(2, 1, 1, 1, 1, 0, "zeroblob(32)"))
    assert store.row("SELECT count(*) FROM revision WHERE sequence = 1") == (2,)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO head VALUES (1, 1, 'annotation', 'x', 1, 0)",
        "INSERT INTO layer_row VALUES (1, 1, 'done', 2)",
        "INSERT INTO article_row VALUES (1, '', '', '', '', 0)",
        "INSERT INTO assignment_row VALUES ('anna', 1)",
        "INSERT INTO described VALUES (1, 1, NULL, 0)",
        "INSERT INTO paragraph (identity, size, runs) VALUES (7, 1, x'00000000')",
        "INSERT INTO standing VALUES (1, 1)",
        "INSERT INTO sample VALUES (0, 5, 1)",
    ],
)
def test_a_derived_row_is_there_once(store: Store, statement: str) -> None:
    store.connection.execute(statement)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        store.connection.execute(statement)


def test_a_new_file_is_as_the_program_expects_it(store: Store) -> None:
    assert schema.expected_structure() == schema.structure(store.connection)

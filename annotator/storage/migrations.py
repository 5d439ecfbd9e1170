"""The steps from one version of the project file to the next, each one transaction.

Imported only when a file is made or brought up to date: an ordinary opening must not pay for sqlite-utils.
"""

import sqlite3

from sqlite_utils import Database, Migrations

from annotator.storage import schema

migrations = Migrations("annotator")


@migrations()
def first_version(db: Database) -> None:
    """Version 1: the log, the tables derived from it and the full-text index."""
    schema.build_first(db.conn)


@migrations()
def second_version(db: Database) -> None:
    """Version 2: what the exchange with colleagues needs, and assignments. Nobody made any before."""
    schema.build_second(db.conn)


@migrations()
def third_version(db: Database) -> None:
    """Version 3: the paragraphs of the articles, which are filled in afterwards, see `alike`."""
    schema.build_third(db.conn)


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Takes the steps that the file has not taken yet, then marks it with this program's version."""
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")

"""The tables of a project file, and the steps from one version of them to the next.

`revision` and `action` are the truth: triggers forbid changing or deleting them. `head`, `fork`, `awaited`,
`article_row`, `layer_row` and `assignment_row` are derived from them (see `derived`), `words` is the full-text index
(see `search`), and the tables of paragraphs are filled from the texts (see `alike`).
"""

import sqlite3
from functools import cache

APPLICATION_ID = 0x414E4F54  # "ANOT"
VERSION = 3
"""`user_version` of the files this program writes; it refuses greater ones."""

# `revision.action` is no foreign key: an action's row is written after its revisions, and SQLite would look through
# all of them for those that waited for it. `audit` checks that none is left without its action.
TRUTH = """
CREATE TABLE device (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE
);
CREATE TABLE layer (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    text TEXT,
    original BLOB
);
CREATE TABLE action (
    id INTEGER PRIMARY KEY,
    device INTEGER NOT NULL REFERENCES device (id),
    uid TEXT NOT NULL UNIQUE,
    author TEXT NOT NULL,
    name TEXT NOT NULL,
    clock INTEGER NOT NULL,
    undoes INTEGER REFERENCES action (id),
    undoable INTEGER NOT NULL CHECK (undoable IN (0, 1)),
    first_revision INTEGER NOT NULL,
    last_revision INTEGER NOT NULL CHECK (last_revision >= first_revision)
);
CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    device INTEGER NOT NULL REFERENCES device (id),
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    action INTEGER NOT NULL,
    article INTEGER REFERENCES article (id),
    layer INTEGER NOT NULL REFERENCES layer (id),
    kind TEXT NOT NULL,
    object TEXT NOT NULL,
    gone INTEGER NOT NULL CHECK (gone IN (0, 1)),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    bytes BLOB,
    UNIQUE (device, sequence)
);
CREATE INDEX revision_article ON revision (article);
"""

DERIVED = """
CREATE TABLE head (
    article INTEGER NOT NULL,
    layer INTEGER NOT NULL,
    kind TEXT NOT NULL,
    object TEXT NOT NULL,
    revision INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    PRIMARY KEY (article, layer, kind, object, revision)
) WITHOUT ROWID;
CREATE TABLE article_row (
    article INTEGER PRIMARY KEY,
    headline TEXT NOT NULL,
    agency TEXT NOT NULL,
    place TEXT NOT NULL,
    published TEXT NOT NULL,
    withdrawn INTEGER NOT NULL
);
CREATE INDEX article_row_headline ON article_row (withdrawn, headline COLLATE NOCASE, article);
CREATE INDEX article_row_agency ON article_row (withdrawn, agency COLLATE NOCASE, article);
CREATE INDEX article_row_published ON article_row (withdrawn, published, article);
CREATE TABLE layer_row (
    layer INTEGER NOT NULL,
    article INTEGER NOT NULL,
    status TEXT NOT NULL,
    annotations INTEGER NOT NULL,
    PRIMARY KEY (layer, article)
) WITHOUT ROWID;
"""

EXCHANGE = """
CREATE TABLE fork (
    article INTEGER NOT NULL,
    layer INTEGER NOT NULL,
    kind TEXT NOT NULL,
    object TEXT NOT NULL,
    revision INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    PRIMARY KEY (article, layer, kind, object, revision)
) WITHOUT ROWID;
CREATE TABLE awaited (
    article INTEGER NOT NULL,
    layer INTEGER NOT NULL,
    kind TEXT NOT NULL,
    object TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (article, layer, kind, object, name)
) WITHOUT ROWID;
CREATE TABLE received (
    device INTEGER PRIMARY KEY
);
CREATE TABLE merged (
    hash TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE sent (
    analyst TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX head_kind ON head (kind, layer, article) WHERE kind <> 'annotation';
"""
"""Since version 2. `fork` holds current revisions of objects that have a later one in `head`; `awaited` what
revisions supersede that has not arrived yet (see `lineage.name_of`); `received` the devices of which only a
part may be here; `merged` the hashes of the files of colleagues that were merged whole; `sent` up to which revision an
analyst's work was shared last."""

ASSIGNMENTS = """
CREATE TABLE assignment_row (
    analyst TEXT NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (analyst, article)
) WITHOUT ROWID;
CREATE INDEX assignment_row_article ON assignment_row (article);
"""
"""Since version 2: who is to annotate what."""

ALIKE = """
CREATE TABLE described (
    article INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    body BLOB,
    size INTEGER NOT NULL
);
CREATE INDEX described_body ON described (body) WHERE body IS NOT NULL;
CREATE TABLE paragraph (
    id INTEGER PRIMARY KEY,
    identity INTEGER NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    runs BLOB NOT NULL
);
CREATE TABLE standing (
    article INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    PRIMARY KEY (article, paragraph)
) WITHOUT ROWID;
CREATE INDEX standing_paragraph ON standing (paragraph);
CREATE TABLE sample (
    part INTEGER NOT NULL,
    number INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    PRIMARY KEY (part, number, paragraph)
) WITHOUT ROWID;
"""
"""Since version 3: what is compared of articles to find duplicates. `described.revision` is that of the record by which
the body was found; `paragraph` has each different one once, with its runs of three words; `sample` the numbers by which
alike ones are found, in parts so that adding some writes to few pages."""

STAND_INS: dict[int, tuple[str, ...]] = {
    2: (
        "CREATE TEMP VIEW assignment_row (analyst, article) AS SELECT '', 0 WHERE 0",
        "CREATE TEMP VIEW fork (article, layer, kind, object, revision, gone) AS SELECT 0, 0, '', '', 0, 0 WHERE 0",
        "CREATE TEMP VIEW received (device) AS SELECT 0 WHERE 0",
        "CREATE TEMP VIEW sent (analyst, revision) AS SELECT '', 0 WHERE 0",
    ),
    3: (
        "CREATE TEMP VIEW described (article, revision, body, size) AS SELECT 0, 0, x'', 0 WHERE 0",
        "CREATE TEMP VIEW paragraph (id, identity, size, runs) AS SELECT 0, 0, 0, x'' WHERE 0",
        "CREATE TEMP VIEW standing (article, paragraph) AS SELECT 0, 0 WHERE 0",
        "CREATE TEMP VIEW sample (part, number, paragraph) AS SELECT 0, 0, 0 WHERE 0",
    ),
}
"""What stands for a reader of an older file in the place of the tables that came with a version."""

SEARCH = """
CREATE VIRTUAL TABLE words USING fts5 (
    text, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE indexed (
    article INTEGER PRIMARY KEY
);
"""

GUARDS = {
    f"{table}_{verb.lower()}": (
        f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT raise(ABORT, 'the log only grows'); END"
    )
    for table in ("revision", "action", "device", "layer")
    for verb in ("UPDATE", "DELETE")
} | {
    "article_update": (
        "CREATE TRIGGER article_update BEFORE UPDATE ON article "
        "BEGIN SELECT raise(ABORT, 'the text of an article never changes'); END"
    ),
    "article_delete": (
        "CREATE TRIGGER article_delete BEFORE DELETE ON article "
        "BEGIN SELECT raise(ABORT, 'the text of an article never changes'); END"
    ),
}
"""Triggers by name. Purging an article lifts them inside one transaction and puts them back."""


def build(connection: sqlite3.Connection) -> None:
    """Makes every table, index and guard in an empty file."""
    build_first(connection)
    build_second(connection)
    build_third(connection)


def build_first(connection: sqlite3.Connection) -> None:
    """What version 1 had."""
    for statement in [*statements(TRUTH + DERIVED + SEARCH), *GUARDS.values()]:
        connection.execute(statement)


def build_second(connection: sqlite3.Connection) -> None:
    """What version 2 adds."""
    for statement in statements(EXCHANGE + ASSIGNMENTS):
        connection.execute(statement)


def build_third(connection: sqlite3.Connection) -> None:
    """What version 3 adds."""
    for statement in statements(ALIKE):
        connection.execute(statement)


def statements(script: str) -> list[str]:
    """The single statements of a script without triggers: `executescript` would commit our transaction."""
    return [part.strip() for part in script.split(";") if part.strip()]


def structure(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Kind, name and SQL of everything in the file's schema, to tell a foreign trigger or table.

    The table in which sqlite-utils keeps the migrations it made is left out with its indexes; a trigger on it is not.
    """
    rows = connection.execute(
        "SELECT type, name, ifnull(sql, '') FROM sqlite_master "
        "WHERE NOT (tbl_name = '_sqlite_migrations' AND type IN ('table', 'index'))"
    )
    return {(kind, name, sql) for kind, name, sql in rows}


_STEPS = (build_first, build_second, build_third)


@cache
def expected_structure(version: int = VERSION) -> frozenset[tuple[str, str, str]]:
    """What `structure` gives for a file of a version that this program made."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for step in _STEPS[:version]:
            step(memory)
        return frozenset(structure(memory))
    finally:
        memory.close()

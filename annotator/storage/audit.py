"""`annotator check`: every hash of the file, the log against itself, and what is computed against what the log gives.

`log_faults` is what is looked at of whatever leaves the project as a whole: a share, a backup, what is restored.
"""

import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from annotator.domain.normalise import normalise
from annotator.domain.problems import Cancelled, Damaged, Problem
from annotator.storage import audit_tables, derived
from annotator.storage.faults import WAY_OUT, told
from annotator.storage.lineage import uid_of
from annotator.storage.store import Store

Progress = Callable[[int, int], None]

_MOST_OF_SQLITE = 5
"""Sentences of SQLite's own that are passed on: one damaged page can give hundreds."""


def faults(store: Store, progress: Progress | None = None) -> Iterator[str]:
    """One sentence for each thing that is wrong. Nothing is changed."""
    with told(store.path):
        verdicts = store.connection.execute(f"PRAGMA integrity_check({_MOST_OF_SQLITE})").fetchall()
    if verdicts != [("ok",)]:
        yield from (f"SQLite finds the file damaged: {_one_line(verdict)}" for (verdict,) in verdicts)
        return
    found = False
    for fault in log_faults(store, progress):
        found = True
        yield fault
    yield from audit_tables.faults(store, progress)
    if not found:
        yield from audit_tables.faults_of_what_is_looked_up(store, progress)


def log_faults(store: Store, progress: Progress | None = None) -> Iterator[str]:
    """What is wrong with texts, revisions and actions."""
    names = _Names(store)
    yield from _texts(store, names)
    yield from _chains(store, names, progress)
    yield from _actions(store)
    yield from _beyond_the_end(store)


def require_whole(store: Store, what: str, named: Path | None = None) -> None:
    """Raises Damaged with the first fault of the log: nothing damaged leaves the project as if it were whole.

    `named`: the project to name, where the store is a copy of it.
    """
    fault = next(log_faults(store), None)
    if fault is not None:
        raise Damaged(f"{named or store.path} is damaged ({fault}), so {what}. {WAY_OUT}")


def behind(store: Store, error: Exception) -> Damaged | None:
    """The damage that an error follows from: a row that nobody wrote can break any rule that our code relies on.

    None where the file is whole, so that errors of ours stay what they are, and where the error says itself what is
    wrong.
    """
    if isinstance(error, (Problem, Cancelled, OSError)):
        return None
    try:
        fault = next(faults(store), None)
    except Damaged as damage:
        return damage
    return None if fault is None else Damaged(f"{store.path} is damaged ({fault}). {WAY_OUT}")


def gaps(store: Store) -> list[str]:
    """What is known not to be here: revisions of chains of which a part came, or that were lost and left out."""
    found = []
    for device, uid in store.rows("SELECT device, uid FROM received JOIN device ON id = device ORDER BY uid"):
        row = store.row("SELECT count(*), max(sequence) FROM revision WHERE device = ?", (device,)) or (0, 0)
        missing = (row[1] or 0) - row[0]
        if missing > 0:
            found.append(f"{missing} of the {row[1]} revisions of device {uid_of(uid)[:8]} are not here")
    return found


class _Names:
    """What to call articles."""

    def __init__(self, store: Store) -> None:
        rows = store.rows(
            "SELECT sha256, CAST(headline AS BLOB) FROM article JOIN article_row ON article_row.article = article.id"
        )
        self._headlines = {sha: headline for sha, headline in rows if headline}

    def of(self, sha: object) -> str:
        headline = self._headlines.get(sha)
        shown = str(sha)[:12]
        if not isinstance(headline, bytes):
            return f"article {shown}"
        return f"article {shown} (“{headline.decode(errors='replace')}”)"


_TEXTS = "SELECT id, CAST(sha256 AS BLOB), CAST(text AS BLOB), original FROM article WHERE id > ? ORDER BY id LIMIT ?"


def _texts(store: Store, names: _Names) -> Iterator[str]:
    for rows in store.slices(_TEXTS):
        for key, digest, text, original in rows:
            sha = (digest or b"").decode(errors="replace")
            why = _text_fault(store, key, sha, text, original)
            if why is not None:
                yield f"{names.of(sha)}: {why}"


def _text_fault(store: Store, key: int, sha: str, text: bytes | None, original: object) -> str | None:
    if text is None:
        rest = store.row("SELECT 1 FROM revision WHERE article = ? AND bytes IS NOT NULL", (key,))
        return "its text is missing" if rest is not None or original is not None else None
    if sha256(text).hexdigest() != sha:
        return "the text is not the one that was imported"
    if original is not None and not _is_original(store, key, text, original):
        return "the original bytes are not those that were imported"
    return None


def _is_original(store: Store, key: int, text: bytes, original: object) -> bool:
    """Whether one of the article's records names these bytes, or they give the text as they are."""
    if not isinstance(original, bytes):
        return False
    named = f'"sha256":"{sha256(original).hexdigest()}"'.encode()
    records = store.rows(
        "SELECT 1 FROM revision WHERE article = ? AND kind = 'article' AND instr(bytes, ?) > 0 LIMIT 1",
        (key, named),
    )
    return bool(records) or normalise(original.decode(errors="replace")).text.encode() == text


_REVISIONS = """
SELECT sequence, device.uid, revision.id, hash, bytes, article.text IS NULL AND article.id IS NOT NULL,
    action.uid, action.name, action.author, action.clock, article.sha256, layer.name, kind, object, gone
FROM revision LEFT JOIN device ON device.id = revision.device LEFT JOIN layer ON layer.id = revision.layer
LEFT JOIN action ON action.id = revision.action AND revision.id BETWEEN first_revision AND last_revision
LEFT JOIN article ON article.id = revision.article
WHERE revision.device = ? AND sequence > ? ORDER BY sequence LIMIT ?
"""


def _chains(store: Store, names: _Names, progress: Progress | None) -> Iterator[str]:
    """Each device's revisions: unaltered, chained by their hashes; all are here, but of colleagues a part may be."""
    (total,) = store.row("SELECT count(*) FROM revision") or (0,)
    partial = {device for (device,) in store.rows("SELECT device FROM received")}
    done = 0
    for (device,) in store.rows("SELECT DISTINCT device FROM revision ORDER BY device"):
        last, previous = 0, b""
        for rows in store.slices(_REVISIONS, device):
            for sequence, uid, _, digest, data, purged, *columns in rows:
                where = f"revision {sequence} of device {str(uid)[:8]}"
                if columns[4]:
                    where += f", {names.of(columns[4])}"
                follows = sequence == last + 1
                if not follows and device not in partial:
                    yield f"{where}: {sequence - last - 1} revisions before it are missing"
                elif data is None and not purged:
                    yield f"{where}: its content is missing"
                elif data is not None:
                    why = _revision_fault(
                        data, digest, previous if follows else None, [uid, sequence, *columns]
                    )
                    if why is not None:
                        yield f"{where}: {why}"
                last, previous = sequence, digest
            done += len(rows)
            if progress is not None:
                progress(done, total)


def _revision_fault(data: object, digest: object, previous: bytes | None, columns: list[Any]) -> str | None:
    """`previous` is the hash of the revision before it, b"" for a first one, None where that is not here."""
    if not isinstance(data, bytes) or sha256(data).digest() != digest:
        return "its content was altered"
    content = orjson.loads(data)
    if previous is not None and content["previous"] != (previous.hex() or None):
        return "it does not follow the revision before it"
    action = content["action"]
    said = [content["device"], content["sequence"], action["id"], action["name"], content["author"]]
    said += [content[name] for name in ("clock", "article", "layer", "kind", "object")]
    columns[0], columns[2] = uid_of(str(columns[0])), uid_of(str(columns[2]))
    if columns != [*said, content["body"] is None]:
        return "its row does not say what its content says"
    return None


_ACTIONS = """
SELECT action.id, action.uid, action.name, device.uid, undone.uid, action.undoable, action.undoes IS NULL, bytes,
    action.last_revision - action.first_revision + 1 = (SELECT count(*) FROM revision AS mine
        WHERE mine.id BETWEEN action.first_revision AND action.last_revision AND mine.action = action.id),
    EXISTS (SELECT 1 FROM revision AS later WHERE later.action = action.id
        AND later.id IN (action.first_revision - 1, action.last_revision + 1))
FROM action LEFT JOIN device ON device.id = action.device LEFT JOIN action AS undone ON undone.id = action.undoes
LEFT JOIN revision ON revision.id = action.first_revision WHERE action.id > ? ORDER BY action.id LIMIT ?
"""
_NAMES = "SELECT device.uid, action.uid FROM action JOIN device ON device.id = action.device"
_NEVER_TAKEN_BACK = ("new project", "save recipe", "remove recipe", "write dataset", "salvage")
"""What no undo takes back; everything else that was done here is taken back."""


def _actions(store: Store) -> Iterator[str]:
    """The last revisions of a device have none after them that would miss them: their action does."""
    here = {(device, uid_of(str(uid))) for device, uid in store.rows(_NAMES)}
    merged = store.row("SELECT 1 FROM merged UNION ALL SELECT 1 FROM received") is not None
    for rows in store.slices(_ACTIONS):
        for _, uid, name, device, undone, undoable, undoes_none, data, whole, more in rows:
            where = f"action {str(uid)[:8]}…{str(uid).partition(':')[2]}"
            if not whole or more:
                yield f"{where}: some of its revisions are missing"
            elif isinstance(data, bytes) and not _undoes_rightly(
                data, undone, bool(undoes_none), device, here
            ):
                yield f"{where}: it does not undo what its content says"
            elif (undoable and name in _NEVER_TAKEN_BACK) or not (
                undoable or merged or name in _NEVER_TAKEN_BACK
            ):
                yield f"{where}: whether it can be taken back is not as it was written"


def _undoes_rightly(
    data: bytes, undone: str | None, is_none: bool, device: object, here: set[tuple[object, str]]
) -> bool:
    """Whether the action points to the one of its chain that its first revision names, if that is here.

    `here`: device and id of all actions. Another chain may have the same id: a cloned home folder, a forged file.
    """
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError:
        return True  # That is told of the revision.
    said = content["action"]["undoes"]
    if uid_of(str(device)) != content["device"]:
        return False
    if is_none:
        return said is None or (device, said) not in here
    return undone is not None and uid_of(undone) == said


def _beyond_the_end(store: Store) -> Iterator[str]:
    """What is noted of revisions that are not here: the newest ones were cut off, or the note is wrong."""
    (last,) = store.row("SELECT ifnull(max(id), 0) FROM revision") or (0,)
    (end,) = store.row("SELECT ifnull(max(last_revision), 0) FROM action") or (0,)
    if last != end:
        yield f"the log ends at revision {last}, its actions at {end}: the newest are cut off"
    for analyst, revision in store.rows("SELECT analyst, revision FROM sent"):
        if not isinstance(revision, int) or not 0 <= revision <= last:
            yield f"what {analyst} shared last is not in the log any more"
    if store.rows("SELECT 1 FROM received WHERE device NOT IN (SELECT id FROM device)"):
        yield "work of a device was received that is not in the log"
    if store.rows("SELECT 1 FROM merged WHERE typeof(hash) <> 'text'"):
        yield "the list of files that were merged is not as it was written"


def mend(store: Store) -> None:
    """Rebuilds what is computed from the log. What is looked up is emptied: it is filled again in slices."""
    with store.transaction() as connection:
        try:
            connection.execute("REINDEX")
        except sqlite3.IntegrityError as error:
            raise Damaged(f"{store.path} holds things twice that are there once. {WAY_OUT}") from error
        derived.rebuild(connection)
        audit_tables.empty(connection)


def _one_line(text: str) -> str:
    return " ".join(text.split())

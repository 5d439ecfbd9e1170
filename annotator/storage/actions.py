"""What the log says of past actions: for undoing them and for showing the history."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import orjson

from annotator.storage.lineage import bytes_of
from annotator.storage.sealing import BYTES, sealed
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class Action:
    """One action of the log, by its row id. `undoes` is the row id of the action that it took back."""

    key: int
    uid: str
    name: str
    undoes: int | None


@dataclass(frozen=True, slots=True)
class Touched:
    """An object that an action touched, with its states before and after (None: it is not there)."""

    kind: str
    object: str
    layer: str
    article: int | None
    sha256: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def undoable_actions(store: Store, device: str, author: str) -> Iterator[Action]:
    """The actions that one analyst did on one device and that can be taken back, in order.

    Those of which a purge has left nothing are left out.
    """
    rows = store.rows(
        "SELECT action.id, action.uid, name, undoes FROM action JOIN device ON device.id = action.device "
        "WHERE device.uid = ? AND author = ? AND undoable AND EXISTS (SELECT 1 FROM revision WHERE revision.id "
        "BETWEEN first_revision AND last_revision AND bytes IS NOT NULL) ORDER BY action.id",
        (device, author),
    )
    return (Action(*row) for row in rows)


def touched(store: Store, action: int) -> Iterator[Touched]:
    """Every object of the action, once, in the log's order. Purged ones are left out."""
    for key, sha256, layer, first, last in _revisions(store, action):
        earliest, latest = orjson.loads(first), orjson.loads(last)
        before = _body_before(store, earliest)
        yield Touched(latest["kind"], latest["object"], layer, key, sha256, before, latest["body"])


def _revisions(store: Store, action: int) -> Iterator[tuple[int | None, str | None, str, bytes, bytes]]:
    """Of each object of the action the content of its first and of its last revision."""
    rows = store.rows(
        "SELECT latest.article, article.sha256, layer.name, "  # noqa: S608 ours
        f"{sealed('earliest')}, {sealed('latest')} "
        "FROM (SELECT min(id) AS first, max(id) AS last FROM revision "
        "WHERE id BETWEEN (SELECT first_revision FROM action WHERE id = ?1) "
        "AND (SELECT last_revision FROM action WHERE id = ?1) GROUP BY article, layer, kind, object) "
        "JOIN revision AS earliest ON earliest.id = first JOIN revision AS latest ON latest.id = last "
        "JOIN layer ON layer.id = latest.layer LEFT JOIN article ON article.id = latest.article "
        "WHERE latest.bytes IS NOT NULL ORDER BY latest.id",
        (action,),
    )
    return iter(rows)


_OBJECT = itemgetter("article", "layer", "kind", "object")


def _body_before(store: Store, content: dict[str, Any]) -> dict[str, Any] | None:
    """The body before a revision: of several parents (a fork that was settled) the one with the later clock.

    What a forged one cites of another object is nothing that came before.
    """
    cited = [orjson.loads(data) for one in content["parents"] if (data := bytes_of(store, one)) is not None]
    before = [one for one in cited if _OBJECT(one) == _OBJECT(content)]
    if not before:
        return None
    body: dict[str, Any] | None = max(before, key=lambda c: (c["clock"], c["device"]))["body"]
    return body


@dataclass(frozen=True, slots=True)
class Entry:
    """One revision of the history; `before` and `after` are None where the object is not there."""

    clock: int
    author: str
    action: str
    undoes: str | None
    layer: str
    kind: str
    object: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def action_of(store: Store, key: int) -> Action:
    """The action with that row id."""
    row = store.row("SELECT id, uid, name, undoes FROM action WHERE id = ?", (key,))
    if row is None:
        raise LookupError(f"there is no action {key}")
    return Action(*row)


def action_behind(store: Store, kind: str, object_: str) -> int | None:
    """The latest action that gave an object of no article its current state."""
    row = store.row(
        "SELECT max(revision.action) FROM head JOIN revision ON revision.id = head.revision "
        "WHERE head.article = 0 AND head.kind = ? AND head.object = ?",
        (kind, object_),
    )
    return None if row is None else row[0]


_HISTORY = (
    f"SELECT layer.name, {BYTES}, undone.name FROM revision "  # noqa: S608 ours
    "JOIN layer ON layer.id = revision.layer "
    "JOIN action ON action.id = revision.action LEFT JOIN action AS undone ON undone.id = action.undoes "
    "WHERE revision.article = ? AND bytes IS NOT NULL ORDER BY action.clock, revision.id"
)


def history(store: Store, article: int) -> Iterator[Entry]:
    """Every revision about an article, oldest first."""
    return _entries(store, store.rows(_HISTORY, (article,)))


def _entries(store: Store, rows: list[tuple[Any, ...]]) -> Iterator[Entry]:
    for layer, data, undone in rows:
        content = orjson.loads(data)
        yield Entry(
            content["clock"],
            content["author"],
            content["action"]["name"],
            undone,
            layer,
            content["kind"],
            content["object"],
            _body_before(store, content),
            content["body"],
        )


@dataclass(frozen=True, slots=True)
class State:
    """What one revision made of an object that is no article's; `body` None took it away."""

    clock: int
    author: str
    body: dict[str, Any] | None


def states(store: Store, kind: str, object_: str) -> Iterator[State]:
    """Every state of an object that is no article's, oldest first."""
    rows = store.rows(
        f"SELECT {BYTES} FROM revision JOIN action ON action.id = revision.action "  # noqa: S608 ours
        "WHERE revision.article IS NULL AND kind = ? AND object = ? ORDER BY action.clock, revision.id",
        (kind, object_),
    )
    for (data,) in rows:
        content = orjson.loads(data)
        yield State(content["clock"], content["author"], content["body"])


def about_action(data: bytes) -> dict[str, Any]:
    """What a revision's bytes say of its action: id, name, what it undoes, the guideline's version."""
    about: dict[str, Any] = orjson.loads(data[len(b'{"action":') : data.index(b',"article":')])
    return about

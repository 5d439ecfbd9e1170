"""The active time that actions recorded in their revisions' bytes, read without parsing most of them.

The bytes are canonical JSON with sorted keys: where there is a time, it stands at a fixed place, as the first
key of the first object. `test_timing` holds this to what parsing gives.
"""

from collections import Counter
from collections.abc import Collection
from operator import itemgetter

from orjson import loads

from annotator.storage.lineage import row_of
from annotator.storage.log import body_of
from annotator.storage.sealing import BYTES
from annotator.storage.store import Store

_MARK = b'{"action":{"active":'
_DIGITS = 15
"""More than any time in milliseconds has; the cast ends where the digits do."""
_KEY = b',"label":"'
_NEXT_KEY = b'","links":'
_LONGEST = 120

_At = tuple[int, int, str]
"""An annotation: its layer's and its article's row ids, its id."""


def spent(store: Store, hidden: Collection[int] = (), own: str = "") -> dict[str, dict[int, list[float]]]:
    """Milliseconds of each timed annotation that is there, by label and by layer's row id.

    An action's time is shared out evenly among its revisions of annotations. Of the articles (row ids) among
    `hidden` only the layer `own` counts.
    """
    mine = layer_id(store, own)
    rows = store.rows(
        "SELECT id, action, CAST(CAST(substr(bytes, ?2, ?3) AS TEXT) AS INTEGER), layer, article, object, "
        "substr(bytes, instr(bytes, ?4) - 1, ?5) FROM revision "
        "WHERE kind = 'annotation' AND substr(bytes, 1, ?2 - 1) = ?1",
        (_MARK, len(_MARK) + 1, _DIGITS, _KEY, _LONGEST),
    )
    current = {
        row_id for (row_id,) in store.rows("SELECT revision FROM head WHERE kind = 'annotation' AND NOT gone")
    }
    shares = Counter(map(itemgetter(1), rows))
    ms: dict[_At, float] = {}
    labels: dict[_At, str] = {}
    known: dict[bytes, str] = {}
    for row_id, action, active, layer, article, uid, cut in rows:
        if article in hidden and layer != mine:
            continue
        at = layer, article, uid
        ms[at] = ms.get(at, 0.0) + active / shares[action]
        if row_id in current:
            labels[at] = _label(cut, known) or _parsed_label(store, row_id)
    for layer, article, uid in ms.keys() - labels.keys():
        labels |= _current_label(store, layer, article, uid)
    found: dict[str, dict[int, list[float]]] = {}
    for at, label in labels.items():
        found.setdefault(label, {}).setdefault(at[0], []).append(ms[at])
    return found


def _label(cut: bytes, known: dict[bytes, str]) -> str | None:
    """The label in the bytes from one before its key on; None where that must be parsed. `known` grows.

    The key follows the number that is the end: an attribute called label follows a bracket or a quotation mark.
    """
    key, whole, _ = cut.partition(_NEXT_KEY)
    if key in known:
        return known[key]
    name = key[len(_KEY) + 1 :]
    if not whole or not key[:1].isdigit() or set(name) & set(b'"\\'):
        return None
    return known.setdefault(key, name.decode())


def _parsed_label(store: Store, revision: int) -> str:
    (data,) = store.row(f"SELECT {BYTES} FROM revision WHERE id = ?", (revision,)) or (b"",)  # noqa: S608
    return str(body_of(data)["label"])


def _current_label(store: Store, layer: int, article: int, uid: str) -> dict[_At, str]:
    """Of an annotation whose last change took no time (an undo); nothing if it is gone."""
    row = store.row(
        "SELECT revision FROM head WHERE article = ? AND layer = ? AND kind = 'annotation' AND object = ? "
        "AND NOT gone",
        (article, layer, uid),
    )
    return {} if row is None else {(layer, article, uid): _parsed_label(store, row[0])}


def layer_id(store: Store, name: str) -> int | None:
    """The row id of an analyst's layer."""
    found = store.row("SELECT id FROM layer WHERE name = ?", (name,))
    return None if found is None else int(found[0])


def spent_on(store: Store, article: int, layer: str, annotation: str) -> float:
    """Milliseconds of one annotation, shared out as in `spent`.

    Goes back from its current revision by way of the parents: that costs nothing, however many others there are.
    """
    ahead = store.rows(
        "SELECT revision FROM head WHERE article = ? AND layer = (SELECT id FROM layer WHERE name = ?) "
        "AND kind = 'annotation' AND object = ?",
        (article, layer, annotation),
    )
    seen: set[int] = set()
    ms = 0.0
    while ahead:
        (row_id,) = ahead.pop()
        row = store.row(
            f"SELECT {BYTES}, action FROM revision WHERE id = ? AND bytes IS NOT NULL",  # noqa: S608 ours
            (row_id,),
        )
        if row is None or row_id in seen:
            continue
        seen.add(row_id)
        content = loads(row[0])
        if "active" in content["action"]:
            ms += content["action"]["active"] / _revisions_of(store, row[1])
        found = (row_of(store, parent) for parent in content["parents"])
        ahead += [one[:1] for one in found if one is not None]
    return ms


def _revisions_of(store: Store, action: int) -> int:
    """How many revisions of annotations an action has."""
    (count,) = store.row(
        "SELECT count(*) FROM revision WHERE kind = 'annotation' "
        "AND id BETWEEN (SELECT first_revision FROM action WHERE id = ?1) "
        "AND (SELECT last_revision FROM action WHERE id = ?1)",
        (action,),
    ) or (1,)
    return int(count)

"""The active time that actions recorded in their revisions' bytes, read without parsing most of them.

The bytes are canonical JSON with sorted keys: where there is a time, it stands at a fixed place, as the first
key of the first object. `test_timing` holds this to what parsing gives.
"""

from collections import Counter
from collections.abc import Collection
from operator import itemgetter

from orjson import loads

from annotator.storage.lineage import CLONE
from annotator.storage.log import body_of
from annotator.storage.sealing import BYTES
from annotator.storage.store import Store

_MARK = b'{"action":{"active":'
_DIGITS = 15
"""More than any time in milliseconds has; the cast ends where the digits do."""
_KEY = b',"label":"'
_NEXT_KEY = b'","links":'
_LONGEST = 120

_CHAIN = f"""
WITH RECURSIVE chain (id) AS (
    SELECT revision FROM head WHERE article = ?1 AND layer = (SELECT id FROM layer WHERE name = ?2)
        AND kind = 'annotation' AND object = ?3
    UNION
    SELECT parent.id FROM chain
        CROSS JOIN revision ON revision.id = chain.id AND revision.bytes IS NOT NULL
        CROSS JOIN json_each(CAST(revision.bytes AS TEXT), '$.parents') AS cited
        CROSS JOIN device ON device.uid = cited.value ->> 0 OR device.uid LIKE (cited.value ->> 0) || '{CLONE}%'
        CROSS JOIN revision AS parent ON parent.device = device.id AND parent.sequence = cited.value ->> 1
            AND ifnull(cited.value ->> 2, lower(hex(parent.hash))) = lower(hex(parent.hash))
)
SELECT {BYTES}, (
    SELECT count(*) FROM revision AS other WHERE other.kind = 'annotation'
        AND other.id BETWEEN action.first_revision AND action.last_revision
) FROM chain JOIN revision ON revision.id = chain.id JOIN action ON action.id = revision.action
    WHERE bytes IS NOT NULL
"""  # noqa: S608 ours
"""The bytes of an annotation's revisions, back to its first one, each with the number of revisions of annotations in
its action."""

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
    rows = store.rows(_CHAIN, (article, layer, annotation))
    times = ((loads(data)["action"].get("active", 0), shares) for data, shares in rows)
    return sum((active / shares for active, shares in times), 0.0)

"""Which articles hide colleagues' layers from an analyst, as one query."""

from collections.abc import Sequence

from annotator.domain.annotation import OPEN_STATUSES
from annotator.storage.store import LISTED, Store, listed

_MINE = "layer = (SELECT id FROM layer WHERE name = ?1)"
_OPEN = ",".join(f"'{status}'" for status in OPEN_STATUSES)
_OPENED = f"SELECT article FROM layer_row WHERE {_MINE} AND status IN ({_OPEN})"  # noqa: S608 our words only
_TO_BE_OPENED = (
    "SELECT article FROM assignment_row WHERE analyst = ?1 AND NOT EXISTS "  # noqa: S608 our words only
    f"(SELECT 1 FROM layer_row WHERE {_MINE} AND layer_row.article = assignment_row.article)"
)


def hidden(store: Store, analyst: str) -> frozenset[int]:
    """Row ids of the articles in which the analyst has an open layer, or that wait for one."""
    return frozenset(key for (key,) in store.rows(f"{_OPENED} UNION {_TO_BE_OPENED}", (analyst,)))


def hidden_among(store: Store, analyst: str, articles: Sequence[str]) -> dict[int, bool]:
    """Whether each of some articles (named by SHA-256) hides colleagues' layers, by row id."""
    # Two queries: one that joins the three tables costs more than the planner's choice is worth.
    rows = store.rows(f"SELECT id FROM article WHERE sha256 IN {LISTED}", [listed(articles)])  # noqa: S608 ours
    keys = [key for (key,) in rows]
    among = "article IN (SELECT value FROM json_each(?2))"
    rows = store.rows(f"{_OPENED} AND {among} UNION {_TO_BE_OPENED} AND {among}", (analyst, listed(keys)))
    hidden_here = {key for (key,) in rows}
    return {key: key in hidden_here for key in keys}


def count_layers(store: Store, analyst: str, layers: Sequence[str], keys: Sequence[int]) -> int:
    """How many of these layers, the analyst's own left out, some articles (row ids) have; withdrawn ones left out."""
    others = [name for name in layers if name != analyst]
    (count,) = store.row(
        "SELECT count(*) FROM layer_row JOIN layer ON layer.id = layer_row.layer "  # noqa: S608 ours
        "JOIN article_row ON article_row.article = layer_row.article "
        f"WHERE NOT withdrawn AND layer.name IN {LISTED} AND layer_row.article IN {LISTED}",
        [listed(others), listed(keys)],
    ) or (0,)
    return int(count)

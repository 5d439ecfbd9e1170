"""Which articles hide colleagues' layers from an analyst, as one query."""

from collections.abc import Sequence

from annotator.domain.annotation import OPEN_STATUSES
from annotator.storage.store import Store

_AT_ONCE = 500
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
    found: dict[int, bool] = {}
    for start in range(0, len(articles), _AT_ONCE):
        some = articles[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        # One query more would cost less than the planner's choice among three.
        keys = [key for (key,) in store.rows(f"SELECT id FROM article WHERE sha256 IN ({marks})", some)]  # noqa: S608
        inside = ",".join(map(str, keys))
        rows = store.rows(
            f"{_OPENED} AND article IN ({inside}) UNION {_TO_BE_OPENED} AND article IN ({inside})", (analyst,)
        )
        hidden_here = {key for (key,) in rows}
        found |= {key: key in hidden_here for key in keys}
    return found


def count_layers(store: Store, analyst: str, layers: Sequence[str], keys: Sequence[int]) -> int:
    """How many of these layers, the analyst's own left out, some articles (row ids) have; withdrawn ones left out."""
    others = [name for name in layers if name != analyst]
    count = 0
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        (found,) = store.row(
            "SELECT count(*) FROM layer_row JOIN layer ON layer.id = layer_row.layer "  # noqa: S608 marks only
            "JOIN article_row ON article_row.article = layer_row.article "
            f"WHERE NOT withdrawn AND layer.name IN ({','.join('?' * len(others))}) "
            f"AND layer_row.article IN ({','.join('?' * len(some))})",
            [*others, *some],
        ) or (0,)
        count += found
    return count

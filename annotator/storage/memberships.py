"""Assignments, and how far the layers are that they ask for: of one analyst, of all, of some articles."""

from collections.abc import Sequence

from annotator.domain.annotation import OPEN_STATUSES
from annotator.storage.store import LISTED, Store, listed

_OPEN = ",".join(f"'{status}'" for status in OPEN_STATUSES)
_REOPENED = (
    "EXISTS (SELECT 1 FROM head JOIN revision ON revision.id = head.revision "
    "WHERE head.article = layer_row.article AND head.layer = layer_row.layer AND head.kind = 'layer' "
    "AND instr(revision.bytes, CAST('\"reopened\":' AS BLOB)) > 0)"
)
_STATE = (
    f"CASE WHEN layer_row.status NOT IN ({_OPEN}) THEN 'submitted' WHEN {_REOPENED} THEN 'reopened' "
    "WHEN layer_row.article IS NOT NULL THEN 'opened' ELSE 'assigned' END"
)
"""How far the layer that an assignment asks for is."""


def assigned_keys(store: Store, analyst: str) -> list[int]:
    """Row ids of the articles, not withdrawn, that are assigned to an analyst."""
    rows = store.rows(
        "SELECT article FROM assignment_row JOIN article_row USING (article) "
        "WHERE analyst = ? AND NOT withdrawn ORDER BY article",
        (analyst,),
    )
    return [key for (key,) in rows]


def count_assigned(store: Store, analyst: str) -> int:
    """How many they are."""
    (count,) = store.row(
        "SELECT count(*) FROM assignment_row JOIN article_row USING (article) WHERE analyst = ? AND NOT withdrawn",
        (analyst,),
    ) or (0,)
    return int(count)


def all_assignments(store: Store) -> list[tuple[int, str]]:
    """(article's row id, analyst) of every assignment, by article and analyst."""
    return [(key, analyst) for key, analyst in store.rows(
        "SELECT article, analyst FROM assignment_row ORDER BY article, analyst"
    )]  # fmt: skip


def ever_assigned(store: Store, keys: Sequence[int], layer: str) -> set[str]:
    """Names of the assignments of some articles that are there or were taken back."""
    rows = store.rows(
        "SELECT object FROM head WHERE kind = 'assignment' AND layer = (SELECT id FROM layer WHERE name = ?) "  # noqa: S608
        f"AND article IN {LISTED}",
        [layer, listed(keys)],
    )
    return {name for (name,) in rows}


def listed_articles(store: Store) -> list[tuple[int, str]]:
    """Row id and SHA-256 of every article that is not withdrawn, by row id."""
    return [(key, sha) for key, sha in store.rows(
        "SELECT article_row.article, article.sha256 FROM article_row "
        "JOIN article ON article.id = article_row.article WHERE NOT withdrawn ORDER BY article_row.article"
    )]  # fmt: skip


def shas_of(store: Store, keys: Sequence[int]) -> dict[int, str]:
    """SHA-256 by row id."""
    return dict(store.rows(f"SELECT id, sha256 FROM article WHERE id IN {LISTED}", [listed(keys)]))  # noqa: S608


def counts(store: Store) -> list[tuple[str, str, int]]:
    """(analyst, state, how many) of the assignments of articles that are not withdrawn."""
    return [(analyst, state, count) for analyst, state, count in store.rows(
        f"SELECT analyst, {_STATE} AS state, count(*) FROM assignment_row "  # noqa: S608 our words only
        "JOIN article_row ON article_row.article = assignment_row.article "
        "LEFT JOIN layer ON layer.name = assignment_row.analyst "
        "LEFT JOIN layer_row ON layer_row.layer = layer.id AND layer_row.article = assignment_row.article "
        "WHERE NOT withdrawn GROUP BY analyst, state ORDER BY analyst, state"
    )]  # fmt: skip


def besides(store: Store) -> dict[str, int]:
    """How many layers, of articles not withdrawn, each analyst has that were not assigned to them, by layer."""
    return dict(store.rows(
        "SELECT layer.name, count(*) FROM layer_row JOIN layer ON layer.id = layer_row.layer "
        "JOIN article_row ON article_row.article = layer_row.article WHERE NOT withdrawn AND NOT EXISTS "
        "(SELECT 1 FROM assignment_row WHERE analyst = layer.name AND assignment_row.article = layer_row.article) "
        "GROUP BY layer.name ORDER BY layer.name"
    ))  # fmt: skip


def states(store: Store, keys: Sequence[int]) -> list[tuple[int, str, str]]:
    """(article's row id, analyst, state) of the assignments of some articles, by article and analyst."""
    return store.rows(
        f"SELECT assignment_row.article, analyst, {_STATE} FROM assignment_row "  # noqa: S608 our words only
        "LEFT JOIN layer ON layer.name = assignment_row.analyst "
        "LEFT JOIN layer_row ON layer_row.layer = layer.id AND layer_row.article = assignment_row.article "
        f"WHERE assignment_row.article IN {LISTED} ORDER BY assignment_row.article, analyst",
        [listed(keys)],
    )


def statuses(store: Store, keys: Sequence[int]) -> list[tuple[int, str, str, bool]]:
    """(article's row id, layer, status, whether it was reopened) of all layers of some articles, by both."""
    rows = store.rows(
        f"SELECT layer_row.article, layer.name, status, {_REOPENED} FROM layer_row "  # noqa: S608 ours
        f"JOIN layer ON layer.id = layer_row.layer WHERE layer_row.article IN {LISTED} "
        "ORDER BY layer_row.article, layer.name",
        [listed(keys)],
    )
    return [(key, name, status, bool(reopened)) for key, name, status, reopened in rows]

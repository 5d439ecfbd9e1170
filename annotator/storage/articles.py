"""Texts and their original bytes, and the rows of the article list."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from orjson import dumps

from annotator.domain.annotation import IN_PROGRESS
from annotator.storage.log import body_of
from annotator.storage.sealing import CURRENT, TEXT
from annotator.storage.store import LISTED, Store, listed

_AT_ONCE, _AT_FIRST = 500, 30

SORT_COLUMNS = {
    "headline": "article_row.headline COLLATE NOCASE",
    "agency": "article_row.agency COLLATE NOCASE",
    "published": "article_row.published",
    "status": "ifnull(layer_row.status, 'new')",
    "annotations": "ifnull(layer_row.annotations, 0)",
    "added": "article_row.article",
}
"""What the list can be sorted by."""


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which rows of the article list, in which order. `words` are looked up by the full-text index.

    `keys`, where given, are the only articles (row ids) that may appear: the hits of a search. `assigned`: only those
    that are assigned to the analyst.
    """

    analyst: str
    sort: str = "added"
    descending: bool = False
    contains: str = ""
    agency: str = ""
    status: str = ""
    withdrawn: bool = False
    keys: tuple[int, ...] | None = None
    assigned: bool = False


def add_text(store: Store, sha256: str, text: str, original: bytes) -> int | None:
    """Stores a new text inside the caller's transaction; None if the project holds it already.

    Original bytes equal to the text's UTF-8 are not kept twice.
    """
    kept = None if original == text.encode() else original
    cursor = store.connection.execute(
        "INSERT OR IGNORE INTO article (sha256, text, original) VALUES (?, ?, ?)", (sha256, text, kept)
    )
    return cursor.lastrowid if cursor.rowcount else None


def add_purged(store: Store, sha256: str) -> None:
    """Notes inside the caller's transaction that an article was taken out for good, where its text is not here."""
    store.connection.execute("INSERT OR IGNORE INTO article (sha256) VALUES (?)", (sha256,))


def without_record(store: Store) -> list[tuple[int, str]]:
    """(row id, SHA-256) of texts of which no record ever came: they cannot be listed."""
    rows = store.rows(
        "SELECT id, sha256 FROM article WHERE text IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM head WHERE head.article = article.id AND kind = 'article') ORDER BY id"
    )
    return [(int(key), sha) for key, sha in rows]


def has_scheme(store: Store) -> bool:
    """Whether the project has the scheme that each begins with."""
    return store.row("SELECT 1 FROM head WHERE article = 0 AND kind = 'scheme' AND NOT gone") is not None


def is_purged(store: Store, sha256: str) -> bool:
    """Whether the article was taken out of the file for good."""
    return store.row("SELECT 1 FROM article WHERE sha256 = ? AND text IS NULL", (sha256,)) is not None


def key_of(store: Store, sha256: str) -> int | None:
    """The row id of the article with that SHA-256."""
    found = store.row("SELECT id FROM article WHERE sha256 = ?", (sha256,))
    return None if found is None else int(found[0])


def with_prefix(store: Store, prefix: str, most: int = 3) -> list[tuple[int, str]]:
    """(row id, SHA-256) of articles whose id begins so; purged ones are left out."""
    return [
        (int(key), sha)
        for key, sha in store.rows(
            "SELECT id, sha256 FROM article WHERE sha256 >= ? AND sha256 < ? AND text IS NOT NULL "
            "ORDER BY sha256 LIMIT ?",
            (prefix, prefix + "g", most),
        )
    ]


def text_of(store: Store, key: int) -> str:
    """The stored text. Raises LookupError for a purged or unknown article."""
    found = store.row(f"SELECT {TEXT} FROM article WHERE id = ? AND text IS NOT NULL", (key,))  # noqa: S608
    if found is None:
        raise LookupError(f"article {key} has no text")
    return str(found[0])


def texts(store: Store, keys: Sequence[int]) -> Iterator[tuple[int, str]]:
    """(row id, text) of those articles, in their order, a few at a time; purged ones are passed over."""
    at, length = 0, _AT_FIRST
    while at < len(keys):
        some = keys[at : at + length]
        at, length = at + length, _AT_ONCE
        rows = store.rows(
            f"SELECT id, {TEXT} FROM article WHERE id IN {LISTED} AND text IS NOT NULL",  # noqa: S608 ours
            [listed(some)],
        )
        found = dict(rows)
        yield from ((key, found[key]) for key in some if key in found)


def sha_of(store: Store, key: int) -> str:
    """The SHA-256 of an article by its row id."""
    found = store.row("SELECT sha256 FROM article WHERE id = ?", (key,))
    if found is None:
        raise LookupError(f"there is no article {key}")
    return str(found[0])


def original_of(store: Store, key: int) -> bytes:
    """The bytes as they were imported."""
    found = store.row(
        f"SELECT {TEXT}, original FROM article WHERE id = ? AND text IS NOT NULL",  # noqa: S608 ours
        (key,),
    )
    if found is None:
        raise LookupError(f"article {key} has no text")
    return bytes(found[1]) if found[1] is not None else str(found[0]).encode()


def list_keys(store: Store, query: ListQuery) -> list[int]:
    """Row ids of the articles that the query asks for, in its order."""
    where, values = _conditions(query)
    order = SORT_COLUMNS[query.sort]
    direction = "DESC" if query.descending else "ASC"
    joined = query.sort in ("status", "annotations") or bool(query.status)
    join = (
        "LEFT JOIN layer_row ON layer_row.article = article_row.article "
        "AND layer_row.layer = (SELECT id FROM layer WHERE name = ?)"
        if joined
        else ""
    )
    sql = (
        f"SELECT article_row.article FROM article_row {join} WHERE {where} "  # noqa: S608 our words only
        f"ORDER BY {order} {direction}, article_row.article {direction}"
    )
    keys = [key for (key,) in store.rows(sql, [query.analyst] * joined + values)]
    if query.keys is None:
        return keys
    wanted = set(query.keys)
    return [key for key in keys if key in wanted]


def narrowed(
    store: Store,
    analyst: str,
    statuses: Collection[str] = (),
    columns: Mapping[str, Collection[str]] = MappingProxyType({}),
    published: tuple[str, str] = ("", ""),
) -> list[int]:
    """Row ids, ascending, of the articles that are not withdrawn and let all filters through.

    They have one of the statuses in the analyst's layer, one of the values in each of the columns (names of ours), and
    were published from the first day on and before the second ("": no matter).
    A date filter excludes articles whose date is unknown or has no year.
    """
    since, before = published
    clauses, values = ["withdrawn = 0"], list[Any]()
    for column, some in columns.items():
        clauses.append(f"{column} IN {LISTED}")
        values.append(listed(sorted(some)))
    if since or before:
        clauses.append("published >= ? AND published < ?")
        values += [since or "0", before or "A"]
    found = store.numbers("article", f"FROM article_row WHERE {' AND '.join(clauses)}", values)
    return sorted(_of_status(store, found, analyst, statuses) if statuses else found)


def _of_status(store: Store, keys: list[int], analyst: str, statuses: Collection[str]) -> list[int]:
    """Filters articles by the status of the analyst's layer; a layer that was never opened counts as new."""
    # Two queries: joined, SQLite looks every article up in the layers.
    wanted = sorted(statuses)
    is_other = "new" in statuses
    found = set(
        store.numbers(
            "article",
            "FROM layer_row WHERE layer = (SELECT id FROM layer WHERE name = ?) "  # noqa: S608 marks only
            f"AND status {'NOT ' * is_other}IN {LISTED}",
            [analyst, listed(wanted)],
        )
    )
    return [key for key in keys if (key in found) != is_other]


def _conditions(query: ListQuery) -> tuple[str, list[Any]]:
    clauses, values = ["article_row.withdrawn = ?"], [int(query.withdrawn)]
    conditions: list[Any] = [*values]
    if query.contains:
        clauses.append("instr(casefold(article_row.headline), ?) > 0")
        conditions.append(query.contains.casefold())
    if query.agency:
        clauses.append("article_row.agency = ?")
        conditions.append(query.agency)
    if query.status:
        clauses.append("ifnull(layer_row.status, 'new') = ?")
        conditions.append(query.status)
    if query.assigned:
        clauses.append("article_row.article IN (SELECT article FROM assignment_row WHERE analyst = ?)")
        conditions.append(query.analyst)
    return " AND ".join(clauses), conditions


def rows_of(store: Store, keys: list[int], analyst: str) -> dict[int, tuple[Any, ...]]:
    """(sha256, headline, agency, place, published, status, annotations) of the given articles, by row id."""
    rows = store.rows(
        "SELECT article_row.article, article.sha256, headline, agency, place, published, "  # noqa: S608 ours
        "ifnull(layer_row.status, 'new'), ifnull(layer_row.annotations, 0) FROM article_row "
        "JOIN article ON article.id = article_row.article "
        "LEFT JOIN layer_row ON layer_row.article = article_row.article "
        "AND layer_row.layer = (SELECT id FROM layer WHERE name = ?) "
        f"WHERE article_row.article IN {LISTED}",
        [analyst, listed(keys)],
    )
    return {row[0]: row[1:] for row in rows}


def records_of(store: Store, keys: list[int]) -> dict[int, dict[str, Any]]:
    """The bodies of the articles' records, by row id."""
    rows = store.rows(
        f"SELECT head.article, {CURRENT} FROM head LEFT JOIN revision ON revision.id = head.revision "  # noqa: S608 ours
        f"WHERE head.kind = 'article' AND head.gone = 0 AND head.article IN {LISTED}",
        [listed(keys)],
    )
    return {key: body_of(data) for key, data in rows}


def withdrawn_of(store: Store, keys: Sequence[int]) -> dict[int, bool]:
    """Whether each of the articles (row ids) is withdrawn; those that have no record (any more) are left out."""
    rows = store.rows(
        f"SELECT article, withdrawn FROM article_row WHERE article IN {LISTED}",  # noqa: S608 ours
        [listed(keys)],
    )
    return {int(key): bool(withdrawn) for key, withdrawn in rows}


def layers_of(store: Store, key: int) -> list[tuple[str, str, int]]:
    """(analyst, status, number of annotations) of an article's layers, by name."""
    return [
        (name, status, count)
        for name, status, count in store.rows(
            "SELECT layer.name, layer_row.status, layer_row.annotations FROM layer_row "
            "JOIN layer ON layer.id = layer_row.layer WHERE layer_row.article = ? ORDER BY layer.name",
            (key,),
        )
    ]


def status_of(store: Store, key: int, layer: str) -> str:
    """How far a layer of an article is; "new" if it was never opened."""
    row = store.row(
        "SELECT status FROM layer_row WHERE layer = (SELECT id FROM layer WHERE name = ?) AND article = ?",
        (layer, key),
    )
    return "new" if row is None else str(row[0])


def statuses_of(store: Store, layers: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """How far some layers are, each named by its article's id and its analyst; those never opened are not there."""
    rows = store.rows(
        "SELECT article.sha256, layer.name, layer_row.status FROM json_each(?) AS wanted "
        "JOIN article ON article.sha256 = wanted.value ->> 0 JOIN layer ON layer.name = wanted.value ->> 1 "
        "JOIN layer_row ON layer_row.layer = layer.id AND layer_row.article = article.id",
        (dumps(sorted(layers)).decode(),),
    )
    return {(article, layer): status for article, layer, status in rows}


def keys_of_layers(store: Store, layers: list[str]) -> list[int]:
    """Row ids of the articles, not withdrawn, in which one of the layers was opened, in the order of SHA-256."""
    return [
        key
        for (key,) in store.rows(
            "SELECT article.id FROM article JOIN article_row ON article_row.article = article.id "  # noqa: S608
            "WHERE NOT withdrawn AND article.id IN (SELECT layer_row.article FROM layer_row JOIN layer "
            f"ON layer.id = layer_row.layer WHERE layer.name IN {LISTED}) ORDER BY article.sha256",
            [listed(layers)],
        )
    ]


def opened_layers(store: Store, layers: Sequence[str]) -> dict[tuple[int, str], dict[str, str]]:
    """By (row id, SHA-256) of each article that is not withdrawn, in the order of SHA-256: the layers' statuses.

    Only of those of the given layers that somebody opened.
    """
    rows = store.rows(
        "SELECT article, sha256 FROM article_row JOIN article ON id = article WHERE NOT withdrawn ORDER BY 2"
    )
    found: dict[tuple[int, str], dict[str, str]] = {(key, sha): {} for key, sha in rows}
    by_key = {key: statuses for (key, _), statuses in found.items()}
    for key, name, status in store.rows(
        "SELECT article, name, status FROM layer_row JOIN layer ON layer.id = layer "  # noqa: S608
        f"WHERE name IN {LISTED} AND status <> 'new'",
        [listed(layers)],
    ):
        if key in by_key:
            by_key[key][name] = status
    return found


def finished_keys(store: Store, analyst: str) -> set[int]:
    """Row ids of the articles whose layer of that analyst is past "in progress"."""
    rows = store.rows(
        "SELECT article FROM layer_row WHERE layer = (SELECT id FROM layer WHERE name = ?) "
        "AND status NOT IN ('new', 'in progress')",
        (analyst,),
    )
    return {key for (key,) in rows}


def layer_names(store: Store) -> list[str]:
    """Names of the layers that exist in some article."""
    return [
        name
        for (name,) in store.rows(
            "SELECT name FROM layer WHERE id IN (SELECT layer FROM layer_row) ORDER BY name"
        )
    ]


def column_values(store: Store, column: str) -> list[str]:
    """The values that occur in a column of the list of articles (a name of ours), as "agency"."""
    rows = store.rows(
        f"SELECT DISTINCT {column} FROM article_row WHERE {column} <> '' AND NOT withdrawn "  # noqa: S608 ours
        f"ORDER BY {column} COLLATE NOCASE"
    )
    return [value for (value,) in rows]


def progress(store: Store, analyst: str) -> tuple[int, int, int]:
    """How many articles there are, how many the analyst has done, and how many are in progress."""
    (total,) = store.row("SELECT count(*) FROM article_row WHERE withdrawn = 0") or (0,)
    counts = dict(
        store.rows(
            "SELECT status, count(*) FROM layer_row JOIN article_row USING (article) "
            "WHERE layer = (SELECT id FROM layer WHERE name = ?) AND NOT withdrawn GROUP BY status",
            (analyst,),
        )
    )
    open_ = counts.get(IN_PROGRESS, 0)
    return total, sum(counts.values()) - open_ - counts.get("new", 0), open_


def annotations_naming(store: Store, key: int, layer: str, uid: str) -> list[str]:
    """Ids of the annotations of a layer whose current revision mentions that annotation (as a link's target)."""
    return [
        name
        for (name,) in store.rows(
            "SELECT head.object FROM head JOIN revision ON revision.id = head.revision "
            "WHERE head.article = ? AND head.layer = (SELECT id FROM layer WHERE name = ?) "
            "AND head.kind = 'annotation' AND head.gone = 0 AND head.object <> ? "
            "AND instr(revision.bytes, ?) > 0",
            (key, layer, uid, uid.encode()),
        )
    ]

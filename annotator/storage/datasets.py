"""What exports ask of the project file beside the layers themselves."""

from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from annotator.domain.article import Article
from annotator.storage.log import body_of
from annotator.storage.reading import articles_of
from annotator.storage.sealing import BYTES, CURRENT
from annotator.storage.store import LISTED, Store, listed, slices

_AT_ONCE = 200


def articles_with(store: Store, layers: Sequence[str]) -> list[tuple[int, str, str]]:
    """(row id, agency, published) of the listed articles in which one of the layers was opened, by SHA-256.

    Agency and date are "" where they are not known.
    """
    return store.rows(
        "SELECT article.id, agency, published FROM article_row JOIN article ON article.id = article_row.article "  # noqa: S608
        "WHERE NOT withdrawn AND article.id IN (SELECT layer_row.article FROM layer_row "
        f"JOIN layer ON layer.id = layer_row.layer WHERE layer.name IN {LISTED}) ORDER BY sha256",
        [listed(layers)],
    )


def articles_by_key(store: Store) -> dict[int, str]:
    """The ids of the listed articles by their row ids."""
    return dict(
        store.rows(
            "SELECT article.id, sha256 FROM article_row JOIN article ON article.id = article_row.article "
            "WHERE NOT withdrawn ORDER BY sha256"
        )
    )


class Arrival(NamedTuple):
    """An article (row id and SHA-256) in the order in which articles came into being, on whichever machine.

    Agency and date are "" where they are not known. `clock`: of the action that made its first revision.
    """

    key: int
    sha256: str
    agency: str
    published: str
    clock: int


def arrivals(store: Store) -> list[Arrival]:
    """All articles whose text is here, withdrawn ones too, by when their first revision was made, then by SHA-256.

    The order does not depend on who merged what when.
    """
    rows = store.rows(
        "SELECT article.id, sha256, ifnull(agency, ''), ifnull(published, ''), first FROM article "
        "JOIN (SELECT revision.article AS of_article, min(clock) AS first FROM revision "
        "JOIN action ON action.id = revision.action WHERE kind = 'article' GROUP BY revision.article) "
        "ON of_article = article.id JOIN head ON head.article = article.id AND head.kind = 'article' AND NOT gone "
        "LEFT JOIN article_row ON article_row.article = article.id "
        "WHERE text IS NOT NULL ORDER BY first, sha256"
    )
    return [Arrival(*row) for row in rows]


def written_at(store: Store) -> list[int]:
    """The clocks at which datasets with splits were written, in order."""
    rows = store.rows(
        "SELECT DISTINCT clock FROM revision JOIN action ON action.id = revision.action "
        "WHERE kind = 'dataset' ORDER BY clock"
    )
    return [clock for (clock,) in rows]


def texts(store: Store, keys: Sequence[int]) -> Iterator[Article]:
    """The articles (row ids) in the order given."""
    for some in slices(keys, _AT_ONCE):
        found = articles_of(store, some)
        yield from (found[key] for key in some)


def reviewed_keys(store: Store) -> set[int]:
    """Row ids of the articles whose gold layer says that the review is done."""
    rows = store.rows(
        "SELECT article FROM layer_row WHERE status = 'adjudicated' "
        "AND layer = (SELECT id FROM layer WHERE name = 'gold')"
    )
    return {key for (key,) in rows}


def labels_used(store: Store, layers: Sequence[str]) -> list[str]:
    """The labels that annotations of the layers have, by name; none where only one scheme was ever in force.

    Nothing is taken in that the scheme of then did not know, so that others can only come from other schemes.
    """
    (schemes,) = store.row("SELECT count(*) FROM revision WHERE kind = 'scheme'") or (0,)
    if schemes < 2:
        return []
    rows = store.rows(
        f"SELECT DISTINCT json_extract(CAST({CURRENT} AS TEXT), '$.body.label') FROM head "  # noqa: S608 marks only
        "JOIN revision ON revision.id = head.revision WHERE head.kind = 'annotation' AND head.gone = 0 "
        f"AND head.layer IN (SELECT id FROM layer WHERE name IN {LISTED}) AND bytes IS NOT NULL "
        "ORDER BY 1",
        [listed(layers)],
    )
    return [label for (label,) in rows if label is not None]


def language(store: Store) -> str | None:
    """The language of the listed articles, if all of them whose language is known have the same one."""
    rows = store.rows(
        f"SELECT DISTINCT json_extract(CAST({CURRENT} AS TEXT), '$.body.language') FROM article_row "  # noqa: S608
        "JOIN head ON head.article = article_row.article AND head.kind = 'article' AND head.gone = 0 "
        "JOIN revision ON revision.id = head.revision WHERE NOT withdrawn AND bytes IS NOT NULL"
    )
    known = [name for (name,) in rows if name]
    return known[0] if len(known) == 1 else None


def head_hash(store: Store) -> str:
    """A hash over the whole log: over the hashes of all its revisions, sorted.

    Equal on two machines if and only if they hold the same revisions, in whatever order those came. That a dataset was
    written is noted afterwards, and does not count.
    """
    digest = sha256()
    for (one,) in store.rows("SELECT hash FROM revision WHERE kind <> 'dataset' ORDER BY hash"):
        digest.update(one)
    return digest.hexdigest()


def spans_of(store: Store, digests: Collection[str]) -> dict[str, tuple[int, int, str] | None]:
    """Start, end and label that the revisions with these hashes (hexadecimal) say, of those that the log has.

    None where a revision says nothing any more (its article was purged), or took its annotation away.
    """
    wanted = {bytes.fromhex(one) for one in digests}
    found: dict[str, tuple[int, int, str] | None] = {}
    keys = [key for key, digest in store.rows(_HASHES) if digest in wanted]
    for some in slices(keys, _AT_ONCE):
        rows = store.rows(
            f"SELECT hash, CASE WHEN bytes IS NOT NULL THEN {BYTES} END FROM revision "  # noqa: S608 marks only
            f"WHERE id IN {LISTED}",
            [listed(some)],
        )
        for digest, data in rows:
            body = body_of(data) if data is not None else None
            found[digest.hex()] = (body["start"], body["end"], body["label"]) if body else None
    return found


_HASHES = "SELECT id, hash FROM revision WHERE kind = 'annotation'"

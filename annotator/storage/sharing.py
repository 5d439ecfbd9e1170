"""An analyst's revisions as they leave for colleagues, with the articles that they are about."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.storage.sealing import BYTES, TEXT
from annotator.storage.store import LISTED, Store, listed, slices

_AT_ONCE = 500

_ROW = (
    "SELECT action.clock, device.uid, sequence, revision.id, revision.article FROM revision "
    "JOIN action ON action.id = revision.action JOIN device ON device.id = revision.device "
)
# A change of the scheme makes revisions in colleagues' layers too: those are not sent, a layer is its analyst's. What
# an undone import brought stays at home, and that it was undone too: a colleague may be at work on the same article.
_MINE = (
    "WHERE author = ?1 AND revision.id > ?2 AND bytes IS NOT NULL "
    "AND revision.layer IN (SELECT id FROM layer WHERE name IN (?1, 'gold', 'project')) "
    "AND NOT (kind = 'article' AND gone) "
    "AND (revision.article IS NULL OR revision.article IN (SELECT article FROM article_row))"
)
_RECORDS = "WHERE kind = 'article' AND NOT gone AND bytes IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Share:
    """Row ids of the revisions in the order in which they are sent (by clock, device and number), and of articles.

    The records of those articles are among them, whoever made them: without, nobody could list the articles.
    """

    revisions: list[int]
    articles: list[int]
    last: int


def share_of(store: Store, author: str, after: int = 0) -> Share:
    """What an analyst has to send: all of it, or what came after a revision's row id."""
    mine = store.rows(_ROW + _MINE, (author, after))
    articles = {row[4] for row in mine if row[4]}
    records = [row for row in store.rows(_ROW + _RECORDS) if row[4] in articles]
    ordered = [row[3] for row in sorted({*mine, *records})]
    (last,) = store.row("SELECT ifnull(max(id), 0) FROM revision") or (0,)
    by_id = store.rows("SELECT id FROM article WHERE text IS NOT NULL ORDER BY sha256")
    return Share(ordered, [key for (key,) in by_id if key in articles], int(last))


def texts(store: Store, share: Share) -> Iterator[tuple[str, str, bytes | None]]:
    """(SHA-256, text, original bytes where they are not the text's own) of the articles, by SHA-256."""
    for key in share.articles:
        row = store.row(f"SELECT sha256, {TEXT}, original FROM article WHERE id = ?", (key,))  # noqa: S608
        if row is not None:
            yield row[0], row[1], row[2]


def revisions(store: Store, share: Share) -> Iterator[bytes]:
    """The stored bytes of the revisions, in their order."""
    for some in slices(share.revisions, _AT_ONCE):
        rows = store.rows(
            f"SELECT id, {BYTES} FROM revision WHERE id IN {LISTED}",  # noqa: S608 ours
            [listed(some)],
        )
        found = dict(rows)
        yield from (found[key] for key in some)


def lengths(store: Store) -> dict[str, int | None]:
    """How many code points the text of each article has, by SHA-256; None where it was purged."""
    return dict(store.rows("SELECT sha256, length(text) FROM article"))


def sent(store: Store, analyst: str) -> int:
    """The row id of the last revision that was here when the analyst's work was shared last; 0 if it never was."""
    row = store.row("SELECT revision FROM sent WHERE analyst = ?", (analyst,))
    return 0 if row is None else int(row[0])


def note_sent(store: Store, analyst: str, share: Share) -> None:
    """Notes that everything up to there was shared."""
    with store.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO sent VALUES (?, ?)", (analyst, share.last))

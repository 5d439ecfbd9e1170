"""Whose work a project holds, and from which devices it came."""

from collections.abc import Iterable

from annotator.storage.lineage import uid_of
from annotator.storage.store import LISTED, Store, listed


def has_layer(store: Store, name: str) -> bool:
    """Whether there is a layer of just that name."""
    return store.row("SELECT 1 FROM layer WHERE name = ?", (name,)) is not None


def names(store: Store) -> set[str]:
    """The names of all layers, and of all who are or were in the team."""
    rows = store.rows("SELECT name FROM layer UNION SELECT object FROM head WHERE kind = 'member'")
    return {name for (name,) in rows}


def authors(store: Store) -> set[str]:
    """The names of all who did anything."""
    return {name for (name,) in store.rows("SELECT DISTINCT author FROM action")}


def work(store: Store, unseen: Iterable[int]) -> list[tuple[str, int, int]]:
    """Each layer's name, its annotations outside of `unseen` articles (row ids), and the stamp of what its analyst did
    last (0: not known)."""
    return store.rows(
        f"SELECT layer.name, sum(iif(layer_row.article IN {LISTED}, 0, layer_row.annotations)), "  # noqa: S608 marks
        "coalesce(did.last, 0) "
        "FROM layer_row JOIN layer ON layer.id = layer_row.layer "
        "LEFT JOIN (SELECT author, max(clock) AS last FROM action GROUP BY author) AS did ON did.author = layer.name "
        "GROUP BY layer.name ORDER BY layer.name",
        [listed(unseen)],
    )


def authors_on(store: Store, device: str) -> set[str]:
    """The names of all who did anything on a device."""
    rows = store.rows(
        "SELECT DISTINCT author FROM action WHERE device = (SELECT id FROM device WHERE uid = ?)", (device,)
    )
    return {name for (name,) in rows}


def devices_of(store: Store, author: str) -> set[str]:
    """The devices on which somebody did anything but bring articles.

    Records of articles come with anybody's file, whoever made them: they prove nothing.
    """
    rows = store.rows(
        "SELECT DISTINCT device.uid FROM action JOIN device ON device.id = action.device WHERE author = ? AND EXISTS "
        "(SELECT 1 FROM revision WHERE revision.id BETWEEN first_revision AND last_revision AND kind <> 'article')",
        (author,),
    )
    return {uid_of(uid) for (uid,) in rows}


def stands(store: Store, layer: str, kind: str, object_: str) -> bool:
    """Whether there is such an object, of whatever article, that is not deleted."""
    row = store.row(
        "SELECT 1 FROM head WHERE kind = ? AND object = ? AND gone = 0 "
        "AND layer = (SELECT id FROM layer WHERE name = ?)",
        (kind, object_, layer),
    )
    return row is not None

"""Whose work a project holds, and from which devices it came."""

from annotator.storage.lineage import uid_of
from annotator.storage.store import Store


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

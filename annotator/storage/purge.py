"""Taking an article out of the file for good: its text, its bytes and the content of every revision about it.

The hashes of those revisions stay, so that the chain of the others can still be checked; a revision of the
article's record would say too much, so what remains is the SHA-256 alone.
"""

from annotator.storage import search
from annotator.storage.alike import Shelf
from annotator.storage.faults import told
from annotator.storage.schema import GUARDS
from annotator.storage.store import Store

_LIFTED = ("revision_update", "article_update")


def purge(store: Store, key: int, text: str) -> None:
    """Blanks the article and rewrites the file, so that nothing of it remains in free pages."""
    with store.transaction() as connection:
        for name in _LIFTED:
            connection.execute(f"DROP TRIGGER {name}")
        search.forget(store, key, text)
        Shelf.of(store).remove(key)
        connection.execute("UPDATE revision SET bytes = NULL WHERE article = ?", (key,))
        connection.execute("UPDATE article SET text = NULL, original = NULL WHERE id = ?", (key,))
        for name in _LIFTED:
            connection.execute(GUARDS[name])
        for table in ("head", "fork", "awaited"):
            connection.execute(f"DELETE FROM {table} WHERE article = ?", (key,))  # noqa: S608 ours
        connection.execute("DELETE FROM article_row WHERE article = ?", (key,))
        connection.execute("DELETE FROM layer_row WHERE article = ?", (key,))
        connection.execute("DELETE FROM assignment_row WHERE article = ?", (key,))
    with told(store.path):
        store.connection.execute("VACUUM")

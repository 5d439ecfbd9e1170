"""The door through which revisions and texts leave their tables: each is held against its hash as it is read.

Queries ask for `sealed(…)` in the place of a revision's bytes and for `imported(…)` in that of a text. What is not as
it was written stops the query, and `Store` says of which article it is.
"""

import sqlite3
from dataclasses import dataclass
from hashlib import sha256

from orjson import dumps


def sealed(revision: str = "revision", current: str = "") -> str:
    """SQL for the bytes of a revision, with what its row says of it held against what they say.

    `revision`: the table's name in the query. `current`: that of `head` or `fork`, where the query comes from there.
    """
    pairs = [("ifnull({1}.article, 0)", "{0}.article")] + [
        (f"{{1}}.{name}", f"{{0}}.{name}") for name in ("layer", "kind", "object", "gone")
    ]
    there, here = (", ".join(side) for side in zip(*pairs, strict=True))
    agrees = f"({there}) IS ({here})".format(current, revision) if current else "1"
    article = f"ifnull({revision}.article, {current}.article)" if current else f"{revision}.article"
    return (
        f"sealed({article}, {agrees}, {revision}.hash, {revision}.bytes, {revision}.kind, {revision}.object, "
        f"{revision}.gone, {revision}.sequence, {revision}.layer, {revision}.article)"
    )


BYTES = sealed()
"""The bytes of `revision`."""
CURRENT = sealed(current="head")
"""The bytes of the `revision` that `head` points to."""
TEXT = "imported(article.id, article.sha256, CAST(article.text AS BLOB))"
"""The text of `article`, which is there."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What is not as it was written: of an article (row id) or of none, and the kind of object."""

    article: int | None
    what: str


class Seals:
    """Looks at what leaves one connection. `broken`: what stopped a query."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.broken: Broken | None = None
        self._connection = connection
        self._places: dict[tuple[object, object], bytes] = {}
        self._articles: dict[object, bytes] = {}
        connection.create_function("sealed", 10, self._sealed)
        connection.create_function("imported", 3, self._imported)

    def taken(self) -> Broken | None:
        """What stopped a query, once."""
        found, self.broken = self.broken, None
        return found

    def forget(self) -> None:
        """After a rollback: names that were given inside the transaction are gone."""
        self._places.clear()
        self._articles.clear()

    def _sealed(
        self,
        key: object,
        agrees: int,
        digest: object,
        data: object,
        kind: object,
        uid: object,
        gone: object,
        sequence: object,
        layer: object,
        article: object,
    ) -> bytes:
        place = self._places.get((kind, layer)) or self._place(kind, layer)
        about = self._articles.get(article) or self._about(article)
        if (
            not agrees
            or not isinstance(data, bytes)
            or sha256(data).digest() != digest
            or not _says(data, place, uid, gone, sequence, about)
        ):
            self.broken = Broken(key if isinstance(key, int) else None, str(kind))
            raise ValueError("not as it was written")
        return data

    def _place(self, kind: object, layer: object) -> bytes:
        """How bytes say of which kind and in which layer an object is."""
        row = self._connection.execute("SELECT name FROM layer WHERE id = ?", (layer,)).fetchone()
        found = _place(kind, row and row[0])
        self._places[kind, layer] = found
        return found

    def _about(self, article: object) -> bytes:
        """How bytes say which article they are about."""
        if len(self._articles) > _MOST_NAMES:
            self._articles.clear()
        row = self._connection.execute("SELECT sha256 FROM article WHERE id = ?", (article,)).fetchone()
        found = _about(row and row[0])
        self._articles[article] = found
        return found

    def _imported(self, key: int, digest: object, text: object) -> str:
        if not isinstance(text, bytes) or sha256(text).hexdigest() != digest:
            self.broken = Broken(key, "text")
            raise ValueError("not as it was imported")
        return text.decode()


_MOST_NAMES = 10_000


def _place(kind: object, layer: object) -> bytes:
    return b'"kind":%b,"layer":%b,"object":' % (dumps(str(kind)), dumps(str(layer)))


def _about(article: object) -> bytes:
    return b',"article":%b,"author":' % (b"null" if article is None else dumps(str(article)))


def _says(data: bytes, place: bytes, uid: object, gone: object, sequence: object, about: bytes) -> bool:
    """Whether a revision's bytes say of which object they are a state, and their number.

    They are canonical JSON: quotation marks inside strings are escaped, so that the keys can stand nowhere else.
    """
    if not isinstance(uid, str) or not isinstance(sequence, int):
        return False
    is_gone = b',"body":null,"clock":' in data
    where = b'%b%b,"parents":' % (place, dumps(uid))
    return (
        is_gone == gone and where in data and about in data and data.endswith(b',"sequence":%d}' % sequence)
    )


def says(
    data: bytes, kind: object, uid: object, gone: object, sequence: object, layer: object, article: object
) -> bool:
    """Whether a revision's bytes say of which object they are a state, and their number, as its row does."""
    return _says(data, _place(kind, layer), uid, gone, sequence, _about(article))

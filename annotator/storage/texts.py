"""Texts of many articles, streamed, for what has to look into all of them."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from orjson import dumps

from annotator.domain.annotation import Annotation
from annotator.storage.log import body_of
from annotator.storage.sealing import CURRENT, TEXT
from annotator.storage.store import Store

_AT_ONCE = 500
_LISTED = "SELECT article FROM article_row WHERE withdrawn = 0 AND article > ? ORDER BY article LIMIT ?"


class Stored(NamedTuple):
    """An article: row id, SHA-256, text, and the bytes of its record, which few callers need to look into."""

    key: int
    sha256: str
    text: str
    record_bytes: bytes

    def zones(self) -> list[tuple[str, int, int]]:
        """Kind, start and end of its zones, without making the rest of its record."""
        return [(kind, start, end) for kind, start, end in body_of(self.record_bytes)["zones"]]


def all_texts(store: Store, forms: Collection[str]) -> Iterator[Stored]:
    """Every article that is not withdrawn and holds one of the forms anywhere, in the order of row ids.

    Read in slices: a reader that stays open for long would keep others from writing.
    """
    condition = " OR ".join(["instr(article.text, ?) > 0"] * len(forms))
    last = 0
    for some in store.slices(_LISTED, at_once=_AT_ONCE) if forms else ():
        keys = [key for (key,) in some]
        rows = store.rows(
            f"SELECT article.id, article.sha256, {TEXT}, {CURRENT} FROM article "  # noqa: S608 marks only
            "JOIN head ON head.article = article.id AND head.kind = 'article' AND head.gone = 0 "
            "JOIN revision ON revision.id = head.revision JOIN article_row ON article_row.article = article.id "
            "WHERE article.id > ? AND article.id <= ? AND NOT withdrawn "
            f"AND ({condition}) ORDER BY article.id",
            [last, keys[-1], *forms],
        )
        last = keys[-1]
        yield from (Stored(*row) for row in rows)


def annotations_with(
    store: Store, layer: str, part: bytes, after: int = 0, until: int | None = None
) -> Iterator[tuple[int, Annotation]]:
    """(article's row id, annotation) of a layer's annotations whose revision holds these bytes, by article.

    Bytes are canonical JSON with escaped quotation marks in strings, so that `"unsure":true` can only be that.
    """
    rows = store.rows(
        f"SELECT head.article, head.object, {CURRENT} FROM head "  # noqa: S608 ours
        "JOIN revision ON revision.id = head.revision "
        "WHERE head.layer = (SELECT id FROM layer WHERE name = ?) AND head.kind = 'annotation' AND head.gone = 0 "
        "AND head.article > ? AND head.article <= ? AND instr(revision.bytes, ?) > 0 ORDER BY head.article",
        (layer, after, until if until is not None else (1 << 62), part),
    )
    for key, uid, data in rows:
        yield key, Annotation.from_body(uid, body_of(data))


def labelled(label: str) -> bytes:
    """What stands in the bytes of a revision of an annotation with this label."""
    return b'"label":' + dumps(label)


UNSURE = b'"unsure":true'
"""What stands in the bytes of a revision of an annotation that is marked unsure."""
EVERY = b'"label":'
"""What stands in those of every annotation."""

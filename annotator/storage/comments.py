"""Comments as the log holds them: of one article, or of all."""

from collections.abc import Iterable
from typing import Any

from orjson import loads

from annotator.domain.comment import Comment
from annotator.storage.sealing import CURRENT
from annotator.storage.store import Store

_OF_ARTICLE = (
    f"SELECT head.article, head.layer, head.object, {CURRENT} FROM head "  # noqa: S608 ours
    "LEFT JOIN revision ON revision.id = head.revision "
    "WHERE head.article = ? AND head.kind = 'comment'"
)
_OF_ALL = (
    f"SELECT head.article, head.layer, head.object, {CURRENT} FROM head "  # noqa: S608 ours
    "LEFT JOIN revision ON revision.id = head.revision "
    "JOIN article_row ON article_row.article = head.article "
    "WHERE head.kind = 'comment' AND NOT withdrawn"
)


def comments_of(store: Store, article: int) -> list[Comment]:
    """The comments on an article, of all layers, in no order."""
    return [comment for _, comment in _latest(store.rows(_OF_ARTICLE, (article,)))]


def all_comments(store: Store) -> list[tuple[int, Comment]]:
    """(article's row id, comment) of every article that is in the list, in the order of articles."""
    return _latest(store.rows(_OF_ALL))


def _latest(rows: Iterable[tuple[Any, ...]]) -> list[tuple[int, Comment]]:
    """Of a comment that was edited at two devices the later state holds, be it that it is gone."""
    held: dict[tuple[int, int, str], dict[str, Any]] = {}
    for article, layer, uid, data in rows:
        content, at = loads(data), (article, layer, uid)
        if at not in held or _age(content) > _age(held[at]):
            held[at] = content
    return [
        (article, Comment.from_body(uid, content["body"]))
        for (article, _, uid), content in held.items()
        if content["body"] is not None
    ]


def _age(content: dict[str, Any]) -> tuple[int, str]:
    return content["clock"], content["device"]


def analysts(store: Store) -> list[str]:
    """Everybody who has made something in this project, articles' records apart."""
    return [name for (name,) in store.rows("SELECT name FROM layer ORDER BY name COLLATE NOCASE")]

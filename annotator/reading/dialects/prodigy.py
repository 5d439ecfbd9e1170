"""Prodigy's JSON lines, our own and others'.

A line that was rejected or ignored is an article that nobody marked: its spans were refused. A line without an answer
counts as accepted, for files that were made by a script have none. Relations between words that are no spans have
nothing to be drawn from, and go.
"""

from typing import Any

from annotator.domain.article import STATED
from annotator.reading.dialects.meta import place_of

Json = dict[str, Any]

_MARKS = ("tokens", "answer", "_task_hash", "_input_hash")
_OF_SPAN = ("start", "end", "label", "text", "attributes", "unsure", "author", "made", "origin")


def is_prodigy(content: Json) -> bool:
    """Whether a line is one of Prodigy's."""
    return "ner_tags" not in content and (
        ("spans" in content and any(key in content for key in _MARKS))
        or ("answer" in content and "_task_hash" in content)
    )


def from_prodigy(content: Json) -> Json:
    """A record of Prodigy as a record of our own JSON lines."""
    article: Json = {"text": content.get("text"), **_known(content)}
    if content.get("answer", "accept") != "accept" or "spans" not in content:
        return article
    spans = content["spans"]
    if type(spans) is not list:
        return article | {"annotations": spans}
    annotations = [_annotation(span) if type(span) is dict else span for span in spans]
    _link(annotations, content.get("relations"))
    meta = content.get("meta")
    layer = meta.get("layer") if type(meta) is dict else None
    return article | {"annotations": annotations, "layer": layer or True}


def _known(content: Json) -> Json:
    """What a line of ours says of its article; other programs' `meta` may hold anything."""
    meta, article = content.get("meta"), content.get("article")
    if type(meta) is not dict or type(article) is not dict or "zones" not in article:
        return {}
    known: Json = {key: meta.get(key) for key in (*STATED, "status", "split")}
    return known | {"zones": article["zones"], "source": article.get("source")}


def _annotation(span: Json) -> Json:
    found = {key: span[key] for key in _OF_SPAN if key in span}
    uid = span.get("id")
    if type(uid) is str and uid:
        found["id"] = uid
    return found


def _link(annotations: list[Any], relations: Any) -> None:
    """Puts the relations into the annotations that they begin at, which get ids where they have none."""
    if type(relations) is not list:
        return
    known: dict[object, Json] = {}
    for one in annotations:
        for key in (_id(one), place_of(one)):
            if key is not None:
                known.setdefault(key, one)
    for number, relation in enumerate(relations):
        if type(relation) is not dict:
            continue
        head, child = (
            known.get(_id(span)) or known.get(place_of(span))
            for span in (relation.get("head_span"), relation.get("child_span"))
        )
        if head is not None and child is not None:
            target = child.setdefault("id", f"span {number + 1}")
            head.setdefault("links", []).append({"type": relation.get("label"), "to": target})


def _id(span: Any) -> str | None:
    uid = span.get("id") if type(span) is dict else None
    return uid if type(uid) is str and uid else None

"""doccano's JSON lines: spans under `label`, `labels` or `entities`, relations beside the latter."""

from hashlib import sha256
from typing import Any

from annotator.reading.dialects.meta import Json, named, stated, with_details

_MARK = 12
"""Hexadecimal digits before a number that make it an id of its article."""
_LISTS = ("entities", "label", "labels")


def is_spans(content: Json) -> bool:
    """Whether a text has a list of spans as doccano writes it: triples, or objects with `start_offset`.

    Label Studio's short form has a list `label` too, of objects with `start`; spaCy's has triples under `entities`.
    """
    if type(content.get("text")) is not str or "annotations" in content:
        return False
    return any(_is_list_of_spans(content.get(key)) for key in _LISTS)


def _is_list_of_spans(found: Any) -> bool:
    if type(found) is not list:
        return False
    first = found[0] if found else []
    return type(first) is list or (type(first) is dict and "start_offset" in first)


def spans(content: Json) -> Json:
    """The article with annotations; ids are those that `details` keeps, else the numbers of entities."""
    key = next(key for key in _LISTS if _is_list_of_spans(content.get(key)))
    annotations = [_span(one) for one in content[key]]
    with_details(annotations, content.get("details"))
    if type(content.get("relations")) is list and content["relations"]:
        _link(content["text"], content[key], annotations, content["relations"])
    return {"text": content["text"], **stated(content), "annotations": annotations}


def _span(one: Any) -> Any:
    """An annotation; whatever else it is stays as it is, to be rejected."""
    if type(one) is list and len(one) == 3:
        return {"start": one[0], "end": one[1], "label": one[2]}
    if type(one) is dict:
        return {"start": one.get("start_offset"), "end": one.get("end_offset"), "label": one.get("label")}
    return one


def _link(text: str, entities: list[Any], annotations: list[Any], relations: list[Any]) -> None:
    """Adds relations as links; one that points to nothing stays one, to be rejected."""
    numbered: dict[str, Json] = {}
    # doccano counts in each of its projects: what its numbers are of belongs to them.
    places = [
        named(one.get(key)) for one in annotations if type(one) is dict for key in ("start", "end", "label")
    ]
    mark = sha256("\0".join([text, *places]).encode()).hexdigest()[:_MARK]
    for entity, one in zip(entities, annotations, strict=True):
        if type(entity) is dict and type(one) is dict:
            number = named(entity.get("id"))
            one.setdefault("id", f"{mark}-{number}")
            numbered[number] = one
    for relation in relations:
        values = relation if type(relation) is dict else {}
        source, target = (named(values.get(key)) for key in ("from_id", "to_id"))
        to = numbered[target]["id"] if target in numbered else target
        # Which one it starts from cannot be said of what is not there: any one makes the line a rejected one.
        start = numbered.get(source) or next(iter(numbered.values()), None)
        if start is not None:
            link = {"type": values.get("type"), "to": to if source in numbered else None}
            start["links"] = [*(start.get("links") or ()), link]

"""Metadata that other programs carry along beside a text: what of it says something in our own shape."""

from typing import Any

from annotator.domain.annotation import STATUSES
from annotator.domain.dates import is_known_date

Json = dict[str, Any]
_TEXTS = ("headline", "agency", "place", "date_evidence", "language", "layer")
_LONGEST = 200
"""Characters of an id that are looked at."""
_PARTS = ("attributes", "links", "unsure", "author", "made", "origin")


def stated(meta: Any) -> Json:
    """Headline, source, zones, layer, status and so on; what is not as we would write it may mean anything."""
    if type(meta) is not dict:
        return {}
    found: Json = {key: meta[key] for key in _TEXTS if type(meta.get(key)) is str}
    published, status, zones = meta.get("published"), meta.get("status"), meta.get("zones")
    if type(published) is str and is_known_date(published):
        found["published"] = published
    if type(status) is str and status in STATUSES:
        found["status"] = status
    if type(zones) is list and all(type(zone) is dict and "kind" in zone for zone in zones):
        found["zones"] = zones
    if type(meta.get("source")) is dict:
        found["source"] = meta["source"]
    return found | _nothing(meta, found)


def _nothing(meta: Json, found: Json) -> Json:
    """What a file of ours says is not known: it is not to be guessed again."""
    if not {"article", "date_evidence", "zones"} <= meta.keys():
        return {}
    keys = (*_TEXTS[:-1], "published")
    return {key: None for key in keys if key in meta and meta[key] is None and key not in found}


def named(value: Any) -> str:
    """An id as another program spells it, number or text, as a text; "" for what can be none."""
    return str(value)[:_LONGEST] if type(value) in (str, int) else ""


def rest(values: Any) -> Json:
    """What `writing.meta.kept` says of an annotation; {} if it is something else."""
    if type(values) is not dict:
        return {}
    found = {key: values[key] for key in _PARTS if key in values}
    if type(values.get("id")) is str and values["id"]:
        found["id"] = values["id"]
    return found


def with_details(annotations: list[Any], details: Any) -> list[Any]:
    """Annotations (start, end, label), each with the rest of it that `details` has under the same three.

    What was removed since leaves its details behind, and links to it go. Equal annotations take theirs in order.
    """
    if type(details) is not list or not details:
        return annotations
    known: dict[tuple[Any, ...], list[Json]] = {}
    for one in details:
        if (place := place_of(one)) is not None:
            known.setdefault(place, []).append(one)
    for found in known.values():
        found.reverse()
    for one in annotations:
        place = place_of(one)
        if place is not None and known.get(place):
            one.update(rest(known[place].pop()))
    return without_dangling(annotations)


def without_dangling(annotations: list[Any]) -> list[Any]:
    """The annotations without the links to what another program has removed; each id once."""
    ids: set[str] = set()
    for one in annotations:
        if type(one) is dict and type(one.get("id")) is str:
            if one["id"] in ids:
                del one["id"]
            else:
                ids.add(one["id"])
    for one in annotations:
        if type(one) is dict and type(one.get("links")) is list:
            one["links"] = [x for x in one["links"] if not _points_away(x, ids)]
    return annotations


def _points_away(link: Any, ids: set[str]) -> bool:
    return type(link) is dict and type(link.get("to")) is str and link["to"] not in ids


def place_of(one: Any) -> tuple[int, int, str] | None:
    """Start, end and label of a span, if it is one."""
    if type(one) is not dict:
        return None
    start, end, label = one.get("start"), one.get("end"), one.get("label")
    return (start, end, label) if type(start) is type(end) is int and type(label) is str else None

"""An article as JSON values, in our own shape or another program's with text and annotations only.

An article is taken whole or rejected whole. Offsets are never snapped or trimmed; where the text must be
normalised they move with it, exactly or not at all.
"""

import reprlib
from dataclasses import fields
from hashlib import sha256
from typing import Any

from annotator.domain.annotation import STATUSES
from annotator.domain.article import STATED, ZONE_KINDS, Draft, DraftLayer, Metadata, Rejection, Source, Zone
from annotator.domain.dates import is_known_date
from annotator.reading.cleaning import Cleaned, clean
from annotator.reading.dialects.table import in_our_shape
from annotator.reading.stated_spans import check_annotations, move_annotations
from annotator.reading.structure import recognise

SCHEMA = "annotator/1"
"""What our own shape says in `schema`."""
_SOURCE = tuple(field.name for field in fields(Source))
_MOST_SHOWN = 40


class Fault(Exception):
    """Why an article is rejected, as part of a sentence."""


def draft_of(content: Any, name: str, number: int | None = None) -> Draft:
    """The article that parsed JSON holds, whatever it is. Raises Fault.

    `name` is the file's, as it is shown; `number` the line in it, from 1, None if it is not one line.
    """
    if type(content) is not dict:
        raise Fault("it is not a JSON object")
    content = in_our_shape(content)
    raw = content.get("text")
    if type(raw) is not str:
        raise Fault("it has no text")
    cleaned = clean(raw)
    if not cleaned.text or cleaned.text.isspace():
        raise Fault("its text is empty")
    try:
        original = raw.encode()
    except UnicodeEncodeError as error:
        raise Fault("its text holds halves of characters, which no encoding can write") from error
    digest = sha256(original).hexdigest()
    if content.get("schema") == SCHEMA and content.get("id") not in (None, digest):
        raise Fault("its id is not the SHA-256 of its text, so the text was changed after it was exported")
    layer = _layer(content, raw, cleaned)
    zones, metadata = _known_or_recognised(content, name, cleaned, len(raw))
    source = _source(content, name, digest)
    return Draft(cleaned.text, original, source, metadata, zones, number, layer, cleaned.changes)


def read_content(content: Any, name: str, number: int | None = None) -> Draft | Rejection:
    """The draft of a record, or the reason why there is none: for readers that put together our own shape."""
    try:
        return draft_of(content, name, number)
    except Fault as fault:
        return Rejection(name, number, str(fault))


def _layer(content: dict[str, Any], raw: str, cleaned: Cleaned) -> DraftLayer | None:
    """The layer that it brings; None if it brings none. An opened layer may be empty."""
    annotations = content.get("annotations")
    if annotations is None:
        annotations = []
    if type(annotations) is not list:
        raise Fault("its annotations are no list")
    status = content.get("status")
    if status is not None and status not in STATUSES:
        raise Fault(f"its status {_shown(status)} is none of {', '.join(STATUSES)}")
    if not (annotations or content.get("layer") is not None or status is not None):
        return None
    fault = check_annotations(annotations, raw)
    if fault is None and (cleaned.shift or cleaned.changes):
        fault = move_annotations(annotations, cleaned)
    if fault:
        raise Fault(fault)
    return DraftLayer(status, annotations, *(_word(content.get(key)) for key in ("layer", "split")))


def _word(value: Any) -> str | None:
    return value if type(value) is str else None


def _known_or_recognised(
    content: dict[str, Any], name: str, cleaned: Cleaned, length: int
) -> tuple[tuple[Zone, ...], Metadata]:
    """Zones and metadata as the line states them; what it does not state is recognised."""
    has_zones = content.get("zones") is not None
    stated = [key for key in STATED if key in content]
    if has_zones and len(stated) == len(STATED):
        return _zones(content["zones"], cleaned, length), _metadata(content, Metadata(), stated)
    found = recognise(cleaned.text, name)
    zones = _zones(content["zones"], cleaned, length) if has_zones else found.zones
    return zones, _metadata(content, found.metadata, stated)


def _zones(stated: Any, cleaned: Cleaned, length: int) -> tuple[Zone, ...]:
    if type(stated) is not list:
        raise Fault("its zones are no list")
    zones = []
    for number, zone in enumerate(stated, 1):
        kind, start, end = (
            (zone.get(key) for key in ("kind", "start", "end")) if type(zone) is dict else (None,) * 3
        )
        if kind not in ZONE_KINDS:
            raise Fault(f"zone {number} is of no known kind ({_shown(kind)})")
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
            raise Fault(f"zone {number} ({kind}) does not lie within the text")
        moved = cleaned.shift.move(start, end) if cleaned.shift else (start, end)
        if moved is None:
            raise Fault(f"zone {number} ({kind}) begins or ends in line ends that were removed")
        zones.append(Zone(kind, *moved))
    return tuple(sorted(zones, key=lambda zone: (zone.start, zone.end)))


def _metadata(content: dict[str, Any], found: Metadata, stated: list[str]) -> Metadata:
    """The line's own words before what was recognised; a stated date drops the recognised readings."""
    values: dict[str, Any] = {key: getattr(found, key) for key in STATED}
    for key in stated:
        value = content[key]
        if value is not None and type(value) is not str:
            raise Fault(f"its {key} is no text")
        values[key] = value
    published = values["published"]
    if published is not None and not is_known_date(published):
        raise Fault(
            f"its published date {_shown(published)} is not of the form 2006-11-01T14:25:00, 2008-02-20 or --08-27"
        )
    if "published" in stated and "date_evidence" not in stated:
        values["date_evidence"] = None
    values["headline"] = values["headline"] or ""
    return Metadata(**values, date_readings=() if "published" in stated else found.date_readings)


def _source(content: dict[str, Any], name: str, digest: str) -> Source:
    """Where the line says that the article came from; another program's `source` may be anything."""
    stated = content.get("source")
    values = (
        {key: value for key in _SOURCE if type(value := stated.get(key)) is str}
        if type(stated) is dict
        else {}
    )
    return Source(**{"name": name, "sha256": digest, **values})


def _shown(value: Any) -> str:
    """A value as a rejection quotes it: short, however deep it is nested."""
    words = reprlib.repr(value)
    return words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…"

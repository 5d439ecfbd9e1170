"""labelbuddy's documents: spans in code points, with a free text each, which may be JSON of ours."""

from typing import Any

import orjson

from annotator.reading.dialects.meta import Json, rest, stated, without_dangling


def is_document(content: Json) -> bool:
    """Whether it is a document of labelbuddy: a checksum that it always adds, or annotations with its names."""
    if "utf8_text_md5_checksum" in content:
        return True
    annotations = content.get("annotations")
    first = annotations[0] if type(annotations) is list and annotations else None
    if type(first) is dict:
        return "start_char" in first or "label_name" in first
    return type(content.get("metadata")) is dict and "list_title" in content


def document(content: Json) -> Json:
    """The article with its annotations; a free text that is not ours is left out."""
    found = {"text": content.get("text"), **stated(content.get("metadata"))}
    annotations = content.get("annotations")
    if type(annotations) is list:
        annotations = without_dangling([_annotation(one) for one in annotations])
    found["annotations"] = annotations
    return found


def _annotation(one: Any) -> Any:
    """An annotation; whatever else it is stays as it is, to be rejected."""
    if type(one) is not dict:
        return one
    place = {"start": one.get("start_char"), "end": one.get("end_char"), "label": one.get("label_name")}
    return rest(_ours(one.get("extra_data"))) | place


def _ours(extra: Any) -> Any:
    if type(extra) is not str or extra[:1] != "{":
        return None
    try:
        return orjson.loads(extra)
    except orjson.JSONDecodeError:
        return None

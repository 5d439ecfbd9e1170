"""The annotations of a line of JSON: their shape is checked and their offsets moved, without an object each.

Faults are parts of a sentence: "annotation 3 (claim) ends at 2,600, but the text has 2,500 characters".
"""

from typing import Any

from annotator.reading.cleaning import Cleaned

Json = dict[str, Any]


def check_annotations(annotations: list[Any], text: str) -> str | None:
    """The first fault in the shape of annotations of `text`; None if there is none.

    Offsets are half-open code points. Whether labels and attributes fit the scheme is asked elsewhere.
    """
    length = len(text)
    ids: set[str] = set()
    linking: list[int] = []
    for number, annotation in enumerate(annotations):
        if type(annotation) is not dict:
            return f"annotation {number + 1} is not a JSON object"
        get = annotation.get
        start, end, label, given, uid = get("start"), get("end"), get("label"), get("text"), get("id")
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
            return _offset_fault(_called(number, annotation), start, end, length)
        if type(label) is not str or not label or (given is not None and text[start:end] != given):
            return _label_or_text_fault(number, annotation, text)
        attributes = get("attributes")
        if attributes is not None and type(attributes) is not dict:
            return f"the attributes of {_called(number, annotation)} are no JSON object"
        if uid is not None:
            if type(uid) is not str or not uid or uid in ids:
                return _id_fault(_called(number, annotation), uid)
            ids.add(uid)
        if get("links"):
            linking.append(number)
    return _link_fault(annotations, linking, ids)


def _called(number: int, annotation: Json) -> str:
    label = annotation.get("label")
    return f"annotation {number + 1}" + (f" ({label[:40]})" if isinstance(label, str) and label else "")


def _offset_fault(called: str, start: Any, end: Any, length: int) -> str:
    if type(start) is not int or type(end) is not int:
        return f"start and end of {called} must be whole numbers"
    if start < 0:
        return f"{called} starts before the text, at {start:,}"
    if end > length:
        return f"{called} ends at {end:,}, but the text has {length:,} characters"
    return f"{called} is empty or ends before it starts ({start:,} to {end:,})"


def _label_or_text_fault(number: int, annotation: Json, text: str) -> str:
    called = _called(number, annotation)
    if not isinstance(annotation.get("label"), str) or not annotation["label"]:
        return f"{called} has no label"
    start, end = annotation["start"], annotation["end"]
    return f"the text of {called} is not what stands at {start:,} to {end:,}: {text[start:end][:40]!r}"


def _id_fault(called: str, uid: Any) -> str:
    if type(uid) is not str or not uid:
        return f"the id of {called} is no text"
    return f"the id of {called} occurs twice in the line ({uid[:40]})"


def _link_fault(annotations: list[Json], linking: list[int], ids: set[str]) -> str | None:
    """The first fault in the links of the annotations that have some."""
    for number in linking:
        links = annotations[number]["links"]
        if type(links) is not list:
            return f"the links of {_called(number, annotations[number])} are no list"
        for link in links:
            if type(link) is not dict or type(link.get("type")) is not str or type(link.get("to")) is not str:
                return f"a link of {_called(number, annotations[number])} lacks its type or its target"
            if link["to"] not in ids:
                called = _called(number, annotations[number])
                return f"a link of {called} points to no annotation of the line ({link['to'][:40]})"
    return None


def move_annotations(annotations: list[Json], cleaned: Cleaned) -> str | None:
    """Moves checked annotations, in place, to where they are in the normalised text; a fault if one cannot be."""
    for number, annotation in enumerate(annotations):
        start, end = annotation["start"], annotation["end"]
        if cleaned.shift:
            moved = cleaned.shift.move(start, end)
            if moved is None:
                return f"{_called(number, annotation)} begins or ends in line ends that are removed on import"
            start, end = annotation["start"], annotation["end"] = moved
        if annotation.get("text") is not None:
            annotation["text"] = cleaned.text[start:end]
    return None

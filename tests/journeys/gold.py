"""What a careful analyst would mark in a story.

Either the annotations stand in the story as XML, or, where the story is not ours to copy, apart from it as offsets.
"""

import hashlib
import json
import os
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MATERIAL = Path(__file__).parent / "material"
_SHARED = Path(os.environ.get("ANNOTATOR_SHARED", Path(__file__).parents[3] / "shared"))
WIRE_STORY = _SHARED / "articles" / "wire-2006-11-01.txt"
"""A real story of a news agency, on machines that have it."""
_SLOTS = ("speaker", "claimant", "sender", "target")


@dataclass(frozen=True)
class Gold:
    """An annotation that is to be made: half-open code points; `entry` is a form of its registry entry."""

    id: str
    start: int
    end: int
    label: str
    entry: str = ""
    values: dict[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()


def read_story(path: Path) -> tuple[str, list[Gold]]:
    """The plain text, and its annotations in text order."""
    found: list[Gold] = []
    text = _read(ET.parse(path).getroot(), 0, found)
    return text, sorted(found, key=lambda gold: (gold.start, -gold.end))


def _read(element: ET.Element, start: int, found: list[Gold]) -> str:
    text = element.text or ""
    for child in element:
        text += _read(child, start + len(text), found) + (child.tail or "")
    if "id" in element.attrib:
        given = dict(element.attrib)
        links = tuple((slot, given.pop(slot)) for slot in _SLOTS if slot in given)
        uid, entry = given.pop("id"), given.pop("is", "")
        found.append(Gold(uid, start, start + len(text), element.tag, entry, given, links))
    return text


def read_offsets(path: Path, text: str) -> list[Gold]:
    """The annotations of a story that stands elsewhere, in the order of the file; ValueError for another text."""
    told = json.loads(path.read_text("utf-8"))
    actual = hashlib.sha256(text.encode()).hexdigest()
    if told["sha256"] != actual:
        raise ValueError(f"{path.name} is about the text {told['sha256'][:12]}…, not {actual[:12]}….")
    return [_from_json(one) for one in told["annotations"]]


def _from_json(told: dict[str, Any]) -> Gold:
    links = tuple((slot, target) for slot, target in told.get("links", ()))
    return Gold(**told | {"links": links})

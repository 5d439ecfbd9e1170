"""What a careful analyst would mark in a story: read from a story whose annotations stand in it as XML."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

MATERIAL = Path(__file__).parent / "material"
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

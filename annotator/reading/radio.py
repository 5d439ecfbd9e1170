"""Radio scripts of the Voice of America: a block of fields (`DATE=`, `TITLE=`, …) stands for the head of the story."""

import re

from annotator.domain.article import Zone
from annotator.reading.agencies import agency_line
from annotator.reading.datelines import Dateline
from annotator.reading.heads import Head, above_body
from annotator.reading.lines import Line
from annotator.reading.places import title_case

AGENCY = "VOA"
_FIELD = re.compile(
    r"(?P<name>DATE|TYPE|NUMBER|NOTE NUMBER|TITLE|SLUG|BYLINE|DATELINE|CONTENT|CONTENTS|EDITOR|EDITORS|INTERNET|SECTION"
    r"|TELEPHONE|VOICED AT|VOICER|LENGTH|TIME|STORY|HEADLINE|LANGUAGE|OPT|NOTE)\s*[=:][ \t]*(?P<value>.*)",
    re.IGNORECASE,
)
_OF_SCRIPTS = frozenset(["TYPE", "NUMBER", "NOTE NUMBER", "SLUG", "CONTENT", "VOICED AT"])
"""Fields that no other agency is known to write; `DATELINE` alone makes a block, but names nobody."""
_SIGNED = re.compile(r"^\W*NEB/", re.MULTILINE)
_LONGEST_FOOT = 300
_OF_STORIES = frozenset(["DATE", "TITLE", "SLUG", "HEADLINE", "BYLINE", "DATELINE"])
_LEAST_FIELDS = 3
_KINDS = {"DATE": "dateline", "DATELINE": "dateline", "BYLINE": "byline"}
_TITLES = ("TITLE", "HEADLINE", "SLUG")
"""Which field is the headline, the surest first."""
_SLUG_NUMBER = re.compile(r"\d[\d-]*\s+(?=\S)")

_Field = tuple[str, int, Line]
"""Name, where its value begins, its line (of several joined)."""


def script_head(text: str, lines: list[Line]) -> Head | None:
    """The head of a radio script, None if the first lines hold no block of its fields."""
    first, after, fields = _fields(text, lines)
    names = {name for name, _, _ in fields}
    if (
        len(fields) < _LEAST_FIELDS
        or not names & (_OF_SCRIPTS | {"DATELINE"})
        or len(names & _OF_STORIES) < 2
    ):
        return None
    if after == len(lines):
        return None
    zones = above_body(text, lines[:first])
    titled = next((name for name in _TITLES if any(_is_full(text, field, name) for field in fields)), None)
    for field in fields:
        zones += _zones(text, field, titled)
    place = next((text[start : line.end] for name, start, line in fields if name == "DATELINE"), "")
    place = re.split(r"\s*[,(]", place)[0].strip(" .-")
    body = lines[after].start
    is_script = names & _OF_SCRIPTS or _SIGNED.search(text[-_LONGEST_FOOT:])
    named = next((agency_line(text[zone.start : zone.end]) for zone in zones if zone.kind == "agency"), None)
    agency = named or (AGENCY if is_script else None)
    return Head(tuple(zones), body, Dateline(body, agency, title_case(place) or None))


def is_field(line: str) -> bool:
    """Whether a line is one field of such a block."""
    return _FIELD.fullmatch(line) is not None


def _fields(text: str, lines: list[Line]) -> tuple[int, int, list[_Field]]:
    """The numbers of the block's first line and of the first after it, and its fields in their order."""
    found: list[_Field] = []
    first = after = 0
    for number, line in enumerate(lines):
        match = _FIELD.fullmatch(text, line.start, line.end)
        if match:
            first = first if found else number
            found.append((match["name"].upper(), match.start("value"), line))
            after = number + 1
        elif found and _goes_on(text, lines, number, found[-1][0]):
            name, start, begun = found[-1]
            found[-1] = (name, start, Line(begun.start, line.end, begun.block))
            after = number + 1
        elif found:
            break
    return first, after, found


def _goes_on(text: str, lines: list[Line], number: int, name: str) -> bool:
    """Whether a line goes on with the title or byline above it: another field follows in its paragraph."""
    if name not in (*_TITLES, "BYLINE") or number + 1 >= len(lines):
        return False
    below = lines[number + 1]
    one = lines[number - 1].block == lines[number].block == below.block
    return one and _FIELD.fullmatch(text, below.start, below.end) is not None


def _is_full(text: str, field: _Field, name: str) -> bool:
    return field[0] == name and field[1] < field[2].end


def _zones(text: str, field: _Field, titled: str | None) -> list[Zone]:
    """A field's zones: of the title, the words alone are headline."""
    name, start, line = field
    if name != titled or start >= line.end:
        return [Zone(_KINDS.get(name, "boilerplate"), line.start, line.end)]
    number = _SLUG_NUMBER.match(text, start, line.end) if name == "SLUG" else None
    begin = number.end() if number else start
    return [
        Zone("boilerplate", line.start, line.start + len(text[line.start : begin].rstrip())),
        Zone("headline", begin, line.end),
    ]

"""Zones and metadata of a plain text: what is headline, dateline and body, and what belongs to neither.

Only the first and the last lines are looked at, so the cost does not grow with the body.
"""

from dataclasses import dataclass

from annotator.domain.article import Metadata, Zone
from annotator.reading.agencies import agency_line
from annotator.reading.datelines import Dateline, find_dateline
from annotator.reading.lines import Line, first_lines, is_wrapped, last_lines, trimmed
from annotator.reading.marks import (
    date_line,
    is_byline,
    is_credit_start,
    is_name,
    is_place_line,
    is_promotion,
    is_section,
    is_sentence,
    is_tail,
    looks_like_section,
    place_of,
)
from annotator.reading.publication import published

_HEADLINE_FROM_BODY = 80
"""How much of the body stands in for a missing headline, in code points."""
_LONGEST_HEADLINE = 200
_PROSE = 260
"""A line longer than this is a paragraph of the story and no line of its head."""
_LONGEST_CREDIT = 4
"""Lines of a hard-wrapped credit at the foot."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Zones (sorted, without overlap, trimmed) and what they say of the article."""

    zones: tuple[Zone, ...]
    metadata: Metadata


def recognise(text: str, name: str = "") -> Recognised:
    """Zones and metadata of a normalised text; `name` is its file's, which may hold the date."""
    lines = first_lines(text)
    if not lines:
        return Recognised((), Metadata())
    zones, body, dateline = _head(text, lines)
    start, _ = trimmed(text, body, len(text))
    tail = _tail_start(text, start)
    for kind, begin, end in (
        ("body", *trimmed(text, start, tail)),
        ("tail", *trimmed(text, tail, len(text))),
    ):
        if begin < end:
            zones.append(Zone(kind, begin, end))
    return Recognised(tuple(zones), _metadata(text, name, zones, dateline))


def _head(text: str, lines: list[Line]) -> tuple[list[Zone], int, Dateline | None]:
    """The zones before the body, where it begins, and its dateline."""
    for number, line in enumerate(lines):
        dateline = find_dateline(text, line.start)
        if dateline and text[dateline.end :].strip():
            zone = Zone("dateline", *trimmed(text, line.start, dateline.end))
            return [*_zones(text, lines[:number], dateline), zone], dateline.end, dateline
        if line.end - line.start > _PROSE:
            break
    count = _head_length(text, lines)
    return _zones(text, lines[:count], None), lines[count].start, None


def _head_length(text: str, lines: list[Line]) -> int:
    """How many lines stand before the body of a text without a dateline; 0 if nothing would be left."""
    titled = False
    for number, line in enumerate(lines):
        words = text[line.start : line.end]
        if _mark(words, titled):
            continue
        if titled or not _is_title(text, lines, number):
            return number
        titled = not (looks_like_section(words, number > 0) and _is_title(text, lines, number + 1))
    return 0


def _is_title(text: str, lines: list[Line], number: int) -> bool:
    """Whether a line is short, stands alone, does not end like a sentence, and has something below it."""
    if number + 1 >= len(lines):
        return False
    words = text[lines[number].start : lines[number].end]
    return not (len(words) > _LONGEST_HEADLINE or is_sentence(words) or is_wrapped(lines, number))


def _mark(words: str, below_title: bool) -> str | None:
    """The kind of zone that a line of the head says by itself to be."""
    if is_promotion(words):
        return "promotion"
    if agency_line(words):
        return "agency"
    if date_line(words) or (below_title and is_place_line(words)):
        return "dateline"
    return "byline" if below_title and is_byline(words) else None


def _zones(text: str, lines: list[Line], dateline: Dateline | None) -> list[Zone]:
    """The zones of the head: marked lines first, then what must be section and headline among the rest."""
    kinds: list[str | None] = []
    for line in lines:
        words = text[line.start : line.end]
        same = dateline is not None and words == dateline.agency
        kinds.append("agency" if same else _mark(words, below_title=None in kinds))
    _name_sections(text, lines, kinds)
    titles = _paragraphs(lines, kinds)
    headline = _choose_headline(text, titles, kinds[:1] == ["promotion"])
    zones = [Zone(kind, line.start, line.end) for line, kind in zip(lines, kinds, strict=True) if kind]
    for number, (start, end) in enumerate(titles):
        if number < headline:
            zones.append(Zone("section", start, end))
        else:
            zones.append(Zone(_below(text[start:end]) if number > headline else "headline", start, end))
    return sorted(zones, key=lambda zone: zone.start)


def _name_sections(text: str, lines: list[Line], kinds: list[str | None]) -> None:
    """Marks known section names that have a title below them, and unknown lines above as the site's own."""
    for number, line in enumerate(lines):
        if kinds[number] is None and is_section(text[line.start : line.end]) and None in kinds[number + 1 :]:
            kinds[: number + 1] = [kind or "promotion" for kind in kinds[:number]] + ["section"]


def _paragraphs(lines: list[Line], kinds: list[str | None]) -> list[tuple[int, int]]:
    """The unmarked lines, those of one paragraph joined: a long headline may be wrapped."""
    found: list[tuple[int, int]] = []
    previous = None
    for line, kind in zip(lines, kinds, strict=True):
        if kind is None and previous is not None and line.block == previous.block:
            found[-1] = (found[-1][0], line.end)
        elif kind is None:
            found.append((line.start, line.end))
        previous = line if kind is None else None
    return found


def _choose_headline(text: str, titles: list[tuple[int, int]], after_promotion: bool) -> int:
    """Which of the unmarked paragraphs is the headline: the first that is no section."""
    for number, (start, end) in enumerate(titles):
        if number + 1 == len(titles) or not looks_like_section(text[start:end], after_promotion):
            return number
    return 0


def _below(words: str) -> str:
    """What an unmarked line below the headline is: a name is a byline, a longer line a second headline."""
    if is_name(words):
        return "byline"
    return "headline" if len(words.split()) > 4 else "boilerplate"


def _tail_start(text: str, body: int) -> int:
    """Where credits and invitations at the foot begin; the text's end if there are none."""
    tail, pending, block = len(text), 0, 0
    for line in last_lines(text, body):
        is_other_paragraph = line.block != block
        if line.start <= body or pending > _LONGEST_CREDIT or (pending and is_other_paragraph):
            break
        words, block = text[line.start : line.end], line.block
        if is_credit_start(words) if pending else is_tail(words):
            tail, pending = line.start, 0
        else:
            pending += 1
    return tail


def _metadata(text: str, name: str, zones: list[Zone], dateline: Dateline | None) -> Metadata:
    """What the zones say: headline, agency, place and date."""
    words: dict[str, list[str]] = {}
    for zone in zones:
        if zone.kind != "body":
            words.setdefault(zone.kind, []).append(text[zone.start : zone.end])
    found = dateline or Dateline(0)
    above = words.get("dateline", [])
    lines = [line for line in map(date_line, above) if line]
    agencies = [
        *words.get("agency", []),
        *[line for tail in words.get("tail", []) for line in tail.split("\n")],
    ]
    agency = found.agency or next(filter(None, map(agency_line, agencies)), None)
    dating = published(found.numeric, found.spelled, lines, name, agency)
    return Metadata(
        headline=_one_line(words["headline"][0]) if "headline" in words else _first_words(text, zones),
        agency=agency,
        place=found.place or next((place_of(line) for line in above if is_place_line(line)), None),
        published=dating.value,
        date_evidence=dating.evidence,
        date_readings=dating.readings,
    )


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _first_words(text: str, zones: list[Zone]) -> str:
    """The body's first words, cut between two of them where that is possible."""
    start = next((zone.start for zone in zones if zone.kind == "body"), 0)
    words = _one_line(text[start : start + 3 * _HEADLINE_FROM_BODY])
    if len(words) <= _HEADLINE_FROM_BODY:
        return words
    cut = words.rfind(" ", 0, _HEADLINE_FROM_BODY + 1)
    return words[: cut if cut > 0 else _HEADLINE_FROM_BODY]

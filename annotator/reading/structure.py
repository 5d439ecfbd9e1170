"""Zones and metadata of a plain text: what is headline, dateline and body, and what belongs to neither.

Only the first and the last lines are looked at, so the cost does not grow with the body.
"""

from dataclasses import dataclass

from annotator.domain.article import Metadata, Zone
from annotator.domain.dates import Stamp
from annotator.reading.agencies import agency_line
from annotator.reading.datelines import Dateline
from annotator.reading.heads import find_head
from annotator.reading.lines import first_lines, last_lines, trimmed
from annotator.reading.marks import could_be_place_line, date_line, is_credit_start, is_tail, place_of
from annotator.reading.publication import published
from annotator.reading.radio import script_head

_HEADLINE_FROM_BODY = 80
"""How much of the body stands in for a missing headline, in code points."""
_LONGEST_CREDIT = 4
"""Lines of a hard-wrapped credit at the foot."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Zones (sorted, without overlap, trimmed) and what they say of the article."""

    zones: tuple[Zone, ...]
    metadata: Metadata


def recognise(text: str, name: str = "", stated: Stamp | None = None) -> Recognised:
    """Zones and metadata of a normalised text; `name` is its file's, which may hold the date, as may its address.

    `stated` is the day that the source states beside the text.
    """
    lines = first_lines(text)
    if not lines:
        return Recognised((), Metadata())
    head = script_head(text, lines) or find_head(text, lines)
    zones = list(head.zones)
    start, _ = trimmed(text, head.body, len(text))
    tail = _tail_start(text, start)
    for kind, begin, end in (
        ("body", *trimmed(text, start, tail)),
        ("tail", *trimmed(text, tail, len(text))),
    ):
        if begin < end:
            zones.append(Zone(kind, begin, end))
    return Recognised(tuple(zones), _metadata(text, name, zones, head.dateline, stated))


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


def _metadata(
    text: str, name: str, zones: list[Zone], dateline: Dateline | None, stated: Stamp | None
) -> Metadata:
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
    agency = agency or next((line.agency for line in lines if line.agency), None)
    dating = published(found.numeric, found.spelled, lines, name, agency, stated)
    return Metadata(
        headline=_one_line(words["headline"][0]) if "headline" in words else _first_words(text, zones),
        agency=agency,
        place=found.place or next((place_of(line) for line in above if could_be_place_line(line)), None),
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

"""Zones as an analyst corrects them: sorted, trimmed, without overlap, whatever is set where."""

from collections.abc import Sequence

from annotator.domain.article import Zone


def with_zone(text: str, zones: Sequence[Zone], new: Zone) -> tuple[Zone, ...]:
    """The zones with a new one in place of what is there; of a zone that lies around it both ends stay.

    Ranges are half-open, code points of `text`. A range of white space alone changes nothing. A body (or tail) that
    the new zone touches, with nothing but white space between them, becomes one with it.
    """
    start, end = trimmed(text, new.start, new.end)
    if start >= end:
        return tuple(zones)
    kept = [part for zone in zones for part in _outside(text, zone, start, end)]
    made = sorted([*kept, Zone(new.kind, start, end)], key=lambda zone: zone.start)
    return tuple(_joined(text, made))


def without_zone(text: str, zones: Sequence[Zone], start: int, end: int) -> tuple[Zone, ...]:
    """The zones without what of them lies in a range: it belongs to none."""
    return tuple(part for zone in zones for part in _outside(text, zone, start, end))


def meant(text: str, zones: Sequence[Zone], start: int, end: int, clearing: bool) -> tuple[int, int] | None:
    """The range that a selection (or, where it is empty, a caret) means: itself, else the caret's line or, when
    `clearing`, the zone that holds the caret or ends there. None where that is nothing."""
    if start < end:
        return start, end
    if clearing:
        found = next((zone for zone in zones if zone.start <= start < zone.end), None)
        found = found or next((zone for zone in zones if zone.end == start), None)
        return (found.start, found.end) if found else None
    after = text.find("\n", start)
    line = trimmed(text, text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after)
    return line if line[0] < line[1] else None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its ends; empty where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _outside(text: str, zone: Zone, start: int, end: int) -> list[Zone]:
    """What of a zone lies before and after a range."""
    ranges = ((zone.start, min(zone.end, start)), (max(zone.start, end), zone.end))
    parts = [trimmed(text, *part) for part in ranges if part[0] < part[1]]
    return [Zone(zone.kind, *part) for part in parts if part[0] < part[1]]


_LONG = frozenset(["body", "tail"])
"""Kinds of which two that follow each other are one."""


def _joined(text: str, zones: Sequence[Zone]) -> list[Zone]:
    made: list[Zone] = []
    for zone in zones:
        last = made[-1] if made else None
        if last and last.kind == zone.kind and zone.kind in _LONG and not text[last.end : zone.start].strip():
            made[-1] = Zone(zone.kind, last.start, zone.end)
        else:
            made.append(zone)
    return made

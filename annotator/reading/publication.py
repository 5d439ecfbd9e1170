"""When a story was published, from its dateline, the date lines above it and its file's name."""

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.dates import (
    SPELLED_MONTH,
    Dating,
    Numeric,
    Spelled,
    Stamp,
    agrees,
    day_of,
    settle,
    stamp_in_name,
)
from annotator.reading.marks import DateLine


def published(
    numeric: Numeric | None,
    spelled: Spelled | None,
    lines: Sequence[DateLine],
    name: str,
    agency: str | None,
    stated: Stamp | None = None,
) -> Dating:
    """The date from the dateline's figures and spelled date, the lines that are dates, the file's name, and what the
    source states beside the text."""
    outside = [stamp for stamp in (stamp_in_name(name), stated) if stamp]
    stamps = [stamp for stamp in map(_stamp, lines) if stamp] + outside
    if numeric is None and spelled is not None:
        numeric = _figures_of_the_same_day(spelled, lines)
    if numeric or spelled:
        return settle(numeric, spelled, stamps, agency)
    if not lines:
        return settle(stamps=outside)
    line = min(lines, key=lambda line: line.is_update)
    found = settle(line.numeric, line.spelled, outside, agency)
    where = (found.evidence or "").replace(SPELLED_MONTH, f"spelled month in the {line.name}")
    return replace(found, evidence=where or None)


def _stamp(line: DateLine) -> Stamp | None:
    """The full date of a line, if it has one that can be read in one way only."""
    if line.spelled:
        year = line.spelled.year
        day = day_of(year, line.spelled.month, line.spelled.day) if year else None
    else:
        readings = line.numeric.readings() if line.numeric else ()
        day = readings[0] if len(readings) == 1 else None
    return Stamp(day, f"date in the {line.name}") if day else None


def _figures_of_the_same_day(spelled: Spelled, lines: Sequence[DateLine]) -> Numeric | None:
    """Figures on a line of their own that can mean the dateline's day: they bring the year and the time."""
    for line in lines:
        if line.numeric and any(agrees(day, spelled) for day in line.numeric.readings()):
            return line.numeric
    return None

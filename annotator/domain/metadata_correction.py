"""What an analyst says of an article against what was recognised: values, and how they are told."""

import re
from collections.abc import Mapping
from dataclasses import replace

from annotator.domain.article import Metadata
from annotator.domain.dates import ANALYST, is_known_date
from annotator.domain.normalise import normalise
from annotator.domain.problems import Problem

CORRECTABLE = ("headline", "agency", "place", "published", "language")
"""What of an article's metadata can be corrected, as `Metadata` names it."""
CALLED = {name: "date" if name == "published" else name for name in CORRECTABLE}
"""What each of these is called in sentences."""
_SHORT_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::00)?$", re.ASCII)
"""A day with a time without seconds, which is how people write one."""
DAY, MONTH = "day", "month"
"""What can be said of dates whose day and month could be either: which of them stands first."""


def corrected(found: Metadata, values: Mapping[str, str | None]) -> Metadata:
    """The metadata with the values (by CORRECTABLE) that differ; None or "" says that it is not known.

    A date that differs counts as the analyst's word. What the dateline can mean (`date_readings`) is kept: it is what
    the text says. Nothing follows from another value: a new agency decides no date. Raises Problem for a date that is
    in none of the forms or that no calendar has.
    """
    stated = {name: _value(name, value) for name, value in values.items()}
    differing = {name: value for name, value in stated.items() if value != getattr(found, name)}
    if "published" in differing:
        differing["date_evidence"] = ANALYST
    return replace(found, **differing)  # type: ignore[arg-type]


def _value(name: str, value: str | None) -> str | None:
    """The value on one line, as the record has it."""
    said = " ".join(normalise(value or "").text.split())
    if name == "published":
        said = completed(said)
    if name == "published" and said and not is_known_date(said):
        raise Problem(
            f"{said} is no date. Write it as 2006-11-01 or, where the year is not known, --11-01; "
            "it must be in the calendar."
        )
    return said if name == "headline" else said or None


def completed(typed: str) -> str:
    """A day with a time as people write it, `2006-11-01 14:25`, in the form that metadata have; the rest as it is."""
    return _SHORT_TIME.sub(r"\1T\2:00", typed.strip())


def reading(found: Metadata, first: str) -> str:
    """The day that is meant if the DAY or the MONTH stands first. Raises Problem if the date is not open."""
    if len(found.date_readings) < 2:
        raise Problem("Day and month of this date could not be either: state the date itself.")
    return found.date_readings[0 if first == DAY else 1]


def told_date(known: Mapping[str, object]) -> str:
    """A record's date in words: `2006-11-01 (date in the file name)`, `either 2006-11-01 or 2006-01-11`, `unknown`.

    `known`: the body of the record, or what is known of it.
    """
    published, evidence = known["published"], known["date_evidence"]
    readings = known["date_readings"]
    assert isinstance(readings, list | tuple)
    shown = str(published or "") or (f"either {' or '.join(readings)}" if readings else "unknown")
    return f"{shown} ({evidence})" if evidence else shown

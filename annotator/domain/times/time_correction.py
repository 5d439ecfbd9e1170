"""What an analyst says of times in a text against what was found, and how days are written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from annotator.domain.problems import Problem, as_reason
from annotator.domain.times import periods
from annotator.domain.times.interval import Interval, TimeExpression

ANALYST = "analyst"
"""Why an expression means what it means, where an analyst said so."""


@dataclass(frozen=True, slots=True)
class TimeCorrection:
    """What words (half-open code points of the article's text) name; `value` None: no time at all."""

    start: int
    end: int
    value: Interval | None

    def body(self) -> list[Any]:
        """JSON values: start, end, the interval or None."""
        return [self.start, self.end, self.value.body() if self.value else None]

    @classmethod
    def from_body(cls, body: list[Any]) -> Self:
        """The correction that `body` describes. ValueError if its interval is none."""
        start, end, value = body
        return cls(start, end, Interval.from_body(value) if value else None)


def corrected(
    text: str, found: Iterable[TimeExpression], corrections: Sequence[TimeCorrection]
) -> list[TimeExpression]:
    """The expressions with what the analyst said in place of those it touches, in text order."""
    if not corrections:
        return list(found)
    kept = [one for one in found if not any(_touch(one, said) for said in corrections)]
    stated = [
        TimeExpression(said.start, said.end, text[said.start : said.end], said.value, "", ANALYST)
        for said in corrections
        if said.value is not None
    ]
    # What points somewhere ("since 1994") still does when its days are corrected.
    by_span = {(one.start, one.end): one.direction for one in found}
    stated = [replace(one, direction=by_span.get((one.start, one.end), "")) for one in stated]
    return sorted([*kept, *stated], key=lambda one: one.start)


def with_correction(
    corrections: Sequence[TimeCorrection], said: TimeCorrection
) -> tuple[TimeCorrection, ...]:
    """The corrections with one more, in place of those that it touches, in text order."""
    kept = [one for one in corrections if not _touch(one, said)]
    return tuple(sorted([*kept, said], key=lambda one: one.start))


def without_correction(
    corrections: Sequence[TimeCorrection], start: int, end: int
) -> tuple[TimeCorrection, ...]:
    """The corrections without those in a range: what was found there holds again."""
    return tuple(one for one in corrections if not (one.start < end and start < one.end))


def _touch(one: TimeExpression | TimeCorrection, other: TimeCorrection) -> bool:
    return one.start < other.end and other.start < one.end


def written(value: Interval) -> str:
    """An interval as it is written: 2006, 2006-11, 2006-11-01, else both its days with a / between them."""
    for shown in (str(value.first), str(value.first)[:7], str(value.first)[:4]):
        if _named(shown) == (value.first, value.last):
            return shown
    return f"{value.first}/{value.last}"


def meaning(one: TimeExpression) -> str:
    """What a time means, in a line: `since 1994`, `unknown: the year …`, `2006-11-01 (analyst)`."""
    if one.value is None:
        return f"unknown: {as_reason(one.why)}"
    said = f" ({ANALYST})" if one.why == ANALYST else ""
    return f"{one.direction} {written(one.value)}".strip() + said


def read(typed: str) -> Interval:
    """The interval that was typed, as `written` writes it. Raises Problem if it is none."""
    first, between, last = (part.strip() for part in typed.strip().partition("/"))
    try:
        begun = _named(first)
        if not between:
            return Interval(*begun, {4: "year", 7: "month", 10: "day"}[len(first)])
        return Interval(begun[0], _named(last)[1], "range")
    except (ValueError, OverflowError, KeyError):
        raise Problem(
            f"“{typed}” is no time: write it as 2006-11-01, 2006-11 or 2006, "
            "a longer one as 2006-10-18/2006-10-19."
        ) from None


def _named(shown: str) -> tuple[date, date]:
    """First and last day of a year, month or day. ValueError if it is none."""
    parts = [int(part) for part in shown.split("-")]
    if [len(part) for part in shown.split("-")] not in ([4], [4, 2], [4, 2, 2]):
        raise ValueError(shown)
    if len(parts) == 1:
        whole = periods.year(parts[0])
    elif len(parts) == 2:
        whole = periods.month(*parts)
    else:
        return date(*parts), date(*parts)
    return whole.first, whole.last

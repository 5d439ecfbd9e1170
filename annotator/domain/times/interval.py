"""What an expression of time is: where it stands in the text, and which days it means."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

NO_DATE = "The date of publication is not known."
NO_YEAR = "The year of publication is not known."
NO_DAY_BEFORE = "No day that is known stands before it in this paragraph."
NO_TIME_BEFORE = "No time that is known stands before it in this paragraph."
NO_SUCH_DAY = "There is no such day in the calendar."
NO_NUMBER = "The text does not say how many."
DAY_OR_MONTH_FIRST = "Day and month could be either."
BROKE_OFF = "The rule for it met an error of the program."
BACKWARDS = "The end comes before the beginning."


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `first` to `last`, both included.

    `precision` is what was named: day, weekend, week, month, quarter, season, half-year, year, decade, century;
    `part` for a part of one of them ("late May"), `range` for days between two named times or a length of time.
    """

    first: date
    last: date
    precision: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"an interval ends before it begins: {self.first} to {self.last}")

    def body(self) -> dict[str, str]:
        """JSON values; days as `2006-11-01`."""
        return {"first": str(self.first), "last": str(self.last), "precision": self.precision}

    @classmethod
    def from_body(cls, body: dict[str, str]) -> Self:
        """The interval that `body` describes. ValueError if a day is no day or the order is wrong."""
        return cls(date.fromisoformat(body["first"]), date.fromisoformat(body["last"]), body["precision"])


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words of an article that name a time. Offsets are half-open code points; `text` is what stands there.

    `value` holds the days of the named time alone, or None when it cannot be told, and `why` says why not; where an
    analyst said what it is, `why` is `time_correction.ANALYST`.
    Prepositions are no part of the words. `direction` is "since", "until", "before", "after", "about" or "":
    "since 1994" names 1994 and points onwards from it.
    """

    start: int
    end: int
    text: str
    value: Interval | None
    direction: str = ""
    why: str = ""

    def body(self) -> dict[str, Any]:
        """JSON values."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "value": self.value.body() if self.value else None,
            "direction": self.direction,
            "why": self.why,
        }

    @classmethod
    def from_body(cls, body: dict[str, Any]) -> Self:
        """The expression that `body` describes."""
        value = body["value"]
        return cls(
            body["start"],
            body["end"],
            body["text"],
            Interval.from_body(value) if value else None,
            body["direction"],
            body["why"],
        )

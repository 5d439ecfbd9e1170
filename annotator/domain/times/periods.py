"""Periods of the calendar as intervals. Weeks run from Monday to Sunday; all days outside 1..9999 are errors.

Functions raise ValueError or OverflowError where the calendar has no such day.
"""

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from annotator.domain.times.interval import Interval

Cut = Callable[[Interval], Interval]
"""What takes a part of a period: its end, its first half."""

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which a season of the northern hemisphere begins, by the weather's reckoning."""


def day(of: date) -> Interval:
    """A single day."""
    return Interval(of, of, "day")


def week(of: date) -> Interval:
    """The week that holds the day."""
    monday = of - timedelta(days=of.weekday())
    return Interval(monday, monday + timedelta(days=6), "week")


def weekend(of: date) -> Interval:
    """Saturday and Sunday of the week that holds the day."""
    sunday = week(of).last
    return Interval(sunday - timedelta(days=1), sunday, "weekend")


def month(year: int, number: int) -> Interval:
    """A month, 1..12."""
    return _months(year, number, 1, "month")


def quarter(year: int, number: int) -> Interval:
    """A quarter, 1..4."""
    return _months(year, number * 3 - 2, 3, "quarter")


def half_year(year: int, number: int) -> Interval:
    """A half of a year, 1 or 2."""
    return _months(year, number * 6 - 5, 6, "half-year")


def season(year: int, name: str) -> Interval:
    """A season; winter begins in the December of the year."""
    return _months(year, _SEASONS[name], 3, "season")


def year(of: int) -> Interval:
    """A year of the calendar."""
    return Interval(date(of, 1, 1), date(of, 12, 31), "year")


def decade(of: int) -> Interval:
    """The ten years that begin with the year: 1990 for the 1990s."""
    return Interval(date(of, 1, 1), date(of + 9, 12, 31), "decade")


def century(number: int) -> Interval:
    """A century: the 20th runs from 1901 to 2000."""
    return Interval(date(number * 100 - 99, 1, 1), date(number * 100, 12, 31), "century")


def _months(year: int, first: int, count: int, precision: str) -> Interval:
    start = date(year, first, 1)
    return Interval(start, start + relativedelta(months=count, days=-1), precision)


def holding(of: date, unit: str) -> Interval:
    """The period of that kind (day, week, weekend, month, quarter, year, decade, century) that holds the day."""
    makers: dict[str, Callable[[], Interval]] = {
        "day": lambda: day(of),
        "week": lambda: week(of),
        "weekend": lambda: weekend(of),
        "month": lambda: month(of.year, of.month),
        "quarter": lambda: quarter(of.year, (of.month + 2) // 3),
        "year": lambda: year(of.year),
        "decade": lambda: decade(of.year // 10 * 10),
        "century": lambda: century((of.year + 99) // 100),
    }
    return makers[unit]()


_STEPS = {
    "day": ("days", 1),
    "week": ("weeks", 1),
    "weekend": ("weeks", 1),
    "month": ("months", 1),
    "quarter": ("months", 3),
    "year": ("years", 1),
    "decade": ("years", 10),
    "century": ("years", 100),
}


def moved(of: date, unit: str, by: int) -> date:
    """The day so many periods later (earlier, if negative). 31 March a month earlier is 28 or 29 February."""
    name, size = _STEPS[unit]
    if abs(by) > 1_000_000:
        raise OverflowError(by)
    result: date = of + _delta(name, by * size)
    return result


def _delta(name: str, count: int) -> relativedelta:
    if name == "years":
        return relativedelta(years=count)
    if name == "months":
        return relativedelta(months=count)
    return relativedelta(days=count * (7 if name == "weeks" else 1))


def neighbour(of: date, unit: str, by: int) -> Interval:
    """The period so many periods away from the one that holds the day: unit week, by -1 is the week before."""
    return holding(moved(of, unit, by), unit)


def lasting(start: date, unit: str, count: int) -> Interval:
    """A length of time before (count negative) or after a day, with that day."""
    other = moved(start, unit, count)
    return Interval(min(start, other), max(start, other), "range")


def weekday(of: date, number: int, by: int, same: bool) -> Interval:
    """The nearest such weekday (Monday 0) after (by 1) or before (by -1) the day; `same`: or that day itself."""
    ahead = (number - of.weekday()) * by % 7
    return day(of + timedelta(days=by * (ahead if ahead or same else 7)))


def whole(of: Interval) -> Interval:
    """The period itself."""
    return of


def early(of: Interval) -> Interval:
    """Its first third, in days, months or years as it has."""
    return _third(of, 0)


def middle(of: Interval) -> Interval:
    """Its second third."""
    return _third(of, 1)


def late(of: Interval) -> Interval:
    """Its last third."""
    return _third(of, 2)


def half(number: int) -> Cut:
    """What takes the first (1) or second (2) half."""

    def cut(of: Interval) -> Interval:
        if of.precision == "year":
            return half_year(of.first.year, number)
        if of.precision == "month":
            middle_day = of.first.replace(day=15)
            days = (of.first, middle_day) if number == 1 else (middle_day + timedelta(days=1), of.last)
            return Interval(*days, "part")
        length = (of.last - of.first).days // 2
        return (
            Interval(of.first, of.first + timedelta(days=length), "part")
            if number == 1
            else Interval(of.first + timedelta(days=length + 1), of.last, "part")
        )

    return cut


def quarter_of(number: int) -> Cut:
    """What takes a quarter of a year, 1..4."""
    return lambda of: quarter(of.first.year, number)


def week_of(number: int) -> Cut:
    """What takes the first seven days (1), the next (2) and so on of a period, or the last seven (-1)."""

    def cut(of: Interval) -> Interval:
        if number < 0:
            return Interval(of.last - timedelta(days=6), of.last, "week")
        start = of.first + timedelta(days=7 * (number - 1))
        return Interval(start, start + timedelta(days=6), "week")

    return cut


def stretch(unit: str, count: int, from_end: bool) -> Cut:
    """What takes the first so many days, weeks or months of a period, or the last."""

    def cut(of: Interval) -> Interval:
        one = timedelta(days=1)
        if from_end:
            return Interval(max(of.first, moved(of.last + one, unit, -count)), of.last, "range")
        return Interval(of.first, min(of.last, moved(of.first, unit, count) - one), "range")

    return cut


def _third(of: Interval, number: int) -> Interval:
    months = {"year": (4, 4, 4), "half-year": (2, 2, 2), "quarter": (1, 1, 1), "season": (1, 1, 1)}
    years = {"decade": (4, 3, 3), "century": (33, 34, 33)}
    if of.precision in months:
        unit, parts = "month", months[of.precision]
    elif of.precision in years:
        unit, parts = "year", years[of.precision]
    else:
        third = round(((of.last - of.first).days + 1) / 3)
        unit, parts = "day", (third, third, third)
    start = moved(of.first, unit, sum(parts[:number]))
    end = of.last if number == 2 else moved(start, unit, parts[number]) - timedelta(days=1)
    return Interval(min(start, of.last), max(min(end, of.last), min(start, of.last)), "part")

"""Which days a mention means, given the day of publication and what stands around it."""

from datetime import date

from annotator.domain.times.interval import (
    DAY_OR_MONTH_FIRST,
    NO_DAY_BEFORE,
    NO_SUCH_DAY,
    NO_TIME_BEFORE,
    Interval,
)
from annotator.domain.times.mention import (
    Anchored,
    Dated,
    Either,
    Mention,
    Named,
    Related,
    Setting,
    Unclear,
    Weekend,
    Weekly,
    Yearly,
)
from annotator.domain.times.periods import day as one_day
from annotator.domain.times.periods import moved, weekday, weekend

LONGEST = {
    "day": 1,
    "weekend": 2,
    "week": 7,
    "month": 31,
    "quarter": 92,
    "season": 92,
    "year": 366,
    "decade": 3653,
    "century": 36525,
}
"""How many days a period has at most."""

_WEEKDAY_YEARS = 6
"""In how many years around the publication a date's weekday is looked for: it returns after 5, 6 or 11."""


def resolve(mention: Mention, setting: Setting) -> Interval | str:
    """The interval that is meant, or the reason why it cannot be told."""
    try:
        found = _named(mention.named, setting)
        return found if isinstance(found, str) else mention.cut(found)
    except (ValueError, OverflowError):
        return NO_SUCH_DAY


def _named(named: Named, setting: Setting) -> Interval | str:
    match named:
        case Dated(make):
            return make()
        case Yearly(in_year, int(year)):
            return in_year(year)
        case Unclear(why):
            return why
        case Either(days):
            return _either(days, setting.day)
        case Anchored():
            return _anchored(named, setting)
    if setting.day is None:
        return setting.missing
    return _from_publication(named, setting.day, setting.tense)


def _from_publication(named: Yearly | Weekly | Weekend | Related, day: date, tense: int) -> Interval:
    match named:
        case Related(make):
            return make(day)
        case Weekly(number, pull):
            if pull:
                return weekday(day, number, pull, same=False)
            return weekday(day, number, 1 if tense > 0 else -1, same=True)
        case Weekend():
            coming = weekend(day)
            return coming if tense > 0 or coming.first <= day else weekend(moved(day, "week", -1))
        case Yearly():
            return _in_some_year(named, day, tense)


def _either(days: tuple[date, ...], published: date | None) -> Interval | str:
    """The one reading that is the day of publication or the day beside it, as in stamps of stories."""
    near = [one for one in days if published and abs((one - published).days) <= 1]
    return one_day(near[0]) if len(near) == 1 else DAY_OR_MONTH_FIRST


def _anchored(named: Anchored, setting: Setting) -> Interval | str:
    """Counted from the last time before it that is short enough; "that year" without one is the publication's."""
    earlier = [setting.short, setting.last] if named.unit == "day" else [setting.last, setting.short]
    if named.back and not setting.last:
        earlier.append(setting.above)
    for one in earlier:
        if one and (one.last - one.first).days < LONGEST[named.unit]:
            return named.make(one.last)
    if named.unit == "day":
        return NO_DAY_BEFORE
    if not named.back or setting.last or setting.above:
        return NO_TIME_BEFORE
    return named.make(setting.day) if setting.day else setting.missing


def _in_some_year(named: Yearly, day: date, tense: int) -> Interval:
    """The year that fits a weekday if one is written, else what the pull or the tense wants, else the nearest."""
    reach = _WEEKDAY_YEARS if named.weekday is not None else 5 if named.pull or tense else 1
    found = _occurrences(named, day, reach)
    if named.weekday is not None:
        fitting = [one for one in found if one.first.weekday() == named.weekday]
        # A weekday that fits no year near is a slip of the pen: then the date counts without it.
        found = fitting or _occurrences(named, day, 1)
    if named.pull:
        found = [one for one in found if (one.last < day if named.pull < 0 else one.first > day)] or found
    elif tense:
        found = [one for one in found if (one.first <= day if tense < 0 else one.last >= day)] or found
    if not found:
        raise ValueError("no such day in any year near")
    return min(found, key=lambda one: _distance(one, day))


def _occurrences(named: Yearly, day: date, reach: int) -> list[Interval]:
    """The time in each year around the day, as far as the calendar has it: 29 February is not in all."""
    found = []
    for year in range(max(1, day.year - reach), min(9998, day.year + reach) + 1):
        try:
            found.append(named.in_year(year))
        except ValueError:
            continue
    return found


def _distance(of: Interval, day: date) -> int:
    """Days between a day and an interval; 0 inside."""
    return max((of.first - day).days, (day - of.last).days, 0)

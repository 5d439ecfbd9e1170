"""Rules of words that name a time only where their sentence says so ("in two weeks", "on the 15th"), and of feasts."""

import re
from datetime import date

from annotator.domain.times import periods
from annotator.domain.times.days import with_year
from annotator.domain.times.interval import Interval
from annotator.domain.times.lexicon import (
    DOUBTFUL,
    FULL_MONTH,
    GAP,
    NUMBER,
    SEASONS,
    THE_SAME,
    YEAR,
    month_of,
    number_of,
    one_of,
)
from annotator.domain.times.mention import Anchored, Mention, Related, Yearly
from annotator.domain.times.rule import Scan, rule
from annotator.domain.times.surroundings import FUTURE, tense_at

# In two weeks

_ANOTHER_MATTER = re.compile(rf"{GAP}(?:of|after|before|since|from|that)\b|['’-]")
"""In two weeks of fighting: a length of time. In two weeks after the vote: counted from another day."""


def _ahead(found: re.Match[str], scan: Scan) -> Mention | None:
    """Only where the sentence looks ahead: "in two weeks they had lost" is a length of time."""
    start, end = found.span("length")
    if _ANOTHER_MATTER.match(scan.text, end) or tense_at(scan.text, start, end, "") != FUTURE:
        return None
    unit, count = found["unit"].lower(), number_of(found["count"])
    if found["within"]:
        return Mention(start, end, "length", Related(lambda day: periods.lasting(day, unit, count)))
    return Mention(start, end, unit, Related(lambda day: periods.neighbour(day, unit, count)), loosely=True)


# The 15th

_ON = re.compile(rf"(?<!\w)(?:on|by|until|till|before|after|since){GAP}(?:the{GAP})?$", re.IGNORECASE)
_NUMBERED = re.compile(rf"{GAP}[A-Za-z]|-|['’]")
_GOES_ON = re.compile(rf"{GAP}(?:and|but|when|where|at|in|after|before|to|for|he|she|it|they|said)\b")
_MONTHS_AROUND = 2


def _day_of_month(found: re.Match[str], scan: Scan) -> Mention | None:
    """The day of this month, or the nearest one before or after it that the sentence wants."""
    start, end = found.span()
    if not _ON.search(scan.behind(start)):
        return None
    if _NUMBERED.match(scan.text, end) and not _GOES_ON.match(scan.text, end):
        return None
    number, tense = int(found["number"]), tense_at(scan.text, start, end, "")
    return Mention(start, end, "day", Related(lambda day: _nearest(day, number, tense)))


def _nearest(day: date, number: int, tense: int) -> Interval:
    """ValueError where no month near has such a day, which 1 to 31 rule out."""
    found = []
    for step in range(-_MONTHS_AROUND, _MONTHS_AROUND + 1):
        month = periods.neighbour(day, "month", step)
        if number <= month.last.day:
            found.append(month.first.replace(day=number))
    fitting = [one for one in found if not tense or (one >= day if tense > 0 else one <= day)]
    return periods.day(min(fitting, key=lambda one: abs((one - day).days)))


# Feasts

_FEASTS = {
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
}
"""Holidays that fall on one day everywhere; Christmas alone is as often a season."""
_FEAST = "|".join(name.title().replace("'S", "['’]s").replace(" ", GAP) for name in _FEASTS)


def _feast(found: re.Match[str], scan: Scan) -> Mention:
    month, day = _FEASTS[" ".join(found["feast"].lower().replace("’", "'").split())]
    yearly = Yearly(lambda year: periods.day(date(year, month, day)))
    return Mention(*found.span(), "day", with_year(found, yearly))


# That summer, that same May

_NO_VERB_AFTER = re.compile(
    rf"(?={GAP}?[.,;:)]|{GAP}(?:and|but|when|as|after|before|he|she|it|they|the)\b|$)"
)
_SURE_SEASONS = ("summer", "autumn", "winter")
_JANUARY_FEBRUARY = 2


def _back_in_year(found: re.Match[str], scan: Scan) -> Mention | None:
    """A month or season in the year of the time named last; not "prices that fall" nor "he said that May"."""
    season, back = found["season"], found["back"].lower()
    if not back.endswith(("same", "very")):
        doubtful = (
            season not in _SURE_SEASONS if season else found["month"] in DOUBTFUL or back == found["back"]
        )
        if doubtful and not (season and _NO_VERB_AFTER.match(scan.text, found.end())):
            return None
    if season:
        grain, make = "season", lambda day: _season_of(day, season)
    else:
        number = month_of(found["month"])
        grain, make = "month", lambda day: periods.month(day.year, number)
    return Mention(*found.span(), grain, Anchored(make, "year", back.startswith("that")))


def _season_of(day: date, name: str) -> Interval:
    """The season of the day's year; a winter begins in the year before for who names it in January or February."""
    earlier = name == "winter" and day.month <= _JANUARY_FEBRUARY
    return periods.season(day.year - earlier, name)


RULES = (
    rule(
        ("in", "within"),
        rf"(?:in|(?P<within>within)){GAP}(?:about{GAP}|some{GAP})?"
        rf"(?P<length>(?P<count>{NUMBER}){GAP}(?P<unit>day|week|month|year)s?\b)(?!-)",
        _ahead,
        ignore_case=True,
    ),
    rule(("the",), rf"the{GAP}(?P<number>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)\b", _day_of_month),
    rule(
        ("the", "that"),
        rf"(?P<back>(?i:the{GAP}(?:very{GAP})?same|{THE_SAME})){GAP}"
        rf"(?:(?P<season>{one_of(*SEASONS)})\b(?!-)|(?P<month>{FULL_MONTH})(?!{GAP}\d))",
        _back_in_year,
    ),
    rule(
        ("new", "christmas", "boxing"),
        rf"(?P<feast>{_FEAST})\b(?:,?{GAP}(?P<year>{YEAR}))?(?P<that>)",
        _feast,
    ),
)

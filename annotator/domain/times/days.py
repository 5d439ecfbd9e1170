"""Rules of days: dates with their month in words or in figures, and days of the week."""

import re
from dataclasses import replace
from datetime import date, timedelta

from annotator.domain import dates
from annotator.domain.times import periods
from annotator.domain.times.interval import NO_SUCH_DAY, Interval
from annotator.domain.times.lexicon import (
    DAY,
    GAP,
    MONTH,
    MONTHS,
    NO_WEEKDAY_AFTER,
    SHORT_MONTHS,
    SHORT_WEEKDAY,
    SHORT_WEEKDAYS,
    STREETS,
    THE_SAME,
    WEEKDAY,
    WEEKDAYS,
    WHAT_NO_WEEKDAY_PRECEDES,
    YEAR,
    month_of,
    weekday_of,
    words,
)
from annotator.domain.times.mention import (
    Anchored,
    Dated,
    Either,
    Mention,
    Named,
    Related,
    Unclear,
    Weekly,
    Yearly,
)
from annotator.domain.times.rule import Scan, rule

YEAR_TAIL = (
    rf"(?:,?{GAP}(?:of{GAP})?(?:(?P<year>{YEAR})"
    rf"|(?P<that>last|this|next|that|the{GAP}(?:same|previous|following)){GAP}year\b))"
)
"""The year after a month or a date: "2008", "of last year"."""
_AND = rf"(?:{GAP}?[-–—]{GAP}?|{GAP}(?:to|and|through|&){GAP})"
_MONTH_FIRST = rf"(?P<month>{MONTH}){GAP}?(?P<day>{DAY})(?:{_AND}(?P<day2>{DAY}))?{YEAR_TAIL}?"
_MONTH_FIRST_ONE = rf"(?P<month>{MONTH}){GAP}?(?P<day>{DAY}){YEAR_TAIL}?"
_DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_NO_STREET = rf"(?!{GAP}{STREETS}\b)"
_DAY_FIRST = (
    rf"(?:the{GAP})?(?P<day>{_DAY_NUMBER})(?:{_AND}(?P<day2>{_DAY_NUMBER}))?{GAP}(?:of{GAP})?"
    rf"(?P<month>{MONTH}){_NO_STREET}{YEAR_TAIL}?"
)
_DAY_FIRST_ONE = (
    rf"(?:the{GAP})?(?P<day>{_DAY_NUMBER}){GAP}(?:of{GAP})?(?P<month>{MONTH}){_NO_STREET}{YEAR_TAIL}?"
)
_SPELLED = [re.compile(source) for source in (_MONTH_FIRST, _MONTH_FIRST_ONE, _DAY_FIRST, _DAY_FIRST_ONE)]
_ATTACKS = re.compile(
    rf"{GAP}(?:terror(?:ist)?{GAP})?(?:attacks|hijackers|hijackings|Commission|commission)\b"
)
_GLUED = re.compile(r"(?:[\w$€£#/.:,]|(?<=\d)[-–])$")
"""What a number that begins a date does not follow without a space."""
SEPTEMBER_11 = date(2001, 9, 11)
THAT = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


def with_year(found: re.Match[str], yearly: Yearly) -> Named:
    """The time in the year that its tail names, or once a year."""
    parts = found.groupdict()
    if parts["year"]:
        return replace(yearly, year=int(parts["year"]))
    if not parts["that"]:
        return yearly
    which = parts["that"].split()[-1].lower()
    step = {"previous": -1, "following": 1, **THAT}.get(which, 0)
    if which in THAT:
        return Related(lambda day: yearly.in_year(day.year + step))
    return Anchored(lambda day: yearly.in_year(day.year + step), "year", back=which == "that")


def spelled_at(text: str, start: int) -> Mention | None:
    """The date with its month in words that stands there."""
    for pattern in _SPELLED:
        found = pattern.match(text, start)
        mention = found and _spelled(found)
        if mention:
            return mention
    return None


def _spelled(found: re.Match[str]) -> Mention | None:
    month = month_of(found["month"])
    first = last = int(re.sub(r"\D", "", found["day"]))
    if "day2" in found.re.groupindex and found["day2"]:
        last = int(re.sub(r"\D", "", found["day2"]))
        link = found.string[found.end("day") : found.start("day2")]
        # "May 3 and 7" are two days, and no days between are meant.
        if last <= first or (("and" in link or "&" in link) and last != first + 1):
            return None
    if not dates.day_of(2000, month, last):
        return Mention(*found.span(), "day", Unclear(NO_SUCH_DAY))
    if (
        (month, first, last) == (9, 11, 11)
        and not found["year"]
        and _ATTACKS.match(found.string, found.end())
    ):
        return Mention(*found.span(), "day", Dated(lambda: periods.day(SEPTEMBER_11)))

    def in_year(year: int) -> Interval:
        start = date(year, month, first)
        return Interval(start, start + timedelta(days=last - first), "day" if first == last else "range")

    return Mention(*found.span(), "day" if first == last else "days", with_year(found, Yearly(in_year)))


_THE = re.compile(rf"\b[Tt]he{GAP}$")
_MOVEMENT_AFTER = re.compile(rf"{GAP}[A-Z]")
"""The March 14 Alliance, the April 6 Movement."""


def _date(found: re.Match[str], scan: Scan) -> Mention | None:
    start = found.start()
    if found[0][0].isdigit() and _GLUED.search(scan.text[max(0, start - 2) : start]):
        return None
    mention = spelled_at(scan.text, start)
    if mention and _THE.search(scan.behind(start)) and _MOVEMENT_AFTER.match(scan.text, mention.end):
        return None
    return mention


def _figures(found: re.Match[str], scan: Scan) -> Mention | None:
    start = found.start()
    if _GLUED.search(scan.text[max(0, start - 2) : start]):
        return None
    numeric = dates.numeric_date(found)
    if found["mark"] == "." and not numeric.readings():
        return None  # A version, a paragraph.
    days = (numeric.day_first,) if found["mark"] == "." and numeric.day_first else numeric.readings()
    if not days:
        return Mention(*found.span(), "day", Unclear(NO_SUCH_DAY))
    if len(days) > 1:
        return Mention(*found.span(), "day", Either(numeric.readings()))
    only = days[0]
    return Mention(*found.span(), "day", Dated(lambda: periods.day(only)) if only else Unclear(NO_SUCH_DAY))


def _nine_eleven(found: re.Match[str], scan: Scan) -> Mention | None:
    return Mention(*found.span(), "day", Dated(lambda: periods.day(SEPTEMBER_11)))


_WHICH = (
    rf"(?:(?P<which>(?:this{GAP})?(?:past|coming)"
    rf"|(?:the{GAP})?(?:last|next|coming|past|following|previous|preceding)|the{GAP}same|this|{THE_SAME}){GAP})?"
)
_BEFORE_DATE = rf"(?:,?{GAP}|{GAP}?\()(?=\d|the{GAP}\d|[A-Z])"
_NO_PAPER = rf"(?!{GAP}{WHAT_NO_WEEKDAY_PRECEDES}\b)"
_NAMED_DAY = re.compile(rf"(?:{NO_WEEKDAY_AFTER}|Mail{GAP}on){GAP}$")
_BEGINNING = re.compile(r"(?:^|[.!?]\s)\s*$")
_NAME_AFTER = re.compile(rf"{GAP}(?!{MONTH})[A-Z][a-z]+{GAP}[a-z]")
"""At the beginning of a sentence "Friday Okafor said" is a name: a day would stand there with "on"."""
_ANCHORS = {"following": 1, "previous": -1, "preceding": -1}
_BEFORE_DATE_PATTERN = re.compile(_BEFORE_DATE)


def _weekday(found: re.Match[str], scan: Scan) -> Mention | None:
    before = scan.text[max(0, found.start() - 12) : found.start()]
    if _NAMED_DAY.search(before) or (_BEGINNING.search(before) and _NAME_AFTER.match(scan.text, found.end())):
        return None
    number = weekday_of(found["weekday"])
    dated = _dated_weekday(found, scan.text, number)
    if dated or found["short"]:
        return dated
    if found["week"]:
        step = THAT[found["week"]]
        make = Related(
            lambda day: periods.weekday(periods.neighbour(day, "week", step).first, number, 1, same=True)
        )
        return Mention(*found.span(), "weekday", make)
    return Mention(*found.span(), "weekday", _which_weekday(found["which"] or "", number))


def _dated_weekday(found: re.Match[str], text: str, number: int) -> Mention | None:
    """A weekday with a date beside it: the date counts, and the weekday helps to find its year."""
    gap = _BEFORE_DATE_PATTERN.match(text, found.end("weekday"))
    dated = spelled_at(text, gap.end()) if gap else None
    if not gap or not dated:
        return None
    named = dated.named
    if isinstance(named, Yearly) and named.year is None:
        named = replace(named, weekday=number)
    closed = "(" in gap[0] and text.startswith(")", dated.end)
    return replace(dated, start=found.start(), end=dated.end + closed, named=named)


def _which_weekday(which: str, number: int) -> Named:
    words = which.lower().split()
    last = words[-1] if words else ""
    if last in ("that", "same", "very"):
        return Anchored(
            lambda day: periods.weekday(periods.week(day).first, number, 1, same=True),
            "week",
            back=words[0] == "that",
        )
    if last in _ANCHORS or words == ["the", "next"]:
        step = _ANCHORS.get(last, 1)
        return Anchored(lambda day: periods.weekday(day, number, step, same=False), "day")
    return Weekly(number, THAT.get(last, 0))


_NUMBER = ("0",)
_MONTH_STARTS = (*MONTHS, *SHORT_MONTHS)
_WHICH_STARTS = words("this the last next past coming following previous preceding that")

RULES = (
    rule(_MONTH_STARTS, rf"{MONTH}{GAP}?\d", _date),
    rule(_NUMBER, rf"{_DAY_NUMBER}(?:{_AND}{_DAY_NUMBER})?{GAP}(?:of{GAP})?{MONTH}", _date),
    rule(("the",), rf"the{GAP}{_DAY_NUMBER}(?:{_AND}{_DAY_NUMBER})?{GAP}(?:of{GAP})?{MONTH}", _date),
    rule(_NUMBER, dates.NUMERIC, _figures),
    rule(_NUMBER, r"9/11(?![\d/])", _nine_eleven),
    rule(
        (*WEEKDAYS, *SHORT_WEEKDAYS, *_WHICH_STARTS),
        rf"(?i:{_WHICH})(?P<weekday>{WEEKDAY}|(?P<short>{SHORT_WEEKDAY})){_NO_PAPER}"
        rf"(?:(?:{GAP}(?:of{GAP})?(?P<week>last|this|next){GAP}week\b))?",
        _weekday,
    ),
)

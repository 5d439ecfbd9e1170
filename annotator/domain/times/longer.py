"""Rules of times longer than a day: months, seasons, quarters, years, decades, and parts of them."""

import re
from dataclasses import replace
from datetime import date

from annotator.domain.times import periods
from annotator.domain.times.days import THAT, YEAR_TAIL, spelled_at, with_year
from annotator.domain.times.interval import Interval
from annotator.domain.times.lexicon import (
    DAY,
    DECADES,
    DOUBTFUL,
    FULL_MONTH,
    GAP,
    MONTH,
    MONTHS,
    NOT_COUNTING,
    NUMBER,
    ORDINALS,
    SEASONS,
    SHORT_MONTHS,
    YEAR,
    month_of,
    number_of,
    one_of,
    words,
)
from annotator.domain.times.mention import Dated, Mention, Named, Related, Yearly
from annotator.domain.times.periods import Cut
from annotator.domain.times.rule import Scan, rule

_LINK = re.compile(rf",?{GAP}(?:and|or|to|through|until|till|&){GAP}|,{GAP}|{GAP}?[-–—/]{GAP}?")
_FIGURES = r"(?:1[789]|20)\d\d"
_MONTH = re.compile(rf"(?P<month>{MONTH}){YEAR_TAIL}?")
_SEASON_NAMES = one_of(*SEASONS, *(name.capitalize() for name in SEASONS))
_SEASON_YEAR = (
    rf"{GAP}(?:of{GAP})?(?:(?P<year>{_FIGURES})(?:[-–/]\d\d(?:\d\d)?)?{NOT_COUNTING}"
    rf"|(?P<that>last|this|next){GAP}year\b)"
)
_SEASON = re.compile(rf"(?:the{GAP})?(?P<season>{_SEASON_NAMES})\b(?:{_SEASON_YEAR})?")
_DECADE = re.compile(
    rf"(?:the{GAP})?(?:(?P<figures>(?:1[789]|20)\d0)['’]?s|['’]?(?P<short>[2-9]0)s|(?P<word>{one_of(*DECADES)}))\b"
)
_YEAR = re.compile(rf"(?:(?:the{GAP})?(?:fiscal{GAP})?(?:year{GAP})?)(?P<year>{YEAR})")
_UNIT = re.compile(
    rf"(?P<which>the|this|last|next|the{GAP}(?:current|past|last)){GAP}(?P<unit>week|month|quarter|year|decade|century)\b(?!-)"
)
_PULLED = re.compile(
    rf"(?P<which>(?i:(?:this{GAP})?(?:past|coming)|last|this|next)){GAP}"
    rf"(?:(?P<month>{MONTH})(?!{GAP}\d)|(?P<season>{one_of(*SEASONS)})\b(?!-))"
)
_CENTURY = re.compile(rf"(?:the{GAP})?(?P<number>1[0-9]|2[0-2])(?:st|nd|rd|th)(?:{GAP}|-)century\b")


def period_at(text: str, start: int) -> Mention | None:
    """The month, season, quarter, year, decade or week that stands there, whatever stands before."""
    for pattern, build in _PERIODS:
        found = pattern.match(text, start)
        if found:
            return build(found)
    return None


def _month(found: re.Match[str]) -> Mention:
    number = month_of(found["month"])
    return Mention(*found.span(), "month", with_year(found, Yearly(lambda year: periods.month(year, number))))


def _season(found: re.Match[str]) -> Mention:
    name = found["season"].lower()
    return Mention(*found.span(), "season", with_year(found, Yearly(lambda year: periods.season(year, name))))


def _decade(found: re.Match[str]) -> Mention:
    short = int(found["short"]) if found["short"] else DECADES.get(found["word"] or "", 0)
    first = int(found["figures"]) if found["figures"] else 1900 + short
    return Mention(*found.span(), "decade", Dated(lambda: periods.decade(first)))


def _year(found: re.Match[str]) -> Mention:
    number = int(found["year"])
    return Mention(*found.span(), "year", Dated(lambda: periods.year(number)))


def _unit(found: re.Match[str]) -> Mention:
    which, unit = found["which"].split()[-1], found["unit"]
    step = THAT.get(which, 0)
    return Mention(*found.span(), unit, Related(lambda day: periods.neighbour(day, unit, step)))


def _century(found: re.Match[str]) -> Mention:
    number = int(found["number"])
    return Mention(*found.span(), "century", Dated(lambda: periods.century(number)))


def _pulled(found: re.Match[str]) -> Mention:
    """A month or season with last, this or next."""
    step = THAT[found["which"].split()[-1].lower()]
    name = found["season"]
    if name:
        season = name.lower()
        yearly = Yearly(lambda year: periods.season(year, season), pull=step)
    else:
        number = month_of(found["month"])
        yearly = Yearly(lambda year: periods.month(year, number), pull=step)
    named: Named = yearly if step else Related(lambda day: yearly.in_year(day.year))
    return Mention(*found.span(), "season" if name else "month", named)


_PERIODS = (
    (_PULLED, _pulled),
    (_MONTH, _month),
    (_SEASON, _season),
    (_DECADE, _decade),
    (_YEAR, _year),
    (_UNIT, _unit),
    (_CENTURY, _century),
)

# Parts of them

_EDGES: dict[str, Cut] = {
    "early": periods.early,
    "beginning": periods.early,
    "start": periods.early,
    "outset": periods.early,
    "mid": periods.middle,
    "middle": periods.middle,
    "late": periods.late,
    "end": periods.late,
    "close": periods.late,
}
_ORDINAL = one_of(*ORDINALS)
_PART = (
    rf"(?:the{GAP})?(?:very{GAP})?(?:(?:(?P<adjective>early|late|mid)(?:-|{GAP}(?:in{GAP})?)|(?P<end>end)-)"
    rf"|(?P<edge>beginning|start|outset|middle|end|close){GAP}of{GAP}"
    rf"|(?:(?P<half>first|second|latter){GAP}half"
    rf"|(?P<quarter>{_ORDINAL}){GAP}quarter|(?P<week>{_ORDINAL})(?:{GAP}full)?{GAP}week"
    rf"|(?P<side>first|last){GAP}(?P<count>{NUMBER}){GAP}(?P<unit>day|week|month|year)s){GAP}(?:of|in){GAP})"
)


def _cut(found: re.Match[str]) -> Cut:
    """What takes the part that the words name."""
    if found["half"]:
        return periods.half(1 if found["half"].lower() == "first" else 2)
    if found["quarter"]:
        number = ORDINALS[found["quarter"].lower()]
        return periods.quarter_of(number if number > 0 else 4)
    if found["week"]:
        return periods.week_of(ORDINALS[found["week"].lower()])
    if found["side"]:
        return periods.stretch(
            found["unit"].lower(), number_of(found["count"]), found["side"].lower() == "last"
        )
    return _EDGES[(found["adjective"] or found["edge"] or found["end"]).lower()]


_DAY_AFTER = re.compile(rf"{GAP}{DAY}")
_PART_GRAINS = {"quarter": ("year",), "week": ("month", "year", "quarter")}


def _part(found: re.Match[str], scan: Scan) -> Mention | None:
    whole = period_at(scan.text, found.end())
    if not whole or (whole.grain == "month" and _DAY_AFTER.match(scan.text, whole.end)):
        return None
    for name, grains in _PART_GRAINS.items():
        if found[name] and whole.grain not in grains:
            return None
    grain = "quarter" if found["quarter"] else "part"
    return replace(whole, start=found.start(), cut=_cut(found), grain=grain)


def _ordinal_quarter(found: re.Match[str], scan: Scan) -> Mention | None:
    """A quarter of a year that is not named or follows at once: "the first quarter", "Q3 2008"."""
    number = ORDINALS[found["ordinal"].lower()] if found["ordinal"] else int(found["figure"])
    if number < 0:
        return None
    yearly = Yearly(lambda year: periods.quarter(year, number))
    return Mention(*found.span(), "quarter", with_year(found, yearly))


def _half_figure(found: re.Match[str], scan: Scan) -> Mention | None:
    number = int(found["figure"])
    yearly = Yearly(lambda year: periods.half_year(year, number))
    return Mention(*found.span(), "half-year", with_year(found, yearly))


def _units_end(found: re.Match[str], scan: Scan) -> Mention | None:
    unit = found["unit"].lower()
    return Mention(*found.span(), "part", Related(lambda day: periods.holding(day, unit)), cut=periods.late)


def _week_of(found: re.Match[str], scan: Scan) -> Mention | None:
    dated = spelled_at(scan.text, found.end())
    return dated and replace(dated, start=found.start(), grain="week", cut=lambda of: periods.week(of.first))


# Bare ones: the words beside them say whether they are times at all

_TIME_BEFORE = re.compile(
    r"(?<!\w)(?:in|since|until|till|by|before|after|from|during|of|through|for|between|last|next|this|late|early|around"
    r"|beginning|starting|following|scheduled|throughout)\s{1,3}$",
    re.IGNORECASE,
)
_ALSO_A_NAME = re.compile(
    r"(?<!\w)(?:by|for|before|after|of|from|through|until|since)\s{1,3}$", re.IGNORECASE
)
_EVENTS = one_of(
    *words(
        """summit election elections vote meeting meetings talks conference deadline report attack attacks
        agreement deal referendum session protests war crisis visit statement"""
    )
)
_AN_EVENT_AFTER = re.compile(rf"{GAP}(?:[a-z]+{GAP})?{_EVENTS}\b")
_THE_BEFORE = re.compile(r"(?<!\w)(?:the|a|its|their|his|her)\s{1,3}$", re.IGNORECASE)
_A_NAME_AFTER = re.compile(rf"['’]s?\b|{GAP}[A-Z][a-z]")
_NO_MONTH_BEFORE = re.compile(r"(?:Black|Red)\s$")
_NO_MONTH_AFTER = re.compile(rf"{GAP}(?:Revolution|War)\b")


def _bare_month(found: re.Match[str], scan: Scan) -> Mention | None:
    start, end = found.span("month")
    short = not re.fullmatch(FULL_MONTH, found["month"])
    if found["year"] or found["that"]:
        return _month(found)
    if short and not (found["month"].endswith(".") and _TIME_BEFORE.search(scan.behind(start))):
        return None
    if found["month"] in DOUBTFUL and not _is_month(found["month"], start, end, scan):
        return None
    if _NO_MONTH_AFTER.match(scan.text, end) or _NO_MONTH_BEFORE.search(scan.text[max(0, start - 6) : start]):
        return None
    return _month(found)


def _is_month(name: str, start: int, end: int, scan: Scan) -> bool:
    """Whether March, April, May, June or August is a month there, and no march and nobody's name."""
    if scan.continues(start, "month", _LINK):
        return True
    before = scan.behind(start)
    if _TIME_BEFORE.search(before):
        named = _ALSO_A_NAME.search(before)
        return not named or not (
            _A_NAME_AFTER.match(scan.text, end) or (name.lower() == "may" and scan.may_is_a_person)
        )
    return bool(_THE_BEFORE.search(before) and _AN_EVENT_AFTER.match(scan.text, end))


_SEASON_BEFORE = re.compile(
    r"(?<!\w)(?:in|during|by|since|until|till|over|through|before|after|of|this|for)\s{1,3}$", re.IGNORECASE
)


_FALL_OF = re.compile(rf"{GAP}(?:of|from|in)\b")


def _bare_season(found: re.Match[str], scan: Scan) -> Mention | None:
    """Seasons count with their year, or as "in the spring"; "in the fall of Saigon" is none."""
    if found["year"] or found["that"]:
        return _season(found)
    the = found[0].lower().startswith("the")
    if not the or found["season"][0].isupper() or _FALL_OF.match(scan.text, found.end()):
        return None
    return _season(found) if _SEASON_BEFORE.search(scan.behind(found.start())) else None


_YEAR_BEFORE = re.compile(
    r"(?<!\w)(?:in|since|until|till|by|before|after|from|during|(?<!total )(?<!number )of|through|around|circa|for"
    r"|between|late|early|mid|throughout|about|back to|prior to|up to|ahead of|as of|early as|late as)\s{1,3}$|\($",
    re.IGNORECASE,
)
_OWNER_BEFORE = re.compile(r"(?<!\w)(?:the|a|an|its|his|her|their|our|this|that)\s{1,3}$", re.IGNORECASE)
_THING_AFTER = re.compile(rf"['’]s\b|{GAP}[A-Za-z]")


def _bare_year(found: re.Match[str], scan: Scan) -> Mention | None:
    """Four figures are a year after certain words only: no resolution, no number of soldiers."""
    start = found.start()
    if found.start("year") > start and not found[0].lower().startswith(
        ("the year", "year", "fiscal", "the fiscal")
    ):
        return None
    before = scan.behind(start)
    says_so = (
        found.start("year") > start
        or _YEAR_BEFORE.search(before)
        or (_OWNER_BEFORE.search(before) and _THING_AFTER.match(scan.text, found.end()))
        or scan.continues(start, "year", _LINK)
    )
    if before.endswith("(") and not scan.text.startswith(")", found.end()):
        return None
    return _year(found) if says_so else None


def _years(found: re.Match[str], scan: Scan) -> Mention | None:
    first = int(found["first"])
    last = int(found["last"]) if len(found["last"]) == 4 else first // 100 * 100 + int(found["last"])
    short = len(found["last"]) == 2
    before = scan.behind(found.start())
    if last <= first or (short and not (_YEAR_BEFORE.search(before) or _OWNER_BEFORE.search(before))):
        return None
    return Mention(
        *found.span(), "years", Dated(lambda: Interval(date(first, 1, 1), date(last, 12, 31), "range"))
    )


def _bare_decade(found: re.Match[str], scan: Scan) -> Mention | None:
    the = found[0].lower().startswith("the")
    return _decade(found) if the or found["figures"] else None


_NUMBER = ("0",)
_MONTH_STARTS = (*MONTHS, *SHORT_MONTHS)

RULES = (
    rule(
        (
            "the",
            "very",
            "early",
            "late",
            "mid",
            "end",
            "beginning",
            "start",
            "outset",
            "middle",
            "close",
            *ORDINALS,
            "0",
        ),
        _PART,
        _part,
        ignore_case=True,
    ),
    rule(_MONTH_STARTS, _MONTH.pattern, _bare_month),
    rule(("last", "this", "next", "past", "coming"), _PULLED.pattern, lambda found, _: _pulled(found)),
    rule((*SEASONS, "the"), _SEASON.pattern, _bare_season),
    rule(
        ("the", *ORDINALS),
        rf"the{GAP}(?P<ordinal>{_ORDINAL})(?P<figure>)(?:{GAP}|-)quarter\b{YEAR_TAIL}?(?!{GAP}of\b)",
        _ordinal_quarter,
        ignore_case=True,
    ),
    rule(
        ("first", "second", "third", "fourth"),
        rf"(?P<ordinal>first|second|third|fourth)(?P<figure>)(?:{GAP}|-)quarter{GAP}(?P<year>{YEAR})(?P<that>)",
        _ordinal_quarter,
    ),
    rule(("q1", "q2", "q3", "q4"), rf"(?P<ordinal>)Q(?P<figure>[1-4])\b{YEAR_TAIL}?", _ordinal_quarter),
    rule(("h1", "h2"), rf"H(?P<figure>[12])\b(?={GAP}(?:of{GAP})?\d){YEAR_TAIL}?", _half_figure),
    rule(
        _NUMBER,
        rf"(?P<first>{_FIGURES}){GAP}?[-–—/]{GAP}?(?P<last>{_FIGURES}|\d\d){NOT_COUNTING}(?![-–/]\d)",
        _years,
    ),
    rule(("the", "year", "fiscal", "0"), rf"(?i:{_YEAR.pattern})", _bare_year),
    rule(("the", "0"), _DECADE.pattern, _bare_decade, ignore_case=True),
    rule(("the", "0"), _CENTURY.pattern, lambda found, _: _century(found), ignore_case=True),
    rule(
        ("the", "year", "month", "week"),
        rf"(?:the{GAP})?(?P<unit>year|month|week)(?:['’]s{GAP}|-|{GAP})end\b(?!-)",
        _units_end,
        ignore_case=True,
    ),
    rule(
        ("the", "week"), rf"(?:the{GAP})?week{GAP}(?:of|beginning|starting|ending){GAP}(?=[A-Z\d])", _week_of
    ),
)

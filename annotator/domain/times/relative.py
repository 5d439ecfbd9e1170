"""Rules of times that are counted from the day of publication or from a time named before."""

import re
from collections.abc import Callable
from datetime import date

from annotator.domain.times import periods
from annotator.domain.times.days import THAT
from annotator.domain.times.interval import NO_NUMBER, Interval
from annotator.domain.times.lexicon import GAP, NUMBER, NUMBERS, THE_SAME, VAGUE, number_of, one_of
from annotator.domain.times.mention import Anchored, Mention, Named, Related, Unclear, Weekend
from annotator.domain.times.rule import Scan, rule

_UNITS = "day|weekend|week|month|quarter|year|decade|century"
_PARTS_OF_DAY = ("morning", "afternoon", "evening", "night")

# Days by name

_SIMPLE = {
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "yesterday": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "last night": -1,
    "last evening": -1,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
}
_SIMPLE_PATTERN = "(?P<words>" + one_of(*(words.replace(" ", GAP) for words in _SIMPLE)) + r")\b(?!-)"
_A_NAME_BEFORE = re.compile(r"\b[A-Z][a-z]+\s$")


def _simple(found: re.Match[str], scan: Scan) -> Mention | None:
    words = " ".join(found["words"].lower().split())
    start = found.start()
    # Russia Today and USA Today are no days.
    if found[0][0].isupper() and re.search(r"\b[A-Z]\w+\s$", scan.text[max(0, start - 30) : start]):
        return None
    step = _SIMPLE[words]
    return Mention(*found.span(), "day", Related(lambda day: periods.neighbour(day, "day", step)))


# Last week, next year

_WHICH = r"last|this|next|this{0}past|this{0}coming|the{0}current|the{0}coming".replace("{0}", GAP)


def _which_unit(found: re.Match[str], scan: Scan) -> Mention | None:
    unit = found["unit"].lower()
    step = THAT[found["which"].split()[-1].lower()]
    return Mention(*found.span(), unit, Related(lambda day: periods.neighbour(day, unit, step)))


def _weekend(found: re.Match[str], scan: Scan) -> Mention | None:
    return Mention(*found.span(), "weekend", Weekend())


_LENGTH_BEFORE = re.compile(r"(?<!\w)(?:in|over|during|for|within|throughout)\s{1,3}$", re.IGNORECASE)


def _length(found: re.Match[str], scan: Scan) -> Mention | None:
    """ "The past two weeks" end with the day of publication, "the next two weeks" begin there."""
    the = found[0].lower().startswith("the")
    if not the and not _LENGTH_BEFORE.search(scan.behind(found.start())):
        return None
    several = not found["count"] and found["unit"].lower().endswith("s")
    if found["vague"] or (the and several):
        return Mention(*found.span(), "length", Unclear(NO_NUMBER))
    if not found["count"] and (not the or found["which"].lower() == "next"):
        return None
    unit = found["unit"].lower().removesuffix("s").replace("centurie", "century")
    count = number_of(found["count"]) if found["count"] else 1
    if found["which"].lower() in ("last", "past"):
        count = -count
    return Mention(*found.span(), "length", Related(lambda day: periods.lasting(day, unit, count)))


# Ago, later, from now

_VAGUE = one_of(*(words.replace(" ", GAP) for words in VAGUE))
_COUNTED_UNITS = "minute|hour|day|week|fortnight|month|year|decade|century|centurie"
_WAYS = {"ago": -1, "earlier": -1, "before": -1, "from": 1, "later": 1, "hence": 1, "time": 1}


def _counted(found: re.Match[str], scan: Scan) -> Mention | None:
    way = (found["way"] or found["time"]).split()[0].lower()
    step, unit = _WAYS[way], found["unit"].lower()
    anchored = way in ("earlier", "later", "before")
    if found["vague"]:
        return None if anchored else Mention(*found.span(), unit, Unclear(NO_NUMBER))
    count = number_of(found["count"])
    if unit in ("minute", "hour"):
        return None if anchored else _hours(found, step * (count if unit == "hour" else 1))
    if unit == "fortnight":
        unit, count = "week", count * 2
    unit = unit.replace("centurie", "century")
    return Mention(*found.span(), unit, _counting(anchored, unit, step * count), loosely=True)


def _counting(anchored: bool, unit: str, by: int) -> Named:
    def make(day: date) -> Interval:
        return periods.neighbour(day, unit, by)

    return Anchored(make, unit) if anchored else Related(make)


def _hours(found: re.Match[str], hours: int) -> Mention:
    """The hour of publication is not looked at: either of the days that it can have been."""
    days = -(-abs(hours) // 24)
    return Mention(*found.span(), "hour", Related(lambda day: _two_days(day, days if hours > 0 else -days)))


def _two_days(day: date, by: int) -> Interval:
    step = 1 if by > 0 else -1
    near, far = periods.moved(day, "day", by - step), periods.moved(day, "day", by)
    return Interval(min(near, far), max(near, far), "range")


# The next day, that week

_STEPS = {
    "next": 1,
    "following": 1,
    "after": 1,
    "previous": -1,
    "preceding": -1,
    "before": -1,
    "same": 0,
}


def _anchored(found: re.Match[str], scan: Scan) -> Mention | None:
    back = found["back"] is not None
    step = 0 if back else _STEPS[found["which"].split()[-1].lower()]
    unit = found["unit"].lower()
    if unit in _PARTS_OF_DAY:
        unit = "day"
    # The weekend of a week that was named is the one in it.
    longest = "week" if unit == "weekend" and not step else unit
    return Mention(
        *found.span(), unit, Anchored(lambda day: periods.neighbour(day, unit, step), longest, back)
    )


# Earlier this month

_EDGED = (
    rf"(?P<edge>earlier|later){GAP}(?:this|in{GAP}the|(?P<today>today))"
    rf"{GAP}?(?P<unit>week|month|year|decade)?(?!\w|-)"
)


def _edged(found: re.Match[str], scan: Scan) -> Mention | None:
    unit = (found["unit"] or "").lower()
    if bool(found["today"]) == bool(unit):
        return None
    return Mention(
        *found.span(), "part" if unit else "day", Related(_edge_maker(found["edge"].lower(), unit))
    )


def _edge_maker(edge: str, unit: str) -> Callable[[date], Interval]:
    def make(day: date) -> Interval:
        if not unit:
            return periods.day(day)
        whole = periods.holding(day, unit)
        return Interval(whole.first, day, "part") if edge == "earlier" else Interval(day, whole.last, "part")

    return make


_COUNT_STARTS = ("0", *NUMBERS, *VAGUE, "few", *(f"{word}" for word in ("half", "twenty")))
_FIRST_WORDS = tuple(dict.fromkeys(words.split()[0] for words in _COUNT_STARTS))

RULES = (
    rule({words.split()[0] for words in _SIMPLE}, _SIMPLE_PATTERN, _simple, ignore_case=True),
    rule(
        ("last", "this", "next", "the"),
        rf"(?P<which>{_WHICH}){GAP}(?P<unit>{_UNITS})\b(?!-)",
        _which_unit,
        ignore_case=True,
    ),
    rule(("the", "this"), rf"(?:the|this){GAP}weekend\b(?!-)", _weekend, ignore_case=True),
    rule(
        ("the", "last", "past", "next", "coming"),
        rf"(?:the{GAP})?(?P<which>last|past|next|coming){GAP}"
        rf"(?:(?P<count>{NUMBER}){GAP}|(?P<vague>few|several|couple{GAP}of){GAP})?"
        rf"(?P<unit>(?:day|week|month|year|decade)s?|century|centuries)\b(?!-)",
        _length,
        ignore_case=True,
    ),
    rule(
        _FIRST_WORDS,
        rf"(?:(?P<count>{NUMBER})|(?P<vague>{_VAGUE})){GAP}(?:(?:full|whole){GAP})?(?P<unit>{_COUNTED_UNITS})s?\b"
        rf"(?:{GAP}(?P<way>ago|earlier|later|hence|from{GAP}now|before(?=[.,;:)]))\b|['’]?{GAP}(?P<time>time)\b)",
        _counted,
        ignore_case=True,
    ),
    rule(
        ("the", "that"),
        rf"(?:the{GAP}(?P<which>next|following|previous|preceding|(?:very{GAP})?same)|(?P<back>{THE_SAME})){GAP}"
        rf"(?P<unit>{_UNITS}|{one_of(*_PARTS_OF_DAY)})\b(?!-|{GAP}(?:after|by|to){GAP}(?P=unit)\b)",
        _anchored,
        ignore_case=True,
    ),
    rule(("earlier", "later"), _EDGED, _edged, ignore_case=True),
)

"""Dates of news: written with the precision that is known, and never guessed.

A known date is a string of one of three forms: `2006-11-01T14:25:00`, `2008-02-20`, `--08-27` (no year).
`01/11/2006` is 1 November or 11 January: `settle` decides by evidence, or says that it cannot.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

SPELLED_MONTH = "spelled month in the dateline"
IN_FILE_NAME = "date in the file name"
IN_PAGE = "date that the page states"
OF_MAIL = "date of the mail"
IN_COLUMN = "date in the table"
ANALYST = "analyst"
DAY_ABOVE_12 = "day above 12"
ONE_READING = "day and month are equal"
YEAR_FIRST = "date in figures, year first"
AMBIGUOUS = "ambiguous: day and month could be either"
CONTRADICTION = "the spelled month contradicts the numeric date"
NOT_READABLE = "no such date exists"

DAY_FIRST = {"RIA Novosti": True, "Sputnik": True, "VOA": False}
"""Which agencies are known to write the day first (True) or the month first (False) in numeric dates."""

_NAMES = (
    # English, Russian (genitive, nominative, short), then other languages of datelines
    "january jan января январь янв januar janvier enero gennaio janeiro janv січня يناير كانون_الثاني",
    "february feb февраля февраль фев februar février fevrier febrero febbraio fevereiro fév févr лютого فبراير شباط",
    "march mar марта март мар märz mars marzo março березня مارس آذار اذار",
    "april apr апреля апрель апр avril abril aprile avr abr квітня أبريل ابريل نيسان",
    "may мая май mai mayo maggio maio mag травня مايو أيار ايار",
    "june jun июня июнь июн juni juin junio giugno junho giu червня يونيو حزيران",
    "july jul июля июль июл juli juillet julio luglio julho juil lug липня يوليو تموز",
    "august aug августа август авг août aout agosto août ago серпня أغسطس اغسطس آب",
    "september sept sep сентября сентябрь сент сен septembre septiembre settembre setembro вересня سبتمبر أيلول ايلول",
    "october oct октября октябрь окт oktober octobre octubre ottobre outubro okt ott жовтня أكتوبر اكتوبر تشرين_الأول",
    "november nov ноября ноябрь ноя нояб novembre noviembre novembro листопада نوفمبر تشرين_الثاني",
    "december dec декабря декабрь дек dezember décembre decembre diciembre dicembre dezembro dez dic déc грудня ديسمبر "
    "كانون_الأول",
)
MONTHS = {name.replace("_", " "): number for number, names in enumerate(_NAMES, 1) for name in names.split()}
"""Name of a month or its abbreviation (lower case, without the full stop) to its number."""

_WORDS = "|".join(sorted((name.replace(" ", r"\s") for name in MONTHS), key=lambda name: (-len(name), name)))
_DIGITS = "[\u0660-\u0669\u06f0-\u06f9]"
_DAY = rf"(?:0?[1-9]|[12]\d|3[01]|{_DIGITS}{{1,2}})"
_CHINESE = "一二三四五六七八九"
_FIRST = {"أول": 1, "اول": 1}
_YEAR = rf"(?:(?:19|20)\d\d|{_DIGITS}{{4}})"
_LATIN_YEAR = r"(?:19|20)\d\d"
# `, 2006` | ` 2006 г.` | ` Juche 98 (2009)` | `. 2009 Juche 98`
_YEAR_AFTER = (
    r"(?:(?:[,.]?\s{{1,3}}|[,.])(?:de\s)?(?:juche\s\d{{1,3}}\s?(?P<juche{0}>\())?(?P<year{0}>"
    + _YEAR.replace("{", "{{").replace("}", "}}")
    + r")(?!\d)(?(juche{0})\))(?:\s?г(?:ода|\.)?(?!\w))?(?:\s\(?juche\s\d{{1,3}}\)?)?)?"
)
SPELLED = (
    rf"(?:(?P<month>{_WORDS})(?:\.\s{{0,3}}|\s{{1,3}})(?P<day>{_DAY})(?:st|nd|rd|th)?(?!\d){_YEAR_AFTER.format('')}"
    rf"|(?<!\d)(?P<day2>{_DAY}|{'|'.join(_FIRST)})(?:st|nd|rd|th|er|\.)?\s{{1,3}}(?:de\s)?"
    rf"(?P<month2>{_WORDS})(?!\w)\.?(?:\s?[\s/]\s?(?:{_WORDS})(?!\w))?{_YEAR_AFTER.format('2')}"
    rf"|(?:(?:(?:juche|주체)\s?\d{{1,3}}\s?\()?(?P<year3>{_LATIN_YEAR})\)?\s?[年년]\s?)?"
    rf"(?<![\d十{_CHINESE}])(?P<month3>1[0-2]|0?[1-9]|十?[{_CHINESE}]|十)\s?[月월]\s?"
    rf"(?P<day3>0?[1-9]|[12]\d|3[01]|[一二三]?十[{_CHINESE}]?|[{_CHINESE}])\s?[日일])"
)
"""Pattern source of a date with its month in words; to be compiled with `re.IGNORECASE`."""
_TIME = r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?"
NUMERIC = (
    rf"(?:(?P<before>{_TIME})[\s,|]{{1,3}})?"
    rf"(?:(?P<a>\d{{1,2}})(?P<mark>\s?[/.\-]\s?)(?P<b>\d{{1,2}})(?P=mark)(?P<y>{_LATIN_YEAR})(?!\d)"
    rf"|(?P<iso>{_LATIN_YEAR}(?P<iso_mark>[/.\-])\d\d(?P=iso_mark)\d\d)(?!\d))"
    rf"(?:(?:T|[\s,|]{{1,3}}){{1,2}}(?P<after>{_TIME})(?!\d))?"
)
"""Pattern source of a date in figures (`A/B/YYYY` or year first) with an optional time before or after."""

_SPELLED = re.compile(SPELLED, re.IGNORECASE)
_NUMERIC = re.compile(NUMERIC)
_FULL = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T([01]\d|2[0-3]):([0-5]\d):([0-5]\d))?", re.ASCII)
_YEARLESS = re.compile(r"--(\d\d)-(\d\d)", re.ASCII)
_STAMP = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_./]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)", re.ASCII)
_SIX_FIGURES = re.compile(r"(?<![^\W_])(\d\d)(\d\d)(\d\d)(?![^\W_])", re.ASCII)
_MONTH_FOLDER = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_./](0[1-9]|1[0-2])(?!\d)", re.ASCII)
_FIRST_YEAR_OF_1900S = 70
"""Two figures from here on are years of the last century."""
_LEAP_YEAR = 2000
"""Stands in where no year is known: it has a 29 February."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A date with its month in words: month 1..12, day 1..31, year None when not written."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        year = "-" if self.year is None else f"{self.year:04}"
        return f"{year}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Numeric:
    """A date in figures as written (`raw`) and all days it can be; `time` is `T14:25:00` or empty."""

    raw: str
    day_first: date | None
    month_first: date | None
    time: str = ""
    year_first: bool = False

    def readings(self) -> tuple[date, ...]:
        """The possible days, day first before month first, without repetition."""
        return tuple(dict.fromkeys(day for day in (self.day_first, self.month_first) if day))


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date found beside the dateline, with the words for where: `date in the file name`.

    Six figures such as `090504` can be several days and may be no date at all: `others` are the further ones,
    and a stamp that is not `sure` only decides between days that are written elsewhere.
    """

    day: date
    where: str
    others: tuple[date, ...] = ()
    sure: bool = True

    @property
    def days(self) -> tuple[date, ...]:
        """All the days that it can mean."""
        return (self.day, *self.others)


@dataclass(frozen=True, slots=True)
class Dating:
    """When an article was published: a known date or None, how that is known, and what else it could be."""

    value: str | None = None
    evidence: str | None = None
    readings: tuple[str, ...] = ()


def is_known_date(value: object) -> bool:
    """Whether it is a string of one of the three forms and names a day that exists."""
    if not isinstance(value, str):
        return False
    full = _FULL.fullmatch(value)
    if full:
        return day_of(int(full[1]), int(full[2]), int(full[3])) is not None
    yearless = _YEARLESS.fullmatch(value)
    return bool(yearless and day_of(_LEAP_YEAR, int(yearless[1]), int(yearless[2])))


def precision(value: str) -> str:
    """How exact a known date is: `time`, `day`, or `day without year`."""
    if value.startswith("--"):
        return "day without year"
    return "time" if "T" in value else "day"


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def month_number(name: str) -> int | None:
    """1..12 for a month's name or abbreviation, with or without its full stop."""
    return MONTHS.get(name.lower().rstrip("."))


def spelled_date(match: re.Match[str]) -> Spelled | None:
    """What a match of a pattern that holds `SPELLED` says; None if there is no such day."""
    found = match.groupdict()
    for tail in ("", "2", "3"):
        month, day, year = (found[f"{part}{tail}"] for part in ("month", "day", "year"))
        if month and day:
            number = MONTHS.get(" ".join(month.lower().split())) or _number(month)
            in_month = _FIRST.get(day) or _number(day)
            known = day_of(int(year or _LEAP_YEAR), number, in_month)
            return Spelled(number, in_month, int(year) if year else None) if known else None
    return None


def _number(figures: str) -> int:
    """The number that figures of any script write, Chinese ones up to 99: `二十一` is 21; 0 for what is no figures."""
    if figures[0] not in "十" + _CHINESE:
        return int(figures) if figures.isdecimal() else 0
    tens, ten, ones = figures.rpartition("十")
    return 10 * bool(ten) * (_CHINESE.find(tens[:1]) + 1 if tens else 1) + (
        _CHINESE.find(ones) + 1 if ones else 0
    )


def find_spelled(text: str) -> Spelled | None:
    """The first date with its month in words."""
    match = _SPELLED.search(text)
    return spelled_date(match) if match else None


def numeric_date(match: re.Match[str]) -> Numeric:
    """What a match of a pattern that holds `NUMERIC` can mean."""
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split(match["iso_mark"]))
        first = second = day_of(year, month, day)
    else:
        year, a, b = int(match["y"]), int(match["a"]), int(match["b"])
        first, second = day_of(year, b, a), day_of(year, a, b)
    return Numeric(
        match[0].strip(), first, second, _time(match["after"] or match["before"]), bool(match["iso"])
    )


def _time(written: str | None) -> str:
    """`9:05` as `T09:05:00`; empty when no time is written."""
    if not written:
        return ""
    parts = [int(part) for part in re.split("[:.]", written)]
    return "T{:02}:{:02}:{:02}".format(*parts, *[0] * (3 - len(parts)))


def find_numeric(text: str) -> Numeric | None:
    """The first date in figures."""
    match = _NUMERIC.search(text)
    return numeric_date(match) if match else None


def stamp_in_name(name: str) -> Stamp | None:
    """The one date in a file name or address (`2006-11-01`, `20061101`, `2006/11/01`, `061101`); None if there are two.

    Six figures are sure only in a folder of their month: `2006/11/herring-061101.htm`.
    """
    found = {day_of(int(year), int(month), int(day)) for year, _, month, day in _STAMP.findall(name)}
    if found:
        day = found.pop() if len(found) == 1 else None
        return Stamp(day, IN_FILE_NAME) if day else None
    figures = _SIX_FIGURES.findall(name)
    days = _days_of_six(*figures[0]) if len(figures) == 1 else ()
    month_folders = {(int(year), int(month)) for year, month in _MONTH_FOLDER.findall(name)}
    in_folder = [day for day in days if (day.year, day.month) in month_folders]
    if len(in_folder) == 1:
        return Stamp(in_folder[0], IN_FILE_NAME)
    return Stamp(days[0], IN_FILE_NAME, days[1:], sure=False) if days else None


def _days_of_six(a: str, b: str, c: str) -> tuple[date, ...]:
    """The days that three pairs of figures can mean: year first, day first, month first."""
    orders = ((a, b, c), (c, b, a), (c, a, b))
    days = (day_of(_century(int(year)), int(month), int(day)) for year, month, day in orders)
    return tuple(dict.fromkeys(day for day in days if day))


def _century(year: int) -> int:
    return year + (2000 if year < _FIRST_YEAR_OF_1900S else 1900)


def settle(
    numeric: Numeric | None = None,
    spelled: Spelled | None = None,
    stamps: Sequence[Stamp] = (),
    agency: str | None = None,
) -> Dating:
    """The date of publication from what the dateline says and, in their order, from stamps beside it.

    Evidence counts in this order: month spelled in the same dateline, stamps, the agency's habit, a day
    above 12. What is left open stays open: no value, and both readings.
    """
    if numeric and numeric.readings():
        return _settle_spelled(numeric, spelled) if spelled else _settle_numeric(numeric, stamps, agency)
    if spelled:
        return _with_year(spelled, stamps)
    for stamp in stamps:
        if stamp.sure:
            return Dating(stamp.day.isoformat(), stamp.where)
    return Dating(None, NOT_READABLE) if numeric else Dating()


def _settle_spelled(numeric: Numeric, spelled: Spelled) -> Dating:
    """The reading that the spelled month fits. The stamp may be of the next day, even of the next month."""
    near = [day for day in numeric.readings() if agrees(day, spelled)]
    fitting = near or [
        day for day in numeric.readings() if day.month == spelled.month and spelled.year in (None, day.year)
    ]
    if len(fitting) == 1:
        return Dating(f"{fitting[0]}{numeric.time}", SPELLED_MONTH)
    return Dating(None, CONTRADICTION, _written(numeric))


def agrees(day: date, spelled: Spelled) -> bool:
    """Whether the day is the spelled one, or the day before or after it, as stamps of night stories are."""
    years = (day.year - 1, day.year, day.year + 1) if spelled.year is None else (spelled.year,)
    around = (day_of(year, spelled.month, spelled.day) for year in years)
    return any(other and abs((other - day).days) <= 1 for other in around)


def _settle_numeric(numeric: Numeric, stamps: Sequence[Stamp], agency: str | None) -> Dating:
    readings = numeric.readings()
    for stamp in stamps:
        near = [day for day in readings if any(abs((day - other).days) <= 1 for other in stamp.days)]
        if len(near) == 1:
            return Dating(f"{near[0]}{numeric.time}", stamp.where)
    if numeric.year_first:
        return Dating(f"{readings[0]}{numeric.time}", YEAR_FIRST)
    habit = DAY_FIRST.get(agency or "")
    usual = numeric.month_first if habit is False else numeric.day_first
    if habit is not None and usual:
        return Dating(f"{usual}{numeric.time}", f"{agency} writes the {'day' if habit else 'month'} first")
    if len(readings) == 1:
        return Dating(f"{readings[0]}{numeric.time}", DAY_ABOVE_12 if readings[0].day > 12 else ONE_READING)
    return Dating(None, AMBIGUOUS, _written(numeric))


def _written(numeric: Numeric) -> tuple[str, ...]:
    return tuple([f"{day}{numeric.time}" for day in numeric.readings()])


def _with_year(spelled: Spelled, stamps: Sequence[Stamp]) -> Dating:
    """A year is taken from a stamp only if the stamp names the very same day; else there is none."""
    if spelled.year is None:
        for stamp in stamps:
            same = [day for day in stamp.days if (day.month, day.day) == (spelled.month, spelled.day)]
            if len(same) == 1:
                return Dating(same[0].isoformat(), f"{SPELLED_MONTH}, year from the {stamp.where}")
    return Dating(str(spelled), SPELLED_MONTH)

"""Datelines: the place, date and agency at the head of a story's first sentence.

`find_dateline` tries a table of forms, each written after one manner of an agency. A form is a pattern of
bounded length, so that a long line costs no more than a short one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from annotator.domain.dates import NUMERIC, SPELLED, Numeric, Spelled, numeric_date, spelled_date
from annotator.reading.agencies import KNOWN, known_agency
from annotator.reading.east_asian import east_asian
from annotator.reading.places import WEEKDAY, is_known_place, is_place, title_case

_WINDOW = 260
"""Longest dateline, in code points."""
_LONGEST_LINE = 90
"""A longer line of a hard-wrapped dateline does not go on in the next one."""
_LONGEST_ALONE = 60
"""Of place and date on a line of their own."""
_LEAST_LETTERS = 3

Below = Literal["", "title", "byline"]
"""What stands above a line: a place in capitals alone is a dateline only below a title or a byline."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline that begins where it was looked for; `end` is half-open and after its separator and spaces.

    `place` is in title case or None, `agency` the short name of a known agency or the name as written.
    """

    end: int
    agency: str | None = None
    place: str | None = None
    numeric: Numeric | None = None
    spelled: Spelled | None = None

    @property
    def is_dated(self) -> bool:
        """Whether it says any day."""
        return self.numeric is not None or self.spelled is not None


_CLOCK = r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?\(?(?:GMT|UTC|MSK|EST|EDT|CET|KST)\)?)?"
# A year or a country may stand in brackets: Juche 98 (2009), New Delhi [India]
_HEAD = r"(?P<head>(?:[^()\[\]=\n]|\((?:19|20)\d\d\)|\[[^\[\]\n]{2,30}\]){2,90}?)"
_MARK = r"(?:--+|[-‐-―−_=~]|:)"
_DASH = rf"(?:\s*{_MARK}(?!\w)\s*|\s*(?:--+|[‒-―−])\s*)"
_DATE = re.compile(rf"(?:^|(?<=[\s,،./]))(?:{SPELLED})(?:[\s,]+{_CLOCK})?\s*[.,،]?\s*$", re.IGNORECASE)
_DATE_FIRST = re.compile(rf"(?:{SPELLED})(?:[\s,]+{_CLOCK})?(?:\s*[,.،–—-]\s*|\s+)", re.IGNORECASE)
_AFTER = rf"(?:\s*,?\s*(?P<after_agency>{SPELLED}))?"
_FIGURES = re.compile(rf"(?:{NUMERIC}(?:\s*\(?(?:GMT|UTC|MSK|EST|EDT)\)?)?|{_CLOCK})[\s,.:|\-–—]*")

_WEEKDAY = re.compile(WEEKDAY, re.IGNORECASE)
_WITHIN = re.compile(
    r"(?P<place>[^\W\d_][^\d\n()/,]{1,40}(?:, [^\W\d_][^\d\n()/,]{1,30})?)"
    rf",\s{{1,3}}{NUMERIC}(?=\s?[(/,–—-])"
)
_BEHIND = re.compile(rf"{NUMERIC}\s{{0,3}}{_MARK}+\s{{1,3}}")
_BRACKETS, _SLASHES, _PLAIN, _NONE, _COLON, _STOP, _LINE = range(7)
# What stands between place and text decides: from the plainest sign of an agency to none at all.
_FORMS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # MOSCOW, November 1 (RIA Novosti) - | VIENNA, Austria (AP) — | Paris (AFP) Feb 3, 2010
        rf"{_HEAD}\s*\((?P<agency>(?!\d{{4}}\))[^()\n]{{2,70}})\)\.?{_AFTER}(?P<dash>\s*{_MARK}\s*)?",
        # TBILISI, August 21. /TASS/. | МИНСК, 1 ноября /Корр. БЕЛТА/.
        rf"{_HEAD}\s*/\s*(?P<agency>[^\W\d_][^/()\d\n]{{1,59}}?)\s*/(?P<dash>\s*[.,:]?(?:{_DASH})?\s*)",
        # Tehran, Nov 1, IRNA - | МОСКВА, 1 ноя - РИА Новости. | Москва. 1 ноября. INTERFAX.RU -
        rf"{_HEAD}(?:\s*[,/]\s*|\.\s*|{_DASH}|\s+)(?P<agency>{KNOWN})(?!\w)(?:, [^\W\d_][^\n.,]{{2,40}})?"
        rf"(?P<dash>\s*[./](?:{_DASH}|\s+|$)|{_DASH}|\s*$|\s+)",
        # LONDON, Jan 5 - | below a title: TBILISI --
        rf"{_HEAD}(?P<dash>\s+(?:--?|[‒-―−])\s+|\s*(?:--|[‒-―−])\s*)",
        # Moscow, 1 November:
        rf"{_HEAD}(?P<dash>:\s+)",
        # МОСКВА, 1 ноября.
        rf"(?P<head>[^()\[\]=\n]{{2,60}}?,\s*{SPELLED})(?P<dash>\.\s+)",
        # Vienna, 1 November 2006, on a line of its own
        rf"{_HEAD}(?P<dash>\s*)$",
    )
]
_BEGINNING = re.compile(
    rf"(?:(?:спец\.?\s?)?(?:корр|corr)\.?\s)?({KNOWN})(?:[,;:]|$| (?=\w+ \w)|['’]s )", re.IGNORECASE
)
_INSERTION = re.compile(r"[^.!?\n]{0,200}?(?:\s--?\s|\s?[‒-―]\s?)")
_DIGIT = re.compile(r"\d|أول|اول")
_ALONE = re.compile(rf"\((?P<agency>{KNOWN})\)\.?\s*{_MARK}\s*", re.IGNORECASE)
_AGENCY_FIRST = re.compile(
    rf"(?:\((?P<unknown>[^\W\d_a-z][\w./-]{{1,19}})\)\s*{_MARK}?|(?P<agency>{KNOWN})\s*[,.:|/–—-])\s+",
    re.IGNORECASE,
)


def find_dateline(text: str, start: int = 0, below: Below = "") -> Dateline | None:
    """The dateline that begins at `start`, or None. Only the line that holds `start` is looked at.

    A hard-wrapped dateline may go on in the next line. `below` says what stands above the line.
    """
    stop = text.find("\n", start, start + _WINDOW)
    line = text[start : stop if stop >= 0 else start + _WINDOW]
    found = _find(line, below)
    if found is None and stop >= 0:
        after = text[stop + 1 : start + _WINDOW].split("\n", 1)[0]
        if _goes_on(line, after):
            found = _find(f"{line} {after}", "")
            found = found if found and found.agency and found.end > len(line) else None
    return replace(found, end=start + found.end) if found else None


def _goes_on(line: str, after: str) -> bool:
    """Whether a dateline that the line may begin goes on in the line after it."""
    if not after.strip() or len(line) > _LONGEST_LINE:
        return False
    is_open = line.count("(") > line.count(")") or line.rstrip().endswith(",")
    return is_open or after.lstrip()[0] in "(/" or _DATE.search(line) is not None


def _find(line: str, below: Below) -> Dateline | None:
    """The surest reading of a line; offsets count from its start."""
    figures = _FIGURES.match(line)
    numeric = numeric_date(figures) if figures and figures["y" if figures["y"] else "iso"] else None
    skipped = figures.end() if figures else 0
    found = next(_readings(line[skipped:], numeric, below), None)
    if found:
        return _dated_after(line, replace(found, end=skipped + found.end))
    return None if numeric else _dated_within(line, below)


def _dated_within(line: str, below: Below) -> Dateline | None:
    """`Harare, 03/04/2008 (AP) - `: read as if the date stood at the beginning."""
    date = _WITHIN.match(line)
    if date is None:
        return None
    place = date.end("place")
    found = next(_readings(line[:place] + line[date.end() :], numeric_date(date), below), None)
    return replace(found, end=found.end + date.end() - place) if found and found.end > place else None


def _dated_after(line: str, found: Dateline) -> Dateline:
    """`ANKARA (A.A) - 12.05.2008 - `: the date after the agency, where none stands before."""
    date = None if found.is_dated else _BEHIND.match(line, found.end)
    return replace(found, end=date.end(), numeric=numeric_date(date)) if date else found


def _readings(line: str, numeric: Numeric | None, below: Below) -> Iterator[Dateline]:
    """What the line can be read as, the surest first; offsets count from the line's start."""
    for end, agency, place, spelled in east_asian(line):
        yield Dateline(end, agency, place, numeric, spelled)
    yield from _agency_first(line, numeric)
    if not line[:1].isalpha() and not _DATE_FIRST.match(line):
        return
    for number, form in enumerate(_FORMS):
        # Trying a form costs more than looking for the sign that it cannot do without.
        match = form.match(line) if _has_sign(line, number, numeric is not None, below) else None
        found = _check(match, numeric, number, below) if match else None
        if found:
            yield found


def _agency_first(line: str, numeric: Numeric | None) -> Iterator[Dateline]:
    """`(Reuters) - `, `(ANSA) - Rome, November 1 - `, `IRNA, Tehran, Nov 1 - `."""
    alone = _ALONE.match(line) if line[:1] == "(" else None
    first = alone or _AGENCY_FIRST.match(line)
    if first is None:
        return
    rest = line[first.end() :]
    if rest[:1].isalpha():
        agency = known_agency(first["agency"] or "") or first.groupdict().get("unknown")
        inner = next(_plain(rest, numeric, "title" if alone else ""), None)
        if inner and inner.agency is None and (alone or inner.is_dated):
            yield replace(inner, end=first.end() + inner.end, agency=agency)
    if alone:
        yield Dateline(alone.end(), known_agency(alone["agency"]), None, numeric)


def _plain(line: str, numeric: Numeric | None, below: Below) -> Iterator[Dateline]:
    """Readings of what follows an agency: place, perhaps a date, a dash."""
    match = _FORMS[_NONE].match(line)
    found = _check(match, numeric, _NONE, below) if match else None
    if found:
        yield found


def _has_sign(line: str, form: int, dated: bool, below: Below) -> bool:
    """Whether a bracket, a slash or a day stands in the line, as the form needs it."""
    if form == _BRACKETS:
        return "(" in line
    if form == _SLASHES:
        return "/" in line
    if form == _LINE and (len(line) > _LONGEST_ALONE or not below):
        return False
    return (
        form in (_PLAIN, _NONE)
        or (form == _COLON and below != "")
        or dated
        or _DIGIT.search(line, 0, 90) is not None
    )


def _check(match: re.Match[str], numeric: Numeric | None, form: int, below: Below) -> Dateline | None:
    """The dateline that a form's match stands for; None if its place or agency cannot be one."""
    groups = match.groupdict()
    split = _split_head(match["head"])
    if split is None:
        return None
    parts, spelled = split
    if spelled is None and groups.get("after_agency"):
        spelled = spelled_date(match)
    written, inside = _without_date((groups.get("agency") or "").strip())
    agency = known_agency(written) or _known_in(written)
    found = Dateline(match.end(), agency or written or None, parts[0] or None, numeric, spelled or inside)
    rest = match.string[match.end() :]
    is_tight = "/ " not in match[0]
    signs = _Signs(form, written, agency is not None, groups["dash"], tuple(parts), rest, below, is_tight)
    if not signs.are_enough(found):
        return None
    end = match.end() + len(rest) - len(rest.lstrip())
    return replace(found, end=end, place=title_case(parts[0]) or None)


@dataclass(frozen=True, slots=True)
class _Signs:
    """What speaks for a dateline: its form, agency as written, dash, parts of the place, the text after it."""

    form: int
    written: str
    known: bool
    dash: str | None
    parts: tuple[str, ...]
    rest: str
    below: Below
    is_tight: bool

    def are_enough(self, found: Dateline) -> bool:
        """Whether it is one: an unknown agency needs a date or a place in capitals, and no agency more."""
        if not self.parts[0]:
            return self._without_place(found)
        if self.form == _BRACKETS:
            return self._bracket(found.is_dated)
        if self.form == _SLASHES:
            return (self.known and self.is_tight) or (found.is_dated and self._is_name())
        if self.form == _PLAIN:
            return self._plain(found.is_dated)
        if self.form == _NONE:
            return found.is_dated or self._bare()
        return self._by_place(found.spelled is not None)

    def _without_place(self, found: Dateline) -> bool:
        """`November 1 (Interfax) - `, and below a title `10 May 2006 – `."""
        if self.form == _NONE:
            return self.below != "" and found.spelled is not None and found.spelled.year is not None
        return self.known and found.is_dated and self.form in (_BRACKETS, _SLASHES)

    def _plain(self, dated: bool) -> bool:
        begins_anew = bool(self.rest) and not self.rest[0].islower()
        if self.dash and self.dash.isspace() and self.rest:
            return dated and self.written.isupper() and begins_anew
        return dated or (self.written.isupper() and is_known_place(self.parts[0]) and begins_anew)

    def _by_place(self, dated: bool) -> bool:
        """`Moscow, 1 November: `, `МОСКВА, 1 ноября. `, and below a title `ISLAMABAD: `."""
        place, in_capitals = self.parts[0], self.parts[0].isupper()
        if self.form == _COLON and not dated:
            return in_capitals and is_known_place(place) and self.below != "" and not self.rest[:1].islower()
        if self.form == _STOP and not in_capitals:
            return False
        return dated and (self.form != _COLON or is_known_place(place))

    def _bracket(self, dated: bool) -> bool:
        if self.dash is None:
            return self.known and dated
        if not self.dash[-1:].isspace() and self.rest[:1].islower():
            return False  # an (AP)-style compound
        if self.known:
            return True
        return self._is_name() and (dated or (self.parts[0].isupper() and not self.rest[:1].islower()))

    def _is_name(self) -> bool:
        """Whether an agency nobody knows could be called so: capitalised, without figures."""
        return not self.written[0].islower() and not any(letter.isdigit() for letter in self.written)

    def _bare(self) -> bool:
        """`TBILISI -- `, `BUSHEHR, Iran — `: in capitals, below a title, and the text begins again after it."""
        place, *region = self.parts
        if not self.below or self.rest[:1].islower() or not self.rest:
            return False
        if not place.isupper():
            # A second dash in the sentence would make the words between them an insertion.
            return self.below == "byline" and is_known_place(place) and not _INSERTION.match(self.rest)
        if sum(letter.isalpha() for letter in place) < _LEAST_LETTERS:
            return False
        in_region = bool(region) and not any(part.isupper() and len(part) > _LEAST_LETTERS for part in region)
        signed = self.below == "byline" and (self.dash or "").strip() != "-"
        return is_known_place(place) or in_region or signed


def _known_in(written: str) -> str | None:
    """The agency of `RIA Novosti, Ivan Petrov`, `RIA Novosti correspondent Ivan Petrov`, `Ivan Petrov, TASS`."""
    match = _BEGINNING.match(written)
    if match:
        return known_agency(match[1])
    parts = re.split(r"\s*[,;–—|/]\s*|\s-\s|\sfor\s", written)
    return next(filter(None, map(known_agency, parts)), None) if len(parts) > 1 else None


def _without_date(words: str) -> tuple[str, Spelled | None]:
    """What stands beside a spelled date at the end, or at the start, of some words."""
    date = _DATE.search(words)
    spelled = spelled_date(date) if date else None
    if date and spelled:
        left = words[: date.start()].rstrip()
        left = left[:-1] if left.endswith((",", "،", ".", "/")) else left
        return left.removesuffix(" في").rstrip(), spelled
    date = _DATE_FIRST.match(words)
    spelled = spelled_date(date) if date else None
    return (words[date.end() :], spelled) if date and spelled else (words, None)


def _split_head(head: str) -> tuple[list[str], Spelled | None] | None:
    """The parts of the place, and the date, of `VIENNA, Austria, November 1`; None if no place stands there."""
    place, spelled = _without_date(re.sub(r"\s*\[[^\]]*\]", "", head.strip()))
    parts = [part.strip() for part in re.split("[,،]", place)]
    # "Tuesday, February 19, 2008" is a date on a line of its own; beside a place the weekday is no part of it.
    if all(map(_WEEKDAY.fullmatch, parts)):
        return None
    parts = [part for part in parts if not _WEEKDAY.fullmatch(part)]
    if not place and spelled:
        return parts, spelled
    return (parts, spelled) if 1 <= len(parts) <= 3 and all(map(is_place, parts)) else None

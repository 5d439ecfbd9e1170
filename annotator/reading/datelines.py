"""Datelines: the place, date and agency at the head of a story's first sentence.

`find_dateline` tries a table of forms, each written after one manner of an agency. A form is a pattern of
bounded length, so that a long line costs no more than a short one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.dates import NUMERIC, SPELLED, Numeric, Spelled, numeric_date, spelled_date
from annotator.reading.agencies import KNOWN, known_agency

_WINDOW = 260
"""Longest dateline, in code points."""
_LONGEST_PLACE = 45
_MOST_WORDS = 5
_PARTICLES = frozenset(
    [
        "al",
        "an",
        "as",
        "au",
        "d",
        "da",
        "das",
        "de",
        "del",
        "der",
        "des",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "en",
        "es",
        "et",
        "la",
        "las",
        "le",
        "les",
        "los",
        "na",
        "of",
        "on",
        "sous",
        "sur",
        "the",
        "und",
        "upon",
        "y",
        "и",
        "на",
        "над",
    ]
)

_NO_PLACE = frozenset(["after", "as", "at", "before", "by", "from", "in", "on", "since", "until", "в", "с"])
"""Words that begin a sentence such as `On November 1 - the day …`, and no place."""


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


_HEAD = r"(?P<head>[^()\[\]/=\n]{2,80}?)"
_HEAD_OF_TWO = r"(?P<head>[^()\[\]=\n]{2,80}?)"
_DASH = r"(?:\s*(?:--+|[-‐-―−_=~]|:)(?!\w)\s*|\s*(?:--+|[‒-―−])\s*)"
_DATE = re.compile(rf"(?:^|(?<=[\s,./]))(?:{SPELLED})\s*[.,]?\s*$", re.IGNORECASE)
_AFTER = rf"(?:\s*,?\s*(?P<after_agency>{SPELLED}))?"
_FIGURES = re.compile(rf"{NUMERIC}(?:\s*\(?(?:GMT|UTC|MSK|EST|EDT)\)?)?[\s,.:|\-–—]*")

# What stands between place and text decides: from the plainest sign of an agency to none at all.
_FORMS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # MOSCOW, November 1 (RIA Novosti) - | VIENNA, Austria (AP) — | Paris (AFP) Feb 3, 2010
        rf"{_HEAD_OF_TWO}\s*\((?P<agency>[^()\n]{{2,50}})\)\.?{_AFTER}(?P<dash>{_DASH})?",
        # TBILISI, August 21. /TASS/.
        rf"{_HEAD_OF_TWO}\s*/(?P<agency>[^\W\d_][^/(),.\d\n]{{1,29}})/(?P<dash>\s*[.,:]?(?:{_DASH})?\s*)",
        # Tehran, Nov 1, IRNA - | МОСКВА, 1 ноя - РИА Новости. | Москва. 1 ноября. INTERFAX.RU -
        rf"{_HEAD}(?:\s*,\s*|\.\s*|{_DASH}|\s+)(?P<agency>{KNOWN})(?!\w)(?:, [^\W\d_][^\n.,]{{2,40}})?"
        rf"(?P<dash>\s*\.(?:{_DASH}|\s+|$)|{_DASH}|\s*$)",
        # LONDON, Jan 5 -
        rf"{_HEAD}(?P<dash>\s+(?:--?|[‒-―−])\s+|\s*(?:--|[‒-―−])\s*)",
    )
]
_BEGINNING = re.compile(rf"({KNOWN})(?:[,;:]| (?=\w+ \w))", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_ALONE = re.compile(rf"\((?P<agency>{KNOWN})\){_DASH}", re.IGNORECASE)
_KOREAN = re.compile(
    r"[(\[](?P<place>[^=()\[\]\n]{1,30})=(?P<agency>[^()\[\]\n]{2,20})[)\]]\s*"
    r"(?:[^=()\n]{1,40}?(?:기자|특파원|통신원|논설위원)\s*=\s*|=\s*)?"
)
_KCNA = re.compile(rf"\((?P<place>\w{{2,8}}) (?P<date>{SPELLED})발 (?P<agency>\w{{2,10}})\)\s*(?:--?\s*)?")
_XINHUA = re.compile(
    rf"(?P<agency>新华社|新華社|中新社)(?P<place>[^\W\d_]{{2,12}}?)(?P<date>{SPELLED})电\s*(?:[（(][^（）()\n]{{1,40}}[）)])?\s*"
)
_KYODO = re.compile(r"【(?P<place>[^】\n]{1,12}?)(?P<agency>共同|時事)】\s*")


def find_dateline(text: str, start: int = 0) -> Dateline | None:
    """The dateline that begins at `start`, or None. Only the line that holds `start` is looked at."""
    stop = text.find("\n", start, start + _WINDOW)
    line = text[start : stop if stop >= 0 else start + _WINDOW]
    figures = _FIGURES.match(line)
    numeric = numeric_date(figures) if figures else None
    rest = line[figures.end() :] if figures else line
    skipped = len(line) - len(rest)
    for found in _readings(rest, numeric):
        return Dateline(start + skipped + found.end, found.agency, found.place, found.numeric, found.spelled)
    return None


def _readings(line: str, numeric: Numeric | None) -> Iterator[Dateline]:
    """What the line can be read as, the surest first; offsets count from the line's start."""
    yield from _east_asian(line, numeric)
    alone = _ALONE.match(line) if line[:1] == "(" else None
    if alone:
        yield Dateline(alone.end(), known_agency(alone["agency"]), None, numeric)
    if not line[:1].isalpha():
        return
    for number, form in enumerate(_FORMS):
        # Trying a form costs more than looking for the sign that it cannot do without.
        match = form.match(line) if _has_sign(line, number, numeric is not None) else None
        found = _check(match, numeric, number) if match else None
        if found:
            yield found


def _has_sign(line: str, form: int, dated: bool) -> bool:
    """Whether a bracket, a slash or a day stands in the line, as the form needs it."""
    return ("(" in line, "/" in line)[form] if form < 2 else dated or _DIGIT.search(line, 0, 90) is not None


def _east_asian(line: str, numeric: Numeric | None) -> Iterator[Dateline]:
    """Forms without a word for the place's country: the brackets say enough."""
    for form in (_KOREAN, _KCNA, _XINHUA, _KYODO) if line[:1] in "([【新中" else ():
        match = form.match(line)
        if match:
            spelled = spelled_date(match) if "month" in form.groupindex else None
            agency = match["agency"]
            yield Dateline(match.end(), known_agency(agency) or agency, match["place"], numeric, spelled)


def _check(match: re.Match[str], numeric: Numeric | None, form: int) -> Dateline | None:
    """The dateline that a form's match stands for; None if its place or agency cannot be one."""
    groups = match.groupdict()
    split = _split_head(match["head"])
    if split is None:
        return None
    place, spelled = split
    if spelled is None and groups.get("after_agency"):
        spelled = spelled_date(match)
    written = (groups.get("agency") or "").strip()
    agency = known_agency(written) or _known_beginning(written)
    dated = spelled is not None or numeric is not None
    if not _is_sure(written, agency, dated, groups["dash"] is not None, place, form):
        return None
    end = match.end() + _spaces(match.string, match.end())
    return Dateline(end, agency or written or None, title_case(place), numeric, spelled)


def _known_beginning(written: str) -> str | None:
    """The agency of `RIA Novosti, Ivan Petrov` or `RIA Novosti political commentator Ivan Petrov`."""
    match = _BEGINNING.match(written)
    return known_agency(match[1]) if match else None


def _is_sure(written: str, known: str | None, dated: bool, dash: bool, place: str, form: int) -> bool:
    """Whether enough speaks for a dateline: an unknown agency needs a date or a place in capitals."""
    if form == 0:
        return (dash and (known is not None or (_is_name(written) and (dated or place.isupper())))) or (
            known is not None and dated
        )
    return (dated or (known is not None and form == 1)) if written else dated


def _is_name(written: str) -> bool:
    """Whether an agency nobody knows could be called so: capitalised, and no date."""
    return not written[0].islower() and not written[0].isdigit()


def _spaces(text: str, start: int) -> int:
    """How many white characters stand there."""
    rest = text[start:]
    return len(rest) - len(rest.lstrip())


def _split_head(head: str) -> tuple[str, Spelled | None] | None:
    """Place and date of `MOSCOW, November 1`; None if no place stands there."""
    date = _DATE.search(head)
    spelled = spelled_date(date) if date else None
    if date and spelled:
        head = head[: date.start()].rstrip()
        head = head[:-1] if head.endswith((",", ".", "/")) else head
    parts = [part.strip() for part in head.split(",")]
    if not 1 <= len(parts) <= 3 or not all(_is_place(part) for part in parts):
        return None
    return parts[0], spelled


def _is_place(words: str) -> bool:
    """Whether it could be the name of a place: a few words, capitalised where the script has capitals."""
    if not 2 <= len(words) <= _LONGEST_PLACE or sum(character.isalpha() for character in words) < 2:
        return False
    parts = words.split()
    return (
        len(parts) <= _MOST_WORDS
        and not parts[0][0].islower()
        and parts[0].lower() not in _NO_PLACE
        and all(not part[0].islower() or part.lower() in _PARTICLES for part in parts)
        and all(character.isalpha() or character in " .'’ʼ/-‐‑–·`" for character in words)
    )


def title_case(place: str) -> str:
    """`NEW YORK` as `New York`, `РОСТОВ-НА-ДОНУ` as `Ростов-на-Дону`; a place not in capitals stays."""
    if not place.isupper():
        return place
    words = re.split(r"([\s/\-‐‑–·]+)", place)
    return "".join(_titled(word, number == 0) for number, word in enumerate(words))


def _titled(word: str, first: bool) -> str:
    if word.lower() in _PARTICLES and not first:
        return word.lower()
    if re.fullmatch(r"(?:[^\W\d_]\.){2,}|DC|UN|US|UK", word):
        return word
    return re.sub(r"[^\W\d_]+", lambda match: _capitalised(match[0]), word)


def _capitalised(letters: str) -> str:
    return letters[0] + letters[1:].lower()

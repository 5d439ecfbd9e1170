"""Finds the times that a text names, and resolves them against the day of publication. English only."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from annotator.domain.guard import guarded
from annotator.domain.times import contextual, days, longer, relative
from annotator.domain.times.interval import BACKWARDS, BROKE_OFF, NO_DATE, NO_YEAR, Interval, TimeExpression
from annotator.domain.times.lexicon import GAP, PART_OF_DAY
from annotator.domain.times.mention import Mention, Setting, Yearly
from annotator.domain.times.resolving import resolve
from annotator.domain.times.rule import Scan, by_start
from annotator.domain.times.surroundings import direction_at, tense_at

RULES = "The rules for times"
"""What is said to have broken off when one of them fails."""
_RULES = by_start((*days.RULES, *relative.RULES, *longer.RULES, *contextual.RULES))
_WORD = re.compile(r"(?<![\w])(?:[A-Za-z]+[1-4]?(?!\w)|\d)")
_LOOK_ALIKES = re.compile("[ıİſ\N{KELVIN SIGN}]")
"""Letters that a pattern takes for i, s and k where case is ignored; no table of English words has them."""
_PART_OF_DAY = re.compile(PART_OF_DAY)
_DAYS = frozenset(["day", "weekday"])
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_TO = re.compile(rf"{GAP}(?:to|until|till|through){GAP}(?:the{GAP})?|{GAP}?[-–—]{GAP}?")
_AND = re.compile(rf"{GAP}and{GAP}")
_FROM = re.compile(rf"(?<!\w)from{GAP}(?:the{GAP})?$", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?<!\w)between{GAP}(?:the{GAP})?$", re.IGNORECASE)
_BEFORE_RANGE = 20
_WEEK = timedelta(days=7)
_JOINED = frozenset(["day", "weekday", "month", "year", "quarter", "season"])
"""What two of make a range: from one to the other."""


def find_times(text: str, published: str | None) -> list[TimeExpression]:
    """The expressions of time in a text, in its order and apart from one another.

    `published` is the day of publication as metadata have it (`2006-11-01T14:25:00`, `2006-11-01`, `--11-01`, None).
    What needs the day, and what cannot be told for another reason, comes with that reason in place of an interval.
    """
    mentions = _mentions(text)
    day, missing = _publication(published)
    found: list[TimeExpression] = []
    short: Interval | None = None
    last: Interval | None = None
    above: Interval | None = None
    at = floor = 0
    while at < len(mentions):
        mention = mentions[at]
        if found and _PARAGRAPH_END.search(text, found[-1].end, mention.start):
            short, last, above = None, None, last or above
        other = _range_with(text, mentions, at)
        end = (other or mention).end
        direction = direction_at(text, mention.start, end, mention.loosely, floor)
        tense = tense_at(text, mention.start, end, direction)
        setting = Setting(day, missing, tense, short, last, above)
        value: Interval | str = BROKE_OFF
        with guarded(RULES):
            value = _joined(mention, other, setting) if other else resolve(mention, setting)
        found.append(_expression(text, mention.start, end, value, direction))
        if isinstance(value, Interval):
            last = value
            short = value if value.first == value.last else short
        floor = end
        at += 2 if other else 1
    return found


def _mentions(text: str) -> list[Mention]:
    scan = Scan(_LOOK_ALIKES.sub("ø", text))
    end = 0
    for word in _WORD.finditer(scan.text):
        if word.start() < end:
            continue
        mention = _at(word, scan)
        if mention is not None:
            scan.found.append(mention)
            end = mention.end
    return scan.found


def _at(word: re.Match[str], scan: Scan) -> Mention | None:
    """The longest time that begins with the word."""
    key = "0" if word[0].isdigit() else word[0].lower()
    best: Mention | None = None
    for one in _RULES.get(key, ()):
        match = one.pattern.match(scan.text, word.start())
        made = None
        if match:
            with guarded(RULES):
                made = one.build(match, scan)
        if made is not None and (best is None or made.end > best.end):
            best = made
    if best is None or best.grain not in _DAYS:
        return best
    part = _PART_OF_DAY.match(scan.text, best.end)
    return replace(best, end=part.end()) if part else best


def _publication(published: str | None) -> tuple[date | None, str]:
    if not published:
        return None, NO_DATE
    return (None, NO_YEAR) if published.startswith("--") else (date.fromisoformat(published[:10]), "")


def _expression(text: str, start: int, end: int, value: Interval | str, direction: str) -> TimeExpression:
    known = value if isinstance(value, Interval) else None
    return TimeExpression(start, end, text[start:end], known, direction, "" if known else str(value))


# Ranges


def _range_with(text: str, mentions: Sequence[Mention], at: int) -> Mention | None:
    """The mention that is the end of a range that begins with this one: "from May 3 to June 2", "2003-2005"."""
    if at + 1 == len(mentions):
        return None
    one, other = mentions[at], mentions[at + 1]
    if one.grain not in _JOINED or one.grain != other.grain or other.start - one.end > _BEFORE_RANGE:
        return None
    before = text[max(0, one.start - _BEFORE_RANGE) : one.start]
    if _TO.fullmatch(text, one.end, other.start):
        is_dash = text[one.end : other.start].strip() in "-–—"
        return other if is_dash or _FROM.search(before) or one.grain == "day" else None
    return other if _AND.fullmatch(text, one.end, other.start) and _BETWEEN.search(before) else None


def _joined(one: Mention, other: Mention, setting: Setting) -> Interval | str:
    """The days from the first of the one to the last of the other; a year that one lacks is the other's."""
    if isinstance(other.named, Yearly):
        # Both ends count, and they may lie on both sides of the publication.
        setting = replace(setting, tense=0)
    last = resolve(other, setting)
    if isinstance(last, str):
        return last
    first = resolve(one, setting)
    if isinstance(one.named, Yearly) and one.named.year is None and isinstance(other.named, Yearly):
        first = _beside(one, last, setting, step=-1)
    if isinstance(first, str):
        return first
    if first.first > last.last and isinstance(other.named, Yearly) and other.named.year is None:
        last = _beside(other, first, setting, step=1)
        if isinstance(last, str):
            return last
    if one.grain == "weekday" and first.first > last.last:
        first = Interval(first.first - _WEEK, first.last - _WEEK, "day")
    return Interval(first.first, last.last, "range") if first.first <= last.last else BACKWARDS


def _beside(mention: Mention, anchor: Interval, setting: Setting, step: int) -> Interval | str:
    """What comes once a year, in the anchor's year, or in the one before (step -1) or after it (1) if that fits."""
    assert isinstance(mention.named, Yearly)
    year = (anchor.last if step < 0 else anchor.first).year
    for candidate in (year, year + step):
        found = resolve(replace(mention, named=replace(mention.named, year=candidate)), setting)
        if isinstance(found, str):
            return found
        if (found.first <= anchor.last) if step < 0 else (found.last >= anchor.first):
            return found
    return BACKWARDS

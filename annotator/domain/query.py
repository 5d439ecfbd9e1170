"""What an analyst types into a search: words, and filters such as `label:sanction status=threatened since:2006-11`.

`name:value` asks for an article or for whose an annotation is (see `FILTERS`); `name=value` for an attribute of an
annotation. A value with spaces stands in quotation marks. The same filter twice lets either through; different ones
must all hold. What is no filter is words, as `storage.search` reads them: "phrases", beginnings*, single words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from annotator.domain.problems import Problem

FILTERS = {
    "label": "annotations with this label",
    "actor": "annotations whose own value is this actor of the registry; links do not count",
    "by": "annotations of this analyst",
    "status": "articles of this status in your own layer",
    "agency": "articles of this agency",
    "since": "articles published on that day, in that month or year, or later",
    "until": "articles published on that day, in that month or year, or earlier",
}
"""The filters with a colon, and what each lets through."""

COLUMNS = {"agency": "agency"}
"""Filters by what the list of articles says of an article: the filter's name, and the column of `article_row`."""

_ABOUT_ANNOTATIONS = ("label", "actor", "by")
_PART = re.compile(
    r'(?P<name>[^\W\d_][\w-]*)(?P<sign>[:=])(?:"(?P<quoted>[^"]*)"?|(?P<value>\S*))|"[^"]*"?|\S+'
)
_PLAIN = re.compile(r'[^\s"]+')
_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d?)(?:-(?P<day>\d\d?))?)?")


@dataclass(frozen=True, slots=True)
class Query:
    """`words` as they were typed; `filters` and `attributes` as (name, value), in the order of typing."""

    words: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a filter."""
        return tuple(value for known, value in self.filters if known == name)

    @property
    def is_about_annotations(self) -> bool:
        """Whether something is asked for that only an annotation can have."""
        return bool(self.attributes) or any(name in _ABOUT_ANNOTATIONS for name, _ in self.filters)

    @property
    def asks_for_anything(self) -> bool:
        """Whether anything is asked for at all."""
        return bool(self.words or self.filters or self.attributes)

    @property
    def published(self) -> tuple[str, str]:
        """Bounds for days of publication as metadata have them: the first that counts, the first after; "" for none."""
        since = max((first_day(value).isoformat() for value in self.values("since")), default="")
        until = min((day_after(value).isoformat() for value in self.values("until")), default="")
        return since, until

    def __str__(self) -> str:
        """What to type to get it."""
        filters = [f"{name}:{_written(value)}" for name, value in self.filters]
        attributes = [f"{name}={_written(value)}" for name, value in self.attributes]
        return " ".join([*filters, *attributes, *([self.words] if self.words else [])])


def parsed(text: str) -> Query:
    """What was typed. Raises Problem that names an unknown filter, an empty value or an impossible day."""
    words: list[str] = []
    filters: list[tuple[str, str]] = []
    attributes: list[tuple[str, str]] = []
    for part in _PART.finditer(text):
        name, sign = part["name"], part["sign"]
        value = (part["quoted"] if part["quoted"] is not None else part["value"] or "").strip()
        name = _known(name) if sign == ":" and name else name
        if name is None or value.startswith("//"):
            words.append(part[0])
            continue
        if not value:
            raise Problem(f"“{name}{sign}” lacks its value: write {name}{sign}something, without a space.")
        (filters if sign == ":" else attributes).append((name, value))
    for name, value in filters:
        if name in ("since", "until"):
            first_day(value)
    return Query(" ".join(words), tuple(filters), tuple(attributes))


def _known(name: str) -> str | None:
    """The filter of that name; None if it is a word before a colon. Raises Problem if it is a filter misspelled."""
    folded = name.casefold()
    if folded in FILTERS:
        return folded
    if get_close_matches(folded, FILTERS, 1, 0.75):
        raise Problem(
            f"There is no filter “{name}:”. {nearest(name, list(FILTERS), ':')}"
            "To find the word itself, put it in quotation marks."
        )
    return None


def nearest(name: str, known: Sequence[str], sign: str = "") -> str:
    """A sentence that names what was probably meant, or what there is."""
    folded = {one.casefold(): one for one in known}
    near = get_close_matches(name.casefold(), folded, 1)
    if near:
        return f"Do you mean {folded[near[0]]}{sign}? "
    return f"There are: {', '.join(f'{one}{sign}' for one in known)}. " if known else ""


def first_day(value: str) -> date:
    """The first day of a day, month or year: 2006-11-01, 2006-11, 2006. Raises Problem if it is none."""
    return _bounds(value)[0]


def day_after(value: str) -> date:
    """The day after a day, month or year."""
    return _bounds(value)[1]


def _bounds(value: str) -> tuple[date, date]:
    found = _DAY.fullmatch(value)
    try:
        if found is None:
            raise ValueError(value)
        year, month, day = int(found["year"]), found["month"], found["day"]
        first = date(year, int(month or 1), int(day or 1))
        if day:
            return first, first + timedelta(days=1)
        if month:
            return first, date(year + first.month // 12, first.month % 12 + 1, 1)
        return first, date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        raise Problem(f"“{value}” is no day: write it as 2006-11-01, 2006-11 or 2006.") from None


def _written(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else f'"{value}"'

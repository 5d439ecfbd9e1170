"""Times as they are written, before anybody knows which days they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from annotator.domain.times.interval import Interval
from annotator.domain.times.periods import Cut, whole


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that needs nothing else: a date with its year."""

    make: Callable[[], Interval]


@dataclass(frozen=True, slots=True)
class Yearly:
    """What comes once a year ("May 3", "the spring"), in a given year if one is written or fits the weekday.

    `pull`: -1 the latest before, 1 the next after the publication, 0 what the sentence says.
    """

    in_year: Callable[[int], Interval]
    year: int | None = None
    pull: int = 0
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Weekly:
    """A day of the week (Monday 0); `pull` as in `Yearly`."""

    weekday: int
    pull: int = 0


@dataclass(frozen=True, slots=True)
class Weekend:
    """A weekend that no word places: the latest, or the next if the sentence looks ahead."""


@dataclass(frozen=True, slots=True)
class Related:
    """A time counted from the day of publication: "yesterday", "two weeks ago"."""

    make: Callable[[date], Interval]


@dataclass(frozen=True, slots=True)
class Anchored:
    """A time counted from one named before in the same paragraph: "the next day".

    `unit`: that one must be no longer than this. `back`: the words point back of themselves ("that night"), so the
    one named last may stand in a paragraph before.
    """

    make: Callable[[date], Interval]
    unit: str
    back: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """A date in figures of which day and month could be either; the day of publication may decide."""

    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """A time that the words do not tell; `why`, as a sentence."""

    why: str


Named = Dated | Yearly | Weekly | Weekend | Related | Anchored | Either | Unclear


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a time (half-open code points), the time, and the part of it that is meant.

    `loosely`: "about" before it means that it is not exact. `grain` says what is named (day, weekday, month, year and
    so on), so that ranges join like with like.
    """

    start: int
    end: int
    grain: str
    named: Named
    cut: Cut = whole
    loosely: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a mention is resolved against.

    `day` of publication or None and `missing`, the reason; `tense` of the sentence there: -1 past, 1 future, 0 unknown;
    `short` and `last`: the last interval of at most a day, and of any length, named before in the paragraph;
    `above`: the last of any length in a paragraph before.
    """

    day: date | None
    missing: str
    tense: int = 0
    short: Interval | None = None
    last: Interval | None = None
    above: Interval | None = None

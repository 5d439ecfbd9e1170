"""What a rule of writing times is: the words it begins with, a pattern, and what a match of it means."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from annotator.domain.times.mention import Mention

_THERESA_MAY = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Mr\.?|Minister|Secretary)\s{1,2}(?:Theresa\s)?May\b")


@dataclass
class Scan:
    """A text while it is read: what was found so far, in its order, and what holds for the whole of it."""

    text: str
    found: list[Mention] = field(default_factory=list)

    @cached_property
    def may_is_a_person(self) -> bool:
        """Whether somebody of that name is in the story."""
        return bool(_THERESA_MAY.search(self.text))

    def behind(self, start: int, reach: int = 40) -> str:
        """What stands before a place, back to the last mention, at most `reach` code points."""
        floor = self.found[-1].end if self.found else 0
        return self.text[max(floor, start - reach) : start]

    def continues(self, start: int, grain: str, link: re.Pattern[str]) -> bool:
        """Whether only a link ("and", a dash) parts the place from the last mention, and that names such a time."""
        last = self.found[-1] if self.found else None
        return bool(
            last
            and last.grain == grain
            and start - last.end <= 12
            and link.fullmatch(self.text, last.end, start)
        )


Build = Callable[[re.Match[str], Scan], Mention | None]
"""What a match means; None if the words around it say that it is no time."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The words (lower case) that such a time begins with; "0" stands for every number that begins with a figure."""

    starts: tuple[str, ...]
    pattern: re.Pattern[str]
    build: Build


def rule(starts: Iterable[str], pattern: str, build: Build, ignore_case: bool = False) -> Rule:
    """A rule; the pattern is matched where one of the words begins."""
    words = tuple(dict.fromkeys(word.lower() for word in starts))
    return Rule(words, re.compile(pattern, re.IGNORECASE if ignore_case else 0), build)


def by_start(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """The rules to try at a word, in their order."""
    table: dict[str, list[Rule]] = {}
    for one in rules:
        for word in one.starts:
            table.setdefault(word, []).append(one)
    return table

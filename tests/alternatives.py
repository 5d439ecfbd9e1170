"""Words that a pattern takes, by all of its alternatives in turn. What it only looks at around them is left out."""

import re
from collections.abc import Callable, Iterable
from random import Random
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

LOOK_ALIKES = ("sſ", "k\N{KELVIN SIGN}", "iı", "iİ", "1١")
"""Letters and figures that a pattern may take for ours, by their case or their kind."""
_MOST = 3
"""How often at most what may come any number of times comes beyond the least."""
_ANY = "aZ éя1 -.中"
_OF_CATEGORY = {
    codes.CATEGORY_DIGIT: "0123456789",
    codes.CATEGORY_NOT_DIGIT: "aZ -",
    codes.CATEGORY_SPACE: " \t\xa0\n",
    codes.CATEGORY_NOT_SPACE: "aZ1-é",
    codes.CATEGORY_WORD: "aZéя1_",
    codes.CATEGORY_NOT_WORD: " -.,(",
}


def words_of(pattern: re.Pattern[str], random: Random) -> str:
    """Some words that the pattern takes; now and then one letter of them is another of its kind."""
    words = _Writer(random).written(_parser.parse(pattern.pattern, pattern.flags))
    return words.replace(*random.choice(LOOK_ALIKES), 1) if random.random() < 0.1 else words


class _Writer:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._groups: dict[int, str] = {}
        self._known: dict[Any, Callable[[Any], str]] = {
            codes.LITERAL: chr,
            codes.NOT_LITERAL: lambda code: self._one(letter for letter in _ANY if ord(letter) != code),
            codes.ANY: lambda _: self._one(_ANY.replace("\n", "")),
            codes.IN: self._of_set,
            codes.BRANCH: lambda branch: self.written(random.choice(branch[1])),
            codes.SUBPATTERN: self._group,
            codes.GROUPREF: lambda number: self._groups.get(number, ""),
            codes.GROUPREF_EXISTS: self._if_group,
            codes.MAX_REPEAT: self._repeated,
            codes.MIN_REPEAT: self._repeated,
            codes.POSSESSIVE_REPEAT: self._repeated,
            codes.ATOMIC_GROUP: self.written,
        }

    def written(self, parsed: Iterable[Any]) -> str:
        """Words for a sequence; what stands for no words (edges, looks around) gives none."""
        return "".join([self._known[code](value) for code, value in parsed if code in self._known])

    def _one(self, letters: Iterable[str]) -> str:
        return self._random.choice(list(letters))

    def _of_set(self, parts: list[Any]) -> str:
        negated = parts[0][0] is codes.NEGATE
        letters: list[str] = []
        for code, value in parts:
            if code is codes.LITERAL:
                letters.append(chr(value))
            elif code is codes.RANGE:
                letters.append(chr(self._random.randint(*value)))
            elif code is codes.CATEGORY:
                letters.append(self._one(_OF_CATEGORY[value]))
        if not negated:
            return self._one(letters)
        source = re.compile("|".join(map(re.escape, letters)))
        return self._one([letter for letter in _ANY if not source.fullmatch(letter)] or ["中"])

    def _group(self, value: Any) -> str:
        number, *_, parsed = value
        words = self.written(parsed)
        if number is not None:
            self._groups[number] = words
        return words

    def _if_group(self, value: Any) -> str:
        number, then, otherwise = value
        return self.written((then if number in self._groups else otherwise) or ())

    def _repeated(self, value: Any) -> str:
        least, most, parsed = value
        count = self._random.randint(least, min(most, least + _MOST))
        return "".join([self.written(parsed) for _ in range(count)])

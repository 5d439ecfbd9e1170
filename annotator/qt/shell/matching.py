"""Finds in a list what somebody means who types a few letters of it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

_Entry = TypeVar("_Entry")
_FAR = 1000
_LETTERS = 5


def rank(
    query: str,
    entries: Iterable[_Entry],
    texts: Callable[[_Entry], Sequence[str]],
    recent: Callable[[_Entry], int],
) -> list[_Entry]:
    """The entries that match, best first; of equal ones the one with the lower `recent` number.

    `texts`: what an entry may be found by, the most telling first. An empty query matches all. Letters that only
    stand in the same order count where nothing matches better.
    """
    found = [
        (score, recent(entry), entry)
        for entry in entries
        if (score := _best(query, texts(entry))) is not None
    ]
    if any(score[0] < _LETTERS for score, _, _ in found):
        found = [one for one in found if one[0][0] < _LETTERS]
    return [entry for _, _, entry in sorted(found, key=lambda one: one[:2])]


def _best(query: str, texts: Sequence[str]) -> tuple[int, int] | None:
    scores = [
        (score[0], score[1] + place * _FAR)
        for place, text in enumerate(texts)
        if (score := score_of(query, text))
    ]
    return min(scores, default=None)


def score_of(query: str, text: str) -> tuple[int, int] | None:
    """How well a text matches, lower is better; None if not at all.

    The beginning, the beginning of a word, inside a word, all words of the query somewhere, letters in their order.
    """
    wanted, there = " ".join(query.casefold().split()), text.casefold()
    if not wanted:
        return 0, 0
    if there.startswith(wanted):
        return 1, 0
    if f" {wanted}" in there:
        return 2, there.index(f" {wanted}")
    if wanted in there:
        return 3, there.index(wanted)
    if all(f" {word}" in f" {there}" for word in wanted.split()):
        return 4, 0
    gaps = _gaps(wanted.replace(" ", ""), there)
    return None if gaps is None else (_LETTERS, gaps)


def _gaps(letters: str, text: str) -> int | None:
    """How many letters lie between those wanted; None if they do not come in this order, or lie too far apart."""
    first = at = text.find(letters[0])
    for letter in letters[1:]:
        at = text.find(letter, at + 1)
        if at < 0 or first < 0:
            return None
    gaps = at - first + 1 - len(letters)
    return gaps if first >= 0 and gaps <= 4 * len(letters) else None

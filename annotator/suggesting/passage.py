"""The surroundings of a place in a text: its paragraph, the sentences in it and their words.

Only a bounded window is looked at, so that a paragraph of a million characters costs no more than a short one.
"""

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from annotator.domain.words import words_in
from annotator.suggesting.lexicon import Lexicon, lexicon_for

Span = tuple[int, int]

WINDOW = 2_000
"""How far a passage reaches to either side of its place, in code points."""

_STOP = re.compile("(?:[.!?…؟۔]+|[。！？])[\"'”’»›“‘)\\]」』]*(?=\\s|$)|[。！？][”’」』）]*|[;](?=\\s*$)")
_NEXT = re.compile("\\s*[\"'“‘„«‹(\\[「]*")
_INITIAL = re.compile(r"(?:^|[\s(“\"'.])[^\W\d_]\.$")
_DATELINE = re.compile(
    r"[^!?“\"«\n]{0,90}?(?:\([^()\n]{2,40}\)\s*(?:--?|[–—=])\s*|\([^()\n]{2,40}\)\s[^=\n]{1,30}=\s*|(?:\.\s)?/[^\W\d_][^/\n]{1,19}/\.?\s*(?:[-–—]\s*)?)"
)
_CITY_LINE = re.compile(r"(?:[^\W\d_]{3,}[, ]{1,2}){0,2}[^\W\d_]{2,}[^.!?\n]{0,25}\s(?:--?|[–—])\s")
_EDGE = " \t\r\n\u00a0\u3000\u2028\u2029"


class Token(NamedTuple):
    """A word in the text (half-open, without its possessive ending); `lower` is it in lower case.

    A tuple, since a passage has hundreds and making them is what takes the time.
    """

    start: int
    end: int
    word: str
    lower: str
    possessive: bool

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.word[0].isupper()


def stripped(text: str, start: int, end: int) -> Span:
    """The span without white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


class Passage:
    """A window of one paragraph. `low` and `high` are its edges in the text, without white space."""

    def __init__(self, text: str, at: int, lexicon: Lexicon | None = None) -> None:
        self.text = text
        self.lexicon = lexicon or lexicon_for(text)
        at = min(max(at, 0), len(text))
        low, high = max(0, at - WINDOW), min(len(text), at + WINDOW)
        low = max(low, *(text.rfind(mark, low, at) + 1 for mark in "\n\u2029\r"))
        ends = [end for mark in "\n\u2029\r" if (end := text.find(mark, at, high)) >= 0]
        self.low, self.high = stripped(text, _word_start(text, low), _word_end(text, min(ends, default=high)))

    @property
    def span(self) -> Span:
        """The whole passage."""
        return self.low, self.high

    @cached_property
    def tokens(self) -> list[Token]:
        """Its words in order."""
        return [_token(self.text, start, end) for start, end in words_in(self.text, self.low, self.high)]

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def index_at(self, at: int) -> int | None:
        """The index of the word that holds the caret, or else ends there, or else is nearest; None without words."""
        if not self.tokens:
            return None
        before = max(0, bisect_right(self._starts, at) - 1)
        here = self.tokens[before]
        after = min(before + 1, len(self.tokens) - 1)
        if here.start == at and before and not self._reaches(before, at):
            return before
        if self._reaches(before, at):
            return before
        far, near = at - here.end, self.tokens[after].start - at
        return after if 0 <= near < abs(far) or at < here.start else before

    def _reaches(self, index: int, at: int) -> bool:
        token = self.tokens[index]
        return token.start <= at <= token.end + (2 if token.possessive else 0)

    def within(self, start: int, end: int) -> list[Token]:
        """The words that lie wholly in a span."""
        first = bisect_right(self._starts, start - 1)
        return [token for token in self.tokens[first:] if token.end <= end]

    @cached_property
    def body(self) -> int:
        """Where the first sentence begins: after a dateline, if there is one."""
        if "\n" in self.text[max(0, self.low - 1) : self.low] or self.low == 0:
            match = _DATELINE.match(self.text, self.low, self.high) or self._city_line()
            if match and match.end() < self.high:
                return match.end()
        return self.low

    def _city_line(self) -> re.Match[str] | None:
        match = _CITY_LINE.match(self.text, self.low, self.high)
        return match if match and self.text[self.low : self.low + 3].isupper() else None

    @cached_property
    def sentences(self) -> list[Span]:
        """Its sentences in order, closing marks included; the first begins after a dateline."""
        spans: list[Span] = []
        start = self.body
        for match in _STOP.finditer(self.text, start, self.high):
            if self._is_end(match):
                spans.append(stripped(self.text, start, match.end()))
                start = match.end()
        rest = stripped(self.text, start, self.high)
        return [span for span in (*spans, rest) if span[0] < span[1]]

    def _is_end(self, match: re.Match[str]) -> bool:
        """Whether a stop ends a sentence, and is no abbreviation's and no quoted question's."""
        text, end = self.text, match.end()
        following = _NEXT.match(text, end, self.high)
        assert following is not None
        after = text[following.end() : following.end() + 1] if following.end() < self.high else ""
        if after.islower():
            return False
        if match[0] != "." or not after:
            return True
        word = text[max(self.low, match.start() - 12) : match.start()].split(" ")[-1].strip("(“\"'")
        if word.lower() in self.lexicon.names.abbreviations:
            return False
        if "." in word and len(word) < 6:
            return self._begins_anew(following.end())
        return not _INITIAL.search(text, max(self.low, match.start() - 2), match.end())

    def _begins_anew(self, at: int) -> bool:
        """Whether the word after "U.S." can but begin a sentence."""
        token = next(iter(self.within(at, min(self.high, at + 40))), None)
        names = self.lexicon.names
        return token is not None and (token.lower in names.openers or token.lower in names.pronouns)

    def sentence_index(self, at: int) -> int:
        """The index of the sentence that holds the place, or else of the next one before it."""
        starts = [start for start, _ in self.sentences]
        return max(0, bisect_right(starts, at) - 1)

    def sentence(self, at: int) -> Span:
        """The sentence that holds the place, or the nearest; the whole passage if there is none."""
        return self.sentences[self.sentence_index(at)] if self.sentences else self.span

    def covering(self, start: int, end: int) -> Span:
        """From the beginning of the sentence of `start` to the end of the sentence of the last character."""
        first, last = self.sentence(start), self.sentence(max(start, end - 1))
        return min(first[0], start), max(last[1], end)


def unended(text: str, span: Span) -> Span:
    """A sentence without its final punctuation; marks that a quotation needs stay."""
    start, end = span
    stop = end
    while stop > start and text[stop - 1] in ".!?…。！？؟۔":
        stop -= 1
    return (start, stop) if stop > start else span


def _token(text: str, start: int, end: int) -> Token:
    word = text[start:end]
    possessive = word[-1] in "sS" and word[-2:-1] in ("'", "’", "ʼ") and len(word) > 2
    if possessive:
        word = word[:-2]
    return Token(start, start + len(word), word, word.lower(), possessive)


def _word_start(text: str, low: int) -> int:
    """A window that begins within a word begins after it."""
    if low and text[low - 1].isalnum() and text[low : low + 1].isalnum():
        blank = text.find(" ", low, low + 100)
        return blank if blank >= 0 else low
    return low


def _word_end(text: str, high: int) -> int:
    if 0 < high < len(text) and text[high - 1].isalnum() and text[high].isalnum():
        blank = text.rfind(" ", high - 100, high)
        return blank if blank >= 0 else high
    return high

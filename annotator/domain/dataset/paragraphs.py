"""Paragraphs of articles, and which of them are alike: wire stories repeat paragraphs, not whole stories.

Two paragraphs are alike when three fifths of the shorter one's runs of three words are in the other one. Nothing here
depends on the process (Python's own hashes differ from run to run).
"""

import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from annotator.domain.article import Article

SHORTEST = 8
"""Words of the shortest paragraph that counts: shorter ones ("He did not elaborate.") are anybody's."""

ALIKE = 0.6
"""How much of the shorter paragraph two share at least, of its runs of three words."""

SPACELESS = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts without spaces, as ranges of characters: each character counts as a word."""
_WORD = re.compile(rf"[{SPACELESS}]|[^\W{SPACELESS}]+")
_ASCII_WORD = re.compile(r"\w+", re.ASCII)
_ENDS = re.compile("[.!?…。！？][\"'”’»›)\\]」』]*$")
_SENTENCE = re.compile("[.!?…][\"'”’»›)\\]」』]*\\s+|[。！？]")
_MASK = (1 << 60) - 1
_BINS = 10
_WIDTH = (_MASK + 1) // _BINS + 1
_LONG = 1 << 20
"""Code points from which on a text is not cut into lines all at once."""
_LONGEST = 100_000
"""Code points of a paragraph that are compared."""
RUN_BYTES = 4
"""Bytes of the number of a run as it is kept and compared."""
_LOWER = 0 if sys.byteorder == "little" else 1
"""Which half of a number of 64 bits is its lower one."""


def paragraphs(article: Article, kinds: Collection[str]) -> Iterator[str]:
    """The paragraphs that lie in zones of these kinds, in order; of the whole text if it has none of them.

    A line that ends like a sentence ends a paragraph, as does a blank line: so hard-wrapped lines are joined.
    Of a very long one the beginning is given.
    """
    zones = [zone for zone in article.record.zones if zone.kind in kinds]
    pieces = [article.text[zone.start : zone.end] for zone in zones] or [article.text]
    for piece in pieces:
        for start, end in spans(piece):
            yield " ".join(line.strip() for line in piece[start : min(end, start + _LONGEST)].split("\n"))


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text stand (half-open, code points), without the white space around them."""
    at, start, end = 0, None, 0
    for line in _lines(text):
        stripped = line.strip()
        if stripped:
            first = at + len(line) - len(line.lstrip())
            start = first if start is None else start
            end = first + len(stripped)
        if start is not None and (not stripped or _ENDS.search(stripped)):
            yield start, end
            start = None
        at += len(line) + 1
    if start is not None:
        yield start, end


def _lines(text: str) -> Iterator[str]:
    """The lines of a text; of a long one not all at once."""
    if len(text) < _LONG:
        yield from text.split("\n")
        return
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


class Described(NamedTuple):
    """A paragraph as it is compared: the number that stands for its words, its text, the numbers of its runs of three
    words as bytes (RUN_BYTES each, in their order), and the numbers by which paragraphs like it are found."""

    identity: int
    text: str
    runs: bytes
    sample: list[int]


def described(paragraph: str) -> Described | None:
    """What is compared of a paragraph; None if it is too short to count."""
    sentences = [words_of(one) for one in _sentences(paragraph)]
    words = sentences[0] if len(sentences) == 1 else [word for one in sentences for word in one]
    if len(words) < SHORTEST:
        return None
    runs = _runs(words)
    name = identity(words)
    longer = [identity(one) for one in sentences if len(one) >= SHORTEST] if len(sentences) > 1 else [name]
    return Described(name, paragraph, _bytes_of(runs), _sample(runs, longer))


def _sentences(paragraph: str) -> list[str]:
    """Its sentences, roughly; plain text is cut the quick way."""
    if paragraph.isascii():
        return paragraph.replace("? ", ". ").replace("! ", ". ").split(". ")
    return _SENTENCE.split(paragraph)


def words_of(text: str) -> list[str]:
    """Its words in lower case; punctuation does not count."""
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text.lower())


def identity(words: Sequence[str]) -> int:
    """A number (60 bits) that stands for the words in their order."""
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest()) & _MASK


@lru_cache(maxsize=200_000)
def _numbers(word: str) -> tuple[int, int, int]:
    """Three numbers for a word: as the first, the second and the third of a run."""
    digest = blake2b(word.encode(), digest_size=24).digest()
    first, second, third = (int.from_bytes(digest[at : at + 8]) & _MASK for at in (0, 8, 16))
    return first, second, third


def _runs(words: Sequence[str]) -> list[int]:
    first, second, third = zip(*map(_numbers, words), strict=True)
    return sorted({a ^ b ^ c for a, b, c in zip(first, second[1:], third[2:], strict=False)})


def _sample(runs: Sequence[int], sentences: Sequence[int]) -> list[int]:
    """Numbers of which alike paragraphs have one in common, and others hardly ever do.

    The range of the runs is cut into bins; the smallest ones of two neighbouring bins make a number. Each longer
    sentence makes one besides, so that a paragraph is found within a longer one.
    """
    found = set(sentences)
    before = None
    for place in range(_BINS):
        at = bisect_left(runs, place * _WIDTH)
        least = runs[at] if at < len(runs) and runs[at] < (place + 1) * _WIDTH else None
        if before is not None and least is not None:
            found.add(before ^ (least >> 1) ^ place)
        before = least
    return sorted(found)


def are_alike(one: bytes, other: bytes) -> bool:
    """Whether two paragraphs, by the numbers of their runs (see `Described`), are alike; see the module."""
    first, second = _numbers_of(one), _numbers_of(other)
    fewer = min(len(first), len(second))
    return fewer > 0 and len(set(first).intersection(second)) >= ALIKE * fewer


def _bytes_of(runs: Sequence[int]) -> bytes:
    """The numbers of runs in half the space: their lower 32 bits, little-endian as files have them."""
    return _little_endian(array("I", array("q", runs).tobytes())[_LOWER::2]).tobytes()


def _numbers_of(data: bytes) -> "array[int]":
    return _little_endian(array("I", data))


def _little_endian(numbers: "array[int]") -> "array[int]":
    """Numbers of this machine as files have them, and the other way round."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers

"""Paragraphs of articles, and which of them are alike: wire stories repeat paragraphs, not whole stories.

Two paragraphs are alike when three fifths of the shorter one's runs of three words are in the other one. Nothing here
depends on the process (Python's own hashes differ from run to run).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

from annotator.domain.article import Article

SHORTEST = 8
"""Words of the shortest paragraph that counts: shorter ones ("He did not elaborate.") are anybody's."""

ALIKE = 0.6
"""How much of the shorter paragraph two share at least, of its runs of three words."""

# Scripts without spaces: each character counts as a word.
_SPACELESS = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_SPACELESS}]|[^\W{_SPACELESS}]+")
_ENDS = re.compile("[.!?…。！？][\"'”’»›)\\]」』]*$")
_MASK = (1 << 63) - 1
_FIRST, _SECOND, _THIRD = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
_FEWEST, _SHARE = 8, 4


def paragraphs(article: Article, kinds: Collection[str]) -> Iterator[str]:
    """The paragraphs that lie in zones of these kinds, in order; of the whole text if it has none of them.

    A line that ends like a sentence ends a paragraph, as does a blank line: so hard-wrapped lines are joined.
    """
    zones = [zone for zone in article.record.zones if zone.kind in kinds]
    pieces = [article.text[zone.start : zone.end] for zone in zones] or [article.text]
    for piece in pieces:
        yield from _blocks(piece)


def _blocks(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            lines.append(stripped)
        if lines and (not stripped or _ENDS.search(stripped)):
            yield " ".join(lines)
            lines.clear()
    if lines:
        yield " ".join(lines)


def words_of(paragraph: str) -> list[str]:
    """Its words in lower case; punctuation does not count."""
    return _WORD.findall(paragraph.lower())


def identity(words: Sequence[str]) -> int:
    """A number (63 bits) that stands for the words in their order."""
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest()) & _MASK


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return crc32(word.encode())


def sample(words: Sequence[str]) -> list[int]:
    """Some of the numbers of the runs of three words: the smallest ones, so that alike paragraphs have some in common.

    Of long paragraphs more, so that a short one within it is found.
    """
    numbers = list(map(_number, words))
    runs = {
        (a * _FIRST + b * _SECOND + c * _THIRD) & _MASK
        for a, b, c in zip(numbers, numbers[1:], numbers[2:], strict=False)
    }
    return sorted(runs)[: max(_FEWEST, len(runs) // _SHARE)]


def are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two paragraphs (their words) are alike; see the module."""
    first, second = (set(zip(words, words[1:], words[2:], strict=False)) for words in (one, other))
    fewer = min(len(first), len(second))
    return fewer > 0 and len(first & second) >= ALIKE * fewer

"""Files that hold no single story: digests, with several stories one after another, and indexes of headlines.

Both questions are answered with caution: what may be one story is one.
"""

import re
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest

from annotator.reading.agencies import agency_line
from annotator.reading.datelines import find_dateline
from annotator.reading.lines import Line, all_lines, trimmed
from annotator.reading.marks import date_line, is_boilerplate, is_byline, is_promotion, is_sentence, is_tail
from annotator.reading.radio import is_field

_MOST_LINES = 1_500_000
"""A file of more lines is data, and is taken as it is: to tell its parts would need gigabytes."""
_MANY_LINES = 20_000
_SHORTEST_LINES = 8
"""A file of many lines that have fewer code points on average, blank ones among them, is data too."""
_LONGEST_TITLE = 200
_MOST_HEAD_LINES = 8
_MOST_TITLE_LINES = 3
"""A title of more lines is a paragraph of the story above."""
_MOST_LINES_ABOVE = 100
_LEAST_PROSE = 80
"""A sentence of at least so many code points (ideographs count thrice) is prose."""
_LEAST_HEADLINES = 5
_MOST_PROSE_OF_INDEX = 0.15
_LEAST_SIGNS = 2
_SIGN = re.compile(r"[(\[/【—–―\d-]|^[新中据]")
_SIGN_WITHIN = 120
_INK = re.compile(r"\S")
_SEPARATOR = re.compile(r"[\s#*=_~\-–—•·]+")
_IDEOGRAPH = re.compile(r"[぀-ヿ㐀-鿿가-힣]")
_ITEM = re.compile(r"^(?:[-–—*•·►»>]\s+|\d{1,3}[.)]\s+|\[\d+\]\s*)")


def stories(text: str) -> list[tuple[int, int]]:
    """Where a normalised text could be split into stories: half-open ranges in code points, in their order.

    They cover everything but white space. One range if the text is one story, none if it is blank.
    A story is known by a dateline (or byline and date) below a title of its own, at the head of a paragraph.
    """
    if _is_data(text):
        whole = trimmed(text, 0, len(text))
        return [whole] if whole[0] < whole[1] else []
    lines = _apart(text)
    if not lines:
        return []
    heads = _heads(text, lines)
    edges = [lines[number].start for number in heads] if len(heads) > 1 else []
    if edges and _prose_paragraphs(text, lines[: heads[0]]) >= _LEAST_SIGNS:
        edges.insert(0, lines[0].start)
    edges = [lines[0].start, *edges[1:], len(text)]
    return [trimmed(text, start, end) for start, end in pairwise(edges)]


def _is_data(text: str) -> bool:
    """Whether a text has so many lines, or so many short ones, that it is none of stories."""
    count = text.count("\n")
    return count > _MOST_LINES or (count > _MANY_LINES and count * _SHORTEST_LINES > len(text))


def _apart(text: str) -> list[Line]:
    """The lines, where lines of stars or dashes part paragraphs as blank lines do."""
    found: list[Line] = []
    parted = 0
    for line in all_lines(text):
        is_separator = _SEPARATOR.fullmatch(text, line.start, line.end) is not None
        parted += is_separator
        found.append(Line(line.start, line.end, line.block + parted))
        parted += is_separator
    return found


def is_index(text: str) -> bool:
    """Whether a normalised text is a list of headlines, links and dates with hardly any prose in it."""
    if _is_data(text):
        return False
    headlines = prose = letters = 0
    for _, group in groupby(all_lines(text), key=lambda line: line.block):
        block = _Block(text, list(group))
        letters += sum(line.end - line.start for line in block.lines)
        prose += block.prose
        headlines += block.headlines
    return headlines >= _LEAST_HEADLINES and prose <= _MOST_PROSE_OF_INDEX * letters


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, or a list without blank lines."""

    text: str
    lines: list[Line]

    @property
    def words(self) -> list[str]:
        """Its lines."""
        return [self.text[line.start : line.end] for line in self.lines]

    @property
    def is_wrapped(self) -> bool:
        """Whether its lines are one paragraph: one of them goes on in lower case, or the last alone is a sentence."""
        words = self.words
        if len(words) == 1:
            return False
        goes_on = any(after[0].islower() and not is_sentence(before) for before, after in pairwise(words))
        return goes_on or (
            is_sentence(words[-1]) and not _ITEM.match(words[-1]) and not any(map(is_sentence, words[:-1]))
        )

    @property
    def prose(self) -> int:
        """How many code points of it are prose."""
        if self.is_wrapped:
            whole = " ".join(self.words)
            return len(whole) if _is_prose(whole) else 0
        return sum(len(words) for words in self.words if _is_prose(words))

    @property
    def headlines(self) -> int:
        """How many headlines it holds."""
        if self.is_wrapped:
            return int(not _is_prose(" ".join(self.words)))
        return sum(not _is_prose(words) and not words.startswith(("http", "www.")) for words in self.words)


def _is_prose(words: str) -> bool:
    weight = len(words) + 2 * len(_IDEOGRAPH.findall(words))
    return weight > _LONGEST_TITLE or (weight >= _LEAST_PROSE and is_sentence(words))


def _heads(text: str, lines: list[Line]) -> list[int]:
    """The numbers of the lines with which stories begin."""
    found: list[int] = []
    end = 0
    for number in range(len(lines)):
        if number < end or not _may_begin(text, lines, number):
            continue
        top = _top(text, lines, number, end)
        if top is not None and (not found or _is_another(text, lines, found, top, number)):
            found.append(top)
            end = _past_head(text, lines, number)
    return found


def _is_another(text: str, lines: list[Line], found: list[int], top: int, number: int) -> bool:
    """Whether the head from `top` to `number` begins one more story: the one above has come to its text.

    Where paragraphs are wrapped, a title without a blank line below it may be the middle of a paragraph; there
    it counts only if the first story has its title so.
    """
    # A story comes to its text soon: to look at all of it for every title below would take for ever.
    above = lines[found[-1] : min(top, found[-1] + _MOST_LINES_ABOVE)]
    if not _prose_paragraphs(text, above):
        return False
    if lines[number - 1].block != lines[number].block or not _is_hard_wrapped(text, above):
        return True
    first = next(line for line in range(found[0], top) if _may_begin(text, lines, line))
    return first > 0 and lines[first - 1].block == lines[first].block


def _is_hard_wrapped(text: str, lines: list[Line]) -> bool:
    """Whether some paragraph goes on in lower case on its next line."""
    return any(
        before.block == after.block
        and text[after.start].islower()
        and not is_sentence(text[before.start : before.end])
        for before, after in pairwise(lines)
    )


def _may_begin(text: str, lines: list[Line], number: int) -> bool:
    """Whether the head of a story ends with the line: a dateline, a block of fields, a byline and a date."""
    line = lines[number]
    words = text[line.start : line.end]
    if is_field(words):
        near = lines[number + 1 : number + 3]
        return len(near) > 1 and all(is_field(text[other.start : other.end]) for other in near)
    if date_line(words) or is_byline(words) or agency_line(words):
        marks = {_sign(text[other.start : other.end]) for other in lines[number : number + 4]} - {None}
        return len(marks) >= _LEAST_SIGNS
    if not _SIGN.search(words[:_SIGN_WITHIN]):
        return False
    dateline = find_dateline(text, line.start)
    return dateline is not None and _INK.search(text, dateline.end) is not None


def _sign(words: str) -> str | None:
    """Which sign of a story's head a line is, if any."""
    for name, test in (("date", date_line), ("byline", is_byline), ("agency", agency_line)):
        if test(words):
            return name
    return None


def _top(text: str, lines: list[Line], number: int, least: int) -> int | None:
    """The first line of the head that ends with a line; None if no title stands there."""
    if is_field(text[lines[number].start : lines[number].end]):
        titled, top = True, number
    else:
        titled, top = False, number
    while top > least and number - top < _MOST_HEAD_LINES:
        above = lines[top - 1]
        words = text[above.start : above.end]
        if _SEPARATOR.fullmatch(words) or (is_tail(words) and (titled or not _sign(words))):
            break
        if not (_sign(words) or is_promotion(words) or is_boilerplate(words)):
            if not _is_title(text, lines, top - 1):
                break
            titled = True
        top -= 1
    return top if titled else None


def _is_title(text: str, lines: list[Line], number: int) -> bool:
    """Whether a line is short and does not end like a sentence, in a block of a few such lines."""
    block = lines[number].block
    above = [line for line in lines[max(0, number - _MOST_TITLE_LINES) : number + 1] if line.block == block]
    words = [text[line.start : line.end] for line in above]
    return len(above) <= _MOST_TITLE_LINES and not any(
        len(each) > _LONGEST_TITLE or is_sentence(each) for each in words
    )


def _prose_paragraphs(text: str, lines: list[Line]) -> int:
    """How many paragraphs end like a sentence."""
    ends = [line for line, after in zip_longest(lines, lines[1:]) if not after or after.block != line.block]
    return sum(
        is_sentence(text[line.start : line.end]) and not is_tail(text[line.start : line.end]) for line in ends
    )


def _past_head(text: str, lines: list[Line], number: int) -> int:
    """The number of the first line below the head that has its dateline, field or byline in that line."""
    number += 1
    while number < len(lines):
        words = text[lines[number].start : lines[number].end]
        if not (_sign(words) or is_field(words)):
            break
        number += 1
    return number

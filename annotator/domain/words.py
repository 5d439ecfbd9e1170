"""Words as analysts mean them: what a span snaps to, and what the caret stands in.

Our own rules, because Qt's splits "U.S.", "oil-export" and "COVID-19". Scripts written without spaces
(Chinese, Japanese, Thai …) have no words here: a span in them stays where it was put.
"""

import re
import unicodedata
from collections.abc import Iterator

_LETTER = r"[^\W_]"
_MARK = "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u200c\u200d\u00ad]"
_UNIT = f"(?:{_LETTER}{_MARK}*)"
# "U.S." keeps its last full stop; "1,234.56" its comma; "Kim's" its apostrophe; "$5" its sign.
_WORD = re.compile(
    rf"(?:{_LETTER}\.){{2,}}(?![^\W_])"
    rf"|[$€£¥#@]?{_UNIT}+(?:(?:(?<=\d)[.,:](?=\d)|['’ʼ\-‐‑·](?={_LETTER})|(?<=[^\W\d_])\.(?={_LETTER}\.)){_UNIT}+)*[%°]?"
)
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
_BEGINS = re.compile(rf"{_LETTER}|{_SPACELESS.pattern}|[$€£¥#@](?={_LETTER})")
_LAST_INK = re.compile(rf"(?s:.*)(?:{_LETTER}|{_SPACELESS.pattern})")
_WINDOW = 200
"""How far around a position a word is looked for, in code points: no word is longer."""
_AFTER_INK = re.compile(rf"{_MARK}{{0,{_WINDOW}}}[.%°]?")
"""What of a word may follow its last letter or figure."""
_AT_ONCE = 4_096
"""So many code points are searched at once for the last letter before a place."""

_OPENING_OR_CLOSING = ("Ps", "Pe", "Pi", "Pf", "Po", "Pd", "Zs", "Zl", "Zp", "Cc", "Cf", "Sk")
_INSIDE = "%°$€£¥#@&"


def word_at(text: str, at: int) -> tuple[int, int] | None:
    """The word (half-open) that holds the caret position `at` or ends there; None between words.

    A possessive ending is left out unless the caret is in it: an actor is "Korea", not "Korea's".
    """
    word = _word_holding(text, at) or (_word_holding(text, at - 1) if at > 0 else None)
    return word and (word[0], _end_for(text, word, at))


def _end_for(text: str, word: tuple[int, int], at: int) -> int:
    """Where a word ends for somebody who stands at `at`: before a possessive 's, if that lies ahead."""
    start, end = word
    bare = end - 2
    ahead = start < bare and at <= bare and text[bare] in "'’ʼ" and text[bare + 1] in "sS"
    return bare if ahead else end


def _word_holding(text: str, at: int) -> tuple[int, int] | None:
    """The word that holds the character at `at`."""
    if not 0 <= at < len(text):
        return None
    if _SPACELESS.match(text[at]):
        return at, at + 1
    low = _line_start(text, at)
    for match in _WORD.finditer(text, low, min(len(text), at + _WINDOW)):
        start, end = match.span()
        if start > at:
            return None
        if at < end:
            return _cut_spaceless(text, start, end, at)
    return None


def _next_held(text: str, at: int, stop: int) -> tuple[int, tuple[int, int]] | None:
    """The first position from `at` on, before `stop`, that a word holds, and the word.

    Asking each position in turn would look through the same window for each mark of a long run.
    """
    word = _word_holding(text, at) if at < stop else None
    if word:
        return at, word
    # What no word holds at `at` begins no later than its word does.
    for match in _BEGINS.finditer(text, at, stop):
        word = _word_holding(text, match.start())
        if word:
            return match.start(), word
    return None


def _last_held(text: str, floor: int, before: int) -> tuple[int, tuple[int, int]] | None:
    """The last position from `floor` on, before `before`, that a word holds, and the word."""
    word = _word_holding(text, before - 1) if before > floor else None
    if word:
        return before - 1, word
    last = _last_letter(text, floor, before)
    after = _AFTER_INK.match(text, last + 1, before)
    for position in range(after.end() - 1 if after else last, last - 1, -1) if before > floor else ():
        word = _word_holding(text, position)
        if word:
            return position, word
    return None


def _last_letter(text: str, floor: int, before: int) -> int:
    """The position of the last letter or figure of a stretch; `floor` if there is none."""
    while before > floor:
        low = max(floor, before - _AT_ONCE)
        match = _LAST_INK.match(text, low, before)
        if match:
            return match.end() - 1
        before = low
    return floor


def _line_start(text: str, at: int) -> int:
    """A place before `at` where no word is cut: after a space, or a window's width back."""
    low = max(0, at - _WINDOW)
    blank = max(text.rfind(" ", low, at), text.rfind("\n", low, at))
    return low if blank < 0 else blank + 1


def _cut_spaceless(text: str, start: int, end: int, at: int) -> tuple[int, int]:
    """Ideographs next to Latin letters do not belong to their word."""
    left, right = at, at + 1
    while left > start and not _SPACELESS.match(text[left - 1]):
        left -= 1
    while right < end and not _SPACELESS.match(text[right]):
        right += 1
    return left, right


def words_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Every word between two positions, possessive endings included; characters of spaceless scripts singly."""
    for match in _WORD.finditer(text, start, end):
        at, stop = match.span()
        if text.isascii() or not _SPACELESS.search(text, at, stop):
            yield at, stop
            continue
        while at < stop:
            part = _cut_spaceless(text, at, stop, at) if not _SPACELESS.match(text[at]) else (at, at + 1)
            yield part
            at = part[1]


def has_spaces(text: str) -> bool:
    """Whether nothing in a text is of a script that is written without spaces."""
    return text.isascii() or _SPACELESS.search(text) is None


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to whole words, then trimmed. Empty if nothing but space and punctuation is in it."""
    start, end = trim(text, start, end)
    if start >= end:
        return start, end
    first, last = _word_holding(text, start), _word_holding(text, end - 1)
    return (first[0] if first else start), (_end_for(text, last, end) if last else end)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and punctuation at its edges; the dots of "U.S." are part of the word."""
    held = _next_held(text, start, end)
    while start < end and not (held and start == held[0]) and not _is_symbol(text, start):
        start += 1
    held = _last_held(text, start, end)
    while end > start and not (held and end - 1 == held[0]) and not _is_symbol(text, end - 1):
        end -= 1
    return start, end


def _is_symbol(text: str, at: int) -> bool:
    """Whether a character can stand at a span's edge, in a word or not: a letter, or a symbol such as an emoji."""
    character = text[at]
    if character.isspace():
        return False
    if unicodedata.category(character) not in _OPENING_OR_CLOSING or character in _INSIDE:
        return True
    return _in_emoji(text, at)


def _in_emoji(text: str, at: int) -> bool:
    """A zero-width joiner or variation selector between emoji belongs to them."""
    return text[at] in "\u200d\ufe0f" and at > 0 and unicodedata.category(text[at - 1]) == "So"


def next_edge(text: str, at: int, words: bool = True) -> int:
    """The next position to the right at which a word ends (or the next code point, `words=False`)."""
    if at >= len(text):
        return len(text)
    if not words:
        return at + 1
    held = _next_held(text, at, len(text))
    if held is None:
        return len(text)
    position, word = held
    bare = _end_for(text, word, position)
    return bare if bare > at else word[1]


def previous_edge(text: str, at: int, words: bool = True) -> int:
    """The next position to the left at which a word begins (or the next code point, `words=False`)."""
    if at <= 0:
        return 0
    if not words:
        return at - 1
    held = _last_held(text, 0, at)
    return held[1][0] if held else 0


def next_start(text: str, at: int) -> int:
    """The next position right of `at` at which a word begins; where there is none, `at` itself."""
    held = _next_held(text, at + 1, len(text))
    while held and held[1][0] != held[0]:
        held = _next_held(text, held[1][1], len(text))
    return held[0] if held else at


def previous_end(text: str, at: int) -> int:
    """The next position left of `at` at which a word ends; where there is none, `at` itself."""
    held = _last_held(text, 0, at - 1)
    while held and held[1][1] != held[0] + 1:
        held = _last_held(text, 0, held[1][0])
    return held[0] + 1 if held else at


def moved_edge(text: str, at: int, at_end: bool, forwards: bool, exact: bool) -> int:
    """Where an edge of a span goes: by a code point (`exact`), or so that the span ends or begins with a word.

    A span that grows stays inside its paragraph: there the edge stops.
    """
    if exact:
        to = min(at + 1, len(text)) if forwards else max(at - 1, 0)
    elif at_end:
        to = next_edge(text, at) if forwards else previous_end(text, at)
    else:
        to = next_start(text, at) if forwards else previous_edge(text, at)
    if at_end == forwards:
        line_end = text.find("\n", at)
        line_end = len(text) if line_end < 0 else line_end
        to = min(to, line_end) if at_end else max(to, text.rfind("\n", 0, at) + 1)
    return to

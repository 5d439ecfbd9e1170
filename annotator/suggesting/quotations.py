"""Words between quotation marks: typographic, straight, guillemets and corner brackets, nested, left open."""

import re
from dataclasses import dataclass

from annotator.suggesting.passage import Passage, Span, stripped

_CLOSERS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "'": "'",
    "「": "」",
    "『": "』",
    "《": "》",
    "〝": "〞〟",
}
_MARKS = re.compile("[“”„‟«»‹›‘’‚\"'「」『』《》〝〞〟＂]")
_SINGLE = "'‘’‚"
_SERVING = ",،，、"
"""Commas that serve the reporting clause."""
_ELISIONS = re.compile(r"['’‘](?:\d0s\b|em\b|tis\b|twas\b|til\b|cause\b)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: `start` and `end` with its marks, `inner` the words. Without a closing mark it is not `closed`."""

    start: int
    end: int
    inner: Span
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Open:
    mark: str
    at: int


def quotations(passage: Passage) -> list[Quotation]:
    """Every quotation of the passage in text order, outer ones before inner ones."""
    text, found = passage.text, []
    stack: list[_Open] = []
    for match in _MARKS.finditer(text, passage.low, passage.high):
        mark, at = match[0], match.start()
        if mark in _SINGLE and _is_apostrophe(text, at, stack, passage.high):
            continue
        opener = next((o for o in reversed(stack) if mark in _CLOSERS[o.mark]), None)
        if opener is not None and _may_close(text, at, opener, stack, passage.high):
            del stack[stack.index(opener) :]
            found.append(_quotation(text, opener.at, at + 1, closed=True))
        elif mark in _CLOSERS and _may_open(text, at, passage):
            stack.append(_Open(mark, at))
    for opener in stack:
        if opener.mark not in _SINGLE:
            found.append(_quotation(text, opener.at, passage.high, closed=False))
    return sorted([q for q in found if q.inner[0] < q.inner[1]], key=lambda q: (q.start, -q.end))


def _quotation(text: str, start: int, end: int, closed: bool) -> Quotation:
    low, high = stripped(text, start + 1, end - 1 if closed else end)
    while high > low and text[high - 1] in _SERVING:
        low, high = stripped(text, low, high - 1)
    return Quotation(start, end, (low, high), closed)


def _is_apostrophe(text: str, at: int, stack: list[_Open], high: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isalnum() and after.isalnum():
        return True
    if _ELISIONS.match(text, at) and not before.isalnum():
        return True
    if text[at] == "’" and not any(o.mark in "‘‚" for o in stack):
        return True
    if not before or not before.isalnum():
        return False
    # "the inspectors' letters": a plural's apostrophe, if the quotation is closed later on.
    singles = [o for o in stack if text[at] in _CLOSERS[o.mark]]
    return not singles or (before in "sS" and after == " " and _closes_later(text, at, high))


def _closes_later(text: str, at: int, high: int) -> bool:
    """Whether a single mark further on closes what is open, before another one opens."""
    for match in re.compile(re.escape(text[at])).finditer(text, at + 1, high):
        before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
        if before.isalnum() and after.isalnum():
            continue
        return not (before.isspace() or before in '("“')
    return False


def _looks_closing(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before) and not before.isspace() and not after.isalnum()


def _looks_opening(text: str, at: int, low: int) -> bool:
    before, after = text[at - 1 : at] if at > low else "", text[at + 1 : at + 2]
    return (
        (not before or before.isspace() or before in "([{-–—/“‘«„\"'：:")
        and bool(after)
        and not after.isspace()
    )


def _may_close(text: str, at: int, opener: _Open, stack: list[_Open], high: int) -> bool:
    """Whether a mark that could close does; a straight one may as well open an inner quotation."""
    if text[at] not in "\"'":
        return True
    if _looks_closing(text, at) or not _looks_opening(text, at, opener.at):
        return True
    return not _opens_inner(text, at, high)


def _opens_inner(text: str, at: int, high: int) -> bool:
    """Two closing marks ahead, and nothing opened before them: this one opens."""
    ahead = [m.start() for m in re.compile(re.escape(text[at])).finditer(text, at + 1, high)][:1]
    return bool(ahead) and _looks_closing(text, ahead[0])


def _may_open(text: str, at: int, passage: Passage) -> bool:
    mark = text[at]
    if mark not in "\"'":
        return mark not in "’›»" or _looks_opening(text, at, passage.low)
    before, after = text[at - 1 : at] if at > passage.low else "", text[at + 1 : at + 2]
    if before.isalnum() or not after or after.isspace():
        return False
    return mark == '"' or _looks_opening(text, at, passage.low)


def innermost(found: list[Quotation], at: int) -> Quotation | None:
    """The innermost quotation whose marks hold or touch the place."""
    holding = [q for q in found if q.start <= at <= q.end]
    return min(holding, key=lambda q: q.end - q.start, default=None)


def nearest(found: list[Quotation], at: int, within: Span) -> Quotation | None:
    """The quotation of the sentence that lies nearest to the place."""
    near = [q for q in found if q.start < within[1] and q.end > within[0]]
    return min(near, key=lambda q: (max(q.start - at, at - q.end), q.start - q.end), default=None)

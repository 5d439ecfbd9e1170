"""Texts in tokens and sentences."""

import re

Span = tuple[int, int]
"""Start and end: half-open, code points."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SENTENCE = re.compile(r"\S(?:.*?[.!?…؟。](?=\s)|.*)")


def segments(text: str) -> tuple[list[Span], list[Span]]:
    """The tokens of a text, and its sentences, which hold them all: none goes over the end of a line."""
    return (
        [found.span() for found in _TOKEN.finditer(text)],
        [found.span() for found in _SENTENCE.finditer(text)],
    )

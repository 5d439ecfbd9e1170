"""Keyword in context over the whole project: each occurrence of a word with what stands left and right of it.

Unsorted lines are read as they are asked for. Sorted ones need all occurrences: they are kept as places and sort keys,
and what is shown of a line is read again with its page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from annotator.domain.problems import Problem, Progress
from annotator.project import searching
from annotator.project.project import Project
from annotator.project.search_filters import resolve
from annotator.storage import articles as stored
from annotator.storage import search

LEFT, RIGHT, ARTICLES = "left", "right", "articles"
ORDERS = (ARTICLES, LEFT, RIGHT)
"""By article and place; by the words before, the nearest first; by the words after."""

_CONTEXT = 80
"""Code points shown on either side."""
_COMPARED = 60
"""Code points beside the words that the order goes by."""
_STEP = 50
"""Articles between two looks at the progress."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """An occurrence (half-open, code points) in context; `key`: its article's row id."""

    key: int
    start: int
    end: int
    before: str
    words: str
    after: str


Place = tuple[int, int, int]
"""Article's row id, start, end."""


def places(
    project: Project, typed: str, order: str = ARTICLES, progress: Progress | None = None
) -> Iterator[Place]:
    """Where the words occur in the articles that the filters let through.

    Raises Problem where there are no words to look for, and Cancelled when `progress` does.
    """
    words = resolve(project, typed).query.words
    patterns = search.hit_patterns(words)
    if not patterns:
        raise Problem("A concordance needs a word to look for, besides the filters.")
    keys = searching.matching(project, typed, progress)
    found = _occurrences(project, keys, patterns, progress or Progress())
    if order == ARTICLES:
        return ((key, *span) for key, _, spans in found for span in spans)
    compared = _before if order == LEFT else _after
    keyed = [(compared(text, *span), key, *span) for key, text, spans in found for span in spans]
    keyed.sort()
    return ((key, start, end) for _, key, start, end in keyed)


def lines(project: Project, wanted: Sequence[Place]) -> list[Line]:
    """The lines of some places, in their order, with the words around each; every text is read once."""
    texts = dict(stored.texts(project.store, sorted({key for key, _, _ in wanted})))
    shown = []
    for key, start, end in wanted:
        if key in texts:
            hit = searching.hit_at(texts[key], start, end, _CONTEXT)
            shown.append(Line(key, start, end, hit.before, hit.text, hit.after))
    return shown


def concordance(project: Project, typed: str, order: str = ARTICLES, most: int = 1000) -> list[Line]:
    """The first lines; see `places`."""
    return lines(project, list(islice(places(project, typed, order), most)))


def _occurrences(
    project: Project, keys: Sequence[int], patterns: Sequence[re.Pattern[str]], progress: Progress
) -> Iterator[tuple[int, str, list[tuple[int, int]]]]:
    for number, (key, text) in enumerate(stored.texts(project.store, keys)):
        if number % _STEP == 0:
            progress.step(number, len(keys))
        spans = search.hits(text, patterns, len(text))
        if spans:
            yield key, text, spans


def _before(text: str, start: int, _end: int) -> list[str]:
    """The words before, the nearest first."""
    return _WORD.findall(text[max(0, start - _COMPARED) : start].casefold())[::-1]


def _after(text: str, _start: int, end: int) -> list[str]:
    return _WORD.findall(text[end : end + _COMPARED].casefold())

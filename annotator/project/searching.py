"""Full-text search over a project."""

from dataclasses import dataclass

from annotator.project.articles import Row, rows
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage import search

_CONTEXT = 50
"""Code points shown on either side of a hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An occurrence (half-open, code points) with what stands around it."""

    start: int
    end: int
    before: str
    text: str
    after: str


def matching(project: Project, words: str) -> list[int]:
    """Row ids of the articles that hold all the words. Phrases stand in quotation marks; `sanction*` is a prefix."""
    return search.matching(project.store, words)


def hits(project: Project, key: int, words: str, most: int = 5) -> list[Hit]:
    """The first occurrences of the words in one article, in text order."""
    text = stored.text_of(project.store, key)
    return [_hit(text, *span) for span in search.hits(text, search.hit_patterns(words), most)]


def _hit(text: str, start: int, end: int) -> Hit:
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return Hit(start, end, _one_line(before), _one_line(text[start:end]), _one_line(after))


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def results(project: Project, words: str, most: int = 100) -> list[tuple[Row, list[Hit]]]:
    """The first matching articles with their hits."""
    keys = matching(project, words)[:most]
    return [(row, hits(project, row.key, words)) for row in rows(project, keys, project.analyst)]

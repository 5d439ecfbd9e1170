"""Search over a project: articles by their words and by filters (see `domain.query`)."""

from dataclasses import dataclass

from annotator.domain.problems import Progress
from annotator.domain.query import parsed
from annotator.project import annotation_search
from annotator.project.articles import Row, rows
from annotator.project.project import Project
from annotator.project.search_filters import ResolvedQuery, resolve
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


def matching(project: Project, typed: str, progress: Progress | None = None) -> list[int]:
    """Row ids of the articles that hold all the words and are what the filters ask for, ascending.

    Filters that ask for annotations must all hold of one annotation that the project's analyst may see. Raises Problem
    for a filter that cannot be meant, and Cancelled when `progress` does.
    """
    asked = resolve(project, typed)
    if not asked.query.asks_for_anything:
        return []
    keys = _by_words(project, asked)
    if not asked.query.is_about_annotations:
        return keys
    return list(
        dict.fromkeys(found.key for found in annotation_search.among(project, asked, keys, "", progress))
    )


def _by_words(project: Project, asked: ResolvedQuery) -> list[int]:
    """The articles that hold the words and are what is asked of articles."""
    query = asked.query
    is_narrow = bool(asked.statuses or asked.columns or any(query.published))
    if not is_narrow and query.words:
        return search.matching(project.store, query.words)
    keys = annotation_search.articles_asked_for(project, asked)
    return search.matching(project.store, query.words, keys) if query.words else keys


def hits(project: Project, key: int, typed: str, most: int = 5) -> list[Hit]:
    """The first occurrences of the words in one article, in text order."""
    text, words = stored.text_of(project.store, key), parsed(typed).words
    return [hit_at(text, *span) for span in search.hits(text, search.hit_patterns(words), most)]


def hit_at(text: str, start: int, end: int, context: int = _CONTEXT) -> Hit:
    """A span of a text (half-open, code points) with so many code points on either side."""
    before, after = text[max(0, start - context) : start], text[end : end + context]
    return Hit(start, end, _one_line(before), _one_line(text[start:end]), _one_line(after))


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def results(project: Project, typed: str, most: int = 100) -> list[tuple[Row, list[Hit]]]:
    """The first matching articles with their hits."""
    keys = matching(project, typed)[:most]
    return [(row, hits(project, row.key, typed)) for row in rows(project, keys, project.analyst)]

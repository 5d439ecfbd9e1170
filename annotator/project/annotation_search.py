"""Search inside annotations over the whole project: `label:sanction status=threatened by:anna`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.annotation import Annotation, text_order
from annotator.domain.problems import Progress
from annotator.project import visibility
from annotator.project.project import Project
from annotator.project.search_filters import ResolvedQuery, marks, resolve
from annotator.storage import annotations as stored_annotations
from annotator.storage import articles as stored
from annotator.storage import search

_STEP = 20
"""Articles with annotations between two looks at the progress."""


@dataclass(frozen=True, slots=True)
class Found:
    """An annotation of a layer; `key` is its article's row id."""

    key: int
    layer: str
    annotation: Annotation


def search_annotations(project: Project, typed: str, progress: Progress | None = None) -> Iterator[Found]:
    """The annotations that the analyst may see and of which all filters hold, by article and place.

    Words must stand in the annotated text itself. Raises Problem for a filter that cannot be meant, and Cancelled when
    `progress` does.
    """
    asked = resolve(project, typed)
    return among(project, asked, articles_asked_for(project, asked), asked.query.words, progress)


def articles_asked_for(project: Project, asked: ResolvedQuery) -> list[int]:
    """Row ids of the articles of the statuses, columns of the list and days of publication that are asked for."""
    return stored.narrowed(
        project.store, project.analyst, asked.statuses, asked.columns, asked.query.published
    )


def among(
    project: Project,
    asked: ResolvedQuery,
    keys: Sequence[int],
    words: str = "",
    progress: Progress | None = None,
) -> Iterator[Found]:
    """The annotations of some articles (ascending row ids) that are asked for, with all the words in them."""
    patterns = search.hit_patterns(words)
    for number, of_article in enumerate(stored_annotations.holding(project.store, keys, marks(asked))):
        if progress is not None and number % _STEP == 0:
            progress.step(number, 0)
        wanted = [
            Found(held.article, held.layer, Annotation.from_body(held.object, held.body))
            for held in of_article
            if (not asked.layers or held.layer in asked.layers)
            and visibility.sees(project, held.article, held.layer)
            and asked.holds(held.body["label"], held.body["attributes"])
        ]
        if wanted and patterns:
            text = stored.text_of(project.store, wanted[0].key)
            wanted = [one for one in wanted if _holds_all(patterns, text, one.annotation)]
        yield from sorted(wanted, key=lambda one: (*text_order(one.annotation), one.layer))


def _holds_all(patterns: Sequence[re.Pattern[str]], text: str, one: Annotation) -> bool:
    """Whether each pattern occurs within the annotated words; what stands around them does not count."""
    words = text[one.start : one.end]
    return all(pattern.search(words) for pattern in patterns)

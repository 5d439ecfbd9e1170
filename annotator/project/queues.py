"""What is still to be looked at in the project: annotations that are unsure, or that lack something required."""

from collections.abc import Iterator

from annotator.domain.annotation import Annotation, text_order
from annotator.domain.problems import Progress
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage import texts

UNSURE, INCOMPLETE = "unsure", "not complete"

Found = tuple[int, Annotation]
"""The article's row id and an annotation of mine in it."""


def waiting(project: Project, queue: str, progress: Progress | None = None) -> Iterator[Found]:
    """My annotations that wait in a queue (UNSURE or INCOMPLETE), by article, of those that are not withdrawn."""
    listed = set(stored.list_keys(project.store, stored.ListQuery(project.analyst)))
    for number, (key, one) in enumerate(_in_queue(project, queue)):
        if progress is not None and number % 1000 == 0:
            progress.step(number, 0)
        if key in listed:
            yield key, one


def _in_queue(project: Project, queue: str, after: int = 0, until: int | None = None) -> Iterator[Found]:
    """What waits in a queue, in articles after one row id up to another, withdrawn ones included."""
    part, waits = (texts.UNSURE, None) if queue == UNSURE else (texts.EVERY, project.scheme.missing)
    for key, one in texts.annotations_with(project.store, project.analyst, part, after, until):
        if waits is None or waits(one):
            yield key, one


def following(project: Project, queue: str, article: int, progress: Progress | None = None) -> Found | None:
    """The first of the queue in an article after this one, else from the beginning; None if there is none elsewhere."""
    before: list[Found] = []
    for key, one in waiting(project, queue, progress):
        if key > article:
            return _first_of(project, queue, key, one)
        if key < article and not before:
            before.append((key, one))
    return _first_of(project, queue, *before[0]) if before else None


def _first_of(project: Project, queue: str, key: int, one: Annotation) -> Found:
    """The first in text order of the same article."""
    waits = (found for _, found in _in_queue(project, queue, key - 1, key))
    return key, min(waits, key=text_order, default=one)


def articles_waiting(project: Project, queue: str, progress: Progress | None = None) -> set[int]:
    """Row ids of the articles that have something in a queue."""
    return {key for key, _ in waiting(project, queue, progress)}

"""What is still to be looked at in the project: annotations that are unsure, or that lack something required."""

from collections.abc import Callable, Iterator

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
    part = texts.UNSURE if queue == UNSURE else texts.EVERY
    tests: dict[str, Callable[[Annotation], object]] = {
        UNSURE: lambda one: one.unsure,
        INCOMPLETE: project.scheme.missing,
    }
    listed = set(stored.list_keys(project.store, stored.ListQuery(project.analyst)))
    for number, (key, one) in enumerate(texts.annotations_with(project.store, project.analyst, part)):
        if progress is not None and number % 1000 == 0:
            progress.step(number, 0)
        if key in listed and tests[queue](one):
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
    part = texts.UNSURE if queue == UNSURE else texts.EVERY
    rows = texts.annotations_with(project.store, project.analyst, part, key - 1, key)
    waits = [a for _, a in rows if (a.unsure if queue == UNSURE else project.scheme.missing(a))]
    return key, min(waits, key=text_order, default=one)


def articles_waiting(project: Project, queue: str, progress: Progress | None = None) -> set[int]:
    """Row ids of the articles that have something in a queue."""
    return {key for key, _ in waiting(project, queue, progress)}

"""The frames of an article and of the whole project, and tables of them."""

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from annotator.domain.frame import Frame, NameOf, frame_labels, frames_of
from annotator.domain.problems import Problem, Progress
from annotator.durable import Written
from annotator.project import visibility
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.writing.building import write
from annotator.writing.frame_table import FORMS, columns_to_write
from annotator.writing.frame_table import record as line_values

__all__ = ["columns_to_write", "line_values", "names", "of_article", "of_project", "renewed", "write_table"]


def names(project: Project) -> NameOf:
    """The names of the registry's entries; an id of a merged entry has the survivor's."""
    registry = project.registry

    def name_of(actor: str) -> str | None:
        entry = registry.entry(actor)
        return None if entry is None else entry.name

    return name_of


def of_article(project: Project, key: int, analyst: str, name_of: NameOf | None = None) -> list[Frame]:
    """The frames of an analyst's layer of an article, in text order; none if the layer was never opened.

    A layer that must not be seen now (see `visibility`) has none.
    """
    return [
        frame
        for article, layer in visibility.read_layers(project, [key], [analyst])
        for frame in frames_of(project.scheme, article, layer.annotations, name_of or names(project))
    ]


def of_project(
    project: Project, analyst: str, progress: Progress | None = None, name_of: NameOf | None = None
) -> Iterator[Frame]:
    """The frames of all of an analyst's layers in articles that are not withdrawn, in the order of the articles' ids.

    Streamed. Raises Cancelled when `progress` does. Somebody may go on writing meanwhile: each article is then as it
    was when it was read.
    """
    progress, name_of = progress or Progress(), name_of or names(project)
    keys = stored.keys_of_layers(project.store, [analyst])
    for done, (article, layer) in enumerate(visibility.read_layers(project, keys, [analyst])):
        progress.step(done, len(keys))
        yield from frames_of(project.scheme, article, layer.annotations, name_of)
    progress.step(len(keys), len(keys))


def renewed(
    project: Project,
    analyst: str,
    before: Iterable[Frame],
    changed: Collection[str],
    name_of: NameOf | None = None,
) -> list[Frame]:
    """What `of_project` would give after some articles (their ids) changed, in another order: those alone are read."""
    listed = set(stored.keys_of_layers(project.store, [analyst]))
    found = [
        key for article in changed for key, _ in stored.with_prefix(project.store, article) if key in listed
    ]
    name_of = name_of or names(project)
    again = [frame for key in sorted(found) for frame in of_article(project, key, analyst, name_of)]
    return [frame for frame in before if frame.article not in changed] + again


def write_table(project: Project, frames: Iterable[Frame], path: Path, label: str | None = None) -> Written:
    """Writes frames as a table, as CSV or JSON lines by the ending of the name; of one label, if one is given.

    Raises Problem if the ending is another one, or the file cannot be written; then it is as it was before.
    """
    lines = FORMS.get(path.suffix.lower())
    if lines is None:
        known = " or ".join(FORMS)
        raise Problem(f"{path} is no name for a table of frames. Let it end with {known}.")
    if os.path.exists(path) and path.samefile(project.path):
        raise Problem(f"{path} is the project, which the table would replace. Choose another name.")
    labels = [one for one in frame_labels(project.scheme) if label in (None, one.name)]
    return write(path, lines(frames, columns_to_write(labels)))

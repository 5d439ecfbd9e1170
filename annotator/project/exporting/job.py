"""A recipe on one state of a project: what the export, the preview and the card of a dataset all go by."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Problem, Progress
from annotator.project import frames, visibility
from annotator.project.exporting.layers import require_something
from annotator.project.exporting.source import Source
from annotator.project.exporting.splits import Placement, placed
from annotator.project.project import Project
from annotator.storage import datasets
from annotator.storage.copies import snapshot
from annotator.storage.store import Store
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import WRITERS, Writer, writer_named


@dataclass(frozen=True, slots=True)
class Job:
    """`store`: the state of the project that is exported; `source` and `placement`: its articles and where they go;
    `setting`: what the writer is told of the dataset as a whole."""

    project: Project
    recipe: Recipe
    writer: Writer
    store: Store
    source: Source
    placement: Placement
    setting: DatasetInfo
    progress: Progress

    @property
    def left_out(self) -> int:
        """How many layers it would take but for the blind first pass; see `visibility`."""
        return visibility.left_out(self.project, self.source.layers)


def usable_writer(recipe: Recipe) -> Writer:
    """The writer of a recipe. Raises Problem if what it needs is not installed, or it has no place for times."""
    writer = writer_named(recipe.format)
    writer.require()
    if recipe.times and not writer.times:
        others = ", ".join(one.name for one in WRITERS if one.times)
        raise Problem(
            f"The format {writer.name} has no place for the times in the text; these have: {others}."
        )
    return writer


@contextmanager
def job(
    project: Project, recipe: Recipe, writer: Writer, progress: Progress, traced: bool = False
) -> Iterator[Job]:
    """Everything is chosen and placed in its splits. `traced`: with the revisions behind each annotation.

    Raises Problem if nothing would be written; Cancelled when `progress` does.
    """
    with _still(project) as store:
        source = source_of(project, recipe, store, traced)
        with placed(project, recipe, source.found.keys, store, progress) as placement:
            setting = setting_of(project, recipe, source, placement, store)
            yield Job(project, recipe, writer, store, source, placement, setting, progress)


def source_of(project: Project, recipe: Recipe, store: Store, traced: bool = False) -> Source:
    """The articles of a recipe. Raises Problem if there is none."""
    source = Source(project, recipe, store, traced)
    require_something(project, source.found, source.layers)
    return source


def setting_of(
    project: Project, recipe: Recipe, source: Source, placement: Placement, store: Store
) -> DatasetInfo:
    """What the writer is told of the dataset as a whole."""
    scheme = source.chooser.scheme
    known = [label.name for label in scheme.labels]
    used = datasets.labels_used(store, source.layers)
    hidden = {label.name for label in project.scheme.labels}
    others = [name for name in used if name not in hidden and (not recipe.labels or name in recipe.labels)]
    splits = tuple(name for name in placement.by_split if placement.by_split[name])
    return DatasetInfo(
        recipe.title or scheme.name,
        scheme,
        (*known, *others),
        splits,
        datasets.language(store),
        frames.names(project),
        recipe.times,
    )


@contextmanager
def _still(project: Project) -> Iterator[Store]:
    """The project as it is now: itself if nobody else can write to it, else a private copy."""
    context: AbstractContextManager[Store] = (
        nullcontext(project.store) if project.writable else snapshot(project.store)
    )
    with context as store:
        yield store

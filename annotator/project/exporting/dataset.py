"""A dataset out of a project: a consistent snapshot, written whole or not at all, the same bytes every time."""

from dataclasses import dataclass, field
from pathlib import Path

from annotator.domain.dataset.facts import Facts
from annotator.domain.dataset.files import CARD, LEAKS, MANIFEST
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Progress
from annotator.project.exporting.facts import gather
from annotator.project.exporting.job import Job, job, usable_writer
from annotator.project.exporting.noting import note
from annotator.project.exporting.splits import leaks_of
from annotator.project.exporting.target import Target, target_of
from annotator.project.exporting.trace import Tracer
from annotator.project.exporting.work import Work
from annotator.project.project import Project
from annotator.writing import manifest
from annotator.writing.building import Building
from annotator.writing.card import card, plots
from annotator.writing.format import FormatWriter


@dataclass
class Dataset:
    """What an export wrote. `path`: the file or the folder; `sha256`: of that file, or of the folder's manifest.

    `layers` by their own names, whatever the dataset calls them. `left_out`: layers that it would hold but for the
    blind first pass.
    `splits`: articles by split. `lost`: how many cases by (what, why). `leaks`: paragraphs that stand in two splits,
    None without splits.
    """

    path: Path
    layers: list[str]
    articles: int = 0
    annotations: int = 0
    sha256: str = ""
    left_out: int = 0
    splits: dict[str, int] = field(default_factory=dict)
    lost: dict[tuple[str, str], int] = field(default_factory=dict)
    leaks: int | None = None
    files: list[str] = field(default_factory=list)


def export(
    project: Project,
    out: Path,
    recipe: Recipe | None = None,
    progress: Progress | None = None,
    replacing: bool = False,
) -> Dataset:
    """Writes the dataset that a recipe describes to `out`: a file with the data alone, or a folder with its card,
    manifest and trace (see `target`). `replacing`: a dataset that is there gives way.

    That a dataset with splits was written is noted in the log (see `noting`), if the project is open for writing.
    Layers that the analyst must not see yet (see `visibility`) are left out and counted. Raises Problem when there is
    nothing to export, when paragraphs stand in two splits and that was not allowed, or when `out` cannot be written;
    Cancelled when `progress` does. Then `out` is as before.
    """
    recipe = recipe or Recipe()
    writer = usable_writer(recipe)
    target = target_of(project, out, writer, recipe, replacing)
    with (
        job(project, recipe, writer, progress or Progress(), traced=target.is_folder) as task,
        Building(target.path.absolute()) as building,
    ):
        dataset = _written(task, building, target)
    if project.writable:
        note(project, recipe)
    return dataset


def _written(task: Job, building: Building, target: Target) -> Dataset:
    """One export, from examples to the last file."""
    tracer = Tracer(task.store, task.recipe, task.source.layers) if target.is_folder else None
    work = Work(task, building, tracer)
    format_ = work.write()
    leaks = leaks_of(task.placement)
    if leaks is not None and not task.recipe.allow_leaks:
        leaks.require_none()
    dataset = Dataset(
        target.path,
        task.source.layers,
        work.tally.articles.total(),
        work.tally.annotations,
        left_out=task.left_out,
        splits=task.placement.counted(work.tally),
        lost=dict(work.losses.counts),
        leaks=leaks.count if leaks else None,
    )
    if target.is_folder:
        if leaks is not None and leaks.count:
            building.add(LEAKS, leaks.lines())
        dataset.sha256 = _finish_folder(building, gather(task, work, leaks), format_, target)
    else:
        dataset.sha256 = _finish_file(building, target, task.writer.suffix)
    dataset.files = [entry.path for entry in building.entries]
    return dataset


def _finish_folder(building: Building, facts: Facts, format_: FormatWriter, target: Target) -> str:
    for path, pieces in plots(facts):
        building.add(path, pieces)
    building.add(CARD, card(facts, format_.card_head()))
    written = building.add(MANIFEST, manifest.manifest(facts, building.entries))
    building.finish(target.replacing)
    return written.sha256


def _finish_file(building: Building, target: Target, suffix: str) -> str:
    """The data file goes to the place that was named; what belongs beside it is named after it."""
    # The data comes first of what is called like it; a table's is called after what it lists.
    named = [e for e in building.entries if e.path.endswith(suffix) and "/" not in e.path]
    data = next((e for e in named if e.path.startswith("dataset")), named[0])
    beside = [e.path for e in building.entries if e.path != data.path]
    stem = target.path.with_suffix("")
    places = {data.path: target.path.absolute()}
    places |= {path: stem.with_name(f"{stem.name}.{path.replace('/', '.')}").absolute() for path in beside}
    building.finish_as_files(places)
    return data.sha256

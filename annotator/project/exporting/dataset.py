"""A dataset out of a project: a consistent snapshot, written whole or not at all, the same bytes every time."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from annotator.domain.dataset.facts import Facts
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Progress
from annotator.project import frames
from annotator.project.exporting import facts as gathering
from annotator.project.exporting.examples import Source
from annotator.project.exporting.layers import hidden_layers, require_something
from annotator.project.exporting.noting import note
from annotator.project.exporting.splits import Placement, Shared, leaks_of, placed
from annotator.project.exporting.target import Target, target_of
from annotator.project.exporting.trace import Tracer
from annotator.project.exporting.work import Work
from annotator.project.project import Project
from annotator.storage import datasets
from annotator.storage.copies import snapshot
from annotator.storage.store import Store
from annotator.writing import manifest
from annotator.writing.building import Building
from annotator.writing.card import card, plots
from annotator.writing.registry import Writer, writer_named
from annotator.writing.setting import Format, Setting

CARD = "README.md"
LEAKS = "leaks.jsonl"


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
    recipe, progress = recipe or Recipe(), progress or Progress()
    writer = writer_named(recipe.format)
    writer.require()
    target = target_of(project, out, writer, recipe, replacing)
    with still(project) as store:
        source = Source(project, recipe, store, target.is_folder)
        require_something(project, recipe, source.found, source.layers)
        with (
            placed(project, recipe, source.found.keys, store, progress) as placement,
            Building(target.path.absolute()) as building,
        ):
            exporter = _Exporter(project, recipe, writer, source, placement, store, progress)
            dataset = exporter.into(building, target)
    if project.writable:
        note(project, recipe)
    return dataset


class _Exporter:
    """One export, from examples to the last file."""

    def __init__(
        self,
        project: Project,
        recipe: Recipe,
        writer: Writer,
        source: Source,
        placement: Placement,
        store: Store,
        progress: Progress,
    ) -> None:
        self._project = project
        self._recipe = recipe
        self._writer = writer
        self._source = source
        self._placement = placement
        self._store = store
        self._progress = progress

    def into(self, building: Building, target: Target) -> Dataset:
        tracer = Tracer(self._store, self._recipe, self._source.layers) if target.is_folder else None
        setting = setting_of(self._project, self._recipe, self._source, self._placement, self._store)
        work = Work(self._source, self._writer, setting, building, tracer, self._progress)
        format_ = work.write(self._placement, self._store)
        leaks = leaks_of(self._placement)
        if leaks is not None and not self._recipe.allow_leaks:
            leaks.require_none()
        dataset = Dataset(
            target.path,
            self._source.layers,
            work.tally.articles.total(),
            work.tally.annotations,
            left_out=hidden_layers(self._project, self._recipe, self._source.layers),
            splits=self._placement.counted(work.tally),
            lost=dict(work.losses.counts),
            leaks=leaks.count if leaks else None,
        )
        if target.is_folder:
            facts = self._facts(setting, work, leaks)
            if leaks is not None and leaks.count:
                building.add(LEAKS, leaks.lines())
            dataset.sha256 = self._finish_folder(building, facts, format_, target)
        else:
            dataset.sha256 = self._finish_file(building, target)
        dataset.files = [entry.path for entry in building.entries]
        return dataset

    def _facts(self, setting: Setting, work: Work, leaks: Shared | None) -> Facts:
        return gathering.gather(
            self._project,
            self._writer,
            self._recipe,
            self._source,
            setting,
            self._placement,
            leaks,
            work,
            self._store,
            self._progress,
        )

    def _finish_folder(self, building: Building, facts: Facts, format_: Format, target: Target) -> str:
        for path, pieces in plots(facts):
            building.add(path, pieces)
        building.add(CARD, card(facts, format_.card_head()))
        written = building.add(manifest.NAME, manifest.manifest(facts, building.entries))
        building.finish(target.replacing)
        return written.sha256

    def _finish_file(self, building: Building, target: Target) -> str:
        """The data file goes to the place that was named; what belongs beside it is named after it."""
        # The data comes first of what is called like it; a table's is called after what it lists.
        named = [e for e in building.entries if e.path.endswith(self._writer.suffix) and "/" not in e.path]
        data = next((e for e in named if e.path.startswith("dataset")), named[0])
        beside = [e.path for e in building.entries if e.path != data.path]
        stem = target.path.with_suffix("")
        places = {data.path: target.path.absolute()}
        places |= {
            path: stem.with_name(f"{stem.name}.{path.replace('/', '.')}").absolute() for path in beside
        }
        building.finish_as_files(places)
        return data.sha256


def setting_of(
    project: Project, recipe: Recipe, source: Source, placement: Placement, store: Store
) -> Setting:
    """What the writer is told of the dataset as a whole."""
    scheme = source.chooser.scheme
    known = [label.name for label in scheme.labels]
    used = datasets.labels_used(store, source.layers)
    hidden = {label.name for label in project.scheme.labels}
    others = [name for name in used if name not in hidden and (not recipe.labels or name in recipe.labels)]
    splits = tuple(name for name in placement.by_split if placement.by_split[name])
    return Setting(
        recipe.title or scheme.name,
        scheme,
        (*known, *others),
        splits,
        datasets.language(store),
        frames.names(project),
    )


@contextmanager
def still(project: Project) -> Iterator[Store]:
    """The project as it is now: itself if nobody else can write to it, else a private copy."""
    context: AbstractContextManager[Store] = (
        nullcontext(project.store) if project.writable else snapshot(project.store)
    )
    with context as store:
        yield store

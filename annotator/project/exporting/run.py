"""A recipe at work: a dataset out of a consistent state of the project, or a look at what it would be."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from annotator import __version__
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.facts import Facts
from annotator.domain.dataset.files import CARD, LEAKS, LOST, MANIFEST, TRACE
from annotator.domain.dataset.losses import Losses
from annotator.domain.dataset.majority import MAJORITY
from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.dataset.tally import Tally
from annotator.domain.problems import Problem, Progress
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.project import agreement, frames, visibility
from annotator.project.exporting.recipes import note
from annotator.project.exporting.source import Made, Source
from annotator.project.exporting.splits import Placement, Shared, leaks_of, placed, tell_losses, told
from annotator.project.exporting.target import Target, target_of
from annotator.project.exporting.trace import Tracer, review_of
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage import datasets
from annotator.storage.copies import snapshot
from annotator.storage.store import Store
from annotator.writing import manifest
from annotator.writing.building import Building
from annotator.writing.card import card, plots
from annotator.writing.format import DatasetInfo, Entry, FormatWriter
from annotator.writing.writers import WRITERS, Writer, writer_named


@dataclass
class Job:
    """One dataset on its way: what it is made from, and what came of it once `write` was called.

    `store`: the state of the project that is exported; `source` and `placement`: its articles and where they go;
    `info`: the writer's description of the dataset as a whole. `done`: how many articles were
    written, `single`: how many of them from one layer.
    """

    project: Project
    recipe: Recipe
    writer: Writer
    store: Store
    source: Source
    placement: Placement
    info: DatasetInfo
    progress: Progress
    tally: Tally = field(init=False)
    losses: Losses = field(default_factory=Losses)
    single: int = 0
    done: int = 0

    @property
    def left_out(self) -> int:
        """How many layers it would take but for the blind first pass; see `visibility`."""
        return visibility.left_out(self.project, self.source.layers)

    def write(self, sink: "Sink", tracer: Tracer | None = None) -> FormatWriter:
        """Writes all examples, split by split, once; gives the format, which knows what belongs beside them."""
        self.tally = Tally(self.source.chooser.scheme, detailed=tracer is not None)
        with ExitStack() as open_files:
            self.losses = Losses(_when_needed(sink, LOST, open_files))
            trace = _traced(tracer, open_files.enter_context(sink.opened(TRACE))) if tracer else None
            format_ = self.writer.begin(self.info, self.losses)
            tell_losses(self.placement, self.store, self.losses)
            for split, some in self._parts():
                made = self.source.examples(some, self.placement.places, self.losses)
                for path, pieces in format_.files(split, self._counted(made, trace)):
                    sink.add(path, pieces)
            for path, pieces in format_.beside(sink.entries):
                sink.add(path, pieces)
        return format_

    def _parts(self) -> Sequence[tuple[str | None, Sequence[int]]]:
        """The splits that hold something with their articles, or all of them at once."""
        if not self.placement.by_split or self.writer.splits_inside:
            return [(None, self.placement.keys)]
        return [(split, some) for split, some in self.placement.by_split.items() if some]

    def _counted(self, made: Iterator[Made], trace: Callable[[Made], object] | None) -> Iterator[Example]:
        last = ""
        for one in made:
            if one.example.article.id != last:
                last = one.example.article.id
                self.progress.step(self.done, len(self.placement.keys))
                self.done += 1
                self.single += one.layers == 1
            self.tally.add(one.example)
            if trace is not None:
                trace(one)
            yield one.example


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
        source = Source(project, recipe, store, traced)
        with placed(project, recipe, source.keys, store, progress) as placement:
            info = info_of(project, recipe, source, placement, store)
            yield Job(project, recipe, writer, store, source, placement, info, progress)


def info_of(
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


class Sink(Protocol):
    """What takes the files of a dataset: a building, or nothing that only counts."""

    @property
    def entries(self) -> list[Entry]:
        """The files so far."""
        ...

    def add(self, path: str, pieces: Iterable[bytes]) -> Entry:
        """Takes a file."""
        ...

    def opened(self, path: str) -> AbstractContextManager[Callable[[bytes], object]]:
        """A file that takes its bytes piece by piece, beside others."""
        ...


def _traced(tracer: Tracer, put: Callable[[bytes], object]) -> Callable[[Made], object]:
    """Puts the line of each example into the trace."""
    return lambda made: put(tracer.line(made))


def _when_needed(sink: Sink, path: str, open_files: ExitStack) -> Callable[[bytes], object]:
    """Opens the file when the first line comes: no file where nothing was lost."""
    opened: list[Callable[[bytes], object]] = []

    def put(line: bytes) -> None:
        if not opened:
            opened.append(open_files.enter_context(sink.opened(path)))
        opened[0](line)

    return put


def gather(job: Job, leaks: Shared | None) -> Facts:
    """The facts of a dataset whose examples have all been written."""
    project, recipe, writer, info = job.project, job.recipe, job.writer, job.info
    by_key = datasets.articles_by_key(job.store)
    hidden = visibility.hidden(project)
    there = {by_key[key] for key in job.placement.keys if key in by_key and key not in hidden}
    measured, why = _agreement(job)
    return Facts(
        name=info.name,
        recipe=recipe,
        scheme=info.scheme,
        guideline=project.guideline.version,
        format=(writer.name, writer.about, writer.loses),
        tally=job.tally,
        lost=dict(job.losses.counts),
        program=__version__,
        head=datasets.head_hash(job.store),
        splits=info.splits,
        splitting=told(job.placement, leaks, job.tally, info.splits),
        review=review_of(job.store, there, recipe.names),
        agreement=measured,
        no_agreement=why,
        hidden=job.left_out,
        undated=job.source.undated,
        not_in=len(by_key) - job.tally.articles.total(),
        single=job.single if recipe.layer == MAJORITY else 0,
    )


def _agreement(job: Job) -> tuple[Mapping[str, Any] | None, str]:
    """The agreement of all analysts in the articles of the dataset, or why there is none."""
    analysts = [name for name in stored.layer_names(job.store) if name not in RESERVED_LAYERS]
    if len(analysts) < 2:
        return None, "one analyst only"
    try:
        only = frozenset(job.placement.keys)
        found = agreement.measure(job.project, analysts, job.progress, only=only, store=job.store)
    except Problem as problem:
        return None, str(problem)
    values = agreement.as_values(found, agreement.intervals(found, job.progress))
    return (values if job.recipe.names else _with_pseudonyms(values)), ""


def _with_pseudonyms(values: dict[str, Any]) -> dict[str, Any]:
    pairs = [{**pair, "analysts": [pseudonym(name) for name in pair["analysts"]]} for pair in values["pairs"]]
    excluded = [
        {**one, "analysts": [pseudonym(name) for name in one["analysts"]]} for one in values["excluded"]
    ]
    return {
        **values,
        "analysts": [pseudonym(n) for n in values["analysts"]],
        "pairs": pairs,
        "excluded": excluded,
    }


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

    That a dataset with splits was written is noted in the log (see `recipes.note`), if the project is open for writing.
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
    format_ = task.write(building, tracer)
    leaks = leaks_of(task.placement)
    if leaks is not None and not task.recipe.allow_leaks:
        leaks.require_none()
    dataset = Dataset(
        target.path,
        task.source.layers,
        task.tally.articles.total(),
        task.tally.annotations,
        left_out=task.left_out,
        splits=task.placement.counted(task.tally),
        lost=dict(task.losses.counts),
        leaks=leaks.count if leaks else None,
    )
    if target.is_folder:
        if leaks is not None and leaks.count:
            building.add(LEAKS, leaks.lines())
        dataset.sha256 = _finish_folder(building, gather(task, leaks), format_, target)
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


_MOST_SHOWN = 64 * 1024


@dataclass(frozen=True, slots=True)
class Survey:
    """What an export would come to: articles and annotations by split ("": without splits), cases lost by (what, why).

    `leaks`: paragraphs in two splits, None without splits. `files`: how many, `bytes`: how large in all.
    """

    articles: dict[str, int]
    annotations: dict[str, int]
    lost: dict[tuple[str, str], int]
    leaks: int | None
    hidden: int
    undated: int
    files: int
    bytes: int


class _Nothing:
    """Takes the files of a dataset and keeps their sizes."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, path: str, pieces: Iterable[bytes]) -> Entry:
        """Uses a file up."""
        entry = Entry(path, "", sum(map(len, pieces)))
        self.entries.append(entry)
        return entry

    @contextmanager
    def opened(self, path: str) -> Iterator[Callable[[bytes], object]]:
        """Takes a file piece by piece."""
        self.entries.append(Entry(path, "", 0))
        yield len


def survey(project: Project, recipe: Recipe, progress: Progress | None = None) -> Survey:
    """Goes through the whole export without writing a file. Raises what the export itself would."""
    with job(project, recipe, usable_writer(recipe), progress or Progress()) as task:
        sink = _Nothing()
        task.write(sink)
        shared = leaks_of(task.placement)
        return Survey(
            task.placement.counted(task.tally) or dict(task.tally.articles_by(0)),
            dict(task.tally.by(0)),
            dict(task.losses.counts),
            shared.count if shared else None,
            task.left_out,
            task.source.undated,
            len(sink.entries),
            sum(entry.bytes for entry in sink.entries),
        )


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a dataset: its first files with their bytes, as far as they are shown, and how many articles
    it would hold."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    articles: int = 0
    hidden: int = 0


def beginning(project: Project, recipe: Recipe, most: int = 1) -> Beginning:
    """The files that the first articles (`most`) would give, quick enough to follow each choice of the user.

    Splits are not worked out for it: their names stand for it where the format writes them. Raises Problem as the
    export would.
    """
    writer = usable_writer(recipe)
    source = Source(project, recipe, project.store)
    placement = Placement(source.keys[:most])
    info = info_of(project, recipe, source, placement, project.store)
    format_ = writer.begin(info, Losses())
    made = source.examples(placement.keys, {}, Losses())
    files = [
        (path, b"".join(pieces)[:_MOST_SHOWN])
        for path, pieces in format_.files(None, (one.example for one in made))
    ]
    return Beginning(files, len(source.keys), visibility.left_out(project, source.layers))

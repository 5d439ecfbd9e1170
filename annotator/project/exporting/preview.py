"""What an export would write, without writing it: its first record, and what it would come to."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from annotator.domain.dataset.losses import Losses
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Progress
from annotator.project import visibility
from annotator.project.exporting.job import job, setting_of, source_of, usable_writer
from annotator.project.exporting.splits import Placement, leaks_of
from annotator.project.exporting.work import Work
from annotator.project.project import Project
from annotator.writing.format import Entry

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
        work = Work(task, sink, None)
        work.write()
        shared = leaks_of(task.placement)
        return Survey(
            task.placement.counted(work.tally) or dict(work.tally.articles_by(0)),
            dict(work.tally.by(0)),
            dict(work.losses.counts),
            shared.count if shared else None,
            task.left_out,
            task.source.found.undated,
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
    source = source_of(project, recipe, project.store)
    placement = Placement(source.found.keys[:most])
    setting = setting_of(project, recipe, source, placement, project.store)
    format_ = writer.begin(setting, Losses())
    made = source.examples(placement.keys, {}, Losses())
    files = [
        (path, b"".join(pieces)[:_MOST_SHOWN])
        for path, pieces in format_.files(None, (one.example for one in made))
    ]
    return Beginning(files, len(source.found.keys), visibility.left_out(project, source.layers))

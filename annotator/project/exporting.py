"""A dataset out of a project: a consistent snapshot, written whole or not at all, the same bytes every time."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.annotation import Layer
from annotator.domain.article import Article
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.domain.problems import Problem, Progress, UnknownName
from annotator.project import visibility
from annotator.project.project import SUFFIX, Project
from annotator.storage import articles as stored
from annotator.storage.copies import snapshot
from annotator.storage.store import Store
from annotator.writing.atomic import write
from annotator.writing.jsonl import record as line_values
from annotator.writing.registry import Writer, writer_named
from annotator.writing.setting import Setting

__all__ = [
    "ALL_LAYERS",
    "Dataset",
    "Options",
    "chosen_layers",
    "count",
    "export",
    "first_records",
    "line_values",
]

ALL_LAYERS = "all"
GOLD = "gold"


@dataclass(frozen=True, slots=True)
class Options:
    """What to export: a format by name, and a layer (an analyst, `gold`, `all`; None: gold, else one's own)."""

    format: str = "jsonl"
    layer: str | None = None


@dataclass
class Dataset:
    """What an export wrote. `left_out`: how many layers it would have written but for the blind first pass."""

    path: Path
    layers: list[str]
    articles: int = 0
    annotations: int = 0
    sha256: str = ""
    left_out: int = 0


def export(
    project: Project, out: Path, options: Options | None = None, progress: Progress | None = None
) -> Dataset:
    """Writes the dataset to `out`: a file, or a folder into which `dataset` with the format's ending goes.

    Layers that the analyst must not see yet (see `visibility`) are left out and counted. Raises Problem when there
    is nothing to export or `out` cannot be written; then `out` is as before.
    """
    options = options or Options()
    writer = writer_named(options.format)
    layers = chosen_layers(project, options.layer)
    dataset = Dataset(_file(project, out, writer), layers, left_out=_left_out(project, layers))
    with _still(project) as store:
        keys = stored.keys_of_layers(store, layers)
        read = visibility.read_layers(project, keys, layers, store)
        pairs = _counted(read, dataset, len(keys), progress or Progress())
        ((_, pieces),) = writer.begin(Setting(project.path.stem, project.scheme, ()), Losses()).files(
            None, (Example(*pair) for pair in pairs)
        )
        written = write(dataset.path, pieces)
    dataset.sha256 = written.sha256
    return dataset


def require_something(project: Project, options: Options) -> None:
    """Raises Problem if nothing would be written, because all of it must not be seen yet."""
    _left_out(project, chosen_layers(project, options.layer))


def _left_out(project: Project, layers: list[str]) -> int:
    """How many layers are left out. Raises Problem if nothing else would be written."""
    left_out = visibility.left_out(project, layers)
    if left_out and not _keys(project, layers):
        raise Problem(f"There is nothing to export: {visibility.sentence(left_out)} Submit it first.")
    return left_out


def _keys(project: Project, layers: list[str]) -> list[int]:
    """Row ids of the articles of which something would be written, in the order of the dataset."""
    keys = stored.keys_of_layers(project.store, layers)
    if not project.hidden:
        return keys
    mine = project.analyst in layers
    opened = set(stored.keys_of_layers(project.store, [project.analyst])) if mine else set()
    return [key for key in keys if key not in project.hidden or key in opened]


def chosen_layers(project: Project, stated: str | None) -> list[str]:
    """Names of the layers that an option means, in order. Raises Problem if there is none."""
    there = stored.layer_names(project.store)
    listed = ", ".join(there) or "none yet"
    if stated == ALL_LAYERS:
        if not there:
            raise Problem(f"{project.path} has no layer to export: nothing was annotated yet.")
        return there
    name = stated or (GOLD if GOLD in there else project.analyst)
    if name not in there:
        raise UnknownName(
            f"{project.path} has no layer {name!r} (there is: {listed}). Name one with --layer."
        )
    return [name]


def _file(project: Project, out: Path, writer: Writer) -> Path:
    """Where the file goes; its folder is made. Raises Problem where it cannot be, or where a project is."""
    try:
        is_folder = out.is_dir() or not out.suffix
        folder = out if is_folder else out.parent
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"dataset{writer.suffix}" if is_folder else out
        is_project = path.suffix == SUFFIX or (path.exists() and path.samefile(project.path))
    except OSError as error:
        raise Problem(f"{out} cannot be made: {(error.strerror or str(error)).lower()}.") from error
    if is_project:
        raise Problem(f"{path} is a project, which the dataset would replace. Choose another name.")
    return path


def _still(project: Project) -> AbstractContextManager[Store]:
    """The project as it is now: itself if nobody else can write to it, else a private copy."""
    return nullcontext(project.store) if project.writable else snapshot(project.store)


def _counted(
    pairs: Iterator[tuple[Article, Layer]], dataset: Dataset, total: int, progress: Progress
) -> Iterator[tuple[Article, Layer]]:
    last = ""
    for article, layer in pairs:
        if article.id != last:
            last = article.id
            dataset.articles += 1
            progress.step(dataset.articles, total)
        dataset.annotations += len(layer.annotations)
        yield article, layer


def count(project: Project, options: Options) -> int:
    """How many articles an export would hold."""
    return len(_keys(project, chosen_layers(project, options.layer)))


def left_out(project: Project, options: Options) -> int:
    """How many layers it would leave out; see `visibility`."""
    return visibility.left_out(project, chosen_layers(project, options.layer))


def first_records(project: Project, options: Options, most: int = 1) -> bytes:
    """The beginning of the file as it will be written, for a preview."""
    layers = chosen_layers(project, options.layer)
    keys = _keys(project, layers)[:most]
    pairs = visibility.read_layers(project, keys, layers)
    begun = writer_named(options.format).begin(Setting(project.path.stem, project.scheme, ()), Losses())
    return b"".join(b"".join(pieces) for _, pieces in begun.files(None, (Example(*pair) for pair in pairs)))

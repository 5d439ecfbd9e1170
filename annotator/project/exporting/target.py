"""Where a dataset goes: a file, or a folder that is new, empty, or holds a dataset that may be replaced."""

from dataclasses import dataclass
from pathlib import Path

from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Problem
from annotator.durable import make_folder, reason
from annotator.project.project import SUFFIX, Project
from annotator.reading.manifest import is_nothing_but_a_dataset
from annotator.writing.writers import Writer, writer_named


@dataclass(frozen=True, slots=True)
class Target:
    """A place for a dataset. As a file it is the data alone; a folder has its card, manifest and trace besides."""

    path: Path
    is_folder: bool
    replacing: bool = False


def target_of(project: Project, out: Path, writer: Writer, recipe: Recipe, replacing: bool) -> Target:
    """The place that `out` means; the folder above it is made. Raises Problem where nothing can or may go."""
    try:
        target = target_without_making(project.path, out, writer, recipe, replacing)
        make_folder(out.absolute().parent)
        return target
    except OSError as error:
        raise Problem(f"{out} cannot be made: {reason(error)}.") from error


def target_without_making(
    project: Path, out: Path, writer: Writer, recipe: Recipe, replacing: bool
) -> Target:
    """Like `target_of`, but makes nothing on the disk; `project` is its file. Raises Problem, or OSError."""
    is_folder = out.is_dir() or not out.suffix or not writer.suffix
    if not is_folder and recipe.split is not None and not writer.splits_inside:
        raise Problem(
            f"{out} is one file, but {writer.name} writes a file for each split. Name a folder instead."
        )
    is_project = out.suffix == SUFFIX or (out.exists() and out.samefile(project))
    if is_project:
        raise Problem(f"{out} is a project, which the dataset would replace. Choose another name.")
    return Target(out, True, _is_replaced(out, replacing)) if is_folder else Target(out, False)


def _is_replaced(out: Path, replacing: bool) -> bool:
    """Whether there is something that gives way. Raises Problem (or OSError) where it must not."""
    if not out.exists():
        return False
    if not out.is_dir():
        raise Problem(f"{out} is a file, but this dataset is a folder. Choose another name.")
    if not any(out.iterdir()):
        return False
    if not is_nothing_but_a_dataset(out):
        raise Problem(f"{out} is not empty. Name a new folder, or an empty one.")
    if not replacing:
        raise Problem(f"{out} holds a dataset already. Name another folder, or replace it with --replace.")
    return True


def what_is_there(out: Path) -> str:
    """What stands at a place: "nothing", "file", "empty" folder, "dataset" of ours, or "other" files."""
    try:
        if not out.exists():
            return "nothing"
        if not out.is_dir():
            return "file"
        if not any(out.iterdir()):
            return "empty"
        return "dataset" if is_nothing_but_a_dataset(out) else "other"
    except OSError:
        return "other"


def look_at(project: Path, out: Path, recipe: Recipe) -> tuple[str, str]:
    """What stands at a place (see `what_is_there`), and why nothing can go there, "" if something can.

    Nothing is made or changed. A dataset that stands there is no hindrance: it may be replaced.
    """
    try:
        there = what_is_there(out)
        target_without_making(project, out, writer_named(recipe.format), recipe, replacing=True)
        above = next(folder for folder in out.absolute().parents if folder.exists())
        if not above.is_dir():
            raise Problem(f"{above} is a file, so no folder can be made in it.")
        return there, ""
    except OSError as error:
        return "other", f"{out} cannot be made: {reason(error)}."
    except Problem as problem:
        return there, str(problem)

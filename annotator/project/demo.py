"""The sample project: the articles that ship with the program, annotated by two analysts, one left to annotate."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.dataset.recipe import ALL_LAYERS, Recipe
from annotator.domain.problems import Problem
from annotator.durable import make_folder, reason
from annotator.places import sample_articles
from annotator.project import actor_files, importing, maintenance, team
from annotator.project.project import SUFFIX, Project
from annotator.scratch import Scratch

if TYPE_CHECKING:
    from annotator.project.exporting.run import Dataset

ANALYSTS = ("anna", "ben")


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample project, whether it is new, its dataset, and as whom one looks at it."""

    project: Path
    fresh: bool
    dataset: "Dataset"
    analyst: str = ANALYSTS[0]


def build(folder: Path) -> Sample:
    """The sample project in `folder` with its dataset beside it. One that is there is kept as it was left."""
    from annotator.project.exporting.run import export  # Every command would pay for it.

    path = folder / f"sample{SUFFIX}"
    try:
        make_folder(folder)
        fresh = not path.exists()
        if fresh:
            with Scratch(folder) as scratch:
                built = scratch.as_folder() / path.name
                _make(built)
                maintenance.put(built, path)
    except OSError as error:
        raise Problem(f"{folder} cannot be made: {reason(error)}.") from error
    # As the analyst who has submitted all there is of theirs: whoever the settings name may have a layer still open.
    with Project.open(path, ANALYSTS[0], writing=False) as project:
        # These analysts are invented: no need for pseudonyms.
        dataset = export(project, folder / "dataset.jsonl", Recipe(layer=ALL_LAYERS, names=True))
    return Sample(path, fresh, dataset)


def _make(path: Path) -> None:
    folder = sample_articles()
    texts = sorted(folder.glob("*.txt"))
    with Project.create(path) as project:
        _import(project, texts)
        actor_files.import_entries(project, folder / "actors.csv")
        for seed, analyst in enumerate(ANALYSTS, 1):
            team.set_member(project, analyst, "analyst", seed)
        importing.index(project)
    for analyst in ANALYSTS:
        with Project.open(path, analyst) as project:
            _import(project, [folder / f"annotations-{analyst}.jsonl"])


def _import(project: Project, paths: list[Path]) -> None:
    report, _ = importing.add(project, importing.read(paths))
    if report.rejected:
        raise Problem(f"A sample article is damaged: {report.rejected[0]}. Install the program again.")

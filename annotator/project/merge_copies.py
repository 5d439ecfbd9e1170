"""Copies of a project as it was before merges, `NAME.before-merge-1.annotator` and so on: the latest few are kept."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.problems import Problem
from annotator.durable import reason
from annotator.project import maintenance
from annotator.project.project import Project
from annotator.storage import copies

_MOST = 5


def make(project: Project) -> Path:
    """A copy of the project as it is now. Older ones go, but none that holds what the project does not.

    So a copy in which somebody worked stays, and one that is open, damaged or of another kind.
    """
    there = sorted(_numbered(project.path))
    number = there[-1][0] + 1 if there else 1
    target = _named(project.path, number)
    maintenance.backup(project, target)
    for _, old in there[: max(0, len(there) + 1 - _MOST)]:
        copies.discard(old, project.store)
    return target


def _named(project: Path, number: int) -> Path:
    return project.with_name(f"{project.stem}.before-merge-{number}{project.suffix}")


def _numbered(project: Path) -> Iterator[tuple[int, Path]]:
    """The copies that are there, with their numbers."""
    stem, suffix = re.escape(project.stem), re.escape(project.suffix)
    pattern = re.compile(rf"{stem}\.before-merge-([1-9][0-9]{{0,8}}){suffix}", re.ASCII)
    try:
        names = os.listdir(project.parent)
    except OSError as error:
        raise Problem(f"{project.parent} cannot be read: {reason(error)}.") from error
    for name in names:
        if found := pattern.fullmatch(name):
            yield int(found[1]), project.with_name(name)

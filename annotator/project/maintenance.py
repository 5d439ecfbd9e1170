"""Checking, backing up and restoring whole project files."""

from pathlib import Path

from annotator.domain.identity import told_of
from annotator.domain.problems import Damaged, Progress
from annotator.project import importing, names
from annotator.project.project import Project
from annotator.storage import audit, copies
from annotator.storage.copies import snapshot


def faults(project: Project, progress: Progress | None = None) -> list[str]:
    """One sentence for each thing that is wrong with the file; none if it is whole. Changes nothing."""
    step = (progress or Progress()).step
    if project.writable:
        return list(audit.faults(project.store, step))
    with snapshot(project.store) as still:
        return list(audit.faults(still, step))


def damage_behind(project: Project, error: Exception) -> Damaged | None:
    """The damage to the file that an error follows from; None if the file is whole, and the error one of ours."""
    return audit.behind(project.store, error)


def gaps(project: Project) -> list[str]:
    """What is known not to be in the log, which is no fault: a colleague's other work, what a salvage left out."""
    return audit.gaps(project.store)


def mend(project: Project, progress: Progress | None = None) -> None:
    """Rebuilds from the log and the texts what is computed from them. The log itself cannot be mended."""
    audit.mend(project.store)
    project.log.forget()
    importing.index(project, progress)


def backup(project: Project, target: Path, progress: Progress | None = None) -> None:
    """A verified copy of the project, as it is now, at `target`. Never overwrites."""
    copies.backup(project.store, target, (progress or Progress()).step)


def put(built: Path, target: Path) -> None:
    """Puts a finished, closed project file at a name where nothing is: it appears whole."""
    copies.place(built, target)


def restore(source: Path, target: Path) -> Path | None:
    """Puts a backup at `target`; a project that is there is set aside, under the name that is given back."""
    return copies.restore(source, target)


def remarks(stated: str | None, project: Project, writing: bool) -> list[str]:
    """What somebody who opens a project has to know: sentences, none in most cases.

    Under which name the project knows the analyst, where `stated` is another spelling, and, for `writing`, whether
    the clock can be right.
    """
    clock = told_of(project.clock, project.path.name) if writing else ""
    return [one for one in (names.told(stated, project.store, project.analyst), clock) if one]

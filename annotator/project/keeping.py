"""Checking, backing up and restoring whole project files."""

from pathlib import Path

from annotator.domain.problems import Progress
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


def mend(project: Project) -> None:
    """Rebuilds from the log what is computed from it. The log itself cannot be mended."""
    audit.mend(project.store)
    project.log.forget()


def backup(project: Project, target: Path, progress: Progress | None = None) -> None:
    """A verified copy of the project, as it is now, at `target`. Never overwrites."""
    copies.backup(project.store, target, (progress or Progress()).step)


def put(built: Path, target: Path) -> None:
    """Puts a finished, closed project file at a name where nothing is: it appears whole."""
    copies.place(built, target)


def restore(source: Path, target: Path) -> Path | None:
    """Puts a backup at `target`; a project that is there is set aside, under the name that is given back."""
    return copies.restore(source, target)

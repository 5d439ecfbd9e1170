"""What somebody has to know who opens a project: under which name, and whether the clock can be right."""

from annotator.domain.identity import told_of
from annotator.project import names
from annotator.project.project import Project


def of(stated: str | None, project: Project, writing: bool) -> list[str]:
    """Sentences, none in most cases. `stated` is the name that was given for the analyst.

    The clock does not matter to who only reads (not `writing`).
    """
    clock = told_of(project.clock, project.path.name) if writing else ""
    return [one for one in (names.told(stated, project.analyst), clock) if one]

"""Where the annotations of the gold layer come from."""

from annotator.domain.reviewing.decision import Decision
from annotator.project.project import Project
from annotator.project.reviewing.comparison import decisions_of


def provenance(project: Project, key: int) -> dict[str, list[Decision]]:
    """The decisions behind each gold annotation of an article, by its id: what was taken first, then by layer.

    One that a reviewer made without a case has none, and is not there.
    """
    found: dict[str, list[Decision]] = {}
    for decision in sorted(decisions_of(project, key).values(), key=lambda one: (not one.taken, *one.at)):
        if decision.gold is not None:
            found.setdefault(decision.gold, []).append(decision)
    return found

"""Analysts who work in a project, and whom somebody who opens it may be."""

from dataclasses import dataclass

from annotator.domain.identity import clock_seconds
from annotator.domain.naming import is_reserved
from annotator.domain.wording import number
from annotator.project.project import Project
from annotator.project.settings import Settings
from annotator.storage import people

_MOST_OFFERED = 2


@dataclass(frozen=True, slots=True)
class Worker:
    """An analyst with a layer in some article.

    `annotations`: in articles where colleagues' work may be seen. `last`: seconds since 1970 of the last action, 0 if
    that is not known. `here`: something was done under this name on this device.
    """

    name: str
    annotations: int
    last: float
    here: bool


def workers(project: Project) -> list[Worker]:
    """The analysts with layers, those of this device first, then by how much they annotated."""
    here = people.authors_on(project.store, project.device)
    found = [
        Worker(name, count, clock_seconds(last) if last else 0.0, name in here)
        for name, count, last in people.work(project.store, project.hidden)
        if not is_reserved(name)
    ]
    return sorted(found, key=lambda one: (not one.here, -one.annotations, one.name))


def mistaken_for(project: Project) -> list[Worker]:
    """Whom the analyst may rather be: those who annotated, where neither project nor settings know the analyst.

    None where the analyst has a layer, is in the team, or worked here before under that name.
    """
    settings = Settings.load()
    if settings.analyst_of(project.path) == project.analyst or project.analyst in people.names(project.store):
        return []
    return [one for one in workers(project) if one.annotations]


def sentence(others: list[Worker], analyst: str) -> str:
    """Says who annotated here and that the analyst did not."""
    shown = [f"{one.name} has {number(one.annotations, 'annotation')} here" for one in others[:_MOST_OFFERED]]
    more = len(others) - len(shown)
    rest = (
        f", and {number(more, 'other analyst')} have some" if more > 1 else ", and another analyst has some"
    )
    return f"{' and '.join(shown)}{rest if more else ''}. You are {analyst}."


def advice(project: Project) -> str:
    """What to say on the command line where somebody else annotated here; "" where all is well."""
    others = mistaken_for(project)
    if not others:
        return ""
    return (
        f"{sentence(others, project.analyst)} To go on as {others[0].name}, give --analyst {others[0].name}."
    )

"""Names of analysts in a project: two that differ by capitals, spaces or Unicode form only are one analyst's."""

from annotator.domain.naming import LONGEST, folded, is_name, known_as, tidied
from annotator.domain.problems import Problem
from annotator.project.settings import analyst_name
from annotator.storage import people
from annotator.storage.store import Store


def of(store: Store, stated: str | None = None) -> str:
    """The name under which the project knows an analyst (None: see `analyst_name`), or a new one.

    Raises Problem for what can be nobody's name.
    """
    name = analyst_name(stated, store.path)
    if people.has_layer(store, name):
        return name
    there = people.names(store)
    found = known_as(name, there)
    return found if found in there else new(name)


def new(stated: str | None = None) -> str:
    """The name of somebody who is new. Raises Problem where colleagues could not take it over."""
    name = tidied(analyst_name(stated))
    if not is_name(name):
        raise Problem(
            f"An analyst's name has at most {LONGEST} characters, all of them visible. Give another with --analyst."
        )
    return name


def like(store: Store, name: str) -> str:
    """Another name of the project that differs from this one by its writing only; "" if there is none."""
    wanted = folded(name)
    return next((one for one in sorted(people.names(store)) if one != name and folded(one) == wanted), "")


def told(stated: str | None, store: Store, used: str) -> str:
    """A sentence, where the project knows an analyst under another name than was stated; "" where it does not."""
    name = analyst_name(stated, store.path)
    if used in (name, tidied(name)):
        return ""
    return f"{name} is known here as {used}, which differs by its writing only: {used} is taken."

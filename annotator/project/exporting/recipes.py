"""Recipes of datasets under a name, kept in the project: colleagues get them by merging, the command line runs them."""

from typing import Any

import orjson

from annotator.domain.annotation import PROJECT_LAYER
from annotator.domain.change import Change
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.identity import new_id
from annotator.domain.naming import is_name
from annotator.domain.problems import Problem, UnknownName
from annotator.project.project import Project
from annotator.storage import datasets
from annotator.storage.log import Edit
from annotator.storage.reading import current_bodies

LAST = "last export"
"""The name under which the window keeps what was exported last."""


def names(project: Project) -> list[str]:
    """The names of the recipes there are, in order."""
    return sorted(current_bodies(project.store, "recipe", PROJECT_LAYER))


def recipe(project: Project, name: str) -> Recipe:
    """The recipe of that name. Raises UnknownName if there is none, Problem if this program cannot follow it."""
    body = current_bodies(project.store, "recipe", PROJECT_LAYER, [name]).get(name)
    if body is None:
        listed = ", ".join(names(project)) or "none yet"
        raise UnknownName(f"{project.path} has no recipe {name!r} (there is: {listed}).")
    return Recipe.from_values(orjson.loads(body["recipe"]))


def save(project: Project, name: str, wanted: Recipe) -> Change:
    """Keeps a recipe under a name; the one that had it is replaced. Not undone with Undo: it changes no annotation."""
    name = name.strip()
    if not is_name(name):
        raise Problem("A recipe needs a name of at most 200 letters on one line.")
    body = _body(wanted)
    if current_bodies(project.store, "recipe", PROJECT_LAYER, [name]).get(name) == body:
        return project.act("save recipe", [])
    return project.act("save recipe", [Edit("recipe", name, PROJECT_LAYER, body)], undoable=False)


def remove(project: Project, name: str) -> Change:
    """Takes a recipe away. Raises UnknownName if there is none of that name."""
    if name not in names(project):
        raise UnknownName(f"{project.path} has no recipe {name!r}.")
    return project.act("remove recipe", [Edit("recipe", name, PROJECT_LAYER, None)], undoable=False)


def _body(wanted: Recipe) -> dict[str, Any]:
    """A recipe as JSON in one text: the log holds no fractions, and older programs need not know its fields."""
    return {"recipe": orjson.dumps(wanted.values(), option=orjson.OPT_SORT_KEYS).decode()}


def note(project: Project, recipe: Recipe) -> Change:
    """Notes that the recipe's dataset was written. Nothing is noted without splits, or if no article came since."""
    arrivals = datasets.arrivals(project.store) if recipe.split is not None else []
    noted = datasets.written_at(project.store)
    since = [one for one in arrivals if not noted or one.clock > noted[-1]]
    edits = (
        [Edit("dataset", new_id(), PROJECT_LAYER, {"articles": len(arrivals)}, fresh=True)] if since else []
    )
    return project.act("write dataset", edits, undoable=False)

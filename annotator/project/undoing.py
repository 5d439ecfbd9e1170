"""Undo and redo of any action, after a restart as well: a new action that gives every object its state before."""

from collections.abc import Iterator

from annotator.domain.change import Change
from annotator.domain.problems import Problem
from annotator.project.project import Project
from annotator.storage.actions import Action, Touched, touched
from annotator.storage.log import Edit, heads


def next_undo(project: Project) -> str | None:
    """Name of the action that undo would take back."""
    return project.undo_stack.undo[-1][1] if project.undo_stack.undo else None


def next_redo(project: Project) -> str | None:
    """Name of the action that redo would do again."""
    return project.undo_stack.redo[-1][1] if project.undo_stack.redo else None


def undo(project: Project) -> Change:
    """Takes back my latest action on this device. Raises Problem if there is none or others changed it since."""
    if not project.undo_stack.undo:
        raise Problem("There is nothing to undo.")
    return _take_back(project, *project.undo_stack.undo[-1])


def redo(project: Project) -> Change:
    """Does again what was undone last. Raises Problem if there is none or others changed it since."""
    if not project.undo_stack.redo:
        raise Problem("There is nothing to redo.")
    return _take_back(project, *project.undo_stack.redo[-1])


def _take_back(project: Project, action: Action, name: str) -> Change:
    return project.act(name, _states_before(project, action, name), undoes=(action.key, action.uid))


def _states_before(project: Project, action: Action, name: str) -> Iterator[Edit]:
    for thing in touched(project.store, action.key):
        _require_untouched(project, thing, name)
        yield Edit(thing.kind, thing.object, thing.layer, thing.before, thing.article, thing.sha256)


def _require_untouched(project: Project, thing: Touched, name: str) -> None:
    """The object must still be as the action left it, whoever made it so."""
    current = [
        head for _, _, head in heads(project.store, thing.kind, thing.article or 0, thing.layer, thing.object)
    ]
    if [head.body for head in current] != [thing.after]:
        who = ", ".join(sorted({head.author for head in current})) or "somebody"
        raise Problem(f"“{name}” cannot be taken back: {who} changed the same thing since.")

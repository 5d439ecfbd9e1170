"""Undo and redo of any action, after a restart as well: a new action that gives every object its state before."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from annotator.domain.annotation import OPEN_STATUSES
from annotator.domain.change import Change
from annotator.domain.problems import Problem, Submitted
from annotator.domain.wording import number
from annotator.project.project import Project
from annotator.project.submitting import submission
from annotator.storage import articles as stored
from annotator.storage.actions import Action, Touched, touched
from annotator.storage.log import Edit, heads
from annotator.storage.submitted import layer_head, layers_touched


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
    kept: dict[str, set[str]] = {}
    edits = _states_before(project, action, name, kept)
    change = project.act(name, edits, undoes=(action.key, action.uid), through_locks=True)
    return replace(change, note=_told(kept)) if kept else change


def _states_before(
    project: Project, action: Action, name: str, kept: dict[str, set[str]]
) -> Iterator[Edit | None]:
    """The edits that take an action back. An article that others work on stays; it is noted, with who they are."""
    locks = _Locks(project, layers_touched(project.store, action.key))
    submitted: list[Touched] = []
    for thing in touched(project.store, action.key):
        others = _others(project, thing)
        if others:
            kept[thing.object] = others
            continue
        locks.require_open(thing, _require_untouched(project, thing, name), name)
        if thing.kind == "layer" and thing.before is not None and "hash" in thing.before:
            submitted.append(thing)
        else:
            yield _edit(thing, thing.before)
    # The annotations of a layer that is submitted again have other revisions now: it is hashed as it is.
    yield None
    for thing in submitted:
        yield _edit(thing, submission(project, thing.article or 0, thing.layer, thing.before))


def _others(project: Project, thing: Touched) -> set[str]:
    """Who else has annotations in an article that is about to leave the list."""
    if thing.kind != "article" or thing.before is not None or thing.article is None:
        return set()
    layers = stored.layers_of(project.store, thing.article)
    return {name for name, _, count in layers if count and name != project.analyst}


def _told(kept: dict[str, set[str]]) -> str:
    who = ", ".join(sorted(set().union(*kept.values())))
    return f"{number(len(kept), 'article')} stayed in the list: {who} annotated there since."


def _edit(thing: Touched, body: dict[str, Any] | None) -> Edit:
    return Edit(thing.kind, thing.object, thing.layer, body, thing.article, thing.sha256)


class _Locks:
    """What was changed before a layer was submitted, on another device, is not taken back under its lock.

    On this device that cannot be: there the submission is the later action, and is taken back first.
    """

    def __init__(self, project: Project, released: set[int]) -> None:
        self._project, self._released = project, released
        self._since: dict[int, int] = {}

    def require_open(self, thing: Touched, revision: int, name: str) -> None:
        """`revision` is the row id of the thing's current one. Raises Submitted if a later submission locks it."""
        project, key = self._project, thing.article
        if (
            thing.kind != "annotation"
            or thing.layer != project.analyst
            or key is None
            or key in self._released
        ):
            return
        if key not in self._since:
            head = layer_head(project.store, key, thing.layer)
            locked = head is not None and head[1]["status"] not in OPEN_STATUSES
            self._since[key] = head[0] if head is not None and locked else 0
        if revision < self._since[key]:
            raise Submitted(
                f"“{name}” cannot be taken back: the article was submitted since. Reopen it first.", key
            )


def _require_untouched(project: Project, thing: Touched, name: str) -> int:
    """The object must still be as the action left it, whoever made it so. Gives its current revision's row id."""
    current = [
        head for _, _, head in heads(project.store, thing.kind, thing.article or 0, thing.layer, thing.object)
    ]
    if [head.body for head in current] != [thing.after]:
        who = ", ".join(sorted({head.author for head in current})) or "somebody"
        raise Problem(f"“{name}” cannot be taken back: {who} changed the same thing since.")
    return current[0].revision

"""Submitting my layer of an article, which locks it, and reopening it. Each function is one action and one undo step.

A layer is submitted when its status is past "in progress". What it was then is recorded: a hash over the revisions
of its annotations, which can be checked later and on another machine. By hand nothing of it can be changed any more;
a change of the scheme or the registry still reaches it, and then `layer_state` says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from annotator.domain.annotation import IN_PROGRESS, OPEN_STATUSES, STATUSES
from annotator.domain.change import Change
from annotator.domain.identity import clock_seconds, timestamp
from annotator.domain.problems import Problem
from annotator.domain.team import layer_hash
from annotator.project import visibility
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage import submitted
from annotator.storage.log import Edit
from annotator.storage.store import slices

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Since:
    """What changed an annotation of a layer after it was submitted: when, who, by which action."""

    when: str
    who: str
    action: str
    annotation: str


@dataclass(frozen=True, slots=True)
class LayerState:
    """How a layer stands. `recorded`: its hash when it was submitted, None if it is open; `now`: its hash now.

    `since`: what changed annotations that are not now as they were when it was submitted, in the log's order.
    """

    analyst: str
    status: str
    recorded: str | None
    now: str
    since: tuple[Since, ...] = ()

    @property
    def submitted(self) -> bool:
        """Whether it is locked."""
        return self.status not in OPEN_STATUSES


def submit(project: Project, key: int) -> Change:
    """Locks my layer of an article and records its hash. One that was never opened is submitted empty."""
    return set_status(project, key, "done")


def reopen(project: Project, key: int) -> Change:
    """Opens my submitted layer of an article again; that it was submitted stays in the history."""
    if not is_submitted(project, key):
        raise Problem("This article is not submitted, so it cannot be reopened.")
    return set_status(project, key, IN_PROGRESS)


def set_status(project: Project, key: int, status: str) -> Change:
    """Says how far my layer has come. Opens the layer if it never was; a status past "in progress" submits it."""
    if status not in STATUSES:
        raise Problem(f"{status!r} is no status: {', '.join(STATUSES)}.")
    layer = project.analyst
    head = submitted.layer_head(project.store, key, layer)
    there = {name: state for name, state, _ in stored.layers_of(project.store, key)}.get(layer)
    if status == there:
        return project.act("set status", [])
    before = {} if head is None else head[1]
    if status not in OPEN_STATUSES:
        name, body = "submit", submission(project, key, layer, {"status": status})
    elif there is not None and there not in OPEN_STATUSES:
        name, body = "reopen", {"status": status, "reopened": before.get("hash")}
    else:
        name, body = f"set status to {status}", {"status": status}
    article = stored.sha_of(project.store, key)
    return project.act(name, [Edit("layer", layer, layer, body, key, article)])


def is_submitted(project: Project, key: int) -> bool:
    """Whether my layer of an article is locked."""
    return submitted.is_submitted(project.store, key, project.analyst)


def submission(project: Project, key: int, layer: str, body: Mapping[str, Any] | None) -> dict[str, Any]:
    """The body of a layer that is submitted as it is now; `body` says with which status."""
    (found,) = submitted.hashes(project.store, [key], layer).values()
    return {**(body or {}), "hash": layer_hash(found)}


def submissions(project: Project, wanted: Mapping[int, tuple[str, bool]]) -> Iterator[Edit]:
    """Edits that submit my layers of many articles (row ids), as they are when the edits are asked for.

    `wanted`: the status of each, and whether nothing is known of its layer yet.
    """
    keys = list(wanted)
    for some in slices(keys, _AT_ONCE):
        found = submitted.hashes(project.store, some, project.analyst)
        for key in some:
            status, fresh = wanted[key]
            body = {"status": status, "hash": layer_hash(found[key])}
            article = stored.sha_of(project.store, key)
            yield Edit("layer", project.analyst, project.analyst, body, key, article, fresh)


def layer_state(project: Project, key: int, analyst: str) -> LayerState:
    """How an analyst's layer of an article stands, and whether it is as it was submitted.

    Of a layer that must not be seen now (see `visibility`) `since` names the actions, and no annotations.
    """
    store = project.store
    status = stored.status_of(store, key, analyst)
    (found,) = submitted.hashes(store, [key], analyst).values()
    now, head = layer_hash(found), submitted.layer_head(store, key, analyst)
    recorded = None if head is None else head[1].get("hash")
    if head is None or recorded in (None, now):
        return LayerState(analyst, status, recorded, now)
    since = _since(project, key, analyst, head[0])
    if not visibility.sees(project, key, analyst):
        since = iter(dict.fromkeys(replace(one, annotation="") for one in since))
    return LayerState(analyst, status, recorded, now, tuple(since))


def _since(project: Project, key: int, analyst: str, revision: int) -> Iterator[Since]:
    """What changed the layer since a revision of its status (row id), changes that were taken back left out."""
    later = list(submitted.later_revisions(project.store, key, analyst, revision))
    last = {one.annotation: one.body for one in later}
    changed = {
        uid
        for uid, body in last.items()
        if submitted.body_before(project.store, key, analyst, uid, revision) != body
    }
    for one in later:
        if one.annotation in changed:
            yield Since(timestamp(clock_seconds(one.clock)), one.author, one.action, one.annotation)

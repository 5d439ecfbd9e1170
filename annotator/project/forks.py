"""Objects with two current states: the same analyst worked on two machines, or two colleagues on the same entry.

The later one holds until somebody settles it; nothing is lost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.change import Change
from annotator.domain.identity import clock_seconds, timestamp
from annotator.domain.problems import UnknownName
from annotator.project import visibility
from annotator.project.articles import headline_of
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage import forks as kept
from annotator.storage.log import Edit


@dataclass(frozen=True, slots=True)
class State:
    """One of the states. `revision` is its row id, `body` None where the object was deleted."""

    revision: int
    author: str
    made: str
    device: str
    body: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Fork:
    """An object with the states that it has, the one that holds first. `key` is None for what is of no article."""

    key: int | None
    article: str | None
    headline: str
    layer: str
    kind: str
    object: str
    states: tuple[State, ...]


def count(project: Project) -> int:
    """How many objects have states that differ."""
    return sum(_differ(rows) for _, rows in kept.forks(project.store))


def listed(project: Project) -> list[Fork]:
    """All of them, by article, layer, kind and name."""
    return list(_forks(project))


def _forks(project: Project) -> Iterator[Fork]:
    for (key, layer, kind, uid), rows in kept.forks(project.store):
        states = tuple(
            State(row.revision, row.author, timestamp(clock_seconds(row.clock)), row.device, row.body)
            for row in rows
        )
        if _differ(rows) and (not key or visibility.sees(project, key, layer)):
            article = stored.sha_of(project.store, key) if key else None
            headline = headline_of(project, key) if key else ""
            yield Fork(key or None, article, headline, layer, kind, uid, states)


def _differ(rows: Sequence[kept.Standing]) -> bool:
    """Two analysts who did the same on their own are no fork to be settled."""
    return any(row.body != rows[0].body for row in rows)


def settle(project: Project, fork: Fork, state: State) -> Change:
    """Makes one of the states the only one: a revision that follows both."""
    there = next(
        (one for one in _forks(project) if (one.key, one.layer, one.kind, one.object) == _at(fork)), None
    )
    if there is None or state not in there.states:
        raise UnknownName("That is settled already, or has changed since.")
    edit = Edit(fork.kind, fork.object, fork.layer, state.body, fork.key, fork.article)
    return project.act("settle two states", [edit])


def _at(fork: Fork) -> tuple[int | None, str, str, str]:
    return fork.key, fork.layer, fork.kind, fork.object

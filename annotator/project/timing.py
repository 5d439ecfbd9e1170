"""Active time: how long annotations took, for planning. Nobody is ranked.

An action records the milliseconds of work since the one before it (see `qt/activity`); those of an annotation
are its shares of its actions' time, an action over several annotations being shared out evenly. Annotations that
were imported, or are deleted, have no time here. Whose work it was is told to nobody but themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from annotator.domain.memory import collector_paused
from annotator.domain.problems import Problem
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.project.project import Project
from annotator.storage import timing as stored


@dataclass(frozen=True, slots=True)
class Own:
    """One analyst's time with one label: how many annotations have a time, their sum and their median in ms."""

    annotations: int
    total: int
    median: int


@dataclass(frozen=True, slots=True)
class Everybodys:
    """All analysts' time with one label. It has no sum: who knows their own could work out the other's of two."""

    annotations: int
    median: int


@dataclass(frozen=True, slots=True)
class Times:
    """What one analyst is shown, by label in the scheme's order."""

    mine: dict[str, Own]
    everybodys: dict[str, Everybodys]


def time_of(project: Project, key: int, uid: str) -> int:
    """Milliseconds of work on an annotation of my layer; 0 if none was recorded."""
    return round(stored.spent_on(project.store, key, project.analyst, uid))


def times(project: Project) -> Times:
    """Both of the following, read at once."""
    store = project.store
    nobodys = {stored.layer_id(store, name) for name in RESERVED_LAYERS}
    with collector_paused():
        found = {
            label: {layer: ms for layer, ms in layers.items() if layer not in nobodys}
            for label, layers in stored.spent(store).items()
        }
    me = stored.layer_id(store, project.analyst)
    return Times(_own(project, found, me), _everybodys(project, found, me))


def per_label(project: Project, analyst: str) -> dict[str, Own]:
    """An analyst's own times, by label. Raises Problem for anybody else's: they are not to be looked at."""
    if analyst != project.analyst:
        raise Problem(f"The times of {analyst} are shown to {analyst} alone. `annotator time` shows yours.")
    return times(project).mine


def aggregate(project: Project) -> dict[str, Everybodys]:
    """All analysts' times together, by label.

    Labels to which only one colleague contributed are left out: that would be this colleague's time under
    another name. What only I contributed to is mine anyway.
    """
    return times(project).everybodys


_Row = TypeVar("_Row", Own, Everybodys)
_Spent = dict[str, dict[int, list[float]]]
"""Milliseconds of each annotation, by label and by layer's row id."""


def _own(project: Project, found: _Spent, me: int | None) -> dict[str, Own]:
    def own(layers: dict[int, list[float]]) -> Own | None:
        ms = layers.get(me or 0)
        return Own(len(ms), round(sum(ms)), round(median(ms))) if ms else None

    return _in_order(project, found, own)


def _everybodys(project: Project, found: _Spent, me: int | None) -> dict[str, Everybodys]:
    def all_(layers: dict[int, list[float]]) -> Everybodys | None:
        if not layers or (len(layers) == 1 and me not in layers):
            return None
        ms = [one for some in layers.values() for one in some]
        return Everybodys(len(ms), round(median(ms)))

    return _in_order(project, found, all_)


def _in_order(
    project: Project, found: _Spent, made: Callable[[dict[int, list[float]]], _Row | None]
) -> dict[str, _Row]:
    """By label in the scheme's order; labels that the scheme has no more come last."""
    known: list[str] = [label.name for label in project.scheme.labels]
    rows = {
        label: made(found[label]) for label in [*known, *sorted(set(found) - set(known))] if label in found
    }
    return {label: row for label, row in rows.items() if row is not None}

"""Active time: how long annotations took, for planning. Nobody is ranked.

An action records the milliseconds of work since the one before it (see `qt/kit/activity`); those of an annotation
are its shares of its actions' time, an action over several annotations being shared out evenly. Annotations that
were imported, or are deleted, have no time here. Whose work it was is told to nobody but themselves.
"""

from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from annotator.domain.gc_pause import collector_paused
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.project.project import Project
from annotator.storage import timing as stored

WHAT_IS_MEASURED = (
    "Measured is the time at the window between one action and the next, reading included; it stands still while "
    "another program has the keyboard and after 60 s without a key or the mouse. Not measured are imported "
    "annotations, undo and redo, and work away from the window. It is for planning: your own times are shown to "
    "you alone, those of all only together and without names, and nobody is ranked."
)


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

    @property
    def labels(self) -> list[str]:
        """The labels that have a time, in the scheme's order: my own times are among everybody's."""
        return list(self.everybodys)


def time_of(project: Project, key: int, uid: str) -> int:
    """Milliseconds of work on an annotation of my layer; 0 if none was recorded."""
    return round(stored.spent_on(project.store, key, project.analyst, uid))


def times(project: Project) -> Times:
    """My times and everybody's, by label; annotations that must not be seen now (see `visibility`) are left out.

    Everybody's have no label to which only one colleague contributed: that would be this colleague's time under
    another name. A label to which only I contributed is mine anyway.
    """
    me = stored.layer_id(project.store, project.analyst)
    with collector_paused():
        found = _spent(project)
        mine = {label: _own(layers[me]) for label, layers in found.items() if me in layers}
        all_ = {
            label: _everybodys(layers) for label, layers in found.items() if len(layers) > 1 or me in layers
        }
    known = [label.name for label in project.scheme.labels]
    order = {name: place for place, name in enumerate([*known, *sorted(set(found) - set(known))])}
    return Times(_sorted(mine, order), _sorted(all_, order))


def _spent(project: Project) -> dict[str, dict[int | None, list[float]]]:
    """Milliseconds of each annotation, by label and by the row id of an analyst's layer."""
    nobodys = {stored.layer_id(project.store, name) for name in RESERVED_LAYERS}
    return {
        label: {layer: ms for layer, ms in layers.items() if layer not in nobodys}
        for label, layers in stored.spent(project.store, project.hidden, project.analyst).items()
    }


def _own(ms: list[float]) -> Own:
    return Own(len(ms), round(sum(ms)), round(median(ms)))


def _everybodys(layers: dict[int | None, list[float]]) -> Everybodys:
    ms = [one for some in layers.values() for one in some]
    return Everybodys(len(ms), round(median(ms)))


_Row = TypeVar("_Row", Own, Everybodys)


def _sorted(rows: dict[str, _Row], order: dict[str, int]) -> dict[str, _Row]:
    return {label: rows[label] for label in sorted(rows, key=order.__getitem__)}

"""The layers of many articles compared, a part of the articles at a time: by several processes where there are many."""

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.agreement.layers import LayerMarks
from annotator.domain.agreement.marks import Ground, Mark
from annotator.domain.agreement.scope import Scope, scope_of
from annotator.domain.agreement.team import Slice, Team
from annotator.domain.memory import collector_paused
from annotator.domain.problems import Progress
from annotator.project.project import Project
from annotator.storage.reading import SideBySide, side_by_side

AGENCY, PUBLISHED = "agency", "published"
"""Dimensions of articles: the agency, and the month of publication (`2006-11`)."""
UNKNOWN = "unknown"
OPEN = "in progress"

_SUGGESTION = "suggestion"
_AT_ONCE = 200
_MANY = 2000
"""Articles from which on it is worth while to start other processes: they need a second to be ready."""
_MOST_PROCESSES = 4


@dataclass(frozen=True, slots=True)
class Part:
    """What some articles come to, and (article's row id, analysts) of layers that hold nothing but proposals."""

    team: Team
    merely_suggested: list[tuple[int, tuple[str, ...]]]


def compared(
    project: Project, analysts: Sequence[str], keys: Sequence[int], progress: Progress
) -> Iterator[Part]:
    """The articles in parts, in their order. Raises Cancelled when `progress` does."""
    parts = [keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE)]
    done = 0
    for part in _by_processes(project, analysts, parts):
        yield part
        progress.step(done := done + 1, len(parts))
    for keys_left in parts[done:]:
        progress.step(done, len(parts))
        yield _compare(project, analysts, keys_left)
        done += 1
    progress.step(len(parts), len(parts))


def _by_processes(
    project: Project, analysts: Sequence[str], parts: Sequence[Sequence[int]]
) -> Iterator[Part]:
    """As many of the parts as can be had so: none if there are few of them, or the system lets us start no process."""
    processes = min(_MOST_PROCESSES, os.cpu_count() or 1)
    if processes < 2 or len(parts) * _AT_ONCE < _MANY:
        return
    at_hand = project.path, project.analyst, tuple(analysts)
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _get_ready, at_hand)
    try:
        yield from pool.map(_compare_there, parts)
    except (BrokenProcessPool, OSError):
        return
    finally:
        pool.shutdown(cancel_futures=True)


class _Worker:
    """What a process that was started to help has at hand."""

    project: Project
    analysts: tuple[str, ...]


def _get_ready(path: Path, analyst: str, analysts: tuple[str, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The one who started us is told to stop, and stops us.
    _Worker.project, _Worker.analysts = Project.open(path, analyst, writing=False), analysts


def _compare_there(keys: Sequence[int]) -> Part:
    return _compare(_Worker.project, _Worker.analysts, keys)


def _compare(project: Project, analysts: Sequence[str], keys: Sequence[int]) -> Part:
    about = scope(project)
    part = Part(Team(analysts, about), [])
    with collector_paused():
        for found in side_by_side(project.store, keys, analysts):
            layers, merely_suggested = counting_layers(found, about)
            if merely_suggested:
                part.merely_suggested.append((found.key, merely_suggested))
            unfinished = [name for name in layers if found.statuses[name] == OPEN]
            part.team.take_in(found.key, layers, unfinished, _slices(found))
    return part


def scope(project: Project) -> Scope:
    """What of the project's scheme is compared; ids of actors that were merged mean the one that is left."""
    registry = project.registry

    def survivor(actor: str) -> str:
        entry = registry.entry(actor)
        return actor if entry is None else entry.id

    return scope_of(project.scheme, survivor)


def counting_layers(found: SideBySide, about: Scope) -> tuple[dict[str, LayerMarks], tuple[str, ...]]:
    """The layers that count, and whose hold nothing but proposals that nobody has looked at."""
    ground, layers, merely_suggested = Ground(found.text), {}, []
    for name, bodies in found.bodies.items():
        status = found.statuses[name]
        if status == "new":
            continue
        if status == OPEN and bodies and all(body["origin"] == _SUGGESTION for _, body in bodies):
            merely_suggested.append(name)
        else:
            layers[name] = LayerMarks([Mark.from_body(uid, body) for uid, body in bodies], ground, about)
    return layers, tuple(merely_suggested)


def _slices(found: SideBySide) -> list[Slice]:
    """Of which agency an article is and from which month; a date without a year is of no month."""
    has_month = found.published and not found.published.startswith("--")
    month = found.published[:7] if has_month else UNKNOWN
    return [(AGENCY, found.agency or UNKNOWN), (PUBLISHED, month)]

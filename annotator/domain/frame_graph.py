"""Who points at whom in frames: edges between actors, and the network of the strongest of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import product

from annotator.domain.frame import Filler, Frame, frame_labels
from annotator.domain.scheme import Label, Scheme

MOST_NODES = 60
"""A network of more nodes cannot be read."""


@dataclass(frozen=True, slots=True)
class Edge:
    """From one actor to another. `frame`: the number of the frame that draws it; `kind`: its label and its kind."""

    source: Filler
    target: Filler
    label: str
    kind: str
    frame: int


@dataclass(frozen=True, slots=True)
class Node:
    """An actor of a network. `degree`: how many edges begin or end here; `frames`: their numbers, each once."""

    group: str
    name: str
    degree: int
    frames: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """All edges of one label from one node to another (numbers of nodes), with the numbers of their frames.

    `kinds`: how often each kind occurs, the most frequent first.
    """

    source: int
    target: int
    label: str
    count: int
    kinds: tuple[tuple[str, int], ...]
    frames: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """The strongest nodes, strongest first, the arrows between them, and how many nodes were left out."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    left_out: int


def edges(scheme: Scheme, frames: Sequence[Frame]) -> Iterator[Edge]:
    """The edges of frames, in their order. What leads from an actor to itself is none.

    A slot for actors is one that points to a label with an entry of the registry. A frame with several of them
    leads from what fills the first to what fills the others; a frame with one leads from what fills it to the
    actors inside the span, whom it is about; a frame without any leads from its own words to what fills its slots.
    """
    actors = {label.name for label in scheme.labels if label.registry_attribute is not None}
    slots = {label.name: _slots(label, actors) for label in frame_labels(scheme)}
    for number, frame in enumerate(frames):
        kind = f"{frame.label}: {frame.kind}" if frame.kind else frame.label
        for source, target in _pairs(frame, slots.get(frame.label, ())):
            if source.group != target.group:
                yield Edge(source, target, frame.label, kind, number)


def _slots(label: Label, actors: set[str]) -> tuple[str, ...]:
    return tuple(slot.type for slot in label.links if slot.to in actors)


def _pairs(frame: Frame, slots: tuple[str, ...]) -> Iterator[tuple[Filler, Filler]]:
    filled = [frame.slots[slot] for slot in slots]
    if len(filled) > 1:
        return _distinct(product(filled[0], [one for others in filled[1:] for one in others]))
    if filled:
        return _distinct(product(filled[0], frame.within))
    own = Filler(frame.annotation, frame.words, None, frame.words)
    return _distinct((own, one) for others in frame.slots.values() for one in others)


def _distinct(pairs: Iterable[tuple[Filler, Filler]]) -> Iterator[tuple[Filler, Filler]]:
    """An actor that is named twice in one frame is meant once."""
    seen = set()
    for source, target in pairs:
        key = source.group, target.group
        if key not in seen:
            seen.add(key)
            yield source, target


def network(drawn: Iterable[Edge], most: int = MOST_NODES) -> Network:
    """The network of the `most` nodes at which most edges begin or end; of equals, those first in the alphabet."""
    names: dict[str, str] = {}
    at: dict[str, list[int]] = {}
    between: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in drawn:
        for end in (edge.source, edge.target):
            names.setdefault(end.group, end.name)
            at.setdefault(end.group, []).append(edge.frame)
        between.setdefault((edge.source.group, edge.target.group, edge.label), []).append(edge)
    strongest = nsmallest(most, at, key=lambda group: (-len(at[group]), group))
    place = {group: number for number, group in enumerate(strongest)}
    nodes = [Node(group, names[group], len(at[group]), _once(at[group])) for group in place]
    arrows = [
        _arrow(place[source], place[target], label, some)
        for (source, target, label), some in between.items()
        if source in place and target in place
    ]
    arrows.sort(key=lambda arrow: (arrow.source, arrow.target, arrow.label))
    return Network(tuple(nodes), tuple(arrows), len(at) - len(nodes))


def _arrow(source: int, target: int, label: str, some: list[Edge]) -> Arrow:
    kinds = Counter(edge.kind for edge in some)
    ordered = sorted(kinds.items(), key=lambda entry: (-entry[1], entry[0]))
    return Arrow(source, target, label, len(some), tuple(ordered), _once(edge.frame for edge in some))


def _once(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))

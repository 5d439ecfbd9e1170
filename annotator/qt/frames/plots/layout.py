"""Where the nodes of a network are drawn: the same places for the same network, every time."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]

_STEPS = 300
_GRAVITY = 0.6
"""What keeps parts together that nothing connects."""
_NEAREST = 0.2
_PUSHES = 60


def places_of(count: int, edges: Sequence[tuple[int, int, int]]) -> Places:
    """Places (count × 2, each within −1 to 1) for nodes that edges (node, node, how many) pull together.

    All nodes push one another away, edges pull, and both get weaker until they rest (Fruchterman and Reingold).
    """
    angles = np.arange(count) * (np.pi * (3 - np.sqrt(5)))
    places: Places = (
        np.column_stack((np.cos(angles), np.sin(angles)))
        * np.sqrt((np.arange(count) + 0.5) / max(count, 1))[:, None]
    )
    if count < 2:
        return places * 0
    pull = np.zeros((count, count))
    for source, target, number in edges:
        pull[source, target] += 1 + np.log(number)
    pull += pull.T
    ideal = 1.6 / np.sqrt(count)
    for step in range(_STEPS):
        between = places[:, None] - places[None, :]
        distance = np.maximum(np.hypot(between[..., 0], between[..., 1]), 1e-4)
        force = ideal**2 / distance**2 - pull * distance / ideal * 0.5
        moved = (between * force[..., None]).sum(axis=1) - _GRAVITY * places
        length = np.maximum(np.hypot(moved[:, 0], moved[:, 1]), 1e-9)
        most = 0.15 * (1 - step / _STEPS) + 0.001
        places = places + moved * (np.minimum(length, most) / length)[:, None]
    return _fitted(_apart(_fitted(places)))


def _apart(places: Places) -> Places:
    """Pushes apart, half of the way each, what lies so near that circles would cover one another."""
    for _ in range(_PUSHES):
        between = places[:, None] - places[None, :]
        distance = np.hypot(between[..., 0], between[..., 1])
        np.fill_diagonal(distance, _NEAREST)
        lacking = np.maximum(_NEAREST - distance, 0) / np.maximum(distance, 1e-6) / 2
        if not lacking.any():
            break
        places = places + (between * lacking[..., None]).sum(axis=1)
    return places


def _fitted(places: Places) -> Places:
    low, high = places.min(axis=0), places.max(axis=0)
    result: Places = (places - (low + high) / 2) / (np.maximum(high - low, 1e-9) / 2)
    return result

"""Places the chips of spans over a line: with a value, by name, in three letters or one, as room allows."""

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 1.0
"""Between two chips, in pixels."""
NAME, SHORTEST = 1, 3
"""Of the four sizes (with a value, the name, three letters, one) the name's and the last."""
_PUSH = 14.0
"""How far a name may push the next chip to the right, in pixels, as long as that still begins over its own span."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A chip that wants to begin at `x` (or to end there, `leftwards`), with a width for each size.

    `room`: the width of its span in this line, in pixels.
    """

    x: float
    leftwards: bool
    widths: tuple[float, ...]
    room: float = 0.0

    def place(self, size: int) -> float:
        """Where its left side would like to be."""
        return self.x - self.widths[size] if self.leftwards else self.x


@dataclass(frozen=True, slots=True)
class Spot:
    """What a chip got: its left side and its size."""

    x: float
    size: int


def arrange(wishes: Sequence[Wish], left: float, right: float) -> list[Spot | None]:
    """A place for each chip; wishes come in the order in which they stand. None where there is no room."""
    kept = list(wishes)
    while kept and sum(wish.widths[SHORTEST] + GAP for wish in kept) > right - left:
        kept.pop()
    if not kept:
        return [None] * len(wishes)
    sizes = [SHORTEST] * len(kept)
    grown = _grow(kept, sizes, left, right)
    spots: list[Spot | None] = [
        Spot(x, s) for x, s in zip(_final(kept, grown, left, right), grown, strict=True)
    ]
    return spots + [None] * (len(wishes) - len(kept))


def _grow(wishes: Sequence[Wish], sizes: list[int], left: float, right: float) -> list[int]:
    """Every chip gets three letters before any gets its name, and all get theirs before any gets a value.

    Only a name grows at its neighbour's cost, and by a little.
    """
    before = _shifts(wishes, sizes, left)
    for size in range(SHORTEST - 1, -1, -1):
        for number in range(len(wishes)):
            tried = [*sizes]
            tried[number] = size
            if sizes[number] == size + 1 and _harmless(
                wishes, tried, left, right, before, _PUSH if size == NAME else 0.0
            ):
                sizes = tried
        before = _shifts(wishes, sizes, left)
    return sizes


def _harmless(
    wishes: Sequence[Wish], sizes: list[int], left: float, right: float, before: list[float], push: float
) -> bool:
    if sum(wish.widths[size] + GAP for wish, size in zip(wishes, sizes, strict=True)) > right - left:
        return False
    if _pushed(wishes, sizes, left)[-1] + wishes[-1].widths[sizes[-1]] > right and sizes[-1] != SHORTEST:
        return False
    shifts = _shifts(wishes, sizes, left)
    return all(
        now <= was or now <= min(push, wish.room) or _same_start(wishes, number)
        for number, (wish, now, was) in enumerate(zip(wishes, shifts, before, strict=True))
    )


def _same_start(wishes: Sequence[Wish], number: int) -> bool:
    """Chips of spans that begin together stand side by side, so that all but the first are pushed on."""
    return number > 0 and abs(wishes[number - 1].x - wishes[number].x) < 1


def _shifts(wishes: Sequence[Wish], sizes: Sequence[int], left: float) -> list[float]:
    places = _pushed(wishes, sizes, left)
    return [place - wish.place(size) for place, wish, size in zip(places, wishes, sizes, strict=True)]


def _pushed(wishes: Sequence[Wish], sizes: Sequence[int], left: float) -> list[float]:
    """Left sides from left to right, each where it wishes or after its neighbour."""
    places: list[float] = []
    free = left
    for wish, size in zip(wishes, sizes, strict=True):
        places.append(max(free, wish.place(size)))
        free = places[-1] + wish.widths[size] + GAP
    return places


def _final(wishes: Sequence[Wish], sizes: Sequence[int], left: float, right: float) -> list[float]:
    """Moves chips that run over the right margin back, as far as their neighbours leave room."""
    places = _pushed(wishes, sizes, left)
    limit = right
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], limit - wishes[number].widths[sizes[number]])
        limit = places[number] - GAP
    return places

"""All pairs of a team of analysts over many texts: what is kept of each text, and what it adds up to."""

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations

from annotator.domain.agreement import tally
from annotator.domain.agreement.aligning import Alignment
from annotator.domain.agreement.figures import PairFigures, pair_figures
from annotator.domain.agreement.groups import LayerMarks
from annotator.domain.agreement.scope import Scope
from annotator.domain.agreement.tally import Layout
from annotator.domain.agreement.value_alpha import Match, ValueCounts, units_of

Slice = tuple[str, str]
"""A dimension of texts and a value of it: ("agency", "AP"), ("published", "2006-11")."""


class Pairing:
    """Two analysts. `vectors`: of each text of the team what it comes to, packed; 0 where one has no part in it."""

    def __init__(self, first: str, second: str) -> None:
        self.analysts = first, second
        self.total = 0
        self.vectors: list[int] = []
        self.slices: dict[Slice, int] = {}

    def skip(self) -> None:
        """A text that only others annotated."""
        self.vectors.append(0)

    def take_in(self, vector: int, slices: Iterable[Slice]) -> None:
        """A text that both annotated."""
        self.vectors.append(vector)
        self.total += vector
        for one in slices:
            self.slices[one] = self.slices.get(one, 0) + vector

    def join(self, other: "Pairing", translated: Callable[[int], int]) -> None:
        """Takes in what was made of further texts."""
        self.vectors += map(translated, other.vectors)
        self.total += translated(other.total)
        for one, total in other.slices.items():
            self.slices[one] = self.slices.get(one, 0) + translated(total)


class Team:
    """Analysts in the order in which they are compared: of two, the one named first is the reference.

    Parts of the texts can be taken in by several of these, which are then joined.
    """

    def __init__(self, analysts: Sequence[str], scope: Scope) -> None:
        self.analysts = tuple(analysts)
        self.layout = Layout()
        for what, names in (
            (tally.LABEL, scope.labels),
            (tally.LINK, scope.link_types),
            (tally.FRAME, scope.framed),
        ):
            for name in names:
                self.layout.place((what, name))
        self.pairings = {pair: Pairing(*pair) for pair in combinations(self.analysts, 2)}
        self.values = ValueCounts(scope)
        """What the attributes come to among all analysts at once."""
        self._numbers = {analyst: number for number, analyst in enumerate(self.analysts)}
        self.keys = array("q")
        """The texts that two or more annotated."""

    def take_in(
        self,
        key: int,
        layers: Mapping[str, LayerMarks],
        unfinished: Collection[str] = (),
        slices: Collection[Slice] = (),
    ) -> None:
        """A text, by its key, with the layers that count; `unfinished`: whose of them are not submitted."""
        if len(layers) < 2:
            return
        self.keys.append(key)
        matches: dict[str, list[Match]] = {}
        for (one, other), pairing in self.pairings.items():
            if one not in layers or other not in layers:
                pairing.skip()
                continue
            alignment = Alignment(layers[one], layers[other])
            pairing.take_in(self.layout.pack(alignment, one in unfinished or other in unfinished), slices)
            numbers = self._numbers[one], self._numbers[other]
            for label, found in alignment.matches.items():
                matches.setdefault(label, []).append(Match(*numbers, found))
        for label, some in matches.items():
            self.values.add(label, some[0].units() if len(some) == 1 else units_of(some))

    def join(self, other: "Team") -> None:
        """Takes in what was made of further texts by the same analysts under the same scope."""
        self.keys.extend(other.keys)
        translated = self.layout.translation(other.layout)
        for pair, pairing in self.pairings.items():
            pairing.join(other.pairings[pair], translated)
        self.values.join(other.values)

    def labels(self) -> list[str]:
        """The scheme's labels, then others that occur."""
        return self.layout.names(tally.LABEL)

    def figures(self, total: int) -> PairFigures:
        """What a sum of vectors comes to."""
        links, frames = (self.layout.names(what) for what in (tally.LINK, tally.FRAME))
        return pair_figures(self.layout.unpack(total), self.labels(), links, frames)

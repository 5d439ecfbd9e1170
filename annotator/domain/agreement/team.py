"""All pairs of a team of analysts over many texts: what is kept of each text, and what it adds up to."""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from annotator.domain.agreement import tally
from annotator.domain.agreement.aligning import Alignment
from annotator.domain.agreement.differing import LABELS, Cell, differences
from annotator.domain.agreement.figures import PairFigures, pair_figures
from annotator.domain.agreement.layers import LayerMarks
from annotator.domain.agreement.marks import Mark, Sort, sort_of
from annotator.domain.agreement.scope import Scope
from annotator.domain.agreement.tally import Layout
from annotator.domain.agreement.valued import Match, ValueCounts, units_of

Slice = tuple[str, str]
"""A dimension and its value: ("agency", "AP"), ("published", "2006-11")."""


class Cases:
    """How often something occurs, and in which texts (their keys), so that these can be opened."""

    __slots__ = ("count", "keys")

    def __init__(self) -> None:
        self.count = 0
        self.keys = array("q")

    def add(self, key: int, times: int = 1) -> None:
        """Notes so many cases in a text; texts come one after the other."""
        self.count += times
        if not self.keys or self.keys[-1] != key:
            self.keys.append(key)


class Shared:
    """How many annotations of a sort there are (of both analysts), and how many of them the colleague has too."""

    __slots__ = ("found", "overlap", "strict")

    def __init__(self) -> None:
        self.found = self.strict = self.overlap = 0


class Pairing:
    """Two analysts. `vectors`: of each text of the team what it comes to, packed; 0 where one has no part in it."""

    def __init__(self, first: str, second: str, scope: Scope) -> None:
        self.analysts = first, second
        self.total = 0
        self.vectors: list[int] = []
        self.slices: dict[Slice, int] = {}
        self.sorts: dict[Sort, Shared] = {}
        self.values = ValueCounts(scope)
        self.cells: dict[Cell, Cases] = {}

    def skip(self) -> None:
        """A text that only others annotated."""
        self.vectors.append(0)

    def take_in(self, key: int, alignment: Alignment, vector: int, slices: Iterable[Slice]) -> None:
        """A text that both annotated."""
        self.vectors.append(vector)
        self.total += vector
        for one in slices:
            self.slices[one] = self.slices.get(one, 0) + vector
        for label, found in alignment.matches.items():
            self.values.add_pairs(label, found)
            if found.pairs:
                self._cases(Cell(LABELS, label, label)).add(key, len(found.pairs))
        for case in differences(alignment):
            self._cases(case.cell).add(key)
        self._sort(alignment)

    def _cases(self, cell: Cell) -> Cases:
        cases = self.cells.get(cell)
        if cases is None:
            cases = self.cells[cell] = Cases()
        return cases

    def _sort(self, alignment: Alignment) -> None:
        """Counts annotations of both by month and origin, and those that match."""
        relabelled = alignment.relabelled
        for side, alone, labelled_otherwise in (
            (alignment.first, alignment.first_alone, [a for a, _ in relabelled]),
            (alignment.second, alignment.second_alone, [b for _, b in relabelled]),
        ):
            unmatched = Counter(map(sort_of, alone)) + Counter(map(sort_of, labelled_otherwise))
            other = alignment.second if side is alignment.first else alignment.first
            for sort, count in side.sorts.items():
                shared = self.sorts.setdefault(sort, Shared())
                shared.found += count
                shared.overlap += count - unmatched[sort]
            for mark in _equal_marks(side, other):
                self.sorts[sort_of(mark)].strict += 1


def _equal_marks(side: LayerMarks, other: LayerMarks) -> Iterable[Mark]:
    """The marks of a layer with the same span and label as one of another layer, each taken once."""
    for label, group in side.groups.items():
        theirs = other.groups.get(label)
        if theirs is None:
            continue
        if len(group.distinct) == len(group.spans) and len(theirs.distinct) == len(theirs.spans):
            yield from (
                mark for mark, span in zip(group.marks, group.spans, strict=True) if span in theirs.distinct
            )
            continue
        left = Counter(theirs.spans)
        for mark, span in zip(group.marks, group.spans, strict=True):
            if left[span]:
                left[span] -= 1
                yield mark


class Team:
    """Analysts in the order in which they are compared: of two, the one named first is the reference."""

    def __init__(self, analysts: Sequence[str], scope: Scope) -> None:
        self.analysts = tuple(analysts)
        self.scope = scope
        self.layout = Layout()
        for label in scope.labels:
            self.layout.place((tally.LABEL, label))
        self.pairings = {pair: Pairing(*pair, scope) for pair in combinations(self.analysts, 2)}
        self.values = ValueCounts(scope)
        """Attributes over all analysts at once."""
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
        for pair, pairing in self.pairings.items():
            if pair[0] not in layers or pair[1] not in layers:
                pairing.skip()
                continue
            alignment = Alignment(layers[pair[0]], layers[pair[1]])
            open_ = pair[0] in unfinished or pair[1] in unfinished
            pairing.take_in(key, alignment, self.layout.pack(alignment, open_), slices)
            for label, found in alignment.matches.items():
                numbers = self.analysts.index(pair[0]), self.analysts.index(pair[1])
                matches.setdefault(label, []).append(Match(*numbers, found))
        if len(self.analysts) > 2:
            for label, some in matches.items():
                self.values.add_units(label, units_of(some))

    def attributes(self) -> ValueCounts:
        """What the attributes come to among all."""
        if len(self.analysts) == 2:
            (pairing,) = self.pairings.values()
            return pairing.values
        return self.values

    def labels(self) -> list[str]:
        """The scheme's labels, then others that occur."""
        return self.layout.names(tally.LABEL)

    def figures(self, total: int) -> PairFigures:
        """What a sum of vectors comes to."""
        links, frames = (sorted(self.layout.names(what)) for what in (tally.LINK, tally.FRAME))
        return pair_figures(self.layout.unpack(total), self.labels(), links, frames)

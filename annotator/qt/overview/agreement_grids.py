"""What is shown of agreement as a matrix: analysts by analysts, labels by labels, labels by kinds of boundary."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotator.domain.agreement.differing import BOUNDARY, BOUNDARY_KINDS, LABELS, NOTHING, Cell
from annotator.domain.agreement.figures import PairFigures
from annotator.project.agreement import Pair
from annotator.qt.overview.agreement_rows import (
    ALL,
    Opening,
    differing,
    names_of,
    of_label,
    outcome,
    unmatched,
    who,
)
from annotator.qt.overview.figures import LEFT, MIDDLE, Column, Figure, Row

Counts = Mapping[Pair, Mapping[Cell, int]]
"""How many cases there are in each place of each pair's tables."""

NO_LABEL = "nothing"
STRICT, OVERLAP = "strict", "overlap"

_MEANING = {
    "starts earlier": "Same end; the second starts earlier",
    "starts later": "Same end; the second starts later",
    "ends earlier": "Same start; the second ends earlier",
    "ends later": "Same start; the second ends later",
    "inside": "The second lies inside the first",
    "around": "The second lies around the first",
    "crossing": "They cross",
    "split": "The second marked several in the place of the first's one",
    "merged": "The second marked one in the place of the first's several",
}


def columns_of(titles: Iterable[str]) -> list[Column]:
    """Columns of a matrix."""
    return [Column(title, side=MIDDLE) for title in titles]


def analysts(names: Sequence[str], pairs: Mapping[Pair, PairFigures], label: str, measure: str) -> list[Row]:
    """F1 of every two analysts, of a label or of all ("")."""

    def cell(one: str, other: str) -> Figure:
        if one == other:
            return Figure(tip=f"{one} with {one}")
        pair = (one, other) if (one, other) in pairs else (other, one)
        figures = of_label(pairs[pair], label)
        opens = differing([pair], label) if measure == STRICT else unmatched([pair], label)
        value = dict(figures.measures())[f"{measure} f1"]
        return outcome(value, opens, note=f"{names_of(pair)}, {label or ALL}, {measure} F1")

    return [[cell(one, other) for other in names] for one in names]


def labels(names: Sequence[str], counts: Counts) -> list[Row]:
    """Which label the second gave to what the first labelled so; the last row and column are nothing.

    The depth of a cell is its part of what the first has with that label; in the last row, of what only the second has.
    """
    total = _summed(counts, LABELS)
    said = (*names, NOTHING)
    rows: list[Row] = []
    for one in said:
        whole = sum(total[one, other] for other in said)
        rows.append([_confused(one, other, total[one, other], whole, tuple(counts)) for other in said])
    return rows


def _confused(one: str, other: str, count: int, whole: int, pairs: tuple[Pair, ...]) -> Figure:
    if one == other == NOTHING:
        return Figure(tip="What neither marked cannot be counted")
    first, second = one or NO_LABEL, other or NO_LABEL
    ours, theirs = pairs[0] if len(pairs) == 1 else ("the first", "the second")
    title = f"{first} of {ours}, {second} of {theirs}"
    here = Cell(LABELS, one, other)
    opens = Opening(f"{who(pairs)}: {title}", pairs, lambda cell: cell == here)
    tip = f"{title}: {count:,} of {whole:,}" if whole else f"{title}: none"
    return Figure(f"{count:,}", count / whole if whole else None, tip, opens if count else None, count)


def boundaries(names: Sequence[str], counts: Counts) -> list[Row]:
    """How the second's span differs from the first's where both have the label, by label; the last column sums up."""
    total, matched = _summed(counts, BOUNDARY), _summed(counts, LABELS)
    return [
        list(_edges(label, total, matched[label, label], tuple(counts)))
        for label in names
        if matched[label, label]
    ]


def _edges(
    label: str, total: Mapping[tuple[str, str], int], matched: int, pairs: tuple[Pair, ...]
) -> Iterator[Figure]:
    yield Figure(label)
    kinds = [(kind, total.get((label, kind), 0)) for kind in BOUNDARY_KINDS]
    for kind, count in (*kinds, (ALL, sum(count for _, count in kinds))):
        opens = _edge(label, kind, pairs) if count else None
        tip = f"{label}: {count:,} of {matched:,} matched pairs"
        share = count / matched if count else None
        yield Figure(f"{count:,}" if count else "", share, tip, opens, count)


def _edge(label: str, kind: str, pairs: tuple[Pair, ...]) -> Opening:
    def wanted(cell: Cell) -> bool:
        return cell.what == BOUNDARY and cell.first == label and kind in (ALL, cell.second)

    return Opening(f"{who(pairs)}, {label}: {'other boundaries' if kind == ALL else kind}", pairs, wanted)


BOUNDARY_COLUMNS = (
    Column("Label", share=1.4, side=LEFT),
    *(Column(kind.capitalize(), _MEANING[kind]) for kind in BOUNDARY_KINDS),
    Column("All", "All that match but do not start and end at the same places"),
)


def _summed(counts: Counts, what: str) -> Counter[tuple[str, str]]:
    total: Counter[tuple[str, str]] = Counter()
    for cells in counts.values():
        for cell, count in cells.items():
            if cell.what == what:
                total[cell.first, cell.second] += count
    return total

"""What the tables of agreement show: a row for each pair of analysts and each thing that was compared."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from annotator.domain.agreement import tally
from annotator.domain.agreement.bootstrap import MEAN, mean
from annotator.domain.agreement.differing import BOUNDARY, LABELS, Cell
from annotator.domain.agreement.figures import Figures, PairFigures, UnitFigures
from annotator.domain.agreement.undefined import Outcome, Undefined, number, why
from annotator.project.agreement import Pair
from annotator.qt.overview.figures import LEFT, UNDEFINED, Column, Figure, Row

Part = tuple[str, str]
"""A dimension of articles or annotations, and a value of it."""
Between = tuple[float, float]
Interval = Callable[[Pair, str, str, str], Between | None]
"""Of a pair, a kind of rows, a name and a measure: between which values it lies, if that was worked out."""

ALL = "all"

_ANALYSTS = Column("Analysts", "Whose annotations are compared; the first is the reference", 1.6, side=LEFT)
_FOUND = Column("Found", "How many annotations the first has, and the second", 1.1)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a cell opens: the cases of some pairs in those places that are `wanted`; `title` says what they are.

    `part`: only those of a part of the material.
    """

    title: str
    pairs: tuple[Pair, ...]
    wanted: Callable[[Cell], bool]
    part: Part | None = None


def who(pairs: Sequence[Pair]) -> str:
    """Of whom a title speaks."""
    return names_of(pairs[0]) if len(pairs) == 1 else f"{len(pairs)} pairs"


def _about(cell: Cell, label: str) -> bool:
    return not label or label in (cell.first, cell.second)


def unmatched(pairs: Sequence[Pair], label: str) -> Opening:
    """Annotations of a label that the other labelled otherwise or did not mark; "" is any label."""

    def wanted(cell: Cell) -> bool:
        return cell.what == LABELS and cell.first != cell.second and _about(cell, label)

    return Opening(f"{who(pairs)}, {label or 'all labels'}: without a match", tuple(pairs), wanted)


def differing(pairs: Sequence[Pair], label: str) -> Opening:
    """`unmatched`, and those that match but start or end elsewhere."""
    apart = unmatched(pairs, label).wanted

    def wanted(cell: Cell) -> bool:
        return apart(cell) or (cell.what == BOUNDARY and label in ("", cell.first))

    return Opening(f"{who(pairs)}, {label or 'all labels'}: differences", tuple(pairs), wanted)


def every(pairs: Sequence[Pair], label: str) -> Opening:
    """All annotations of a label, also those that match."""

    def wanted(cell: Cell) -> bool:
        return cell.what == LABELS and _about(cell, label)

    return Opening(f"{who(pairs)}, {label or 'all labels'}: annotations", tuple(pairs), wanted)


def names_of(pair: Pair) -> str:
    """Two analysts in a line."""
    return f"{pair[0]} · {pair[1]}"


def outcome(
    value: Outcome, opens: Opening | None = None, between: Between | None = None, note: str = ""
) -> Figure:
    """The cell of a measure: its value, between which values it lies, or why there is none."""
    exact = number(value)
    if exact is None:
        return Figure(UNDEFINED, tip=f"Undefined: {why(value)}.", opens=opens)
    text, told = f"{exact:.2f}", [f"{exact:.4f}", note]
    if between is not None:
        text += f"  ({between[0]:.2f} to {between[1]:.2f})"
        told.append(f"between {between[0]:.3f} and {between[1]:.3f} in 95 of 100 draws of the articles")
    return Figure(text, max(exact, 0.0), "\n".join(part for part in told if part), opens, exact)


def plain(text: str, tip: str = "") -> Figure:
    """A cell that says something and is no measure."""
    return Figure(text, tip=tip)


def count(value: int, opens: Opening | None = None, tip: str = "") -> Figure:
    """The cell of a number."""
    return Figure(f"{value:,}", tip=tip, opens=opens if value else None, order=value)


def found(pair: Pair, numbers: tuple[int, int], opens: Opening | None = None) -> Figure:
    """How many each of two has."""
    tip = f"{pair[0]}: {numbers[0]:,}, {pair[1]}: {numbers[1]:,}"
    return Figure(f"{numbers[0]:,} · {numbers[1]:,}", tip=tip, opens=opens, order=sum(numbers))


class _Line(NamedTuple):
    """The figures of one row: those of a pair, or of several pairs, of which it shows the mean."""

    kind: str
    name: str
    pairs: Mapping[Pair, Figures | UnitFigures]
    values: Mapping[str, Sequence[Outcome]]
    """By measure, of each pair."""
    interval: Interval

    @classmethod
    def of(
        cls, kind: str, name: str, pairs: Mapping[Pair, Figures | UnitFigures], interval: Interval
    ) -> Self:
        """The row of some pairs; every measure is worked out once."""
        measured = [dict(one.measures()) for one in pairs.values()]
        values = {measure: [one[measure] for one in measured] for measure in measured[0]}
        return cls(kind, name, pairs, values, interval)

    @property
    def who(self) -> Figure:
        """Whose they are."""
        several = len(self.pairs) > 1
        return plain(f"mean of {len(self.pairs)} pairs" if several else names_of(next(iter(self.pairs))))

    def measure(self, name: str, opens: Opening) -> Figure:
        """The cell of a measure, by its name."""
        values = self.values[name]
        if len(values) > 1:
            between = self.interval(MEAN, self.kind, self.name, name)
            return outcome(mean(values), opens, between, _spread(values))
        ((pair, figures),) = self.pairs.items()
        return outcome(
            values[0], opens, self.interval(pair, self.kind, self.name, name), _because(figures, name)
        )

    def found(self, opens: Opening) -> Figure:
        """How many each of two has; nothing of several pairs."""
        if len(self.pairs) > 1:
            return plain("")
        ((pair, figures),) = self.pairs.items()
        return found(pair, figures.found, opens)


def _because(figures: Figures | UnitFigures, measure: str) -> str:
    """The numbers that a score comes from."""
    kind, _, part = measure.rpartition(" ")
    if not kind:
        return ""
    units = figures.units if isinstance(figures, Figures) else figures
    matched = units.strict if kind == "strict" else units.overlap
    if part == "f1":
        return f"{matched:,} of {units.first:,} and {units.second:,} match"
    return f"{matched:,} of {units.second if part == 'precision' else units.first:,}"


def _together(pairs: Mapping[Pair, PairFigures]) -> Iterator[dict[Pair, PairFigures]]:
    """All pairs, if there are several, then each."""
    if len(pairs) > 1:
        yield dict(pairs)
    for pair, figures in pairs.items():
        yield {pair: figures}


def _labels(pairs: Mapping[Pair, PairFigures], interval: Interval) -> Iterator[_Line]:
    """All labels together, then one by one: of all pairs, then of each."""
    for some in _together(pairs):
        for label in ("", *next(iter(some.values())).labels):
            of = {pair: of_label(figures, label) for pair, figures in some.items()}
            yield _Line.of(tally.LABEL, label, of, interval)


def _units(pairs: Mapping[Pair, PairFigures], interval: Interval) -> Iterator[_Line]:
    """Links, then frames, each kind pooled where it has several names: of all pairs, then of each."""
    for some in _together(pairs):
        for kind, by_name in (
            (tally.LINK, {pair: {"": one.all_links, **one.links} for pair, one in some.items()}),
            (tally.FRAME, {pair: {"": one.all_frames, **one.frames} for pair, one in some.items()}),
        ):
            names = list(next(iter(by_name.values())))
            for name in names[1:] if len(names) == 2 else names:
                yield _Line.of(kind, name, {pair: named[name] for pair, named in by_name.items()}, interval)


class Spans:
    """Annotations: scores of each label and of all together."""

    columns = (
        _ANALYSTS,
        Column("Label", share=1.1, side=LEFT),
        Column("Strict F1", "Same label and both ends", 1.2),
        Column("Overlap F1", "Same label and at least one shared character, matched one to one", 1.2),
        _FOUND,
        Column("Precision", "Strict: the share of the second's that the first has"),
        Column("Recall", "Strict: the share of the first's that the second has"),
        Column("Precision ~", "By overlap: the share of the second's that the first has"),
        Column("Recall ~", "By overlap: the share of the first's that the second has"),
    )

    @staticmethod
    def rows(pairs: Mapping[Pair, PairFigures], interval: Interval) -> Iterator[Row]:
        """The mean over pairs, if there are several, then each pair."""
        for line in _labels(pairs, interval):
            differs, apart = (make(list(line.pairs), line.name) for make in (differing, unmatched))
            yield (
                line.who,
                plain(line.name or ALL),
                line.measure("strict f1", differs),
                line.measure("overlap f1", apart),
                line.found(every(list(line.pairs), line.name)),
                line.measure("strict precision", differs),
                line.measure("strict recall", differs),
                line.measure("overlap precision", apart),
                line.measure("overlap recall", apart),
            )


class Connected:
    """Links by type and whole frames by label, as units."""

    columns = (
        _ANALYSTS,
        Column("Unit", share=0.8, side=LEFT),
        Column("Name", share=1.1, side=LEFT),
        Column("Strict F1", "Same ends, same labels, same type; of a frame all its links", 1.2),
        Column("Overlap F1", "Both ends overlap; of a frame also each of its links, one to one", 1.2),
        Column("Found", "How many the first has, and the second", 1.1),
    )

    @staticmethod
    def rows(pairs: Mapping[Pair, PairFigures], interval: Interval) -> Iterator[Row]:
        """The mean over pairs, if there are several, then each pair."""
        for line in _units(pairs, interval):
            opens = _alone(list(line.pairs), line.kind, line.name)
            yield (
                line.who,
                plain(line.kind),
                plain(line.name or ALL),
                line.measure("strict f1", opens),
                line.measure("overlap f1", opens),
                line.found(opens),
            )


def _alone(pairs: Sequence[Pair], kind: str, name: str) -> Opening:
    """Links or frames that only one of two has."""
    title = f"{who(pairs)}, {f'{name} ' if name else ''}{kind}s: only one has them"
    return Opening(title, tuple(pairs), lambda cell: cell.what == kind and name in ("", cell.first))


class Expert:
    """Coefficients that are corrected for chance, for who knows what they rest on."""

    columns = (
        _ANALYSTS,
        Column("Label", share=1.1, side=LEFT),
        Column("alpha_U", "Krippendorff 2004, over the whole text", 1.2),
        Column("kappa", "Cohen 1960, over words", 1.2),
        _FOUND,
    )

    @staticmethod
    def rows(pairs: Mapping[Pair, PairFigures], interval: Interval) -> Iterator[Row]:
        """The mean over pairs, if there are several, then each pair."""
        for line in _labels(pairs, interval):
            opens = differing(list(line.pairs), line.name)
            yield (
                line.who,
                plain(line.name or ALL),
                line.measure("alpha_u", opens),
                line.measure("kappa", opens),
                line.found(every(list(line.pairs), line.name)),
            )


def _spread(values: Sequence[Outcome]) -> str:
    """From the lowest to the highest of those that are defined, and how many are not."""
    known = sorted(value for value in values if not isinstance(value, Undefined))
    parts = [f"{float(known[0]):.2f} to {float(known[-1]):.2f}"] if known else []
    if len(known) < len(values):
        parts.append(f"undefined for {len(values) - len(known)} of {len(values)} pairs")
    return ", ".join(parts)


def of_label(figures: PairFigures, label: str) -> Figures:
    """The figures of a label, or with "" of all together."""
    return figures.labels[label] if label else figures.all

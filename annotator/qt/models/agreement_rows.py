"""What the tables of agreement show: a row for each pair of analysts and each thing that was compared."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.agreement import tally
from annotator.domain.agreement.bootstrap import MEAN, mean
from annotator.domain.agreement.differing import BOUNDARY, LABELS, Cell
from annotator.domain.agreement.figures import Figures, PairFigures, UnitFigures
from annotator.domain.agreement.spans import Score
from annotator.domain.agreement.undefined import Outcome, Undefined, number, why
from annotator.project.agreement import Pair
from annotator.qt.models.figures import LEFT, UNDEFINED, Column, Figure, Row

Part = tuple[str, str]
"""A dimension of articles or annotations, and a value of it."""
Between = tuple[float, float]
Interval = Callable[[Pair, str, str, str], Between | None]
"""Of a pair, a kind of rows, a name and a measure: between which values it lies, if that was worked out."""

ALL = "all"

_ANALYSTS = Column("Analysts", "Whose annotations are compared; the first is the reference", 1.6, side=LEFT)
_FOUND = Column("Found", "How many annotations the first has, and the second", 1.1)
_STRICT = Column("Strict F1", "Same label and both ends", 1.2)
_OVERLAP = Column("Overlap F1", "Same label and at least one shared character, matched one to one", 1.2)


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
        return Figure(UNDEFINED, tip=_sentence(why(value) or ""), opens=opens)
    text, told = f"{exact:.2f}", [f"{exact:.4f}", note]
    if between is not None:
        text += f"  ({between[0]:.2f} to {between[1]:.2f})"
        told.append(f"between {between[0]:.3f} and {between[1]:.3f} in 95 of 100 draws of the articles")
    return Figure(text, max(exact, 0.0), "\n".join(part for part in told if part), opens, exact)


def f1(score: Score) -> tuple[Outcome, str]:
    """F1, and the numbers that it comes from."""
    return score.f1, f"{score.matched:,} of {score.reference:,} and {score.other:,} match"


def precision(score: Score) -> tuple[Outcome, str]:
    """Precision, and the numbers that it comes from."""
    return score.precision, f"{score.matched:,} of {score.other:,}"


def recall(score: Score) -> tuple[Outcome, str]:
    """Recall, and the numbers that it comes from."""
    return score.recall, f"{score.matched:,} of {score.reference:,}"


def _sentence(reason: str) -> str:
    return f"Undefined: {reason}."


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


class Spans:
    """Annotations: scores of each label and of all together."""

    columns = (
        _ANALYSTS,
        Column("Label", share=1.1, side=LEFT),
        _STRICT,
        _OVERLAP,
        _FOUND,
        Column("Precision", "Strict: the share of the second's that the first has"),
        Column("Recall", "Strict: the share of the first's that the second has"),
        Column("Precision ~", "By overlap: the share of the second's that the first has"),
        Column("Recall ~", "By overlap: the share of the first's that the second has"),
    )

    def __init__(self, interval: Interval) -> None:
        self._interval = interval

    def rows(self, pairs: Mapping[Pair, PairFigures]) -> Iterator[Row]:
        """The mean over pairs, if there are several; then of each pair all labels together, then one by one."""
        if len(pairs) > 1:
            for label in ("", *next(iter(pairs.values())).labels):
                yield self._mean(label, {pair: of_label(figures, label) for pair, figures in pairs.items()})
        for pair, figures in pairs.items():
            for label in ("", *figures.labels):
                yield self._row(pair, label, of_label(figures, label))

    def _mean(self, label: str, pairs: Mapping[Pair, Figures]) -> Row:
        differs, apart = differing(list(pairs), label), unmatched(list(pairs), label)

        def of_all(name: str, opens: Opening) -> Figure:
            values = [dict(one.measures())[name] for one in pairs.values()]
            between = self._interval(MEAN, tally.LABEL, label, name)
            return outcome(mean(values), opens, between, spread(values))

        return (
            plain(f"mean of {len(pairs)} pairs"),
            plain(label or ALL),
            of_all("strict f1", differs),
            of_all("overlap f1", apart),
            plain(""),
            of_all("strict precision", differs),
            of_all("strict recall", differs),
            of_all("overlap precision", apart),
            of_all("overlap recall", apart),
        )

    def _row(self, pair: Pair, label: str, figures: Figures) -> Row:
        differs, apart = differing([pair], label), unmatched([pair], label)

        def measure(name: str, value: tuple[Outcome, str], opens: Opening) -> Figure:
            return outcome(value[0], opens, self._interval(pair, tally.LABEL, label, name), value[1])

        strict, overlap = figures.strict, figures.overlap
        return (
            plain(names_of(pair)),
            plain(label or ALL),
            measure("strict f1", f1(strict), differs),
            measure("overlap f1", f1(overlap), apart),
            found(pair, figures.found, every([pair], label)),
            measure("strict precision", precision(strict), differs),
            measure("strict recall", recall(strict), differs),
            measure("overlap precision", precision(overlap), apart),
            measure("overlap recall", recall(overlap), apart),
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

    def __init__(self, interval: Interval) -> None:
        self._interval = interval

    def rows(self, pairs: Mapping[Pair, PairFigures]) -> Iterator[Row]:
        """A pair's links, then its frames; each kind pooled where it has several names."""
        for pair, figures in pairs.items():
            for kind, named, pooled in (
                (tally.LINK, figures.links, figures.all_links),
                (tally.FRAME, figures.frames, figures.all_frames),
            ):
                if len(named) != 1:
                    yield self._row(pair, kind, "", pooled)
                for name, some in named.items():
                    yield self._row(pair, kind, name, some)

    def _row(self, pair: Pair, kind: str, name: str, figures: UnitFigures) -> Row:
        title = f"{names_of(pair)}, {f'{name} ' if name else ''}{kind}s: only one has them"
        opens = Opening(title, (pair,), lambda one: one.what == kind and name in ("", one.first))

        def measure(named: str, value: tuple[Outcome, str]) -> Figure:
            return outcome(value[0], opens, self._interval(pair, kind, name, named), value[1])

        return (
            plain(names_of(pair)),
            plain(kind),
            plain(name or ALL),
            measure("strict f1", f1(figures.strict)),
            measure("overlap f1", f1(figures.overlap)),
            found(pair, figures.found, opens),
        )


class Expert:
    """Coefficients that are corrected for chance, for who knows what they rest on."""

    columns = (
        _ANALYSTS,
        Column("Label", share=1.1, side=LEFT),
        Column("alpha_U", "Krippendorff 2004, over the whole text", 1.2),
        Column("kappa", "Cohen 1960, over words", 1.2),
        _FOUND,
        Column("Articles", "That both have annotated"),
    )

    def __init__(self, interval: Interval) -> None:
        self._interval = interval

    def rows(self, pairs: Mapping[Pair, PairFigures]) -> Iterator[Row]:
        """A pair's labels together, then one by one."""
        for pair, figures in pairs.items():
            for label, some in (("", figures.all), *figures.labels.items()):
                opens = differing([pair], label)
                yield (
                    plain(names_of(pair)),
                    plain(label or ALL),
                    outcome(some.alpha_u, opens, self._interval(pair, tally.LABEL, label, "alpha_u")),
                    outcome(some.kappa, opens, self._interval(pair, tally.LABEL, label, "kappa")),
                    found(pair, some.found, every([pair], label)),
                    count(figures.head.articles),
                )


def spread(values: Sequence[Outcome]) -> str:
    """From the lowest to the highest of those that are defined, and how many are not."""
    known = sorted(value for value in values if not isinstance(value, Undefined))
    parts = [f"{float(known[0]):.2f} to {float(known[-1]):.2f}"] if known else []
    if len(known) < len(values):
        parts.append(f"undefined for {len(values) - len(known)} of {len(values)} pairs")
    return ", ".join(parts)


def of_label(figures: PairFigures, label: str) -> Figures:
    """The figures of a label, or with "" of all together."""
    return figures.labels[label] if label else figures.all

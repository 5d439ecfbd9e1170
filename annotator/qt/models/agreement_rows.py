"""What the tables of agreement show: a row for each pair of analysts and each thing that was compared."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.agreement import tally
from annotator.domain.agreement.differing import BOUNDARY, LABELS, Cell
from annotator.domain.agreement.figures import Figures, PairFigures, UnitFigures
from annotator.domain.agreement.undefined import Outcome, Undefined, number, why
from annotator.qt.models.figures import UNDEFINED, Column, Figure, Row

Pair = tuple[str, str]
Interval = Callable[[Pair, str, str, str], tuple[float, float] | None]
"""Of a pair, a kind of rows, a name and a measure: between which values it lies, if that was worked out."""

ALL = "all"

_ANALYSTS = Column(
    "Analysts", "Whose annotations are compared; the first is the reference", 1.6, numeric=False
)
_FOUND = Column("Found", "How many annotations the first has, and the second", 1.1)
_STRICT = Column("Strict F1", "Same label and both ends", 1.2)
_OVERLAP = Column("Overlap F1", "Same label and at least one shared character, matched one to one", 1.2)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a cell opens: cases in these places of the tables of some pairs; `title` says what they are."""

    title: str
    pairs: tuple[Pair, ...]
    cells: frozenset[Cell]


def names_of(pair: Pair) -> str:
    """Two analysts in a line."""
    return f"{pair[0]} · {pair[1]}"


def outcome(
    value: Outcome, opens: Opening | None = None, between: tuple[float, float] | None = None, note: str = ""
) -> Figure:
    """The cell of a measure: its value, between which values it lies, or why there is none."""
    exact = number(value)
    if exact is None:
        return Figure(UNDEFINED, tip=_sentence(why(value) or ""), opens=opens)
    text = f"{exact:.2f}"
    if between is not None:
        text += f"  {between[0]:.2f} to {between[1]:.2f}"
        note = f"{note}\nBetween {between[0]:.3f} and {between[1]:.3f} in 95 of 100 draws of articles".strip()
    tip = f"{exact:.4f}\n{note}".strip()
    return Figure(text, max(exact, 0.0), tip, opens, exact)


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
        Column("Label", share=1.1, numeric=False),
        _STRICT,
        _OVERLAP,
        _FOUND,
        Column("Precision", "Strict: the share of the second's that the first has"),
        Column("Recall", "Strict: the share of the first's that the second has"),
        Column("Precision ~", "By overlap: the share of the second's that the first has"),
        Column("Recall ~", "By overlap: the share of the first's that the second has"),
    )

    def __init__(self, places: "Places", interval: Interval) -> None:
        self._places, self._interval = places, interval

    def rows(self, pairs: Mapping[Pair, PairFigures]) -> Iterator[Row]:
        """A pair's labels together, then one by one."""
        for pair, figures in pairs.items():
            yield self._row(pair, "", figures.all)
            for label, some in figures.labels.items():
                yield self._row(pair, label, some)

    def _row(self, pair: Pair, label: str, figures: Figures) -> Row:
        differs, apart, every = (
            Opening(f"{names_of(pair)}: {title} of {label or 'all labels'}", (pair,), cells)
            for title, cells in (
                ("differences", self._places.differing(pair, label)),
                ("annotations without a match", self._places.unmatched(pair, label)),
                ("annotations", self._places.every(pair, label)),
            )
        )

        def measure(name: str, value: Outcome, opens: Opening) -> Figure:
            return outcome(value, opens, self._interval(pair, tally.LABEL, label, name))

        strict, overlap = figures.strict, figures.overlap
        return (
            plain(names_of(pair)),
            plain(label or ALL),
            measure("strict f1", strict.f1, differs),
            measure("overlap f1", overlap.f1, apart),
            found(pair, figures.found, every),
            measure("strict precision", strict.precision, differs),
            measure("strict recall", strict.recall, differs),
            measure("overlap precision", overlap.precision, apart),
            measure("overlap recall", overlap.recall, apart),
        )


class Places:
    """Which places of a pair's tables hold cases, by what one may ask for. `there`: the places that hold any."""

    def __init__(self, there: Mapping[Pair, Iterable[Cell]]) -> None:
        self._there = {pair: tuple(cells) for pair, cells in there.items()}

    def of(self, pair: Pair, wanted: Callable[[Cell], bool]) -> frozenset[Cell]:
        """The places that a condition names."""
        return frozenset(cell for cell in self._there.get(pair, ()) if wanted(cell))

    def unmatched(self, pair: Pair, label: str) -> frozenset[Cell]:
        """Annotations of a label that the other labelled otherwise or did not mark; "" is any label."""
        return self.of(
            pair, lambda one: one.what == LABELS and one.first != one.second and _about(one, label)
        )

    def differing(self, pair: Pair, label: str) -> frozenset[Cell]:
        """`unmatched`, and those that match but end elsewhere."""
        boundaries = self.of(pair, lambda one: one.what == BOUNDARY and label in ("", one.first))
        return self.unmatched(pair, label) | boundaries

    def every(self, pair: Pair, label: str) -> frozenset[Cell]:
        """All annotations of a label, with those that match."""
        return self.of(pair, lambda one: one.what == LABELS and _about(one, label))


def _about(cell: Cell, label: str) -> bool:
    return not label or label in (cell.first, cell.second)


class Connected:
    """Links by type and whole frames by label, as units."""

    columns = (
        _ANALYSTS,
        Column("Unit", share=0.8, numeric=False),
        Column("Name", share=1.1, numeric=False),
        Column("Strict F1", "Same ends, same labels, same type; of a frame all its links", 1.2),
        Column("Overlap F1", "Both ends overlap; of a frame also each of its links, one to one", 1.2),
        Column("Found", "How many the first has, and the second", 1.1),
    )

    def __init__(self, places: Places, interval: Interval) -> None:
        self._places, self._interval = places, interval

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
        cells = self._places.of(pair, lambda one: one.what == kind and name in ("", one.first))
        title = f"{names_of(pair)}: {name} {kind}s that only one has".replace("  ", " ")
        opens = Opening(title, (pair,), cells) if cells else None

        def measure(named: str, value: Outcome) -> Figure:
            return outcome(value, opens, self._interval(pair, kind, name, named))

        return (
            plain(names_of(pair)),
            plain(kind),
            plain(name or ALL),
            measure("strict f1", figures.strict.f1),
            measure("overlap f1", figures.overlap.f1),
            found(pair, figures.found, opens),
        )


class Expert:
    """Coefficients that are corrected for chance, for who knows what they rest on."""

    columns = (
        _ANALYSTS,
        Column("Label", share=1.1, numeric=False),
        Column("alpha_U", "Krippendorff 2004, over the whole text", 1.2),
        Column("kappa", "Cohen 1960, over words", 1.2),
        _FOUND,
        Column("Articles", "That both have annotated"),
    )

    def __init__(self, places: Places, interval: Interval) -> None:
        self._places, self._interval = places, interval

    def rows(self, pairs: Mapping[Pair, PairFigures]) -> Iterator[Row]:
        """A pair's labels together, then one by one."""
        for pair, figures in pairs.items():
            for label, some in (("", figures.all), *figures.labels.items()):
                cells = self._places.differing(pair, label)
                title = f"{names_of(pair)}: differences of {label or 'all labels'}"
                opens = Opening(title, (pair,), cells) if cells else None
                yield (
                    plain(names_of(pair)),
                    plain(label or ALL),
                    outcome(some.alpha_u, opens, self._interval(pair, tally.LABEL, label, "alpha_u")),
                    outcome(some.kappa, opens, self._interval(pair, tally.LABEL, label, "kappa")),
                    found(pair, some.found, opens),
                    count(figures.head.articles),
                )


def mean(values: Sequence[Outcome]) -> Outcome:
    """The mean of those that are defined; of none, why the first has no value."""
    known = [value for value in values if not isinstance(value, Undefined)]
    if not known:
        return values[0] if values else Undefined.NO_ARTICLES
    return sum(known[1:], known[0]) / len(known)

"""The views of agreement: a sentence that says what is measured and what not, and its table beside or above others."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from annotator.domain.agreement.details import MADE, ORIGIN
from annotator.domain.agreement.figures import PairFigures
from annotator.domain.wording import number
from annotator.project.agreement import Excluded, Pair
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.overview import agreement_grids as grids
from annotator.qt.overview import agreement_parts as parts
from annotator.qt.overview.agreement_rows import Connected, Expert, Spans
from annotator.qt.overview.figure_table import FigureTable
from annotator.qt.overview.figures import LEFT, Column, Figure, Row
from annotator.qt.overview.heat_map import HeatMap
from annotator.qt.overview.measured import Measured

_SPANS = (
    "F1 is the share of all that two analysts marked which the other has too. Strict: same label, same ends; it says "
    "whether their datasets would be the same. Overlap: same label, one shared character; it says whether they see the "
    "same things, not where these begin. Neither says who is right."
)
_VALUES = (
    "Krippendorff's alpha over annotations that match by overlap: 1 is always the same value, 0 is no better than "
    "values drawn by lot. It says nothing of annotations that only one has, and little where few were used."
)
_CONNECTED = (
    "A link counts as one unit with both its ends, a frame as an annotation with everything that it points to. Who "
    "differs in one end, or in one link of a frame, differs in the whole unit."
)
_DIFFERENCES = (
    "Left: a row for each label of the first analyst, a column for what the second made of it (nothing: no match). "
    "Right: where both gave the label, how the second's span lies to the first's. Neither says who is right."
)
_PARTS = (
    "The same F1 for a part of the material; few annotations make it unsteady. Parts of annotations count what was "
    "made in that month or way, and how much of it the colleague has too."
)
_EXPERT = (
    "alpha_U (Krippendorff 2004): whether both cut the same units out of the whole text, corrected for chance; long "
    "spans and wide gaps weigh more, and below 0 is worse than chance. Kappa (Cohen 1960): for each word, whether it "
    "lies in an annotation of the label; words are not independent of one another, and rare labels make it unsteady. "
    "Compare neither between labels."
)
_LEFT_OUT = (
    "Layers that do not count. Who never opened an article did not find nothing in it, and who only let the program "
    "propose did not annotate."
)

_PROGRESS = "How many articles of the project each analyst has submitted, and how many are still to be done."
_LINES = 500
"""Headlines that are kept."""
_PICTURE = 310
"""Pixels that the picture of the analysts has at least."""


class View(QWidget):
    """One of the views."""

    wanted = Signal(object)
    """A Figure whose cases are to be shown."""
    looked = Signal(object)
    """The Figure at which the keyboard stands now."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._said = PlainLabel(sentence)
        self._said.setWordWrap(True)
        self._said.setContentsMargins(10, 0, 10, 6)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._said)

    def _hold(self, *tables: FigureTable | HeatMap) -> None:
        """What is wanted of a table is wanted of the view; the first has the keyboard."""
        for table in tables:
            table.wanted.connect(self.wanted)
            table.looked.connect(self.looked)
        self.setFocusProxy(tables[0])


class SpansView(View):
    """Scores of annotations, and every two analysts at a glance."""

    def __init__(self) -> None:
        super().__init__(_SPANS)
        self.table = FigureTable("agreementTable", "Agreement", sortable=True)
        self.heat = HeatMap("agreementHeatMap", "F1 of every two analysts")
        self.label, self.measure = QComboBox(), QComboBox()
        self.label.setAccessibleName("Label")
        self.label.setToolTip("Of which label the picture shows the agreement")
        self.measure.setAccessibleName("Measure")
        self.measure.setToolTip("Strict or by overlap")
        for measure in (grids.STRICT, grids.OVERLAP):
            self.measure.addItem(f"{measure.capitalize()} F1", measure)
        self._measured = Measured()
        for box in (self.label, self.measure):
            box.currentIndexChanged.connect(lambda _: self._show_heat())
        self._hold(self.table, self.heat)
        self._lay_out()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(8, 0, 8, 4)
        above.setSpacing(6)
        above.addWidget(self.label, 1)
        above.addWidget(self.measure, 1)
        right = QWidget()
        right.setMinimumWidth(_PICTURE)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.heat, 1)
        self._column.addWidget(_beside(self.table, right, (860, 340)), 1)

    def show_measured(self, measured: Measured, pairs: Sequence[Pair]) -> None:
        """The rows of some pairs; the picture has all analysts."""
        rows = Spans.rows(measured.some(pairs), measured.interval)
        self.table.figures.show(Spans.columns, list(rows))
        self._measured = measured
        chosen = self.label.currentData()
        self.label.blockSignals(True)
        self.label.clear()
        self.label.addItem("All labels", "")
        for label in measured.labels:
            self.label.addItem(label.capitalize(), label)
        self.label.setCurrentIndex(max(self.label.findData(chosen), 0))
        self.label.blockSignals(False)
        self._show_heat()

    def _show_heat(self) -> None:
        measured = self._measured
        label, measure = self.label.currentData() or "", self.measure.currentData()
        rows = grids.analysts(measured.analysts, measured.pairs, label, measure)
        self.heat.figures.show(grids.columns_of(measured.analysts), rows, measured.analysts)


class _TableView(View):
    """A sentence and a table."""

    def __init__(self, sentence: str, object_name: str, accessible_name: str, sortable: bool = True) -> None:
        super().__init__(sentence)
        self.table = FigureTable(object_name, accessible_name, sortable=sortable)
        self._hold(self.table)
        self._column.addWidget(self.table, 1)


class ValuesView(_TableView):
    """Alpha of the attributes."""

    def __init__(self) -> None:
        super().__init__(_VALUES, "agreementValues", "Agreement on values")

    def show_measured(self, measured: Measured, pairs: Sequence[Pair]) -> None:
        """Among all analysts, or of the pair that is chosen."""
        each = measured.values(pairs)
        one_of_several = len(pairs) == 1 < len(measured.pairs)
        together = each.get(pairs[0], {}) if one_of_several else measured.attributes
        rows = parts.by_value(together, pairs, each) if pairs else ()
        self.table.figures.show(parts.VALUE_COLUMNS, list(rows))


class ConnectedView(_TableView):
    """Scores of links and whole frames."""

    def __init__(self) -> None:
        super().__init__(_CONNECTED, "agreementLinks", "Agreement on links and frames")

    def show_measured(self, measured: Measured, pairs: Sequence[Pair]) -> None:
        """The links and frames of some pairs."""
        rows = Connected.rows(measured.some(pairs), measured.interval)
        self.table.figures.show(Connected.columns, list(rows))


class ExpertView(_TableView):
    """alpha_U and kappa."""

    def __init__(self) -> None:
        super().__init__(_EXPERT, "agreementExpert", "Coefficients corrected for chance")

    def show_measured(self, measured: Measured, pairs: Sequence[Pair]) -> None:
        """The coefficients of some pairs."""
        rows = Expert.rows(measured.some(pairs), measured.interval)
        self.table.figures.show(Expert.columns, list(rows))


class DifferencesView(View):
    """Labels that are taken for one another, and where boundaries differ."""

    def __init__(self) -> None:
        super().__init__(_DIFFERENCES)
        self.labels = HeatMap("confusionMatrix", "Labels of the first by labels of the second")
        self.boundaries = FigureTable("boundaryErrors", "How boundaries differ")
        self.labels.setMinimumWidth(_PICTURE)
        self._hold(self.labels, self.boundaries)
        self._column.addWidget(_beside(self.labels, self.boundaries, (500, 880)), 1)

    def show_measured(self, measured: Measured, pairs: Sequence[Pair]) -> None:
        """Some pairs, summed up."""
        counts = measured.counts(pairs)
        titles = (*measured.labels, grids.NO_LABEL)
        rows = grids.labels(measured.labels, counts) if counts else []
        self.labels.figures.show(grids.columns_of(titles), rows, titles)
        self.boundaries.figures.show(grids.BOUNDARY_COLUMNS, grids.boundaries(measured.labels, counts))


class PartsView(_TableView):
    """Agreement in parts of the material."""

    def __init__(self) -> None:
        super().__init__(_PARTS, "agreementParts", "Agreement in parts of the material")
        self.dimension = QComboBox()
        self.dimension.setAccessibleName("Parts by")
        self.dimension.setToolTip("By what the material is divided")
        for dimension, title in parts.DIMENSIONS.items():
            self.dimension.addItem(title, dimension)
        above = QHBoxLayout()
        above.setContentsMargins(10, 0, 10, 6)
        above.setSpacing(6)
        above.addWidget(PlainLabel("Parts by"))
        above.addWidget(self.dimension)
        above.addStretch(1)
        self._column.insertLayout(1, above)
        self._shown: tuple[Measured, Sequence[Pair]] = (Measured(), ())
        self.dimension.currentIndexChanged.connect(lambda _: self.show_measured(*self._shown))

    def show_measured(self, measured: Measured, pairs: Sequence[Pair]) -> None:
        """Some pairs; the mean where there are several."""
        self._shown = measured, pairs
        dimension = self.dimension.currentData()
        columns = parts.part_columns(dimension)
        if dimension in (MADE, ORIGIN):
            rows = list(parts.by_annotation(dimension, measured.sorts(dimension, pairs), pairs))
            columns = columns[:-1]
        else:
            slices = measured.parts.get(dimension, {})
            rows = list(
                parts.by_article(
                    dimension, {v: some for v, of in slices.items() if (some := _only(of, pairs))}
                )
            )
        self.table.figures.show(columns, rows)


class LeftOutView(_TableView):
    """Layers that do not count."""

    columns = (
        Column("Article", share=3, side=LEFT),
        Column("Analysts", share=1.5, side=LEFT),
        Column("Why", share=2.5, side=LEFT),
    )

    def __init__(self, headline_of: Callable[[str], str]) -> None:
        super().__init__(_LEFT_OUT, "agreementLeftOut", "Layers that do not count", sortable=False)
        self._headline_of = lru_cache(_LINES)(headline_of)

    def show_measured(self, measured: Measured, pairs: Sequence[Pair]) -> None:
        """Shows the layers left out of the analysts that occur in some pairs; of all analysts without pairs."""
        names = {name for pair in pairs for name in pair} or set(measured.analysts)
        there = [one for one in measured.excluded if names.intersection(one.analysts)]
        self.table.figures.show(self.columns, _LeftOutRows(there, self._headline_of))


class ProgressView(_TableView):
    """How far each analyst is."""

    columns = (
        Column("Analyst", share=2, side=LEFT),
        Column("Submitted", "Articles that the analyst has submitted", 2),
        Column("In progress", "Articles that were opened and not submitted", 1.5),
        Column("Not opened", "Articles that the analyst has not opened", 1.5),
    )

    def __init__(self) -> None:
        super().__init__(_PROGRESS, "agreementProgress", "Progress of the analysts")

    def show_measured(self, measured: Measured, pairs: Sequence[Pair]) -> None:
        """All analysts, whatever pairs are chosen."""
        rows = []
        for name, done in measured.progress.items():
            share = done.submitted / done.articles if done.articles else None
            tip = f"{done.submitted:,} of {number(done.articles, 'article')}"
            left = done.articles - done.submitted - done.open
            numbers = (Figure(f"{one:,}", order=one) for one in (done.open, left))
            rows.append(
                (Figure(name), Figure(f"{done.submitted:,}", share, tip, order=done.submitted), *numbers)
            )
        self.table.figures.show(self.columns, rows)


class _LeftOutRows(Sequence[Row]):
    """Rows that are made when they come into view: there may be tens of thousands."""

    def __init__(self, there: Sequence[Excluded], headline_of: Callable[[str], str]) -> None:
        self._there, self._headline_of = there, headline_of

    def __len__(self) -> int:
        return len(self._there)

    def __getitem__(self, at):  # type: ignore[no-untyped-def] # rows are asked for one by one
        one = self._there[at]
        texts = self._headline_of(one.article), ", ".join(one.analysts), one.why
        return tuple(Figure(text, opens=one) for text in texts)


def _only(of: Mapping[Pair, PairFigures], pairs: Collection[Pair]) -> dict[Pair, PairFigures]:
    return {pair: figures for pair, figures in of.items() if pair in pairs}


def _beside(left: QWidget, right: QWidget, widths: tuple[int, int]) -> QSplitter:
    columns = QSplitter(Qt.Orientation.Horizontal)
    columns.addWidget(left)
    columns.addWidget(right)
    columns.setChildrenCollapsible(False)
    columns.setSizes(list(widths))
    for at, width in enumerate(widths):
        columns.setStretchFactor(at, width)
    return columns

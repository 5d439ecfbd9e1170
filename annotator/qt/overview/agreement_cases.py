"""The cases of a cell: what each of two analysts marked there, one case a row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.agreement.details import MADE, ORIGIN, Details
from annotator.domain.agreement.differing import ATTRIBUTE, BOUNDARY, LABELS, LINK, Cell
from annotator.domain.annotation import Annotation
from annotator.domain.problems import Progress
from annotator.domain.wording import number
from annotator.project import agreement, articles
from annotator.project.agreement import Agreement, CaseAt, Pair
from annotator.project.project import Project
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.overview.agreement_rows import Opening, Part, names_of
from annotator.qt.overview.figure_table import FigureTable
from annotator.qt.overview.figures import LEFT, Column, Figure, Row

_LONGEST = 300
"""Code points of an annotation that are shown."""

OF_ANNOTATIONS = (MADE, ORIGIN)
"""Dimensions by which annotations are divided; the others divide articles."""
Marked = Mapping[str, Annotation]


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A case of a pair; `article` is a row id, `mine` the id of my own annotation in it, or ""."""

    article: int
    headline: str
    pair: Pair
    what: str
    first: str
    second: str
    span: tuple[int, int]
    mine: str


@dataclass(frozen=True, slots=True)
class CasesRead:
    """Cases of some pairs that were read so far.

    `total`: how many there are, None where only reading tells. `at`: where to go on; `more`: whether there is more.
    """

    pairs: tuple[Pair, ...] = ()
    cases: tuple[ShownCase, ...] = ()
    total: int | None = None
    at: int = 0
    more: bool = False


Stop = tuple[Pair, Cell, int]
"""A cell of a pair's tables and an article that has cases there."""


def _stops(opening: Opening, details: Mapping[Pair, Details]) -> Iterator[Stop]:
    """Where the cases are that are wanted: cell by cell, labels first, article by article."""
    for pair in opening.pairs:
        for cell in sorted(details[pair].cells, key=lambda cell: (cell.what != LABELS, cell)):
            if opening.wanted(cell):
                for key in details[pair].cells[cell].keys:
                    yield pair, cell, key


def _total(opening: Opening, details: Mapping[Pair, Details]) -> int | None:
    if opening.part is not None:
        return None
    return sum(
        places.count
        for pair in opening.pairs
        for cell, places in details[pair].cells.items()
        if opening.wanted(cell)
    )


def read(
    project: Project,
    found: Agreement,
    opening: Opening,
    details: Mapping[Pair, Details],
    before: CasesRead,
    most: int,
    progress: Progress,
) -> CasesRead:
    """`before` and at least `most` more cases, as far as there are any; articles are read as they are now."""
    stops, part = list(_stops(opening, details)), opening.part
    if part is not None and part[0] not in OF_ANNOTATIONS:
        among = agreement.in_part(project, {key for *_, key in stops}, part)
        stops = [stop for stop in stops if stop[2] in among]
    cases, at = list(before.cases), before.at
    sides = _Sides(project)
    while at < len(stops) and len(cases) < len(before.cases) + most:
        progress.step(len(cases) - len(before.cases), most)
        pair, cell, key = stops[at]
        at += 1
        for case in agreement.cases(project, found, pair, cell, [key]):
            shown = _shown(project, sides, case, pair, part)
            if shown is not None:
                cases.append(shown)
    return CasesRead(opening.pairs, tuple(cases), _total(opening, details), at, at < len(stops))


class _Sides:
    """Texts, headlines and annotations of the articles that were read last."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.text: Callable[[int], str] = lru_cache(8)(lambda key: articles.load(project, key).text)
        self.headline: Callable[[int], str] = lru_cache(8)(lambda key: articles.headline_of(project, key))
        self.marked: Callable[[int, str], Marked] = lru_cache(16)(self._marked)

    def _marked(self, key: int, analyst: str) -> Marked:
        layer = articles.layer_of(self._project, key, analyst)
        return {one.id: one for one in layer.annotations} if layer else {}


def _shown(project: Project, sides: _Sides, case: CaseAt, pair: Pair, part: Part | None) -> ShownCase | None:
    """A case in words; None where none of its annotations is of the part that is wanted."""
    first, second = (
        [marked[uid] for uid in ids if uid in (marked := sides.marked(case.key, analyst))]
        for analyst, ids in zip(pair, (case.first, case.second), strict=True)
    )
    if part is not None and not any(_is_of(part, one) for one in (*first, *second)):
        return None
    own = dict(zip(pair, (first, second), strict=True)).get(project.analyst, [])
    return ShownCase(
        case.key,
        sides.headline(case.key),
        pair,
        _what(case.cell, first, second, pair),
        _words(sides.text(case.key), first),
        _words(sides.text(case.key), second),
        (own or first or second)[0].span if first or second else case.span,
        own[0].id if own else "",
    )


def _is_of(part: Part, one: Annotation) -> bool:
    dimension, value = part
    if dimension not in OF_ANNOTATIONS:
        return True
    return value == (one.made[:7] if dimension == MADE else one.origin)


def _what(cell: Cell, first: Sequence[Annotation], second: Sequence[Annotation], pair: Pair) -> str:
    alone = "" if first and second else f"only {pair[0] if first else pair[1]}"
    if cell.what == LABELS:
        return alone or ("match" if cell.first == cell.second else "another label")
    if cell.what == BOUNDARY:
        return cell.second
    if cell.what == ATTRIBUTE:
        return f"{cell.second}: " + " – ".join(_value(some, cell.second) for some in (first, second))
    return f"{cell.first}, {alone}" if cell.what == LINK else f"whole {cell.first}, {alone}"


def _value(some: Sequence[Annotation], name: str) -> str:
    value = some[0].attributes.get(name, "") if some else ""
    return ", ".join(value) if isinstance(value, list) else value


def _words(text: str, some: Sequence[Annotation]) -> str:
    return "  +  ".join(
        f"{one.label}: {' '.join(text[one.start : one.end][:_LONGEST].split())}" for one in some
    )


_ASK = "A click or Return on a figure lists its cases here."


class CasesArea(QWidget):
    """Return or a double click shows a case in its text."""

    placeWanted = Signal(int, str, object)
    """Row id of the article, the id of my annotation there or "", and where it is."""
    moreWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.table = FigureTable("agreementCases", "Cases", by_click=False)
        self.table.setToolTip("Return or a double click shows the place in its article")
        self._title = PlainLabel(_ASK)
        self.more = QPushButton("More")
        self.more.setAccessibleName("More cases")
        self.more.setToolTip("List the next cases")
        self.more.hide()
        self._what = ""
        above = QHBoxLayout()
        above.setContentsMargins(10, 5, 10, 5)
        above.addWidget(self._title, 1)
        above.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        self.more.clicked.connect(self.moreWanted)
        self.table.wanted.connect(self._want)

    def clear(self) -> None:
        """Nothing is opened."""
        self.begin("")
        self._title.setText(_ASK)

    def begin(self, title: str) -> None:
        """Cases of something else are on their way."""
        self._what = title
        self._title.setText(title)
        self.more.hide()
        self.table.figures.show(_columns(()), [])

    def show_cases(self, read: CasesRead) -> None:
        """Shows the cases that were read so far, of how many there are."""
        shown = len(read.cases)
        told = number(shown, "case")
        if read.more:
            told = f"the first {told}" + (f" of {read.total:,}" if read.total else "")
        self._title.setText(f"{self._what}: {told}")
        self.more.setVisible(read.more)
        self.table.figures.show(_columns(read.pairs), _rows(read.cases, len(read.pairs) > 1))

    def _want(self, figure: Figure) -> None:
        case = figure.opens
        if isinstance(case, ShownCase):
            self.placeWanted.emit(case.article, case.mine, case.span)


def _columns(pairs: Sequence[Pair]) -> tuple[Column, ...]:
    """Of one pair the columns bear the names; of several each row says whose case it is."""
    first, second = pairs[0] if len(pairs) == 1 else ("The first", "The second")
    return (
        *((Column("Analysts", share=1.2, side=LEFT),) if len(pairs) > 1 else ()),
        Column("What", share=1.3, side=LEFT),
        Column(first, share=2.4, side=LEFT),
        Column(second, share=2.4, side=LEFT),
        Column("Article", share=2, side=LEFT),
    )


def _rows(cases: Sequence[ShownCase], named: bool) -> list[Row]:
    rows: list[Row] = []
    for case in cases:
        texts = (names_of(case.pair),) * named + (case.what, case.first, case.second, case.headline)
        rows.append(tuple(Figure(text, tip=text, opens=case) for text in texts))
    return rows

"""The cases of a cell: what each of two analysts marked there, one case a row."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.wording import number
from annotator.project.agreement import Pair
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.overview.agreement_case_list import CasesRead, ShownCase
from annotator.qt.overview.agreement_rows import names_of
from annotator.qt.overview.figure_table import FigureTable
from annotator.qt.overview.figures import LEFT, Column, Figure, Row

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

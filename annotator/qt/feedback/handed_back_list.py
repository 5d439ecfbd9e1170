"""The articles that were handed back to me: what is to be done first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.wording import number
from annotator.project.reviewing.feedback import HandedBack
from annotator.qt.kit.list_model import Index, ListModel, RowRole
from annotator.qt.kit.paint import smaller
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.kit.rows import LeadingRows
from annotator.qt.kit.two_lines import Cell, TwoLines

_MOST_SHOWN = 2


class HandedBackList(QWidget):
    """Hidden where there are none. Return opens one; the button takes it up again besides."""

    openWanted = Signal(object)
    """A HandedBack is to be opened."""
    takeUpWanted = Signal(object)
    """It is to be reopened as well."""

    def __init__(self) -> None:
        super().__init__()
        self._title = PlainLabel()
        self._title.setFont(smaller(self._title.font(), 0.5, bold=True))
        self._model = _Model()
        self.list = LeadingRows("handedBackList", "Handed back to you", self._model, _Cells())
        self.list.setToolTip("Return or a double click opens the article")
        self._height = self.list.verticalHeader().defaultSectionSize()
        self.take_up = QPushButton("Open and take up again")
        self.take_up.setAccessibleName("Open the article and take it up again")
        self.take_up.setToolTip("Open the article and your layer of it, to mend it and submit it again")
        self.take_up.setAutoDefault(False)
        self.list.wanted.connect(lambda: self._emit(self.openWanted.emit))
        self.take_up.clicked.connect(lambda: self._emit(self.takeUpWanted.emit))
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.take_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 2, 8, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.list)
        self.hide()

    def show_articles(self, found: Sequence[HandedBack], writable: bool) -> None:
        """Lists them."""
        row = max(0, self.list.currentIndex().row())
        if list(found) != self._model.rows:
            self._model.put(list(found))
        self._title.setText(f"Handed back to you: {number(len(found), 'article')}")
        self.list.setFixedHeight(min(len(found), _MOST_SHOWN) * self._height + 2)
        self.setVisible(bool(found))
        self.take_up.setEnabled(writable)
        if found:
            self.list.setCurrentIndex(self._model.index(min(row, len(found) - 1)))

    def _emit(self, emit: Callable[[HandedBack], object]) -> None:
        one = self.list.currentIndex().data(RowRole)
        if one is not None:
            emit(one)


class _Model(ListModel[HandedBack]):
    def shown(self, row: HandedBack) -> str:
        return row.headline

    def told(self, row: HandedBack) -> str:
        return f"{row.headline}\n{row.sentence}"


class _Cells(TwoLines):
    """The headline, below it who and why."""

    pad = 6

    def paint_row(self, cell: Cell, row: HandedBack, index: Index) -> None:
        cell.upper(row.headline)
        cell.lower(row.sentence)

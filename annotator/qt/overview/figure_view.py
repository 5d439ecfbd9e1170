"""What every view of figures does: cells are walked with the arrows, and opened by a click or by Return."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from annotator.qt.overview.figures import Figure, FigureRole, Figures

Index = QModelIndex | QPersistentModelIndex


class FigureView(QTableView):
    """Where the model is filled again, the keyboard stands where it stood."""

    wanted = Signal(object)
    """A Figure whose cases are to be shown."""
    looked = Signal(object)
    """The Figure at which the keyboard stands now."""

    def __init__(self, model: Figures, object_name: str, accessible_name: str, by_click: bool = True) -> None:
        """Where `by_click` is off, a double click opens, and whole rows are chosen."""
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(accessible_name)
        self.figures = model
        self.setModel(model)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self._stood = 0, 0
        (self.clicked if by_click else self.doubleClicked).connect(self._want)
        if not by_click:
            self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        model.modelAboutToBeReset.connect(self._note)
        model.modelReset.connect(self._on_reset)

    def _note(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self._stood = index.row(), index.column()

    def _on_reset(self) -> None:
        self.share_width()
        rows, columns = self.figures.rowCount(), self.figures.columnCount()
        if rows and columns:
            row, column = self._stood
            self.setCurrentIndex(self.figures.index(min(row, rows - 1), min(column, columns - 1)))

    def share_width(self) -> None:
        """Gives every column its width."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share what there is."""
        super().resizeEvent(event)
        self.share_width()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tells where the keyboard stands."""
        super().currentChanged(current, previous)
        figure = current.data(FigureRole)
        if figure is not None:
            self.looked.emit(figure)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _want(self, index: Index) -> None:
        figure = index.data(FigureRole)
        if isinstance(figure, Figure) and figure.opens is not None:
            self.wanted.emit(figure)

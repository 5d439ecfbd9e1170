"""A list whose rows are all of one height."""

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from annotator.qt.kit.two_lines import TwoLines


class Rows(QTableView):
    """A table of one column without a grid: unlike a list view it does not visit every row to lay them out."""

    def __init__(
        self, object_name: str, accessible_name: str, model: QAbstractItemModel, delegate: TwoLines
    ) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(accessible_name)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(delegate.height(self.font()))
        self.setModel(model)
        delegate.setParent(self)
        self.setItemDelegate(delegate)


class LeadingRows(Rows):
    """Rows that lead somewhere: Return or a double click on one wants it."""

    wanted = Signal()
    """The current row is wanted."""

    def __init__(
        self, object_name: str, accessible_name: str, model: QAbstractItemModel, delegate: TwoLines
    ) -> None:
        super().__init__(object_name, accessible_name, model, delegate)
        self.doubleClicked.connect(lambda _: self.wanted.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return wants the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

"""The assigned articles, who of each is how far, and taking assignments back."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.wording import number
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.kit.rows import Rows
from annotator.qt.team.assigned_list import AssignedList, AssignedRows, row_height

_EVERYBODY = ""


class AssignedPage(QWidget):
    """A row an article; several can be selected."""

    takingBackWanted = Signal(object, object)
    """Assignments that were not begun are to be taken back: of these articles (row ids), from these analysts or all."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._writable = bridge.writable
        self._given: Mapping[int, tuple[str, ...]] = {}
        self.model = AssignedList(bridge)
        self.list = Rows("assignedList", "Assigned articles")
        self.list.set_row_height(row_height(self.list.font()))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setModel(self.model)
        self.list.setItemDelegate(AssignedRows(self.list))
        self.whose = QComboBox()
        self.whose.setAccessibleName("Assigned to")
        self.whose.setToolTip("Show what is assigned to somebody")
        self.whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.whose.currentIndexChanged.connect(lambda _: self._show())
        self._count = PlainLabel()
        self.back = QPushButton("Take back what was not begun")
        self.back.setToolTip(
            "Take back the assignments of the selected articles that nobody has begun; undo brings them back"
        )
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self._take_back)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._lay_out()
        self._enable()

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.whose)
        top.addWidget(self._count, 1)
        below.addStretch(1)
        below.addWidget(self.back)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addLayout(below)

    def show_assignments(self, given: Mapping[int, tuple[str, ...]], names: Sequence[str]) -> None:
        """Shows who has what: analysts by the article's row id."""
        self._given = given
        shown = self.whose.currentData() or _EVERYBODY
        self.whose.blockSignals(True)
        self.whose.clear()
        self.whose.addItem("Everybody's articles", _EVERYBODY)
        for name in names:
            self.whose.addItem(name, name)
        self.whose.setCurrentIndex(max(0, self.whose.findData(shown)))
        self.whose.blockSignals(False)
        self._show()

    def _show(self) -> None:
        name = self.whose.currentData()
        self.model.show([key for key, names in self._given.items() if name in (None, _EVERYBODY, *names)])
        self._count.setText(f"{number(self.model.rowCount(), 'article')} assigned")
        self._enable()

    @property
    def selected(self) -> list[int]:
        """Row ids of the selected articles."""
        return [self.model.key(index.row()) for index in self.list.selectionModel().selectedIndexes()]

    def _enable(self) -> None:
        self.back.setEnabled(self._writable and self.list.selectionModel().hasSelection())

    def _take_back(self) -> None:
        name = self.whose.currentData()
        self.takingBackWanted.emit(self.selected, [name] if name else None)

"""Equal mentions in the whole project: what is to be done with them, and where, each in its context."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.wording import number
from annotator.project.project import Project
from annotator.project.propagating import Place
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.plain import PlainLabel, caption
from annotator.qt.kit.rows import Rows
from annotator.qt.text.place_list import PlaceList, PlaceRows, row_height

Choices = Mapping[str, tuple[str, Sequence[Place]]]
"""What can be done: by its name, the words for it and the places that it concerns."""


class PropagateDialog(QDialog):
    """Return does it to every ticked place; Space takes a tick away. `left_out` says which places are not offered."""

    def __init__(
        self, parent: QWidget, reader: Project, words: str, choices: Choices, left_out: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Equal mentions in the project")
        self.resize(min(860, parent.width() - 40), min(620, parent.height() - 60))
        self._choices = choices
        self.model = PlaceList(reader)
        self.list = Rows("placeList", "Places")
        self.list.set_row_height(row_height(self.list.font()))
        self.list.setModel(self.model)
        self.list.setItemDelegate(PlaceRows(self.list))
        self.list.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._toggle(index.row()))
        self._what = QComboBox()
        self._what.setAccessibleName("What to do")
        for name, (text, places) in choices.items():
            self._what.addItem(f"{text} ({len(places):,})", name)
        self._what.currentIndexChanged.connect(self._show)
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Cancel)
        self._go = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setDefault(True)
        self._go.setToolTip("Do it to every ticked place; one undo takes it back (Return)")
        self.model.ticked.connect(self._count)
        self._lay_out(words, left_out, buttons)
        self._show()
        self.list.setFocus()

    def _lay_out(self, words: str, left_out: str, buttons: QDialogButtonBox) -> None:
        title = PlainLabel(f"“{words if len(words) <= 80 else words[:79] + '…'}”")
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self._what)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(
            PlainLabel("Space takes a place's tick away · Ctrl+A and Space for all · Return does it")
        )
        column.addWidget(self.list, 1)
        if left_out:
            said = PlainLabel(left_out)
            said.setObjectName("leftOut")
            said.setWordWrap(True)
            column.addWidget(said)
        column.addWidget(buttons)
        self.list.setSelectionMode(Rows.SelectionMode.ExtendedSelection)

    @property
    def action(self) -> str:
        """The name of what is to be done."""
        return str(self._what.currentData())

    @property
    def places(self) -> list[Place]:
        """Where it is to be done."""
        return self.model.chosen

    def _show(self) -> None:
        self.model.show(self._choices[self.action][1])
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))

    def _count(self, ticked: int) -> None:
        self._go.setText(caption(f"{self._choices[self.action][0]}: {number(ticked, 'place')}"))
        self._go.setEnabled(ticked > 0)

    def _toggle(self, row: int) -> None:
        self.model.tick([row], not self.model.is_ticked(row))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space ticks what is selected; Return accepts."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Space:
                rows = [index.row() for index in self.list.selectionModel().selectedIndexes()]
                self.model.tick(rows, not all(self.model.is_ticked(row) for row in rows))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._go.isEnabled():
                self.accept()
                return True
        return super().eventFilter(watched, event)

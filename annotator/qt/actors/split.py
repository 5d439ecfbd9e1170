"""Which forms of an entry become an entry of their own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.actor import ACTOR_TYPES, Actor
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.plain import set_window_title


class SplitDialog(QDialog):
    """The new entry is named by one of the forms, or otherwise."""

    def __init__(self, parent: QWidget, actor: Actor) -> None:
        super().__init__(parent)
        set_window_title(self, f"Split {actor.name}")
        self.resize(420, 420)
        self.list = QListWidget()
        self.list.setAccessibleName("Forms to move")
        self.list.setToolTip("Space ticks a form that moves to the new entry")
        for form, kind in actor.forms():
            if kind != "name":
                item = QListWidgetItem(f"{form}  –  {kind}")
                item.setData(Qt.ItemDataRole.UserRole, form)
                item.setCheckState(Qt.CheckState.Unchecked)
                self.list.addItem(item)
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setAccessibleName("Name of the new entry")
        self.name.setToolTip("One of the forms, or another name")
        self.type = QComboBox()
        self.type.setAccessibleName("Type of the new entry")
        self.type.setToolTip("What the new actor is")
        self.type.addItems(list(ACTOR_TYPES))
        self.type.setCurrentText(actor.type)
        self.repoint = QCheckBox("Point my mentions of these words to the new entry, in all articles")
        self.repoint.setChecked(True)
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Cancel)
        self.split = buttons.addButton("Split", QDialogButtonBox.ButtonRole.AcceptRole)
        self.split.setToolTip("Make the new entry; undo takes it back")
        form_layout = QFormLayout()
        form_layout.addRow("Name", self.name)
        form_layout.addRow("Type", self.type)
        column = QVBoxLayout(self)
        column.addWidget(self.list, 1)
        column.addLayout(form_layout)
        column.addWidget(self.repoint)
        column.addWidget(buttons)
        self.list.itemChanged.connect(lambda _: self._show_names())
        self.name.editTextChanged.connect(lambda _: self._enable())
        self._enable()

    @property
    def forms(self) -> list[str]:
        """The forms that move."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() == Qt.CheckState.Checked]

    @property
    def new_name(self) -> str:
        """The name of the new entry."""
        return self.name.currentText().strip()

    def _show_names(self) -> None:
        """Offers the ticked forms; a name that was typed stays."""
        offered = [self.name.itemText(place) for place in range(self.name.count())]
        typed = self.new_name if self.new_name not in offered else ""
        kept = typed or (self.new_name if self.new_name in self.forms else "")
        self.name.clear()
        self.name.addItems(self.forms)
        if kept:
            self.name.setEditText(kept)
        self._enable()

    def _enable(self) -> None:
        self.split.setEnabled(bool(self.forms and self.new_name))

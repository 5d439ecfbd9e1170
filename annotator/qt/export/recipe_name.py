"""Under which name a recipe is kept: one of those that there are, or a new one."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.qt.kit.plain import PlainLabel


class RecipeName(QWidget):
    """A name that is typed is only a name: what was chosen stays. A name taken from the list loads that recipe."""

    picked = Signal(str)
    """A recipe was taken from the list."""
    entered = Signal()
    """Return was pressed in the field."""
    forgotten = Signal(str)
    """The recipe of that name is not wanted any more."""

    def __init__(self, names: Iterable[str], usual: str, writable: bool) -> None:
        super().__init__()
        self._usual, self._writable = usual, writable
        self._shown = usual
        self.field, self.forget, self.warning = QComboBox(), QPushButton("Forget"), PlainLabel()
        self._set_up(names)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.warning)
        self.setFocusProxy(self.field)
        self._say()

    def _set_up(self, names: Iterable[str]) -> None:
        field = self.field
        field.setEditable(True)
        # A half-typed name must not become that of another recipe.
        field.setCompleter(None)  # type: ignore[arg-type]
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setAccessibleName("Recipe")
        field.setToolTip("Choose one that was kept, or type a name to keep this one under it")
        field.addItems(sorted(names, key=lambda name: (name != self._usual, name)))
        line = field.lineEdit()
        assert line is not None
        line.installEventFilter(self)
        field.activated.connect(lambda _row: self.picked.emit(field.currentText()))
        field.editTextChanged.connect(self._say)
        self.forget.setToolTip("Remove this recipe from the project")
        self.forget.setAutoDefault(False)
        self.forget.clicked.connect(lambda: self.forgotten.emit(self.name))
        self.warning.setWordWrap(True)

    @property
    def name(self) -> str:
        """The name that stands there, or the usual one."""
        return self.field.currentText().strip() or self._usual

    def show_name(self, name: str) -> None:
        """Shows the name of the recipe that was loaded."""
        self._shown = name
        # The row too: where it stood on another one, that could not be picked.
        self.field.setCurrentIndex(self.field.findText(name))
        self.field.setEditText(name)
        self._say()

    def take_away(self, name: str) -> None:
        """That recipe is gone; what was chosen will be kept under the usual name."""
        row = self.field.findText(name)
        if row >= 0:
            self.field.removeItem(row)
        self.show_name(self._usual)

    def _say(self) -> None:
        there = self.field.findText(self.name) >= 0
        self.forget.setEnabled(self._writable and there)
        other = there and self.name not in (self._usual, self._shown)
        self.warning.setText(f"The recipe “{self.name}” will become this one." if other else "")
        self.warning.setVisible(other)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return is for the dialog: the box itself would load the recipe of that name over what was chosen."""
        key = event.key() if isinstance(event, QKeyEvent) else None
        if event.type() == QEvent.Type.KeyPress and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

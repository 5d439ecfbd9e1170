"""The attributes of a label and their values."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.scheme import FILLS
from annotator.domain.scheme_draft import AttributeDraft, LabelDraft, SchemeDraft, ValueDraft, free_name
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.scheme.parts import DraftPage, choose, combo, titled

_TYPES = (
    ("choice", "one of several values"),
    ("choices", "several values"),
    ("text", "free text"),
    ("registry", "an actor of the registry"),
)
_FILLS = (("", "nothing: the first value, or empty"), *((fill, f"the {fill} in the text") for fill in FILLS))
_VALUE_BUTTONS = (
    ("+", "Add a value", "add"),
    ("−", "Take the value out", "remove"),
    ("↑", "Move the value up", "up"),
    ("↓", "Move the value down", "down"),
)


class AttributesPage(DraftPage[AttributeDraft]):
    """The attributes of a label."""

    def __init__(self) -> None:
        super().__init__("attributes", "attribute")
        self.type = combo(_TYPES, "Attribute's type", "What can be said here")
        self.required = QCheckBox("must be set")
        self.required.setToolTip("An annotation without it is not complete")
        self.fill = combo(_FILLS, "Proposed from", "What a new annotation's value is proposed from")
        self.values = ValueTable()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        kind = QHBoxLayout()
        kind.addWidget(self.type, 1)
        kind.addWidget(self.required)
        titled(self.form, "Typ&e", kind, self.type)
        self.form.addRow("&Proposed from", self.fill)
        self.form.addRow("&Values", self.values)

    def _connect(self) -> None:
        self.type.activated.connect(lambda _: self._set("type", self.type.currentData()))
        self.fill.activated.connect(lambda _: self._set("fill", self.fill.currentData()))
        self.required.toggled.connect(lambda on: self._set("required", on))
        self.values.changed.connect(self.changed)

    def show_label(self, _draft: SchemeDraft, label: LabelDraft | None) -> None:
        """Shows the attributes of a label."""
        self._label = label
        self._fill(0)

    def _show(self) -> None:
        one = self._current
        self._showing = True
        self._form.setEnabled(one is not None)
        self.name.setText(one.name if one else "")
        choose(self.type, one.type if one else "choice")
        choose(self.fill, one.fill if one else "")
        self.required.setChecked(bool(one and one.required))
        self.values.show_attribute(self._label, one)
        self._showing = False

    def parts_of(self, label: LabelDraft) -> list[AttributeDraft]:
        return label.attributes

    def name_of(self, part: AttributeDraft) -> str:
        return part.name

    def rename(self, label: LabelDraft, part: AttributeDraft, name: str) -> None:
        label.rename_attribute(part, name)

    def made(self, taken: list[str]) -> AttributeDraft:
        return AttributeDraft(free_name("attribute", taken), "text")

    def _was_set(self, part: AttributeDraft) -> None:
        self.values.show_attribute(self._label, part)


class ValueTable(QWidget):
    """The values of a choice, each with the key that sets it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._label: LabelDraft | None = None
        self._attribute: AttributeDraft | None = None
        self.table = QTableWidget(0, 2)
        self.table.setObjectName("values")
        self.table.setAccessibleName("Values with their keys")
        self.table.setHorizontalHeaderLabels(["Value", "Key"])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.table.itemChanged.connect(self._on_item)
        self._none = PlainLabel("Free text and actors have no list of values.")
        self._none.setWordWrap(True)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for sign, tip, name in _VALUE_BUTTONS:
            button = QToolButton()
            button.setText(sign)
            button.setAutoRaise(True)
            button.setAccessibleName(tip)
            button.setToolTip(harmless(tip))
            button.clicked.connect(lambda _=False, name=name: self._do(name))
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self.table, self._buttons, self._none):
            column.addWidget(part)

    def show_attribute(self, label: LabelDraft | None, attribute: AttributeDraft | None) -> None:
        """Shows an attribute's values; nothing where its type has none."""
        self._label, self._attribute = label, attribute
        has = attribute is not None and attribute.is_choice
        for part in (self.table, self._buttons):
            part.setVisible(has)
        self._none.setVisible(attribute is not None and not has)
        self._fill(self.table.currentRow())

    def _fill(self, current: int) -> None:
        values = self._attribute.values if self._attribute else []
        self.table.blockSignals(True)
        self.table.setRowCount(len(values))
        for row, value in enumerate(values):
            self.table.setItem(row, 0, QTableWidgetItem(value.name))
            key = QTableWidgetItem(value.key)
            key.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.table.setItem(row, 1, key)
        if values:
            self.table.setCurrentCell(max(0, min(current, len(values) - 1)), 0)
        self.table.blockSignals(False)

    def _on_item(self, item: QTableWidgetItem) -> None:
        if self._attribute is None or self._label is None:
            return
        value = self._attribute.values[item.row()]
        if item.column() == 0:
            self._label.rename_value(self._attribute, value, item.text().strip())
        else:
            value.key = item.text().strip().lower()[:1]
            self._fill(item.row())
        self.changed.emit()

    def _do(self, name: str) -> None:
        if self._attribute is None:
            return
        values, row = self._attribute.values, self.table.currentRow()
        to = {"add": len(values), "remove": row, "up": row - 1, "down": row + 1}[name]
        if name == "add":
            values.append(ValueDraft(free_name("value", [one.name for one in values])))
        elif not 0 <= row < len(values) or not 0 <= to < len(values):
            return
        elif name == "remove":
            del values[row]
        else:
            values.insert(to, values.pop(row))
        self._fill(to)
        made = self.table.item(to, 0) if name == "add" else None
        if made is not None:
            self.table.editItem(made)
        self.changed.emit()

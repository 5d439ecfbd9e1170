"""One field for each attribute of a label, as its type asks for. Made from the scheme: rows as data."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QToolButton, QWidget

from annotator.domain.annotation import AttributeValue
from annotator.domain.scheme import Attribute
from annotator.qt.widgets.flow import Flow
from annotator.qt.widgets.paint import smaller

Told = Callable[[str, AttributeValue | None], None]
"""Called with an attribute's name and the value that the analyst gave it."""
Keys = Mapping[str, str]
"""The key that sets a value, by the value."""


def field(attribute: Attribute, value: AttributeValue | None, told: Told, keys: Keys) -> QWidget:
    """The widget that shows and changes a value."""
    made = _FIELDS[attribute.type](attribute, value, told, keys)
    made.setAccessibleName(attribute.name)
    return made


def _values(attribute: Attribute, value: AttributeValue | None, told: Told, keys: Keys) -> QWidget:
    """A button for each value: all of them are seen at once, each with its key."""
    area = QWidget()
    row, group = Flow(area), QButtonGroup(area)
    group.setExclusive(False)
    chosen = value if isinstance(value, list) else [value]
    for name in attribute.values:
        button = _button(attribute, name, keys.get(name, ""))
        button.setChecked(name in chosen)
        button.clicked.connect(lambda _, name=name: told(attribute.name, attribute.pressed(value, name)))
        group.addButton(button)
        row.addWidget(button)
    if group.buttons():
        area.setFocusProxy(group.buttons()[0])
    return area


def _button(attribute: Attribute, name: str, key: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName("value")
    button.setText(f"{name}  {key.upper()}" if key else name)
    button.setAccessibleName(f"{attribute.name}: {name}")
    button.setToolTip(f"Set {attribute.name} to {name}" + (f" ({key.upper()})" if key else ""))
    button.setCheckable(True)
    button.setFont(smaller(button.font(), 1))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setProperty("value", name)
    return button


def _text(attribute: Attribute, value: AttributeValue | None, told: Told, keys: Keys) -> QWidget:
    line = QLineEdit(value if isinstance(value, str) else "")
    line.setPlaceholderText("–")
    line.editingFinished.connect(lambda: told(attribute.name, line.text().strip() or None))
    return line


_FIELDS: dict[str, Callable[[Attribute, AttributeValue | None, Told, Keys], QWidget]] = {
    "choice": _values,
    "choices": _values,
    "text": _text,
    "registry": _text,
}

"""One field for each attribute of a label, as its type asks for. Made from the scheme: rows as data."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QToolButton, QWidget

from annotator.domain.annotation import AttributeValue
from annotator.domain.scheme import Attribute
from annotator.qt.kit.flow import Flow
from annotator.qt.kit.paint import smaller
from annotator.qt.kit.plain import caption, harmless

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
    area = Flow()
    group = QButtonGroup(area)
    group.setExclusive(False)
    chosen = value if isinstance(value, list) else [value] if value else []
    strange = [name for name in chosen if name not in attribute.values]
    for name in (*attribute.values, *strange):
        button = _button(attribute, name, keys.get(name, ""), name in strange)
        button.setChecked(name in chosen)
        button.clicked.connect(lambda _, name=name: told(attribute.name, _pressed(attribute, value, name)))
        group.addButton(button)
        area.add(button)
    if group.buttons():
        area.setFocusProxy(group.buttons()[0])
    return area


def _pressed(attribute: Attribute, value: AttributeValue | None, name: str) -> AttributeValue | None:
    """What a click makes of the value; one that the scheme does not know (any more) can only go."""
    if name not in attribute.values and not isinstance(value, list):
        return None
    return attribute.pressed(value, name)


def kept(name: str, value: AttributeValue, told: Told) -> QWidget:
    """A value of an attribute that the scheme does not know (any more): shown, and it can be taken away."""
    shown = ", ".join(value) if isinstance(value, list) else value
    button = QToolButton()
    button.setObjectName("value")
    button.setText(caption(f"{shown}  ✕"))
    button.setAccessibleName(name)
    button.setToolTip(harmless(f"Take {name} away: the scheme has no such attribute"))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda: told(name, None))
    return button


def _button(attribute: Attribute, name: str, key: str, strange: bool = False) -> QToolButton:
    button = QToolButton()
    button.setObjectName("value")
    shown = f"{name} – not in the scheme" if strange else f"{name}  {key.upper()}" if key else name
    button.setText(caption(shown))
    button.setAccessibleName(f"{attribute.name}: {name}")
    button.setToolTip(harmless(f"Set {attribute.name} to {name}" + (f" ({key.upper()})" if key else "")))
    button.setCheckable(True)
    button.setFont(smaller(button.font(), 1))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
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

"""One field for each attribute of a label, as its type asks for. Made from the scheme: rows as data."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from annotator.domain.annotation import AttributeValue
from annotator.domain.scheme import Attribute
from annotator.qt.widgets.paint import smaller

Told = Callable[[str, AttributeValue | None], None]
"""Called with an attribute's name and the value that the analyst gave it."""

_NONE = "–"
_UNKNOWN = "unknown"


def field(attribute: Attribute, value: AttributeValue | None, told: Told) -> QWidget:
    """The widget that shows and changes a value."""
    made = _FIELDS[attribute.type](attribute, value, told)
    made.setAccessibleName(attribute.name)
    return made


def _choice(attribute: Attribute, value: AttributeValue | None, told: Told) -> QWidget:
    box = QComboBox()
    for shown in (_NONE, *attribute.values):
        box.addItem(shown)
    if value and not attribute.accepts(value):
        _add_unknown(box, _shown(value))
    else:
        box.setCurrentText(value if isinstance(value, str) else _NONE)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.textActivated.connect(lambda text: _tell_choice(box, attribute, told, text))
    return box


def _add_unknown(box: QComboBox, value: str) -> None:
    """Shows a value that the scheme does not know (any more); chosen again it changes nothing."""
    box.addItem(f"{value} – not in the scheme", _UNKNOWN)
    box.setCurrentIndex(box.count() - 1)


def _tell_choice(box: QComboBox, attribute: Attribute, told: Told, text: str) -> None:
    if box.currentData() != _UNKNOWN:
        told(attribute.name, None if text == _NONE else text)


def _shown(value: AttributeValue) -> str:
    return ", ".join(value) if isinstance(value, list) else value


def kept(name: str, value: AttributeValue, told: Told) -> QWidget:
    """A value of an attribute that the scheme does not know (any more): shown, and it can be taken away."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItem(_NONE)
    _add_unknown(box, _shown(value))
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.textActivated.connect(lambda text: told(name, None) if text == _NONE else None)
    return box


def _choices(attribute: Attribute, value: AttributeValue | None, told: Told) -> QWidget:
    chosen = [value] if isinstance(value, str) else list(value or ())
    strange = [name for name in chosen if name not in attribute.values]
    area = QWidget()
    grid = QGridLayout(area)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(2)
    for number, name in enumerate((*attribute.values, *strange)):
        box = QCheckBox(name if name in attribute.values else f"{name} – not in the scheme")
        box.setFont(smaller(box.font(), 1))
        box.setChecked(name in chosen)
        box.clicked.connect(lambda on, name=name: told(attribute.name, toggled(attribute, chosen, name, on)))
        grid.addWidget(box, number // 2, number % 2)
    return area


def toggled(attribute: Attribute, chosen: list[str], name: str, on: bool) -> list[str]:
    """The values after one was switched, in the scheme's order.

    The default (the first value) stands for "nothing said": it goes when another is chosen.
    """
    wanted = set(chosen) | {name} if on else set(chosen) - {name}
    if on and name != attribute.values[0] and not attribute.required:
        wanted.discard(attribute.values[0])
    return [value for value in attribute.values if value in wanted]


def _text(attribute: Attribute, value: AttributeValue | None, told: Told) -> QWidget:
    line = QLineEdit(value if isinstance(value, str) else "")
    line.setPlaceholderText(_NONE)
    line.editingFinished.connect(lambda: told(attribute.name, line.text().strip() or None))
    return line


_FIELDS: dict[str, Callable[[Attribute, AttributeValue | None, Told], QWidget]] = {
    "choice": _choice,
    "choices": _choices,
    "text": _text,
    "registry": _text,
}

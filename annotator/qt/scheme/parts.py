"""Parts that several pages of the scheme editor are built from."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.colours import is_colour
from annotator.domain.scheme_draft import LabelDraft
from annotator.qt.kit.plain import PlainLabel, harmless

Part = TypeVar("Part")

_ROW = 26
"""Pixels of a row of a list."""
_BUTTONS = (
    ("add", "+", "Add", "Ins"),
    ("remove", "−", "Take out", "Del"),
    ("up", "↑", "Move up", "Alt+Up"),
    ("down", "↓", "Move down", "Alt+Down"),
)


class ItemList(QWidget):
    """A list whose rows can be added, taken out and put in another order. It shows; the draft holds."""

    added = Signal()
    removed = Signal(int)
    moved = Signal(int, int)
    """A row is to go from one place to another."""
    chosen = Signal(int)
    """Another row is the current one; -1 for none."""

    def __init__(self, object_name: str, what: str) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setObjectName(object_name)
        self.list.setAccessibleName(f"{what.capitalize()}s")
        self.list.currentRowChanged.connect(self.chosen)
        self._buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout()
        row.setSpacing(2)
        for name, sign, text, keys in _BUTTONS:
            button = QToolButton()
            button.setText(sign)
            button.setAutoRaise(True)
            button.setAccessibleName(f"{text}: {what}")
            button.setToolTip(harmless(f"{text} ({keys})"))
            button.setShortcut(keys)
            button.clicked.connect(getattr(self, f"_{name}"))
            row.addWidget(button)
            self._buttons[name] = button
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self._scope_shortcuts()

    def _scope_shortcuts(self) -> None:
        """The keys count only in this list: there are several of them on a page, and Del is for text too."""
        for name, _, text, keys in _BUTTONS:
            self._buttons[name].setShortcut("")
            action = self.list.addAction(text, keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(getattr(self, f"_{name}"))

    def show_items(self, items: Sequence[tuple[str, QIcon | None]], current: int) -> None:
        """Shows these rows, with icons where there are some."""
        self.list.blockSignals(True)
        self.list.clear()
        for text, icon in items:
            item = QListWidgetItem(text or "(no name)")
            item.setSizeHint(QSize(0, _ROW))
            if icon is not None:
                item.setIcon(icon)
            self.list.addItem(item)
        self.list.setCurrentRow(current)
        self.list.blockSignals(False)
        self._enable()

    def set_text(self, row: int, text: str, icon: QIcon | None = None) -> None:
        """Another text for one row, while it is being typed."""
        item = self.list.item(row)
        if item is not None:
            item.setText(text or "(no name)")
            if icon is not None:
                item.setIcon(icon)

    @property
    def row(self) -> int:
        """The current row; -1 for none."""
        return self.list.currentRow()

    def _enable(self) -> None:
        there = self.list.count() > 0
        for name in ("remove", "up", "down"):
            self._buttons[name].setEnabled(there)

    def _add(self) -> None:
        self.added.emit()

    def _remove(self) -> None:
        if self.row >= 0:
            self.removed.emit(self.row)

    def _up(self) -> None:
        if self.row > 0:
            self.moved.emit(self.row, self.row - 1)

    def _down(self) -> None:
        if 0 <= self.row < self.list.count() - 1:
            self.moved.emit(self.row, self.row + 1)


class ColourField(QWidget):
    """A colour as a swatch that opens the chooser, and as its six digits."""

    changed = Signal(str)

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self.swatch = QToolButton()
        self.swatch.setAccessibleName(f"Choose {what}")
        self.swatch.setToolTip(harmless(f"Choose {what}"))
        self.swatch.setIconSize(QSize(22, 16))
        self.swatch.clicked.connect(self._choose)
        self.digits = QLineEdit()
        self.digits.setMaxLength(7)
        self.digits.setFixedWidth(82)
        self.digits.setAccessibleName(what.capitalize())
        self.digits.setToolTip(harmless(f"{what.capitalize()} as #rrggbb"))
        self.digits.textEdited.connect(self._on_digits)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.swatch)
        row.addWidget(self.digits)

    def show_colour(self, colour: str) -> None:
        """Shows a colour without saying that it changed."""
        if self.digits.text() != colour:
            self.digits.setText(colour)
        self._paint(colour)

    def _paint(self, colour: str) -> None:
        picture = QPixmap(22, 16)
        picture.fill(QColor(colour) if is_colour(colour) else Qt.GlobalColor.transparent)
        self.swatch.setIcon(QIcon(picture))

    def _on_digits(self, text: str) -> None:
        self._paint(text)
        self.changed.emit(text.lower())

    def _choose(self) -> None:
        chosen = QColorDialog.getColor(QColor(self.digits.text()), self, self._what.capitalize())
        if chosen.isValid():
            self.show_colour(chosen.name())
            self.changed.emit(chosen.name())


class Verdict(PlainLabel):
    """A sentence with a sign before it: right, or to be mended."""

    def __init__(self, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setWordWrap(True)

    def say(self, sentence: str, good: bool) -> None:
        """Shows a sentence."""
        self.setText(f"{'✓' if good else '⚠'} {sentence}" if sentence else "")
        font = self.font()
        font.setBold(not good)
        self.setFont(font)


def chip_icon(edge: QColor, fill: QColor, line: str, widget: QWidget) -> QIcon:
    """A label's tint over its line, as a row of the list shows it."""
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(round(30 * ratio), round(18 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.fillRect(0, 1, 30, 12, fill)
    pen = QPen(edge, 3)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    dashes = {"dash": [2.2, 1.2], "dot": [0.8, 0.8], "dash-dot": [2.4, 0.9, 0.8, 0.9]}.get(line)
    if dashes:
        pen.setDashPattern(dashes)
    painter.setPen(pen)
    painter.drawLine(0, 15, 30, 15)
    painter.end()
    icon = QIcon(picture)
    # Else the row that is chosen would tint it with its own colour.
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


def combo(choices: Sequence[tuple[str, str]], name: str, tip: str) -> QComboBox:
    """A box of (value, text) pairs; `currentData` is the value."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(harmless(tip))
    for value, text in choices:
        box.addItem(text, value)
    return box


def choose(box: QComboBox, value: str) -> None:
    """Puts a box on a value, which is added where it is not among the choices."""
    index = box.findData(value)
    if index < 0 and value:
        box.addItem(f"{value} (not there)", value)
        index = box.count() - 1
    box.setCurrentIndex(index)


def titled(form: QFormLayout, title: str, row: QLayout, buddy: QWidget) -> None:
    """Adds a row whose title leads the keyboard to a field inside it."""
    label = PlainLabel(title)
    label.setBuddy(buddy)
    form.addRow(label, row)


class DraftPage(QWidget, Generic[Part]):
    """Parts of a label's draft: their list on the left, a form for the chosen one on the right."""

    changed = Signal()

    def __init__(self, object_name: str, what: str) -> None:
        super().__init__()
        self._label: LabelDraft | None = None
        self._showing = False
        self.list = ItemList(object_name, what)
        self.list.added.connect(self._add)
        self.list.removed.connect(self._remove)
        self.list.moved.connect(self._move)
        self.list.chosen.connect(lambda _: self._show())
        self.name = QLineEdit()
        self.name.setAccessibleName(f"{what.capitalize()}'s name")
        self.name.textEdited.connect(self._on_name)
        self._form = QWidget()
        self.form = QFormLayout(self._form)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.addRow("&Name", self.name)
        row = QHBoxLayout(self)
        row.addWidget(self.list, 2)
        row.addWidget(self._form, 5)

    def parts_of(self, label: LabelDraft) -> list[Part]:
        """The parts of a label; the list itself, which is changed in place."""
        raise NotImplementedError

    def name_of(self, part: Part) -> str:
        """The name of a part, as the list shows it."""
        raise NotImplementedError

    def rename(self, label: LabelDraft, part: Part, name: str) -> None:
        """Gives a part of a label another name."""
        raise NotImplementedError

    def made(self, taken: list[str]) -> Part | None:
        """A new part with a name that is not taken; None where there can be none yet."""
        raise NotImplementedError

    def _show(self) -> None:
        raise NotImplementedError

    @property
    def _parts(self) -> list[Part]:
        return self.parts_of(self._label) if self._label else []

    @property
    def _current(self) -> Part | None:
        parts, row = self._parts, self.list.row
        return parts[row] if 0 <= row < len(parts) else None

    def _fill(self, current: int) -> None:
        parts = self._parts
        self.setEnabled(self._label is not None)
        self.list.show_items([(self.name_of(one), None) for one in parts], min(current, len(parts) - 1))
        self._show()

    def _set(self, field: str, value: str | bool | int | None) -> None:
        one = self._current
        if one is not None and not self._showing:
            setattr(one, field, value)
            self._was_set(one)
            self.changed.emit()

    def _was_set(self, part: Part) -> None:
        """A field of a part has another value."""

    def _on_name(self, name: str) -> None:
        one = self._current
        if self._label is not None and one is not None:
            self.rename(self._label, one, name)
            self.list.set_text(self.list.row, name)
            self.changed.emit()

    def _add(self) -> None:
        taken = [self.name_of(one) for one in self._parts]
        if self._label is not None and (made := self.made(taken)) is not None:
            self._parts.append(made)
            self._fill(len(taken))
            self.name.setFocus()
            self.name.selectAll()
            self.changed.emit()

    def _remove(self, row: int) -> None:
        if self._label is not None:
            del self._parts[row]
            self._fill(row)
            self.changed.emit()

    def _move(self, row: int, to: int) -> None:
        if self._label is not None:
            self._parts.insert(to, self._parts.pop(row))
            self._fill(to)
            self.changed.emit()

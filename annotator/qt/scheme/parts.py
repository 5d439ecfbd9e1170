"""Parts that several pages of the scheme editor are built from."""

from collections.abc import Sequence

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
from annotator.qt.kit.plain import PlainLabel, harmless

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

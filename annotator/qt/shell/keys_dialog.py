"""The cheat sheet: all keys on one page, grouped by what they are for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.scheme import Scheme
from annotator.qt.kit.buttons import clearable, standard_buttons
from annotator.qt.kit.commands import COMMANDS, IN_REVIEW, IN_TEXT, letters_taken, shown_keys
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.shell.shortcuts import value_keys

_TWO_COLUMNS_FROM = 960
"""Width in pixels from which on there is room for two columns."""
_KEYS_WIDTH = 190
_PURPOSES = {
    "File": "Projects, import, export",
    "Edit": "Change and take back",
    "Zone": "Say what a part of the article is",
    "Go": "Go somewhere",
    "View": "What is shown",
    "Help": "Find your way",
}


@dataclass(frozen=True, slots=True)
class Group:
    """A purpose, with (keys, what they do)."""

    title: str
    rows: tuple[tuple[str, str], ...]

    def filtered(self, typed: str) -> "Group":
        """The rows that hold all the words; all of them if the title does."""
        words = typed.casefold().split()
        if all(word in self.title.casefold() for word in words):
            return self
        rows = (row for row in self.rows if all(w in f"{row[0]} {row[1]}".casefold() for w in words))
        return Group(self.title, tuple(rows))


def groups(made: Mapping[str, QAction], scheme: Scheme | None) -> list[Group]:
    """All keys there are now: of the scheme, of the caret, of the commands."""
    found = [*_of_scheme(scheme, letters_taken(made)), Group("Move in the text", IN_TEXT)]
    by_menu: dict[str, list[tuple[str, str]]] = {}
    for command in COMMANDS:
        keys = shown_keys(made[command.name])
        if keys:
            by_menu.setdefault(command.menu, []).append((keys, command.text.removesuffix("…")))
    found += [Group(_PURPOSES.get(menu, menu), tuple(rows)) for menu, rows in by_menu.items()]
    found.append(Group("On the page of review", IN_REVIEW))
    return found


def _of_scheme(scheme: Scheme | None, letters: frozenset[str]) -> Iterator[Group]:
    if scheme is None:
        return
    labels = [label for label in scheme.labels if label.key and label.key.lower() not in letters]
    rows = [(label.key.upper(), f"tag the selection as {label.name}, or relabel") for label in labels]
    rows.append(("Shift + the same", "tag exactly what is selected, without snapping to words"))
    yield Group("Tag", tuple(rows))
    for label, values in value_keys(scheme, letters).items():
        yield Group(
            f"Selected {label}", tuple((key.upper(), f"{a}: {value}") for key, (a, value) in values.items())
        )


class KeysDialog(QDialog):
    """Read from the window's commands and the project's scheme, so that it is always true."""

    def __init__(self, parent: QWidget, made: Mapping[str, QAction], scheme: Scheme | None) -> None:
        super().__init__(parent)
        self.setObjectName("keys")
        self.setWindowTitle("Keys")
        self.resize(min(1120, parent.width() - 60), min(800, parent.height() - 60))
        self._groups = groups(made, scheme)
        self._field = QLineEdit()
        self._field.setPlaceholderText("Filter by key or by purpose")
        self._field.setAccessibleName("Filter the keys")
        clearable(self._field)
        self._field.textChanged.connect(lambda _: self._show())
        self._field.installEventFilter(self)
        self._area = QScrollArea()
        self._area.setAccessibleName("Keys")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.addWidget(self._field)
        column.addWidget(self._area, 1)
        column.addWidget(standard_buttons(self, QDialogButtonBox.StandardButton.Close))
        self.columns = 0
        self._show()

    @property
    def shown(self) -> list[Group]:
        """What matches the filter."""
        found = (group.filtered(self._field.text()) for group in self._groups)
        return [group for group in found if group.rows]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        if self.columns != self._fitting():
            self._show()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrows in the field scroll the page."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            pages = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
            by = pages.get(Qt.Key(event.key()), 0)
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + by * bar.singleStep())
            return bool(by)
        return False

    def _fitting(self) -> int:
        return 2 if self.width() >= _TWO_COLUMNS_FROM else 1

    def _show(self) -> None:
        self.columns = self._fitting()
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(4, 4, 12, 4)
        row.setSpacing(32)
        for part in _divided(self.shown, self.columns):
            column = QVBoxLayout()
            column.setSpacing(14)
            for group in part:
                column.addWidget(_GroupPart(group, self._area))
            column.addStretch(1)
            row.addLayout(column, 1)
        self._area.setWidget(page)


def _divided(found: Sequence[Group], columns: int) -> list[list[Group]]:
    """The groups in their order, in columns of about equal height."""
    heights = [len(group.rows) + 2 for group in found]
    parts: list[list[Group]] = [[] for _ in range(columns)]
    done = 0
    for group, height in zip(found, heights, strict=True):
        middle = done + height / 2
        parts[min(columns - 1, int(middle * columns / sum(heights)))].append(group)
        done += height
    return parts


class _GroupPart(QFrame):
    """One group; the keyboard can step from group to group, and a screen reader reads each."""

    def __init__(self, group: Group, area: QScrollArea) -> None:
        super().__init__()
        self._area = area
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(group.title)
        self.setAccessibleDescription("; ".join(f"{keys}: {does}" for keys, does in group.rows))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(14)
        grid.setColumnMinimumWidth(0, _KEYS_WIDTH)
        grid.setColumnStretch(1, 1)
        grid.addWidget(_label(group.title, bold=True, larger=1), 0, 0, 1, 2)
        for number, (keys, does) in enumerate(group.rows, 1):
            grid.addWidget(_label(keys, bold=True), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_label(does), number, 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._area.ensureWidgetVisible(self)


def _label(text: str, bold: bool = False, larger: int = 0) -> PlainLabel:
    made = PlainLabel(text)
    made.setWordWrap(True)
    font = made.font()
    font.setBold(bold)
    font.setPointSizeF(font.pointSizeF() + larger)
    made.setFont(font)
    return made

"""What has two states, of two machines: both side by side, one of them to be kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete

from annotator.domain.wording import number
from annotator.project import articles
from annotator.project.forks import Fork, State
from annotator.project.project import Project
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.plain import PlainLabel, harmless

_ALWAYS = ("", "words", "label", "name")
"""What is shown though all states share it."""
_MOST = 9
"""States that have a key of their own."""


class ForksDialog(QDialog):
    """1, 2 … keeps that state and goes on; what is settled leaves the list."""

    settled = Signal(object, object)
    """A Fork, and the State of it that is to be kept."""

    def __init__(self, parent: QWidget, project: Project, found: list[Fork], writable: bool) -> None:
        super().__init__(parent)
        self.setObjectName("forks")
        self.setWindowTitle("Two states")
        self.resize(min(900, parent.width() - 40), min(600, parent.height() - 40))
        self._project, self._found, self._writable = project, list(found), writable
        self.list = QListWidget()
        self.list.setObjectName("forksList")
        self.list.setAccessibleName("What has two states")
        self.table = QTableWidget()
        self.table.setObjectName("forkStates")
        self.table.setAccessibleName("The states side by side")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setWordWrap(True)
        self.table.verticalHeader().hide()
        self._buttons = QHBoxLayout()
        self._keeps: list[QPushButton] = []
        self._about = PlainLabel()
        self._about.setWordWrap(True)
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _: self._show())
        self._fill(0)
        self.list.setFocus()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.addWidget(self.table, 1)
        right.addLayout(self._buttons)
        row = QHBoxLayout()
        row.addWidget(self.list, 2)
        row.addLayout(right, 3)
        column = QVBoxLayout(self)
        column.addWidget(self._about)
        column.addLayout(row, 1)
        column.addWidget(standard_buttons(self, QDialogButtonBox.StandardButton.Close))

    def _fill(self, row: int) -> None:
        count = number(len(self._found), "object")
        self._about.setText(
            f"{count} changed on two machines at once. The later state holds until you keep one; nothing is lost."
        )
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([_title(fork, self._text_of(fork)) for fork in self._found])
            self.list.setCurrentRow(min(row, len(self._found) - 1))
        self._show()

    @property
    def current(self) -> Fork | None:
        """What is selected."""
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _text_of(self, fork: Fork) -> str:
        return articles.load(self._project, fork.key).text if fork.key is not None else ""

    def _show(self) -> None:
        for button in self._keeps:
            delete(button)
        self._keeps = []
        fork = self.current
        if fork is None:
            self.table.setRowCount(0)
            return
        columns = [_values(state.body, self._text_of(fork)) for state in fork.states]
        names = [
            name for name in _names(columns) if name in _ALWAYS or len({c.get(name) for c in columns}) > 1
        ]
        self.table.setColumnCount(len(columns) + 1)
        headings = (f"{place}  {_heading(state)}" for place, state in enumerate(fork.states, 1))
        self.table.setHorizontalHeaderLabels(["", *headings])
        self.table.setRowCount(len(names))
        for row, name in enumerate(names):
            shown = [values.get(name, "") for values in columns]
            self._row(row, name, shown)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.table.resizeRowsToContents()
        for place, state in enumerate(fork.states[:_MOST], 1):
            self._add_button(place, state)

    def _row(self, row: int, name: str, shown: list[str]) -> None:
        for column, text in enumerate([name, *shown]):
            item = QTableWidgetItem(text)
            item.setToolTip(harmless(text))
            if column and len(set(shown)) > 1:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.table.setItem(row, column, item)

    def _add_button(self, place: int, state: State) -> None:
        what = "Keep it deleted" if state.body is None else f"Keep state {place}"
        button = QPushButton(f"{what} ({place})")
        button.setToolTip(harmless(f"{what} ({place})\n{_heading(state)}"))
        button.setAutoDefault(False)
        button.setEnabled(self._writable)
        button.clicked.connect(lambda: self._keep(place))
        self._buttons.addWidget(button)
        self._keeps.append(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit keeps that state."""
        if event.text().isdigit() and 1 <= int(event.text()) <= len(self._keeps):
            self._keep(int(event.text()))
        else:
            super().keyPressEvent(event)

    def _keep(self, place: int) -> None:
        fork, row = self.current, self.list.currentRow()
        if fork is None or not self._writable:
            return
        self.settled.emit(fork, fork.states[place - 1])
        self._found.remove(fork)
        if self._found:
            self._fill(row)
        else:
            self.accept()


_LONGEST = 60
"""Code points that are shown of the words of a zone."""


def _title(fork: Fork, text: str) -> str:
    body = next((state.body for state in fork.states if state.body is not None), {})
    where = f" – {fork.headline}" if fork.headline else ""
    if fork.kind == "annotation":
        return f"{body['label']} “{text[body['start'] : body['end']][:60]}”{where}"
    if fork.kind == "article" and fork.headline:
        return f"what is known of the article{where}"
    return f"{fork.kind} {body.get('name', fork.object)}{where}"


def _heading(state: State) -> str:
    """Who, when and on which machine: the last digits of its identity differ, the first ones are a date."""
    return f"{state.author}, machine {state.device[-4:]}\n{state.made.replace('T', ' ').removesuffix('Z')}"


def _names(columns: Sequence[Mapping[str, str]]) -> list[str]:
    """What the states have, in an order to be read."""
    names = dict.fromkeys(name for values in columns for name in values)
    return [name for name in _ALWAYS if name in names] + [name for name in names if name not in _ALWAYS]


def _values(body: Mapping[str, Any] | None, text: str) -> dict[str, str]:
    """A state's values as they are read: a span by its words, what is nested in one line."""
    if body is None:
        return {"": "deleted"}
    shown = dict(body)
    values: dict[str, str] = {}
    if "start" in shown and "end" in shown:
        values["words"] = text[shown["start"] : shown["end"]]
        values["place"] = f"{shown.pop('start')}–{shown.pop('end')}"
    if "zones" in shown:
        words = (f"{kind} “{_short(text[start:end])}”" for kind, start, end in shown.pop("zones"))
        values["zones"] = "\n".join(words)
    for name, value in shown.items():
        if isinstance(value, Mapping):
            values |= {inner: _shown(one) for inner, one in value.items()}
        else:
            values[name] = _shown(value)
    return values


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(one) for one in value)
    if isinstance(value, Mapping):
        return " ".join(_shown(one) for one in value.values())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value is None else str(value)


def _short(words: str) -> str:
    """Words on one line, not too long."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"

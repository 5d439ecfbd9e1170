"""What has two states, of two machines: both side by side, one of them to be kept."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.wording import number
from annotator.project import articles
from annotator.project.forks import Fork, State
from annotator.project.project import Project
from annotator.qt.dialogs.buttons import standard_buttons

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
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _: self._show())
        self._fill(0)

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
            self._buttons.removeWidget(button)
            button.deleteLater()
        self._keeps = []
        fork = self.current
        if fork is None:
            self.table.setRowCount(0)
            return
        columns = [_values(state.body, self._text_of(fork)) for state in fork.states]
        names = list(dict.fromkeys(name for values in columns for name in values))
        self.table.setColumnCount(len(columns) + 1)
        self.table.setHorizontalHeaderLabels(["", *(_heading(state) for state in fork.states)])
        self.table.setRowCount(len(names))
        for row, name in enumerate(names):
            shown = [values.get(name, "") for values in columns]
            self._row(row, name, shown)
        self.table.resizeColumnsToContents()
        self.table.resizeRowsToContents()
        self.table.horizontalHeader().setStretchLastSection(True)
        for place, state in enumerate(fork.states[:_MOST], 1):
            self._add_button(place, state)

    def _row(self, row: int, name: str, shown: list[str]) -> None:
        for column, text in enumerate([name, *shown]):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column and len(set(shown)) > 1:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.table.setItem(row, column, item)

    def _add_button(self, place: int, state: State) -> None:
        what = "Keep it deleted" if state.body is None else f"Keep {_heading(state)}"
        button = QPushButton(f"{place}  {what}")
        button.setToolTip(f"{what} ({place})")
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


def _title(fork: Fork, text: str) -> str:
    body = next((state.body for state in fork.states if state.body is not None), {})
    where = f" – {fork.headline}" if fork.headline else ""
    if fork.kind == "annotation":
        return f"{body['label']} “{text[body['start'] : body['end']][:60]}”{where}"
    return f"{fork.kind} {body.get('name', fork.object)}{where}"


def _heading(state: State) -> str:
    return f"{state.author}, {state.made.replace('T', ' ').removesuffix('Z')}, {state.device[:6]}"


def _values(body: Mapping[str, Any] | None, text: str) -> dict[str, str]:
    """A state's values as they are read: a span by its words, what is nested in one line."""
    if body is None:
        return {"": "deleted"}
    shown = dict(body)
    values: dict[str, str] = {}
    if "start" in shown and "end" in shown:
        values["words"] = text[shown["start"] : shown["end"]]
        values["place"] = f"{shown.pop('start')}–{shown.pop('end')}"
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
    return (
        {True: "yes", False: "no", None: "–"}.get(value, str(value))
        if value in (True, False, None)
        else str(value)
    )

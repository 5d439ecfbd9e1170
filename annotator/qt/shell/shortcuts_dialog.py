"""Changing the keys of commands: what is pressed is checked before it is taken."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.scheme import Scheme
from annotator.qt.kit.buttons import clearable, standard_buttons
from annotator.qt.kit.commands import COMMANDS, Command, Shortcuts
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.shell import shortcuts

_NATIVE = QKeySequence.SequenceFormat.NativeText


class ShortcutsDialog(QDialog):
    """Choose a command, press a key, take it. Every change counts at once."""

    changed = Signal(object)
    """What differs from the usual keys now: lists of keys by command."""

    def __init__(self, parent: QWidget, changed: Shortcuts, scheme: Scheme | None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setWindowTitle("Change keys")
        self.resize(min(760, parent.width() - 60), min(680, parent.height() - 60))
        self._changed, self._scheme = changed, scheme
        self._field = self._filter_field()
        self.table = self._made_table()
        self.recorder = QKeySequenceEdit()
        self.recorder.setMaximumSequenceLength(1)
        self.recorder.setAccessibleName("New key")
        self.recorder.setToolTip("Click here, or press Tab until you are here, and press the new key")
        self.recorder.keySequenceChanged.connect(lambda _: self._check())
        for inside in self.recorder.findChildren(QLineEdit):
            inside.setAccessibleName("New key")
            inside.setPlaceholderText("Press the new key")
        self.verdict = PlainLabel()
        self.verdict.setWordWrap(True)
        self._lay_out()
        self._fill()
        self.table.setCurrentCell(0, 0)

    def _filter_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText("Filter by command or by key")
        field.setAccessibleName("Filter the commands")
        clearable(field)
        field.textChanged.connect(self._filter)
        return field

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(len(COMMANDS), 2)
        table.setAccessibleName("Commands and their keys")
        table.setHorizontalHeaderLabels(["Command", "Keys"])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 10)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        table.currentCellChanged.connect(lambda *_: self._on_command())
        return table

    def _lay_out(self) -> None:
        self._take = _button("Use this key", "Give the command this key in place of those it has", self.take)
        self._add = _button("Add", "Give the command this key beside those it has", self.add)
        self._none = _button("No key", "Take all keys from the command", lambda: self._give(()))
        self._reset = _button("Usual keys", "Give the command its usual keys again", self.reset)
        every = _button("All as usual", "Give all commands their usual keys again", self.reset_all)
        row, below = QHBoxLayout(), QHBoxLayout()
        row.addWidget(self.recorder, 1)
        for button in (self._take, self._add, self._none, self._reset):
            row.addWidget(button)
        below.addWidget(every)
        below.addStretch(1)
        below.addWidget(standard_buttons(self, QDialogButtonBox.StandardButton.Close))
        column = QVBoxLayout(self)
        column.addWidget(self._field)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.verdict)
        column.addLayout(below)

    @property
    def command(self) -> Command:
        """The command that is chosen."""
        return COMMANDS[max(0, self.table.currentRow())]

    def choose(self, name: str) -> None:
        """Chooses a command."""
        row = next(number for number, command in enumerate(COMMANDS) if command.name == name)
        self.table.setCurrentCell(row, 0)

    def _fill(self) -> None:
        for row, command in enumerate(COMMANDS):
            keys = " or ".join(_native(key) for key in shortcuts.keys_of(command, self._changed))
            changed = command.name in self._changed
            for column, text in enumerate((f"{command.menu}: {command.text.removesuffix('…')}", keys)):
                item = QTableWidgetItem(text)
                font = self.table.font()
                font.setBold(changed)
                item.setFont(font)
                item.setToolTip(harmless(f"Usually {_usual(command)}" if changed else ""))
                self.table.setItem(row, column, item)
        self._on_command()

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        for row in range(self.table.rowCount()):
            cells = (self.table.item(row, column) for column in (0, 1))
            there = " ".join(cell.text() for cell in cells if cell is not None).casefold()
            self.table.setRowHidden(row, not all(word in there for word in words))

    def _on_command(self) -> None:
        self.recorder.clear()
        self._check()
        self._none.setEnabled(bool(shortcuts.keys_of(self.command, self._changed)))
        self._reset.setEnabled(self.command.name in self._changed)

    @property
    def _key(self) -> str:
        return self.recorder.keySequence().toString()

    def _check(self) -> None:
        """Says what the pressed key would be taken from, or why it cannot be had."""
        problem = shortcuts.obstacle(self._key, self.command, self._scheme)
        for button in (self._take, self._add):
            button.setEnabled(not problem)
        if problem:
            self.verdict.setText(problem)
            return
        others = [f"“{other.text}”" for other in shortcuts.holders(self._key, self._changed, self.command)]
        if value := shortcuts.value_of(self._key, self._scheme):
            others.append(f"the scheme’s {value}")
        self.verdict.setText(
            f"This key is taken from {' and '.join(others)}." if others else "This key is free."
        )

    def take(self) -> None:
        """Gives the command the recorded key alone."""
        self._give((self._key,))

    def add(self) -> None:
        """Gives the command the recorded key as well."""
        there = shortcuts.keys_of(self.command, self._changed)
        self._give((*there, self._key) if self._key not in there else there)

    def reset(self) -> None:
        """Gives the command its usual keys again."""
        self._give(self.command.keys)

    def reset_all(self) -> None:
        """Gives all commands their usual keys again."""
        self._set({})

    def _give(self, keys: Sequence[str]) -> None:
        self._set(shortcuts.give(self.command, keys, self._changed))

    def _set(self, changed: Shortcuts) -> None:
        self._changed = changed
        self._fill()
        self.changed.emit(changed)


def _button(text: str, tip: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(harmless(tip))
    button.setAutoDefault(False)
    button.clicked.connect(lambda _=False: run())
    return button


def _native(key: str) -> str:
    return QKeySequence(key).toString(_NATIVE)


def _usual(command: Command) -> str:
    return " or ".join(map(_native, command.keys)) or "without a key"

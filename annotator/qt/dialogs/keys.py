"""All keys on one page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from annotator.qt.actions import COMMANDS, IN_TEXT


class KeysDialog(QDialog):
    """Read from the table of commands, so that it is always true."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.resize(760, min(720, parent.height() - 80))
        rows = [*IN_TEXT, *((_keys(c.keys), f"{c.menu}: {c.text}") for c in COMMANDS if c.keys)]
        table = QTableWidget(len(rows), 2)
        table.setHorizontalHeaderLabels(["Keys", "What they do"])
        table.setAccessibleName("Keys")
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for number, cells in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                table.setItem(number, column, item)
        table.resizeColumnToContents(0)
        table.horizontalHeader().setStretchLastSection(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column_ = QVBoxLayout(self)
        column_.addWidget(table)
        column_.addWidget(buttons)


def _keys(keys: tuple[str, ...]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return " or ".join(QKeySequence(key).toString(native) for key in keys)

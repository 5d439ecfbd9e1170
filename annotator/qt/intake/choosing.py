"""What a file could be, side by side: its text in several encodings, or what the columns of a table hold."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.import_options import FIELDS
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.plain import PlainLabel

if TYPE_CHECKING:
    from annotator.project.intake import Table

_Button = QDialogButtonBox.StandardButton
_NONE = "–"
_LONGEST = 120


class EncodingDialog(QDialog):
    """Encodings on the left, the text in the chosen one on the right; another can be typed."""

    def __init__(self, parent: QWidget, file: str, found: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Encoding")
        self.resize(min(860, parent.width()), 420)
        self._texts = dict(found)
        self.list = QListWidget()
        self.list.setAccessibleName("Encodings")
        self.list.addItems([name for name, _ in found])
        self.other = QLineEdit()
        self.other.setAccessibleName("Another encoding")
        self.other.setPlaceholderText("another one, such as cp1251")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("The beginning of the text")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.other)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(left)
        halves.addWidget(self.text)
        halves.setSizes([200, 660])
        whole = QVBoxLayout(self)
        whole.addWidget(
            PlainLabel(f"Which of these is the text of {file}? Up and down compare, Return takes it.")
        )
        whole.addWidget(halves, 1)
        whole.addWidget(standard_buttons(self, _Button.Ok, _Button.Cancel))
        self.list.currentTextChanged.connect(lambda name: self.text.setPlainText(self._texts.get(name, "")))
        self.list.itemActivated.connect(lambda _: self.accept())
        self.list.setCurrentRow(0)
        self.list.setFocus()

    @property
    def encoding(self) -> str:
        """The chosen one."""
        item = self.list.currentItem()
        return self.other.text().strip() or (item.text() if item else "")


class ColumnsDialog(QDialog):
    """A box for each field, and the first rows of the table below."""

    def __init__(self, parent: QWidget, file: str, table: "Table") -> None:
        super().__init__(parent)
        self.setWindowTitle("Columns")
        self.resize(min(860, parent.width()), 460)
        self.boxes = {kind: self._box(kind, table) for kind in FIELDS}
        form = QFormLayout()
        for kind, box in self.boxes.items():
            form.addRow(_title(kind), box)
        rows = QTableWidget(len(table.rows), len(table.headers))
        rows.setAccessibleName("The first rows")
        rows.setHorizontalHeaderLabels(list(table.headers))
        rows.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for at, row in enumerate(table.rows):
            for place, value in enumerate(row):
                rows.setItem(at, place, QTableWidgetItem(" ".join(value[:_LONGEST].split())))
        buttons = standard_buttons(self, _Button.Ok, _Button.Cancel)
        self.ok = buttons.button(_Button.Ok)
        column = QVBoxLayout(self)
        about = PlainLabel(
            f"Which columns of {file} hold what? Tables with the same headers will be read alike."
        )
        about.setWordWrap(True)
        column.addWidget(about)
        column.addLayout(form)
        column.addWidget(rows, 1)
        column.addWidget(buttons)
        self._check()

    def _box(self, kind: str, table: "Table") -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_title(kind))
        box.addItem(_NONE, "")
        for header in table.headers:
            box.addItem(header, header)
        box.setCurrentIndex(max(0, box.findData(table.columns.get(kind, ""))))
        box.currentIndexChanged.connect(self._check)
        return box

    def _check(self) -> None:
        if hasattr(self, "ok"):
            self.ok.setEnabled("text" in self.columns)

    @property
    def columns(self) -> Mapping[str, str]:
        """The header of the column for each field that has one."""
        return {kind: str(box.currentData()) for kind, box in self.boxes.items() if box.currentData()}


def _title(kind: str) -> str:
    return {"published": "Date", "url": "Address"}.get(kind, kind.capitalize())

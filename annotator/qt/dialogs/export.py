"""What to export, with the beginning of the file as it will be written."""

from pathlib import Path

import orjson
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.problems import Problem
from annotator.domain.wording import number
from annotator.project import articles, exporting, visibility
from annotator.project.formats import formats
from annotator.project.project import Project
from annotator.qt.dialogs.buttons import standard_buttons

_LONGEST = 6000


class ExportDialog(QDialog):
    """Format, layer and file on the left, the preview on the right."""

    def __init__(self, parent: QWidget, project: Project) -> None:
        super().__init__(parent)
        self._project = project
        self.setWindowTitle("Export a dataset")
        self.resize(900, 520)
        self._format, self._layer, self._file = QComboBox(), QComboBox(), QLineEdit()
        self._loses, self._counts = QLabel(), QLabel()
        self._preview = QPlainTextEdit()
        self._preview.setReadOnly(True)
        self._preview.setAccessibleName("Preview")
        self._preview.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        for field, name in ((self._format, "Format"), (self._layer, "Layer"), (self._file, "File")):
            field.setAccessibleName(name)
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Cancel)
        self._write = buttons.addButton("Write", QDialogButtonBox.ButtonRole.AcceptRole)
        self._write.setToolTip("Write the file (Return)")
        self._fill()
        self._lay_out(buttons)
        self._show()

    def _fill(self) -> None:
        for row in formats():
            if row.direction == "writes":
                self._format.addItem(f"{row.name} – {row.about}", row)
        names = articles.layer_names(self._project)
        for name in sorted(names, key=lambda n: n != self._project.analyst):
            self._layer.addItem(name, name)
        if len(names) > 1:
            self._layer.addItem("all, side by side", exporting.ALL_LAYERS)
        self._file.setText(str(self._project.path.with_suffix(".jsonl")))
        for label in (self._loses, self._counts):
            label.setWordWrap(True)
        self._format.currentIndexChanged.connect(self._show)
        self._layer.currentIndexChanged.connect(self._show)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        choose = QPushButton("Choose…")
        choose.setToolTip("Choose where the file goes")
        choose.clicked.connect(self._choose)
        where = QHBoxLayout()
        where.addWidget(self._file, 1)
        where.addWidget(choose)
        form = QFormLayout()
        for name, widget in (("Format", self._format), ("Loses", self._loses), ("Layer", self._layer)):
            form.addRow(name, widget)
        form.addRow("File", where)
        form.addRow("Contents", self._counts)
        left = QVBoxLayout()
        left.addLayout(form)
        left.addStretch(1)
        middle = QHBoxLayout()
        middle.addLayout(left, 1)
        middle.addWidget(self._preview, 1)
        column = QVBoxLayout(self)
        column.addLayout(middle, 1)
        column.addWidget(buttons)
        self._format.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    @property
    def options(self) -> exporting.Options:
        """What was chosen."""
        return exporting.Options(self._format.currentData().name, self._layer.currentData())

    @property
    def file(self) -> Path:
        """Where it goes."""
        return Path(self._file.text()).expanduser()

    def _choose(self) -> None:
        suffix = self._format.currentData().suffixes[0]
        name, _ = QFileDialog.getSaveFileName(self, "Export", self._file.text(), f"Datasets (*{suffix})")
        if name:
            self._file.setText(name)

    def _show(self) -> None:
        self._loses.setText(self._format.currentData().loses)
        try:
            count = exporting.count(self._project, self.options)
            record = exporting.first_records(self._project, self.options)
            exporting.require_something(self._project, self.options)
        except Problem as problem:
            self._counts.setText(str(problem))
            self._preview.setPlainText("")
            self._write.setEnabled(False)
            return
        self._write.setEnabled(True)
        left_out = exporting.left_out(self._project, self.options)
        contents = f"{number(count, 'article')}, in the order of their SHA-256"
        self._counts.setText(f"{contents}\n{visibility.sentence(left_out)}" if left_out else contents)
        shown = orjson.dumps(orjson.loads(record), option=orjson.OPT_INDENT_2).decode()
        more = "\n…" if len(shown) > _LONGEST else ""
        self._preview.setPlainText(shown[:_LONGEST] + more)

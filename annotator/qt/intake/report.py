"""What an import did, where something was rejected or is to be looked at: everything with its reason, to be kept."""

from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.problems import Problem
from annotator.project.import_report import Report, save, sentences, summary
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.kit.problems import tell
from annotator.qt.kit.saving import ask_file


class ReportDialog(QDialog):
    """Shown only when something was rejected; what was not is in the project."""

    def __init__(self, parent: QWidget, report: Report, analyst: str) -> None:
        super().__init__(parent)
        self._report, self._analyst = report, analyst
        self.setWindowTitle("Import")
        self.resize(640, 360)
        text = QPlainTextEdit("\n".join(list(sentences(report, analyst))[1:]))
        text.setReadOnly(True)
        text.setAccessibleName("Rejected and to look at")
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Close)
        self.save = buttons.addButton("Save…", QDialogButtonBox.ButtonRole.ActionRole)
        self.save.setToolTip("Keep the report as a file: text, or JSON if its name ends with .json")
        self.save.clicked.connect(self._choose_file)
        column = QVBoxLayout(self)
        column.addWidget(PlainLabel(summary(report, analyst)))
        column.addWidget(PlainLabel("Not imported or to be looked at, with the reason:"))
        column.addWidget(text, 1)
        column.addWidget(buttons)

    def _choose_file(self) -> None:
        name, _ = ask_file(self, "Save the report", "import.txt", "Reports (*.txt *.json)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Writes the report; a disk that does not take it is told."""
        try:
            save(self._report, self._analyst, path)
        except Problem as problem:
            tell(self, str(problem))

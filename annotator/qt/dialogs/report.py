"""What an import did, where something was rejected: everything with its reason, to be read and kept."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.domain.wording import number
from annotator.project.importing import Report
from annotator.qt.dialogs.buttons import standard_buttons


def summary(report: Report, analyst: str) -> str:
    """The import in a sentence."""
    parts = [f"{number(len(report.added), 'article')} added"]
    if report.already:
        parts.append(f"{len(report.already)} already there")
    if report.annotations:
        parts.append(f"{number(report.annotations, 'annotation')} in {analyst}'s layer")
    if report.rejected:
        parts.append(f"{len(report.rejected)} rejected")
    return ", ".join(parts) + "."


class ReportDialog(QDialog):
    """Shown only when something was rejected; what was not is in the project."""

    def __init__(self, parent: QWidget, report: Report, analyst: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import")
        self.resize(640, 360)
        text = QPlainTextEdit("\n".join(f"{rejection}." for rejection in report.rejected))
        text.setReadOnly(True)
        text.setAccessibleName("Rejected")
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Close)
        column = QVBoxLayout(self)
        column.addWidget(QLabel(summary(report, analyst)))
        column.addWidget(QLabel("Not imported, with the reason:"))
        column.addWidget(text, 1)
        column.addWidget(buttons)

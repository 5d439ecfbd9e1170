"""What became of colleagues' files, where there is more to say than a word."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.domain.wording import number
from annotator.project.exchange import Merges, told
from annotator.qt.dialogs.buttons import standard_buttons
from annotator.qt.plain import PlainLabel, harmless


def summary(merges: Merges) -> str:
    """The merge in a sentence."""
    fresh = [report for report in merges.reports if not report.already]
    names = sorted({report.analyst for report in fresh})
    if not fresh:
        return (
            "Nothing was refused."
            if merges.reports and merges.refused
            else "Nothing was new: it was merged before."
        )
    revisions = number(sum(report.fresh for report in fresh), "revision")
    return f"Merged {revisions} of {', '.join(names)}. The project as it was before is {merges.backup}."


class MergedDialog(QDialog):
    """`wanted` says what is to be done next: nothing (""), TRUST or SETTLE."""

    TRUST, SETTLE = "trust", "settle"

    def __init__(self, parent: QWidget, merges: Merges) -> None:
        super().__init__(parent)
        self.setObjectName("merged")
        self.setWindowTitle("Merge")
        self.resize(660, 380)
        self.wanted = ""
        lines = [*merges.refused, *map(told, merges.reports)]
        if merges.backup is not None:
            lines.append(f"The project as it was before is {merges.backup}.")
        text = QPlainTextEdit("\n\n".join(lines))
        text.setReadOnly(True)
        text.setAccessibleName("What became of the files")
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Close)
        if merges.doubtful:
            self._offer(buttons, "Merge anyway, trusting the new key", self.TRUST)
        if any(report.forks for report in merges.reports):
            self._offer(buttons, "Settle two states…", self.SETTLE)
        refused = f"{number(len(merges.refused), 'file')} refused, " if merges.refused else ""
        column = QVBoxLayout(self)
        heading = PlainLabel(f"{refused}{number(len(merges.reports), 'file')} merged.")
        heading.setWordWrap(True)
        column.addWidget(heading)
        column.addWidget(text, 1)
        column.addWidget(buttons)

    def _offer(self, buttons: QDialogButtonBox, text: str, wanted: str) -> None:
        button = buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.setToolTip(harmless(text))
        button.clicked.connect(lambda: self._choose(wanted))

    def _choose(self, wanted: str) -> None:
        self.wanted = wanted
        self.accept()

"""What became of colleagues' files, where there is more to say than a word."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.wording import number
from annotator.project.exchange import Merges, told
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.plain import PlainLabel, harmless


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
    """`wanted` says what is to be done next: nothing (""), TRUST (the files of `trusted`) or SETTLE."""

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
        self._doubtful = QListWidget()
        self._doubtful.setAccessibleName("Files to be taken all the same")
        self._doubtful.setToolTip("Tick the files that are whose they say: ask, and compare the keys")
        for path in merges.doubtful:
            item = QListWidgetItem(str(path))
            item.setCheckState(Qt.CheckState.Unchecked)
            self._doubtful.addItem(item)
        self._paths = merges.doubtful
        if merges.doubtful:
            button = self._offer(buttons, "Take the ticked files all the same", self.TRUST)
            button.setEnabled(False)
            self._doubtful.itemChanged.connect(lambda _: button.setEnabled(bool(self.trusted)))
        if any(report.forks for report in merges.reports):
            self._offer(buttons, "Settle two states…", self.SETTLE)
        refused = f"{number(len(merges.refused), 'file')} refused, " if merges.refused else ""
        column = QVBoxLayout(self)
        heading = PlainLabel(f"{refused}{number(len(merges.reports), 'file')} merged.")
        heading.setWordWrap(True)
        column.addWidget(heading)
        column.addWidget(text, 2)
        if merges.doubtful:
            column.addWidget(self._doubtful, 1)
        column.addWidget(buttons)

    @property
    def trusted(self) -> list[Path]:
        """The doubtful files that were ticked."""
        ticked = Qt.CheckState.Checked
        return [
            path for row, path in enumerate(self._paths) if self._doubtful.item(row).checkState() == ticked
        ]

    def _offer(self, buttons: QDialogButtonBox, text: str, wanted: str) -> QPushButton:
        button = buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.setToolTip(harmless(text))
        button.clicked.connect(lambda: self._choose(wanted))
        return button

    def _choose(self, wanted: str) -> None:
        self.wanted = wanted
        self.accept()

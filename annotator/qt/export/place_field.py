"""Where a dataset goes, what that means, and whether what is there gives way."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.qt.export.destination import Destination
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.kit.saving import ask_file

_THERE = {
    "dataset": "There is a dataset in this folder already.",
    "file": "This file will be replaced.",
}


class PlaceField(QWidget):
    """A path, a line about it, and a box to tick where a dataset stands there."""

    changed = Signal()

    def __init__(self, destination: Destination, usual: str) -> None:
        super().__init__()
        self._destination = destination
        self._suffix = ""
        self.line, self.choose = QLineEdit(usual), QPushButton("Choose…")
        self.hint, self.replacing = PlainLabel(), QCheckBox("&Replace it")
        self.line.setAccessibleName("Destination")
        self.line.setToolTip("A folder gets data, card, manifest and trace; a file the data alone")
        self.choose.setToolTip("Choose the folder, or name a file")
        self.choose.setAutoDefault(False)
        self.hint.setWordWrap(True)
        self.replacing.setAccessibleName("Replace it")
        self.replacing.setToolTip("The dataset that is there gives way (Alt+R)")
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.hint)
        column.addWidget(self.replacing)
        self.setFocusProxy(self.line)
        self.choose.clicked.connect(self._choose)
        self.line.textChanged.connect(self._change)
        self.replacing.toggled.connect(self.changed)
        destination.looked.connect(self._say)

    def suit(self, suffix: str) -> None:
        """Which ending means a file of the data alone; "" where the format always writes a folder."""
        self._suffix = suffix
        self._say()

    @property
    def waits_for_a_tick(self) -> bool:
        """Whether a dataset is there that may be replaced, but was not said to be."""
        return self._destination.there == "dataset" and not self.replacing.isChecked()

    def _change(self) -> None:
        self.replacing.setChecked(False)  # It was ticked for another place.
        self.changed.emit()

    def _say(self) -> None:
        if not self._destination.known:
            return
        there, fault = self._destination.there, self._destination.fault
        self.hint.setText(fault or _THERE.get(there, "") or self._meaning())
        self.replacing.setVisible(there == "dataset" and not fault)

    def _meaning(self) -> str:
        path = self._destination.path
        if path is not None and path.suffix and self._suffix:
            return "The data alone, as one file."
        if self._suffix:
            return (
                f"A folder with data, card, manifest and trace. A name with {self._suffix}: the data alone."
            )
        return "A folder with data, card, manifest and trace."

    def _choose(self) -> None:
        name, _ = ask_file(self, "Export to", self.line.text(), "Folders and files (*)")
        if name:
            self.line.setText(name)

"""A short list of words of which any number can be ticked."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from annotator.qt.kit.plain import harmless

_LINES = 4
_AIR = 6
"""Pixels of a row beyond its text, so that its box is whole."""


class Ticks(QListWidget):
    """Space ticks the word at hand. Nothing ticked means that all are meant."""

    changed = Signal()

    def __init__(self, name: str, words: Iterable[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(harmless(f"{name}: tick with Space; nothing ticked means all"))
        self.setTabKeyNavigation(False)
        self._fill(words)
        self.itemChanged.connect(lambda _item: self.changed.emit())
        self.setMinimumHeight(QFontMetrics(self.font()).lineSpacing() * _LINES + _LINES * _AIR + 6)
        self.setMinimumWidth(90)

    def sizeHint(self) -> QSize:
        """Wide enough for words; what is beside it gets the rest."""
        return QSize(150, self.minimumHeight())

    def _fill(self, words: Iterable[str]) -> None:
        for word in words:
            item = QListWidgetItem(word, self)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, QFontMetrics(self.font()).lineSpacing() + _AIR))

    @property
    def words(self) -> tuple[str, ...]:
        """The names that are ticked, in order."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(item.text() for item in items if item.checkState() == Qt.CheckState.Checked)

    def tick(self, words: Iterable[str]) -> None:
        """Ticks these and no others; those that are not in the list are put there."""
        wanted = dict.fromkeys(words)
        self.blockSignals(True)
        present = {self.item(row).text() for row in range(self.count())}
        self._fill(word for word in wanted if word not in present)
        for row in range(self.count()):
            item = self.item(row)
            on = Qt.CheckState.Checked if item.text() in wanted else Qt.CheckState.Unchecked
            item.setCheckState(on)
        self.blockSignals(False)

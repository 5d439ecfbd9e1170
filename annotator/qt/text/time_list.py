"""The times that a text names: the words and the days they mean, which can be corrected in their place."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTreeWidget, QTreeWidgetItem

from annotator.domain.times.interval import TimeExpression
from annotator.domain.times.time_correction import ANALYST, meaning
from annotator.qt.kit.plain import harmless

_ROWS = 8
"""Times that can be seen at once."""
_SPAN = Qt.ItemDataRole.UserRole
_HOLDS = _SPAN + 1
_DAYS = 1
_HOW = "2006-11-01, 2006-11, 2006 or 2006-10-18/2006-10-19; empty: it names no time"


class TimeList(QTreeWidget):
    """A click selects the words in the text; Return or a double click corrects the days."""

    revealWanted = Signal(int, int)
    """The words (half-open, code points) are to be shown in the text."""
    corrected = Signal(int, int, object)
    """The words name this time: as it was typed, None for none, `correcting.AS_FOUND` for what the rules find."""

    def __init__(self, as_found: str) -> None:
        super().__init__()
        self.setObjectName("times")
        self.setAccessibleName("Times")
        self.setToolTip(
            harmless(f"Click: show it in the text. Double click or Return: correct its days, as {_HOW}")
        )
        self._as_found = as_found
        self._writable = False
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.itemClicked.connect(lambda item: self.revealWanted.emit(*item.data(0, _SPAN)))
        self.itemActivated.connect(self._edit)
        self.itemChanged.connect(self._take)

    def show_times(self, times: Sequence[TimeExpression], writable: bool) -> None:
        """Shows them, in their order."""
        self.blockSignals(True)
        self._writable = writable
        self.clear()
        for one in times:
            self.addTopLevelItem(self._line(one.start, one.end, one.text, meaning(one)))
        height = self.sizeHintForRow(0) * max(1, min(_ROWS, len(times)))
        self.setFixedHeight(height + 2 * self.frameWidth() + 4)
        self.setColumnWidth(0, self.viewport().width() // 2)
        self.blockSignals(False)

    def _line(self, start: int, end: int, words: str, days: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([" ".join(words.split()), days])
        item.setData(0, _SPAN, (start, end))
        item.setData(_DAYS, _HOLDS, days)
        item.setToolTip(_DAYS, harmless(days))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        return item

    def _edit(self, item: QTreeWidgetItem) -> None:
        if self._writable:
            self.editItem(item, _DAYS)

    def ask(self, start: int, end: int, words: str) -> None:
        """Lets the time of other words be typed, in a line of its own."""
        self.blockSignals(True)
        item = self._line(start, end, words, "")
        self.addTopLevelItem(item)
        self.blockSignals(False)
        self.setCurrentItem(item)
        self.setFocus()
        self._edit(item)

    def _take(self, item: QTreeWidgetItem, column: int) -> None:
        """Of what stood there, "since" and the analyst's mark are no part of the days."""
        if column != _DAYS:
            return
        typed = item.text(_DAYS).removesuffix(f"({ANALYST})").split()
        # Until it is saved, and where it cannot be, the line says what holds.
        self.blockSignals(True)
        item.setText(_DAYS, item.data(_DAYS, _HOLDS))
        self.blockSignals(False)
        self.corrected.emit(*item.data(0, _SPAN), typed[-1] if typed else None)

    def _menu(self, place: QPoint) -> None:
        item = self.itemAt(place)
        if item is None or not self._writable:
            return
        menu = QMenu(self)
        menu.addAction("Correct its days", lambda: self._edit(item))
        span = item.data(0, _SPAN)
        menu.addAction("It names no time", lambda: self.corrected.emit(*span, None))
        menu.addAction("As the rules find it", lambda: self.corrected.emit(*span, self._as_found))
        menu.popup(self.viewport().mapToGlobal(place))

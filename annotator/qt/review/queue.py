"""The list of articles that can be reviewed."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.wording import number
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.commands import stands_for
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.kit.rows import Rows
from annotator.qt.review.queue_list import (
    ALL,
    FINISHED,
    IMPORTED,
    LEAST_FIRST,
    LONGEST,
    STARTED,
    TO_REVIEW,
    QueueList,
    QueueRows,
)

_NONE = "No article waits: one does as soon as an analyst has submitted it (Ctrl+D in the text)."


class ReviewQueue(QWidget):
    """Return or a click opens an article for review."""

    chosen = Signal(int)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.model = QueueList(bridge)
        self.list = Rows("reviewQueue", "Articles to review", self.model, QueueRows(self.model))
        self.list.installEventFilter(self)
        self.list.clicked.connect(lambda index: self.chosen.emit(self.model.rows[index.row()].key))
        self.shown, self.order = QComboBox(), QComboBox()
        for box, name, rows in (
            (self.shown, "Which articles", (TO_REVIEW, STARTED, FINISHED, ALL)),
            (self.order, "Order", (LEAST_FIRST, IMPORTED, LONGEST)),
        ):
            box.setAccessibleName(name)
            box.setToolTip(harmless(name))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            for row in rows:
                box.addItem(row.capitalize(), row)
        self.shown.currentIndexChanged.connect(lambda _: self.model.show(wanted=self.shown.currentData()))
        self.order.currentIndexChanged.connect(lambda _: self.model.show(order=self.order.currentData()))
        self.hide_names = QCheckBox("Hide names, shuffle their order")
        stands_for(
            self.hide_names,
            "review_hide",
            "Decide without knowing whose opinion it is; letters stand for names",
        )
        self._count = PlainLabel()
        self._count.setWordWrap(True)
        self._count.setContentsMargins(8, 4, 8, 4)
        self.model.modelReset.connect(self._show_count)
        self._lay_out()

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setContentsMargins(8, 8, 8, 4)
        filters.addWidget(self.shown, 1)
        filters.addWidget(self.order, 1)
        below = QHBoxLayout()
        below.setContentsMargins(8, 2, 8, 6)
        below.addWidget(self.hide_names)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(filters)
        column.addLayout(below)
        column.addWidget(self.list, 1)
        column.addWidget(self._count)

    def _show_count(self) -> None:
        count = self.model.rowCount()
        self._count.setText(number(count, "article") if count else _NONE)

    def mark(self, key: int | None) -> None:
        """Selects the article that is open."""
        row = self.model.row_of(key)
        if row < 0:
            self.list.clearSelection()
        else:
            self.list.selectRow(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return opens the article that the list stands at."""
        returns = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            watched is self.list
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in returns
            and self.list.currentIndex().isValid()
        ):
            self.chosen.emit(self.model.rows[self.list.currentIndex().row()].key)
            return True
        return super().eventFilter(watched, event)

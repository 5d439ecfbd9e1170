"""The list of all articles, with search, filters and order."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import STATUSES
from annotator.domain.change import Change
from annotator.domain.query import FILTERS
from annotator.project import articles, queues, team
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.commands import stands_for
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.kit.rows import Rows
from annotator.qt.library.article_list import ArticleList, ArticleRows

_PAUSE = 180
"""Milliseconds after the last key press until a search begins."""
_ALIKE = "with duplicates"
_QUEUES = {queues.UNSURE: "unsure ones", queues.INCOMPLETE: "incomplete ones"}
_ORDERS = (
    ("As imported", "added", False),
    ("Newest first", "published", True),
    ("Oldest first", "published", False),
    ("By headline", "headline", False),
    ("By agency", "agency", False),
    ("By status", "status", False),
    ("Most annotations", "annotations", True),
    ("In my order", articles.MY_ORDER, False),
)
_SELECTING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_MINE, _EVERY = "mine", ""


class ArticlesPanel(QWidget):
    """Return or a click opens an article; typing in the field searches."""

    chosen = Signal(int)
    """An article is to be opened, by its row id."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._looking = LatestOnly(bridge, self)
        self.model = ArticleList(bridge)
        self._search_field()
        self._filters()
        self.list = Rows("articleList", "Articles", self.model, ArticleRows())
        self.list.installEventFilter(self)
        self.list.setSelectionMode(Rows.SelectionMode.ExtendedSelection)
        self.list.clicked.connect(self._on_clicked)
        self.total, self.done, self._in_progress = articles.progress(bridge.reader, bridge.analyst)
        self._count = PlainLabel()
        self._count.setContentsMargins(8, 4, 8, 4)
        self.model.countChanged.connect(self._show_count)
        self._lay_out()
        self._show_count(self.model.rowCount())
        bridge.changed.connect(self._on_change)

    def _search_field(self) -> None:
        self.search = QLineEdit()
        self.search.setObjectName("searchField")
        self.search.setAccessibleName("Search the articles")
        self.search.setPlaceholderText("Search all articles")
        stands_for(
            self.search,
            "search",
            "All words must occur. “In quotation marks” they stand together, sanction* is a beginning.\n"
            f"Filters: {', '.join(f'{name}:' for name in FILTERS)}, and attribute=value.",
        )
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(lambda: self.model.search(self.search.text()))
        self.search.textChanged.connect(lambda _: self._timer.start())
        self._said = PlainLabel()
        self._said.setObjectName("misunderstood")
        self._said.setWordWrap(True)
        self._said.hide()
        self.model.misunderstood.connect(self._say)
        self.model.alike.looked.connect(self._show_alike)

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _filters(self) -> None:
        self._status, self._agency, self._order = map(_choice, ("Status", "Agency", "Order"))
        self._status.addItem("Any status", "")
        for status in STATUSES:
            self._status.addItem(status.capitalize(), status)
        for queue in (queues.UNSURE, queues.INCOMPLETE):
            self._status.addItem(f"With {_QUEUES[queue]}", queue)
        self._status.addItem("With duplicates", _ALIKE)
        self._fill_agencies()
        self._whose = _choice("Whose")
        self._whose.addItem("All articles", _EVERY)
        self._whose.addItem("Assigned to me", _MINE)
        self._whose.currentIndexChanged.connect(lambda _: self._show_whose())
        self._offer_mine()
        for text, column, descending in _ORDERS:
            self._order.addItem(text, (column, descending))
        self._status.currentIndexChanged.connect(lambda _: self._show_status())
        self._agency.currentIndexChanged.connect(
            lambda _: self.model.show(agency=self._agency.currentData() or "")
        )
        self._order.currentIndexChanged.connect(self._sort)

    def _show_status(self) -> None:
        """A status is in the list's own tables; for a queue the annotations are looked through."""
        chosen = self._status.currentData()
        if chosen == _ALIKE:
            self._looking.cancel()
            self.model.alike.look()
        elif chosen not in _QUEUES:
            self._looking.cancel()
            self.model.show(status=chosen)
            self.model.narrow(None)
        else:
            self._looking.ask(
                lambda project, steps: queues.articles_waiting(project, chosen, steps), self._narrow
            )

    def _show_alike(self) -> None:
        if self._status.currentData() == _ALIKE:
            self._narrow(set(self.model.alike.all))

    def _narrow(self, found: set[int]) -> None:
        self.model.show(status="")
        self.model.narrow(found)

    def _offer_mine(self) -> None:
        """Whoever has no assignments is not asked about them."""
        count = team.count_assigned(self._bridge.reader, self._bridge.analyst)
        self._whose.setItemText(1, f"Assigned to me ({count:,})")
        if not count:
            self._whose.setCurrentIndex(0)
        self._whose.setVisible(count > 0)

    def _show_whose(self) -> None:
        """My own articles come in my own order, until another one is chosen."""
        mine = self._whose.currentData() == _MINE
        column, _ = self._order.currentData()
        if mine != (column == articles.MY_ORDER):
            self._order.setCurrentText("In my order" if mine else _ORDERS[0][0])
        self.model.show(assigned=mine)

    def _fill_agencies(self) -> None:
        shown = self._agency.currentData()
        self._agency.blockSignals(True)
        self._agency.clear()
        self._agency.addItem("Any agency", "")
        for agency in articles.agencies(self._bridge.reader):
            self._agency.addItem(agency, agency)
        self._agency.setCurrentIndex(max(0, self._agency.findData(shown)))
        self._agency.blockSignals(False)

    def _sort(self) -> None:
        column, descending = self._order.currentData()
        self.model.show(sort=column, descending=descending)

    def filters(self) -> dict[str, str]:
        """What is filtered and in which order, to be set again another day."""
        return {
            "status": self._status.currentData(),
            "agency": self._agency.currentData(),
            "whose": self._whose.currentData(),
            "order": self._order.currentText(),
        }

    def set_filters(self, wanted: Mapping[str, str]) -> None:
        """Filters and sorts as noted; what is not offered any more is passed over."""
        order = self._order.findText(wanted.get("order", ""))
        whose = -1 if self._whose.isHidden() else self._whose.findData(wanted.get("whose", ""))
        for box, line in (
            (self._status, self._status.findData(wanted.get("status", ""))),
            (self._agency, self._agency.findData(wanted.get("agency", ""))),
            (self._whose, whose),
            (self._order, order),
        ):
            if line >= 0:
                box.setCurrentIndex(line)

    def _lay_out(self) -> None:
        filters = QGridLayout()
        filters.setSpacing(6)
        filters.addWidget(self._status, 0, 0)
        filters.addWidget(self._agency, 0, 1)
        # The order has the line for itself where there are no assignments.
        order = QHBoxLayout()
        order.setSpacing(6)
        order.addWidget(self._whose, 1)
        order.addWidget(self._order, 1)
        filters.addLayout(order, 1, 0, 1, 2)
        top = QVBoxLayout()
        top.setContentsMargins(8, 8, 8, 8)
        top.setSpacing(6)
        top.addWidget(self.search)
        top.addWidget(self._said)
        top.addLayout(filters)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self._count)

    def _show_count(self, count: int) -> None:
        shown = f"{count:,} of {self.total:,} shown · " if count != self.total else ""
        self._count.setText(f"{shown}{self.done:,} of {self.total:,} done, {self._in_progress:,} in progress")

    def mark(self, key: int | None) -> None:
        """Shows which article is open."""
        line = self.model.line_of(key)
        if line is None:
            self.list.clearSelection()
        elif line != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(line))

    def _on_clicked(self, index: QModelIndex) -> None:
        """With Ctrl or Shift a click selects, for what is done to several articles."""
        if not QApplication.keyboardModifiers() & _SELECTING:
            self.chosen.emit(self.model.keys[index.row()])

    @property
    def selected(self) -> list[int]:
        """Row ids of the selected articles."""
        return [self.model.keys[index.row()] for index in self.list.selectionModel().selectedIndexes()]

    def neighbour(self, key: int | None, step: int) -> int | None:
        """The article before or after one, in the list's order."""
        line = self.model.line_of(key)
        place = 0 if line is None else line + step
        return self.model.keys[place] if 0 <= place < self.model.rowCount() else None

    def _on_change(self, change: Change) -> None:
        if change.listed or "assignment" in change.kinds:
            self._offer_mine()
        if change.listed or change.articles:
            self._fill_agencies()
        if change.listed or change.restated:
            self.total, self.done, self._in_progress = articles.progress(
                self._bridge.reader, self._bridge.analyst
            )
            self._show_count(self.model.rowCount())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return opens; from the field it goes on to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            returned = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self.list and returned and self.list.currentIndex().isValid():
                self.chosen.emit(self.model.keys[self.list.currentIndex().row()])
                return True
            if watched is self.search and (returned or key == Qt.Key.Key_Down):
                self._to_list()
                return True
        return super().eventFilter(watched, event)

    def _to_list(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self.model.search(self.search.text())
        if not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()


def _choice(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(harmless(name))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    return box

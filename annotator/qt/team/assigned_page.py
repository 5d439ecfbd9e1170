"""The assigned articles, who of each is how far, and taking assignments back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.wording import number
from annotator.project import articles, team
from annotator.project.team import ArticleStanding
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.list_model import Index, PagedModel
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.kit.rows import Rows
from annotator.qt.kit.two_lines import Cell, TwoLines
from annotator.qt.team.strip import paint_strip, parts_of_article

_EVERYBODY = ""
_BAR, _WIDTH = 10, 150
"""Pixels of the bar at the right of a row."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A row: an article and how far it is."""

    headline: str
    standing: ArticleStanding


class AssignedList(PagedModel[int, Assigned]):
    """Assigned articles by row id."""

    page_size = 60

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge

    def shown(self, row: Assigned) -> str:
        return row.headline

    def told(self, row: Assigned) -> str:
        return f"{row.headline}\n{row.standing.words}"

    def read_page(self, keys: Sequence[int]) -> list[Assigned | None]:
        reader = self._bridge.reader
        lines = {row.key: row.headline for row in articles.rows(reader, keys, self._bridge.analyst)}
        return [Assigned(lines.get(one.key, ""), one) for one in team.article_standings(reader, keys)]


class AssignedRows(TwoLines):
    """Headline and states, the bar at their right."""

    pad, gap = 7, 0

    def paint_row(self, cell: Cell, row: Assigned, index: Index) -> None:
        whole = QRectF(cell.box)
        cell.box.adjust(0, 0, -_WIDTH - 2 * self.pad, 0)
        cell.upper(row.headline)
        cell.lower(row.standing.words)
        bar = QRectF(whole.right() - _WIDTH, whole.center().y() - _BAR / 2, _WIDTH, _BAR)
        paint_strip(cell.painter, bar, cell.look, parts_of_article(row.standing))


class AssignedPage(QWidget):
    """A row an article; several can be selected."""

    takingBackWanted = Signal(object, object)
    """Assignments that were not begun are to be taken back: of these articles (row ids), from these analysts or all."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._writable = bridge.writable
        self._given: Mapping[int, tuple[str, ...]] = {}
        self.model = AssignedList(bridge)
        self.list = Rows("assignedList", "Assigned articles", self.model, AssignedRows())
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.whose = QComboBox()
        self.whose.setAccessibleName("Assigned to")
        self.whose.setToolTip("Show what is assigned to somebody")
        self.whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.whose.currentIndexChanged.connect(lambda _: self._show())
        self._count = PlainLabel()
        self.back = QPushButton("Take back what was not begun")
        self.back.setToolTip(
            "Take back the assignments of the selected articles that nobody has begun; undo brings them back"
        )
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self._take_back)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._lay_out()
        self._enable()

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.whose)
        top.addWidget(self._count, 1)
        below.addStretch(1)
        below.addWidget(self.back)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addLayout(below)

    def show_assignments(self, given: Mapping[int, tuple[str, ...]], names: Sequence[str]) -> None:
        """Shows who has what: analysts by the article's row id."""
        self._given = given
        shown = self.whose.currentData() or _EVERYBODY
        self.whose.blockSignals(True)
        self.whose.clear()
        self.whose.addItem("Everybody's articles", _EVERYBODY)
        for name in names:
            self.whose.addItem(name, name)
        self.whose.setCurrentIndex(max(0, self.whose.findData(shown)))
        self.whose.blockSignals(False)
        self._show()

    def _show(self) -> None:
        name = self.whose.currentData()
        self.model.put_keys([key for key, names in self._given.items() if name in (None, _EVERYBODY, *names)])
        self._count.setText(f"{number(self.model.rowCount(), 'article')} assigned")
        self._enable()

    @property
    def selected(self) -> list[int]:
        """Row ids of the selected articles."""
        return [self.model.keys[index.row()] for index in self.list.selectionModel().selectedIndexes()]

    def _enable(self) -> None:
        self.back.setEnabled(self._writable and self.list.selectionModel().hasSelection())

    def _take_back(self) -> None:
        name = self.whose.currentData()
        self.takingBackWanted.emit(self.selected, [name] if name else None)

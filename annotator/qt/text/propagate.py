"""Equal mentions in the whole project: what is to be done with them, and where, each in its context."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.wording import number
from annotator.project import propagating
from annotator.project.project import Project
from annotator.project.propagating import Place, Shown
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.in_context import paint_in_context
from annotator.qt.kit.list_model import Index, PagedModel
from annotator.qt.kit.plain import PlainLabel, caption
from annotator.qt.kit.rows import Rows
from annotator.qt.kit.two_lines import Cell, TwoLines

Choices = Mapping[str, tuple[str, Sequence[Place]]]
"""What can be done: by its name, the words for it and the places that it concerns."""

_BOX = 14
"""Pixels of the box with a place's tick."""


class PlaceList(PagedModel[Place, Shown]):
    """Places of the whole project, each ticked or not. All are ticked at first."""

    page_size = 50

    ticked = Signal(int)
    """How many are ticked now."""

    def __init__(self, reader: Project) -> None:
        super().__init__()
        self._reader = reader
        self._off: set[int] = set()

    def show(self, places: Sequence[Place]) -> None:
        """Lists other places, all ticked."""
        self._off = set()
        self.put_keys(places)
        self.ticked.emit(len(places))

    @property
    def chosen(self) -> list[Place]:
        """The ticked places."""
        return [place for row, place in enumerate(self.keys) if row not in self._off]

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def read_page(self, keys: Sequence[Place]) -> list[Shown | None]:
        return list(propagating.shown(self._reader, keys))

    def shown(self, row: Shown) -> str:
        return f"{row.before}[{row.words}]{row.after} – {row.headline}"

    def tip(self, _row: Shown) -> None:
        """The row says it all."""

    def other(self, number: int, role: int) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked if number in self._off else Qt.CheckState.Checked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def tick(self, rows: Sequence[int], on: bool) -> None:
        """Ticks several rows, or takes their ticks away."""
        if on:
            self._off.difference_update(rows)
        else:
            self._off.update(rows)
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))
        self.ticked.emit(len(self.keys) - len(self._off))

    def is_ticked(self, row: int) -> bool:
        """Whether the row is ticked."""
        return row not in self._off


class _PlaceRows(TwoLines):
    """A tick, the words in context one below the other, so that the eye runs down them, and the headline below."""

    pad = 6

    def paint_row(self, cell: Cell, row: Shown, index: Index) -> None:
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        _tick(cell.painter, QRectF(cell.box.left(), cell.box.top() + 2, _BOX, _BOX), ticked, cell.ink)
        cell.box.adjust(_BOX + 8, 0, 0, 0)
        above = QRectF(cell.box.left(), cell.box.top(), cell.box.width(), cell.height)
        shown, quiet = (row.before, row.words, row.after), cell.ink if ticked else cell.look.quiet
        paint_in_context(cell.painter, above, shown, cell.font, cell.ink, quiet)
        cell.lower(row.headline)


def _tick(painter: QPainter, box: QRectF, on: bool, ink: QColor) -> None:
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    if on:
        painter.setPen(QPen(ink, 2))
        middle = QPointF(box.left() + box.width() * 0.42, box.bottom() - 3.5)
        painter.drawLine(QPointF(box.left() + 3, box.center().y()), middle)
        painter.drawLine(middle, QPointF(box.right() - 3, box.top() + 3.5))


class PropagateDialog(QDialog):
    """Return does it to every ticked place; Space takes a tick away. `left_out` says which places are not offered."""

    def __init__(
        self, parent: QWidget, reader: Project, words: str, choices: Choices, left_out: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Equal mentions in the project")
        self.resize(min(860, parent.width() - 40), min(620, parent.height() - 60))
        self._choices = choices
        self.model = PlaceList(reader)
        self.list = Rows("placeList", "Places", self.model, _PlaceRows())
        self.list.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._toggle(index.row()))
        self._what = QComboBox()
        self._what.setAccessibleName("What to do")
        for name, (text, places) in choices.items():
            self._what.addItem(f"{text} ({len(places):,})", name)
        self._what.currentIndexChanged.connect(self._show)
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Cancel)
        self._go = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setDefault(True)
        self._go.setToolTip("Do it to every ticked place; one undo takes it back (Return)")
        self.model.ticked.connect(self._count)
        self._lay_out(words, left_out, buttons)
        self._show()
        self.list.setFocus()

    def _lay_out(self, words: str, left_out: str, buttons: QDialogButtonBox) -> None:
        title = PlainLabel(f"“{words if len(words) <= 80 else words[:79] + '…'}”")
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self._what)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(
            PlainLabel("Space takes a place's tick away · Ctrl+A and Space for all · Return does it")
        )
        column.addWidget(self.list, 1)
        if left_out:
            said = PlainLabel(left_out)
            said.setObjectName("leftOut")
            said.setWordWrap(True)
            column.addWidget(said)
        column.addWidget(buttons)
        self.list.setSelectionMode(Rows.SelectionMode.ExtendedSelection)

    @property
    def action(self) -> str:
        """The name of what is to be done."""
        return str(self._what.currentData())

    @property
    def places(self) -> list[Place]:
        """Where it is to be done."""
        return self.model.chosen

    def _show(self) -> None:
        self.model.show(self._choices[self.action][1])
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))

    def _count(self, ticked: int) -> None:
        self._go.setText(caption(f"{self._choices[self.action][0]}: {number(ticked, 'place')}"))
        self._go.setEnabled(ticked > 0)

    def _toggle(self, row: int) -> None:
        self.model.tick([row], not self.model.is_ticked(row))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space ticks what is selected; Return accepts."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Space:
                rows = [index.row() for index in self.list.selectionModel().selectedIndexes()]
                self.model.tick(rows, not all(self.model.is_ticked(row) for row in rows))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._go.isEnabled():
                self.accept()
                return True
        return super().eventFilter(watched, event)

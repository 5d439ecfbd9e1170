"""Places of the whole project in their context, each ticked or not; read as they come into view."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.project import propagating
from annotator.project.project import Project
from annotator.project.propagating import Place, Shown
from annotator.qt.kit.in_context import paint_in_context
from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of

Index = QModelIndex | QPersistentModelIndex
ShownRole = Qt.ItemDataRole.UserRole
_PAGE = 50


class PlaceList(QAbstractListModel):
    """One place a row; `ShownRole` gives it in words. All are ticked at first."""

    ticked = Signal(int)
    """How many are ticked now."""

    def __init__(self, reader: Project) -> None:
        super().__init__()
        self._reader = reader
        self._places: Sequence[Place] = ()
        self._off: set[int] = set()
        self._pages: dict[int, list[Shown]] = {}

    def show(self, places: Sequence[Place]) -> None:
        """Other places, all ticked."""
        self.beginResetModel()
        self._places, self._off, self._pages = places, set(), {}
        self.endResetModel()
        self.ticked.emit(len(places))

    @property
    def chosen(self) -> list[Place]:
        """The ticked places."""
        return [place for row, place in enumerate(self._places) if row not in self._off]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many places there are."""
        return 0 if parent is not None and parent.isValid() else len(self._places)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each can be ticked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The tick, or the place in words."""
        if not 0 <= index.row() < len(self._places):
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked if index.row() in self._off else Qt.CheckState.Checked
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, ShownRole):
            return None
        shown = self._shown(index.row())
        if role == ShownRole:
            return shown
        return f"{shown.before}[{shown.words}]{shown.after} – {shown.headline}"

    def _shown(self, row: int) -> Shown:
        page, place = divmod(row, _PAGE)
        if page not in self._pages:
            some = self._places[page * _PAGE : (page + 1) * _PAGE]
            self._pages[page] = propagating.shown(self._reader, some)
        return self._pages[page][place]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ticks a place, or takes its tick away."""
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
        self.ticked.emit(len(self._places) - len(self._off))

    def is_ticked(self, row: int) -> bool:
        """Whether the row is ticked."""
        return row not in self._off


_PAD = 6
_BOX = 14
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + 2)


class PlaceRows(QStyledItemDelegate):
    """Two lines a place; the words stand one below the other, so that the eye runs down them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints tick, context and headline."""
        shown: Shown = index.data(ShownRole)
        ink = begin_row(painter, option)
        look = theme_of(option.palette)
        box = QRectF(option.rect).adjusted(_PAD + _BOX + 8, _PAD, -_PAD, -_PAD)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        self._tick(painter, QRectF(option.rect.left() + _PAD, box.top() + 2, _BOX, _BOX), ticked, ink)
        height = QFontMetricsF(option.font).height()
        above = QRectF(box.left(), box.top(), box.width(), height)
        told = shown.before, shown.words, shown.after
        paint_in_context(painter, above, told, option.font, ink, ink if ticked else look.quiet)
        if not is_chosen(option):
            painter.setPen(look.quiet)
        quiet = smaller(option.font)
        below = QRectF(box.left(), box.top() + height + 2, box.width(), QFontMetricsF(quiet).height())
        line(painter, below, shown.headline, quiet)
        painter.restore()

    def _tick(self, painter: QPainter, box: QRectF, on: bool, ink: QColor) -> None:
        painter.setPen(QPen(ink, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if on:
            painter.setPen(QPen(ink, 2))
            middle = QPointF(box.left() + box.width() * 0.42, box.bottom() - 3.5)
            painter.drawLine(QPointF(box.left() + 3, box.center().y()), middle)
            painter.drawLine(middle, QPointF(box.right() - 3, box.top() + 3.5))

"""Figures as a table: each cell says something, may be drawn as a share, and may open what it was counted from."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.qt.kit.plain import plain_tips

Index = QModelIndex | QPersistentModelIndex
FigureRole = Qt.ItemDataRole.UserRole
UNDEFINED = "–"

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell. `share`, from 0 to 1, is drawn; `tip` explains; `opens` names the cases it was counted from.

    `order` is what it is sorted by where that is not its text; None comes last either way.
    """

    text: str = ""
    share: float | None = None
    tip: str = ""
    opens: Hashable | None = None
    order: float | str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, what it means, how much of the width it takes, on which side its text stands."""

    title: str
    tip: str = ""
    share: float = 1.0
    side: Qt.AlignmentFlag = RIGHT


Row = Sequence[Figure]


class Figures(QAbstractTableModel):
    """A row of cells for each thing that was measured; `FigureRole` gives the Figure. `titles` name the rows."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: Sequence[Column] = ()
        self._rows: Sequence[Row] = ()
        self._titles: Sequence[str] = ()

    def show(self, columns: Sequence[Column], rows: Sequence[Row], titles: Sequence[str] = ()) -> None:
        """Shows other figures, in this order."""
        self.beginResetModel()
        self.columns, self._rows, self._titles = columns, rows, titles
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    @plain_tips
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The title of a column and what it means; the title of a row where rows have one."""
        if orientation == Qt.Orientation.Vertical:
            there = 0 <= section < len(self._titles)
            return self._titles[section] if there and role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.side
        return None

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, what explains it, or the Figure itself."""
        if not (0 <= index.row() < len(self._rows) and 0 <= index.column() < len(self.columns)):
            return None
        figure = self._rows[index.row()][index.column()]
        if role == FigureRole:
            return figure
        if role == Qt.ItemDataRole.DisplayRole:
            return figure.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return figure.tip or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), index.column(), figure)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[index.column()].side
        return None

    def _spoken(self, row: int, column: int, figure: Figure) -> str:
        said = figure.text if figure.text not in ("", UNDEFINED) else figure.tip or "nothing"
        title = f"{self._titles[row]}, " if row < len(self._titles) else ""
        return f"{title}{self.columns[column].title}: {said}"

    def figure(self, row: int, column: int) -> Figure:
        """The cell at that place."""
        return self._rows[row][column]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Puts the rows in order; what has no value stays last."""
        if not 0 <= column < len(self.columns):
            return
        self.layoutAboutToBeChanged.emit()
        keys = [(_key(row[column]), row) for row in self._rows]
        known = [(key, row) for key, row in keys if key is not None]
        known.sort(key=lambda one: one[0], reverse=order == Qt.SortOrder.DescendingOrder)
        self._rows = [row for _, row in known] + [row for key, row in keys if key is None]
        self.layoutChanged.emit()


def _key(figure: Figure) -> tuple[bool, float | str] | None:
    value = figure.text.casefold() if figure.order is None and figure.share is None else figure.order
    value = figure.share if value is None else value
    if value in ("", UNDEFINED) or value is None:
        return None
    return isinstance(value, str), value

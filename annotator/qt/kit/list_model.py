"""Models of lists: a room says what its rows show, the rest of what Qt asks is answered here."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.qt.kit.plain import plain_tips

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
Key = TypeVar("Key")

RowRole = Qt.ItemDataRole.UserRole
"""The role under which a model gives the row itself; a room's own roles begin at `RowRole + 1`."""
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_OF_ROWS = (RowRole, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, _SPOKEN)


class ListModel(QAbstractListModel, Generic[Row]):
    """Rows in one column. A subclass gives the words of a row with `shown` and `told`."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def row(self, number: int) -> Row | None:
        """The row at a place of the list; None where it is gone from the project since it was listed."""
        return self.rows[number]

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        number = index.row()
        if not 0 <= number < self.rowCount():
            return None
        if role not in _OF_ROWS:
            return self.other(number, role)
        row = self.row(number)
        if row is None or role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(row)
        return self.told(row) if role == _SPOKEN else self.tip(row)

    def shown(self, row: Row) -> str:
        """The words of a row, on one line."""
        raise NotImplementedError

    def told(self, row: Row) -> str:
        """A row as a screen reader says it."""
        return self.shown(row)

    def tip(self, row: Row) -> str | None:
        """The tooltip of a row; None for none."""
        return self.told(row)

    def other(self, _number: int, _role: int) -> Any:
        """The answer to a role of the room's own, for the row at a place of the list."""
        return None

    def find(self, fits: Callable[[Row], bool]) -> int | None:
        """The place of the first row that fits; None if there is none."""
        return next((number for number, row in enumerate(self.rows) if fits(row)), None)

    def put(self, rows: list[Row]) -> None:
        """Shows other rows; a view loses its current row."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def renew(self, rows: list[Row], key: Callable[[Row], object]) -> None:
        """Shows other rows; where their keys are the present ones, a view keeps its current row."""
        if [key(row) for row in rows] != [key(row) for row in self.rows]:
            self.put(rows)
            return
        self.rows = rows
        self.mark_all()

    def mark_all(self) -> None:
        """Tells the views that every row may look different now."""
        if count := self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(count - 1))

    def remove(self, gone: Callable[[Row], bool]) -> None:
        """Takes rows out, one by one, so that the current row of a view stays."""
        for number in reversed([number for number, row in enumerate(self.rows) if gone(row)]):
            self.beginRemoveRows(QModelIndex(), number, number)
            del self.rows[number]
            self.endRemoveRows()


class PagedModel(ListModel[Row], Generic[Key, Row]):
    """A list that has all keys in memory and reads rows a page at a time, as they come into view."""

    page_size = 100
    pages_kept = 20

    def __init__(self) -> None:
        super().__init__()
        self.keys: Sequence[Key] = []
        self.pages: OrderedDict[int, list[Row | None]] = OrderedDict()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.keys)

    def row(self, number: int) -> Row | None:
        page, place = divmod(number, self.page_size)
        if page not in self.pages:
            first = page * self.page_size
            self.pages[page] = self.read_page(self.keys[first : first + self.page_size])
            while len(self.pages) > self.pages_kept:
                self.pages.popitem(last=False)
        self.pages.move_to_end(page)
        return self.pages[page][place]

    def read_page(self, keys: Sequence[Key]) -> list[Row | None]:
        """Reads the rows of some keys, in their order; None for what is gone."""
        raise NotImplementedError

    def put_keys(self, keys: Sequence[Key]) -> None:
        """Lists other keys; a view loses its current row."""
        self.beginResetModel()
        self.keys = keys
        self.pages.clear()
        self.endResetModel()

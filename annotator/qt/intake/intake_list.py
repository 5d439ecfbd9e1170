"""What is about to be imported, a row each: what was recognised, and whether it is taken in."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette

from annotator.domain.article import QUESTIONS
from annotator.domain.likeness import NEARLY, SAME_BODY
from annotator.project.intake import Intake, Item
from annotator.qt.kit.plain import plain_tips

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """What stands in which column."""

    FILE = 0
    REMARK = 1
    HEADLINE = 2
    AGENCY = 3
    PLACE = 4
    DATE = 5


_QUIET = frozenset([Column.HEADLINE, Column.REMARK])
"""Where a rejected file says why, in quiet letters."""


_TITLES = ("File", "Remark", "Headline", "Agency", "Place", "Date")
_SHORT = {
    "encoding": "encoding?",
    "mojibake": "misread?",
    "digest": "several stories?",
    "index": "no story?",
    "date": "day or month first?",
    "columns": "which columns?",
}
_LIKE = {SAME_BODY: "same body", NEARLY: "near-duplicate"}


class IntakeList(QAbstractTableModel):
    """Rows of an intake. `only` (one of QUESTIONS, "rejected", or empty) chooses among them."""

    ticked = Signal()
    """Something was left out, or taken in again."""

    def __init__(self, intake: Intake, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._intake = intake
        self._rows: list[Item] = []
        self.only = ""

    def append(self, items: Sequence[Item]) -> None:
        """Shows further items below the others."""
        rows = [item for item in items if self._is_wanted(item)]
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def refresh(self, items: Sequence[Item]) -> None:
        """Shows the items; where they are the same as before, with corrections, every row keeps its place."""
        rows = [item for item in items if self._is_wanted(item)]
        if [row.number for row in rows] != [row.number for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(_TITLES) - 1))

    def _is_wanted(self, item: Item) -> bool:
        if self.only == "rejected":
            return item.rejected
        return not self.only or self.only in item.questions

    def item_at(self, row: int) -> Item | None:
        """The item of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, number: int) -> int:
        """The row of an item, -1 if it has none."""
        return next((row for row, item in enumerate(self._rows) if item.number == number), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        item = self.item_at(index.row())
        if index.column() == Column.FILE and item is not None and not item.rejected:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item_at(index.row())
        if item is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(item, Column(index.column()))
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == Column.FILE and not item.rejected:
            out = self._intake.is_skipped(item.number)
            return Qt.CheckState.Unchecked if out else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.ToolTipRole:
            return _told(item)
        if role == Qt.ItemDataRole.ForegroundRole and item.rejected and index.column() in _QUIET:
            return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.FILE:
            out = not item.rejected and self._intake.is_skipped(item.number)
            return f"{item.file}, left out" if out else item.file
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        item = self.item_at(index.row())
        if role != Qt.ItemDataRole.CheckStateRole or item is None or item.rejected:
            return False
        self.take_in([item.number], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def take_in(self, numbers: Sequence[int], wanted: bool) -> None:
        """Takes items in, or leaves them out."""
        self._intake.skip(numbers, not wanted)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        self.ticked.emit()


def shown_date(item: Item) -> str:
    """The date as it is shown: with a space before the time, without the marks of a missing year."""
    known = item.metadata
    if known.published:
        day = known.published.removesuffix(":00").replace("T", " ")
        return f"{day.removeprefix('--')} (no year)" if day.startswith("--") else day
    return "undecided" if known.date_readings else ""


def _shown(item: Item, column: Column) -> str:
    if column == Column.FILE:
        return item.file if item.line is None else f"{item.file}, line {item.line}"
    if column == Column.REMARK:
        return "rejected" if item.rejected else ", ".join(_remarks(item))
    if item.rejected:
        return item.reason if column == Column.HEADLINE else ""
    known = item.metadata
    return {
        Column.HEADLINE: known.headline,
        Column.AGENCY: known.agency or "",
        Column.PLACE: known.place or "",
        Column.DATE: shown_date(item),
    }[column]


def _remarks(item: Item) -> list[str]:
    there = ["already there"] if item.is_there else []
    there += [_LIKE[item.like[0].kind]] if item.like else []
    annotations = [f"{item.annotations} annotations"] if item.annotations else []
    return there + [_SHORT[question] for question in item.questions] + annotations


def _told(item: Item) -> str:
    if item.rejected:
        return f"Rejected: {item.reason}."
    lines = [f"{item.format or 'text'}, {item.encoding}"]
    lines += [item.metadata.date_evidence] if item.metadata.date_evidence else []
    lines += [like.sentence() for like in item.like]
    lines += [f"{QUESTIONS[question][0].upper()}{QUESTIONS[question][1:]}." for question in item.questions]
    return "\n".join(lines)

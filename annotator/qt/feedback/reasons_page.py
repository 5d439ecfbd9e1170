"""How often each reason was given, month by month: a table whose cells have bars.

Bars in the cells rather than a plot: every figure is there to be read, by a screen reader too, and nothing that may
not be installed is needed.
"""

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.reviewing.decision import REASONS
from annotator.qt.feedback.outcomes import MEANINGS
from annotator.qt.kit.paint import begin_row, is_chosen, theme_of
from annotator.qt.kit.plain import PlainLabel, plain_tips

_PAD, _BAR = 8, 0.55
_ALL = "all"
_Index = QModelIndex | QPersistentModelIndex
ShareRole = Qt.ItemDataRole.UserRole
"""A cell's part of the largest one, from 0 to 1; None where there is no bar."""


class ReasonTable(QAbstractTableModel):
    """A month a row, a reason a column; sums at the right and below."""

    def __init__(self) -> None:
        super().__init__()
        self.months: list[str] = []
        self.reasons: list[str] = []
        self._counts: dict[str, Counter[str]] = {}
        self._most = 1

    def show(self, counts: Mapping[str, Counter[str]]) -> None:
        """Takes counts by month, in the order of time."""
        self.beginResetModel()
        total: Counter[str] = sum(counts.values(), Counter())
        self.reasons = [reason for reason in (*REASONS, *sorted(total)) if reason in total]
        self.reasons = [*dict.fromkeys(self.reasons), _ALL] if total else []
        self.months = [*counts, _ALL] if total else []
        self._counts = {month: of + Counter({_ALL: of.total()}) for month, of in counts.items()}
        self._counts[_ALL] = total + Counter({_ALL: total.total()})
        months = (of for month, of in self._counts.items() if month != _ALL)
        self._most = max(
            (of[reason] for of in months for reason in self.reasons if reason != _ALL), default=1
        )
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.months)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.reasons)

    @plain_tips
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        names = self.reasons if orientation == Qt.Orientation.Horizontal else self.months
        if not 0 <= section < len(names):
            return None
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            return MEANINGS.get(names[section])
        # On two lines there is room for them in a small window too.
        return names[section].capitalize().replace(" ", "\n") if role == Qt.ItemDataRole.DisplayRole else None

    @plain_tips
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A count, its share of the largest, or both names with it in words."""
        if not (0 <= index.row() < len(self.months) and 0 <= index.column() < len(self.reasons)):
            return None
        month, reason = self.months[index.row()], self.reasons[index.column()]
        count = self._counts[month][reason]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{count:,}" if count else ""
        if role == ShareRole:
            return None if _ALL in (month, reason) else count / self._most
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{month}, {reason}: {count:,}"
        return None


class ReasonsPage(QWidget):
    """The table, and a sentence where there is nothing to count."""

    def __init__(self) -> None:
        super().__init__()
        self.model = ReasonTable()
        self.table = QTableView()
        self.table.setObjectName("reasonsTable")
        self.table.setAccessibleName("Reasons by month")
        self.table.setToolTip("How often review changed something for each reason, month by month")
        self.table.setModel(self.model)
        self.table.setItemDelegate(_Bars(self.table))
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        height = round(QFontMetricsF(self.table.font()).height()) + 2 * _PAD
        self.table.verticalHeader().setDefaultSectionSize(height)
        self._none = PlainLabel("Review has changed nothing so far, so there is no reason to count.")
        self._none.setContentsMargins(14, 10, 14, 0)
        self._none.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_counts(self, counts: Mapping[str, Counter[str]]) -> None:
        """Shows counts by month."""
        self.model.show(counts)
        self._none.setVisible(not counts)
        self.table.setVisible(bool(counts))


class _Bars(QStyledItemDelegate):
    """The figure at the left, the bar beside it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ink, look = begin_row(painter, option), theme_of(option.palette)
        box = QRectF(option.rect).adjusted(_PAD, 0, -_PAD, 0)
        share, shown = index.data(ShareRole), str(index.data())
        metrics = QFontMetricsF(option.font)
        room = max(metrics.horizontalAdvance("0,000"), metrics.horizontalAdvance(shown))
        font = option.font
        font.setBold(share is None)
        painter.setFont(font)
        painter.setPen(ink)
        aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(box.left(), box.top(), room, box.height()), aligned, shown)
        if share:
            height = _BAR * box.height()
            width = max(2.0, share * (box.width() - room - _PAD))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink if is_chosen(option) else look.accent)
            top = box.center().y() - height / 2
            painter.drawRoundedRect(QRectF(box.left() + room + _PAD, top, width, height), 2, 2)
        painter.restore()

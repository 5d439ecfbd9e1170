"""The articles that were handed back to me: what is to be done first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.wording import number
from annotator.project.reviewing.feedback import HandedBack
from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of
from annotator.qt.kit.plain import PlainLabel, plain_tips
from annotator.qt.kit.rows import LeadingRows

_PAD, _MOST_SHOWN = 6, 2
_Index = QModelIndex | QPersistentModelIndex
_HandedBackRole = Qt.ItemDataRole.UserRole


class HandedBackList(QWidget):
    """Hidden where there are none. Return opens one; the button takes it up again besides."""

    openWanted = Signal(object)
    """A HandedBack is to be opened."""
    takeUpWanted = Signal(object)
    """It is to be reopened as well."""

    def __init__(self) -> None:
        super().__init__()
        self._title = PlainLabel()
        self._title.setFont(smaller(self._title.font(), 0.5, bold=True))
        self._model = _Model()
        self.list = LeadingRows("handedBackList", "Handed back to you")
        self.list.setToolTip("Return or a double click opens the article")
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Cells(self.list))
        metrics = QFontMetricsF(self.list.font())
        self._height = round(
            metrics.height() + QFontMetricsF(smaller(self.list.font())).height() + 2 * _PAD + 2
        )
        self.list.set_row_height(self._height)
        self.take_up = QPushButton("Open and take up again")
        self.take_up.setAccessibleName("Open the article and take it up again")
        self.take_up.setToolTip("Open the article and your layer of it, to mend it and submit it again")
        self.take_up.setAutoDefault(False)
        self.list.wanted.connect(lambda: self._emit(self.openWanted.emit))
        self.take_up.clicked.connect(lambda: self._emit(self.takeUpWanted.emit))
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.take_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 2, 8, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.list)
        self.hide()

    def show_articles(self, found: Sequence[HandedBack], writable: bool) -> None:
        """Lists them."""
        row = max(0, self.list.currentIndex().row())
        self._model.show(found)
        self._title.setText(f"Handed back to you: {number(len(found), 'article')}")
        self.list.setFixedHeight(min(len(found), _MOST_SHOWN) * self._height + 2)
        self.setVisible(bool(found))
        self.take_up.setEnabled(writable)
        if found:
            self.list.setCurrentIndex(self._model.index(min(row, len(found) - 1)))

    def _emit(self, emit: Callable[[HandedBack], object]) -> None:
        one = self.list.currentIndex().data(_HandedBackRole)
        if one is not None:
            emit(one)


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[HandedBack] = ()

    def show(self, rows: Sequence[HandedBack]) -> None:
        if list(rows) != list(self._rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @plain_tips
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self._rows):
            return None
        one = self._rows[index.row()]
        if role == _HandedBackRole:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.headline
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{one.headline}\n{one.sentence}"
        return None


class _Cells(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The headline, below it who and why."""
        ink = begin_row(painter, option)
        box = QRectF(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        painter.setPen(ink)
        height, quiet = QFontMetricsF(option.font).height(), smaller(QFont(option.font))
        line(painter, QRectF(box.left(), box.top(), box.width(), height), str(index.data()), option.font)
        if not is_chosen(option):
            painter.setPen(theme_of(option.palette).quiet)
        below = QRectF(box.left(), box.top() + height + 2, box.width(), QFontMetricsF(quiet).height())
        line(painter, below, index.data(_HandedBackRole).sentence, quiet)
        painter.restore()

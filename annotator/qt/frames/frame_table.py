"""A table of frames: labels as chips, columns that share the width, a row opened by Return or a double click."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from annotator.domain.scheme import Scheme
from annotator.qt.frames.frame_list import DATE, LABEL, FrameList, FrameRole
from annotator.qt.kit.paint import begin_row, chip, line, smaller, theme_of

_PAD, _MARGIN = 5, 8
_FIXED = {LABEL.title: 96, DATE.title: 122}
_NARROWEST = 66
"""Pixels of some columns, and of the narrowest of the others."""
_Index = QModelIndex | QPersistentModelIndex


class FrameTable(QTableView):
    """Sortable by every column."""

    wanted = Signal(object)
    """The Frame whose words are to be shown."""

    def __init__(
        self, model: FrameList, scheme: Callable[[], Scheme], object_name: str, accessible_name: str
    ) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(accessible_name)
        self.setToolTip("Return or a double click shows the words in their article")
        self.frames = model
        self.setModel(model)
        self.setItemDelegate(_Cells(scheme, self))
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self._shared: tuple[tuple[str, ...], int] = ((), 0)
        self._set_headers()
        self.doubleClicked.connect(lambda index: self.wanted.emit(model.frame(index.row())))
        model.modelReset.connect(self._on_reset)

    def _set_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(QFontMetricsF(self.font()).height()) + 2 * _PAD + 2)
        columns.setHighlightSections(False)
        columns.setSortIndicatorShown(True)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        columns.sortIndicatorChanged.connect(self.frames.sort)
        columns.setSectionsClickable(True)
        columns.setMinimumSectionSize(48)

    def sort_by(self, title: str, order: Qt.SortOrder) -> None:
        """Sorts by the column of that title, where there is one."""
        titles = [heading.title for heading in self.frames.headings]
        if title in titles:
            self.horizontalHeader().setSortIndicator(titles.index(title), order)

    def _on_reset(self) -> None:
        column, descending = self.frames.order
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(column, order)
        header.blockSignals(False)
        self._share_width()
        if self.frames.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(self.frames.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share what there is."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Only where the columns or the room changed: widths that somebody chose stay."""
        titles = tuple(heading.title for heading in self.frames.headings)
        room = self.viewport().width()
        if (titles, room) == self._shared:
            return
        self._shared = titles, room
        shares = [0.0 if heading.title in _FIXED else heading.share for heading in self.frames.headings]
        free = room - sum(_FIXED.get(title, 0) for title in titles)
        for column, (title, share) in enumerate(zip(titles, shares, strict=True)):
            least = _NARROWEST * max(share, 1.0)
            width = _FIXED.get(title) or max(least, free * share / (sum(shares) or 1.0))
            self.setColumnWidth(column, int(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.wanted.emit(self.frames.frame(self.currentIndex().row()))
        else:
            super().keyPressEvent(event)


class _Cells(QStyledItemDelegate):
    """A label is painted as its chip; everything else is text with some air around it."""

    def __init__(self, scheme: Callable[[], Scheme], parent: QWidget) -> None:
        super().__init__(parent)
        self._scheme = scheme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        frame = index.data(FrameRole)
        label = self._scheme().label(frame.label) if frame else None
        ink = begin_row(painter, option)
        if label is None or not isinstance(model, FrameList) or model.headings[index.column()] is not LABEL:
            painter.setPen(ink)
            box = QRectF(option.rect).adjusted(_MARGIN, 0, -_PAD, 0)
            line(painter, box, str(index.data()).replace("\n", " "), option.font)
            painter.restore()
            return
        small = smaller(QFont(option.font), bold=True)
        height = QFontMetricsF(small).height() + 3
        top = option.rect.top() + (option.rect.height() - height) / 2
        chip(painter, QPointF(option.rect.left() + _MARGIN, top), label, small, theme_of(option.palette))
        painter.restore()

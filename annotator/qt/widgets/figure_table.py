"""A table of figures: shares as bars, columns that share the width, cells that open their cases."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from annotator.qt.appearance import mix
from annotator.qt.models.figures import RIGHT, UNDEFINED, Column, Figure, FigureRole, Figures
from annotator.qt.widgets.paint import begin_row, is_chosen, line, look_of

_PAD, _MARGIN = 5, 8
_BAR = 3
_NARROWEST = 64
"""Pixels of a column of words whose share is 1, where there is no more room."""
_WORDS = 130
"""Pixels of a column of short words, so that they are seen in full."""
_LOOKED_AT = 60
"""Rows whose numbers decide how wide a column is."""
_Index = QModelIndex | QPersistentModelIndex


class FigureTable(QTableView):
    """A click or Return on a cell that has cases wants them; a double click where `by_click` is off."""

    wanted = Signal(object)
    """A Figure whose cases are to be shown."""
    looked = Signal(object)
    """The Figure at which the keyboard stands now."""

    def __init__(self, model: Figures, object_name: str, accessible_name: str, by_click: bool = True) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(accessible_name)
        self.figures = model
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self._set_headers()
        (self.clicked if by_click else self.doubleClicked).connect(self._want)
        if not by_click:
            self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        model.modelReset.connect(self._on_reset)

    def _set_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(QFontMetricsF(self.font()).height()) + 2 * _PAD + _BAR)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setMinimumSectionSize(36)
        columns.setResizeContentsPrecision(_LOOKED_AT)

    def can_be_sorted(self) -> None:
        """Has a click on a title put the rows in order."""
        columns = self.horizontalHeader()
        columns.setSortIndicatorShown(True)
        columns.setSortIndicatorClearable(False)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        columns.sortIndicatorChanged.connect(self.figures.sort)

    def _on_reset(self) -> None:
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.blockSignals(False)
        self._share_width()
        if self.figures.rowCount():
            self.setCurrentIndex(self.figures.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share what there is."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Numbers and titles are always seen in full; what is left is shared."""
        columns = self.figures.columns
        least = [self._least(at, column) for at, column in enumerate(columns)]
        free = max(self.viewport().width() - sum(least), 0)
        total = sum(column.share for column in columns)
        for at, column in enumerate(columns):
            self.setColumnWidth(at, least[at] + int(free * column.share / total))

    def _least(self, at: int, column: Column) -> int:
        title = self.horizontalHeader().sectionSizeHint(at)
        if column.side != RIGHT:
            said = min(self.sizeHintForColumn(at) + 2 * _PAD, _WORDS)
            return max(title, said, int(_NARROWEST * column.share))
        return max(title, self.sizeHintForColumn(at) + 2 * _MARGIN)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tells where the keyboard stands."""
        super().currentChanged(current, previous)
        figure = current.data(FigureRole)
        if figure is not None:
            self.looked.emit(figure)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _want(self, index: _Index) -> None:
        figure = index.data(FigureRole)
        if isinstance(figure, Figure) and figure.opens is not None:
            self.wanted.emit(figure)


class _Cells(QStyledItemDelegate):
    """A cell's text, and below it a bar as long as its share. What is not defined steps back."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints a cell."""
        figure: Figure = index.data(FigureRole)
        ink, look = begin_row(painter, option), look_of(option.palette)
        chosen = is_chosen(option)
        box = QRectF(option.rect).adjusted(_MARGIN, 0, -_MARGIN, -_BAR if figure.share is not None else 0)
        painter.setPen(look.quiet if figure.text == UNDEFINED and not chosen else ink)
        side = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        if side & Qt.AlignmentFlag.AlignRight:
            painter.setFont(option.font)
            painter.drawText(box, side, figure.text)
        else:
            line(painter, box, figure.text, option.font)
        if figure.share is not None:
            groove = mix(look.base, look.text, 0.14)
            _bar(painter, QRectF(option.rect), figure.share, ink if chosen else look.accent, groove)
        painter.restore()


def _bar(painter: QPainter, cell: QRectF, share: float, ink: QColor, groove: QColor) -> None:
    below = QRectF(cell.left() + _MARGIN, cell.bottom() - _BAR - 2, cell.width() - 2 * _MARGIN, _BAR)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(groove)
    painter.drawRoundedRect(below, _BAR / 2, _BAR / 2)
    below.setWidth(below.width() * min(max(share, 0.0), 1.0))
    painter.setBrush(ink)
    painter.drawRoundedRect(below, _BAR / 2, _BAR / 2)

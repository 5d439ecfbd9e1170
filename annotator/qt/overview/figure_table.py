"""A table of figures: shares as bars, columns that share the width."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.qt.kit.paint import begin_row, is_chosen, line, theme_of
from annotator.qt.overview.figure_view import FigureView, Index
from annotator.qt.overview.figures import RIGHT, UNDEFINED, Column, Figure, FigureRole, Figures

_PAD, _MARGIN = 5, 8
_BAR = 3
_FAINT = 40
"""Of 255: what of the ink there is in the groove of a bar."""
_NARROWEST = 64
"""Pixels of a column of words whose share is 1, where there is no more room."""
_WORDS = 130
"""Pixels up to which a column of words is as wide as they are."""
_LOOKED_AT = 30
"""Rows whose numbers decide how wide a column is."""


class FigureTable(FigureView):
    """A row for each thing that was measured; a click on a title may put the rows in order."""

    def __init__(
        self, object_name: str, accessible_name: str, by_click: bool = True, sortable: bool = False
    ) -> None:
        super().__init__(Figures(), object_name, accessible_name, by_click)
        self.setItemDelegate(_Cells(self))
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(round(QFontMetricsF(self.font()).height()) + 2 * _PAD + _BAR)
        columns.setMinimumSectionSize(36)
        columns.setResizeContentsPrecision(_LOOKED_AT)
        self._sortable = sortable
        if sortable:
            columns.setSectionsClickable(True)
            columns.setSortIndicatorShown(True)
            columns.sortIndicatorChanged.connect(self.figures.sort)
            self._leave_order()

    def _leave_order(self) -> None:
        """The rows are in the order in which they came."""
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.blockSignals(False)

    def share_width(self) -> None:
        """Numbers and titles are always seen in full; what is left is shared."""
        columns = self.figures.columns
        least = [self._least(at, column) for at, column in enumerate(columns)]
        free = max(self.viewport().width() - sum(least), 0)
        total = sum(column.share for column in columns)
        for at, column in enumerate(columns):
            self.setColumnWidth(at, least[at] + int(free * column.share / total))

    def _least(self, at: int, column: Column) -> int:
        title, cells = self.horizontalHeader().sectionSizeHint(at), self.sizeHintForColumn(at)
        if column.side == RIGHT:
            return max(title, cells + 2 * _MARGIN)
        return max(title, min(cells + 2 * _PAD, _WORDS), int(_NARROWEST * column.share))

    def _on_reset(self) -> None:
        if self._sortable:
            self._leave_order()
        super()._on_reset()


class _Cells(QStyledItemDelegate):
    """A cell's text, and below it a bar as long as its share. What is not defined steps back."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        figure: Figure = index.data(FigureRole)
        ink, look = begin_row(painter, option), theme_of(option.palette)
        chosen = is_chosen(option)
        box = QRectF(option.rect).adjusted(_MARGIN, 0, -_MARGIN, -_BAR if figure.share is not None else 0)
        painter.setPen(look.quiet if figure.text == UNDEFINED and not chosen else ink)
        side = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        if side == RIGHT:
            painter.setFont(option.font)
            painter.drawText(box, side, figure.text)
        else:
            line(painter, box, figure.text, option.font)
        if figure.share is not None:
            bar = ink if chosen else look.accent
            groove = QColor(ink)
            groove.setAlpha(_FAINT)
            _bar(painter, QRectF(option.rect), figure.share, bar, groove)
        painter.restore()


def _bar(painter: QPainter, cell: QRectF, share: float, ink: QColor, groove: QColor) -> None:
    below = QRectF(cell.left() + _MARGIN, cell.bottom() - _BAR - 2, cell.width() - 2 * _MARGIN, _BAR)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(groove)
    painter.drawRoundedRect(below, _BAR / 2, _BAR / 2)
    below.setWidth(below.width() * min(max(share, 0.0), 1.0))
    painter.setBrush(ink)
    painter.drawRoundedRect(below, _BAR / 2, _BAR / 2)

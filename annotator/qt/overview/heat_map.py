"""A matrix of figures: the higher a cell's share, the deeper its colour. Its number always stands in it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.theme import ink_on, mix
from annotator.qt.overview.figure_view import FigureView, Index
from annotator.qt.overview.figures import UNDEFINED, Figure, FigureRole, Figures

_DEEPEST = 0.8
"""How much of the accent the cell with share 1 has."""
_NARROWEST, _WIDEST, _HEIGHT = 44, 120, 34


class HeatMap(FigureView):
    """Rows and columns have titles."""

    def __init__(self, object_name: str, accessible_name: str) -> None:
        super().__init__(Figures(), object_name, accessible_name)
        self.setItemDelegate(_Cells(self))
        self.setCornerButtonEnabled(False)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setDefaultSectionSize(max(_HEIGHT, round(QFontMetricsF(self.font()).height()) + 12))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows.setHighlightSections(False)
        columns.setMinimumSectionSize(24)

    def share_width(self) -> None:
        """Columns are wide enough for their titles, and no wider than what one takes in at a glance."""
        count = self.figures.columnCount()
        room = self.viewport().width() // max(count, 1)
        for column in range(count):
            title = self.horizontalHeader().sectionSizeHint(column)
            self.setColumnWidth(column, max(min(room, _WIDEST), title, _NARROWEST))


class _Cells(QStyledItemDelegate):
    """A coloured field with the number in it; the chosen one has a frame, so that its colour stays."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        figure: Figure = index.data(FigureRole)
        look = theme_of(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        share = min(max(figure.share or 0.0, 0.0), 1.0)
        field = mix(look.base, look.accent, _DEEPEST * share)
        if figure.share is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(field)
            painter.drawRoundedRect(box, 3, 3)
        quiet = figure.text == UNDEFINED or figure.share is None
        painter.setPen(look.quiet if quiet else ink_on(field))
        painter.setFont(option.font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, figure.text)
        if option.state & QStyle.StateFlag.State_Selected:
            here = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(look.text if here else look.quiet, 2.2 if here else 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 3, 3)
        painter.restore()

"""A matrix of figures: the higher a cell's share, the deeper its colour. Its number always stands in it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from annotator.qt.appearance import ink_on, mix
from annotator.qt.models.figures import UNDEFINED, Figure, FigureRole, Figures
from annotator.qt.widgets.paint import look_of

_DEEPEST = 0.8
"""How much of the accent the cell with share 1 has: black or white can still be read on it."""
_NARROWEST, _WIDEST, _HEIGHT = 44, 120, 34
_Index = QModelIndex | QPersistentModelIndex


class HeatMap(QTableView):
    """Rows and columns have titles. A click or Return on a cell that has cases wants them."""

    wanted = Signal(object)
    """A Figure whose cases are to be shown."""
    looked = Signal(object)
    """The Figure at which the keyboard stands now."""

    def __init__(self, model: Figures, object_name: str, accessible_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(accessible_name)
        self.figures = model
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(_HEIGHT, round(QFontMetricsF(self.font()).height()) + 12))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        for header in (rows, columns):
            header.setHighlightSections(False)
            header.setMinimumSectionSize(24)
        self.clicked.connect(self._want)
        model.modelReset.connect(self._on_reset)

    def _on_reset(self) -> None:
        self._share_width()
        if self.figures.rowCount():
            self.setCurrentIndex(self.figures.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share what there is."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        count = self.figures.columnCount()
        room = self.viewport().width() // max(count, 1)
        for column in range(count):
            title = self.horizontalHeader().sectionSizeHint(column)
            self.setColumnWidth(column, max(min(room, _WIDEST), title, _NARROWEST))

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
    """A coloured field with the number in it; the chosen one has a frame, so that its colour stays."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints a field."""
        figure: Figure = index.data(FigureRole)
        look = look_of(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        share = min(max(figure.share, 0.0), 1.0) if figure.share is not None else 0.0
        field = mix(look.base, look.accent, _DEEPEST * share)
        if figure.share is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(field)
            painter.drawRoundedRect(box, 3, 3)
        ink = look.quiet if figure.text == UNDEFINED or figure.share is None else ink_on(field)
        painter.setPen(ink)
        painter.setFont(option.font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, figure.text)
        if option.state & QStyle.StateFlag.State_Selected:
            active = bool(
                option.state & QStyle.StateFlag.State_Active
                and option.state & QStyle.StateFlag.State_HasFocus
            )
            painter.setPen(QPen(look.text if active else look.quiet, 2.2 if active else 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 3, 3)
        painter.restore()

"""What all plots have in common: paper and axes in the window's colours, symbols and lines of labels, the legend."""

from collections.abc import Sequence

import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from annotator.domain.frame import frame_labels
from annotator.domain.scheme import Label, Scheme
from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.theme import Theme

SYMBOLS = ("o", "s", "t1", "d", "t", "p", "star", "h", "+", "x")
PATTERNS = {
    "solid": Qt.PenStyle.SolidLine,
    "dash": Qt.PenStyle.DashLine,
    "dot": Qt.PenStyle.DotLine,
    "dash-dot": Qt.PenStyle.DashDotLine,
}
SYMBOL, LINE = "symbol", "line"
"""What a legend shows of a label."""
_SIZE = 9
_SAMPLE = 30
_GAP = 18


def symbol_of(scheme: Scheme, label: str) -> str:
    """The symbol of a label: another one for each label with slots, so that colour is not needed."""
    names = [one.name for one in frame_labels(scheme)]
    return SYMBOLS[names.index(label) % len(SYMBOLS)] if label in names else SYMBOLS[0]


class Canvas(pg.PlotWidget):  # type: ignore[misc] # pyqtgraph has no types
    """A plot with a keyboard: keys that are known are handed on as `pressed`."""

    pressed = Signal(int)
    """One of the keys that `keys` lists."""
    keys: frozenset[int] = frozenset()

    def __init__(self, **items: object) -> None:
        super().__init__(**items)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.plotItem.setMenuEnabled(False)
        self.plotItem.hideButtons()

    def dress(self) -> Theme:
        """Takes on the window's colours."""
        look = theme_of(self.palette())
        self.setBackground(look.base)
        for name in ("left", "bottom"):
            axis = self.plotItem.getAxis(name)
            axis.setPen(pg.mkPen(look.line))
            axis.setTextPen(pg.mkPen(look.text))
        return look

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hands known keys on; pyqtgraph would keep the others to itself."""
        if event.key() in self.keys:
            self.pressed.emit(event.key())
            event.accept()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Means nothing here."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """A thin frame where the keyboard is."""
        super().drawForeground(painter, rect)
        if self.hasFocus():
            painter.save()
            painter.resetTransform()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme_of(self.palette()).accent, 1))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.restore()


class Legend(QWidget):
    """The labels with their colours, and the symbol or the line that says the same without colour."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self._labels: Sequence[Label] = ()
        self._scheme: Scheme | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_labels(self, scheme: Scheme, names: Sequence[str]) -> None:
        """Shows the labels of those names, in the scheme's order."""
        self._scheme = scheme
        self._labels = [label for label in scheme.labels if label.name in names]
        self.setAccessibleName("Legend: " + ", ".join(label.name for label in self._labels))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        widths = [metrics.horizontalAdvance(label.name) + _SAMPLE + 6 + _GAP for label in self._labels]
        return QSize(round(sum(widths)), round(metrics.height()) + 6)

    def minimumSizeHint(self) -> QSize:
        """What does not fit is cut off at the end."""
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints sample and name of each label."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, metrics, left = theme_of(self.palette()), QFontMetricsF(self.font()), 0.0
        for label in self._labels:
            middle = QPointF(left + _SAMPLE / 2, self.height() / 2)
            self._sample(painter, middle, label, look)
            painter.setPen(look.text)
            width = metrics.horizontalAdvance(label.name)
            box = QRectF(left + _SAMPLE + 6, 0, width + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, label.name)
            left += _SAMPLE + 6 + width + _GAP
        painter.end()

    def _sample(self, painter: QPainter, middle: QPointF, label: Label, look: Theme) -> None:
        edge = look.edge(label)
        if self._what == LINE:
            painter.setPen(QPen(edge, 2, PATTERNS[label.line], Qt.PenCapStyle.FlatCap))
            painter.drawLine(
                QPointF(middle.x() - _SAMPLE / 2, middle.y()), QPointF(middle.x() + _SAMPLE / 2, middle.y())
            )
            return
        assert self._scheme is not None
        painter.save()
        painter.translate(middle)
        drawSymbol(painter, symbol_of(self._scheme, label.name), _SIZE + 2, pg.mkPen(edge), pg.mkBrush(edge))
        painter.restore()

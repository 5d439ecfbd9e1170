"""Frames over time: a row for each actor or value, a point for each frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent
from PySide6.QtWidgets import QToolTip

from annotator.domain.frame import Frame
from annotator.domain.frame_times import Point, Timeline
from annotator.domain.scheme import Scheme
from annotator.qt.frames.frame_list import date_text
from annotator.qt.frames.plots.canvas import Canvas, symbol_of
from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.plain import harmless

_DAY = 86400
_EPOCH = 719163
"""1 January 1970 as Python counts days: the axis counts seconds from there."""
_SIZE = 9
_NEAR = 12
"""Pixels from a point at which the mouse still means it."""
_BAND, _APART = 0.8, 0.24
"""How much of its row a heap of points takes at most, and how far apart they stand where there is room."""
_NAME = 24
"""Characters of a row's name that are shown."""
_LEAST_DAYS = 14
_AT_ONCE = 1500
"""Points that are drawn before the window may do something else."""
Numbers = NDArray[np.float64]
Key = Qt.Key
_STEPS = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, -1), Key.Key_Down: (0, 1)}
_ZOOMS = {Key.Key_Plus: 0.7, Key.Key_Equal: 0.7, Key.Key_Minus: 1 / 0.7}


@dataclass(frozen=True, slots=True)
class Spots:
    """Where the points of a timeline are drawn: seconds, rows, and the label of each."""

    x: Numbers
    y: Numbers
    labels: NDArray[np.str_]


def spots_of(frames: Sequence[Frame], timeline: Timeline) -> Spots:
    """The places of a timeline's points, in their order; takes a moment where there are many."""
    points = timeline.points
    x = np.array([(point.day - _EPOCH + 0.5) * _DAY for point in points], dtype=np.float64)
    y = np.array([point.row + _lifted(point) for point in points], dtype=np.float64)
    return Spots(x, y, np.array([frames[point.frame].label for point in points], dtype=np.str_))


class TimelinePlot(Canvas):
    """The wheel zooms, dragging moves. Arrows walk from point to point, Return or a click opens one, + and − zoom."""

    wanted = Signal(object)
    """The Frame whose words are to be shown."""
    pointed = Signal(str)
    """What the current point is, in words."""
    keys = frozenset({*_STEPS, *_ZOOMS, Key.Key_Return, Key.Key_Enter, Key.Key_Home, Key.Key_End})

    def __init__(self) -> None:
        self._dates = pg.DateAxisItem(orientation="bottom", utcOffset=0)
        super().__init__(axisItems={"bottom": self._dates})
        self.setObjectName("timelinePlot")
        self.setAccessibleName("Timeline")
        self._frames: Sequence[Frame] = ()
        self._timeline = Timeline((), (), 0, 0, 0, 0)
        self._scheme: Scheme | None = None
        self._spots = spots_of((), self._timeline)
        self._current: int | None = None
        self._items: list[pg.ScatterPlotItem] = []
        self._waiting: list[tuple[str, NDArray[np.intp]]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_some)
        self._ring = pg.ScatterPlotItem(size=_SIZE + 9, pxMode=True, antialias=True)
        self._ring.setZValue(10)
        self.addItem(self._ring)
        box = self.plotItem.getViewBox()
        box.setMouseEnabled(x=True, y=False)
        box.invertY(True)
        box.setDefaultPadding(0)
        self.pressed.connect(self._on_key)
        self.scene().sigMouseClicked.connect(self._on_click)

    # What is shown

    def show_frames(
        self, scheme: Scheme, frames: Sequence[Frame], timeline: Timeline, spots: Spots | None = None
    ) -> None:
        """Shows a timeline of some frames."""
        self._scheme, self._frames, self._timeline = scheme, frames, timeline
        self._spots = spots or spots_of(frames, timeline)
        self._current = None
        self._ring.setData([], [])
        self.restyle()
        self._fit()

    def _fit(self) -> None:
        box, rows = self.plotItem.getViewBox(), max(len(self._timeline.rows), 1)
        first, last = (self._spots.x.min(), self._spots.x.max()) if len(self._spots.x) else (0.0, _DAY)
        room = max(_LEAST_DAYS * _DAY / 2, (last - first) * 0.03)
        box.setLimits(xMin=first - room * 4, xMax=last + room * 4, minXRange=_LEAST_DAYS * _DAY)
        box.setXRange(first - room, last + room, padding=0)
        box.setYRange(-0.6, rows - 0.4, padding=0)

    def restyle(self) -> None:
        """Draws the points again, in the colours of the window."""
        look = self.dress()
        for item in self._items:
            self.removeItem(item)
        self._items = []
        names = [_short(name) for name in self._timeline.rows]
        left = self.plotItem.getAxis("left")
        left.setTicks([list(enumerate(names))])
        metrics = QFontMetricsF(self.font())
        left.setWidth(round(max((metrics.horizontalAdvance(name) for name in names), default=40)) + 14)
        left.setStyle(tickLength=0)
        self.plotItem.showGrid(x=True, y=True, alpha=0.25)
        self._ring.setPen(pg.mkPen(look.accent, width=2))
        self._ring.setBrush(None)
        self._waiting = list(self._parts()) if self._scheme else []
        self._timer.start()

    def _parts(self) -> Iterator[tuple[str, NDArray[np.intp]]]:
        for name in np.unique(self._spots.labels):
            which = np.nonzero(self._spots.labels == name)[0]
            for start in range(0, len(which), _AT_ONCE):
                yield str(name), which[start : start + _AT_ONCE]

    def _draw_some(self) -> None:
        """Some at a time: pyqtgraph needs a moment for each point."""
        if not self._waiting or self._scheme is None:
            self._timer.stop()
            return
        name, which = self._waiting.pop(0)
        look, label = theme_of(self.palette()), self._scheme.label(name)
        if label is None:
            return
        spots = pg.ScatterPlotItem(
            x=self._spots.x[which],
            y=self._spots.y[which],
            symbol=symbol_of(self._scheme, name),
            size=_SIZE,
            pen=pg.mkPen(look.base, width=0.6),
            brush=pg.mkBrush(look.edge(label)),
            antialias=True,
        )
        self.addItem(spots)
        self._items.append(spots)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the window from light to dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_items"):
            self.restyle()

    # Pointing

    def place_of(self, number: int) -> QPointF:
        """Where a point is drawn, in pixels of the widget."""
        place = self.plotItem.getViewBox().mapViewToScene(
            QPointF(self._spots.x[number], self._spots.y[number])
        )
        return QPointF(self.mapFromScene(place))

    def point_at(self, place: QPointF) -> int | None:
        """The number of the point nearest to a place in pixels of the widget, if it is near."""
        if not len(self._spots.x):
            return None
        box = self.plotItem.getViewBox()
        if not box.sceneBoundingRect().contains(self.mapToScene(place.toPoint())):
            return None
        at = box.mapSceneToView(self.mapToScene(place.toPoint()))
        wide, high = box.viewPixelSize()
        away = np.hypot((self._spots.x - at.x()) / wide, (self._spots.y - at.y()) / high)
        nearest = int(np.argmin(away))
        return nearest if away[nearest] <= _NEAR else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A tooltip with the words under the mouse."""
        super().mouseMoveEvent(event)
        if event.buttons():
            return
        number = self.point_at(event.position())
        self.viewport().setCursor(
            Qt.CursorShape.ArrowCursor if number is None else Qt.CursorShape.PointingHandCursor
        )
        if number is None:
            QToolTip.hideText()
        else:
            place: QPoint = event.globalPosition().toPoint()
            QToolTip.showText(place, harmless(_wrapped(self.text_of(number))), self)

    def text_of(self, number: int) -> str:
        """A point in words."""
        point = self._timeline.points[number]
        frame = self._frames[point.frame]
        kind = f"{frame.label}, {frame.kind}" if frame.kind else frame.label
        return f"{date_text(frame.date)} · {self._timeline.rows[point.row]} · {kind}: “{frame.words}”"

    def _on_click(self, event: Any) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        number = self.point_at(QPointF(self.mapFromScene(event.scenePos())))
        if number is not None:
            self.point(number)
            self.open_current()

    def _on_key(self, key: int) -> None:
        if key in (Key.Key_Return, Key.Key_Enter):
            self.open_current()
        elif key in _ZOOMS:
            self.plotItem.getViewBox().scaleBy(x=_ZOOMS[Key(key)])
        elif len(self._spots.x):
            self.point(self._next(key))

    def _next(self, key: int) -> int:
        points, count = self._timeline.points, len(self._spots.x)
        if key in (Key.Key_Home, Key.Key_End) or self._current is None:
            return count - 1 if key == Key.Key_End else 0
        along, across = _STEPS[Key(key)]
        here = points[self._current]
        if along:
            row = [number for number in range(count) if points[number].row == here.row]
            return row[max(0, min(len(row) - 1, row.index(self._current) + along))]
        other = [number for number in range(count) if points[number].row == here.row + across]
        return min(other, key=lambda number: abs(points[number].day - here.day), default=self._current)

    def point(self, number: int) -> None:
        """Makes a point the current one, and brings it into view."""
        self._current = number
        self._ring.setData([self._spots.x[number]], [self._spots.y[number]])
        box = self.plotItem.getViewBox()
        (low, high), _ = box.viewRange()
        if not low <= self._spots.x[number] <= high:
            box.translateBy(x=self._spots.x[number] - (low + high) / 2)
        text = self.text_of(number)
        self.setAccessibleDescription(text)
        self.pointed.emit(text)

    def open_current(self) -> None:
        """Has the words of the current point shown."""
        if self._current is not None:
            self.wanted.emit(self._frames[self._timeline.points[self._current].frame])


def _lifted(point: Point) -> float:
    """Frames of one day and row stand above one another, around the middle of the row."""
    apart = min(_APART, _BAND / max(point.of - 1, 1))
    return (point.nth - (point.of - 1) / 2) * apart


def _short(name: str) -> str:
    return name if len(name) <= _NAME else name[: _NAME - 1] + "…"


def _wrapped(text: str) -> str:
    """Qt breaks the lines of rich text only."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<p style='white-space: pre-wrap'>{safe}</p>"

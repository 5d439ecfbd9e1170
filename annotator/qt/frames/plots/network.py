"""Who points at whom: actors as circles, what leads from one to another as arrows."""

from collections.abc import Iterator
from math import hypot, log2, sqrt
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QToolTip

from annotator.domain.frame_graph import Arrow, Network
from annotator.domain.scheme import Scheme
from annotator.domain.wording import number
from annotator.qt.frames.plots.canvas import PATTERNS, Canvas
from annotator.qt.frames.plots.layout import Places
from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.plain import harmless
from annotator.qt.kit.theme import Theme, mix

_LEAST, _MOST = 5.0, 17.0
"""Radii of circles in pixels."""
_WIDEST = 6.0
_HEAD = 9.0
_NEAR = 6
_ROOM = 1.35
"""How far the view reaches beyond the outermost nodes."""
_NAME = 30
Key = Qt.Key
_ZOOMS = {Key.Key_Plus: 0.8, Key.Key_Equal: 0.8, Key.Key_Minus: 1.25}


class NetworkPlot(Canvas):
    """The wheel zooms, dragging moves. A click, Tab or an arrow key chooses a node; a click on an arrow chooses it."""

    nodeChosen = Signal(int)
    arrowChosen = Signal(int)
    keys = frozenset({*_ZOOMS, Key.Key_Right, Key.Key_Down, Key.Key_Left, Key.Key_Up})

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("networkPlot")
        self.setAccessibleName("Network")
        self.plotItem.hideAxis("left")
        self.plotItem.hideAxis("bottom")
        self.drawing = Drawing()
        self.addItem(self.drawing)
        box = self.plotItem.getViewBox()
        box.setAspectLocked(False)
        box.setDefaultPadding(0)
        box.setLimits(xMin=-4, xMax=4, yMin=-4, yMax=4, minXRange=0.2, minYRange=0.2)
        self.pressed.connect(self._on_key)
        self.scene().sigMouseClicked.connect(self._on_click)
        self.dress()

    def show_network(self, scheme: Scheme, network: Network, places: Places) -> None:
        """Shows a network whose nodes lie at those places."""
        self.drawing.set(scheme, network, places)
        box = self.plotItem.getViewBox()
        box.setRange(xRange=(-_ROOM, _ROOM), yRange=(-_ROOM, _ROOM), padding=0)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the window from light to dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "drawing"):
            self.dress()
            self.drawing.update()

    def choose(self, node: int | None = None, arrow: int | None = None) -> None:
        """Shows which node or arrow is chosen."""
        self.drawing.node, self.drawing.arrow = node, arrow
        self.drawing.update()

    def place_of(self, node: int) -> QPointF:
        """The middle of a node in pixels of the widget."""
        scene = self.plotItem.getViewBox().mapViewToScene(self.drawing.place(node))
        return QPointF(self.mapFromScene(scene))

    def _to_pixels(self) -> QTransform:
        return QTransform(self.drawing.sceneTransform() * self.viewportTransform())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What is under the mouse stands out and says what it is."""
        super().mouseMoveEvent(event)
        if event.buttons():
            return
        node, arrow = self.drawing.at(event.position(), self._to_pixels())
        found = node is not None or arrow is not None
        shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        if found:
            QToolTip.showText(
                event.globalPosition().toPoint(), harmless(self.drawing.text_of(node, arrow)), self
            )
        else:
            QToolTip.hideText()

    def _on_click(self, event: Any) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = QPointF(self.mapFromScene(event.scenePos()))
        node, arrow = self.drawing.at(place, self._to_pixels())
        if node is not None:
            self.nodeChosen.emit(node)
        elif arrow is not None:
            self.arrowChosen.emit(arrow)

    def _on_key(self, key: int) -> None:
        if key in _ZOOMS:
            zoom = _ZOOMS[Key(key)]
            self.plotItem.getViewBox().scaleBy(x=zoom, y=zoom)
            return
        count = len(self.drawing.network.nodes)
        if count:
            step = 1 if key in (Key.Key_Right, Key.Key_Down) else -1
            now = self.drawing.node
            self.nodeChosen.emit(0 if now is None else (now + step) % count)


class Drawing(pg.GraphicsObject):  # type: ignore[misc] # pyqtgraph has no types
    """The picture itself, in pixels: circles, lines and names keep their size however far one zooms."""

    def __init__(self) -> None:
        super().__init__()
        self.network = Network((), (), 0)
        self.node: int | None = None
        self.arrow: int | None = None
        self._scheme: Scheme | None = None
        self._places: list[QPointF] = []
        self._bends: list[float] = []

    def set(self, scheme: Scheme, network: Network, places: Places) -> None:
        """Draws another network."""
        self.prepareGeometryChange()
        self._scheme, self.network = scheme, network
        self._places = [QPointF(float(x), float(y)) for x, y in places]
        self._bends = list(_bends(network.arrows))
        self.node = self.arrow = None
        self.update()

    def place(self, node: int) -> QPointF:
        """Where a node lies, between −1 and 1."""
        return self._places[node]

    def boundingRect(self) -> QRectF:
        """All that can ever be in view: names reach beyond their nodes."""
        return QRectF(-4, -4, 8, 8)

    def radius(self, node: int) -> float:
        """Pixels: the area grows with the degree, and all are smaller where there is little room."""
        share = sqrt(self.network.nodes[node].degree / self.network.nodes[0].degree)
        widget = self.getViewWidget()
        room = min(widget.width() / 900, widget.height() / 540)
        return float((_LEAST + (_MOST - _LEAST) * share) * min(1.0, max(0.6, room)))

    def text_of(self, node: int | None, arrow: int | None) -> str:
        """A node or an arrow in words."""
        nodes = self.network.nodes
        if node is not None:
            return f"{nodes[node].name}: {number(len(nodes[node].frames), 'frame')}"
        if arrow is None:
            return ""
        one = self.network.arrows[arrow]
        kinds = ", ".join(f"{kind} ×{count}" for kind, count in one.kinds)
        return f"{nodes[one.source].name} → {nodes[one.target].name}: {kinds}"

    def at(self, place: QPointF, to_pixels: QTransform) -> tuple[int | None, int | None]:
        """The node, else the arrow, at a place in pixels."""
        middles = [to_pixels.map(one) for one in self._places]
        for node, middle in enumerate(middles):
            if hypot(place.x() - middle.x(), place.y() - middle.y()) <= self.radius(node) + 2:
                return node, None
        reach = QRectF(place.x() - _NEAR, place.y() - _NEAR, 2 * _NEAR, 2 * _NEAR)
        for number_, one in enumerate(self.network.arrows):
            if _stroke(middles, one, self._bends[number_]).intersects(reach):
                return None, number_
        return None, None

    def paint(self, painter: QPainter, *_: object) -> None:
        """Paints arrows, circles and names."""
        if self._scheme is None or not self._places:
            return
        to_pixels = painter.transform()
        middles = [to_pixels.map(one) for one in self._places]
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widget = self.getViewWidget()
        look = theme_of(widget.palette())
        for number_ in sorted(range(len(self._bends)), key=self._stands_out):
            self._paint_arrow(painter, middles, number_, look)
        for node in reversed(range(len(middles))):
            self._paint_node(painter, middles[node], node, look)
        painter.setFont(widget.font())
        self._paint_names(painter, middles, look)
        painter.restore()

    def _stands_out(self, arrow: int) -> bool:
        one = self.network.arrows[arrow]
        return arrow == self.arrow or (self.node is not None and self.node in (one.source, one.target))

    def _paint_arrow(self, painter: QPainter, middles: list[QPointF], arrow: int, look: Theme) -> None:
        one = self.network.arrows[arrow]
        assert self._scheme is not None
        label = self._scheme.label(one.label)
        colour = look.edge(label) if label else look.quiet
        if (self.node is not None or self.arrow is not None) and not self._stands_out(arrow):
            colour = mix(colour, look.base, 0.6)
        width = min(_WIDEST, 1.2 + 0.9 * log2(one.count))
        path = _curve(middles, one, self._bends[arrow])
        length = path.length()
        begin, end = self.radius(one.source), length - self.radius(one.target) - 2
        if end - begin < 4:
            return
        tip, neck = path.percentAtLength(end), path.percentAtLength(max(begin, end - _HEAD - width))
        line = QPainterPath(path.pointAtPercent(path.percentAtLength(begin)))
        first, last = path.percentAtLength(begin), neck
        for step in range(1, 25):
            line.lineTo(path.pointAtPercent(first + (last - first) * step / 24))
        style = PATTERNS[label.line] if label else Qt.PenStyle.SolidLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, width, style, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(line)
        _paint_head(painter, path.pointAtPercent(neck), path.pointAtPercent(tip), width, colour)

    def _paint_node(self, painter: QPainter, middle: QPointF, node: int, look: Theme) -> None:
        radius, chosen = self.radius(node), node == self.node
        painter.setPen(QPen(look.accent if chosen else look.quiet, 3 if chosen else 1.2))
        painter.setBrush(mix(look.base, look.accent, 0.55 if chosen else 0.22))
        painter.drawEllipse(middle, radius, radius)

    def _paint_names(self, painter: QPainter, middles: list[QPointF], look: Theme) -> None:
        """The strongest first; a name that would cover another name or a circle is left out, the chosen one never."""
        metrics, paper = QFontMetricsF(painter.font()), QRectF(self.getViewWidget().viewport().rect())
        taken = [self._circle(middles, node) for node in range(len(middles))]
        order = sorted(range(len(middles)), key=lambda node: node != self.node)
        for node in order:
            name = self.network.nodes[node].name
            text = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
            size = metrics.boundingRect(text).size()
            spots = list(self._spots(middles[node], self.radius(node), size.width() + 4, metrics.height()))
            inside = [box for box in spots if paper.contains(box)] or spots[:1]
            free = (box for box in inside if not any(box.intersects(one) for one in taken))
            box = next(free, inside[0] if node == self.node else None)
            if box is not None:
                taken.append(box.adjusted(-4, 0, 4, 0))
                _paint_name(painter, box, text, look)

    def _circle(self, middles: list[QPointF], node: int) -> QRectF:
        radius, middle = self.radius(node), middles[node]
        return QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)

    def _spots(self, middle: QPointF, radius: float, width: float, height: float) -> Iterator[QRectF]:
        """Below, above, right and left of a circle."""
        yield QRectF(middle.x() - width / 2, middle.y() + radius + 2, width, height)
        yield QRectF(middle.x() - width / 2, middle.y() - radius - 2 - height, width, height)
        yield QRectF(middle.x() + radius + 3, middle.y() - height / 2, width, height)
        yield QRectF(middle.x() - radius - 3 - width, middle.y() - height / 2, width, height)


def _bends(arrows: tuple[Arrow, ...]) -> Iterator[float]:
    """How far each arrow leaves the straight line, as a share of its length: there and back, and each label apart."""
    seen: dict[tuple[int, int], int] = {}
    for one in arrows:
        nth = seen[one.source, one.target] = seen.get((one.source, one.target), 0) + 1
        yield 0.12 * nth


def _curve(middles: list[QPointF], arrow: Arrow, bend: float) -> QPainterPath:
    start, end = middles[arrow.source], middles[arrow.target]
    across = QPointF(start.y() - end.y(), end.x() - start.x())
    path = QPainterPath(start)
    path.quadTo((start + end) / 2 + across * bend * 2, end)
    return path


def _stroke(middles: list[QPointF], arrow: Arrow, bend: float) -> QPainterPath:
    """The curve there and back: a path without an inside, so that only the line itself is hit."""
    path = _curve(middles, arrow, bend)
    path.connectPath(path.toReversed())
    return path


def _paint_head(painter: QPainter, neck: QPointF, tip: QPointF, width: float, colour: QColor) -> None:
    along = tip - neck
    length = max(hypot(along.x(), along.y()), 1e-6)
    side = QPointF(-along.y(), along.x()) / length * (3.2 + width * 0.8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([tip, neck + side, neck - side]))


def _paint_name(painter: QPainter, box: QRectF, text: str, look: Theme) -> None:
    """On a little paper of its own, so that it can be read above lines."""
    paper = QColor(look.base)
    paper.setAlpha(205)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paper)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(look.text)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

"""Arrows of links: through the gaps between the lines and along the margins, never over the words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from annotator.qt.text.article_view.metrics import MARGIN, Metrics
from annotator.qt.text.article_view.plans import Plan

_TRACKS = 4
"""Arrows beside one another in a margin."""
_HEAD = 4.0
_FAR = 1e6


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link as the view draws it: from span to span, by their ids. `planned`: it is only offered yet."""

    source: str
    target: str
    type: str
    planned: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """Where an arrow begins or ends. `x`: the middle of the span's first piece; `under`: the lower edge of its
    underline; `gap`: the blank below its line. A span out of sight has its gap far above or below."""

    x: float
    under: float
    gap: float
    seen: bool = True


def ends(plans: Iterable[Plan], wanted: Iterable[str], metrics: Metrics) -> dict[str, End]:
    """The ends that lie in these lines, by the span's id."""
    left = set(wanted)
    found: dict[str, End] = {}
    for plan in plans:
        for piece in plan.pieces:
            if piece.span.id in left:
                left.discard(piece.span.id)
                low, high = piece.stretches[0]
                under = plan.baseline + metrics.lane_depth(piece.lane, plan.deepest) + 3
                found[piece.span.id] = End((low + high) / 2, under, plan.baseline + metrics.fall)
    return found


def out_of_sight(above: bool) -> End:
    """An end that lies above or below what is seen."""
    far = -_FAR if above else _FAR
    return End(0.0, far, far, seen=False)


def route(source: End, target: End, page: QRectF, track: int) -> list[QPointF]:
    """The corners of an arrow. `page` is the part of the document that is seen."""
    gap = min(max(target.gap, page.top() - 1), page.bottom() + 1)
    if source.seen and target.seen and source.gap == target.gap:
        corners = [(source.x, source.gap), (target.x, target.gap)]
    else:
        x = _margin(source, target, page) + _shift(source, target, page, track)
        start = min(max(source.gap, page.top() - 1), page.bottom() + 1)
        corners = [(source.x, start)] * source.seen + [(x, start), (x, gap)] + [(target.x, gap)] * target.seen
    if source.seen:
        corners.insert(0, (source.x, source.under))
    if target.seen:
        corners.append((target.x, target.under))
    return [QPointF(*corner) for corner in corners]


def _is_left(source: End, target: End, page: QRectF) -> bool:
    xs = [end.x - page.left() for end in (source, target) if end.seen]
    return sum(xs) <= len(xs) * page.width() / 2


def _margin(source: End, target: End, page: QRectF) -> float:
    """The middle of the margin that is nearer to both ends."""
    return page.left() + MARGIN / 2 if _is_left(source, target, page) else page.right() - MARGIN / 2


def _shift(source: End, target: End, page: QRectF, track: int) -> float:
    step = (track % _TRACKS) * 3.0 - 4.0
    return step if _is_left(source, target, page) else -step


class ArrowPainter:
    """Draws the arrows."""

    def paint(
        self,
        painter: QPainter,
        routes: Sequence[tuple[Arrow, list[QPointF], QColor]],
    ) -> None:
        """Each arrow with its corners and its colour; the painter counts in the document's coordinates."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for arrow, corners, colour in routes:
            if len(corners) < 2:
                continue
            pen = QPen(colour, 1.6, Qt.PenStyle.DashLine if arrow.planned else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            path = QPainterPath(corners[0])
            for corner in corners[1:]:
                path.lineTo(corner)
            painter.drawPath(path)
            self._head(painter, corners[-2], corners[-1], colour)

    def _head(self, painter: QPainter, before: QPointF, tip: QPointF, colour: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        along, across = (0.0, 1.0) if before.x() == tip.x() else (1.0, 0.0)
        sign = 1.0 if (before.x() + before.y()) > (tip.x() + tip.y()) else -1.0
        back = QPointF(along * _HEAD * 1.4 * sign, across * _HEAD * 1.4 * sign)
        side = QPointF(across * _HEAD, along * _HEAD)
        painter.drawPolygon(QPolygonF([tip, tip + back + side, tip + back - side]))

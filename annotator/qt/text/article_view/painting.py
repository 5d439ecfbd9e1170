"""Draws plans: tints, underlines with their patterns, brackets, chips. All of it goes under the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.domain.scheme import Label
from annotator.qt.kit.theme import Theme, ink_on, mix, unknown
from annotator.qt.text.article_view.geometry import Edge
from annotator.qt.text.article_view.metrics import Metrics
from annotator.qt.text.article_view.plans import CHIP_PADDING, RING, Chip, Piece, Plan

_PATTERNS = {"dash": [3.5, 2.0], "dot": [1.0, 1.5], "dash-dot": [4.0, 1.5, 1.0, 1.5]}
"""Strokes and gaps in widths of the pen."""
_ROUND = 2.5


@dataclass(frozen=True, slots=True)
class _Ink:
    """The colours of one label in one theme, made once."""

    edge: QColor
    fill: QColor
    strong: QColor
    on_chip: QColor
    line: str


class SpanPainter:
    """Draws the spans of lines in one look."""

    def __init__(self, labels: Mapping[str, Label], look: Theme, metrics: Metrics) -> None:
        self._labels, self._look, self._metrics = labels, look, metrics
        self._inks: dict[str, _Ink] = {}

    def paint(
        self, painter: QPainter, plans: Iterable[Plan], selected: str | None, is_held: bool = True
    ) -> None:
        """Everything under the text of these lines; the painter counts in the document's coordinates.

        A span that is selected and held stands out; of one that the caret is in, the outline is drawn.
        """
        held = selected if is_held else None
        for plan in plans:
            if not plan.pieces:
                continue
            self._tints(painter, plan, held)
            for piece in plan.pieces:
                self._underline(painter, plan, piece, piece.span.id == held)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for piece in plan.pieces:
                if piece.span.id == selected:
                    self._frame(painter, plan, piece, 1.6 if is_held else 1.0)
            painter.setFont(self._metrics.chip_font)
            for chip in plan.chips:
                self._chip(painter, plan, chip, chip.span.id == held)

    def edge(self, label: str) -> QColor:
        """The colour of a label's lines."""
        return self._ink(label).edge

    def _ink(self, name: str) -> _Ink:
        ink = self._inks.get(name)
        if ink is None:
            label = self._labels.get(name) or unknown(name)
            edge, fill = self._look.edge(label), self._look.fill(label)
            ink = _Ink(edge, fill, mix(fill, edge, 0.12), ink_on(edge), label.line)
            self._inks[name] = ink
        return ink

    def _tints(self, painter: QPainter, plan: Plan, selected: str | None) -> None:
        """Longest first, so that the innermost span is the one that shows."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for piece in plan.pieces:
            ink = self._ink(piece.span.label)
            if piece.span.hollow:
                painter.setPen(QPen(ink.edge, 1, Qt.PenStyle.DotLine))
                painter.setBrush(self._look.base)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ink.strong if piece.span.id == selected else ink.fill)
            for box in self._boxes(plan, piece):
                painter.drawRoundedRect(box, _ROUND, _ROUND)

    def _boxes(self, plan: Plan, piece: Piece) -> list[QRectF]:
        top, height = plan.baseline - self._metrics.ascent, self._metrics.ascent + self._metrics.descent
        return [QRectF(left, top, right - left, height) for left, right in piece.stretches]

    def _underline(self, painter: QPainter, plan: Plan, piece: Piece, selected: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        ink = self._ink(piece.span.label)
        width = (2 if plan.deepest < 4 else 1) + self._look.thick + selected
        y = round(plan.baseline + self._metrics.lane_depth(piece.lane, plan.deepest)) + width / 2
        pen = QPen(ink.edge, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if ink.line in _PATTERNS:
            pen.setDashPattern(_PATTERNS[ink.line])
        painter.setPen(pen)
        for left, right in piece.stretches:
            painter.drawLine(QLineF(round(left) + 1, y, round(right) - 1, y))
        painter.setPen(Qt.PenStyle.NoPen)
        for edge in (piece.opens, piece.closes):
            if edge is not None:
                self._bracket(painter, plan, edge, y + width / 2, ink.edge, selected)

    def _bracket(
        self, painter: QPainter, plan: Plan, edge: Edge, bottom: float, colour: QColor, selected: bool
    ) -> None:
        """From the underline up beside the letters; inside the range, so that neighbours stay apart."""
        top = round(plan.baseline - (self._metrics.ascent if selected else 0))
        width = 2 + self._look.thick
        left = round(edge.x) - (width if edge.leftwards else 0)
        painter.fillRect(QRectF(left, top, width, bottom - top), colour)

    def _frame(self, painter: QPainter, plan: Plan, piece: Piece, width: float) -> None:
        painter.setPen(QPen(self._ink(piece.span.label).edge, width + self._look.thick))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self._boxes(plan, piece):
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, 0.5), _ROUND, _ROUND)

    def _chip(self, painter: QPainter, plan: Plan, chip: Chip, selected: bool) -> None:
        ink, metrics = self._ink(chip.span.label), self._metrics
        box = QRectF(
            round(chip.x), round(plan.baseline - metrics.rise), round(chip.width), metrics.chip_height
        )
        hollow = chip.span.hollow
        painter.setPen(QPen(ink.edge, 1) if hollow else Qt.PenStyle.NoPen)
        painter.setBrush(self._look.base if hollow else ink.edge)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5) if hollow else box, _ROUND, _ROUND)
        colour = ink.edge if hollow else ink.on_chip
        painter.setPen(colour)
        baseline = box.top() + metrics.chip.ascent()
        painter.drawText(QPointF(box.left() + CHIP_PADDING, baseline), chip.text)
        if chip.span.missing:
            painter.setPen(QPen(colour, 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(
                QPointF(box.right() - CHIP_PADDING - RING / 2 + 1.5, box.center().y()), 2.6, 2.6
            )
        if chip.span.commented:
            painter.setPen(QPen(self._look.base, 1.2))
            painter.setBrush(self._look.accent)
            painter.drawEllipse(box.topRight(), 4.0, 4.0)

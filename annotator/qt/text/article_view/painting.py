"""Draws plans: tints, underlines with their patterns, brackets, chips. All of it goes under the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.domain.scheme import Label
from annotator.qt.kit.theme import Theme, ink_on, mix, unknown
from annotator.qt.text.article_view.geometry import Edge
from annotator.qt.text.article_view.metrics import Metrics
from annotator.qt.text.article_view.plans import CHIP_PADDING, Chip, Piece, Plan

_PATTERNS = {"dash": [3.0, 2.0], "dot": [0.01, 1.75], "dash-dot": [3.5, 1.5, 1.0, 1.5]}
"""Strokes and gaps in widths of the pen; dots are the round ends of strokes without length."""
_ROUND = 2.0
_SHORT = 18
"""Code points up to which a span whose underline is next to the text gets no brackets: names stay calm."""
_HELD, _HELD_DARK = 0.16, 0.20
"""How much of a held span's tint is its edge's colour."""
_CHIP_GROUND, _CHIP_INK = 0.24, 0.38
"""In the dark: how much of a chip's ground is the edge's colour, and of its ink white."""


@dataclass(frozen=True, slots=True)
class _Ink:
    """The colours of one label in one theme, made once."""

    edge: QColor
    fill: QColor
    strong: QColor
    line: str
    chip: QColor
    on_chip: QColor
    """A chip's ground and ink at rest; held they are the edge's colour and what is read on it."""


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
            strong = mix(fill, edge, _HELD_DARK if self._look.dark else _HELD)
            chip, on_chip = edge, ink_on(edge)
            if self._look.dark and not self._look.high_contrast:
                chip = mix(self._look.base, edge, _CHIP_GROUND)
                on_chip = mix(edge, QColor("#ffffff"), _CHIP_INK)
            ink = self._inks[name] = _Ink(edge, fill, strong, label.line, chip, on_chip)
        return ink

    def _tints(self, painter: QPainter, plan: Plan, selected: str | None) -> None:
        """Longest first, so that the innermost span is the one that shows."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for piece in plan.pieces:
            ink = self._ink(piece.span.label)
            if piece.span.hollow:
                painter.setPen(QPen(ink.edge, 1, Qt.PenStyle.DashLine))
                painter.setBrush(self._look.base)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ink.strong if piece.span.id == selected else ink.fill)
            for box in self._boxes(plan, piece):
                sharp = (
                    QRectF(box.toAlignedRect()).adjusted(0.5, 0.5, -0.5, -0.5) if piece.span.hollow else box
                )
                painter.drawRoundedRect(sharp, _ROUND, _ROUND)

    def _boxes(self, plan: Plan, piece: Piece) -> list[QRectF]:
        top, height = plan.baseline - self._metrics.ascent, self._metrics.ascent + self._metrics.descent
        return [QRectF(left - 1, top, right - left + 2, height) for left, right in piece.stretches]

    def _underline(self, painter: QPainter, plan: Plan, piece: Piece, selected: bool) -> None:
        ink = self._ink(piece.span.label)
        width = (2 if plan.deepest < 2 else 1.5) + self._look.thick + selected
        y = round(plan.baseline + self._metrics.lane_depth(piece.lane, plan.deepest)) + width / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, ink.line == "dot")
        pen = QPen(ink.edge, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if ink.line == "dot" else Qt.PenCapStyle.FlatCap)
        if ink.line in _PATTERNS:
            pen.setDashPattern(_PATTERNS[ink.line])
        painter.setPen(pen)
        for left, right in piece.stretches:
            painter.drawLine(QLineF(round(left) + 1, y, round(right) - 1, y))
        painter.setPen(Qt.PenStyle.NoPen)
        if not selected and piece.lane == 0 and piece.span.end - piece.span.start <= _SHORT:
            return
        for edge, rise in ((piece.opens, self._metrics.ascent), (piece.closes, 0.0)):
            if edge is not None:
                self._bracket(painter, plan, edge, rise, y + width / 2, ink.edge)

    def _bracket(
        self, painter: QPainter, plan: Plan, edge: Edge, rise: float, bottom: float, colour: QColor
    ) -> None:
        """From the underline up beside the letters, at the end only a little."""
        width = 1.5 + self._look.thick
        left = edge.x - (width - 1 if edge.leftwards else 1)
        top = plan.baseline - rise
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(left, top, width, bottom - top), colour)

    def _frame(self, painter: QPainter, plan: Plan, piece: Piece, width: float) -> None:
        painter.setPen(QPen(self._ink(piece.span.label).edge, width + self._look.thick))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self._boxes(plan, piece):
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, 0.5), _ROUND, _ROUND)

    def _chip(self, painter: QPainter, plan: Plan, chip: Chip, held: bool) -> None:
        """An actor's chip is a quiet pill on paper; others are filled. What is held is solid."""
        ink, metrics, span = self._ink(chip.span.label), self._metrics, chip.span
        box = QRectF(chip.x, plan.baseline - metrics.rise, chip.width, metrics.chip_height)
        outlined = span.hollow or (span.named and not held)
        ground, letters = (ink.edge, ink_on(ink.edge)) if held else (ink.chip, ink.on_chip)
        if outlined:
            ground, letters = self._look.base, ink.edge
        round_ = box.height() / 2 if span.named else _ROUND
        painter.setPen(QPen(ink.edge, 1) if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5) if outlined else box, round_, round_)
        painter.setPen(letters)
        middle = (box.height() - metrics.chip.ascent() - metrics.chip.descent()) / 2
        baseline = box.top() + middle + metrics.chip.ascent()
        painter.drawText(QPointF(box.left() + CHIP_PADDING * metrics.unit, baseline), chip.text)
        if span.missing:
            self._mark_missing(painter, box, letters)
        if span.commented:
            painter.setPen(QPen(self._look.base, 1.2))
            painter.setBrush(self._look.accent)
            painter.drawEllipse(box.topRight(), 4.0, 4.0)

    def _mark_missing(self, painter: QPainter, chip: QRectF, colour: QColor) -> None:
        """A round exclamation mark at the chip's right end: something required is not filled."""
        size = chip.height() - 2
        place = QRectF(chip.right() - size - 1.5, chip.top() + 1, size, size)
        painter.setPen(QPen(colour, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "!")

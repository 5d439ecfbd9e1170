"""What the mouse does to spans: clicks that take one, and edges that are dragged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QPointF

from annotator.domain import words
from annotator.qt.text.article_view.metrics import Metrics
from annotator.qt.text.article_view.plans import Plan
from annotator.qt.text.article_view.spans import Span

_REACH = 5.0
"""How near to an edge the mouse takes hold of it, in pixels."""
SAME_PLACE = 4
"""How far apart two clicks are that count as at the same place, in pixels."""


def hits(plans: Sequence[Plan], point: QPointF, metrics: Metrics) -> list[Span]:
    """The spans under a point, innermost first; over a chip its span alone."""
    for plan in plans:
        depth = point.y() - plan.baseline
        if not -metrics.rise <= depth <= metrics.fall:
            continue
        if depth < -metrics.ascent:
            return [chip.span for chip in plan.chips if chip.x <= point.x() <= chip.x + chip.width]
        return [
            piece.span
            for piece in reversed(plan.pieces)
            if any(left <= point.x() <= right for left, right in piece.stretches)
        ]
    return []


@dataclass(frozen=True, slots=True)
class Handle:
    """An edge of a span that the mouse can take hold of."""

    span: Span
    is_start: bool


def handle_at(plans: Sequence[Plan], point: QPointF, metrics: Metrics, selected: str | None) -> Handle | None:
    """The edge of the selected span under a point."""
    found: list[tuple[float, Handle]] = []
    for plan in plans:
        if not -metrics.ascent <= point.y() - plan.baseline <= metrics.fall:
            continue
        for piece in plan.pieces:
            if piece.span.id == selected:
                for edge, is_start in ((piece.opens, True), (piece.closes, False)):
                    if edge is not None and abs(edge.x - point.x()) <= _REACH:
                        found.append((abs(edge.x - point.x()), Handle(piece.span, is_start)))
    return min(found, key=lambda one: one[0])[1] if found else None


def moved(text: str, handle: Handle, position: int, exact: bool) -> Span:
    """The span with its edge at a position; unless `exact`, at the nearest edge of a word. Never empty."""
    span = handle.span
    if handle.is_start:
        start = position if exact else _nearest(text, position, wants_start=True)
        last = span.end - 1 if exact else words.previous_edge(text, span.end)
        return replace(span, start=max(0, min(start, max(last, 0), span.end - 1)))
    end = position if exact else _nearest(text, position, wants_start=False)
    first = span.start + 1 if exact else words.next_edge(text, span.start)
    return replace(span, end=min(len(text), max(end, first, span.start + 1)))


def _nearest(text: str, position: int, wants_start: bool) -> int:
    """The nearest place where a word begins (or ends). Between words: the next word inside the span."""
    word = words.word_at(text, position)
    if wants_start:
        if word and position - word[0] <= (word[1] - word[0]) / 2:
            return word[0]
        following = words.next_start(text, position)
        return following if following > position else position
    if word and position - word[0] > (word[1] - word[0]) / 2:
        return word[1]
    before = words.previous_end(text, word[0] + 1 if word else position)
    return before if before < position else position


class ClickCycle:
    """Clicks at one place: into the innermost span, then they hold it, then those around it, then they begin again."""

    def __init__(self) -> None:
        self._place = QPoint(-1000, -1000)
        self._ids: list[str] = []
        self._rank = 0

    def click(self, place: QPoint, ids: list[str]) -> tuple[str, bool]:
        """The id of the span (empty where none is) and whether this click takes hold of it."""
        again = ids == self._ids and (place - self._place).manhattanLength() <= SAME_PLACE
        self._rank = (self._rank + 1) % (len(ids) + 1) if again else 0
        self._place, self._ids = place, ids
        return (ids[max(0, self._rank - 1)], self._rank > 0) if ids else ("", False)

    def forget(self) -> None:
        """The next click begins with the innermost span."""
        self._ids = []

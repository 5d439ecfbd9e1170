"""Works out, line by line, what is to be painted: which spans, where, in which lane, with which chip.

A plan holds plain numbers in the document's coordinates. Plans of lines seen are kept until spans or layout
change: the caret's blinking and the mouse ask for them again and again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from PySide6.QtGui import QTextBlock, QTextDocument

from annotator.domain.offsets import Offsets
from annotator.qt.text.article_view import chips, geometry
from annotator.qt.text.article_view.geometry import Edge, Row, Stretch
from annotator.qt.text.article_view.lanes import Lanes, SpanIndex
from annotator.qt.text.article_view.metrics import Metrics
from annotator.qt.text.article_view.spans import Span

CHIP_PADDING = 4.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A span as far as it lies in one line. `opens`, `closes`: None where it goes on in another line."""

    span: Span
    lane: int
    stretches: list[Stretch]
    opens: Edge | None
    closes: Edge | None


@dataclass(frozen=True, slots=True)
class Chip:
    """A label's name over the start of its span."""

    span: Span
    x: float
    width: float
    text: str


@dataclass(slots=True)
class Plan:
    """What belongs to one line. `start`, `end`: its code points; pieces come longest first."""

    start: int
    end: int
    baseline: float
    pieces: list[Piece] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    deepest: int = 0


class Planner:
    """Makes the plans of one article's lines."""

    def __init__(
        self, document: QTextDocument, text: str, offsets: Offsets, index: SpanIndex, metrics: Metrics
    ) -> None:
        self._document, self._text, self._offsets = document, text, offsets
        self._index, self._metrics = index, metrics
        self._plans: dict[tuple[int, int], Plan] = {}
        self._one_way: dict[int, bool] = {}
        self.roles: dict[str, str] = {}
        """What a span is to the one whose links are drawn, by its id: its chip says that instead of its label."""

    def forget(self) -> None:
        """Spans or the width of the page have changed."""
        self._plans.clear()

    def lines(self, first: QTextBlock, top: float, bottom: float) -> Iterator[Plan]:
        """The plans of the lines that show between two heights, from the block `first` on."""
        fall = self._metrics.line_height
        for row in geometry.rows(self._document, first, top - fall, bottom + fall):
            yield self.line(row)

    def line(self, row: Row) -> Plan:
        """The plan of one line."""
        key = row.block.blockNumber(), row.number
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = self._made(row)
        return plan

    def _made(self, row: Row) -> Plan:
        line = row.layout.lineAt(row.number)
        first = row.block.position() + line.textStart()
        start = self._offsets.from_utf16(first)
        end = self._offsets.from_utf16(first + line.textLength())
        plan = Plan(start, end, row.top + row.height * 0.8)
        found = [span for span, _ in self._index.overlapping(start, end)] if start < end else []
        lanes = self._lanes(found, start, end)
        for span in sorted(found, key=lambda one: one.nearness, reverse=True):
            piece = self._piece(row, plan, span, lanes[span.id])
            if piece.stretches:
                plan.pieces.append(piece)
                plan.deepest = max(plan.deepest, piece.lane)
        plan.chips = self._chips(plan)
        return plan

    @staticmethod
    def _lanes(found: list[Span], start: int, end: int) -> dict[str, int]:
        """Each span's lane in a line, by its id: the shortest part lies nearest to the text."""
        parts = [replace(span, start=max(span.start, start), end=min(span.end, end)) for span in found]
        return {part.id: lane for part, lane in Lanes(parts).overlapping(start, end)}

    def _piece(self, row: Row, plan: Plan, span: Span, lane: int) -> Piece:
        start, end = max(span.start, plan.start), min(span.end, plan.end)
        while end < span.end and end > start and self._text[end - 1].isspace():
            end -= 1
        line, corner = row.layout.lineAt(row.number), row.block.position()
        low, high = self._offsets.to_utf16(start) - corner, self._offsets.to_utf16(end) - corner
        one_way = self._runs_one_way(row.block)
        pieces = geometry.stretches(line, low, high, one_way)
        opens, closes = geometry.edges(line, low, high, one_way, pieces)
        return Piece(
            span,
            lane,
            [(row.left + left, row.left + right) for left, right in pieces],
            opens.moved(row.left) if start == span.start else None,
            closes.moved(row.left) if end == span.end else None,
        )

    def _runs_one_way(self, block: QTextBlock) -> bool:
        number = block.blockNumber()
        known = self._one_way.get(number)
        if known is None:
            start = self._offsets.from_utf16(block.position())
            end = self._offsets.from_utf16(block.position() + block.length())
            known = self._one_way[number] = geometry.runs_one_way(self._text[start:end])
        return known

    def _chips(self, plan: Plan) -> list[Chip]:
        """Outer spans come before inner ones that begin at the same place."""
        opening = [
            (piece.opens, piece.span, piece.stretches[0][1] - piece.stretches[0][0])
            for piece in plan.pieces
            if piece.opens is not None
        ]
        opening.sort(key=lambda one: round(one[0].x))
        wishes, texts = [], []
        for edge, span, room in opening:
            sizes = chip_texts(span, self.roles.get(span.id))
            padding = CHIP_PADDING * self._metrics.unit
            extra = 2 * padding + (self._metrics.chip_height if span.missing else 0)
            widths = tuple(self._metrics.chip.horizontalAdvance(text) + extra for text in sizes)
            wishes.append(chips.Wish(edge.x, edge.leftwards, widths, room))
            texts.append(sizes)
        right = self._document.textWidth() - 1
        made = []
        for (_, span, _), wish, sizes, spot in zip(
            opening, wishes, texts, chips.arrange(wishes, 1, right), strict=True
        ):
            if spot is not None:
                made.append(Chip(span, spot.x, wish.widths[spot.size], sizes[spot.size]))
        return made


def chip_texts(span: Span, role: str | None = None) -> tuple[str, str, str, str]:
    """What a chip says in each of its sizes: with its value, the name alone, three letters, one."""
    before, after = (f"{span.initial} " if span.initial else ""), ("?" if span.unsure else "")
    name = f"→ {role}" if role else span.says if span.says and span.named else span.label
    value = f" · {span.says}" if span.says and not span.named and not role else ""
    short, shortest = (name, 3) if role else (span.label, 1)
    return (
        f"{before}{name}{value}{after}",
        f"{before}{name}{after}",
        f"{before}{short[: shortest + 2]}{after}",
        f"{before}{short[:shortest]}{after}",
    )

"""Which spans lie where, and in which lane under the text each is underlined. Pure Python.

Spans are kept by paragraph, and inside a paragraph by cluster (a run of spans that overlap one another, at
least in a chain). Lanes are worked out per cluster and only when it is looked at, so that one more span costs
little in a paragraph of a million characters too.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter

from annotator.qt.text.article_view.spans import Span

MOST_LANES = 12
"""Deeper spans share the last lane: nobody can tell so many underlines apart."""

_NO_END = 1 << 62
_MANY = 300

Placed = tuple[Span, int]
"""A span and its lane; lane 0 is nearest to the text."""

_ORDER = attrgetter("order")
_NEARNESS = attrgetter("nearness")


class Lanes:
    """The spans of one cluster, each in the innermost lane that is free over its length."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts: list[list[int]] = []
        self._spans: list[list[Span]] = []
        self._rest: list[Span] = []
        for span in sorted(spans, key=_NEARNESS):
            self._place(span)

    def _place(self, span: Span) -> None:
        for starts, spans in zip(self._starts, self._spans, strict=True):
            at = bisect_left(starts, span.end)
            # Spans of one lane do not overlap, so the last that begins before our end also ends last.
            if at == 0 or spans[at - 1].end <= span.start:
                starts.insert(at, span.start)
                spans.insert(at, span)
                return
        if len(self._starts) < MOST_LANES:
            self._starts.append([span.start])
            self._spans.append([span])
        else:
            self._rest.append(span)

    def overlapping(self, start: int, end: int) -> Iterator[Placed]:
        """The spans that share a character with the range."""
        for lane, (starts, spans) in enumerate(zip(self._starts, self._spans, strict=True)):
            first = max(bisect_right(starts, start) - 1, 0)
            for span in spans[first : bisect_left(starts, end)]:
                if span.end > start:
                    yield span, lane
        for span in self._rest:
            if span.start < end and span.end > start:
                yield span, MOST_LANES


class _Cluster:
    """Spans that overlap one another, at least in a chain; its lanes are made when first asked for."""

    __slots__ = ("_lanes", "spans")

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans
        self._lanes: Lanes | None = None

    @property
    def lanes(self) -> Lanes:
        if self._lanes is None:
            self._lanes = Lanes(self.spans)
        return self._lanes


class Paragraph:
    """The spans that touch one paragraph, in text order."""

    def __init__(self, spans: list[Span] | None = None) -> None:
        self._spans = spans or []
        self._clusters: list[_Cluster] | None = None
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, span: Span) -> None:
        """One more span."""
        insort(self._spans, span, key=_ORDER)
        self._clusters = None

    def discard(self, span: Span) -> None:
        """The span goes, if it was there."""
        at = bisect_left(self._spans, span.order, key=_ORDER)
        if at < len(self._spans) and self._spans[at].id == span.id:
            del self._spans[at]
            self._clusters = None

    def overlapping(self, start: int, end: int) -> list[Placed]:
        """The spans that share a character with the range."""
        if self._clusters is None:
            self._clusters = self._split()
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return [placed for c in self._clusters[first:last] for placed in c.lanes.overlapping(start, end)]

    def _split(self) -> list[_Cluster]:
        self._starts, self._ends = [], []
        clusters: list[_Cluster] = []
        reach, spans = -1, [Span("", 0, 0, "")]
        for span in self._spans:
            if span.start >= reach:
                spans = []
                clusters.append(_Cluster(spans))
                self._starts.append(span.start)
                self._ends.append(span.end)
                reach = span.end
            elif span.end > reach:
                self._ends[-1] = reach = span.end
            spans.append(span)
        return clusters


class SpanIndex:
    """All spans of an article. `starts` holds where each paragraph begins; the first begins at 0."""

    def __init__(self, starts: Sequence[int] = (0,), spans: Sequence[Span] = ()) -> None:
        self._starts = starts
        self._fill({span.id: span for span in spans})

    def _fill(self, spans: dict[str, Span]) -> None:
        self._spans = spans
        # `Span.order`, written out: at ten thousand spans the calls are what opening an article waits for.
        self._order = sorted((s.start, -s.end, s.label, uid) for uid, s in self._spans.items())
        ordered = [self._spans[uid] for _, _, _, uid in self._order]
        self._paragraphs: dict[int, Paragraph] = {
            number: Paragraph(bucket) for number, bucket in self._sorted_in(ordered).items()
        }

    def _sorted_in(self, ordered: Sequence[Span]) -> dict[int, list[Span]]:
        """The spans of each paragraph. In text order the next span is seldom far from the last."""
        buckets: dict[int, list[Span]] = {}
        starts, number, following = self._starts, 0, -1
        for span in ordered:
            if span.start >= following:
                number = self.paragraph_of(span.start)
                following = starts[number + 1] if number + 1 < len(starts) else _NO_END
            buckets.setdefault(number, []).append(span)
            if span.end > following:
                for other in range(number + 1, self.paragraph_of(span.end - 1) + 1):
                    buckets.setdefault(other, []).append(span)
        return buckets

    def __len__(self) -> int:
        return len(self._spans)

    def get(self, uid: str | None) -> Span | None:
        """The span of that id."""
        return self._spans.get(uid) if uid is not None else None

    def update(self, changed: Sequence[Span], removed: Collection[str] = ()) -> None:
        """Adds or replaces spans by id, then drops those removed. Only the paragraphs touched are redone.

        When there are many, all of it is made again: that costs less than to put each in its place.
        """
        if len(changed) + len(removed) > _MANY:
            gone = set(removed)
            every = self._spans | {span.id: span for span in changed}
            self._fill({uid: span for uid, span in every.items() if uid not in gone})
            return
        for span in changed:
            self._drop(span.id)
            self._spans[span.id] = span
            insort(self._order, span.order)
            for number in self._touched(span):
                self._paragraph(number).add(span)
        for uid in removed:
            self._drop(uid)

    def _drop(self, uid: str) -> None:
        span = self._spans.pop(uid, None)
        if span is None:
            return
        del self._order[bisect_left(self._order, span.order)]
        for number in self._touched(span):
            self._paragraph(number).discard(span)

    def _paragraph(self, number: int) -> Paragraph:
        return self._paragraphs.setdefault(number, Paragraph())

    def _touched(self, span: Span) -> range:
        last = max(span.start, span.end - 1)
        return range(self.paragraph_of(span.start), self.paragraph_of(last) + 1)

    def paragraph_of(self, position: int) -> int:
        """The number of the paragraph that holds a position."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def overlapping(self, start: int, end: int) -> list[Placed]:
        """The spans, with lanes, that share a character with a range inside one paragraph."""
        paragraph = self._paragraphs.get(self.paragraph_of(start))
        return paragraph.overlapping(start, end) if paragraph else []

    def at(self, position: int) -> list[Span]:
        """The spans that hold the character at a position, innermost first."""
        return sorted((span for span, _ in self.overlapping(position, position + 1)), key=_NEARNESS)

    def beside(self, span: Span, backwards: bool) -> Span | None:
        """The next (or previous) span in text order."""
        at = bisect_left(self._order, span.order)
        return self._by_rank(at - 1 if backwards else at + 1)

    def from_position(self, position: int, backwards: bool) -> Span | None:
        """The first span that begins at or after a position, or backwards the last that begins before it."""
        at = bisect_left(self._order, position, key=lambda order: order[0])
        return self._by_rank(at - 1 if backwards else at)

    def _by_rank(self, at: int) -> Span | None:
        return self._spans[self._order[at][3]] if 0 <= at < len(self._order) else None

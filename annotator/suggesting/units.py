"""What a label's key takes where nothing is selected, and what pressing it again grows to: see UNITS."""

from collections.abc import Callable
from dataclasses import dataclass

from annotator.suggesting.clauses import clause_spans
from annotator.suggesting.measures import measures, nearest, wider
from annotator.suggesting.mentions import Names
from annotator.suggesting.names import name_spans
from annotator.suggesting.passage import Passage, Span, stripped
from annotator.suggesting.quotations import innermost, quotations
from annotator.suggesting.quotations import nearest as nearest_quotation


@dataclass(frozen=True, slots=True)
class Ladder:
    """Spans (half-open), each holding the one before and longer; `first` is the index of the one to take at first.

    There are no spans where there is nothing but white space around the caret, and no quotation or measure.
    """

    spans: tuple[Span, ...]
    first: int


def ladder(text: str, at: int, unit: str, names: Names | None = None) -> Ladder:
    """The spans that a key of this unit (one of UNITS) takes at a caret position, smallest first.

    Everything lies in the caret's paragraph, or within some 2,000 code points where that is longer.
    """
    passage = Passage(text, at)
    if passage.low >= passage.high:
        return Ladder((), 0)
    spans, first = _UNITS[unit](passage, at, names)
    if not spans:
        return Ladder((), 0)
    return _grown(passage, spans, first)


def _word(passage: Passage, at: int, names: Names | None) -> tuple[list[Span], int]:
    found, _ = name_spans(passage, at, names)
    word = found[:1] or [_character(passage, at)]
    clauses, first = clause_spans(passage, word[0][0])
    return [*word, *found, *clauses[first:]], 0


def _name(passage: Passage, at: int, names: Names | None) -> tuple[list[Span], int]:
    found, first = name_spans(passage, at, names)
    return (found, first) if found else ([_character(passage, at)], 0)


def _quotation(passage: Passage, at: int, names: Names | None) -> tuple[list[Span], int]:
    found = quotations(passage)
    chosen = innermost(found, at) or nearest_quotation(found, at, passage.sentence(at))
    if chosen is None:
        return [], 0
    outer = sorted(
        (q.inner for q in found if q.start < chosen.start and chosen.end <= q.end), key=lambda s: s[1] - s[0]
    )
    inside = _inside(passage, chosen.inner, at)
    return [*inside, chosen.inner, *outer, passage.covering(chosen.start, chosen.end)], len(inside)


def _inside(passage: Passage, inner: Span, at: int) -> list[Span]:
    """Smaller parts of a quotation: the word, the sentence of several, the words without their final stop."""
    start, end = inner
    parts: list[Span] = []
    index = passage.index_at(min(max(at, start), end))
    if index is not None:
        parts.append((passage.tokens[index].start, passage.tokens[index].end))
    low, high = passage.sentence(min(max(at, start), end - 1))
    parts.append(stripped(passage.text, max(low, start), min(high, end)))
    if passage.text[end - 1] == ".":
        parts.append((start, end - 1))
    return _chain([part for part in parts if start <= part[0] < part[1] <= end and part != inner])


def _clause(passage: Passage, at: int, _: Names | None) -> tuple[list[Span], int]:
    spans, first = clause_spans(passage, at)
    return (spans, first) if spans else ([passage.span], 0)


def _measure(passage: Passage, at: int, names: Names | None) -> tuple[list[Span], int]:
    sentence = passage.sentence(at)
    chosen = nearest(measures(passage, sentence), at)
    if chosen is None:
        return [], 0
    return [chosen.head, chosen.span, wider(passage, chosen)], int(chosen.head != chosen.span)


_UNITS: dict[str, Callable[[Passage, int, Names | None], tuple[list[Span], int]]] = {
    "word": _word,
    "name": _name,
    "quotation": _quotation,
    "clause": _clause,
    "measure": _measure,
}


def _character(passage: Passage, at: int) -> Span:
    """The nearest characters that are no white space, where there are no words."""
    at = min(max(at, passage.low), passage.high - 1)
    start, end = at, at + 1
    while passage.text[start].isspace():
        start += 1
    end = start + 1
    while start > passage.low and not passage.text[start - 1].isspace() and at - start < 20:
        start -= 1
    while end < passage.high and not passage.text[end].isspace() and end - at < 20:
        end += 1
    return start, end


def _chain(spans: list[Span]) -> list[Span]:
    """Keeps the spans that contain the one before and are longer."""
    chain: list[Span] = []
    for start, end in spans:
        if not chain or (start <= chain[-1][0] and chain[-1][1] <= end and (start, end) != chain[-1]):
            chain.append((start, end))
    return chain


def _grown(passage: Passage, spans: list[Span], first: int) -> Ladder:
    """A ladder around the first span, up to its sentences and the paragraph."""
    spans = [stripped(passage.text, *span) for span in spans]
    chosen = spans[first]
    below: list[Span] = []
    for start, end in reversed(spans[:first]):
        held = below[-1] if below else chosen
        if held[0] <= start < end <= held[1] and (start, end) != held:
            below.append((start, end))
    above = _chain([chosen, *spans[first + 1 :]])
    last = passage.covering(*above[-1])
    above = _chain([*above, last, (min(last[0], passage.low), max(last[1], passage.high))])
    return Ladder((*reversed(below), *above), len(below))

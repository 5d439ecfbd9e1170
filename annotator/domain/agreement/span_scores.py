"""Precision, recall and F1 of one analyst's spans against another's, by how near two spans must be to agree."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from operator import index
from typing import Any, NamedTuple, Protocol

from annotator.domain.agreement.matching import overlap_pairs
from annotator.domain.agreement.undefined import Outcome, Undefined, number, why

Labelled = tuple[int, int, str]
"""A span with its label: start and end (half-open, code points), label."""


class AnnotationLike(Protocol):
    """Anything that has a span and a label, such as an Annotation."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def label(self) -> str: ...


SpanLike = Labelled | AnnotationLike


class Score(NamedTuple):
    """How many agree (`matched`; half ones are possible), of how many of the reference and of the other.

    Scores of several texts are added before anything is divided: `sum_of`.
    """

    matched: int | Fraction
    reference: int
    other: int

    @property
    def precision(self) -> Outcome:
        """The share of the other's that the reference has."""
        return self._share(self.other, Undefined.SECOND_MARKED_NOTHING)

    @property
    def recall(self) -> Outcome:
        """The share of the reference's that the other has."""
        return self._share(self.reference, Undefined.FIRST_MARKED_NOTHING)

    @property
    def f1(self) -> Outcome:
        """The harmonic mean of both: the share of all marked that the colleague has too."""
        found = self.reference + self.other
        return Fraction(2 * self.matched) / found if found else Undefined.NOTHING_MARKED

    def _share(self, of: int, otherwise: Undefined) -> Outcome:
        if not self.reference + self.other:
            return Undefined.NOTHING_MARKED
        return Fraction(self.matched) / of if of else otherwise

    def as_values(self) -> dict[str, Any]:
        """`precision`, `recall` and `f1` as numbers or None, and `why` where one is None."""
        outcomes = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        values: dict[str, Any] = {name: number(outcome) for name, outcome in outcomes.items()}
        reasons = [reason for outcome in outcomes.values() if (reason := why(outcome))]
        return values | ({"why": reasons[0]} if reasons else {})


def sum_of(scores: Iterable[Score]) -> Score:
    """The score of several texts together."""
    known = list(scores)
    return Score(
        sum((one.matched for one in known), 0),
        sum(one.reference for one in known),
        sum(one.other for one in known),
    )


def span_scores(reference: Iterable[SpanLike], other: Iterable[SpanLike]) -> dict[str, Any]:
    """How two analysts' spans of one text agree; the first is the reference for precision and recall.

    Spans are (start, end, label), half-open, or have attributes of these names, as an Annotation has. Gives
    `{"strict": {"precision", "recall", "f1"}, "overlap": {the same}, "found": [reference's, other's]}`, with numbers
    between 0 and 1, or None and then a "why" beside it. Raises ValueError for a span that ends where or before it
    starts.
    """
    ours, theirs = spans_of(reference), spans_of(other)
    return {
        "strict": strict(ours, theirs).as_values(),
        "overlap": overlap(ours, theirs).as_values(),
        "found": [len(ours), len(theirs)],
    }


def spans_of(given: Iterable[SpanLike]) -> list[Labelled]:
    """Spans as tuples, checked."""
    found = []
    for one in given:
        try:
            start, end, label = one if isinstance(one, tuple | list) else (one.start, one.end, one.label)
            start, end = index(start), index(end)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{one!r} is no span: it is (start, end, label), with whole numbers.") from error
        if start >= end:
            raise ValueError(f"{one!r} is no span: it ends where or before it starts.")
        found.append((start, end, label))
    return found


def strict(reference: Sequence[Labelled], other: Sequence[Labelled]) -> Score:
    """Same label and both offsets."""
    return Score((Counter(reference) & Counter(other)).total(), len(reference), len(other))


def overlap(reference: Sequence[Labelled], other: Sequence[Labelled]) -> Score:
    """Same label and at least one shared code point, one to one, as many as can be (SemEval 2013: "type")."""
    matched = sum(len(_pairs(reference, other, label)) for label in {label for _, _, label in reference})
    return Score(matched, len(reference), len(other))


def exact(reference: Sequence[Labelled], other: Sequence[Labelled]) -> Score:
    """Counts a match where both offsets agree, with any label (SemEval 2013: "exact")."""
    return strict(
        [(start, end, "") for start, end, _ in reference], [(start, end, "") for start, end, _ in other]
    )


def partial(reference: Sequence[Labelled], other: Sequence[Labelled]) -> Score:
    """Whatever the label, 1 for the same offsets and a half for an overlap, one to one (SemEval 2013: "partial").

    What has the same offsets is paired first.
    """
    ours, theirs = (Counter((start, end) for start, end, _ in spans) for spans in (reference, other))
    same = ours & theirs
    overlapping = overlap_pairs(*(sorted((spans - same).elements()) for spans in (ours, theirs)))
    return Score(same.total() + Fraction(len(overlapping), 2), len(reference), len(other))


def _pairs(reference: Sequence[Labelled], other: Sequence[Labelled], label: str) -> list[tuple[int, int]]:
    return overlap_pairs(
        *([(s, e) for s, e, named in spans if named == label] for spans in (reference, other))
    )

"""The measures that whole numbers come to: of a label, of all labels together, of links and frames."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from annotator.domain.agreement import tally
from annotator.domain.agreement.coefficients import beyond_chance
from annotator.domain.agreement.span_scores import Score
from annotator.domain.agreement.tally import Head, Numbers, Spans
from annotator.domain.agreement.undefined import Outcome, Undefined

Quotients = Iterator[tuple[str, int, int]]
"""The name of a measure, and the two whole numbers whose quotient it is; the second is 0 where it is undefined."""
Measures = Iterator[tuple[str, Outcome]]


class UnitFigures(NamedTuple):
    """How links of a type, or frames of a label, agree."""

    first: int
    second: int
    strict: int
    overlap: int

    @property
    def found(self) -> tuple[int, int]:
        """How many the first analyst has, and the second."""
        return self.first, self.second

    def score(self, matched: int) -> Score:
        """The score of so many that match."""
        return Score(matched, self.first, self.second)

    def quotients(self) -> Quotients:
        """Every measure."""
        found = self.first + self.second
        for name, matched in (("strict", self.strict), ("overlap", self.overlap)):
            yield f"{name} precision", matched, self.second
            yield f"{name} recall", matched, self.first
            yield f"{name} f1", 2 * matched, found

    def measures(self) -> Measures:
        """Every measure, or why it is undefined."""
        for name, matched in (("strict", self.strict), ("overlap", self.overlap)):
            score = self.score(matched)
            yield f"{name} precision", score.precision
            yield f"{name} recall", score.recall
            yield f"{name} f1", score.f1


class Figures(NamedTuple):
    """How annotations of a label agree: scores, alpha_U over the texts, Cohen's kappa over the words.

    A word (and a label, where several are pooled) is one question for kappa: is it inside an annotation?
    """

    spans: Spans
    words: int

    @property
    def units(self) -> UnitFigures:
        """The scores of the annotations."""
        return UnitFigures(*self.spans[:4])

    @property
    def found(self) -> tuple[int, int]:
        """How many the first analyst has, and the second."""
        return self.spans[:2]

    def quotients(self) -> Quotients:
        """Every measure."""
        yield from self.units.quotients()
        yield "alpha_u", *self._alpha_u()
        yield "kappa", *self._kappa()

    def measures(self) -> Measures:
        """Every measure, or why it is undefined."""
        yield from self.units.measures()
        marked = any(self.found)
        for name, (top, bottom) in (("alpha_u", self._alpha_u()), ("kappa", self._kappa())):
            reason = Undefined.ONE_VALUE if marked else Undefined.NOTHING_MARKED
            yield name, Fraction(top, bottom) if bottom and marked else reason

    def _alpha_u(self) -> tuple[int, int]:
        return self.spans.expected - self.spans.observed, self.spans.expected

    def _kappa(self) -> tuple[int, int]:
        if not any(self.found):
            return 0, 0
        all_, first, second = self.words, self.spans.words_first, self.spans.words_second
        same = all_ - first - second + 2 * self.spans.words_both
        return beyond_chance(all_, same, first * second + (all_ - first) * (all_ - second))


class PairFigures(NamedTuple):
    """What two analysts come to; `all` pools the labels, as it does the types of links and the labels of frames."""

    head: Head
    labels: dict[str, Figures]
    links: dict[str, UnitFigures]
    frames: dict[str, UnitFigures]
    all: Figures
    all_links: UnitFigures
    all_frames: UnitFigures

    def rows(self) -> Iterator[tuple[str, str, Figures | UnitFigures]]:
        """(kind, name, figures) of everything; the name is "" where all of a kind are pooled."""
        for kind, every, pooled in (
            (tally.LABEL, self.labels, self.all),
            (tally.LINK, self.links, self.all_links),
            (tally.FRAME, self.frames, self.all_frames),
        ):
            for name, figures in every.items():
                yield kind, name, figures
            yield kind, "", pooled


def pair_figures(
    numbers: Numbers, labels: Sequence[str], links: Sequence[str], frames: Sequence[str]
) -> PairFigures:
    """The figures of some labels, types of links and labels of frames, each with all of them pooled.

    A word and a label is one question of kappa, so pooling `labels` depends on which they are.
    """
    words = numbers.head.words
    by_label = {label: Figures(numbers.spans(label), words) for label in labels}
    by_type = {name: UnitFigures(*numbers.units(tally.LINK, name)) for name in links}
    by_frame = {name: UnitFigures(*numbers.units(tally.FRAME, name)) for name in frames}
    return PairFigures(
        numbers.head,
        by_label,
        by_type,
        by_frame,
        Figures(Spans(*_sums([one.spans for one in by_label.values()])), words * len(labels)),
        UnitFigures(*_sums(by_type.values(), 4)),
        UnitFigures(*_sums(by_frame.values(), 4)),
    )


def _sums(rows: Iterable[Sequence[int]], width: int = len(Spans._fields)) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)] or [0] * width

"""The measures that whole numbers come to: of a label, of all labels together, of links and frames."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from annotator.domain.agreement import tally
from annotator.domain.agreement.coefficients import kappa
from annotator.domain.agreement.spans import Score
from annotator.domain.agreement.tally import Head, Numbers, Spans
from annotator.domain.agreement.undefined import Outcome, Undefined

Measures = Iterator[tuple[str, Outcome]]


class UnitFigures(NamedTuple):
    """How links of a type, or frames of a label, agree."""

    strict: Score
    overlap: Score

    @property
    def found(self) -> tuple[int, int]:
        """How many the first analyst has, and the second."""
        return self.strict.reference, self.strict.other

    def measures(self) -> Measures:
        """Every measure by its name."""
        for name, score in (("strict", self.strict), ("overlap", self.overlap)):
            yield f"{name} precision", score.precision
            yield f"{name} recall", score.recall
            yield f"{name} f1", score.f1


class Figures(NamedTuple):
    """How annotations of a label agree: scores, alpha_U over the texts, Cohen's kappa over the words."""

    strict: Score
    overlap: Score
    alpha_u: Outcome
    kappa: Outcome

    @property
    def found(self) -> tuple[int, int]:
        """How many the first analyst has, and the second."""
        return self.strict.reference, self.strict.other

    def measures(self) -> Measures:
        """Every measure by its name."""
        yield from UnitFigures(self.strict, self.overlap).measures()
        yield "alpha_u", self.alpha_u
        yield "kappa", self.kappa


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

    A word and a label is one judgement of kappa, so pooling `labels` depends on which they are.
    """
    head = numbers.head
    spans = [numbers.spans(label) for label in labels]
    units = {
        what: [numbers.units(what, name) for name in names]
        for what, names in ((tally.LINK, links), (tally.FRAME, frames))
    }
    return PairFigures(
        head,
        {label: figures(one, head.words, head.articles) for label, one in zip(labels, spans, strict=True)},
        {name: unit_figures(one) for name, one in zip(links, units[tally.LINK], strict=True)},
        {name: unit_figures(one) for name, one in zip(frames, units[tally.FRAME], strict=True)},
        figures(Spans(*_sums(spans)), head.words * len(labels), head.articles),
        unit_figures(tally.Units(*_sums(units[tally.LINK]))),
        unit_figures(tally.Units(*_sums(units[tally.FRAME]))),
    )


def _sums(rows: Sequence[Iterable[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def unit_figures(units: tally.Units) -> UnitFigures:
    """The scores that the numbers of links or frames come to."""
    return UnitFigures(
        Score(units.strict, units.first, units.second), Score(units.overlap, units.first, units.second)
    )


def figures(spans: Spans, words: int, articles: int) -> Figures:
    """What the numbers of a label come to, in texts of so many words."""
    score = Score(spans.strict, spans.first, spans.second)
    if not articles:
        return Figures(score, score, Undefined.NO_ARTICLES, Undefined.NO_ARTICLES)
    return Figures(
        score, Score(spans.overlap, spans.first, spans.second), _alpha_u(spans), _kappa(spans, words)
    )


def _alpha_u(spans: Spans) -> Outcome:
    if not spans.expected:
        return Undefined.NOTHING_MARKED
    return Fraction(spans.expected - spans.observed, spans.expected)


def _kappa(spans: Spans, words: int) -> Outcome:
    """Of two answers to one question for each word: is it inside an annotation of this label?"""
    if not spans.first + spans.second:
        return Undefined.NOTHING_MARKED
    both, first, second = spans.words_both, spans.words_first, spans.words_second
    return kappa([[both, first - both], [second - both, words - first - second + both]])

"""What is shown of agreement in parts of the material, of values, and of what was left out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.domain.agreement.bootstrap import mean
from annotator.domain.agreement.details import MADE, ORIGIN, Shared
from annotator.domain.agreement.differing import ATTRIBUTE, Cell
from annotator.domain.agreement.figures import PairFigures
from annotator.domain.agreement.span_scores import Score, sum_of
from annotator.domain.agreement.value_alpha import ValueCount
from annotator.project.agreement import AGENCY, PUBLISHED, Pair
from annotator.qt.overview.agreement_rows import (
    ALL,
    Opening,
    Part,
    count,
    differing,
    names_of,
    outcome,
    plain,
    unmatched,
    who,
)
from annotator.qt.overview.figures import LEFT, Column, Row

DIMENSIONS = {
    PUBLISHED: "Month of publication",
    AGENCY: "Agency",
    MADE: "Month of annotation",
    ORIGIN: "Origin",
}
"""By what the material is divided: articles by the first two, annotations by the others."""


def part_columns(dimension: str) -> tuple[Column, ...]:
    """The columns of a table of parts."""
    return (
        Column(DIMENSIONS[dimension], share=1.6, side=LEFT),
        Column("Strict F1", "Same label and both ends", 1.6),
        Column("Overlap F1", "Same label and at least one shared character", 1.6),
        Column("Annotations", "Of both analysts together"),
        Column("Articles", "That both of a pair have annotated; an article counts once for each pair"),
    )


def _opening(pairs: Iterable[Pair], part: Part, strict: bool) -> Opening:
    """What differs in a part of the material."""
    every = differing(list(pairs), "") if strict else unmatched(list(pairs), "")
    return replace(every, title=f"{who(every.pairs)}, {part[1]}: differences", part=part)


def by_article(dimension: str, slices: Mapping[str, Mapping[Pair, PairFigures]]) -> Iterator[Row]:
    """A row for each part of the articles, in order; the mean over pairs where there are several."""
    for value, pairs in sorted(slices.items()):
        measured = [dict(one.all.measures()) for one in pairs.values()]
        yield (
            plain(value),
            outcome(mean([one["strict f1"] for one in measured]), _opening(pairs, (dimension, value), True)),
            outcome(
                mean([one["overlap f1"] for one in measured]), _opening(pairs, (dimension, value), False)
            ),
            count(sum(sum(one.all.found) for one in pairs.values())),
            count(sum(one.head.articles for one in pairs.values())),
        )


def by_annotation(
    dimension: str, sorts: Mapping[str, Sequence[Shared]], pairs: Sequence[Pair]
) -> Iterator[Row]:
    """A row for each sort of annotations, in order: the share of them that the colleague has too."""
    for value, some in sorted(sorts.items()):
        strict = sum_of(Score(one.strict, one.found, 0) for one in some)
        overlap = sum_of(Score(one.overlap, one.found, 0) for one in some)
        yield (
            plain(value),
            outcome(strict.recall, _opening(pairs, (dimension, value), True)),
            outcome(overlap.recall, _opening(pairs, (dimension, value), False)),
            count(strict.reference),
        )


Attributes = Mapping[tuple[str, str], ValueCount]
"""What is known of each attribute, by label and name."""


def by_value(together: Attributes, pairs: Sequence[Pair], each: Mapping[Pair, Attributes]) -> Iterator[Row]:
    """A row for each attribute: what the pairs come to together, then each of those that were looked at."""
    for at, whole in together.items():
        if whole.matched:
            yield _value_row(ALL if len(pairs) > 1 else names_of(pairs[0]), at, whole, pairs)
            for pair, some in each.items() if len(pairs) > 1 else ():
                yield _value_row(names_of(pair), at, some[at], [pair])


def _value_row(named: str, at: tuple[str, str], counted: ValueCount, pairs: Iterable[Pair]) -> Row:
    some, place = tuple(pairs), Cell(ATTRIBUTE, *at)
    opens = Opening(f"{who(some)}, {at[0]}: another {at[1]}", some, lambda cell: cell == place)
    return (
        plain(at[0]),
        plain(at[1]),
        plain(named),
        outcome(counted.alpha, opens),
        count(counted.rated, tip="Matched annotations to which two or more gave a value"),
        count(counted.matched, tip="Matched annotations"),
    )


VALUE_COLUMNS = (
    Column("Label", share=1.1, side=LEFT),
    Column("Attribute", share=1.1, side=LEFT),
    Column("Analysts", share=1.6, side=LEFT),
    Column("alpha", "Krippendorff's alpha, nominal, over annotations that match", 1.4),
    Column("Used", "Matched annotations to which two or more gave a value"),
    Column("Found", "Matched annotations"),
)

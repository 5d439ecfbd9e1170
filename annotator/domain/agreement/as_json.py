"""Agreement as JSON holds it: numbers, null with a reason beside it, lists."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from annotator.domain.agreement import tally
from annotator.domain.agreement.bootstrap import MEAN, Interval, Intervals, mean
from annotator.domain.agreement.details import Details
from annotator.domain.agreement.differing import BOUNDARY, LABELS
from annotator.domain.agreement.figures import Figures, PairFigures, UnitFigures
from annotator.domain.agreement.pairings import Pairing, Team
from annotator.domain.agreement.undefined import Outcome, Undefined, number, why
from annotator.domain.agreement.value_alpha import ValueCounts

Values = dict[str, Any]
Lookup = Callable[[str, str, str], Interval | None]
"""The interval of a kind of row, its name and a measure, where there is one."""
IntervalOf = Callable[[str], Interval | None]
"""One row of agreement as JSON values."""


_PLACES = {
    tally.LABEL: ("labels", "all"),
    tally.LINK: ("links", "all_links"),
    tally.FRAME: ("frames", "all_frames"),
}
"""Where the rows of a kind stand, and where what pools them."""


def _no_interval(*_what: str) -> None:
    return None


def lookup(found: Intervals | None, pair: tuple[str, str]) -> Lookup:
    """The intervals of a pair, or of the mean over the pairs."""
    if found is None:
        return _no_interval
    return lambda kind, name, measure: found.found.get((pair, kind, name, measure))


def row_values(
    outcomes: Iterable[tuple[str, Outcome]], no_articles: bool, of: Callable[[str], Interval | None]
) -> Values:
    """Measures by name; those of a score ("strict f1") together. Where one is null, `why` says so beside it."""
    values: Values = {}
    reasons: dict[int, dict[str, list[str]]] = {}
    for measure, outcome in outcomes:
        score, _, name = measure.rpartition(" ")
        into = values.setdefault(score, {}) if score else values
        into[name] = number(outcome)
        if reason := why(
            Undefined.NO_ARTICLES if no_articles and isinstance(outcome, Undefined) else outcome
        ):
            reasons.setdefault(id(into), {}).setdefault(reason, []).append(name)
        if (interval := of(measure)) is not None:
            into.setdefault("intervals", {})[name] = list(interval)
    for into in (values, *(one for one in values.values() if isinstance(one, dict))):
        if id(into) in reasons:
            into["why"] = _sentence(reasons[id(into)])
    return values


def _sentence(reasons: Mapping[str, list[str]]) -> str:
    if len(reasons) == 1:
        return next(iter(reasons))
    return "; ".join(f"{', '.join(names)}: {reason}" for reason, names in reasons.items())


def _row(row: Figures | UnitFigures, figures: PairFigures, of: IntervalOf = _no_interval) -> Values:
    return row_values(row.measures(), not figures.head.articles, of) | {"found": list(row.found)}


def figures_values(figures: PairFigures, find: Lookup = _no_interval) -> Values:
    """The figures of a pair: `labels`, `all` (pooled), `links`, `all_links`, `frames`, `all_frames`."""
    values: Values = {"articles": figures.head.articles, "unfinished": figures.head.unfinished}
    values |= {every: {} for every, _ in _PLACES.values()}
    for kind, name, row in figures.rows():
        _put(values, kind, name, _row(row, figures, partial(find, kind, name)))
    return values


def _put(values: Values, kind: str, name: str, row: Values) -> None:
    every, pooled = _PLACES[kind]
    if name:
        values[every][name] = row
    else:
        values[pooled] = row


def pair_values(team: Team, pairing: Pairing, found: Intervals | None = None) -> Values:
    """Everything that the first pass tells of two analysts."""
    figures = team.figures(pairing.total)
    slices: Values = {}
    for (dimension, value), total in sorted(pairing.slices.items()):
        part = team.figures(total)
        slices.setdefault(dimension, {})[value] = {"articles": part.head.articles} | _row(
            part.all, part, lambda _: None
        )
    return {
        "analysts": list(pairing.analysts),
        **figures_values(figures, lookup(found, pairing.analysts)),
        "slices": slices,
    }


def mean_values(team: Team, found: Intervals | None = None) -> Values:
    """The mean of each measure over the pairs for which it is defined; `pairs`: how many have an article in common."""
    all_pairs = [team.figures(pairing.total) for pairing in team.pairings.values()]
    known = [figures for figures in all_pairs if figures.head.articles]
    outcomes: dict[tuple[str, str], dict[str, list[Outcome]]] = {}
    for figures in known or all_pairs:
        for kind, name, row in figures.rows():
            for measure, outcome in row.measures():
                outcomes.setdefault((kind, name), {}).setdefault(measure, []).append(outcome)
    find = lookup(found, MEAN)
    values: Values = {"pairs": len(known)} | {every: {} for every, _ in _PLACES.values()}
    for (kind, name), measures in outcomes.items():
        means = [(measure, mean(some)) for measure, some in measures.items()]
        _put(values, kind, name, row_values(means, not known, partial(find, kind, name)))
    return values


def attribute_values(counts: ValueCounts) -> Values:
    """Alpha by label and attribute; `matched` annotations, and `rated`: those to which two or more gave a value."""
    values: Values = {}
    for (label, name), count in counts.counts.items():
        alpha = count.alpha
        one = {"alpha": number(alpha), "matched": count.matched, "rated": count.rated}
        values.setdefault(label, {})[name] = one | ({"why": reason} if (reason := why(alpha)) else {})
    return values


def detail_values(details: Details) -> Values:
    """Confusions of labels ("" for nothing), boundaries by kind, attributes, and annotations by month and origin."""
    confusion: Values = {}
    boundaries: Values = {}
    for cell, places in sorted(details.cells.items()):
        if cell.what == LABELS:
            confusion.setdefault(cell.first, {})[cell.second] = places.count
        elif cell.what == BOUNDARY:
            boundaries.setdefault(cell.first, {})[cell.second] = places.count
    sorts: Values = {}
    for (dimension, value), shared in sorted(details.sorts.items()):
        sorts.setdefault(dimension, {})[value] = {
            "found": shared.found,
            "strict": shared.strict / shared.found,
            "overlap": shared.overlap / shared.found,
        }
    attributes = attribute_values(details.values)
    return {"confusion": confusion, "boundaries": boundaries, "attributes": attributes, **sorts}

"""How far the analysts of a project agree: figures of every pair, what they differ in, and the cases of each number."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.agreement.aligning import Alignment
from annotator.domain.agreement.as_json import attribute_values, mean_values, pair_values
from annotator.domain.agreement.bootstrap import LEVEL, RESAMPLES, SEED, Intervals
from annotator.domain.agreement.bootstrap import intervals as resampled
from annotator.domain.agreement.details import Details
from annotator.domain.agreement.differing import Case, Cell, agreements, differences
from annotator.domain.agreement.figures import PairFigures
from annotator.domain.agreement.groups import LayerMarks
from annotator.domain.agreement.marks import Ground, Mark
from annotator.domain.agreement.pairings import Pairing, Slice, Team
from annotator.domain.agreement.scope import Scope, scope_of
from annotator.domain.annotation import GOLD, IN_PROGRESS
from annotator.domain.gc_pause import collector_paused
from annotator.domain.problems import Problem, Progress, UnknownName
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.project import visibility
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage.reading import SideBySide, side_by_side
from annotator.storage.store import Store

AGENCY, PUBLISHED = "agency", "published"
"""Dimensions of articles: the agency, and the month of publication (`2006-11`)."""
UNKNOWN = "unknown"

NEVER_OPENED = "never opened"
PRE_ANNOTATED = "only pre-annotated"
HIDDEN = "your own layer of it is open"
NOBODY_TO_COMPARE = "agreement needs two analysts who have annotated"

_SUGGESTION = "suggestion"
_OPEN = IN_PROGRESS

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Excluded:
    """An article (its id) that does not count for some analysts, and why."""

    article: str
    why: str
    analysts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a project comes to. `team` holds the numbers of each pair and each article; see `values` for all of it."""

    team: Team
    excluded: tuple[Excluded, ...]

    @property
    def analysts(self) -> tuple[str, ...]:
        """Who is compared, in this order: of two, the one named first is the reference."""
        return self.team.analysts

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every two of them."""
        return tuple(self.team.pairings)

    def pairing(self, pair: Pair) -> Pairing:
        """The numbers of two analysts."""
        return self.team.pairings[pair]

    def figures(self, pair: Pair, part: Slice | None = None) -> PairFigures:
        """The figures of two analysts, over all articles or those of a slice."""
        pairing = self.team.pairings[pair]
        return self.team.figures(pairing.total if part is None else pairing.slices.get(part, 0))

    def articles(self, pair: Pair) -> list[int]:
        """Row ids of the articles that both annotated."""
        vectors = self.team.pairings[pair].vectors
        return [key for key, vector in zip(self.team.keys, vectors, strict=True) if vector]


def chosen(project: Project, names: Sequence[str] | None = None) -> tuple[str, ...]:
    """Whose layers are compared: those named, else everybody's who has one. The adjudicated layer only by its name.

    Raises Problem for a name that is nobody's, or fewer than two.
    """
    there = stored.layer_names(project.store)
    analysts = [name for name in there if name not in RESERVED_LAYERS]
    if names is None:
        return tuple(analysts)
    possible = [*analysts, GOLD] if GOLD in there else analysts
    for name in names:
        if name not in possible:
            listed = ", ".join(possible) or "nobody yet"
            raise UnknownName(
                f"{name!r} has no layer in {project.path} (there is: {listed}). Name one of them."
            )
    different = tuple(dict.fromkeys(names))
    if len(different) < 2:
        raise Problem("Agreement is between two or more analysts. Name another one.")
    return different


def measure(
    project: Project,
    analysts: Sequence[str] | None = None,
    progress: Progress | None = None,
    only: Collection[int] | None = None,
    store: Store | None = None,
) -> Agreement:
    """Compares every two analysts over all articles that both annotated; reads each article once.

    `only`: of these articles (row ids). `store`: a copy of the project to read from, see `copies.snapshot`. Articles
    whose colleagues' layers the one who asks must not see are left out, and listed. Raises Cancelled when `progress`
    does. Memory grows by some hundred bytes for each pair and article, which intervals need.
    """
    names, hidden = chosen(project, analysts), visibility.hidden(project)
    team, excluded = Team(names, _scope(project)), list[Excluded]()
    to_read, ids, store = [], {}, store or project.store
    for (key, article), statuses in stored.opened_layers(store, names).items():
        if only is not None and key not in only:
            continue
        if key in hidden:
            excluded.append(Excluded(article, HIDDEN, names))
            continue
        unopened = tuple(name for name in names if name not in statuses)
        if unopened:
            excluded.append(Excluded(article, NEVER_OPENED, unopened))
        if len(statuses) > 1 or _OPEN in statuses.values():
            to_read.append(key)
            ids[key] = article
    progress = progress or Progress()
    with collector_paused():
        for done, found in enumerate(side_by_side(store, to_read, names)):
            progress.step(done, len(to_read))
            layers, merely_suggested = _used(found, _scope(project))
            if merely_suggested:
                excluded.append(Excluded(ids[found.key], PRE_ANNOTATED, merely_suggested))
            unfinished = [name for name in layers if found.statuses[name] == _OPEN]
            team.take_in(found.key, layers, unfinished, _slices(found))
    progress.step(len(to_read), len(to_read))
    return Agreement(team, tuple(sorted(excluded, key=lambda one: one.article)))


def _scope(project: Project) -> Scope:
    registry = project.registry

    def survivor(actor: str) -> str:
        entry = registry.entry(actor)
        return actor if entry is None else entry.id

    return scope_of(project.scheme, survivor)


def _used(found: SideBySide, scope: Scope) -> tuple[dict[str, LayerMarks], tuple[str, ...]]:
    """The layers that count, and whose hold nothing but proposals that nobody has looked at."""
    ground, layers, merely_suggested = Ground(found.text), {}, []
    for name, bodies in found.bodies.items():
        status = found.statuses[name]
        if status == "new":
            continue
        if status == _OPEN and bodies and all(body["origin"] == _SUGGESTION for _, body in bodies):
            merely_suggested.append(name)
        else:
            layers[name] = LayerMarks([Mark.from_body(uid, body) for uid, body in bodies], ground, scope)
    return layers, tuple(merely_suggested)


def _slices(found: SideBySide) -> list[Slice]:
    """Of which agency an article is and from which month; a date without a year is of no month."""
    return _parts(found.agency, found.published)


def _parts(agency: str, published: str) -> list[Slice]:
    month = published[:7] if published and not published.startswith("--") else UNKNOWN
    return [(AGENCY, agency or UNKNOWN), (PUBLISHED, month)]


def in_part(project: Project, keys: Iterable[int], part: Slice) -> set[int]:
    """Filters articles (row ids) by agency, or by month of publication."""
    rows = stored.rows_of(project.store, list(keys), "")
    return {
        key for key, (_, _, agency, _, published, *_) in rows.items() if part in _parts(agency, published)
    }


def intervals(
    agreement: Agreement,
    progress: Progress | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    level: float = LEVEL,
) -> Intervals:
    """Bootstrap confidence intervals over articles for every figure; reads nothing from the project."""
    return resampled(agreement.team, resamples, seed, level, progress)


def details(project: Project, agreement: Agreement, pair: Pair, progress: Progress | None = None) -> Details:
    """What two analysts differ in: confusions of labels, boundaries, and more; reads their layers once more."""
    return details_of(project, agreement, [pair], progress)[pair]


def details_of(
    project: Project, agreement: Agreement, pairs: Sequence[Pair], progress: Progress | None = None
) -> dict[Pair, Details]:
    """`details` of several pairs, whose layers are read once; what must not be seen now is left out."""
    found, progress = {pair: Details(_scope(project)) for pair in pairs}, progress or Progress()
    wanted = {key for pair in pairs for key in agreement.articles(pair)}
    keys = [key for key in agreement.team.keys if key in wanted and key not in visibility.hidden(project)]
    names = list(dict.fromkeys(name for pair in pairs for name in pair))
    with collector_paused():
        for done, read in enumerate(side_by_side(project.store, keys, names)):
            progress.step(done, len(keys))
            layers, _ = _used(read, _scope(project))
            for one, other in pairs:
                if one in layers and other in layers:
                    found[one, other].take_in(read.key, Alignment(layers[one], layers[other]))
    progress.step(len(keys), len(keys))
    return found


@dataclass(frozen=True, slots=True)
class CaseAt:
    """A case in its article (row id, id): ids of the first analyst's annotations, and of the second's."""

    key: int
    article: str
    cell: Cell
    first: tuple[str, ...]
    second: tuple[str, ...]
    span: tuple[int, int]
    """From where the first of them starts to where the last ends."""


def cases(
    project: Project,
    agreement: Agreement,
    pair: Pair,
    cell: Cell,
    keys: Iterable[int] | None = None,
) -> Iterator[CaseAt]:
    """The cases of a cell one by one, in the order of the articles' ids and of the text.

    `keys`: the articles in which there are some, as Details knows them; without, every one is looked at.
    What the one who asks must not see now is left out.
    """
    hidden = visibility.hidden(project)
    among = [key for key in keys or agreement.articles(pair) if key not in hidden]
    for article, alignment in _aligned(project, agreement, pair, among):
        found = agreements(alignment) if cell.first == cell.second else differences(alignment)
        in_text = sorted((case for case in found if case.cell == cell), key=_place)
        sha = stored.sha_of(project.store, article.key) if in_text else ""
        for case in in_text:
            first, second = (tuple(mark.id for mark in side) for side in case[1:])
            yield CaseAt(article.key, sha, cell, first, second, _place(case))


def _place(case: Case) -> tuple[int, int]:
    marks = (*case.first, *case.second)
    return min(mark.start for mark in marks), max(mark.end for mark in marks)


def _aligned(
    project: Project, agreement: Agreement, pair: Pair, keys: Sequence[int]
) -> Iterator[tuple[SideBySide, Alignment]]:
    for found in side_by_side(project.store, keys, pair):
        layers, _ = _used(found, _scope(project))
        if len(layers) == 2:
            yield found, Alignment(layers[pair[0]], layers[pair[1]])


def as_values(agreement: Agreement, found: Intervals | None = None) -> dict[str, Any]:
    """All of it as JSON holds it: `pairs`, `mean`, `attributes` over all analysts, `excluded`."""
    team = agreement.team
    values: dict[str, Any] = {
        "analysts": list(agreement.analysts),
        "pairs": [pair_values(team, pairing, found) for pairing in team.pairings.values()],
    }
    if team.pairings:
        values["mean"] = mean_values(team, found)
    else:
        values["why"] = NOBODY_TO_COMPARE
    values["attributes"] = attribute_values(team.values)
    values["excluded"] = [
        {"article": one.article, "why": one.why, "analysts": list(one.analysts)} for one in agreement.excluded
    ]
    if found is not None:
        values["intervals"] = {
            "method": "percentile bootstrap over articles",
            "level": found.level,
            "resamples": found.resamples,
            "seed": found.seed,
        }
    return values

"""Which articles there are to review, those with the least agreement first."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from annotator.domain.annotation import GOLD, IN_PROGRESS, IN_REVIEW
from annotator.domain.problems import Progress
from annotator.domain.reviewing.comparing import agreement_of
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.project import visibility
from annotator.project.project import Project
from annotator.project.reviewing.comparison import is_submitted
from annotator.storage import articles as stored
from annotator.storage import reviewing


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that can be reviewed. `layers`: whose are compared; `open`: how many other layers are not submitted.

    `status` is that of its gold layer, "new" if nothing was decided yet; `decided`: on how many annotations.
    """

    key: int
    id: str
    headline: str
    layers: tuple[str, ...]
    open: int
    annotations: int
    status: str
    decided: int


def articles(project: Project) -> list[Waiting]:
    """The articles in which at least one layer is submitted, in the order in which they came.

    Those whose layers the analyst may not see yet are left out.
    """
    return _waiting(project, reviewing.statuses(project.store))


def articles_of(project: Project, ids: Collection[str]) -> list[Waiting]:
    """The rows of some articles (ids) in the queue."""
    keys = [key for one in ids if (key := stored.key_of(project.store, one)) is not None]
    return _waiting(project, reviewing.statuses(project.store, sorted(keys)))


def _waiting(project: Project, statuses: Iterable[tuple[int, str, str, int]]) -> list[Waiting]:
    unseen = visibility.hidden(project)
    found = [one for one in _submitted(statuses) if one[0] not in unseen]
    rows = stored.rows_of(project.store, [key for key, *_ in found], project.analyst)
    decided = reviewing.decided(project.store, [key for key, *_ in found])
    waiting = []
    for key, layers, open_, count, status in found:
        article, headline = rows[key][:2]
        waiting.append(Waiting(key, article, headline, layers, open_, count, status, decided.get(key, 0)))
    return waiting


def _submitted(
    statuses: Iterable[tuple[int, str, str, int]],
) -> Iterator[tuple[int, tuple[str, ...], int, int, str]]:
    """(article's row id, layers that are submitted, how many are not, annotations, status of the gold layer)."""
    for key, group in groupby(statuses, lambda row: row[0]):
        rows = [row[1:] for row in group]
        gold = next((status for name, status, _ in rows if name == GOLD), "new")
        mine = [row for row in rows if row[0] not in RESERVED_LAYERS and row[1] != "new"]
        done = [row for row in mine if is_submitted(row[1])]
        if done:
            status = IN_REVIEW if gold == IN_PROGRESS else gold
            names = tuple(name for name, _, _ in done)
            yield key, names, len(mine) - len(done), sum(row[2] for row in done), status


def agreements(
    project: Project, waiting: Sequence[Waiting], progress: Progress | None = None
) -> dict[int, float | None]:
    """Mean strict F1 of the pairs of layers of each article, by row id; None where there is no pair, or no mark."""
    progress = progress or Progress()
    pairs = {one.key: one.layers for one in waiting if len(one.layers) > 1}
    found: dict[int, float | None] = {one.key: None for one in waiting}
    rows = reviewing.spans(project.store, list(pairs))
    for done, (key, group) in enumerate(groupby(rows, lambda row: row[0])):
        spans: dict[str, Counter[tuple[int, int, str]]] = defaultdict(Counter)
        for _, layer, body in group:
            spans[layer][body["start"], body["end"], body["label"]] += 1
        found[key] = agreement_of([spans[name] for name in pairs[key]])
        progress.step(done, len(pairs))
    progress.step(len(pairs), len(pairs))
    return found

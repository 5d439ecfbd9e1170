"""The splits of a dataset: near-duplicates are found over the whole project, so that what is exported later moves
nothing, and the result is looked through for paragraphs that stand in two splits."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import orjson

from annotator.domain.dataset.facts import Splitting
from annotator.domain.dataset.losses import Losses
from annotator.domain.dataset.paragraphs import are_alike, described, paragraphs
from annotator.domain.dataset.plan import SplitPlan
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.dataset.splitting import (
    Arrived,
    LeftOut,
    Splits,
    balance,
    cuts_of,
    in_several,
    split_articles,
)
from annotator.domain.dataset.tally import Tally
from annotator.domain.gc_pause import collector_paused
from annotator.domain.likeness import body_hash
from annotator.domain.problems import Problem, Progress
from annotator.domain.wording import number
from annotator.project.exporting.source import Place
from annotator.project.project import Project
from annotator.storage import datasets
from annotator.storage.datasets import Arrival
from annotator.storage.paragraphs import Paragraphs
from annotator.storage.store import Store

_TOLD = 3
_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the articles of a dataset go. `keys`: their row ids in the dataset's order, without what is left out.

    `places`: by id; `by_split`: row ids by split, in its order; both empty without splits. `left_out`: why an article
    (row id) is in no split.
    """

    keys: list[int]
    places: Mapping[str, Place] = field(default_factory=dict)
    by_split: Mapping[str, Sequence[int]] = field(default_factory=dict)
    left_out: Mapping[int, LeftOut] = field(default_factory=dict)
    plan: SplitPlan | None = None
    arrivals: Sequence[Arrival] = ()
    workspace: Paragraphs | None = None
    background: int = 0

    def counted(self, tally: Tally) -> dict[str, int]:
        """Articles by split, with those that got none; nothing without splits."""
        found = tally.articles_by(0)
        return {name: found[name] for name in self.plan.names} if self.plan else {}


@contextmanager
def placed(
    project: Project, recipe: Recipe, keys: list[int], store: Store, progress: Progress
) -> Iterator[Placement]:
    """Where the articles (row ids) go by the recipe's plan. Raises Cancelled when `progress` does."""
    if recipe.split is None:
        yield Placement(keys)
        return
    with Paragraphs() as workspace:
        arrivals = datasets.arrivals(store)
        with collector_paused():
            _fill(project, workspace, arrivals, store, progress)
        yield _place(recipe.split, keys, arrivals, datasets.written_at(store), workspace)


def _fill(
    project: Project, workspace: Paragraphs, arrivals: Sequence[Arrival], store: Store, progress: Progress
) -> None:
    kinds = project.scheme.annotated_zones
    total = 2 * len(arrivals)
    for index, article in enumerate(datasets.texts(store, [one.key for one in arrivals])):
        progress.step(index, total)
        found = [one for text in paragraphs(article, kinds) if (one := described(text))]
        workspace.add(index, found, body_hash(article))
    progress.step(len(arrivals), total)
    workspace.compare(are_alike)
    progress.step(total, total)


def _place(
    plan: SplitPlan,
    keys: list[int],
    arrivals: Sequence[Arrival],
    noted: Sequence[int],
    workspace: Paragraphs,
) -> Placement:
    """`noted`: the clocks at which datasets were written; the articles of then keep their places."""
    wanted = set(keys)
    if plan.kind == "date" and not plan.cuts:
        plan = replace(plan, cuts=cuts_of((one.published for one in arrivals if one.key in wanted), plan))
    near: dict[int, list[int]] = defaultdict(list)
    for one, other in workspace.alike():
        near[one].append(other)
        near[other].append(one)
    background = workspace.common(plan.background)
    articles = [Arrived(one.sha256, one.agency, one.published) for one in arrivals]
    written = [sum(one.clock <= clock for one in arrivals) for clock in noted]
    found = split_articles(articles, workspace.shared(), near, background, written, plan)
    return _sorted_out(plan, keys, arrivals, found, workspace, len(background))


def _sorted_out(
    plan: SplitPlan,
    keys: list[int],
    arrivals: Sequence[Arrival],
    found: Splits,
    workspace: Paragraphs,
    background: int,
) -> Placement:
    ids = {one.key: one.sha256 for one in arrivals}
    by_split: dict[str, list[int]] = {name: [] for name in plan.names}
    places: dict[str, Place] = {}
    for key in keys:
        split = found.splits.get(ids[key])
        if split is not None:
            by_split[split].append(key)
            places[ids[key]] = Place(split, found.group(ids[key]))
    left_out = {key: left for key in keys if (left := found.left_out.get(ids[key]))}
    kept = [key for key in keys if ids[key] in places]
    if not kept:
        raise Problem("There is nothing to export: every article was left out of the splits.")
    return Placement(kept, places, by_split, left_out, plan, arrivals, workspace, background)


def tell_losses(placement: Placement, store: Store, losses: Losses) -> None:
    """Lists the articles that are in no split."""
    keys = list(placement.left_out)
    for key, article in zip(keys, datasets.texts(store, keys), strict=True):
        left = placement.left_out[key]
        losses.of_article(article, None, {"article": ["all"]}, left.why, left.with_)


@dataclass(frozen=True, slots=True)
class Shared:
    """The paragraphs that stand in more than one split of a dataset: (text, [(split, article's id)])."""

    found: Sequence[tuple[str, Sequence[tuple[str, str]]]]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.found)

    def lines(self) -> Iterator[bytes]:
        """The lines of `leaks.jsonl`."""
        for text, places in self.found:
            values = {
                "paragraph": text,
                "places": [{"split": split, "article": article} for split, article in places],
            }
            yield orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE)

    def require_none(self) -> None:
        """Raises Problem that names the first ones, if there are any."""
        if not self.found:
            return
        told = []
        for text, places in self.found[:_TOLD]:
            shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
            by_split = dict(reversed(places))
            told.append(f"“{shown}” ({', '.join(f'{s}: {a[:12]}' for s, a in sorted(by_split.items()))})")
        what = "paragraph stands" if self.count == 1 else "paragraphs stand"
        raise Problem(
            f"Nothing was written: {self.count:,} {what} in more than one split: {'; '.join(told)}. "
            "Allow it (--allow-leaks), or count fewer paragraphs as background (--background)."
        )


def leaks_of(placement: Placement, workspace: Paragraphs | None = None) -> Shared | None:
    """Looks for paragraphs, equal or alike, that stand in two splits of the dataset; None without splits.

    It goes by what is in the dataset, not by how that came about: background counts here.
    """
    workspace = workspace or placement.workspace
    if workspace is None:
        return None
    split_by_index = [
        place.split if (place := placement.places.get(one.sha256)) else None for one in placement.arrivals
    ]
    found: list[tuple[str, Sequence[tuple[str, str]]]] = []

    def look(identity_: int, articles: Sequence[int]) -> None:
        several = in_several(articles, split_by_index.__getitem__)
        if several:
            places = [(split, placement.arrivals[index].sha256) for split, index in several]
            found.append((workspace.text_of(identity_), places))

    for one, articles in workspace.standings():
        look(one, articles)
    for one, other in workspace.alike():
        here, there = workspace.articles_of(one), workspace.articles_of(other)
        if not (
            in_several(here, split_by_index.__getitem__) or in_several(there, split_by_index.__getitem__)
        ):
            look(one, sorted({*here, *there}))
    return Shared(found)


def told(placement: Placement, leaks: Shared | None, tally: Tally, splits: Sequence[str]) -> Splitting:
    """What the card says of the splits."""
    plan = placement.plan
    if plan is None:
        return Splitting()
    sizes = Counter(place.group for place in placement.places.values())
    counts: Counter[tuple[str, str]] = Counter()
    for (split, label, _, _), count in tally.kinds.items():
        counts[split, label] += count
    sentence = plan.sentence()
    if placement.background:
        common = number(placement.background, "paragraph")
        sentence += f" In more than {plan.background} articles, so background: {common}."
    return Splitting(
        sentence,
        len(sizes),
        max(sizes.values(), default=0),
        dict(Counter(left.why for left in placement.left_out.values())),
        leaks.count if leaks else 0,
        placement.background,
        balance(counts, splits),
    )

"""The splits of a dataset: near-duplicates are found over the whole project, so that what is exported later moves
nothing, and the result is looked through for paragraphs that stand in two splits."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import orjson

from annotator.domain.dataset.facts import Splitting
from annotator.domain.dataset.losses import Losses
from annotator.domain.dataset.paragraphs import described, paragraphs
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
from annotator.domain.likeness import background, profile
from annotator.domain.problems import Problem, Progress
from annotator.domain.wording import number
from annotator.project.exporting.source import Place
from annotator.project.project import Project
from annotator.storage import datasets
from annotator.storage.alike import Shelf, all_described
from annotator.storage.datasets import Arrival
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
    compared: "Compared | None" = None
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
    arrivals = datasets.arrivals(store)
    with all_described(store, progress) as shelf, collector_paused():
        compared = Compared(shelf, arrivals, project.scheme.annotated_zones, store, progress)
        yield _place(recipe.split, keys, compared, datasets.written_at(store))


class Compared:
    """What the articles of a project share, by their places in the order of arrival.

    Paragraphs of bodies are those by which duplicates are found everywhere (see `domain.likeness`), named by their
    row ids on the shelf. Paragraphs of the other annotated zones, such as headlines, count where they are equal to
    one another or to one of a body; those that are in no body have names below zero.
    """

    def __init__(
        self,
        shelf: Shelf,
        arrivals: Sequence[Arrival],
        zones: Collection[str],
        store: Store,
        progress: Progress,
    ) -> None:
        self.arrivals = arrivals
        self._shelf, self._store = shelf, store
        self._texts: dict[int, str] = {}
        found = shelf.material(progress, withdrawn=True)
        standing: dict[int, set[int]] = defaultdict(
            set, {key: set(some) for key, some in found.standing.items()}
        )
        for paragraph, keys in self._beside_bodies([kind for kind in zones if kind != "body"], progress):
            for key in keys if len(keys) > 1 else ():
                standing[key].add(paragraph)
        self._material = replace(found, standing={key: sorted(some) for key, some in standing.items()})
        self.alike = found.alike
        self.standing = [self._material.standing.get(one.key, []) for one in arrivals]
        """The paragraphs of each article that stand elsewhere too."""
        self.holders: dict[int, list[int]] = defaultdict(list)
        """The places of the articles in which each paragraph stands, in order."""
        for place, some in enumerate(self.standing):
            for paragraph in some:
                self.holders[paragraph].append(place)

    def _beside_bodies(self, kinds: Collection[str], progress: Progress) -> Iterator[tuple[int, set[int]]]:
        """The paragraphs of zones of these kinds, with the articles (row ids) that have them there or in a body."""
        same: dict[int, set[int]] = defaultdict(set)
        texts: dict[int, str] = {}
        keys = [one.key for one in self.arrivals] if kinds else []
        for number_, (key, article) in enumerate(zip(keys, datasets.texts(self._store, keys), strict=True)):
            progress.step(number_, len(keys))
            if any(zone.kind in kinds for zone in article.record.zones):
                for one in filter(None, map(described, paragraphs(article, kinds))):
                    same[one.identity].add(key)
                    texts.setdefault(one.identity, one.text)
        in_bodies = self._shelf.standing_of(same)
        for identity, holders in same.items():
            paragraph, bodies = in_bodies.get(identity, (-1 - identity, []))
            self._texts[paragraph] = texts[identity]
            yield paragraph, holders.union(bodies)

    def background(self, most: int) -> set[int]:
        """The paragraphs that stand in more than so many stories; copies of a story count once."""
        return background(self._material, most)

    def text_of(self, paragraph: int) -> str:
        """A paragraph as the first article has it."""
        if paragraph in self._texts:
            return self._texts[paragraph]
        wanted = self._shelf.identities([paragraph])[paragraph]
        (article,) = datasets.texts(self._store, [self.arrivals[self.holders[paragraph][0]].key])
        return next(one.text for one in profile(article).paragraphs if one.identity == wanted)


def _place(plan: SplitPlan, keys: list[int], compared: Compared, noted: Sequence[int]) -> Placement:
    """`noted`: the clocks at which datasets were written; the articles of then keep their places."""
    wanted, arrivals = set(keys), compared.arrivals
    if plan.kind == "date" and not plan.cuts:
        plan = replace(plan, cuts=cuts_of((one.published for one in arrivals if one.key in wanted), plan))
    common = compared.background(plan.background)
    articles = [Arrived(one.sha256, one.agency, one.published) for one in arrivals]
    written = [sum(one.clock <= clock for one in arrivals) for clock in noted]
    shared = enumerate(compared.standing)
    found = split_articles(articles, shared, compared.alike, common, written, plan)
    return _sorted_out(plan, keys, compared, found, len(common))


def _sorted_out(
    plan: SplitPlan, keys: list[int], compared: Compared, found: Splits, common: int
) -> Placement:
    ids = {one.key: one.sha256 for one in compared.arrivals}
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
    return Placement(kept, places, by_split, left_out, plan, compared.arrivals, compared, common)


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


def leaks_of(placement: Placement) -> Shared | None:
    """Looks for paragraphs, equal or alike, that stand in two splits of the dataset; None without splits.

    It goes by what is in the dataset, not by how that came about: background counts here.
    """
    compared = placement.compared
    if compared is None:
        return None
    split_by_place = [
        place.split if (place := placement.places.get(one.sha256)) else None for one in placement.arrivals
    ]
    found: list[tuple[str, Sequence[tuple[str, str]]]] = []

    def look(paragraph: int, articles: Sequence[int]) -> bool:
        several = in_several(articles, split_by_place.__getitem__)
        if several:
            places = [(split, placement.arrivals[place].sha256) for split, place in several]
            found.append((compared.text_of(paragraph), places))
        return bool(several)

    leaking = {
        paragraph for paragraph, articles in sorted(compared.holders.items()) if look(paragraph, articles)
    }
    for one, others in sorted(compared.alike.items()):
        for other in others:
            if one < other and not leaking & {one, other}:
                look(one, sorted({*compared.holders[one], *compared.holders[other]}))
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

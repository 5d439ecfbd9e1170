"""Which article goes into which split. Groups of near-duplicates stay together, and adding articles moves no old one.

Articles that share paragraphs, directly or through others, are a group; where a group goes follows from the article
that arrived first. So one that is added later goes where the earlier ones are. One that would join groups of two
splits of which a dataset was written is left out: wherever it went it would leak, and moving the earlier ones would
change what somebody has trained on. As long as no dataset was written, such groups simply become one.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from annotator.domain.dataset.plan import SplitPlan

BRIDGE = "it shares paragraphs with articles of two splits"
ELSEWHERE = "it shares paragraphs with an article of another split"
UNDATED = "its date is not known to the year"
UNKNOWN_AGENCY = "its agency is not known"


class Arrived(NamedTuple):
    """An article of the project: its id, and what plans go by. `agency` and `published` are "" if not known."""

    id: str
    agency: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why an article is in no split; `with_` are ids of articles that it shares paragraphs with."""

    why: str
    with_: tuple[str, ...] = ()


@dataclass
class Splits:
    """Where the articles (ids) go, and after which article each group is called: the one that arrived first.

    An article that shares nothing is a group of its own, and stands in `splits` alone.
    """

    splits: dict[str, str] = field(default_factory=dict)
    joined: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, LeftOut] = field(default_factory=dict)

    def group(self, article: str) -> str:
        """The id of the article after which the group of one is called."""
        return self.joined.get(article, article)


def drawn(key: str, plan: SplitPlan) -> str:
    """The split that a name falls into: by its hash, so that nothing else decides."""
    place = int.from_bytes(sha256(f"{plan.seed}:{key}".encode()).digest()[:8]) / 2**64
    if plan.kind == "folds":
        return plan.names[int(place * plan.folds)]
    reached = 0
    for name, part in zip(plan.names, plan.fractions, strict=True):
        reached += part
        if place < reached / 100:
            return name
    return plan.names[-1]


def wished(one: Arrived, plan: SplitPlan) -> str | LeftOut:
    """Where an article goes if it shares nothing, or why it goes nowhere. A plan by date has its cuts."""
    if plan.kind == "date":
        if not one.published[:1].isdigit():
            return LeftOut(UNDATED)
        return plan.names[sum(one.published[: len(cut)] >= cut for cut in plan.cuts)]
    if plan.kind == "agency":
        if not one.agency:
            return LeftOut(UNKNOWN_AGENCY)
        return dict(plan.agencies).get(one.agency) or drawn(one.agency, plan)
    return drawn(one.id, plan)


def cuts_of(dates: Iterable[str], plan: SplitPlan) -> tuple[str, ...]:
    """When further splits begin, so that the fractions are met as whole days allow. Undated articles do not count.

    They move when articles are added: who adds to a dataset gives them with the plan.
    """
    days = sorted(date[:10] for date in dates if date[:1].isdigit())
    cuts: list[str] = []
    reached, last = 0, days[0] if days else ""
    for number, part in enumerate(plan.fractions[:-1], 1):
        reached += part
        wanted = days[min(len(days) - 1, len(days) * reached // 100)] if days else ""
        last = next((day for day in days if day >= wanted and day > last), f"9999-12-{number:02}")
        cuts.append(last)
    return tuple(cuts)


def split_articles(
    articles: Sequence[Arrived],
    shared: Iterable[tuple[int, Collection[int]]],
    alike: Mapping[int, Collection[int]],
    background: Collection[int],
    written: Sequence[int],
    plan: SplitPlan,
) -> Splits:
    """Splits articles, given in the order of arrival.

    `shared`: by an article's index its paragraphs (identities) that stand elsewhere too; `alike`: by such a paragraph
    the others that are alike; `background`: those that make no near-duplicates. `written`: how many of the articles
    were there when a dataset was written, in ascending order.
    """
    paragraphs = {index: [one for one in identities if one not in background] for index, identities in shared}
    assigner = _Assigner(articles, {i: some for i, some in paragraphs.items() if some}, alike, plan)
    ends = [*(one for one in written if one < len(articles)), len(articles)]
    for start, end in zip([0, *ends], ends, strict=False):
        assigner.take(range(start, end))
    return assigner.found


class _Assigner:
    """Takes generation after generation of articles (by their index): what was placed stays."""

    def __init__(
        self,
        articles: Sequence[Arrived],
        paragraphs: Mapping[int, Sequence[int]],
        alike: Mapping[int, Collection[int]],
        plan: SplitPlan,
    ) -> None:
        self._articles = articles
        self._paragraphs = paragraphs
        self._alike = alike
        self._plan = plan
        self._free = plan.kind in ("fractions", "folds")
        self._holders: dict[int, list[int]] = {}
        """The placed articles that have a paragraph."""
        self._firsts: dict[int, int] = {}
        """For a placed article the one after which its group is called, if that is another one."""
        self.found = Splits()

    def take(self, generation: Iterable[int]) -> None:
        sharing = []
        for index in generation:
            if index in self._paragraphs:
                sharing.append(index)
            else:
                self._put(index, self._wish(index), [])
        for group in self._groups(sharing):
            self._place(group)

    def _wish(self, index: int) -> str | LeftOut:
        return wished(self._articles[index], self._plan)

    def _groups(self, indices: Sequence[int]) -> list[list[int]]:
        """The articles of a generation by what connects them within it, in the order of arrival."""
        parents = {index: index for index in indices}

        def root(index: int) -> int:
            while parents[index] != index:
                parents[index] = parents[parents[index]]
                index = parents[index]
            return index

        first: dict[int, int] = {}
        for index in indices:
            for one in self._near(index):
                if one in first:
                    low, high = sorted((root(first[one]), root(index)))
                    parents[high] = low
            for one in self._paragraphs[index]:
                first.setdefault(one, index)
        groups: dict[int, list[int]] = {}
        for index in indices:
            groups.setdefault(root(index), []).append(index)
        return list(groups.values())

    def _near(self, index: int) -> set[int]:
        """The paragraphs of an article and those that are alike."""
        return {other for one in self._paragraphs[index] for other in (one, *self._alike.get(one, ()))}

    def _earlier(self, index: int) -> list[int]:
        """The placed articles that an article shares paragraphs with, in the order of arrival."""
        return sorted({held for one in self._near(index) for held in self._holders.get(one, ())})

    def _place(self, group: Sequence[int]) -> None:
        """Places the articles of a group: from those that lie beside placed ones on."""
        waiting = list(group)
        while waiting:
            beside = [index for index in waiting if self._earlier(index)]
            for index in beside or waiting[:1]:
                self._put(index, self._wish(index), self._earlier(index))
            done = set(beside or waiting[:1])
            waiting = [index for index in waiting if index not in done]

    def _put(self, index: int, wish: str | LeftOut, earlier: Sequence[int]) -> None:
        """Places an article beside those placed earlier that it shares paragraphs with, or leaves it out."""
        one = self._articles[index]
        splits = {self.found.splits[self._articles[other].id] for other in earlier}
        if isinstance(wish, LeftOut):
            self.found.left_out[one.id] = wish
        elif len(splits) > 1 or (splits and not self._free and splits != {wish}):
            near = tuple(sorted(self._articles[other].id for other in earlier))
            self.found.left_out[one.id] = LeftOut(BRIDGE if len(splits) > 1 else ELSEWHERE, near)
        else:
            self.found.splits[one.id] = splits.pop() if splits else wish
            first = min([self._firsts.get(other, other) for other in earlier], default=index)
            if first != index:
                self._firsts[index] = first
                self.found.joined[one.id] = self._articles[first].id
            for paragraph in self._paragraphs.get(index, ()):
                self._holders.setdefault(paragraph, []).append(index)


Spread = Callable[[int], str | None]
"""The split of an article (its index) in the finished dataset, None if it is not in it."""


def in_several(places: Iterable[int], spread: Spread) -> list[tuple[str, int]]:
    """(split, index) of those of the articles that are in the dataset, if they are in more than one split."""
    found = [(split, place) for place in places if (split := spread(place)) is not None]
    return found if len({split for split, _ in found}) > 1 else []


_MOST_TOLD = 5


def balance(counts: Mapping[tuple[str, str], int], splits: Sequence[str]) -> list[str]:
    """For the labels whose share differs most between a split and the whole, the largest difference first.

    `counts`: annotations by (split, label). A split without annotations is told so.
    """
    totals = {split: sum(n for (s, _), n in counts.items() if s == split) for split in splits}
    told = [f"{split} has no annotations" for split in splits if not totals[split]]
    whole = sum(totals.values())
    labels = sorted({label for _, label in counts})
    shares = []
    for label in labels:
        overall = sum(counts.get((split, label), 0) for split in splits) / whole if whole else 0.0
        of = {s: counts.get((s, label), 0) / totals[s] for s in splits if totals[s]}
        if of:
            shares.append((max(abs(share - overall) for share in of.values()), label, overall, of))
    shares.sort(key=lambda one: (-one[0], one[1]))
    for _, label, overall, of in shares[:_MOST_TOLD]:
        parts = ", ".join(f"{100 * share:.1f} % of {split}" for split, share in of.items())
        told.append(f"{label}: {100 * overall:.1f} % of all annotations, {parts}")
    return told

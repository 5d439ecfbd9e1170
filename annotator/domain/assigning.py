"""Who is to annotate what: drawn by a seed, with even loads, and a share of articles for two so that they can agree."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations, islice

from annotator.domain.problems import Problem
from annotator.domain.team import rank, shuffled

Given = Mapping[str, Sequence[str]]
"""Analysts by article (its id)."""
Pair = tuple[str, str]
"""Two analysts, in alphabetical order."""

_MOST_TRIED = 100
"""Of several analysts with equal loads, so many choices are looked at."""

USUAL_SHARE = 20
"""Percent of the articles that two analysts get, where nothing else is said."""


def draw(
    articles: Sequence[str],
    analysts: Iterable[str],
    each: int = 1,
    doubled: int = USUAL_SHARE,
    seed: int = 0,
    held: Given | None = None,
) -> dict[str, tuple[str, ...]]:
    """To whom each article (its id) is newly given, in the order of the articles; the same for the same seed.

    Each article goes to `each` analysts, and at least `doubled` percent of them to two or more. The loads of
    analysts differ by at most one, and so does how often each two of them have an article in common, if no more than
    two have one. `held`: who has which of these articles already; they are topped up, as evenly as that allows.
    Raises Problem for what cannot be.
    """
    people = _people(analysts, each, doubled, seed)
    held = held or {}
    order = shuffled(seed, articles)
    sure = -(-len(order) * doubled // 100)
    wanted = {article: max(each, 2) if place < sure else each for place, article in enumerate(order)}
    deal = _Deal(people, held, seed)
    fresh = [article for article in order if not held.get(article)]
    deal.pairs([article for article in fresh if wanted[article] == 2])
    deal.singles([article for article in fresh if wanted[article] == 1])
    deal.more({article: wanted[article] for article in fresh if wanted[article] > 2})
    deal.more({article: wanted[article] for article in order if held.get(article)})
    return {article: tuple(deal.given[article]) for article in articles if article in deal.given}


def _people(analysts: Iterable[str], each: int, doubled: int, seed: int) -> list[str]:
    """The analysts in an order that their names do not decide."""
    people = sorted(set(analysts), key=lambda name: rank(seed, name))
    if not people:
        raise Problem("There is nobody to give the articles to. Name some analysts.")
    if each < 1 or not 0 <= doubled <= 100:
        raise Problem("An article goes to one analyst or more, and the share for two is 0 to 100 percent.")
    if each > len(people):
        raise Problem(
            f"{each} analysts for an article cannot be: there are {len(people)}. Name more of them."
        )
    if doubled and len(people) < 2:
        raise Problem(
            "Two analysts are needed for the share of articles that two get. Name another, or let it be 0."
        )
    return people


class _Deal:
    """Gives articles away, and keeps count of the loads and of who has met whom."""

    def __init__(self, people: list[str], held: Given, seed: int) -> None:
        self.given: dict[str, list[str]] = {}
        self._people, self._held, self._seed = people, held, seed
        self._place = {name: place for place, name in enumerate(people)}
        self._loads = dict.fromkeys(people, 0)
        self._met: Counter[Pair] = Counter()
        for names in held.values():
            self._count(names, ())

    def _give(self, article: str, names: Sequence[str]) -> None:
        self.given[article] = list(names)
        self._count(names, self._held.get(article, ()))

    def _count(self, names: Sequence[str], others: Sequence[str]) -> None:
        for name in names:
            if name in self._loads:
                self._loads[name] += 1
        self._met.update(map(_pair, combinations(names, 2)))
        self._met.update(_pair((name, other)) for name in names for other in others)

    def pairs(self, articles: Sequence[str]) -> None:
        """Two for each article: every two people equally often, and everybody equally often."""
        if articles:
            made = _evenly_paired(self._people, len(articles))
            for article, names in zip(articles, self._mixed(made), strict=True):
                self._give(article, names)

    def singles(self, articles: Sequence[str]) -> None:
        """One for each article: whoever has least."""
        waiting = [(load, self._place[name], name) for name, load in self._loads.items()]
        heapify(waiting)
        made: list[Sequence[str]] = []
        for _ in articles:
            load, place, name = heappop(waiting)
            heappush(waiting, (load + 1, place, name))
            made.append((name,))
        for article, names in zip(articles, self._mixed(made), strict=True):
            self._give(article, names)

    def _mixed(self, made: Sequence[Sequence[str]]) -> list[Sequence[str]]:
        """Draws which article gets which analysts, so that the order does not go round."""
        marked = ((rank(self._seed, f"{place} {' '.join(names)}"), names) for place, names in enumerate(made))
        return [names for _, names in sorted(marked)]

    def more(self, wanted: Mapping[str, int]) -> None:
        """Chooses the wanted number of analysts for each article: least work first, then fewest articles in common."""
        for article, count in wanted.items():
            there = tuple(self._held.get(article, ()))
            free = [name for name in self._people if name not in there]
            missing = min(count - len(there), len(free))
            if missing > 0:
                self._give(article, self._best(there, free, missing))

    def _best(self, there: Sequence[str], free: Sequence[str], count: int) -> Sequence[str]:
        """So many of the free: those who have least; where several have as much, those who have met least."""
        order = sorted(free, key=self._loads.__getitem__)
        last = self._loads[order[count - 1]]
        sure = [name for name in order if self._loads[name] < last]
        equal = [name for name in order if self._loads[name] == last]
        choices = islice(combinations(equal, count - len(sure)), _MOST_TRIED)
        return min(((*sure, *some) for some in choices), key=lambda some: self._cost((*there, *some)))

    def _cost(self, names: Sequence[str]) -> int:
        """Meeting again costs the more the oftener two have met."""
        return sum(self._met[_pair(two)] ** 2 for two in combinations(names, 2))


def _pair(names: Sequence[str]) -> Pair:
    one, other = sorted(names)
    return one, other


def _evenly_paired(people: Sequence[str], count: int) -> list[Pair]:
    """So many pairs: each two people as often as any other two, or once more; so is each of them in all."""
    every = list(combinations(people, 2))
    whole, rest = divmod(count, len(every))
    return every * whole + list(_regular(people, rest))


def _regular(people: Sequence[str], count: int) -> Iterator[Pair]:
    """So many different pairs in which everybody occurs equally often, or once more.

    Who still needs most is paired with those who need most after them: that works out for any such numbers
    (Havel and Hakimi).
    """
    least, more = divmod(2 * count, len(people))
    needs = {name: least + (place < more) for place, name in enumerate(people)}
    order = {name: place for place, name in enumerate(people)}
    while any(needs.values()):
        first, *others = sorted(needs, key=lambda name: (-needs[name], order[name]))
        for other in others[: needs.pop(first)]:
            needs[other] -= 1
            yield first, other


def loads(given: Given) -> dict[str, int]:
    """How many articles each analyst gets, by name."""
    counted = Counter(name for names in given.values() for name in names)
    return dict(sorted(counted.items()))


def meetings(given: Given) -> dict[Pair, int]:
    """How many articles each two analysts have in common, by their names."""
    counted = Counter(_pair(two) for names in given.values() for two in combinations(names, 2))
    return dict(sorted(counted.items()))

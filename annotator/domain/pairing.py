"""One-to-one pairs of the greatest total weight: what belongs to what in two lists."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping

Weights = Mapping[tuple[int, int], int]
"""By (place in the one list, place in the other): what that pair is worth, above 0. Other pairs are not allowed."""


def best_pairs(weights: Weights) -> dict[int, int]:
    """The pairs, by place in the first list, whose weights add up to the most; none has a partner twice.

    Exact, not greedy: maximum weight matching by successive best augmenting paths, in each group of places that are
    connected at all. Of equally good answers always the same one is given.
    """
    chosen: dict[int, int] = {}
    for part in _components(weights):
        chosen |= _only_pair(part) or _matched(part)
    return dict(sorted(chosen.items()))


def _only_pair(part: Weights) -> dict[int, int]:
    """The best pair where all of them share a place; empty where more than one pair may be chosen."""
    lefts, rights = {left for left, _ in part}, {right for _, right in part}
    if len(lefts) > 1 and len(rights) > 1:
        return {}
    left, right = min(part, key=lambda pair: (-part[pair], pair))
    return {left: right}


def _components(weights: Weights) -> Iterator[Weights]:
    """The pairs in groups that share no place with one another, each in order."""
    lefts: dict[int, list[int]] = defaultdict(list)
    rights: dict[int, list[int]] = defaultdict(list)
    for left, right in sorted(weights):
        lefts[left].append(right)
        rights[right].append(left)
    seen: set[int] = set()
    for first in lefts:
        if first in seen:
            continue
        seen.add(first)
        members, crossed, waiting = [], set(), [first]
        while waiting:
            left = waiting.pop()
            members.append(left)
            for right in lefts[left]:
                if right not in crossed:
                    crossed.add(right)
                    fresh = [other for other in rights[right] if other not in seen]
                    seen.update(fresh)
                    waiting += fresh
        yield {(left, right): weights[left, right] for left in sorted(members) for right in lefts[left]}


def _matched(part: Weights) -> dict[int, int]:
    """The best pairs of one component: paths that gain the most are taken until none gains anything."""
    lefts: dict[int, list[int]] = defaultdict(list)
    for left, right in part:
        lefts[left].append(right)
    partner: dict[int, int] = {}
    holder: dict[int, int] = {}
    while True:
        gain, end, before = _best_path(part, lefts, partner, holder)
        if gain <= 0:
            return partner
        at: int | None = end
        while at is not None:
            left = before[at]
            following = partner.get(left)
            partner[left], holder[at] = at, left
            at = following


def _best_path(
    part: Weights, lefts: Mapping[int, list[int]], partner: Mapping[int, int], holder: Mapping[int, int]
) -> tuple[int, int, dict[int, int]]:
    """What the best augmenting path gains, where it ends, and from which left place each right one is reached.

    Longest path by label correction: there is no cycle that gains, since each state is the best of its size.
    """
    gains = {left: 0 for left in lefts if left not in partner}
    reached: dict[int, int] = {}
    before: dict[int, int] = {}
    waiting = deque(gains)
    while waiting:
        left = waiting.popleft()
        for right in lefts[left]:
            if partner.get(left) == right:
                continue
            gain = gains[left] + part[left, right]
            if gain <= reached.get(right, 0):
                continue
            reached[right], before[right] = gain, left
            holds = holder.get(right)
            if holds is not None:
                gains[holds] = gain - part[holds, right]
                waiting.append(holds)
    free = [right for right in reached if right not in holder]
    end = min(free, key=lambda right: (-reached[right], right), default=-1)
    return reached.get(end, 0), end, before

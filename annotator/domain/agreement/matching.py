"""Which spans of two sets belong together: one to one, as many as can be, then by the most code points shared.

All spans here are half-open and of one label; where they lie decides, not the order in which they are given.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotator.domain.agreement.assignment import Edge, best_pairs

Span = tuple[int, int]
Pair = tuple[int, int]
"""Numbers of two spans that belong together: in the first set, in the second."""


def overlap_pairs(first: Sequence[Span], second: Sequence[Span]) -> list[Pair]:
    """The pairs of spans that share at least one code point: the number of pairs is the greatest possible.

    Among the ways to reach it one with the most shared code points is taken.
    """
    orders = [sorted(range(len(spans)), key=spans.__getitem__) for spans in (first, second)]
    found = pairs_in_order(
        *([spans[at] for at in order] for spans, order in zip((first, second), orders, strict=True))
    )
    return sorted((orders[0][i], orders[1][j]) for i, j in found)


def pairs_in_order(first: Sequence[Span], second: Sequence[Span]) -> list[Pair]:
    """`overlap_pairs` of spans that are sorted. Groups of spans that hang together are solved each for itself.

    Almost every group is one span against one; spans that lie side by side in each set take linear time, and only
    where spans of one set overlap each other the general method is needed.
    """
    pairs: list[Pair] = []
    i = j = 0
    while i < len(first) and j < len(second):
        if first[i][1] <= second[j][0]:
            i += 1
        elif second[j][1] <= first[i][0]:
            j += 1
        else:
            next_i, next_j = _group_end(first, second, i, j)
            if next_i == i + 1 and next_j == j + 1:
                pairs.append((i, j))
            else:
                pairs += _solved(first, second, range(i, next_i), range(j, next_j))
            i, j = next_i, next_j
    return pairs


def _group_end(first: Sequence[Span], second: Sequence[Span], i: int, j: int) -> Pair:
    """Where the group ends that begins with two spans: the first numbers that are not in it."""
    reach = max(first[i][1], second[j][1])
    i, j = i + 1, j + 1
    while True:
        if i < len(first) and first[i][0] < reach:
            reach = max(reach, first[i][1])
            i += 1
        elif j < len(second) and second[j][0] < reach:
            reach = max(reach, second[j][1])
            j += 1
        else:
            return i, j


def _solved(first: Sequence[Span], second: Sequence[Span], left: range, right: range) -> list[Pair]:
    edges = list(_edges(first, second, left, right))
    if _side_by_side(first, left) and _side_by_side(second, right):
        return _along_the_chain(edges)
    return best_pairs(edges)


def _edges(first: Sequence[Span], second: Sequence[Span], left: range, right: range) -> Iterator[Edge]:
    """Every two spans that overlap, with the number of code points that they share."""
    low = right.start
    for i in left:
        start, end = first[i]
        while low < right.stop and second[low][1] <= start:
            low += 1  # sorted starts: what ends before this one can meet no later one either
        for j in range(low, right.stop):
            other_start, other_end = second[j]
            if other_start >= end:
                break
            if other_end > start:
                yield i, j, min(end, other_end) - max(start, other_start)


def _side_by_side(spans: Sequence[Span], numbers: range) -> bool:
    return all(spans[a][1] <= spans[b][0] for a, b in pairwise(numbers))


def _along_the_chain(edges: Sequence[Edge]) -> list[Pair]:
    """The best pairs where the spans of each set lie side by side.

    In order, an edge can then rule out only those right before it: they share its left or all its right span.
    """
    best: list[tuple[int, int]] = [(0, 0)]  # pairs and shared code points with the first so many edges
    before: list[int] = []  # how many of the edges an edge leaves possible
    last_i = last_j = -1
    since_i = since_j = 0  # since which edge the left span and the right span are the same
    for at, (i, j, shared) in enumerate(edges):
        since_i, since_j = since_i if i == last_i else at, since_j if j == last_j else at
        last_i, last_j = i, j
        free = min(since_i, since_j)
        before.append(free)
        best.append(max(best[at], (best[free][0] + 1, best[free][1] + shared)))
    pairs: list[Pair] = []
    at = len(edges)
    while at:
        if best[at] == best[at - 1]:
            at -= 1
        else:
            pairs.append(edges[at - 1][:2])
            at = before[at - 1]
    return pairs[::-1]

"""Which spans of two sets belong together: one to one, as many as can be, then by the most code points shared.

All spans here are half-open and of one label; where they lie decides, not the order in which they are given.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from annotator.domain.agreement.assignment import Edge, best_pairs

Span = tuple[int, int]
Pair = tuple[int, int]
"""Numbers of two spans that belong together: in the first set, in the second."""


def overlap_pairs(first: Sequence[Span], second: Sequence[Span]) -> list[Pair]:
    """The pairs of spans that share at least one code point: the number of pairs is the greatest possible.

    Among the ways to reach it one with the most shared code points is taken.
    """
    orders = [sorted(range(len(spans)), key=spans.__getitem__) for spans in (first, second)]
    found = matched_in_order(
        *([spans[at] for at in order] for spans, order in zip((first, second), orders, strict=True))
    )
    return sorted((orders[0][i], orders[1][j]) for i, j in found.pairs)


class Matched(NamedTuple):
    """The best pairs, and every two that overlap besides them."""

    pairs: list[Pair]
    besides: list[Pair]


def matched_in_order(first: Sequence[Span], second: Sequence[Span]) -> Matched:
    """`overlap_pairs` of spans that are sorted. Groups of spans that hang together are solved each for itself.

    Almost every group is one span against one; spans that lie side by side in each set take linear time, and only
    where spans of one set overlap each other the general method is needed.
    """
    pairs, besides = list[Pair](), list[Pair]()
    i = j = 0
    many, most = len(first), len(second)
    while i < many and j < most:
        start, end = first[i]
        other_start, other_end = second[j]
        if end <= other_start:
            i += 1
        elif other_end <= start:
            j += 1
        else:
            reach = end if end > other_end else other_end
            next_i, next_j = i + 1, j + 1
            if (next_i == many or first[next_i][0] >= reach) and (
                next_j == most or second[next_j][0] >= reach
            ):
                pairs.append((i, j))
            else:
                next_i, next_j = _group_end(first, second, next_i, next_j, reach)
                edges = list(_edges(first, second, range(i, next_i), range(j, next_j)))
                best = _solved(first, second, range(i, next_i), range(j, next_j), edges)
                pairs += best
                besides += {edge[:2] for edge in edges}.difference(best)
            i, j = next_i, next_j
    return Matched(pairs, besides)


def _group_end(first: Sequence[Span], second: Sequence[Span], i: int, j: int, reach: int) -> Pair:
    """The first numbers that are not in a group any more, which holds what is before `i` and `j` and reaches so far."""
    while True:
        if i < len(first) and first[i][0] < reach:
            reach = max(reach, first[i][1])
            i += 1
        elif j < len(second) and second[j][0] < reach:
            reach = max(reach, second[j][1])
            j += 1
        else:
            return i, j


def _solved(
    first: Sequence[Span], second: Sequence[Span], left: range, right: range, edges: list[Edge]
) -> list[Pair]:
    if _side_by_side(first, left) and _side_by_side(second, right):
        return along_the_chain(edges)
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


def along_the_chain(edges: Sequence[Edge]) -> list[Pair]:
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

"""Matching two sets one to one, so that as many pairs as can be are made, or so that they weigh the most. Exact."""

from collections.abc import Iterable, Sequence

Edge = tuple[int, int, int]
"""A number on the left, one on the right that it may be paired with, and the pair's weight (above nothing)."""


def best_pairs(edges: Sequence[Edge], most: bool = True) -> list[tuple[int, int]]:
    """The best pairing of two sets, whose members are given by their numbers, in the order of the left ones.

    `most`: as many pairs as can be, and among those the greatest total weight; else the greatest total weight alone.
    The same edges give the same pairs, whatever order they come in. Groups that no edge joins are solved each for
    itself, in time cubic in the smaller side of a group.
    """
    if not edges:
        return []
    if len({left for left, _, _ in edges}) == len({right for _, right, _ in edges}) == len(edges):
        return sorted((left, right) for left, right, _ in edges)
    pairs: list[tuple[int, int]] = []
    for group in _groups(sorted(edges)):
        if len(group) == 1:
            pairs.append(group[0][:2])
        else:
            pairs += _best_of_group(group, most)
    return sorted(pairs)


def _groups(edges: Sequence[Edge]) -> Iterable[list[Edge]]:
    """Edges that hang together."""
    parent: dict[int, int] = {}  # left ones by their number, right ones by -1 - number

    def root(node: int) -> int:
        while (above := parent.setdefault(node, node)) != node:
            parent[node] = node = parent[above]
        return node

    for left, right, _ in edges:
        parent[root(left)] = root(-1 - right)
    groups: dict[int, list[Edge]] = {}
    for edge in edges:
        groups.setdefault(root(edge[0]), []).append(edge)
    return groups.values()


def _best_of_group(edges: list[Edge], most: bool) -> list[tuple[int, int]]:
    lefts = sorted({edge[0] for edge in edges})
    rights = sorted({edge[1] for edge in edges})
    if len(lefts) > len(rights):
        turned = _best_of_group([(right, left, weight) for left, right, weight in edges], most)
        return [(left, right) for right, left in turned]
    if len(lefts) == 1:
        best = max(edges, key=lambda edge: edge[2])
        return [best[:2]]
    row_of = {left: row for row, left in enumerate(lefts)}
    column_of = {right: column for column, right in enumerate(rights)}
    weights = [[0] * len(rights) for _ in lefts]
    # One pair more is worth more than all weights together.
    one_more = 1 + len(lefts) * max(weight for _, _, weight in edges) if most else 0
    for left, right, weight in edges:
        weights[row_of[left]][column_of[right]] = one_more + weight
    chosen = heaviest(weights)
    return [(lefts[row], rights[at]) for row, at in enumerate(chosen) if weights[row][at]]


def heaviest(weights: Sequence[Sequence[int]]) -> list[int]:
    """For each row of a matrix the column it gets, none twice, so that the sum is greatest.

    There are at least as many columns as rows. Rows come in one after the other, each along the cheapest path of
    columns that change hands (Hungarian method); prices of rows and columns keep the cost of each step above nothing.
    """
    matrix = _Matrix(weights)
    for row in range(len(weights)):
        matrix.take_in(row)
    return matrix.column_of


class _Matrix:
    def __init__(self, weights: Sequence[Sequence[int]]) -> None:
        self._weights = weights
        self._columns = range(len(weights[0]))
        self._row_price = [0] * len(weights)
        self._column_price = [0 for _ in self._columns]
        self._owner = [-1 for _ in self._columns]
        self.column_of = [-1] * len(weights)

    def take_in(self, new: int) -> None:
        """Gives a row a column; others may have to change theirs."""
        came_from, costs, visited, last = self._cheapest_path(new)
        for column in visited:
            saved = costs[last] - costs[column]
            self._row_price[self._owner[column]] += saved
            self._column_price[column] -= saved
        self._row_price[new] += costs[last]
        at, row = last, -1
        while row != new:
            row = came_from[at]
            self._owner[at] = row
            self.column_of[row], at = at, self.column_of[row]

    def _cheapest_path(self, new: int) -> tuple[list[int], list[int], list[int], int]:
        """From a row to a column that no row has: for each column the row before it and the cost of getting there;
        the columns on the way, and the last one."""
        prices, owner, far = self._column_price, self._owner, 1 << 200
        came_from, costs = [-1 for _ in self._columns], [far for _ in self._columns]
        left, visited = list(self._columns), list[int]()
        row, so_far = new, 0
        while True:
            line, base = self._weights[row], so_far - self._row_price[row]
            least, nearest = far, -1
            for column in left:
                known, cost = costs[column], base - line[column] - prices[column]
                if cost < known:
                    costs[column] = known = cost
                    came_from[column] = row
                if known < least or (known == least and owner[column] < 0):
                    least, nearest = known, column
            if owner[nearest] < 0:
                return came_from, costs, visited, nearest
            left.remove(nearest)
            visited.append(nearest)
            row, so_far = owner[nearest], least

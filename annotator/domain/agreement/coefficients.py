"""Coefficients of agreement on categories, corrected for chance, in exact arithmetic."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from annotator.domain.agreement.undefined import Outcome, Undefined, number

Table = Sequence[Sequence[Any]]
"""Counts: rows are what the first coder said, columns what the second said, categories in one order."""
Ratings = Sequence[Sequence[Hashable | None]]
"""A row for each coder, a column for each unit; None where the coder gave no value."""


def cohen_kappa(table: Table) -> float | None:
    """Cohen's kappa (1960) of a square table of counts; None if it is empty or only one category occurs.

    Raises ValueError for a table that is not square or holds what is no count.
    """
    return number(kappa(table))


def scott_pi(table: Table) -> float | None:
    """Scott's pi (1955): as `cohen_kappa`, with one distribution of the categories for both coders."""
    return number(pi(table))


def krippendorff_alpha(ratings: Ratings) -> float | None:
    """Krippendorff's alpha for nominal values; rows are coders, None is a missing value.

    Values are the same if Python calls them equal (True is 1). None where fewer than two values can be paired or
    only one value occurs. Raises ValueError for rows of different lengths, and for NaN, which equals nothing.
    """
    return number(alpha(ratings))


def kappa(table: Table) -> Outcome:
    """Cohen's kappa, or why there is none."""
    counts = _square(table)
    rows, columns = _margins(counts)
    by_chance = sum(row * column for row, column in zip(rows, columns, strict=True))
    return _corrected(sum(rows), _same(counts), by_chance)


def pi(table: Table) -> Outcome:
    """Scott's pi, or why there is none."""
    counts = _square(table)
    rows, columns = _margins(counts)
    by_chance = sum(Fraction(row + column) ** 2 for row, column in zip(rows, columns, strict=True)) / 4
    return _corrected(sum(rows), _same(counts), by_chance)


def _corrected(total: Any, same: Any, by_chance: Any) -> Outcome:
    top, bottom = beyond_chance(total, same, by_chance)
    if not total:
        return Undefined.NOTHING_COMPARED
    return Fraction(top) / Fraction(bottom) if bottom else Undefined.ONE_VALUE


def beyond_chance(total: Any, same: Any, by_chance: Any) -> tuple[Any, Any]:
    """What of all units is agreed on beyond chance, and could be at most.

    `same` units are agreed on; `by_chance` is how many could be expected to be, times the total.
    """
    return total * same - by_chance, total * total - by_chance


def _same(counts: list[list[Any]]) -> Any:
    return sum(row[at] for at, row in enumerate(counts))


def _margins(counts: list[list[Any]]) -> tuple[list[Any], list[Any]]:
    return [sum(row) for row in counts], [sum(column) for column in zip(*counts, strict=True)]


def _square(table: Table) -> list[list[Any]]:
    counts = [[_count(value) for value in row] for row in table]
    if any(len(row) != len(counts) for row in counts):
        raise ValueError(
            "A table of agreement has a row and a column for each category: as many as each other."
        )
    return counts


def _count(value: Any) -> int | Fraction:
    """A count as an exact number; shares (floats) will do."""
    try:
        exact = value if type(value) is int else Fraction(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{value!r} is no count.") from error
    if exact < 0:
        raise ValueError(f"{value!r} is no count: it is below nothing.")
    return exact


def alpha(ratings: Ratings) -> Outcome:
    """Krippendorff's nominal alpha, or why there is none."""
    if len({len(row) for row in ratings}) > 1:
        raise ValueError("Each coder has a value or None for each unit: rows of equal length.")
    if any(value != value for row in ratings for value in row):
        raise ValueError("NaN is no rating. Write None where a value is missing.")
    nominal = Nominal()
    for unit in zip(*ratings, strict=True):
        nominal.add([value for value in unit if value is not None])
    return nominal.alpha


class Nominal:
    """What nominal alpha needs of the values that were given to units: no more than how often each value occurs."""

    __slots__ = ("_differing", "_values")

    def __init__(self) -> None:
        self._values: Counter[Hashable] = Counter()
        self._differing: Counter[int] = Counter()
        """Ordered pairs of unlike values in a unit, by how many values it has."""

    def add(self, unit: Sequence[Hashable], times: int = 1) -> None:
        """Takes in the values of so many units; a single value cannot be paired and does not count."""
        size = len(unit)
        if size < 2:
            return
        tallied = Counter(unit)
        for value, count in tallied.items():
            self._values[value] += times * count
        self._differing[size] += times * (size * size - _sum_of_squares(tallied.values()))

    def join(self, other: "Nominal") -> None:
        """Takes in the units of another one."""
        self._values.update(other._values)
        self._differing.update(other._differing)

    @property
    def alpha(self) -> Outcome:
        """Krippendorff's nominal alpha, or why there is none."""
        total = sum(self._values.values())
        if not total:
            return Undefined.NOTHING_COMPARED
        if len(self._values) == 1:
            return Undefined.ONE_VALUE
        observed = sum((Fraction(count, size - 1) for size, count in self._differing.items()), Fraction())
        return 1 - (total - 1) * observed / (total**2 - _sum_of_squares(self._values.values()))


def _sum_of_squares(counts: Iterable[int]) -> int:
    return sum(count * count for count in counts)

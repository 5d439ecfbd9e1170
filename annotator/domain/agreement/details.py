"""What two analysts differ in over many texts: how often, in which texts, and when and how it was annotated."""

from array import array
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from annotator.domain.agreement.aligning import Alignment
from annotator.domain.agreement.differing import Cell, agreements, differences
from annotator.domain.agreement.marks import Mark
from annotator.domain.agreement.scope import Scope
from annotator.domain.agreement.value_alpha import Match, ValueCounts

MADE, ORIGIN = "made", "origin"
Sort = tuple[str, str]
"""Dimension and value: (MADE, a month as `2026-11`), (ORIGIN, one of ORIGINS)."""


class Places:
    """How often something occurs, and in which texts (their keys)."""

    __slots__ = ("count", "keys")

    def __init__(self) -> None:
        self.count = 0
        self.keys = array("q")

    def add(self, key: int) -> None:
        """Notes a case in a text; texts come one after the other."""
        self.count += 1
        if not self.keys or self.keys[-1] != key:
            self.keys.append(key)


class Shared:
    """How many annotations of a sort there are (of both analysts), and how many of them the colleague has too.

    Over all sorts, the share of those that are matched is F1.
    """

    __slots__ = ("found", "overlap", "strict")

    def __init__(self) -> None:
        self.found = self.strict = self.overlap = 0


class Details:
    """Of two analysts: every cell of the tables with its places, attributes, and annotations by month and origin."""

    def __init__(self, scope: Scope) -> None:
        self.values = ValueCounts(scope)
        self.cells: dict[Cell, Places] = {}
        self.sorts: dict[Sort, Shared] = {}

    def take_in(self, key: int, alignment: Alignment) -> None:
        """Takes in a text, by its key, that both annotated."""
        for case in chain(agreements(alignment), differences(alignment)):
            self.cells.setdefault(case.cell, Places()).add(key)
        for label, found in alignment.matches.items():
            self.values.add(label, Match(0, 1, found).units())
        self._count("found", chain(alignment.first.marks, alignment.second.marks))
        for first, second, *_ in alignment.matches.values():
            self._count("strict", chain(first.equal_to(second), second.equal_to(first)))
        for found in alignment.matches.values():
            self._count("overlap", chain.from_iterable(found.marks()))

    def _count(self, what: str, marks: Iterable[Mark]) -> None:
        for (made, origin), times in Counter([(mark.made[:7], mark.origin) for mark in marks]).items():
            for sort in ((MADE, made), (ORIGIN, origin)):
                shared = self.sorts.setdefault(sort, Shared())
                setattr(shared, what, getattr(shared, what) + times)

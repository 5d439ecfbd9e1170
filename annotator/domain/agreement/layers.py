"""One analyst's layer of one text, laid out once to be compared with those of several others."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from operator import itemgetter

from annotator.domain.agreement.linking import Units
from annotator.domain.agreement.marks import Ground, Group, Mark, Sort, sort_of
from annotator.domain.agreement.scope import Scope


class LayerMarks:
    """The marks by label, with links, frames and everything else that is the same whoever it is compared with."""

    def __init__(self, marks: Iterable[Mark], ground: Ground, scope: Scope) -> None:
        self.ground, self.scope = ground, scope
        self.marks = sorted(marks, key=itemgetter(0, 1, 2, 3))
        by_label: dict[str, list[Mark]] = {}
        for mark in self.marks:
            by_label.setdefault(mark.label, []).append(mark)
        self.groups = {
            label: Group(some, ground, [scope.values(label, mark.attributes) for mark in some])
            for label, some in by_label.items()
        }

    @cached_property
    def units(self) -> Units:
        """Its links and frames."""
        return Units(self.marks, self.scope.framed)

    @cached_property
    def sorts(self) -> Counter[Sort]:
        """How many marks were made in which month and how."""
        return Counter([sort_of(mark) for mark in self.marks])

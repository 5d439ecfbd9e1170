"""One analyst's layer of one text, laid out once to be compared with those of several others."""

from collections.abc import Iterable
from operator import itemgetter

from annotator.domain.agreement.groups import Group
from annotator.domain.agreement.linking import Units
from annotator.domain.agreement.marks import Ground, Mark
from annotator.domain.agreement.scope import Scope


class LayerMarks:
    """The marks by label, and the links and frames that they make."""

    __slots__ = ("ground", "groups", "marks", "scope", "units")

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
        self.units = Units(self.marks, scope.framed)

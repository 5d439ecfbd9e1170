"""My layer of the open article, in memory: found by id, kept in text order, with what is still to be done in it."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from annotator.domain.annotation import Annotation, text_order
from annotator.domain.change import AnnotationChange
from annotator.domain.scheme import Scheme


class OpenLayer:
    """Filled again for each article. Offsets are half-open code points."""

    def __init__(self) -> None:
        self._by_id: dict[str, Annotation] = {}
        self._missing: dict[str, tuple[str, ...]] = {}
        self.order: list[Annotation] = []
        """The annotations in text order."""
        self.unsure: set[str] = set()
        """Ids of those that are marked unsure."""
        self._linking: dict[str, set[str]] | None = None
        """Ids of the annotations that link to one, by its id; made when it is first asked for."""

    def fill(self, scheme: Scheme, annotations: Iterable[Annotation]) -> None:
        """Holds these, which come in text order, and nothing else."""
        self.order = list(annotations)
        self._by_id = {a.id: a for a in self.order}
        missing = scheme.missing
        self._missing = {a.id: lacks for a in self.order if (lacks := missing(a))}
        self.unsure = {a.id for a in self.order if a.unsure}
        self._linking = None

    def take(self, scheme: Scheme, changes: Iterable[AnnotationChange]) -> tuple[list[Annotation], list[str]]:
        """Follows some changes; gives the new states, and the ids of those that are gone."""
        changed, gone = [], []
        for one in changes:
            self._drop(one.id)
            if one.after is None:
                gone.append(one.id)
            else:
                self._add(scheme, one.after)
                changed.append(one.after)
        return changed, gone

    def _drop(self, uid: str) -> None:
        old = self._by_id.pop(uid, None)
        if old is not None:
            del self.order[bisect_left(self.order, text_order(old), key=text_order)]
            self._note_links(old, there=False)
        self._missing.pop(uid, None)
        self.unsure.discard(uid)

    def _add(self, scheme: Scheme, one: Annotation) -> None:
        self._by_id[one.id] = one
        insort(self.order, one, key=text_order)
        self._note_links(one, there=True)
        if lacks := scheme.missing(one):
            self._missing[one.id] = lacks
        if one.unsure:
            self.unsure.add(one.id)

    def get(self, uid: str | None) -> Annotation | None:
        """The annotation of that id."""
        return self._by_id.get(uid or "")

    def missing(self, uid: str) -> tuple[str, ...]:
        """Required attributes and slots that an annotation has not filled."""
        return self._missing.get(uid, ())

    @property
    def incomplete(self) -> set[str]:
        """Ids of those that have something missing."""
        return set(self._missing)

    def around(self, start: int, end: int) -> Sequence[Annotation]:
        """Annotations that begin between two positions."""
        first = bisect_left(self.order, start, key=lambda a: a.start)
        return self.order[first : bisect_left(self.order, end, key=lambda a: a.start)]

    def linking_to(self, uid: str) -> list[Annotation]:
        """Annotations that have a link to this one, in text order."""
        if self._linking is None:
            self._linking = {}
            for one in self.order:
                self._note_links(one, there=True)
        found = (self._by_id[linking] for linking in self._linking.get(uid, ()))
        return sorted(found, key=text_order)

    def _note_links(self, one: Annotation, there: bool) -> None:
        if self._linking is None:
            return
        for link in one.links:
            linking = self._linking.setdefault(link.to, set())
            if there:
                linking.add(one.id)
            else:
                linking.discard(one.id)

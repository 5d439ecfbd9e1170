"""Filling the slots of the selected annotation, and following its links."""

from dataclasses import dataclass

from annotator.domain.annotation import Annotation
from annotator.domain.scheme import LinkType
from annotator.project import annotating, proposing
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.text.session import Session

_REACH = 6000
"""Code points on either side of an annotation in which something to link to is looked for at first."""
_MOST = 60
_NEW = "new:"
"""How the ids of names begin that are not tagged yet, while candidates are ranked."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that a slot can point to: an annotation, or (`id` empty) a name that is not tagged yet."""

    id: str
    start: int
    end: int
    words: str
    context: str


class Linking:
    """Asks the session what is selected and what lies around it."""

    def __init__(self, session: Session, bridge: Bridge) -> None:
        self._session, self._bridge = session, bridge
        self._from: str | None = None
        self._visited = 0

    def slots(self) -> list[LinkType]:
        """The slots of the selected annotation in the order in which they want to be filled.

        First those that must be filled, then empty ones, then those that take more.
        """
        one = self._session.current
        label = self._session.scheme.label(one.label) if one else None
        if one is None or label is None:
            return []
        missing = self._session.missing(one)
        drawn = [link.type for link in one.links]

        def rank(slot: LinkType) -> int:
            if slot.type in missing:
                return 0
            if slot.type not in drawn:
                return 1
            return 2 if slot.most is None else 3

        return sorted(label.links, key=rank)

    def candidates(self, slot: LinkType) -> list[Candidate]:
        """What the slot can point to, likeliest first; what it points to already is left out."""
        session, one = self._session, self._session.current
        article = session.article
        if one is None or article is None:
            return []
        text, low, high = article.text, max(0, one.start - _REACH), one.end + _REACH
        linked = {link.to for link in one.links if link.type == slot.type}
        near = [a for a in session.around(low, high) if a.label == slot.to and a.id != one.id]
        free = self._untagged(text, low, high, slot, [a.span for a in near])
        pool = [a for a in near if a.id not in linked] + free
        if not pool:
            pool = [a for a in session.annotations if a.label == slot.to and a.id not in linked | {one.id}]
        ranked = proposing.targets_for(text, slot, one, pool)[:_MOST]
        return [_candidate(text, a) for a in ranked]

    def _untagged(
        self, text: str, low: int, high: int, slot: LinkType, covered: list[tuple[int, int]]
    ) -> list[Annotation]:
        """Names of the registry that nobody has tagged yet: choosing one tags it."""
        label, article = self._session.scheme.label(slot.to), self._session.article
        if label is None or label.registry_attribute is None or article is None:
            return []
        ranges = proposing.annotated_ranges(self._session.scheme, article)
        named = proposing.named_in(self._bridge.reader, text, low, min(high, len(text)))
        return [
            Annotation(f"{_NEW}{start}", start, end, slot.to)
            for start, end in named
            if any(a <= start and end <= b for a, b in ranges)
            and not any(a < end and start < b for a, b in covered)
        ]

    def fill(self, slot: LinkType, chosen: list[Candidate]) -> None:
        """Draws the links from every selected annotation; a name that is not tagged yet is tagged by it."""
        session = self._session
        label, article, there = session.scheme.label(slot.to), session.article, [c.id for c in chosen if c.id]
        new = [c for c in chosen if not c.id]
        if label is None or article is None or not session.chosen:
            return
        if not new:
            session.link(slot.type, *there)
            return
        spans = [(c.start, c.end) for c in new]
        tags = [(s, proposing.attributes(self._bridge.reader, article.text, s, label)) for s in spans]
        uids = [one.id for one in session.chosen]
        self._session.change(
            call(annotating.link_new, session.at_hand, uids, slot.type, tags, slot.to, *there)
        )

    def fill_missing(self) -> None:
        """Fills every slot that must be filled with the likeliest, without asking; arrows and undo are at hand."""
        session, one = self._session, self._session.current
        missing = session.missing(one) if one else ()
        slots = [slot for slot in self.slots() if slot.type in missing]
        found = [(slot, some[0]) for slot in slots if (some := self.candidates(slot))]
        for slot, likeliest in found:
            self.fill(slot, [likeliest])
        if not slots:
            session.warned.emit("No link is missing here. L fills another slot.")
        elif len(found) < len(slots):
            session.warned.emit("There is nothing to link to yet. Tag the actor first.")

    def follow(self) -> None:
        """Selects what the annotation points to; pressed again from there, its next target."""
        one = self._session.current
        origin = one if one and one.links else self._session.annotation(self._from or "")
        if origin is None or not origin.links:
            self._session.warned.emit("Nothing is linked here. L fills a slot.")
            return
        self._visited = self._visited + 1 if origin.id == self._from else 0
        self._from = origin.id
        self._session.select(origin.links[self._visited % len(origin.links)].to)

    def follow_back(self) -> None:
        """Selects what points to the annotation; pressed again, the next one that does."""
        one = self._session.current
        if one is None:
            return
        here = self._session.linking_to(one.id)
        if not here:
            self._session.warned.emit("No annotation links to this one.")
            return
        back = next((a for a in here if a.id == self._from), here[0])
        self._from = back.id
        self._session.select(back.id)


def _candidate(text: str, one: Annotation) -> Candidate:
    before, after = text[max(0, one.start - 30) : one.start], text[one.end : one.end + 40]
    context = f"…{before}[{text[one.start : one.end]}]{after}…".replace("\n", " ")
    uid = "" if one.id.startswith(_NEW) else one.id
    return Candidate(uid, one.start, one.end, text[one.start : one.end].replace("\n", " "), context)

"""Equal mentions: what was just done to one annotation, offered for every other place that says the same."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.annotation import Annotation
from annotator.project import annotating, proposing
from annotator.project.proposing import Mention
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.text.article_view import Span
from annotator.qt.text.session import Session

_PREFIX = "mention:"


@dataclass(frozen=True, slots=True)
class _Offer:
    """Either places to tag, or annotations to delete or relabel like the one before (`words`)."""

    words: str
    label: str
    origin: str = ""
    """Id of the annotation that it is about, where it was tagged."""
    places: tuple[Mention, ...] = ()
    deletes: tuple[str, ...] = ()
    relabels: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.places) or len(self.deletes) or len(self.relabels)


class Proposals(QObject):
    """At most one offer at a time; it goes when it is taken, dismissed, or something else is done."""

    changed = Signal()
    """The spans to outline, or what there is to say about them, is different."""
    stepped = Signal(str)
    """This proposal, or this annotation of ours, is the one at hand."""

    def __init__(self, session: Session, bridge: Bridge) -> None:
        super().__init__()
        self._session, self._bridge = session, bridge
        self._offer = _Offer("", "")
        self._at: int | None = None
        self._about: Annotation | None = None
        # Looked for a moment later: thousands of equal mentions must not hold up the annotation itself.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._catch_up)
        session.tagged.connect(self._on_tagged)
        session.deleted.connect(self._on_deleted)
        session.relabelled.connect(self._on_relabelled)
        session.opened.connect(self.drop)
        session.selected.connect(self._on_selected)
        session.annotationsChanged.connect(lambda *_: self._weed())

    @property
    def spans(self) -> list[Span]:
        """What is outlined in the text."""
        offer = self._offer
        return [Span(f"{_PREFIX}{m.start}", m.start, m.end, offer.label, hollow=True) for m in offer.places]

    @property
    def at_hand(self) -> str | None:
        """Id of the proposal that was stepped to."""
        return self.spans[self._at].id if self._at is not None and self._offer.places else None

    @property
    def sentence(self) -> str:
        """What is offered, with the keys that answer; empty if nothing is."""
        count, offer = len(self._offer), self._offer
        if not count:
            return ""
        what = f"{count} more “{_short(offer.words)}”" if count > 1 else f"one more “{_short(offer.words)}”"
        keys = self._session.keys
        take, step, drop = ((*keys[n], "–")[0] for n in ("take_mentions", "step_mentions", "drop_mentions"))
        if offer.places:
            return f"{what}:  {take} takes all · {step} steps · {drop} dismisses"
        done = "deletes" if offer.deletes else f"relabels to {offer.label}"
        return f"{what} tagged here:  {take} {done} as well · {step} steps · {drop} dismisses"

    def is_offered(self) -> bool:
        """Whether anything is offered now."""
        self._catch_up()
        return len(self._offer) > 0

    def is_proposal(self, uid: str) -> bool:
        """Whether the id is one of an outlined place."""
        return uid.startswith(_PREFIX)

    # Offering

    def _on_tagged(self, one: Annotation) -> None:
        self.drop()
        self._about = one
        self._soon.start(0)

    def _catch_up(self) -> None:
        """Offers what says the same as the annotation that was tagged last, if that is still to be done."""
        self._soon.stop()
        one, self._about = self._about, None
        article = self._session.article
        if article is None or one is None or self._session.annotation(one.id) is None:
            return
        covered = [a.span for a in self._session.annotations if a.label == one.label]
        places = proposing.equal_mentions(self._bridge.reader, article, one, covered)
        self._show(_Offer(self._session.text_of(one), one.label, one.id, tuple(places)))

    def offer_again(self, one: Annotation) -> None:
        """Offers what says the same as this annotation: its registry entry may be known only now."""
        self._about = one
        self._catch_up()

    def _on_deleted(self, gone: list[Annotation]) -> None:
        one = gone[0]
        equal = tuple(a.id for a in self._session.equal_to(one)) if len(gone) == 1 else ()
        self._show(_Offer(self._session.text_of(one), one.label, deletes=equal))

    def _on_relabelled(self, before: list[Annotation]) -> None:
        one, now = before[0], self._session.annotation(before[0].id)
        equal = tuple(a.id for a in self._session.equal_to(one)) if len(before) == 1 else ()
        self._show(_Offer(self._session.text_of(one), now.label if now else "", one.id, relabels=equal))

    def _show(self, offer: _Offer) -> None:
        self._offer, self._at = offer, None
        self.changed.emit()

    def stop(self) -> None:
        """The project is being closed: nothing is looked for any more."""
        self._soon.stop()

    def drop(self) -> None:
        """Nothing is offered any more."""
        self._about = None
        if len(self._offer):
            self._show(_Offer("", ""))

    def _on_selected(self, one: Annotation | None) -> None:
        """Another annotation is at hand: what M does then must be about that one."""
        offer = self._offer
        if one is not None and one.id not in {offer.origin, *offer.deletes, *offer.relabels}:
            self.drop()

    def _weed(self) -> None:
        """What was tagged or deleted by other ways is no longer offered."""
        offer, session = self._offer, self._session
        if not len(offer):
            return
        if offer.origin and session.annotation(offer.origin) is None:
            self.drop()
            return
        places = self._untagged(offer)
        deletes = [uid for uid in offer.deletes if session.annotation(uid)]
        relabels = [
            uid for uid in offer.relabels if (a := session.annotation(uid)) and a.label != offer.label
        ]
        kept = _Offer(offer.words, offer.label, offer.origin, tuple(places), tuple(deletes), tuple(relabels))
        if len(kept) != len(offer):
            self._show(kept)

    def _untagged(self, offer: _Offer) -> list[Mention]:
        """The places that no annotation of the label touches."""
        if not offer.places:
            return []
        tagged = [a.span for a in self._session.annotations if a.label == offer.label]
        free = set(proposing.untouched([m.span for m in offer.places], tagged))
        return [m for m in offer.places if m.span in free]

    # Answering

    def step(self) -> bool:
        """Goes to the next one; whether there is one."""
        self._catch_up()
        count = len(self._offer)
        if count:
            self._at = 0 if self._at is None else (self._at + 1) % count
            ids = [span.id for span in self.spans] or [*self._offer.deletes, *self._offer.relabels]
            self.stepped.emit(ids[self._at])
        return count > 0

    def leave(self) -> None:
        """None of them is at hand any more; they are still offered."""
        self._at = None

    def take_all(self) -> None:
        """Does to all what was done to the first; one undo takes it back."""
        self._catch_up()
        offer, key = self._offer, self._session.at_hand
        self.drop()
        if offer.places:
            tags = [(m.span, m.attributes) for m in offer.places]
            self._session.change(call(annotating.add_all, key, tags, offer.label))
        elif offer.deletes:
            self._session.change(call(annotating.delete, key, list(offer.deletes)))
        elif offer.relabels:
            self._session.change(call(annotating.relabel, key, list(offer.relabels), offer.label))

    def take(self, uid: str) -> None:
        """Takes this place alone, and goes on to the next."""
        place = self._place(uid)
        if place is not None:
            at = self._offer.places.index(place)
            tags = [(place.span, place.attributes)]
            self._session.change(
                call(annotating.add_all, self._session.at_hand, tags, self._offer.label),
                then=lambda _: self._go_on(at),
            )

    def reject(self, uid: str) -> None:
        """This place is not offered any more."""
        place = self._place(uid)
        if place is not None:
            at = self._offer.places.index(place)
            rest = tuple(other for other in self._offer.places if other is not place)
            self._show(replace(self._offer, places=rest))
            self._go_on(at)

    def _go_on(self, at: int) -> None:
        """The one that stood there is answered: steps to what stands in its place now."""
        self._at = at - 1 if at else None
        self.step()

    def _place(self, uid: str) -> Mention | None:
        ids = [span.id for span in self.spans]
        return self._offer.places[ids.index(uid)] if uid in ids else None


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:29]}…"

"""The review of one article: its cases, which of them is at hand, and what the reviewer decides."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotation import ADJUDICATED, GOLD, Annotation
from annotator.domain.change import Change
from annotator.domain.problems import Problem
from annotator.domain.reviewing.comparing import Variant
from annotator.domain.wording import number
from annotator.project import visibility
from annotator.project.reviewing import comparison, deciding
from annotator.project.reviewing.comparison import DECIDED, At, Comparison, Judged
from annotator.project.reviewing.deciding import Verdict
from annotator.qt.kit.bridge import Bridge, Operation, call
from annotator.qt.text.session import Session

_USUAL_REASON = {"boundary": "boundary", "label": "label"}
"""What a decision against somebody is said to be for, by how the layers differed, until the reviewer says more."""

_NONE = "There is nothing left that can be decided like this."


class Reviewing(QObject):
    """Follows the article of a session of the gold layer."""

    compared = Signal()
    """The cases are different now."""
    selected = Signal(object)
    """Another case is at hand (a Judged), or none."""
    decided = Signal(str)
    """Something was decided; undo takes it back."""
    noticed = Signal(str)
    ended = Signal()
    """Nothing is left to be decided in this article."""

    def __init__(self, bridge: Bridge, session: Session) -> None:
        super().__init__()
        self._bridge, self._session = bridge, session
        self.found: Comparison | None = None
        self.names_hidden = False
        self.variant = 0
        """The number of the opinion that is chosen in the case at hand, from 0."""
        self._at: frozenset[At] = frozenset()
        self._places: dict[At, int] = {}
        self._latest: frozenset[At] = frozenset()
        session.opened.connect(self._on_opened)
        bridge.changed.connect(self._on_change)

    # What is there

    @property
    def cases(self) -> Sequence[Judged]:
        """The cases of the article in text order."""
        return self.found.cases if self.found else ()

    @property
    def current(self) -> Judged | None:
        """The case at hand."""
        return self._with(self._at)

    def _with(self, at: frozenset[At]) -> Judged | None:
        place = self._place(at)
        return None if place is None else self.cases[place]

    def _place(self, at: frozenset[At]) -> int | None:
        """Where the case stands that one of these annotations belongs to."""
        return next((self._places[one] for one in at if one in self._places), None)

    @property
    def variants(self) -> Sequence[Variant]:
        """The opinions in the case at hand."""
        return self.current.case.variants() if self.current else ()

    @property
    def blind(self) -> bool:
        """Whether the reviewer has still to submit a layer of this article, and sees nobody else's until then."""
        key = self._session.key
        return key is not None and visibility.is_blind(self._bridge.reader, key)

    @property
    def finished(self) -> bool:
        """Whether the article is adjudicated."""
        return self.found is not None and self.found.status == ADJUDICATED

    def name_of(self, layer: str) -> str:
        """What a layer's analyst is called here: by name, or by a letter where names are hidden."""
        if not self.names_hidden or self.found is None or layer not in self.found.layers:
            return layer
        return chr(ord("A") + self.found.layers.index(layer))

    def initials(self) -> Mapping[str, str]:
        """What stands in a chip for each layer: as few letters as tell them apart."""
        layers = self.found.layers if self.found else ()
        names = {layer: self.name_of(layer) for layer in layers}
        for letters in range(1, 4):
            short = {layer: name[:letters].capitalize() for layer, name in names.items()}
            if len(set(short.values())) == len(short):
                return short
        return names

    def text_of(self, judged: Judged) -> str:
        """The words of a case."""
        article = self._session.article
        return article.text[judged.case.start : judged.case.end] if article else ""

    def words_at(self, at: At) -> str:
        """The words of an annotation of one of the layers."""
        article = self._session.article
        one = next((m.annotation for j in self.cases for m in j.case.members if m.at == at), None)
        return article.text[one.start : one.end] if article and one else "–"

    def readable(self, annotation: Annotation) -> Annotation:
        """The annotation with the name of the actor that it points to in place of the entry's id."""
        label = self._session.scheme.label(annotation.label)
        attribute = label.registry_attribute if label else None
        uid = annotation.attributes.get(attribute.name) if attribute else None
        entry = self._session.registry.entry(uid) if isinstance(uid, str) else None
        if attribute is None or entry is None:
            return annotation
        return replace(annotation, attributes={**annotation.attributes, attribute.name: entry.name})

    # Following

    def _on_opened(self) -> None:
        self._at = self._latest = frozenset()
        self._compare()
        self.step()

    def _compare(self) -> None:
        key = self._session.key
        self.found = None
        if key is not None:
            reader = self._bridge.reader
            try:
                self.found = comparison.of_article(reader, key, self._order(key))
            except Problem as problem:
                self.noticed.emit(str(problem))
        self._announce_comparison()

    def _announce_comparison(self) -> None:
        self._places = {at: place for place, one in enumerate(self.cases) for at in one.case.at}
        self.compared.emit()

    def _order(self, key: int) -> list[str]:
        """The layers that are compared; where names are hidden in an order that tells nothing, but stays."""
        layers = comparison.comparable(self._bridge.reader, key)
        if not self.names_hidden:
            return layers
        article = self._session.article.id if self._session.article else ""
        return sorted(layers, key=lambda name: sha256(f"{article}/{name}".encode()).digest())

    def _on_change(self, change: Change) -> None:
        article = self._session.article
        touched = {layer for at, layer in change.layers if article is not None and at == article.id}
        if self.found is not None and touched == {GOLD} and "scheme" not in change.kinds:
            self.found = comparison.decided_since(self._bridge.reader, self.found)
            self._announce_comparison()
        elif touched or "scheme" in change.kinds:
            self._compare()
        else:
            return
        self.selected.emit(self.current)

    def hide_names(self, hidden: bool) -> None:
        """Calls the analysts by letters, in another order, or by their names again."""
        self.names_hidden = hidden
        self._compare()
        self._announce()

    # Walking

    def select(self, judged: Judged | None) -> None:
        """Takes a case in hand."""
        self._at = judged.case.at if judged else frozenset()
        self._announce()

    def _announce(self) -> None:
        self.variant = 0
        judged = self.current
        most = judged.case.majority() if judged else None
        if judged is not None and most is not None:
            self.variant = judged.case.variants().index(most)
        self.selected.emit(judged)

    def select_member(self, at: At) -> None:
        """Takes the case in hand that an annotation belongs to."""
        self.select(self._with(frozenset({at})))

    def select_gold(self, gold: str) -> None:
        """Takes the case in hand that a gold annotation stands for."""
        self.select(next((one for one in self.cases if one.gold and one.gold.id == gold), None))

    def step(self, backwards: bool = False) -> None:
        """Goes to the next case to be decided, around the end; where all are decided to the next case."""
        every = range(len(self.cases))
        waiting = [place for place in every if self._waits(self.cases[place])] or list(every)
        here = self._place(self._at)
        if backwards:
            before = [place for place in waiting if here is not None and place < here]
            waiting = (before or waiting)[::-1]
        elif here is not None:
            waiting = [place for place in waiting if place > here] or waiting
        self.select(self.cases[waiting[0]] if waiting else None)

    def _waits(self, one: Judged) -> bool:
        """Where several layers are compared, what they agree on is accepted in one go, not walked."""
        single = self.found is not None and len(self.found.layers) == 1
        return one.state != DECIDED and (single or bool(one.case.conflicts))

    def choose(self, backwards: bool) -> None:
        """Chooses another opinion of the case at hand."""
        count = len(self.variants)
        if count:
            self.variant = (self.variant + (-1 if backwards else 1)) % count
            self.selected.emit(self.current)

    # Deciding

    def take(self, place: int | None, then: Callable[[], object] | None = None) -> None:
        """Takes an opinion (its place among the variants) of the case at hand; None: rightly nothing.

        Then goes on to the next case, or does `then`.
        """
        judged, variants = self.current, self.variants
        if judged is None or (place is not None and not 0 <= place < len(variants)):
            return
        variant = Variant(None, ()) if place is None else variants[place]
        taken = (variant.layers[0], variant.annotation.id) if variant.annotation else None
        verdict = deciding.verdict(judged, taken, self._usual(judged, taken), hidden=self.names_hidden)
        self._latest = judged.case.at
        self._settle([verdict], then or self._go_on)

    def _usual(self, judged: Judged, taken: At | None) -> str:
        """A reason is asked for only where somebody is overruled; most are plain from how the layers differ."""
        if taken is None:
            return "" if judged.case.lacking else "slip"
        return _USUAL_REASON.get(judged.case.conflict, "")

    def accept(self) -> None:
        """Takes the opinion that is chosen."""
        self.take(self.variant)

    def accept_agreed(self, label: str | None = None) -> None:
        """Accepts whatever no two layers differ about (of that label); of a single layer all that is left."""
        if self.found is not None:
            self._settle_all(deciding.agreed(self.found, label), "accepted", _NONE)

    def reject_label(self, label: str) -> None:
        """Says of whatever no two layers differ about, of that label, that rightly nothing is marked there."""
        if self.found is not None:
            agreed = deciding.agreed(self.found, label)
            self._settle_all([replace(one, taken=None, missed=()) for one in agreed], "rejected", _NONE)

    def accept_cases(self, cases: Sequence[Judged]) -> None:
        """Takes of several cases the majority's opinion, else the first."""
        verdicts = []
        for judged in cases:
            most = judged.case.majority()
            first = judged.case.members[0].at
            at = (most.layers[0], most.annotation.id) if most and most.annotation else first
            taken = None if most is not None and most.annotation is None else at
            verdicts.append(
                deciding.verdict(judged, taken, self._usual(judged, taken), "", self.names_hidden)
            )
        self._settle_all(verdicts, "accepted", _NONE)

    def reject_cases(self, cases: Sequence[Judged]) -> None:
        """Says of several cases that rightly nothing is marked there."""
        reasons = ((one, self._usual(one, None)) for one in cases)
        verdicts = [deciding.verdict(one, None, why, "", self.names_hidden) for one, why in reasons]
        self._settle_all(verdicts, "rejected", _NONE)

    def follow_majority(self) -> None:
        """Decides what more than half of the layers agree on."""
        if self.found is not None:
            self._settle_all(
                deciding.by_majority(self.found), "decided by majority", "No case is left with a majority."
            )

    def _settle_all(self, verdicts: list[Verdict], how: str, none: str) -> None:
        if not verdicts:
            self.noticed.emit(none)
            return

        self._latest = frozenset(at for one in verdicts for at, _ in one.judged)

        def told() -> None:
            self.decided.emit(f"{number(len(verdicts), 'case')} {how}.")
            # None is at hand then: a reason is about all that was decided.
            self._at = frozenset()
            self._go_on()

        self._settle(verdicts, told)

    def _settle(self, verdicts: list[Verdict], then: Callable[[], object]) -> None:
        self._do(call(deciding.settle, self._session.at_hand, verdicts), then)

    def _go_on(self) -> None:
        if not any(map(self._waits, self.cases)):
            self.select(self.current)
            self.ended.emit()
        else:
            self.step()

    def reopen_case(self) -> None:
        """Forgets what was decided about the case at hand."""
        judged = self.current
        if judged is not None and judged.decisions:
            self._do(call(deciding.take_back, self._session.at_hand, [one.at for one in judged.decisions]))

    def settle_orphans(self, keep: bool) -> None:
        """What was judged and taken back by its author since leaves the gold layer, or stays there as it is."""
        if self.found is not None and self.found.orphans:
            self._do(
                call(deciding.take_back, self._session.at_hand, [one.at for one in self.found.orphans], keep)
            )

    def reason(self, reason: str) -> None:
        """Says why the latest decision, else that on the case at hand, was made."""
        self._explain(reason, None)

    def note(self, note: str) -> None:
        """Says more about it."""
        explained = self.explained
        if explained:
            self._explain(explained[0].decisions[0].reason, note)

    @property
    def explained(self) -> Sequence[Judged]:
        """The cases that a reason or a note is about: the one at hand if it is decided, else the latest decided."""
        judged = self.current
        if judged is not None and judged.decisions:
            return (judged,)
        places = sorted({self._places[at] for at in self._latest if at in self._places})
        return [self.cases[place] for place in places if self.cases[place].decisions]

    def _explain(self, reason: str, note: str | None) -> None:
        about = [decision.at for judged in self.explained for decision in judged.decisions]
        if not about:
            self.noticed.emit("Decide first; then say why.")
        else:
            self._do(call(deciding.give_reason, self._session.at_hand, about, reason, note))

    def finish(self, then: Callable[[], object] | None = None) -> None:
        """Says that everything here is decided, or opens a finished review again."""
        if self._session.key is not None:
            operation = deciding.reopen if self.finished else deciding.finish
            self._do(call(operation, self._session.key), then)

    def hand_back(self, analyst: str, note: str) -> None:
        """Asks an analyst to go over the article again."""
        told = f"Handed back to {self.name_of(analyst)}."
        self._do(
            call(deciding.hand_back, self._session.at_hand, analyst, note),
            then=lambda: self.decided.emit(told),
        )

    def _do(self, operation: Operation, then: Callable[[], object] | None = None) -> None:
        self._bridge.do(operation, lambda _: _run(then))

    def correct(self, then: Callable[[], object]) -> None:
        """Sees to it that something of the case at hand is in the gold layer, selects that, and does `then`."""
        judged = self.current
        if judged is None:
            return

        def select() -> None:
            now = self.current
            if now is not None and now.gold is not None:
                self._session.select(now.gold.id)
                then()

        if judged.gold is not None and judged.state == DECIDED:
            select()
            return
        variants = self.variants
        place = self.variant if variants[self.variant].annotation else 0
        self.take(place, select)


def _run(then: Callable[[], object] | None) -> None:
    if then is not None:
        then()

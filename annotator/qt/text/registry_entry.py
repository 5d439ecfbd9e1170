"""Whom the selected words mean in the registry: an entry that is there, or a new one, by one key."""

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotation import Annotation
from annotator.project import proposing, registry
from annotator.qt.kit.actor_field import Asked, Chosen
from annotator.qt.kit.bridge import Bridge, Operation, call
from annotator.qt.text.session import Session


class Entries(QObject):
    """Points the selected annotation to the registry."""

    told = Signal(str)
    """What was done, to be read and taken back if it was wrong."""
    named = Signal(object)
    """This Annotation points to an entry now: what says the same may be offered again."""
    askWanted = Signal(object)
    """The analyst is to be asked whom some words mean: an Asked."""

    def __init__(self, session: Session, bridge: Bridge) -> None:
        super().__init__()
        self._session, self._bridge = session, bridge

    def _current(self) -> Annotation | None:
        """The selected annotation, if its label points into the registry."""
        one = self._session.current
        label = self._session.scheme.label(one.label) if one else None
        if one is not None and (label is None or label.registry_attribute is None):
            self._session.warned.emit(f"A {one.label} has no entry in the registry of actors.")
            return None
        return one

    def this_is(self) -> None:
        """Says whom the selected words mean: the entry that they surely name, else a new one of this name.

        A pronoun or a nominal ("the ministry") means an actor named before it and becomes nobody's alias. The analyst
        is asked where the words may mean several, are no name and nobody was named, or have an entry already.
        """
        one, article = self._current(), self._session.article
        if one is None or article is None:
            return
        words = self._session.text_of(one)
        if self._entry_of(one) is not None:
            self.askWanted.emit(self._asked(one))
        elif not self._is_name(one):
            found = next(iter(self._named_before(one)), None)
            self.choose(found) if found else self.askWanted.emit(self._asked(one))
        elif found := self._bridge.reader.names.sure(words):
            self.choose(found)
        elif self._session.registry.matching(words, 1):
            self.askWanted.emit(self._asked(one))
        else:
            self.new()

    def _asked(self, one: Annotation) -> Asked:
        article = self._session.article
        assert article is not None
        nearest = None if self._is_name(one) else self._named_before(one)
        return Asked(
            self._session.text_of(one),
            lambda name: proposing.actor_type(article.text, one.span, name),
            nearest,
        )

    def answer(self, chosen: Chosen) -> None:
        """Does what the analyst answered."""
        if chosen.uid:
            self.choose(chosen.uid)
        else:
            self.new(chosen.name, chosen.type)

    def new(self, name: str = "", type_: str = "") -> None:
        """Points the annotation to a new entry of its words, or of another name that they may be an alias of."""
        one, article = self._current(), self._session.article
        if one is not None and article is not None:
            type_ = type_ or proposing.actor_type(article.text, one.span, name)
            self._do(call(registry.entry_from_mention, self._session.at_hand, one.id, type_, name), one.id)
            called = name or self._session.text_of(one)
            self.told.emit(f"“{called}” is a new entry ({type_}). Details change the type.")

    def choose(self, actor: str) -> None:
        """Points the annotation to this entry."""
        one = self._current()
        if one is None:
            return
        entry, words = self._bridge.reader.registry.entry(actor), self._session.text_of(one)
        name = entry.name if entry else actor
        if self._is_name(one):
            self._do(call(registry.alias_from_mention, self._session.at_hand, one.id, actor), one.id)
            self.told.emit(f"“{words}” is {name} from now on.")
        else:
            self.told.emit(f"“{words}” is {name} here.")
            label = self._session.scheme.label(one.label)
            assert label is not None
            assert label.registry_attribute is not None
            self._session.set_attribute(label.registry_attribute.name, actor)

    def _entry_of(self, one: Annotation) -> str | None:
        label = self._session.scheme.label(one.label)
        attribute = label.registry_attribute if label else None
        value = one.attributes.get(attribute.name) if attribute else None
        return value if isinstance(value, str) and value else None

    def _is_name(self, one: Annotation) -> bool:
        article = self._session.article
        return article is not None and proposing.is_name(article.text, one.span)

    def _named_before(self, one: Annotation) -> list[str]:
        """Entries of the actors before an annotation, the nearest first; its own is passed by."""
        label = self._session.scheme.label(one.label)
        attribute = label.registry_attribute if label else None
        if attribute is None:
            return []
        before = [a for a in self._session.around(0, one.start) if a.label == one.label]
        own = one.attributes.get(attribute.name)
        values = dict.fromkeys(a.attributes.get(attribute.name) for a in reversed(before))
        return [v for v in values if isinstance(v, str) and v and v != own and self._may_be(one, v)]

    def _may_be(self, one: Annotation, actor: str) -> bool:
        """ "She" is a person and "it" is none; what nobody registered may be anything."""
        entry = self._bridge.reader.registry.entry(actor)
        is_person = proposing.is_person(self._session.text_of(one))
        return entry is None or is_person is None or (entry.type == "person") == is_person

    def _do(self, operation: Operation, uid: str) -> None:
        def told(_: object) -> None:
            now = self._session.annotation(uid)
            if now is not None:
                self.named.emit(now)

        self._session.change(operation, told)

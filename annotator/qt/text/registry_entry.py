"""What the selected actor is called in the registry: a new entry, or one that is there, by one key each."""

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotation import Annotation
from annotator.project import proposing, registry
from annotator.qt.kit.bridge import Bridge, Operation, call
from annotator.qt.text.session import Session


class Entries(QObject):
    """Points the selected annotation to the registry."""

    told = Signal(str)
    """What was done, to be read and taken back if it was wrong."""
    named = Signal(object)
    """This Annotation points to an entry now: what says the same may be offered again."""
    askWanted = Signal(str)
    """Nobody can guess whom these words name: the analyst is to be asked."""

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

    def new(self, name: str = "") -> None:
        """Makes the words an entry, or one of another name that they are an alias of; points the annotation to it."""
        one, article = self._current(), self._session.article
        if one is not None and article is not None:
            type_ = proposing.actor_type(article.text, one.span)
            self._do(call(registry.entry_from_mention, self._session.at_hand, one.id, type_, name), one.id)
            self.told.emit(
                f"“{name or self._session.text_of(one)}” is an entry of the registry now ({type_})."
            )

    def known(self) -> None:
        """Points the annotation to the likeliest entry that is there; its words become an alias.

        A pronoun or a nominal ("the ministry") means an actor named before it and becomes nobody's alias.
        """
        one = self._current()
        if one is None:
            return
        words = self._session.text_of(one)
        if not self._is_name(one):
            found = next(iter(self._named_before(one)), None)
        else:
            found = self._bridge.reader.names.sure(words)
        if found is None:
            self.askWanted.emit(words)
        else:
            self.choose(found)

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

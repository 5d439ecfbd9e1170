"""What a label's key does: tags what is selected, or takes what the label is made of, then grows and shrinks it."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from annotator.domain import words
from annotator.domain.annotation import Annotation
from annotator.domain.change import Change
from annotator.project import annotating, proposing
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.text.session import Hold, Session

Span = tuple[int, int]
_NO_WORD = "There is no word here to tag. Select the words first."
_NOTHING = {
    "quotation": "There are no quotation marks in this sentence. Select the words first.",
    "measure": "No measure is named in this sentence. Select the words first.",
}
_PAUSE = 150
"""Milliseconds after an article was opened: it is painted, and nobody has pressed a key yet."""


class Tagging:
    """Tags in the session's article. Offsets are half-open code points."""

    def __init__(self, session: Session, bridge: Bridge) -> None:
        self._session, self._bridge = session, bridge
        self._anchor: tuple[str, int] | None = None
        session.opened.connect(lambda: QTimer.singleShot(_PAUSE, session, self._prepare))

    def _prepare(self) -> None:
        article = self._session.article
        if article is not None and self._session.editable:
            proposing.prepare(self._bridge.reader, article.text)

    def press(self, start: int, end: int, label: str, shift: bool = False) -> None:
        """The key of a label, with this selection (empty: the caret's place), and with Shift or without.

        A selection is tagged, snapped to words unless Shift says exactly so. Without one, what the label is made of is
        taken at the caret (Shift: the smallest unit), inside an annotation too that a click put the caret into. An
        annotation that is held, or that is that very unit, grows to the next larger one (Shift: shrinks), or gets the
        label if it has another.
        """
        session = self._session
        if session.article is None:
            return
        one = session.current
        if start < end:
            text = session.article.text
            self._tag((start, end) if shift else words.snap(text, start, end), label)
        elif one is None:
            self._tag(self._unit(start, label, shift) or (start, start), label, start)
        elif len(session.chosen) > 1 or session.hold in (Hold.CHOSEN, Hold.MADE):
            self._change(one, label, shift)
        else:
            self._press_in(one, start, label, shift)

    def _press_in(self, one: Annotation, at: int, label: str, shift: bool) -> None:
        """The key of a label, with the caret where a click put it inside an annotation."""
        unit = self._unit(at, label, shift)
        if unit is not None and unit != one.span and one.start <= unit[0] and unit[1] <= one.end:
            self._tag(unit, label, at)
        elif one.label == label or unit == one.span or self._session.hold is Hold.CLICKED:
            self._change(one, label, shift)
        else:
            self._tag(unit or (at, at), label, at)

    def _change(self, one: Annotation, label: str, shift: bool) -> None:
        """Relabels the selected annotations or, where they have the label, takes more or less."""
        if one.label != label or len(self._session.chosen) > 1:
            self._session.relabel(label)
        else:
            self._resize(one, proposing.smaller if shift else proposing.larger)

    def _unit(self, at: int, name: str, smallest: bool) -> Span | None:
        """What a label is made of at a place."""
        article, label = self._session.article, self._session.scheme.label(name)
        assert article is not None
        if label is None:
            return None
        return proposing.first_span(self._bridge.reader, article.text, at, label, smallest)

    def _tag(self, span: Span, name: str, at: int | None = None) -> None:
        session = self._session
        article, label = session.article, session.scheme.label(name)
        assert article is not None
        if span[0] >= span[1] or label is None:
            session.warned.emit(_NOTHING.get(label.unit if label else "", _NO_WORD))
            return
        twins = (a for a in session.around(span[0], span[0] + 1) if a.span == span and a.label == name)
        twin = next(twins, None)
        if twin is not None and at is not None and not span[0] <= at <= span[1]:
            session.warned.emit(f"“{session.text_of(twin)}” is a {name} already. Select other words first.")
            return
        if twin is not None:
            self._made(twin, at)
            return
        proposed = proposing.attributes(self._bridge.reader, article.text, span, label)
        self._session.change(
            call(annotating.add, session.at_hand, *span, name, attributes=proposed),
            then=lambda change: self._tagged(change, article.id, at),
        )

    def _tagged(self, change: Change, article: str, at: int | None) -> None:
        if self._session.article is None or self._session.article.id != article:
            return
        for one in change.annotations or ():
            if one.after is not None:
                self._made(one.after, at)
                self._session.warn_of(one.after)

    def _made(self, one: Annotation, at: int | None) -> None:
        self._anchor = one.id, one.start if at is None else at
        self._session.select(one.id, Hold.MADE)
        self._session.tagged.emit(one)

    def _resize(self, one: Annotation, step: Callable[..., Span | None]) -> None:
        session = self._session
        label, article = session.scheme.label(one.label), session.article
        if label is None or article is None:
            return
        at = self._anchor[1] if self._anchor and self._anchor[0] == one.id else one.start
        at = min(max(at, one.start), one.end)
        reader = self._bridge.reader
        span = step(reader, article.text, at, label, one.span)
        if span is None:
            size = "larger" if step is proposing.larger else "smaller"
            session.warned.emit(f"There is nothing {size} to take here. Alt+arrows move the edges.")
            return
        before = proposing.attributes(reader, article.text, one.span, label)
        after = proposing.attributes(reader, article.text, span, label)
        untouched = {n: v for n, v in after.items() if one.attributes.get(n) in (None, before.get(n))}
        self._anchor = one.id, at
        session.move(one.id, *span, untouched)


def press_value(session: Session, key: str) -> bool:
    """Sets or takes away the value of the current annotation's label that has this key; whether one has."""
    one = session.current
    label = session.scheme.label(one.label) if one else None
    name, value = label.value_keys(session.taken).get(key, ("", "")) if label else ("", "")
    attribute = label.attribute(name) if label else None
    if one is None or attribute is None or not session.writable:
        return False
    present = one.attributes.get(name)
    # The key of the one value that is set confirms it; a click in the details takes it away.
    if present not in (value, [value]):
        session.set_attribute(name, attribute.pressed(present, value))
    return True

"""Tells a screen reader what is selected: a painted span is no object that it could read by itself."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.annotation import Annotation
from annotator.qt.text.session import Session

_LONGEST = 200


def sentence(one: Annotation, words: str, missing: Sequence[str], linked: Mapping[str, Sequence[str]]) -> str:
    """An annotation as one says it: label, words, attributes, links, what is missing.

    `linked`: by the type of link the words of what it points to.
    """
    said = " ".join(words.split())
    parts = [
        f"{one.label}: {said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(' ', 1)[0] + ' and so on'}"
    ]
    for name, value in one.attributes.items():
        values = [value] if isinstance(value, str) else list(value)
        if any(values):
            parts.append(f"{name} {' and '.join(values)}")
    parts += [
        f"{type_} {' and '.join(' '.join(w.split()) for w in there)}" for type_, there in linked.items()
    ]
    if missing:
        parts.append(f"missing: {' and '.join(missing)}")
    if one.unsure:
        parts.append("unsure")
    return ". ".join(parts) + "."


class Announcer:
    """Announces each annotation that gets selected."""

    def __init__(self, session: Session, widget: QWidget) -> None:
        self._session, self._widget = session, widget
        self.said = ""
        session.selected.connect(self._on_selected)

    def _on_selected(self, one: Annotation | None) -> None:
        if one is None:
            self.said = ""
            return
        session = self._session
        linked: dict[str, list[str]] = {}
        for link in one.links:
            if (there := session.annotation(link.to)) is not None:
                linked.setdefault(link.type, []).append(session.text_of(there))
        now = sentence(one, session.text_of(one), session.missing(one), linked)
        if now != self.said:
            self.said = now
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._widget, now))

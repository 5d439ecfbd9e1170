"""A line above the text of an article that a reviewer handed back: by whom, why, and the way to take it up again."""

from textwrap import shorten

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter, QPaintEvent

from annotator.domain.annotation import IN_PROGRESS
from annotator.domain.change import Change
from annotator.project.reviewing import feedback
from annotator.project.reviewing.feedback import HandedBack
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.kit.theme import mix
from annotator.qt.text.session import Session

_TINT, _LONGEST = 0.12, 240


class HandedBackHere(QObject):
    """Follows the article of a session; `found` is None where it was not handed back, or was submitted again."""

    changed = Signal()

    def __init__(self, session: Session, bridge: Bridge) -> None:
        super().__init__()
        self._session, self._bridge = session, bridge
        self.found: HandedBack | None = None
        session.opened.connect(self.read)
        session.statusChanged.connect(lambda _: self.read())
        bridge.changed.connect(self._on_change)

    def read(self) -> None:
        """Asks the project again: one look-up."""
        key, analyst = self._session.key, self._session.analyst
        self.found = None if key is None else feedback.handed_back_here(self._bridge.reader, key, analyst)
        self.changed.emit()

    def _on_change(self, change: Change) -> None:
        if "handback" in change.kinds:
            self.read()


class HandedBackLine(PlainLabel):
    """Hidden where the open article was not handed back."""

    def __init__(self, session: Session, here: HandedBackHere) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setObjectName("handedBack")
        self.setContentsMargins(12, 6, 12, 6)
        self._session, self._here = session, here
        here.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        found = self._here.found
        self.setVisible(found is not None)
        if found is not None:
            keys = " or ".join(self._session.keys.get("done", ()))
            finished = self._session.status not in ("new", IN_PROGRESS)
            then = "reopens it" if finished else "submits it once it is mended"
            why = shorten(found.sentence, _LONGEST, placeholder="…")
            self.setText(f"{why}  ·  {keys} {then}" if keys else why)
            self.setToolTip(
                harmless(f"{found.sentence}\nSince {found.made[:10]}; the comment is among the comments.")
            )
            self.setAccessibleName(self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tinted band."""
        look, painter = theme_of(self.palette()), QPainter(self)
        painter.fillRect(self.rect(), mix(look.base, look.accent, _TINT))
        painter.end()
        super().paintEvent(event)

"""Whether a reviewer gave the open article back to its author."""

from PySide6.QtCore import QObject, Signal

from annotator.domain.change import Change
from annotator.project.reviewing import feedback
from annotator.project.reviewing.feedback import HandedBack
from annotator.qt.bridge import Bridge
from annotator.qt.models.session import Session


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

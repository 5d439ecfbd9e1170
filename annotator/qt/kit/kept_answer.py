"""An answer about the project that the window keeps: read on another thread, and again only where something changed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.domain.change import Change
from annotator.domain.problems import Progress
from annotator.project.project import Project
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge

_MOST_RENEWED = 200
"""If more articles than this changed, everything is read again."""


class KeptAnswer(QObject):
    """A room says what to read, and which changes concern it. Nothing is read before `read` is called."""

    changed = Signal()
    """The answer is another one now."""
    staled = Signal()
    """Something changed that the answer does not know of."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.latest = LatestOnly(bridge, self)
        self._known = False
        self._overtaken = False
        """Whether everything changed since the question was asked that is being answered."""
        self._touched: frozenset[str] = frozenset()
        bridge.changed.connect(self._on_change)

    def query(self, touched: frozenset[str] | None) -> Callable[[Project, Progress], Any]:
        """The question: about the articles (ids) that changed since the answer, or with None about everything."""
        raise NotImplementedError

    def keep(self, found: Any) -> None:
        """Keeps the answer to `query`."""
        raise NotImplementedError

    def concerned(self, change: Change) -> frozenset[str] | None:
        """The articles (ids) about which the answer may be another one after a change; None for all of it."""
        raise NotImplementedError

    @property
    def stale(self) -> bool:
        """Whether the answer is not what the project has."""
        return not self._known or bool(self._touched)

    def forget(self) -> None:
        """Counts the whole answer as unknown; what is being read is dropped."""
        self._known = False
        self.latest.cancel()

    def read(self) -> None:
        """Reads what is not known; `changed` follows."""
        touched, self._overtaken = self._touched, False
        again = self._known and len(touched) <= _MOST_RENEWED
        self.latest.ask(self.query(touched if again else None), partial(self._take, touched))

    def stop(self) -> None:
        """Reads and hears of nothing any more: the project is being closed."""
        self.bridge.changed.disconnect(self._on_change)
        self.latest.cancel()

    def _take(self, touched: frozenset[str], found: Any) -> None:
        self.keep(found)
        self._known = not self._overtaken
        self._touched -= touched
        self.changed.emit()

    def _on_change(self, change: Change) -> None:
        concerned = self.concerned(change)
        if concerned is None:
            self._known, self._overtaken = False, True
        elif concerned:
            self._touched |= concerned
        else:
            return
        self.staled.emit()

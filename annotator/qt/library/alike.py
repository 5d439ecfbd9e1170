"""Which articles are duplicates of which, worked out on another thread some time after the project was opened."""

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.change import Change
from annotator.project import duplicates
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge

_PAUSE = 3000
"""Milliseconds after opening or a change until duplicates are looked for: nobody waits for it."""


class Alike(QObject):
    """Groups of articles by their row ids."""

    changed = Signal()
    """The groups are others."""
    looked = Signal()
    """They are known as they are now."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.latest = LatestOnly(bridge, self)
        self._groups: dict[int, list[int]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        bridge.changed.connect(self._on_change)

    def others(self, key: int) -> list[int]:
        """The articles that are duplicates of one, as far as is known."""
        return [other for other in self._groups.get(key, ()) if other != key]

    @property
    def all(self) -> frozenset[int]:
        """Every article that is in a group."""
        return frozenset(self._groups)

    def _on_change(self, change: Change) -> None:
        if change.listed or change.articles:
            self._timer.start()

    def look(self) -> None:
        """Looks for duplicates now."""
        self._timer.stop()
        self.latest.ask(duplicates.keys_by_group, self._take)

    def _take(self, groups: list[list[int]]) -> None:
        found = {key: group for group in groups for key in group}
        if found != self._groups:
            self._groups = found
            self.changed.emit()
        self.looked.emit()

    def stop(self) -> None:
        """Looks no more: the project is being closed."""
        self._timer.stop()
        self.latest.cancel()

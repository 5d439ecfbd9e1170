"""The frames of an article or of the project as the window has them: read on another thread, renewed when asked."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.domain.change import Change
from annotator.domain.frame import Frame
from annotator.domain.gc_pause import kept_for_long
from annotator.domain.problems import Progress
from annotator.project import frames
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge

_KINDS = frozenset(("scheme", "actor"))
"""What else in a project changes every frame."""
_MOST_RENEWED = 200
"""If more articles than this changed, everything is read again."""


class ReadFrames(QObject):
    """Frames of my layers. Reading is asked for; it is done again only where something changed."""

    changed = Signal()
    """`frames` is another sequence now."""
    staled = Signal()
    """Something changed that `frames` does not know of."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.frames: Sequence[Frame] = ()
        self.article: int | None = None
        """The row id of the article that is read; None reads the project."""
        self._known = False
        self._touched: set[str] = set()
        self.latest = LatestOnly(bridge, self)
        bridge.changed.connect(self._on_change)

    @property
    def stale(self) -> bool:
        """Whether `frames` are not what the project has."""
        return not self._known or bool(self._touched)

    def of(self, article: int | None) -> None:
        """Chooses what is to be read: an article, or with None the project."""
        if article != self.article:
            self.article, self._known = article, False
            self.latest.cancel()

    def read(self) -> None:
        """Reads what is not known; `changed` follows."""
        touched = frozenset(self._touched)
        again = self._known and self.article is None and len(touched) <= _MOST_RENEWED
        work = partial(_read, self._bridge, self.article, self.frames if again else None, touched)
        self.latest.run(work, lambda found: self._take(found, touched))

    def _take(self, found: Sequence[Frame], touched: frozenset[str]) -> None:
        self.frames, self._known = found, True
        self._touched -= touched
        self.changed.emit()

    def _on_change(self, change: Change) -> None:
        touched = change.articles | {
            article for article, layer in change.layers if layer == self._bridge.analyst
        }
        if change.listed or change.kinds & _KINDS:
            self._known = False
        elif touched:
            self._touched |= touched
        else:
            return
        self.staled.emit()


def _read(
    bridge: Bridge,
    article: int | None,
    before: Sequence[Frame] | None,
    touched: frozenset[str],
    progress: Progress,
) -> list[Frame]:
    with bridge.reading() as project:
        if article is not None:
            return frames.of_article(project, article, bridge.analyst)
        if before is not None:
            return frames.renewed(project, bridge.analyst, before, touched)
        with kept_for_long():
            return list(frames.of_project(project, bridge.analyst, progress))

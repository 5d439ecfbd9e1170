"""The frames of an article or of the project as the window has them."""

from collections.abc import Callable, Sequence

from annotator.domain.change import Change
from annotator.domain.frame import Frame
from annotator.domain.gc_pause import kept_for_long
from annotator.domain.problems import Progress
from annotator.project import frames
from annotator.project.project import Project
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.kept_answer import KeptAnswer

_KINDS = frozenset(("scheme", "actor"))
"""What else in a project changes every frame."""


class ReadFrames(KeptAnswer):
    """Frames of my layers."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.frames: Sequence[Frame] = ()
        self.article: int | None = None
        """The row id of the article that is read; None reads the project."""

    def of(self, article: int | None) -> None:
        """Chooses what is to be read: an article, or with None the project."""
        if article != self.article:
            self.article = article
            self.forget()

    def query(self, touched: frozenset[str] | None) -> Callable[[Project, Progress], list[Frame]]:
        article, analyst, before = self.article, self.bridge.analyst, self.frames

        def read(project: Project, progress: Progress) -> list[Frame]:
            if article is not None:
                return frames.of_article(project, article, analyst)
            if touched is not None:
                return frames.renewed(project, analyst, before, touched)
            with kept_for_long():
                return list(frames.of_project(project, analyst, progress))

        return read

    def keep(self, found: list[Frame]) -> None:
        self.frames = found

    def concerned(self, change: Change) -> frozenset[str] | None:
        if change.listed or change.kinds & _KINDS:
            return None
        mine = {article for article, layer in change.layers if layer == self.bridge.analyst}
        return change.articles | mine

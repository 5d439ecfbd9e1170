"""Where the dataset is to go, and what stands there: looked at on another thread, for a disk can be slow and a dataset
can have ten thousand files."""

import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Progress
from annotator.project.exporting.target import look_at
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge


class Destination(QObject):
    """The place that was entered last."""

    looked = Signal()
    """What stands there is known, or is not known any more."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = bridge.path.absolute()
        self._looking = LatestOnly(bridge, self)
        self._asked: tuple[Path, Recipe] | None = None
        self.path: Path | None = None
        self.known = False
        self.there, self.fault = "nothing", ""

    def look(self, entered: str, recipe: Recipe) -> None:
        """Another place, or another recipe for it: what a format writes decides what can go where."""
        self.path = self._place(entered)
        if self.path is None:
            self._looking.cancel()
            self._asked = None
            self._know(("nothing", "Name a folder for the dataset, or a file."))
            return
        # Only these two fields decide; the disk is not asked again for every tick.
        asked = self.path, Recipe(format=recipe.format, split=recipe.split)
        if asked == self._asked:
            return
        self._asked, self.known = asked, False
        project = self._project

        def work(_progress: Progress) -> tuple[str, str]:
            return look_at(project, *asked)

        self._looking.run(work, self._know)
        self.looked.emit()

    def stop(self) -> None:
        """Nothing is wanted any more."""
        self._looking.cancel()

    def _place(self, entered: str) -> Path | None:
        """A name alone is beside the project, not wherever the program was started."""
        entered = entered.strip()
        return self._project.parent / os.path.expanduser(entered) if entered else None

    def _know(self, found: tuple[str, str]) -> None:
        (self.there, self.fault), self.known = found, True
        self.looked.emit()

"""What is offered where a project is damaged: to save what is whole of it into a new project."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMainWindow

from annotator.project import salvaging
from annotator.project.project import SUFFIX
from annotator.project.salvaging import Salvaged
from annotator.qt.kit import progress
from annotator.qt.kit.problems import offer, tell
from annotator.qt.kit.saving import ask_file
from annotator.qt.kit.tasks import Task

_MOST_TOLD = 12
OFFER = "Salvage into a new project…"


class Salvaging:
    """Asks, does it, and opens what came of it. `close` ends the project that is shown, before its file is read."""

    def __init__(
        self, window: QMainWindow, close: Callable[[], object], open_: Callable[[Path], object]
    ) -> None:
        self._window, self._close, self._open = window, close, open_

    def offer(self, path: Path, sentence: str, analyst: str | None = None) -> None:
        """Tells what is wrong, with a button for what can be done about it."""
        if offer(self._window, sentence, OFFER):
            self.ask(path, analyst)

    def ask(self, path: Path, analyst: str | None = None) -> None:
        """Asks where to, and does it with its progress; cancelled, it leaves nothing."""
        suggested = path.with_name(f"{path.stem}.salvaged{SUFFIX}")
        kind = f"Annotator projects (*{SUFFIX})"
        name, _ = ask_file(self._window, "Salvage", suggested, kind)
        if name:
            self._close()
            task = Task(lambda steps: salvaging.salvage(path, Path(name), analyst, steps), self._window)
            progress.run(self._window, "Salvaging…", task, self._done)

    def _done(self, made: Salvaged) -> None:
        sentences = list(made.sentences())
        more = len(sentences) - _MOST_TOLD
        shown = sentences[:_MOST_TOLD] + (
            [f"And {more} more; `annotator salvage` tells all."] if more > 0 else []
        )
        tell(self._window, "\n".join(shown))
        self._open(made.path)

"""Exchange with colleagues from the window: sharing one's work, merging theirs, the folder in which they leave it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from annotator.domain.problems import Problem, Progress
from annotator.domain.wording import number
from annotator.project import exchange, forks, signing, watching
from annotator.project.exchange import SHARE_SUFFIX, Merges, Shared
from annotator.project.settings import Settings
from annotator.project.watching import Waiting
from annotator.qt.kit import progress
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.kit.notice import Notice
from annotator.qt.kit.plain import caption, harmless
from annotator.qt.kit.saving import ask_file
from annotator.qt.shell.workspace import Workspace

_KIND = f"Files of exchange (*{SHARE_SUFFIX})"
_PAUSE = 30_000
"""Milliseconds between two looks at the folder: not every network drive tells of changes."""
_SOON = 800
"""Milliseconds after a change in the folder: whoever writes there may not be through."""


class Colleagues(QObject):
    """Holds for the whole window; `watch` is told which project is open."""

    def __init__(self, window: QWidget, notice: Notice, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._notice, self._settings = window, notice, settings
        self._bridge: Bridge | None = None
        self._folder: watching.Folder | None = None
        self._looking: LatestOnly | None = None
        self._waiting: list[Waiting] = []
        self.news = QPushButton()
        self.news.setObjectName("colleaguesNews")
        self.news.setFlat(True)
        self.news.hide()
        self.news.clicked.connect(self._merge_news)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._timer.start(_SOON))

    def handlers(self) -> dict[str, Callable[[Workspace], object]]:
        """What the commands do that are about colleagues."""
        return {
            "share": lambda workspace: self.share(workspace.bridge),
            "merge": lambda workspace: self.choose_files(workspace.bridge),
            "watch": lambda workspace: self.choose_folder(workspace.bridge),
            "forks": lambda workspace: self.show_forks(workspace.bridge),
        }

    # The folder

    def watch(self, bridge: Bridge | None) -> None:
        """Watches the folder of this project; None: no project is open any more."""
        self._timer.stop()
        if self._looking is not None:
            self._looking.cancel()
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._bridge, self._folder, self._looking = bridge, None, None
        self._show([])
        named = self._settings.watched.get(str(bridge.path.absolute())) if bridge is not None else None
        if bridge is not None and named:
            self._folder, self._looking = watching.Folder(Path(named)), LatestOnly(bridge, self)
            self._watcher.addPath(named)
            self._timer.start(_SOON)

    def look(self) -> None:
        """Looks whether somebody has news, on another thread."""
        folder, looking = self._folder, self._looking
        if folder is None or looking is None:
            return
        self._timer.start(_PAUSE)
        if not looking.busy:
            looking.ask(lambda project, _: folder.news(project), self._show)

    def _show(self, waiting: list[Waiting]) -> None:
        self._waiting = waiting
        names = sorted({one.analyst for one in waiting})
        self.news.setVisible(bool(names))
        has = f"{names[0]} has news" if len(names) == 1 else f"{len(names)} colleagues have news"
        self.news.setText(caption(has) if names else "")
        self.news.setToolTip(harmless(f"Merge the work of {', '.join(names)}"))
        self.news.setAccessibleName(has if names else "")

    def _merge_news(self) -> None:
        if self._bridge is not None:
            self.merge(self._bridge, [one.path for one in self._waiting])

    def choose_folder(self, bridge: Bridge) -> None:
        """Asks for the folder; none is watched any more where none is chosen."""
        known = self._settings.watched.get(str(bridge.path.absolute()), "")
        name = QFileDialog.getExistingDirectory(
            self._window, "The team's folder", known or str(bridge.path.parent)
        )
        if name:
            self.set_folder(bridge, Path(name))

    def set_folder(self, bridge: Bridge, folder: Path) -> None:
        """Watches a folder from now on, for this project."""
        self._settings.watched[str(bridge.path.absolute())] = str(folder)
        try:
            self._settings.save()
        except Problem as problem:
            self._notice.say(str(problem))
        self.watch(bridge)
        self._notice.say(f"{folder} is watched. Share my work (Ctrl+Shift+S) writes there.")

    # Out

    def share(self, bridge: Bridge) -> None:
        """Writes my work into the watched folder, else asks where."""
        if self._folder is not None:
            self._share(bridge, watching.usual_file(self._folder.path, bridge.analyst))
            return
        suggested = watching.usual_file(bridge.path.parent, bridge.analyst)
        name, _ = ask_file(self._window, "Share my work", suggested, _KIND)
        if name:
            path = Path(name)
            self._share(bridge, path if path.suffix else path.with_suffix(SHARE_SUFFIX))

    def _share(self, bridge: Bridge, path: Path) -> None:
        def write(_: Progress) -> Shared:
            with bridge.reading() as project:
                return exchange.share(project, path)

        def done(shared: Shared) -> None:
            signed = (
                f"signed with the key {signing.shown(shared.key)}"
                if shared.key
                else "not signed: PyNaCl is not installed"
            )
            self._notice.say(f"Shared {number(shared.revisions, 'revision')} ({signed}): {shared.path}")

        progress.run(self._window, "Sharing…", bridge.task(write), done)

    # In

    def choose_files(self, bridge: Bridge) -> None:
        """Asks for files and merges them."""
        folder = str(self._folder.path if self._folder else bridge.path.parent)
        names, _ = QFileDialog.getOpenFileNames(self._window, "Merge colleagues' files", folder, _KIND)
        if names:
            self.merge(bridge, [Path(name) for name in names])

    def merge(self, bridge: Bridge, paths: list[Path], trust: bool = False) -> None:
        """Merges files in the background; what was done is told."""

        def tell(merges: Merges) -> None:
            self.look()
            self._tell(bridge, merges)

        def done(merges: Merges) -> None:
            if merges.change:
                bridge.announce(merges.change, then=lambda _: tell(merges))
                bridge.index()
            else:
                tell(merges)

        task = bridge.task(lambda steps: bridge.merge(paths, trust, steps))
        progress.run(self._window, "Merging…", task, done)

    def _tell(self, bridge: Bridge, merges: Merges) -> None:
        """A word where all went well; all of it where something was refused or has to be settled."""
        from annotator.qt.team.merged import MergedDialog, summary

        if not merges.refused and not any(report.forks or report.scheme for report in merges.reports):
            self._notice.say(summary(merges))
            return
        dialog = MergedDialog(self._window, merges)
        dialog.exec()
        if dialog.wanted == MergedDialog.TRUST:
            self.merge(bridge, dialog.trusted, trust=True)
        elif dialog.wanted == MergedDialog.SETTLE:
            self.show_forks(bridge)

    def show_forks(self, bridge: Bridge) -> None:
        """Shows what has two states, to be settled."""

        def show(found: list[forks.Fork]) -> None:
            from annotator.qt.team.forks_dialog import ForksDialog

            if not found:
                self._notice.say("Nothing has two states: there is nothing to settle.")
                return
            dialog = ForksDialog(self._window, bridge.reader, found, bridge.writable)
            dialog.settled.connect(lambda fork, state: bridge.do(call(forks.settle, fork, state)))
            dialog.exec()

        def find(_: Progress) -> list[forks.Fork]:
            with bridge.reading() as project:
                return forks.listed(project)

        progress.run(self._window, "Looking for what has two states…", bridge.task(find), show)

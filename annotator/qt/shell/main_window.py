"""The main window: it places the parts and knows what each command does. What they show they decide themselves."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMainWindow, QStackedWidget

from annotator import __version__
from annotator.domain.problems import Damaged, Problem
from annotator.domain.scheme import Scheme
from annotator.project import maintenance, names
from annotator.project.exchange import SHARE_SUFFIX
from annotator.project.project import SUFFIX
from annotator.project.settings import Settings
from annotator.qt.kit import commands
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.notice import Notice
from annotator.qt.kit.plain import PlainLabel, set_entry, set_window_title
from annotator.qt.kit.problems import Faults, inform, tell
from annotator.qt.scheme.schemes import Schemes
from annotator.qt.shell import last_place
from annotator.qt.shell.analyst_chip import AnalystChip
from annotator.qt.shell.colleagues import Colleagues
from annotator.qt.shell.gate import Gate
from annotator.qt.shell.jobs import Jobs, kinds_of_files
from annotator.qt.shell.layout import Layout
from annotator.qt.shell.preferences import Preferences
from annotator.qt.shell.salvage_offer import OFFER, Salvaging
from annotator.qt.shell.tabs import Tabs
from annotator.qt.shell.welcome import WelcomePanel
from annotator.qt.shell.workspace import Workspace

_KIND = f"Annotator projects (*{SUFFIX})"


class MainWindow(QMainWindow):
    """One window, on one project or on the welcome page."""

    def __init__(self) -> None:
        super().__init__()
        self.settings = Settings.load()
        self.workspace: Workspace | None = None
        self.panes: Layout | None = None
        self.pages: Tabs | None = None
        self._gate: Gate | None = None
        self.setAcceptDrops(True)
        self.resize(1400, 900)
        self.setMinimumSize(900, 600)
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.welcome = WelcomePanel()
        self.welcome.show_recent(self.settings)
        self._pages.addWidget(self.welcome)
        self.notice = Notice(self)
        self._faults = Faults(self)
        self._faults.told.connect(self.notice.say)
        self._saved, self._place = PlainLabel(), PlainLabel()
        self._who = AnalystChip(self.settings)
        self._who.switchWanted.connect(self._switch)
        self._who.rememberWanted.connect(self._remember)
        self._colleagues = Colleagues(self, self.notice, self.settings)
        self._build_status_bar()
        self._preferences = Preferences(self, self.settings, self.notice)
        self._preferences.changed.connect(self._show_state)
        self._project_commands = self._project_handlers()
        self._actions = commands.build(self, self._handlers())
        self._schemes = Schemes(self, self.notice)
        self._jobs = Jobs(self, self.notice, self._actions["undo"].trigger)
        self._salvaging = Salvaging(self, self.close_project, self.open_project)
        self._build_menus()
        self.welcome.sampleWanted.connect(self.open_sample)
        self.welcome.newWanted.connect(self.new_project)
        self.welcome.openWanted.connect(self.choose_project)
        self.welcome.recentWanted.connect(self.open_project)
        self._preferences.set_up_window(self._actions)
        self._show_state()
        if "window" in self.settings.layout:
            self.restoreGeometry(QByteArray.fromBase64(self.settings.layout["window"].encode()))

    def _build_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setObjectName("statusBar")
        bar.setAccessibleName("Status")
        bar.setSizeGripEnabled(False)
        self._saved.setContentsMargins(8, 0, 8, 0)
        bar.addWidget(self._saved)
        bar.addPermanentWidget(self._colleagues.news)
        bar.addPermanentWidget(self._place)
        bar.addPermanentWidget(self._who)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        """What each command does: the window itself, or else the open project in its turn."""
        mine = self._window_handlers()
        return {c.name: mine.get(c.name) or partial(self._run, c.name) for c in commands.COMMANDS}

    def _run(self, command: str) -> None:
        """What was done before comes first: a key that is pressed while the disk is slow is not lost."""
        if self.workspace is not None:
            self.workspace.bridge.when_saved(partial(self._run_now, self.workspace, command))

    def _run_now(self, workspace: Workspace, command: str) -> None:
        if workspace is self.workspace:
            self._meaning(workspace, command)()

    def _meaning(self, workspace: Workspace, command: str) -> Callable[[], object]:
        """What a command does in the open project: a job, showing a panel or a page, or what the page in front does."""
        assert self.panes is not None
        assert self.pages is not None
        self.panes.reveal(command)
        if command in self._project_commands:
            return partial(self._project_commands[command], workspace)
        for known in (self.panes.commands, self.pages.commands):
            if command in known:
                return known[command]
        return self.pages.lead_to(command)

    def _window_handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "new": self.new_project,
            "open": self.choose_project,
            "sample": self.open_sample,
            "import_files": self.choose_files,
            "import_folder": self.choose_folder,
            "close": self.close_project,
            "quit": self.close,
            "palette": self.show_palette,
            "keys": self.show_keys,
            "about": self.about,
            **self._preferences.handlers(),
        }

    def _project_handlers(self) -> dict[str, Callable[[Workspace], object]]:
        """The commands that need an open project and are done by the window, not by a page."""
        return {
            "export": lambda w: self._jobs.export(w.bridge),
            "withdraw": self._withdraw,
            "backup": lambda w: self._jobs.back_up(w.bridge),
            "propagate": lambda w: self._jobs.propagate(w.bridge, w.session),
            **self._colleagues.handlers(),
        }

    def _build_menus(self) -> None:
        menus = {}
        for command in commands.COMMANDS:
            if command.menu not in menus:
                menus[command.menu] = self.menuBar().addMenu(f"&{command.menu}")
            menus[command.menu].addAction(self._actions[command.name])

    # Projects

    def open_project(self, path: Path, analyst: str | None = None) -> None:
        """Opens a project in this window; a problem is told and leaves things as they are.

        Without an analyst it is opened under the name used there before, else under the usual one.
        """
        if self.workspace is not None and self.workspace.bridge.path.absolute() == path.absolute():
            self.close_project()  # Or this window would keep the one that it opens from being written to.
        try:
            self.show_project(Bridge(path, analyst))
        except Damaged as problem:
            self.offer_salvage(path, str(problem))
        except Problem as problem:
            tell(self, str(problem))

    def damage_behind(self, error: Exception) -> Problem | None:
        """The damage to the open project that an error follows from; None where it is an error of ours."""
        return (
            maintenance.damage_behind(self.workspace.bridge.reader, error)
            if self.workspace is not None
            else None
        )

    def _offer_for_open(self, sentence: str) -> None:
        if self.workspace is not None:
            self.offer_salvage(self.workspace.bridge.path, sentence)

    def offer_salvage(self, path: Path, sentence: str) -> None:
        """Tells that a project is damaged, and offers to save what is whole of it."""
        self._salvaging.offer(path, sentence, self.settings.analyst or None)

    def show_project(self, bridge: Bridge) -> None:
        """Shows an open project in place of what was there. Raises Damaged where too little of it can be read."""
        self.close_project()
        try:
            self._show(bridge)
        except Problem:
            if self.workspace is None:
                bridge.close()
            self.close_project()
            raise

    def _show(self, bridge: Bridge) -> None:
        self.workspace = Workspace(bridge)
        self._gate = Gate(self, bridge)
        self.pages = Tabs(self.workspace, self._schemes, self._actions)
        self.panes = Layout(self.workspace, (self.menuBar(), self._place, self._who))
        self.panes.changed.connect(self._show_state)
        self.workspace.take_keys(self._actions)
        self._pages.addWidget(self.pages)
        self._pages.setCurrentWidget(self.pages)
        self.statusBar().insertWidget(0, self.pages.bar)
        self._connect(self.workspace, self.pages)
        place = self.settings.place(bridge.path)
        self.settings.remember(bridge.path)
        if bridge.stated:
            self.settings.keep_analyst(bridge.path, bridge.analyst)
        self._preferences.save()
        self._preferences.set_up(self.workspace)
        try:
            last_place.go(self.workspace, self.panes, place)
        except Damaged as problem:  # One article is; the others are there.
            if not bridge.is_damaged:
                bridge.damaged.emit(str(problem))
        self._show_state()
        if bridge.read_only_because:
            self._tell_read_only(bridge)
        elif bridge.was_unclean:
            self._jobs.check(bridge, lambda sentence: self.offer_salvage(bridge.path, sentence))
        elif bridge.remarks:
            self.notice.say(" ".join(bridge.remarks))
        bridge.index()
        self._colleagues.watch(bridge)
        self._who.show_analyst(bridge)
        if not bridge.stated:
            self.workspace.who.look()

    # Who works here

    def _switch(self, analyst: str) -> None:
        """Opens the project as somebody else, at the same place; without a name it is asked for."""
        if self.workspace is None:
            return
        if not analyst:
            analyst, agreed = QInputDialog.getText(self, "Work as someone else", "Your name")
            if not agreed:
                return
        try:
            name = names.new(analyst)
        except Problem as problem:
            tell(self, str(problem))
            return
        path, present = self.workspace.bridge.path, self.workspace.bridge.analyst
        if name == present:
            self._remember(True)
            self.workspace.who.hide()
        else:
            self.open_project(path, analyst)

    def _remember(self, wanted: bool) -> None:
        if self.workspace is not None:
            bridge = self.workspace.bridge
            self.settings.keep_analyst(bridge.path, bridge.analyst if wanted else "")
            self._preferences.save()

    def _tell_read_only(self, bridge: Bridge) -> None:
        salvage = OFFER if bridge.is_damaged else ""
        told = f"For reading only. {bridge.read_only_because}"
        self.notice.say(told, salvage, lambda: self._salvaging.ask(bridge.path, bridge.analyst))

    def _connect(self, workspace: Workspace, pages: Tabs) -> None:
        bridge = workspace.bridge
        # Later: what is offered closes the project, which must not happen while it is at work.
        bridge.damaged.connect(self._offer_for_open, Qt.ConnectionType.QueuedConnection)
        bridge.problem.connect(self.notice.say)
        bridge.savingChanged.connect(lambda _: self._show_state())
        bridge.undoChanged.connect(self._show_state)
        for said in (workspace.noticed, workspace.offered, pages.noticed):
            said.connect(self.notice.say)
        for part in (workspace, pages):
            part.done.connect(lambda told: self.notice.say(told, "Undo", self._actions["undo"].trigger))
        pages.stateChanged.connect(self._show_state)
        pages.textMade.connect(self._preferences.add)
        workspace.stateChanged.connect(self._show_state)
        workspace.who.chosen.connect(self._switch, Qt.ConnectionType.QueuedConnection)
        workspace.article.menuWanted.connect(
            lambda place: workspace.menu(
                place,
                [self._actions["unsure"], self._actions["delete"]],
                [self._actions[name] for name in commands.ZONES],
            )
        )

    def close_project(self) -> None:
        """Back to the welcome page, once everything is on the disk and every key before it had its turn."""
        if self.workspace is not None:
            self.workspace.bridge.finish()
        if self.workspace is None:
            return
        workspace, self.workspace = self.workspace, None
        self._colleagues.watch(None)
        self._jobs.stop()
        panes, self.panes = self.panes, None
        if panes is not None:
            opened = self.settings.place(workspace.bridge.path).opened
            self.settings.keep_place(workspace.bridge.path, last_place.here(workspace, panes, opened))
            self._who.show_analyst(None)
            panes.leave_only_text()
        self._preferences.set_up(None)
        self._preferences.save()
        if self.pages is not None:
            self.pages.let_go()
        workspace.close_project()
        if self._gate is not None:
            self._gate.deleteLater()
            self._gate = None
        if self.pages is not None:
            self.statusBar().removeWidget(self.pages.bar)
            self._pages.removeWidget(self.pages)
            self.pages.deleteLater()
            self.pages = None
        self.welcome.show_recent(self.settings)
        self._pages.setCurrentWidget(self.welcome)
        self._show_state()

    def new_project(self) -> None:
        """Asks for a file, a scheme and a name, and opens the new project."""
        # Dialogs are imported when they are first opened: starting must not pay for them.
        from annotator.qt.shell.new_project import NewProjectDialog

        dialog = NewProjectDialog(self, self.settings.analyst)
        if dialog.exec() and dialog.path is not None:
            self.settings.analyst = self.settings.analyst or dialog.analyst
            self.open_project(dialog.path, dialog.analyst or None)

    def choose_project(self) -> None:
        """Asks for a project file and opens it."""
        name, _ = QFileDialog.getOpenFileName(self, "Open a project", "", _KIND)
        if name:
            self.open_project(Path(name))

    def open_sample(self) -> None:
        """Builds the sample project in the documents folder, if it is not there yet, and opens it."""
        from annotator.project import demo

        try:
            sample = demo.build(Path.home() / "Annotator sample")
        except Problem as problem:
            tell(self, str(problem))
        else:
            self.open_project(sample.project, sample.analyst)

    # Articles in and out

    def choose_files(self) -> None:
        """Asks for files and imports them."""
        names, _ = QFileDialog.getOpenFileNames(
            self, "Import files", "", f"{kinds_of_files()};;All files (*)"
        )
        self.import_paths([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Asks for a folder and imports what is in it."""
        name = QFileDialog.getExistingDirectory(self, "Import a folder")
        self.import_paths([Path(name)] if name else [])

    def import_paths(self, paths: list[Path]) -> None:
        """Imports files and folders in the background; the result can be undone in one step."""
        workspace = self.workspace
        if workspace is not None and paths:
            self._jobs.import_paths(workspace.bridge, paths, then=workspace.open_first_if_none)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders can be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A project is opened, colleagues' files are merged; anything else is imported."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if len(paths) == 1 and paths[0].suffix == SUFFIX:
            self.open_project(paths[0])
        elif self.workspace is None:
            self.notice.say("Open a project or make a new one first; then drop the articles on it.")
        elif paths and all(path.suffix == SHARE_SUFFIX for path in paths):
            self._colleagues.merge(self.workspace.bridge, paths)
        else:
            self.import_paths(paths)

    def _withdraw(self, workspace: Workspace) -> None:
        """Takes the article out of lists and exports; the notice takes it back."""
        workspace.withdraw()
        self.notice.say("The article is withdrawn. Its history stays.", "Undo", self._actions["undo"].trigger)

    # Help and state

    def show_palette(self) -> None:
        """Every command, found by a few letters; labels too."""
        from annotator.qt.shell.palette import PaletteDialog, command_entries, label_entries

        entries = command_entries(self._actions, self._there())
        if self.workspace is not None:
            lacks = "" if commands.EDITABLE in self._there() else commands.LACKS[commands.EDITABLE]
            entries += label_entries(self.workspace.session.scheme.labels, lacks, self.workspace.article.tag)
        palette = PaletteDialog(self, entries, self.settings.used)
        palette.ran.connect(self.settings.note_use)
        palette.open()

    def show_keys(self) -> None:
        """Every key on one page."""
        from annotator.qt.shell.keys_dialog import KeysDialog

        KeysDialog(self, self._actions, self._scheme()).exec()

    def _scheme(self) -> Scheme | None:
        return self.workspace.bridge.scheme if self.workspace else None

    def about(self) -> None:
        """Which version this is."""
        text = f"Annotator {__version__}\n\nMark and tag spans in news articles. Nothing leaves this machine."
        inform(self, "About Annotator", text)

    def _there(self) -> frozenset[str]:
        """What commands need, as far as it is there."""
        return self.pages.there if self.pages is not None else frozenset()

    def _ticked(self) -> frozenset[str]:
        """The commands that are on."""
        shown = (part.on for part in (self.panes, self.pages) if part is not None)
        return self._preferences.on.union(*shown)

    def _show_state(self) -> None:
        """Title, status bar and which commands can be used."""
        bridge = self.workspace.bridge if self.workspace else None
        session = self.workspace.session if self.workspace else None
        commands.enable(self._actions, self._there())
        commands.tick(self._actions, self._ticked())
        for name, done in (("undo", bridge and bridge.undo_name), ("redo", bridge and bridge.redo_name)):
            set_entry(self._actions[name], f"{name.capitalize()} {done or ''}".strip())
            self._actions[name].setEnabled(bool(done))
        self._saved.setText(_saved(bridge))
        self._place.setText(bridge.path.name if bridge else "")
        headline = session.article.metadata.headline if session and session.article else ""
        parts = (headline, bridge and bridge.path.stem, "Annotator")
        set_window_title(self, " – ".join(part for part in parts if part))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing has to be saved; what is on its way to the disk is waited for."""
        self.settings.layout["window"] = bytes(self.saveGeometry().toBase64().data()).decode()
        self.close_project()
        self._preferences.close()
        event.accept()


def _saved(bridge: Bridge | None) -> str:
    """What the status bar says of the disk, and nothing that is not so."""
    if bridge is None:
        return ""
    if not bridge.writable:
        return "For reading only"
    return "Saving…" if bridge.saving else "All changes saved"

"""What analysts set up for themselves: the look, the type of the text, the keys. Applied at once, and kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from annotator.domain.problems import Problem
from annotator.project.settings import Settings
from annotator.qt.kit import commands
from annotator.qt.kit.notice import Notice
from annotator.qt.kit.theme import Theme
from annotator.qt.shell.theme_switch import ThemeSwitch
from annotator.qt.shell.workspace import Workspace
from annotator.qt.text.article_view.typesetting import LARGEST, SMALLEST

if TYPE_CHECKING:
    from annotator.qt.review.page import ReviewPage


class Preferences(QObject):
    """Holds for the whole window; an open project's workspace is given to it to be set up."""

    changed = Signal()

    def __init__(self, window: QWidget, settings: Settings, notice: Notice) -> None:
        super().__init__(window)
        self._window, self._settings, self._notice = window, settings, notice
        self._made: dict[str, QAction] = {}
        self._workspace: Workspace | None = None
        self._texts: list[Workspace | ReviewPage] = []
        self._closed = False
        self._looks = ThemeSwitch(settings, self)
        self._looks.changed.connect(self._on_look)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands do that change preferences."""
        return {
            "bigger": lambda: self._resize(1),
            "smaller": lambda: self._resize(-1),
            "light": lambda: self._choose_look("light"),
            "dark": lambda: self._choose_look("dark"),
            "system": lambda: self._choose_look("system"),
            "contrast": self._toggle_contrast,
            "settings": self.open_settings,
            "shortcuts": self.open_shortcuts,
        }

    def set_up_window(self, made: dict[str, QAction]) -> None:
        """Gives the window its look and its commands their keys."""
        self._made = made
        choice = QActionGroup(self)
        for name in ("light", "dark", "system"):
            choice.addAction(made[name])
        self._looks.apply()
        self._apply_keys()

    def set_up(self, workspace: Workspace | None) -> None:
        """Gives an open project's workspace look, type and tooltips; None: there is none any more."""
        self._workspace = workspace
        self._texts.clear()
        if workspace is not None:
            self.add(workspace)

    def add(self, page: "Workspace | ReviewPage") -> None:
        """Gives a page with a text look, type and tooltips, now and whenever they change."""
        self._texts.append(page)
        if self._looks.look is not None:
            page.article.set_look(self._looks.look)
        self._set_type(page)
        page.article.view.fontSizeChanged.connect(self._keep_size)
        commands.show_keys(page, self._made)
        self._tell_sessions()

    @property
    def on(self) -> frozenset[str]:
        """The commands of the look that are ticked."""
        chosen = self._settings.appearance
        look = chosen if chosen in ("light", "dark") else "system"
        return frozenset({look, "contrast"} if self._settings.high_contrast else {look})

    def save(self) -> None:
        """Keeps the settings; a disk that does not take them is told."""
        try:
            self._settings.save()
        except Problem as problem:
            self._notice.say(str(problem))

    def close(self) -> None:
        """Keeps the settings for the last time: the window is closed."""
        self.save()
        if not self._closed:
            self._looks.stop()
        self._closed = True

    def open_settings(self) -> None:
        """Shows the settings; each change is applied while they are open."""
        # Imported when it is first opened: starting must not pay for it.
        from annotator.qt.shell.settings_dialog import SettingsDialog

        analyst = self._workspace.bridge.analyst if self._workspace else ""
        dialog = SettingsDialog(self._window, self._settings, analyst)
        dialog.changed.connect(self._apply)
        dialog.exec()

    def open_shortcuts(self) -> None:
        """Shows all keys, to be changed."""
        from annotator.qt.shell.shortcuts_dialog import ShortcutsDialog

        scheme = self._workspace.bridge.scheme if self._workspace else None
        dialog = ShortcutsDialog(self._window, self._settings.shortcuts, scheme)
        dialog.changed.connect(self.change_keys)
        dialog.exec()

    def change_keys(self, changed: dict[str, list[str]]) -> None:
        """Gives commands other keys from now on."""
        self._settings.shortcuts = changed
        self._apply_keys()
        self.save()

    def _apply_keys(self) -> None:
        commands.set_keys(self._made, self._settings.shortcuts)
        self._tell_sessions()
        commands.show_keys(self._window, self._made)

    def _tell_sessions(self) -> None:
        """Keys of commands set no values, and hints name them."""
        keys = {name: [key.toString() for key in made.shortcuts()] for name, made in self._made.items()}
        for page in self._texts:
            page.session.keys = keys

    def _apply(self) -> None:
        self._looks.apply()
        for page in self._texts:
            self._set_type(page)
        self.save()
        self.changed.emit()

    def _set_type(self, page: "Workspace | ReviewPage") -> None:
        view, settings = page.article.view, self._settings
        view.set_font_family(settings.font_family)
        view.set_font_size(settings.font_size)
        view.set_measure(settings.measure)
        view.set_airy(settings.airy)

    def _on_look(self, look: Theme) -> None:
        for page in self._texts:
            page.article.set_look(look)

    def _choose_look(self, name: str) -> None:
        self._settings.appearance = name
        self._apply()

    def _toggle_contrast(self) -> None:
        self._settings.high_contrast = not self._settings.high_contrast
        self._apply()

    def _resize(self, by: int) -> None:
        self._settings.font_size = max(SMALLEST, min(LARGEST, self._settings.font_size + by))
        self._apply()

    def _keep_size(self, points: int) -> None:
        if points != self._settings.font_size:
            self._settings.font_size = points
            self.save()

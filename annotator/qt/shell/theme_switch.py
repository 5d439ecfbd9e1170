"""Which look the program has now: as chosen in the settings, or as the desktop has it."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from annotator.project.settings import Settings
from annotator.qt.kit import theme
from annotator.qt.kit.theme import Theme


class ThemeSwitch(QObject):
    """Applies the look to the whole program, and follows the desktop while the settings say so."""

    changed = Signal(object)
    """The Look that everything has now."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.look: Theme | None = None
        self._application().styleHints().colorSchemeChanged.connect(self._on_desktop)

    def apply(self) -> None:
        """Does what the settings say."""
        chosen = self._settings.appearance
        if chosen in ("light", "dark"):
            theme.force(chosen == "dark")
            self._show(chosen == "dark")
        else:
            self._show(theme.system_is_dark())

    def stop(self) -> None:
        """Follows the desktop no longer: the window is closed."""
        self._application().styleHints().colorSchemeChanged.disconnect(self._on_desktop)

    def _on_desktop(self, scheme: Qt.ColorScheme) -> None:
        """The desktop has changed its mind, perhaps at sunset."""
        if self._settings.appearance not in ("light", "dark"):
            self._show(scheme == Qt.ColorScheme.Dark)

    def _show(self, dark: bool) -> None:
        look = Theme(dark, self._settings.high_contrast)
        if look != self.look:
            # Not twice: every widget there is would be styled again.
            theme.apply(self._application(), dark, look.high_contrast)
            self.look = look
            self.changed.emit(look)

    def _application(self) -> QApplication:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        return application

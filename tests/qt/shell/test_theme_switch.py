"""Which look the program has: the chosen one, or the desktop's."""

from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from annotator.project.settings import Settings
from annotator.qt.kit import theme
from annotator.qt.kit.theme import Theme
from annotator.qt.shell.theme_switch import ThemeSwitch

PAPER = {"#ffffff": "light", "#1e1f22": "dark", "#000000": "high contrast, dark"}


Make = Callable[[Settings], ThemeSwitch]


@pytest.fixture(autouse=True)
def light_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, dark=False)


@pytest.fixture
def looks_of() -> Iterator[Make]:
    """Looks of a window that is closed after the test."""
    made: list[ThemeSwitch] = []

    def make(settings: Settings) -> ThemeSwitch:
        made.append(ThemeSwitch(settings))
        return made[-1]

    yield make
    for looks in made:
        looks.stop()


def shown(qapp: QApplication) -> str:
    return PAPER[qapp.palette().color(QPalette.ColorRole.Base).name()]


def test_the_chosen_look_is_applied_once(qapp: QApplication, looks_of: Make) -> None:
    settings, seen = Settings(appearance="dark"), []
    looks = looks_of(settings)
    looks.changed.connect(seen.append)
    looks.apply()
    looks.apply()
    settings.high_contrast = True
    looks.apply()
    assert seen == [Theme(True), Theme(True, True)]
    assert shown(qapp) == "high contrast, dark"


def test_the_desktop_is_followed_while_the_program_runs(qapp: QApplication, looks_of: Make) -> None:
    looks = looks_of(Settings(appearance="system"))
    looks.apply()
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert (looks.look, shown(qapp)) == (Theme(True), "dark")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert (looks.look, shown(qapp)) == (Theme(False), "light")


def test_a_chosen_look_stays_whatever_the_desktop_does(qapp: QApplication, looks_of: Make) -> None:
    looks = looks_of(Settings(appearance="light"))
    looks.apply()
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert shown(qapp) == "light"

"""The two looks: contrast that can be read, and colours that come from the scheme."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.scheme import Colours, Label
from annotator.qt import appearance

BOTH = pytest.mark.parametrize("dark", [False, True])
ACTOR = Label("actor", "1", "solid", Colours("#052ba3", "#d7ddf0"), Colours("#7d85fd", "#2f3149"))
PAIRS = [
    (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
    (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
    (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
    (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
    (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
    (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
    (QPalette.ColorRole.Link, QPalette.ColorRole.Base),
]


@BOTH
@pytest.mark.parametrize("group", [QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive])
@pytest.mark.parametrize("pair", PAIRS)
def test_text_can_be_read_on_its_ground(
    dark: bool, group: QPalette.ColorGroup, pair: tuple[QPalette.ColorRole, QPalette.ColorRole]
) -> None:
    palette = appearance.palette(dark)
    front, ground = (palette.color(group, role) for role in pair)
    assert appearance.contrast(front, ground) >= 4.5


@BOTH
def test_dimmed_text_and_chips_can_be_read(dark: bool) -> None:
    look = appearance.Look(dark)
    assert appearance.contrast(look.quiet, look.base) >= 4.5
    assert appearance.contrast(appearance.ink_on(look.edge(ACTOR)), look.edge(ACTOR)) >= 4.5


@BOTH
def test_a_label_brings_its_own_colours(dark: bool) -> None:
    look = appearance.Look(dark)
    wanted = ACTOR.dark if dark else ACTOR.light
    assert (look.edge(ACTOR).name(), look.fill(ACTOR).name()) == (wanted.edge, wanted.fill)


def test_contrast_of_black_and_white_is_21() -> None:
    assert appearance.contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)


def test_applying_a_look_changes_palette_and_style(qapp: QApplication, qtbot: QtBot) -> None:
    appearance.apply(qapp, dark=True)
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == "#1e1f22"
    appearance.apply(qapp, dark=False)
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == "#ffffff"
    assert "@" not in qapp.styleSheet()


def test_asking_the_system_leaves_the_look_alone(qapp: QApplication) -> None:
    appearance.apply(qapp, dark=False)
    before = qapp.styleHints().colorScheme()
    assert appearance.system_is_dark() in (True, False)
    assert qapp.styleHints().colorScheme() == before

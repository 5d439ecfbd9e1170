"""The looks: contrast that can be read, and colours that come from the scheme."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.scheme import Colours, Label
from annotator.qt.kit import theme

BOTH = pytest.mark.parametrize("dark", [False, True])
HIGH = pytest.mark.parametrize("high", [False, True])
ACTOR = Label("actor", "1", "solid", Colours("#052ba3", "#d7ddf0"), Colours("#7d85fd", "#2f3149"))
WEAK = Label("weak", "2", "dash", Colours("#c58040", "#e0a060"), Colours("#905030", "#a08060"))
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
@HIGH
@pytest.mark.parametrize("group", [QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive])
@pytest.mark.parametrize("pair", PAIRS)
def test_text_can_be_read_on_its_ground(
    dark: bool, high: bool, group: QPalette.ColorGroup, pair: tuple[QPalette.ColorRole, QPalette.ColorRole]
) -> None:
    palette = theme.palette(dark, high)
    front, ground = (palette.color(group, role) for role in pair)
    assert theme.contrast(front, ground) >= (7 if high else 4.5)


@BOTH
def test_dimmed_text_and_chips_can_be_read(dark: bool) -> None:
    look = theme.Theme(dark)
    assert theme.contrast(look.quiet, look.base) >= 4.5
    assert theme.contrast(theme.ink_on(look.edge(ACTOR)), look.edge(ACTOR)) >= 4.5


@BOTH
def test_a_label_brings_its_own_colours(dark: bool) -> None:
    look = theme.Theme(dark)
    wanted = ACTOR.dark if dark else ACTOR.light
    assert (look.edge(ACTOR).name(), look.fill(ACTOR).name()) == (wanted.edge, wanted.fill)


@BOTH
@pytest.mark.parametrize("label", [ACTOR, WEAK])
def test_in_high_contrast_edges_text_and_chips_keep_seven_to_one(dark: bool, label: Label) -> None:
    look = theme.Theme(dark, high_contrast=True)
    edge, fill, ink = look.edge(label), look.fill(label), theme.ink_on(look.edge(label))
    pairs = [
        (edge, look.base),
        (look.text, fill),
        (ink, edge),
        (look.line, look.base),
        (look.quiet, look.base),
    ]
    assert min(theme.contrast(*pair) for pair in pairs) >= 7


@BOTH
@HIGH
def test_a_palette_tells_which_look_it_belongs_to(dark: bool, high: bool) -> None:
    assert theme.theme_of(theme.palette(dark, high)) == theme.Theme(dark, high)


def test_contrast_of_black_and_white_is_21() -> None:
    assert theme.contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)


def test_applying_a_look_changes_palette_and_style(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, dark=True)
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == "#1e1f22"
    theme.apply(qapp, dark=False)
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == "#ffffff"
    assert "@" not in qapp.styleSheet()


def test_every_name_in_the_style_sheets_is_known(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, dark=True, high_contrast=True)
    assert "@" not in qapp.styleSheet()
    theme.apply(qapp, dark=False)

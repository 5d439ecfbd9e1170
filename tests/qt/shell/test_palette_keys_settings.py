"""The palette, the cheat sheet and the settings, each by itself."""

from collections.abc import Iterator

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.project.settings import Settings
from annotator.qt.kit import commands
from annotator.qt.shell.keys_dialog import Group, KeysDialog, groups
from annotator.qt.shell.palette import Entry, PaletteDialog, command_entries, label_entries
from annotator.qt.shell.settings_dialog import SettingsDialog
from tests.making import scheme_of

CLAIM = {
    "name": "claim",
    "key": "c",
    "attribute": [{"name": "kind", "type": "choice", "values": ["cut", "use"]}],
}
SCHEME = scheme_of(CLAIM)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1440, 900)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def made(window: QWidget) -> dict[str, QAction]:
    return commands.build(window, {command.name: lambda: None for command in commands.COMMANDS})


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def palette(window: QWidget, done: list[str]) -> Iterator[PaletteDialog]:
    entries = [
        Entry("search", "Go", "Search", "Ctrl+F", "", lambda: done.append("search")),
        Entry(
            "unsure", "Edit", "Mark unsure", "U", "needs a selected annotation", lambda: done.append("unsure")
        ),
        Entry("export", "File", "Export a dataset", "Ctrl+E", "", lambda: done.append("export")),
    ]
    dialog = PaletteDialog(window, entries, ["export"])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    yield dialog
    dialog.close()


def field(palette: PaletteDialog) -> QLineEdit:
    return palette.findChild(QLineEdit, "paletteField")


def test_arrows_choose_and_return_runs(palette: PaletteDialog, done: list[str]) -> None:
    assert [entry.name for entry in palette.shown] == ["export", "search", "unsure"]
    QTest.keyClick(field(palette), Qt.Key.Key_Down)
    QTest.keyClick(field(palette), Qt.Key.Key_Return)
    QTest.qWait(10)
    assert (done, palette.isVisible()) == (["search"], False)


def test_what_lacks_something_is_not_run(palette: PaletteDialog, done: list[str]) -> None:
    QTest.keyClicks(field(palette), "mark")
    QTest.keyClick(field(palette), Qt.Key.Key_Return)
    QTest.qWait(10)
    assert (done, palette.isVisible()) == ([], True)


def test_return_on_an_empty_list_does_nothing(palette: PaletteDialog, done: list[str]) -> None:
    QTest.keyClicks(field(palette), "zebra")
    QTest.keyClick(field(palette), Qt.Key.Key_Return)
    assert (done, palette.shown) == ([], [])


def test_entries_tell_what_a_command_lacks(made: dict[str, QAction]) -> None:
    commands.enable(made, frozenset({commands.PROJECT, commands.WRITABLE}))
    made["undo"].setEnabled(False)
    lacks = {entry.name: entry.lacks for entry in command_entries(made, frozenset({commands.WRITABLE}))}
    assert [lacks[name] for name in ("search", "undo", "delete")] == [
        "",
        "nothing to do now",
        "needs a selected annotation",
    ]


def test_a_label_of_the_palette_tags(done: list[str]) -> None:
    (entry,) = label_entries(SCHEME.labels, "", done.append)
    entry.run()
    assert (entry.text, entry.keys, done) == ("Tag as claim", "C", ["claim"])


def test_the_cheat_sheet_tells_present_keys_of_commands_and_scheme(made: dict[str, QAction]) -> None:
    commands.set_keys(made, {"search": ["Ctrl+F3"], "unsure": ["U"]})
    rows = {group.title: dict(group.rows) for group in groups(made, SCHEME)}
    assert rows["Tag"]["C"] == "tag the selection as claim, or relabel"
    assert rows["Go somewhere"]["Ctrl+F3"] == "Search"
    assert rows["Selected claim"] == {"T": "kind: cut", "S": "kind: use"}, "C tags, U is a command"


def test_what_is_no_key_is_passed_over(made: dict[str, QAction]) -> None:
    commands.set_keys(made, {"search": ["", "Rubbish+Nonsense", "Ctrl+F3"], "no such command": ["F4"]})
    assert commands.shown_keys(made["search"]) == "Ctrl+F3"


def test_without_a_project_there_are_no_keys_of_a_scheme(made: dict[str, QAction]) -> None:
    assert groups(made, None)[0].title == "Move in the text"


def test_every_key_stands_on_the_cheat_sheet(made: dict[str, QAction]) -> None:
    shown = " or ".join(keys for group in groups(made, None) for keys, _ in group.rows).split(" or ")
    assert {key for command in commands.COMMANDS for key in command.keys} <= set(shown)


def test_a_filter_keeps_the_rows_that_hold_all_words() -> None:
    group = Group("Tag", (("1", "tag as actor"), ("2", "tag as claim")))
    assert [group.filtered(typed).rows for typed in ("ACTOR 1", "tag", "actor 2")] == [
        group.rows[:1],
        group.rows,
        (),
    ]


@pytest.mark.parametrize(("size", "columns"), [((1440, 900), 2), ((900, 600), 1)])
def test_the_cheat_sheet_has_two_columns_where_there_is_room(
    window: QWidget, made: dict[str, QAction], size: tuple[int, int], columns: int
) -> None:
    window.resize(*size)
    dialog = KeysDialog(window, made, SCHEME)
    dialog.show()
    assert (dialog.columns, dialog.width() < size[0], dialog.height() < size[1]) == (columns, True, True)


def test_settings_are_written_as_they_are_changed(window: QWidget, qtbot: QtBot) -> None:
    settings = Settings()
    dialog = SettingsDialog(window, settings, "kim")
    with qtbot.waitSignals([dialog.changed] * 5):
        dialog.look.setCurrentIndex(dialog.look.findData("dark"))
        dialog.contrast.setChecked(True)
        dialog.points.setValue(17)
        dialog.measure.setValue(85)
        dialog.distance.setCurrentIndex(1)
    assert settings == Settings("", [], "dark", True, "", 17, 85, True)


def test_a_name_that_cannot_be_one_is_not_taken(window: QWidget) -> None:
    settings = Settings(analyst="anna")
    dialog = SettingsDialog(window, settings, "")
    dialog.analyst.setText("gold")
    assert (settings.analyst, dialog.fault.text()) == (
        "anna",
        "'gold' is a reserved word, not an analyst's name.",
    )
    dialog.analyst.setText("kim")
    assert settings.analyst == "kim"

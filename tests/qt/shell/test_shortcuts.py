"""Keys of commands: what can be given, what it is taken from, what is noted."""

from collections.abc import Iterator

import pytest

pytest.importorskip("PySide6")

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.qt.kit.commands import COMMANDS, Command
from annotator.qt.shell import shortcuts
from annotator.qt.shell.shortcuts_dialog import ShortcutsDialog
from tests.making import scheme_of

pytestmark = pytest.mark.usefixtures("qapp")  # Qt asks the platform which keys move a caret.

SCHEME = scheme_of(
    {"name": "claim", "key": "2", "attribute": [{"name": "kind", "type": "choice", "values": ["fact"]}]}
)


def command(name: str) -> Command:
    return next(one for one in COMMANDS if one.name == name)


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("search", "Ctrl+F3", ""),
        ("search", "Ctrl+K", ""),
        ("search", "k", "A letter alone would be missing when one types. Add Ctrl or Alt."),
        ("search", "Shift+K", "A letter alone would be missing when one types. Add Ctrl or Alt."),
        ("unsure", "k", ""),
        ("unsure", "2", "This key tags as claim."),
        ("unsure", "Ctrl+Right", "This key moves in the text, selects or copies there."),
        ("unsure", "Ctrl+A", "This key moves in the text, selects or copies there."),
        ("unsure", "Esc", "This key moves in the text, selects or copies there."),
        ("unsure", "", "Press a key, alone or with Ctrl, Alt or Shift."),
    ],
)
def test_some_keys_no_command_may_have(name: str, key: str, expected: str) -> None:
    assert shortcuts.obstacle(key, command(name), SCHEME) == expected


@pytest.mark.parametrize("one", COMMANDS, ids=lambda one: one.name)
def test_the_usual_keys_could_all_be_given(one: Command) -> None:
    assert [shortcuts.obstacle(key, one, None) for key in one.keys] == [""] * len(one.keys)
    assert [shortcuts.holders(key, {}, one) for key in one.keys] == [[]] * len(one.keys)


def test_a_given_key_is_taken_from_who_had_it_and_only_differences_are_noted() -> None:
    changed = shortcuts.give(command("search"), ["Ctrl+Y"], {})
    assert changed == {"search": ["Ctrl+Y"], "redo": ["Ctrl+Shift+Z"]}
    assert shortcuts.holders("Ctrl+Y", changed, command("redo")) == [command("search")]
    back = shortcuts.give(command("redo"), command("redo").keys, changed)
    assert back == {"search": []}


def test_a_key_of_a_value_is_named() -> None:
    assert shortcuts.value_of("f", SCHEME) == "claim kind: fact"
    assert shortcuts.value_of("f", None) == ""


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[ShortcutsDialog]:
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    made = ShortcutsDialog(window, {}, SCHEME)
    made.show()
    yield made
    made.close()


def record(dialog: ShortcutsDialog, name: str, key: str) -> str:
    dialog.choose(name)
    dialog.recorder.setKeySequence(key)
    return dialog.verdict.text()


def test_the_dialog_says_what_a_key_is_taken_from(dialog: ShortcutsDialog) -> None:
    assert record(dialog, "search", "Ctrl+F3") == "This key is free."
    assert record(dialog, "search", "F4") == "This key is taken from “Next unfinished article”."
    assert record(dialog, "unsure", "F") == "This key is taken from the scheme’s claim kind: fact."


def test_the_dialog_gives_adds_and_resets(dialog: ShortcutsDialog) -> None:
    seen: list[dict[str, list[str]]] = []
    dialog.changed.connect(seen.append)
    record(dialog, "search", "Ctrl+F3")
    dialog.take()
    record(dialog, "search", "Ctrl+F7")
    dialog.add()
    dialog.reset()
    record(dialog, "undo", "Ctrl+F9")
    dialog.take()
    dialog.reset_all()
    assert seen == [
        {"search": ["Ctrl+F3"]},
        {"search": ["Ctrl+F3", "Ctrl+F7"]},
        {},
        {"undo": ["Ctrl+F9"]},
        {},
    ]

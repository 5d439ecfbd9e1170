"""Finding an entry by typing: in the details of an annotation, and in a pop-up."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QToolButton

from annotator.domain.actor import Actor
from annotator.domain.registry import Registry
from annotator.domain.scheme import Attribute
from annotator.qt.kit.actor_field import ActorChoice, ActorField, Asked, Chosen, choose_actor
from tests.dialogs import visiting

REGISTRY = Registry(
    [
        Actor("kp", "North Korea", "state", ("DPRK",), ("Pyongyang",)),
        Actor("no", "Norway", "state"),
        Actor("old", "Norge", merged_into="no"),
    ]
)
Key = Qt.Key
Made = tuple[ActorField, list[Any], list[str]]


def field(qtbot: Any, value: str | None, offers_new: bool = True) -> Made:
    """The field, what it told, and the new entries that it asked for."""
    told: list[Any] = []
    new: list[str] = []
    made = ActorField(
        Attribute("actor", "registry"), value, lambda *said: told.append(said), lambda: REGISTRY, offers_new
    )
    made.newWanted.connect(new.append)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.line.setFocus()
    return made, told, new


@pytest.mark.parametrize(
    ("value", "text", "about"),
    [
        (None, "", ""),
        ("kp", "North Korea", "state"),
        ("old", "Norway", "state"),
        ("elsewhere", "elsewhere", "elsewhere is not in the registry"),
    ],
)
def test_an_entry_is_shown_by_its_name_and_what_is_none_as_it_is(
    qtbot: Any, value: str | None, text: str, about: str
) -> None:
    made, _, _ = field(qtbot, value)
    assert (made.line.text(), made.about) == (text, about)


def test_return_takes_the_first_that_fits(qtbot: Any) -> None:
    made, told, _ = field(qtbot, "no")
    made.line.selectAll()
    QTest.keyClicks(made.line, "pyong")
    QTest.keyClick(made.line, Key.Key_Return)
    assert (told, made.line.text(), made.about) == ([("actor", "kp")], "North Korea", "state")


def test_an_emptied_line_means_no_actor(qtbot: Any) -> None:
    made, told, _ = field(qtbot, "no")
    made.line.selectAll()
    QTest.keyClick(made.line, Key.Key_Delete)
    QTest.keyClick(made.line, Key.Key_Return)
    assert (told, made.about) == ([("actor", None)], "")


def test_what_fits_nothing_is_offered_as_a_new_entry(qtbot: Any) -> None:
    made, told, new = field(qtbot, None)
    QTest.keyClicks(made.line, "Orontes")
    QTest.keyClick(made.line, Key.Key_Return)
    assert (told, new, made.line.text()) == ([], ["Orontes"], "")


def test_without_that_offer_it_is_told_as_it_is(qtbot: Any) -> None:
    made, told, _ = field(qtbot, None, offers_new=False)
    QTest.keyClicks(made.line, "Orontes")
    QTest.keyClick(made.line, Key.Key_Return)
    assert (told, made.about) == ([("actor", "Orontes")], "Orontes is not in the registry")


def test_leaving_and_escape_choose_nothing(qtbot: Any) -> None:
    made, told, _ = field(qtbot, "no")
    QTest.keyClicks(made.line, "x")
    QTest.keyClick(made.line, Key.Key_Escape)
    assert made.line.text() == "Norway"
    QTest.keyClicks(made.line, "x")
    made.line.completer().popup().hide()
    made.line.clearFocus()
    assert (made.line.text(), told) == ("Norway", [])


def test_suggestions_are_chosen_in_the_popup(qtbot: Any) -> None:
    made, told, _ = field(qtbot, None)
    QTest.keyClicks(made.line, "nor")
    popup = made.line.completer().popup()
    shown = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    assert shown == ["North Korea  –  state", "Norway  –  state", "New entry “nor”"]
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    assert (told, made.line.text()) == ([("actor", "no")], "Norway")


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ([Key.Key_Return], Chosen("kp")),
        ([Key.Key_Down, Key.Key_Return], Chosen("no")),
        ([Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Return], Chosen("", "nor", "group")),
        ([*[Key.Key_Down] * 9, Key.Key_Right, Key.Key_Return], Chosen("", "nor", "person")),
        (
            [*[Key.Key_Down] * 2, Key.Key_Left, Key.Key_Left, Key.Key_Return],
            Chosen("", "nor", "international organisation"),
        ),
        ([*[Key.Key_Down] * 2, Key.Key_X, Key.Key_Return], Chosen("", "x", "group")),
        ([Key.Key_Down, Key.Key_Up, Key.Key_Return], Chosen("kp")),
        ([Key.Key_Escape], None),
    ],
)
def test_an_actor_is_chosen_in_a_dialog(qtbot: Any, keys: list[Qt.Key], chosen: Chosen | None) -> None:
    def type_(dialog: QDialog) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or dialog, key)

    with visiting(QDialog, type_):
        assert choose_actor(None, REGISTRY, Asked("nor", lambda _: "group")) == chosen


def test_for_a_pronoun_the_nearest_are_offered_and_no_entry_of_its_name(qtbot: Any) -> None:
    dialog = ActorChoice(None, REGISTRY, Asked("no", lambda _: "group", ["no", "gone"]))
    qtbot.addWidget(dialog)
    rows = dialog.list.model()
    assert [rows.index(row, 0).data() for row in range(rows.rowCount())] == ["Norway  –  state"]
    QTest.keyClicks(dialog.line, "q")
    assert [rows.index(row, 0).data() for row in range(rows.rowCount())] == ["New “q” as ‹ group ›"]


def test_the_type_of_an_entry_is_mended_where_it_stands(qtbot: Any) -> None:
    made, _, _ = field(qtbot, "no")
    wanted: list[tuple[str, str]] = []
    made.typeWanted.connect(lambda *said: wanted.append(said))
    button = made.findChild(QToolButton, "entryType")
    next(entry for entry in button.menu().actions() if entry.text() == "body").trigger()
    assert wanted == [("no", "body")]

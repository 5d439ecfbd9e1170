"""N says whom words mean: known ones are taken, new ones are named as they were typed, roles become nobody's alias."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from annotator.domain.actor import Actor
from annotator.qt.kit.actor_field import ActorChoice
from tests.dialogs import visiting
from tests.journeys.conftest import Analyst, Key
from tests.making import project_with

STORY = (
    "Norway waits\n\nThe Norwegian foreign minister said Norway would pay. “We will,” Ingrid Solvang added. "
    "He left. The Harbour Commission of Norsund kept silent."
)


@pytest.fixture
def kim(tmp_path: Path, open_analyst: Callable[..., Analyst]) -> Analyst:
    project = project_with(tmp_path, STORY, analyst="kim")
    project.close()
    return open_analyst(project.path, "kim")


def entry_of(analyst: Analyst, words: str) -> Actor:
    session = analyst.window.workspace.session
    one = next(one for one in session.annotations if session.text_of(one) == words)
    entry = session.registry.entry(one.attributes["actor"])
    assert entry is not None
    return entry


def name_as(analyst: Analyst, typed: str, *keys: Key) -> None:
    """Presses N and answers the question by typing."""

    def answer(dialog: ActorChoice) -> None:
        QTest.keyClicks(dialog.line, typed)
        for key in (*keys, Key.Key_Return):
            QTest.keyClick(dialog.line, key)

    with visiting(ActorChoice, answer):
        QTest.keyClick(analyst.text, Key.Key_N)
    analyst.window.activateWindow()
    analyst.wait_until_saved()
    assert analyst.text.hasFocus()


def test_a_person_named_by_role_then_by_name(kim: Analyst) -> None:
    kim.tag("The Norwegian foreign minister", Key.Key_1)
    name_as(kim, "Ingrid Solvang")
    entry = entry_of(kim, "The Norwegian foreign minister")
    assert (entry.name, entry.type, entry.aliases) == ("Ingrid Solvang", "person", ())
    kim.make("Ingrid Solvang", Key.Key_1)
    assert entry_of(kim, "Ingrid Solvang") == entry
    kim.tag("He", Key.Key_1)
    kim.press(Key.Key_N)
    assert entry_of(kim, "He") == entry


def test_a_body_is_guessed_and_the_type_is_turned_by_the_arrows(kim: Analyst) -> None:
    kim.tag("The Harbour Commission of Norsund", Key.Key_1)
    kim.press(Key.Key_N)
    assert entry_of(kim, "The Harbour Commission of Norsund").type == "body"
    kim.tag("The Norwegian foreign minister", Key.Key_1)
    name_as(kim, "Ingrid Solvang", Key.Key_Right)
    assert entry_of(kim, "The Norwegian foreign minister").type == "state"


def test_name_and_type_are_mended_in_the_details_and_undo_takes_that_back(kim: Analyst, qtbot: Any) -> None:
    kim.tag("Ingrid Solvang", Key.Key_1)
    kim.press(Key.Key_N)
    kim.wait_until_saved()
    button = kim.window.workspace.details.findChild(QToolButton, "entryType")
    assert button.text() == "person"
    next(entry for entry in button.menu().actions() if entry.text() == "body").trigger()
    kim.wait_until_saved()
    assert entry_of(kim, "Ingrid Solvang").type == "body"
    qtbot.waitUntil(lambda: kim.window.workspace.details.findChild(QToolButton, "entryType").text() == "body")
    kim.command("undo")
    assert entry_of(kim, "Ingrid Solvang").type == "person"


def test_a_second_press_asks_again(kim: Analyst) -> None:
    kim.tag("Ingrid Solvang", Key.Key_1)
    kim.press(Key.Key_N)
    name_as(kim, "Norw")
    assert entry_of(kim, "Ingrid Solvang").name == "Norway"

"""On a disk that takes its time everything happens as on a quick one, in the order in which it was asked for."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project import annotating, submitting
from annotator.qt.kit.tasks import Writer
from tests.making import as_analyst, project_with

from .conftest import CTRL, NONE, NORSUND, SHIFT, Analyst, Key


@pytest.fixture(autouse=True)
def slow_disk(slow_writer: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each write takes 200 ms."""
    monkeypatch.setattr(Writer, "delay", 0.2)


def type_ahead(analyst: Analyst, *keys: Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    """Presses keys without waiting for anything."""
    for key in keys:
        pressed, held = key if isinstance(key, tuple) else (key, NONE)
        QTest.keyClick(QApplication.focusWidget(), pressed, held)


def starts(analyst: Analyst) -> list[int]:
    return [one.start for one in analyst.window.workspace.session.annotations]


def places(analyst: Analyst, words: str) -> list[int]:
    text = analyst.text.text
    return [at for at in range(len(text)) if text.startswith(words, at)]


def test_an_equal_mention_is_rejected_however_long_saving_takes(desk: Analyst) -> None:
    desk.select("Norway")
    type_ahead(desk, Key.Key_1, Key.Key_Space, Key.Key_Return, Key.Key_Delete)
    desk.wait_until_saved()
    first, second, _rejected, fourth = places(desk, "Norway")
    assert starts(desk) == [first, second]
    type_ahead(desk, Key.Key_M)
    desk.wait_until_saved()
    assert starts(desk) == [first, second, fourth]


def test_each_key_may_be_waited_for_as_well(desk: Analyst) -> None:
    desk.tag("Norway", Key.Key_1)
    for key in (Key.Key_Space, Key.Key_Return, Key.Key_Delete, Key.Key_M):
        desk.press(key)
    first, second, _rejected, fourth = places(desk, "Norway")
    assert starts(desk) == [first, second, fourth]


def test_what_was_just_tagged_is_deleted_by_the_next_key(desk: Analyst) -> None:
    """The command is not enabled yet when its key is pressed."""
    desk.select("Sweden")
    type_ahead(desk, Key.Key_1, Key.Key_Delete)
    desk.wait_until_saved()
    assert desk.marked() == []


def test_undo_takes_back_what_was_still_on_its_way(desk: Analyst) -> None:
    desk.select("Sweden")
    type_ahead(desk, Key.Key_1, (Key.Key_Z, CTRL), (Key.Key_Y, CTRL), Key.Key_U)
    desk.wait_until_saved()
    (one,) = desk.window.workspace.session.annotations
    assert (desk.marked(), one.unsure) == ([("actor", "Sweden")], True)


def test_keys_after_the_change_of_article_count_there(desk: Analyst) -> None:
    desk.select("Sweden")
    type_ahead(desk, Key.Key_1, (Key.Key_PageDown, CTRL), Key.Key_1)
    desk.wait_until_saved()
    assert (desk.window.workspace.session.key, desk.marked()) == (2, [("actor", "Norway")])


def test_what_is_typed_ahead_goes_to_the_field_that_a_key_leads_to(desk: Analyst) -> None:
    desk.select("Sweden")
    type_ahead(desk, Key.Key_1, (Key.Key_F, CTRL), Key.Key_M, Key.Key_A)
    desk.wait_until_saved()
    assert desk.window.workspace.articles.search.text() == "ma"


def test_typing_in_a_text_field_is_not_held_up(desk: Analyst) -> None:
    desk.select("Sweden")
    type_ahead(desk, Key.Key_1)
    search = desk.window.workspace.articles.search
    QTest.keyClicks(search, "oslo")
    assert (search.text(), desk.marked()) == ("oslo", [])


def test_a_click_waits_its_turn(desk: Analyst) -> None:
    desk.tag("Norway", Key.Key_1)
    place = desk.place_of("Norway")
    desk.select("Sweden")
    type_ahead(desk, Key.Key_1)
    QTest.mouseClick(desk.text.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    type_ahead(desk, Key.Key_U)
    desk.wait_until_saved()
    assert [one.unsure for one in desk.window.workspace.session.annotations] == [True, False]


def test_a_key_that_is_held_down_waits_once(desk: Analyst) -> None:
    desk.select("Sweden")
    type_ahead(desk, Key.Key_1)
    before = desk.text.caret
    for _ in range(50):
        held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Right, NONE, "", True)
        QApplication.sendEvent(desk.text, held)
    desk.wait_until_saved()
    assert desk.text.caret <= before + 1


def test_what_was_typed_ahead_is_done_before_the_window_closes(open_analyst: Any, desk: Analyst) -> None:
    desk.select("Sweden")
    path = desk.window.workspace.bridge.path
    type_ahead(desk, Key.Key_1, Key.Key_U, (Key.Key_4, SHIFT))
    desk.window.close()
    again = open_analyst(path)
    (one,) = again.window.workspace.session.annotations
    assert (again.marked(), one.unsure) == ([("sanction", "Sweden")], True)


def test_mentions_without_an_entry_are_worked_off_ahead(desk: Analyst, qtbot: Any) -> None:
    for words in ("Ingrid Solvang", "Belgrave Line"):
        desk.make(words, Key.Key_1)
    desk.press(Key.Key_F6)
    panel = desk.widget("actorsPanel")
    qtbot.waitUntil(lambda: not panel.busy)
    panel.mentions.to_list()
    assert panel.mentions.model.rowCount() == 2
    type_ahead(desk, Key.Key_N, Key.Key_N)
    desk.wait_until_saved()
    registry = desk.window.workspace.bridge.reader.registry
    assert [len(registry.named(words)) for words in ("Ingrid Solvang", "Belgrave Line")] == [1, 1]


def test_cases_of_a_review_are_decided_ahead(open_analyst: Any, tmp_path: Path, qtbot: Any) -> None:
    with project_with(tmp_path, NORSUND) as project:
        for name, label in (("anna", "actor"), ("ben", "claim")):
            as_analyst(project, name)
            for words in ("Norway", "Sweden", "Belgrave"):
                start = NORSUND.index(words)
                annotating.add(project, 1, start, start + len(words), label)
            submitting.set_status(project, 1, "done")
    rita = open_analyst(project.path, "rita")
    rita.press(Key.Key_F2)
    page = rita.window.pages.review
    qtbot.waitUntil(lambda: not page.queue.model.busy)
    page.article.view.setFocus()
    type_ahead(rita, Key.Key_1, Key.Key_2, Key.Key_0)
    rita.wait_until_saved()
    assert [one.label for one in page.session.annotations] == ["actor", "claim"]


def test_a_click_into_a_text_field_does_not_overtake_the_keys_before_it(desk: Analyst) -> None:
    desk.select("Sweden")
    type_ahead(desk, Key.Key_1, Key.Key_U)
    search = desk.window.workspace.articles.search
    QTest.mouseClick(search, Qt.MouseButton.LeftButton)
    type_ahead(desk, Key.Key_M, Key.Key_A)
    desk.wait_until_saved()
    (one,) = desk.window.workspace.session.annotations
    assert (one.unsure, search.text()) == (True, "ma")

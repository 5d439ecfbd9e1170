"""A click puts the caret, keys act on words: nothing is relabelled by accident, and no key dies after a click."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from tests.journeys.conftest import ALT, CTRL, SHIFT, Analyst, Key
from tests.making import project_with

CLAIM = "Norway said Norway would pay"
LONG = "Norway waits\n\n" + "\n".join(f"Norway said line {number} would hold." for number in range(200))


@pytest.fixture
def claimed(desk: Analyst) -> Analyst:
    """A sentence is a claim, and nothing is held any more."""
    desk.tag(CLAIM, Key.Key_2)
    desk.press(Key.Key_Escape)
    return desk


def middle(analyst: Analyst, words: str, nth: int = 0) -> None:
    """Clicks into the middle of some words."""
    start = -1
    for _ in range(nth + 1):
        start = analyst.text.text.index(words, start + 1)
    analyst.text.set_caret(start + len(words) // 2)
    analyst.click(analyst.text.cursorRect().center())


def test_a_click_on_a_name_inside_a_claim_and_the_actors_key_make_an_actor_inside_it(
    claimed: Analyst,
) -> None:
    middle(claimed, "Norway", nth=2)
    claimed.press(Key.Key_1)
    assert claimed.marked() == [("claim", CLAIM), ("actor", "Norway")]
    assert claimed.selected == "Norway"


def test_a_click_on_a_word_that_is_no_unit_of_the_label_changes_nothing(claimed: Analyst) -> None:
    middle(claimed, "would")
    claimed.press(Key.Key_4)
    assert claimed.marked() == [("claim", CLAIM)]


def test_what_a_click_went_into_is_set_by_letters_and_deleted(claimed: Analyst) -> None:
    middle(claimed, "would")
    session = claimed.window.workspace.session
    claimed.press(Key.Key_F)
    assert session.current.attributes["kind"] == "fact"
    claimed.press(Key.Key_Delete)
    assert claimed.marked() == []


@pytest.mark.parametrize("hold", ["walk", "list", "second click", "just made"])
def test_what_is_held_is_relabelled_with_a_notice_that_takes_it_back(desk: Analyst, hold: str) -> None:
    desk.tag("Norway said", Key.Key_2)
    if hold != "just made":
        desk.press(Key.Key_Escape)
    if hold == "walk":
        desk.press(Key.Key_Home, CTRL)
        desk.press(Key.Key_Tab)
    elif hold == "list":
        rows = desk.widget("annotationList")
        rows.setFocus()
        rows.selectRow(0)
        desk.text.setFocus()
    elif hold == "second click":
        middle(desk, "said")
        place = desk.text.cursorRect().center()
        desk.click(place)
    desk.press(Key.Key_4)
    assert desk.marked() == [("sanction", "Norway said")]
    assert "Relabelled claim → sanction" in desk.window.notice.text
    desk.press(Key.Key_Z, CTRL)
    assert desk.marked() == [("claim", "Norway said")]


def test_ctrl_and_arrows_walk_right_after_tagging_and_alt_and_arrows_stop_at_the_paragraph(
    desk: Analyst,
) -> None:
    desk.tag("waits", Key.Key_1)
    desk.press(Key.Key_Right, ALT, times=3)
    desk.press(Key.Key_Right, ALT | CTRL, times=3)
    assert desk.selected == "waits"
    desk.press(Key.Key_Right, CTRL)
    assert (desk.selected, desk.marked()) == ("", [("actor", "waits")])


TYPED = (QLineEdit, QTextEdit, QAbstractSpinBox)


def on_the_page(analyst: Analyst) -> list[QWidget]:
    """Whatever can be clicked beside the text without being typed in, buttons that act at once apart."""
    page = analyst.window.workspace
    return [
        part
        for part in page.findChildren(QWidget)
        if part.isVisible()
        and part.isEnabled()
        and part.focusPolicy() & Qt.FocusPolicy.ClickFocus
        and not isinstance(part, TYPED)
        and part is not analyst.text
    ]


def test_no_button_or_box_of_the_page_takes_the_keyboard_by_a_click(claimed: Analyst) -> None:
    middle(claimed, "would")
    claimed.wait_until_saved()
    takers = [part for part in on_the_page(claimed) if isinstance(part, QAbstractButton | QComboBox)]
    assert takers == []


def test_letters_count_wherever_nothing_is_typed(claimed: Analyst) -> None:
    session = claimed.window.workspace.session
    for part in on_the_page(claimed):
        middle(claimed, "would")
        session.set_attribute("kind", None)
        claimed.wait_until_saved()
        part.setFocus()
        if QApplication.focusWidget() is not part:
            continue
        QTest.keyClick(part, Key.Key_F)
        claimed.wait_until_saved()
        assert session.current is not None, part
        assert session.current.attributes.get("kind") == "fact", (part, part.objectName())
        QTest.keyClick(part, Key.Key_U)
        claimed.wait_until_saved()
        assert session.current.unsure, (part, part.objectName())
        QTest.keyClick(part, Key.Key_U)


def test_a_value_that_is_clicked_leaves_the_keyboard_in_the_text(claimed: Analyst) -> None:
    middle(claimed, "would")
    claimed.wait_until_saved()
    values = claimed.window.workspace.details.findChildren(QAbstractButton, "value")
    threat = next(one for one in values if one.property("value") == "threat")
    QTest.mouseClick(threat, Qt.MouseButton.LeftButton)
    claimed.wait_until_saved()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_U)
    claimed.wait_until_saved()
    session = claimed.window.workspace.session
    assert (session.current.attributes["kind"], session.current.unsure) == ("threat", True)


def test_typing_in_the_search_field_is_typing(claimed: Analyst) -> None:
    middle(claimed, "would")
    field = claimed.widget("searchField")
    field.setFocus()
    QTest.keyClicks(field, "lun1")
    assert (field.text(), claimed.marked()) == ("lun1", [("claim", CLAIM)])


def test_tagging_never_scrolls_and_walking_scrolls_by_what_is_needed(
    tmp_path: Path, open_analyst: Callable[..., Analyst]
) -> None:
    project = project_with(tmp_path, LONG, analyst="kim")
    project.close()
    kim = open_analyst(project.path, "kim")
    view = kim.text
    bar, line = view.verticalScrollBar(), view._metrics.line_height
    start = LONG.index("line 60")
    view.scroll_to_top(start)
    bar.setValue(bar.value() + round(view._metrics.line_height / 3))  # The first line is partly out of view.
    kim.wait_until_saved()
    before = bar.value()
    top = view.top
    word = LONG.index("Norway", top)
    view.set_caret(word + 2, scroll=False)
    bar.setValue(before)
    kim.press(Key.Key_1)
    assert (kim.selected, bar.value()) == ("Norway", before)
    kim.press(Key.Key_M, SHIFT)
    bar.setValue(before + round(line))  # It is out of view now, above.
    view.reveal(word, word + 6)
    assert before - 2 * line < bar.value() <= before
    below = LONG.index("line 150")
    shown = bar.value()
    view.reveal(below, below + 4)
    bottom = view._line_top(below) + line - view.viewport().height()
    assert bottom <= bar.value() <= bottom + line + 1
    assert bar.value() > shown

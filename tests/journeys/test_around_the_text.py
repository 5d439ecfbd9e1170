"""Around the text: entries of the registry, comments, the guideline, the pages."""

from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from .conftest import CTRL, NORSUND, SHIFT, Analyst, Key

# The registry


def entry_of(analyst: Analyst, words: str) -> Any:
    """The registry entry that the annotation on the words points to."""
    session = analyst.window.workspace.session
    one = next(a for a in session.annotations if session.text_of(a) == words)
    return session.registry.entry(one.attributes.get("actor", ""))


def test_n_makes_an_entry_and_k_an_alias_of_it(desk: Analyst) -> None:
    desk.tag("Belgrave Line", Key.Key_1)
    desk.press(Key.Key_N)
    assert entry_of(desk, "Belgrave Line").name == "Belgrave Line"
    desk.tag("Belgrave", Key.Key_2)
    desk.press(Key.Key_1)
    desk.press(Key.Key_K)
    entry = entry_of(desk, "Belgrave")
    assert (entry.name, entry.aliases) == ("Belgrave Line", ("Belgrave",))


def test_k_points_a_pronoun_to_the_nearest_person_before_it_and_makes_no_alias(desk: Analyst) -> None:
    desk.tag("Ingrid Solvang", Key.Key_1)
    desk.press(Key.Key_N)
    desk.press(Key.Key_M, SHIFT)
    desk.make("Norway", Key.Key_1)
    desk.tag("She", Key.Key_1)
    desk.press(Key.Key_K)
    entry = entry_of(desk, "She")
    assert (entry.name, entry.aliases) == ("Ingrid Solvang", ())


# Comments, guideline, pages


def test_a_comment_is_written_and_sent_by_keys_and_seen_as_a_mark(desk: Analyst) -> None:
    desk.tag("Sweden", Key.Key_1)
    desk.press(Key.Key_C, CTRL | SHIFT)
    QTest.keyClicks(QApplication.focusWidget(), "Which one?")
    desk.press(Key.Key_Return, CTRL)
    side = desk.window.workspace.side
    assert "Comments (1)" in [side.tabText(tab) for tab in range(side.count())]
    (uid,) = [a.id for a in desk.window.workspace.session.annotations]
    assert desk.text.span(uid).commented
    desk.press(Key.Key_Escape)
    assert desk.text.hasFocus()


def test_the_guideline_is_open_at_the_label_that_is_used(desk: Analyst) -> None:
    desk.press(Key.Key_5, CTRL)
    desk.press(Key.Key_2, CTRL)
    seen = []
    for words, key in (("Sweden", Key.Key_1), ("Solvang left", Key.Key_2)):
        desk.make(words, key)
        seen.append(desk.widget("guideline").label)
    tabs = desk.widget("guidelineTabs")
    assert (seen, tabs.tabText(tabs.currentIndex())) == (["actor", "claim"], "claim")


def test_three_keys_lead_to_the_three_pages(desk: Analyst) -> None:
    bar, seen = desk.widget("pages"), []
    for key in (Key.Key_F6, Key.Key_F7, Key.Key_F5):
        desk.press(key)
        seen.append((bar.tabText(bar.currentIndex()), desk.text.isVisible()))
    assert seen == [("Actors", False), ("Statements and sanctions", False), ("Texts", True)]
    assert desk.text.hasFocus()


def test_return_on_a_mention_of_an_actor_leads_to_its_words(desk: Analyst, qtbot: Any) -> None:
    desk.make("Sweden", Key.Key_1)
    desk.press(Key.Key_PageDown, CTRL)
    desk.press(Key.Key_F6)
    panel = desk.widget("actorsPanel")
    qtbot.waitUntil(lambda: not panel.busy)
    panel.filter.setFocus()
    QTest.keyClicks(panel.filter, "Sweden")
    for key in (Key.Key_Return, Key.Key_Return):
        desk.press(key)
        qtbot.waitUntil(lambda: not panel.busy)
    desk.press(Key.Key_Return)
    assert (desk.text.isVisible(), desk.selected) == (True, "Sweden")
    assert desk.text.text == NORSUND


# Finding


def test_words_are_found_in_context_and_return_leads_to_their_place(desk: Analyst, qtbot: Any) -> None:
    desk.press(Key.Key_F, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "Sweden")
    desk.press(Key.Key_G, CTRL)
    panel = desk.widget("findPanel")
    qtbot.waitUntil(lambda: panel.model.rowCount() > 0 and not panel.model.latest.busy)
    assert panel.field.text() == "Sweden"
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    start, end = desk.text.selection()
    assert (desk.text.isVisible(), desk.text.text[start:end]) == (True, "Sweden")


def test_annotations_are_found_by_what_they_say(desk: Analyst, qtbot: Any) -> None:
    desk.make("Sweden", Key.Key_1)
    desk.press(Key.Key_PageDown, CTRL)
    desk.press(Key.Key_G, CTRL)
    panel = desk.widget("findPanel")
    panel.view.setCurrentText("Annotations")
    QTest.keyClicks(panel.field, "label:actor actor:Sweden")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    assert (desk.text.isVisible(), desk.selected) == (True, "Sweden")

"""The workbench: equal mentions, several annotations at once, links, queues, actors, comments, pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from annotator.qt.dialogs.propagate import PropagateDialog
from tests.making import project_with

from .conftest import CTRL, SHIFT, Analyst, Key

NORSUND = (
    "Norway waits\n\nNorway said Norway would pay. “We pay,” said Ingrid Solvang. "
    "She and Norway met Sweden. Solvang left. The ferry of Belgrave Line sank."
)
SECOND = "Norway again\n\nNorway and Sweden signed. The ban on ferries stays."


@pytest.fixture
def desk(tmp_path: Path, open_analyst: Callable[[Path], Analyst]) -> Analyst:
    """An analyst before the first of two articles."""
    project = project_with(tmp_path, NORSUND, SECOND, analyst="kim")
    project.close()
    return open_analyst(project.path)


def outlined(analyst: Analyst) -> list[int]:
    """Where the hollow spans of the text begin."""
    view = analyst.text
    found = {uid for at in range(len(view.text)) for uid in view.spans_at(at) if view.span(uid).hollow}
    return sorted(view.span(uid).start for uid in found)


def places(analyst: Analyst, words: str) -> list[int]:
    text = analyst.text.text
    return [at for at in range(len(text)) if text.startswith(words, at)]


def selected_words(analyst: Analyst) -> str:
    """What the selected annotation marks."""
    session = analyst.window.workspace.session
    return session.text_of(session.current) if session.current else ""


def make(analyst: Analyst, words: str, key: Key) -> None:
    """Tags the words, and leaves the annotation and what is offered for it."""
    analyst.tag(words, key)
    analyst.press(Key.Key_M, SHIFT)
    analyst.press(Key.Key_Escape)


def pick(analyst: Analyst, words: str) -> None:
    """Selects the annotation on the words by walking there."""
    analyst.press(Key.Key_Home, CTRL)
    for _ in analyst.marked():
        analyst.press(Key.Key_Tab)
        if selected_words(analyst) == words:
            return
    raise AssertionError(f"no annotation on {words}")


def links_of(analyst: Analyst, label: str) -> list[tuple[str, str]]:
    """(type, words) of the links of the only annotation of a label."""
    session = analyst.window.workspace.session
    (one,) = [a for a in session.annotations if a.label == label]
    return [(link.type, session.text_of(session.annotation(link.to))) for link in one.links]


# Equal mentions


def test_equal_mentions_are_outlined_taken_by_one_key_and_taken_back_by_one_undo(desk: Analyst) -> None:
    desk.tag("Norway", Key.Key_1)
    first, *others = places(desk, "Norway")
    assert outlined(desk) == others
    assert "M takes all" in desk.widget("hint").text()
    desk.press(Key.Key_M)
    assert (desk.marked(), outlined(desk)) == ([("actor", "Norway")] * 4, [])
    desk.press(Key.Key_Z, CTRL)
    assert [one.start for one in desk.window.workspace.session.annotations] == [first]


def test_equal_mentions_are_stepped_through_taken_and_rejected_one_by_one(desk: Analyst) -> None:
    desk.tag("Norway", Key.Key_1)
    first, second, _rejected, fourth = places(desk, "Norway")
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Delete)
    assert outlined(desk) == [fourth]
    desk.press(Key.Key_Return)
    starts = [one.start for one in desk.window.workspace.session.annotations]
    assert (starts, outlined(desk)) == ([first, second, fourth], [])


def test_equal_mentions_are_dismissed_and_offered_again(desk: Analyst) -> None:
    desk.tag("Norway", Key.Key_1)
    desk.press(Key.Key_M, SHIFT)
    assert outlined(desk) == []
    desk.press(Key.Key_M)
    assert len(outlined(desk)) == 3


def test_what_was_deleted_once_is_deleted_everywhere_by_one_key(desk: Analyst) -> None:
    desk.tag("Norway", Key.Key_1)
    desk.press(Key.Key_M)
    desk.press(Key.Key_Delete)
    assert "M deletes as well" in desk.widget("hint").text()
    desk.press(Key.Key_M)
    assert desk.marked() == []
    desk.press(Key.Key_Z, CTRL)
    assert len(desk.marked()) == 3


def test_what_was_relabelled_once_is_relabelled_everywhere_by_one_key(desk: Analyst) -> None:
    desk.tag("Norway", Key.Key_1)
    desk.press(Key.Key_M)
    desk.press(Key.Key_4)
    assert "M relabels to sanction as well" in desk.widget("hint").text()
    desk.press(Key.Key_M)
    assert desk.marked() == [("sanction", "Norway")] * 4
    desk.press(Key.Key_Z, CTRL, times=2)
    assert desk.marked() == [("actor", "Norway")] * 4


def in_dialog(analyst: Analyst, *keys: Key) -> None:
    """Presses keys in the dialog of equal mentions as soon as it is open."""

    def press() -> None:
        dialog = analyst.window.findChild(PropagateDialog)
        if dialog is None or not dialog.isActiveWindow():
            QTimer.singleShot(10, press)
            return
        for key in keys:
            QTest.keyClick(dialog.focusWidget() or dialog, key)

    QTimer.singleShot(10, press)


def test_equal_mentions_of_the_whole_project_are_tagged_but_for_the_unticked_ones(
    desk: Analyst, qtbot: Any
) -> None:
    session = desk.window.workspace.session
    desk.tag("Norway", Key.Key_1)
    in_dialog(desk, Key.Key_Space, Key.Key_Return)
    desk.press(Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: len(desk.marked()) == 3)
    first, _unticked, third, fourth = places(desk, "Norway")
    assert [a.start for a in session.annotations] == [first, third, fourth]
    # Without a desktop nobody gives the keyboard back when a dialog closes.
    with qtbot.waitActive(desk.window):
        desk.window.activateWindow()
    assert desk.text.hasFocus()
    desk.press(Key.Key_PageDown, CTRL)
    assert desk.marked() == [("actor", "Norway")] * 2
    desk.press(Key.Key_Z, CTRL)
    assert desk.marked() == []


# Several at once


def test_several_in_the_list_get_a_value_and_doubt_by_one_key_each(desk: Analyst) -> None:
    for words in ("Norway would pay", "Norway met Sweden", "Solvang left"):
        make(desk, words, Key.Key_2)
    desk.press(Key.Key_4, CTRL)
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_F)
    desk.press(Key.Key_U)
    session = desk.window.workspace.session
    shown = [(one.attributes.get("kind"), one.unsure) for one in session.annotations]
    assert shown == [("fact", True), ("fact", True), (None, False)]
    desk.press(Key.Key_Z, CTRL, times=2)
    assert not any(one.unsure or "kind" in one.attributes for one in session.annotations)


def test_several_in_the_list_are_relabelled_and_linked_by_one_key(desk: Analyst) -> None:
    make(desk, "Sweden", Key.Key_1)
    for words in ("Norway would pay", "We pay"):
        make(desk, words, Key.Key_2)
    desk.press(Key.Key_4, CTRL)
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_3)
    desk.press(Key.Key_L)
    desk.press(Key.Key_Return)
    session = desk.window.workspace.session
    shown = [(one.label, len(one.links)) for one in session.annotations if one.label != "actor"]
    assert shown == [("quote", 1), ("quote", 1)]


# Links


@pytest.fixture
def linkable(desk: Analyst) -> Analyst:
    """Three actors, and a claim without a claimant that is selected."""
    for words in ("Norway waits", "Sweden", "Ingrid Solvang"):
        make(desk, words.removesuffix(" waits"), Key.Key_1)
    desk.tag("Norway would pay", Key.Key_2)
    return desk


def test_several_claimants_are_given_in_one_step(linkable: Analyst) -> None:
    linkable.press(Key.Key_L)
    for key in (Key.Key_Space, Key.Key_Space, Key.Key_Return):
        linkable.press(key)
    assert len(links_of(linkable, "claim")) == 2
    linkable.press(Key.Key_Z, CTRL)
    assert links_of(linkable, "claim") == []


def test_typing_finds_what_to_link_to_and_esc_changes_nothing(linkable: Analyst) -> None:
    linkable.press(Key.Key_L)
    linkable.press(Key.Key_Escape)
    assert (links_of(linkable, "claim"), linkable.text.hasFocus()) == ([], True)
    linkable.press(Key.Key_L)
    for key in (Key.Key_S, Key.Key_W, Key.Key_E, Key.Key_Return):
        linkable.press(key)
    assert links_of(linkable, "claim") == [("claimant", "Sweden")]


def test_tab_in_the_chooser_goes_on_to_the_next_slot(linkable: Analyst) -> None:
    linkable.press(Key.Key_Escape)
    linkable.tag("The ferry", Key.Key_4)
    linkable.press(Key.Key_L)
    linkable.press(Key.Key_Tab)
    for key in (Key.Key_S, Key.Key_W, Key.Key_E, Key.Key_Return):
        linkable.press(key)
    assert links_of(linkable, "sanction") == [("target", "Sweden")]


def test_links_are_followed_there_and_back(linkable: Analyst) -> None:
    linkable.press(Key.Key_L)
    linkable.press(Key.Key_Space)
    linkable.press(Key.Key_Space)
    linkable.press(Key.Key_Return)
    targets = [words for _, words in links_of(linkable, "claim")]
    seen = []
    for _ in range(3):
        linkable.press(Key.Key_J)
        seen.append(selected_words(linkable))
    assert seen == [*targets, targets[0]]
    linkable.press(Key.Key_J, SHIFT)
    assert selected_words(linkable) == "Norway would pay"


def test_a_deleted_actor_leaves_the_claim_with_a_missing_slot(linkable: Analyst) -> None:
    """Said in the details, in the list and above the text."""
    linkable.press(Key.Key_F)
    linkable.press(Key.Key_L)
    linkable.press(Key.Key_Return)
    assert not any("not complete" in text for text in header(linkable))
    linkable.press(Key.Key_J)
    linkable.press(Key.Key_Delete)
    pick(linkable, "Norway would pay")
    assert "claimant: – missing" in texts_in(linkable.widget("linkSlots"))
    assert "⚠ 1 not complete" in header(linkable)
    assert any("missing: claimant" in tip for tip in tips(linkable))


def header(analyst: Analyst) -> list[str]:
    return texts_in(analyst.window.workspace.article)


def texts_in(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def tips(analyst: Analyst) -> list[str]:
    """What the list of annotations tells of each."""
    rows = analyst.widget("annotationList").model()
    return [rows.index(row, 0).data(3) for row in range(rows.rowCount())]


# Queues


def test_the_incomplete_ones_are_walked_over_articles(desk: Analyst, qtbot: Any) -> None:
    make(desk, "Norway would pay", Key.Key_2)
    desk.press(Key.Key_PageDown, CTRL)
    make(desk, "Norway and Sweden signed", Key.Key_2)
    desk.press(Key.Key_F8)
    qtbot.waitUntil(lambda: selected_words(desk) == "Norway would pay")
    desk.press(Key.Key_F8)
    qtbot.waitUntil(lambda: selected_words(desk) == "Norway and Sweden signed")


def test_the_unsure_ones_are_walked_over_articles(desk: Analyst, qtbot: Any) -> None:
    for words in ("Sweden", "Ingrid Solvang"):
        desk.tag(words, Key.Key_1)
        desk.press(Key.Key_U)
    make(desk, "Belgrave Line", Key.Key_1)
    desk.press(Key.Key_PageDown, CTRL)
    seen = []
    for expected in ("Ingrid Solvang", "Sweden"):
        desk.press(Key.Key_F9)
        qtbot.waitUntil(lambda words=expected: selected_words(desk) == words)
        seen.append(selected_words(desk))
    assert seen == ["Ingrid Solvang", "Sweden"]


# Edges


def test_a_label_grows_by_its_own_key_and_shrinks_by_shift(desk: Analyst) -> None:
    desk.put_caret("would pay")
    desk.press(Key.Key_2)
    small = selected_words(desk)
    desk.press(Key.Key_2)
    large = selected_words(desk)
    desk.press(Key.Key_2, SHIFT)
    assert (small in large, len(small) < len(large), selected_words(desk)) == (True, True, small)


def test_right_after_tagging_ctrl_and_arrows_adjust_the_edges(desk: Analyst) -> None:
    desk.tag("Belgrave", Key.Key_4)
    seen = []
    for key, held in (
        (Key.Key_Right, CTRL),
        (Key.Key_Left, CTRL | SHIFT),
        (Key.Key_Right, CTRL | SHIFT),
        (Key.Key_Left, CTRL),
    ):
        desk.press(key, held)
        seen.append(selected_words(desk))
    assert seen == ["Belgrave Line", "of Belgrave Line", "Belgrave Line", "Belgrave"]


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
    make(desk, "Norway", Key.Key_1)
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
        make(desk, words, key)
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
    make(desk, "Sweden", Key.Key_1)
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
    assert (desk.text.isVisible(), selected_words(desk)) == (True, "Sweden")
    assert desk.text.text == NORSUND

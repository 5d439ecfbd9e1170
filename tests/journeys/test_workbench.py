"""The workbench: equal mentions, several annotations at once, links, queues, edges."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from annotator.qt.text.propagate import PropagateDialog
from tests.dialogs import keys, visiting

from .conftest import ALT, CTRL, SHIFT, Analyst, Key


def outlined(analyst: Analyst) -> list[int]:
    """Where the hollow spans of the text begin."""
    view = analyst.text
    found = {uid for at in range(len(view.text)) for uid in view.spans_at(at) if view.span(uid).hollow}
    return sorted(view.span(uid).start for uid in found)


def places(analyst: Analyst, words: str) -> list[int]:
    text = analyst.text.text
    return [at for at in range(len(text)) if text.startswith(words, at)]


def pick(analyst: Analyst, words: str) -> None:
    """Selects the annotation on the words by walking there."""
    analyst.press(Key.Key_Home, CTRL)
    for _ in analyst.marked():
        analyst.press(Key.Key_Tab)
        if analyst.selected == words:
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


def test_esc_lets_go_of_an_equal_mention_that_is_still_offered(desk: Analyst) -> None:
    desk.tag("Norway", Key.Key_1)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_Delete)
    assert (desk.text.selected_span, len(outlined(desk))) == (None, 3)


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


def test_equal_mentions_of_the_whole_project_are_tagged_but_for_the_unticked_ones(
    desk: Analyst, qtbot: Any
) -> None:
    session = desk.window.workspace.session
    desk.tag("Norway", Key.Key_1)
    with visiting(PropagateDialog, QWidget.isActiveWindow, keys(Key.Key_Space, Key.Key_Return)):
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
        desk.make(words, Key.Key_2)
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
    desk.make("Sweden", Key.Key_1)
    for words in ("Norway would pay", "We pay"):
        desk.make(words, Key.Key_2)
    desk.press(Key.Key_4, CTRL)
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_3)
    desk.press(Key.Key_L)
    desk.press(Key.Key_Return)
    session = desk.window.workspace.session
    shown = [(one.label, len(one.links)) for one in session.annotations if one.label != "actor"]
    assert shown == [("quote", 1), ("quote", 1)]


def test_a_second_delete_in_the_list_takes_no_second_annotation(desk: Analyst) -> None:
    for words in ("Sweden", "Ingrid Solvang", "Belgrave Line"):
        desk.make(words, Key.Key_1)
    desk.press(Key.Key_4, CTRL)
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Delete, times=2)
    assert (desk.marked(), desk.selected) == ([("actor", "Sweden"), ("actor", "Belgrave Line")], "")
    desk.press(Key.Key_Z, CTRL)
    assert (len(desk.marked()), desk.selected) == (3, "Ingrid Solvang")


# Links


@pytest.fixture
def linkable(desk: Analyst) -> Analyst:
    """Three actors, and a claim without a claimant that is selected."""
    for words in ("Norway waits", "Sweden", "Ingrid Solvang"):
        desk.make(words.removesuffix(" waits"), Key.Key_1)
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
        seen.append(linkable.selected)
    assert seen == [*targets, targets[0]]
    linkable.press(Key.Key_J, SHIFT)
    assert linkable.selected == "Norway would pay"


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
    desk.make("Norway would pay", Key.Key_2)
    desk.press(Key.Key_PageDown, CTRL)
    desk.make("Norway and Sweden signed", Key.Key_2)
    desk.press(Key.Key_F8)
    qtbot.waitUntil(lambda: desk.selected == "Norway would pay")
    desk.press(Key.Key_F8)
    qtbot.waitUntil(lambda: desk.selected == "Norway and Sweden signed")


def test_the_unsure_ones_are_walked_over_articles(desk: Analyst, qtbot: Any) -> None:
    for words in ("Sweden", "Ingrid Solvang"):
        desk.tag(words, Key.Key_1)
        desk.press(Key.Key_U)
    desk.make("Belgrave Line", Key.Key_1)
    desk.press(Key.Key_PageDown, CTRL)
    seen = []
    for expected in ("Ingrid Solvang", "Sweden"):
        desk.press(Key.Key_F9)
        qtbot.waitUntil(lambda words=expected: desk.selected == words)
        seen.append(desk.selected)
    assert seen == ["Ingrid Solvang", "Sweden"]


# Edges


def test_a_label_grows_by_its_own_key_and_shrinks_by_shift(desk: Analyst) -> None:
    desk.put_caret("would pay")
    desk.press(Key.Key_2)
    small = desk.selected
    desk.press(Key.Key_2)
    large = desk.selected
    desk.press(Key.Key_2, SHIFT)
    assert (small in large, len(small) < len(large), desk.selected) == (True, True, small)


def test_right_after_tagging_ctrl_and_arrows_walk_and_alt_and_arrows_adjust_the_edges(desk: Analyst) -> None:
    desk.tag("Belgrave", Key.Key_4)
    seen = []
    for key, held in (
        (Key.Key_Right, ALT),
        (Key.Key_Up, ALT),
        (Key.Key_Left, ALT),
        (Key.Key_Right, ALT),
        (Key.Key_Right, CTRL),
    ):
        desk.press(key, held)
        seen.append(desk.selected)
    assert seen == ["Belgrave Line", "Belgrave Line", "of Belgrave Line", "Belgrave Line", ""]
    assert ("sanction", "Belgrave Line") in desk.marked()

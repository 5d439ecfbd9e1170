"""The page of review, driven with keys: two analysts have submitted the story, Rita decides."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import GOLD
from annotator.project import annotating, submitting
from annotator.project.reviewing import comparison
from annotator.project.reviewing.comparison import DECIDED
from annotator.qt.kit.bridge import call
from annotator.qt.review.page import ReviewPage
from annotator.qt.shell.app import open_window
from annotator.qt.shell.main_window import MainWindow
from tests.making import STORY, layer, project_with, submitted, words_of

Key = Qt.Key
_TAGS = {
    "anna": (("Kim", "actor"), ("We agree", "quote"), ("Oslo", "actor")),
    "ben": (("said Kim", "actor"), ("We agree", "claim"), ("The minister", "actor")),
}


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with project_with(tmp_path, STORY, "A second story") as project:
        for analyst, tags in _TAGS.items():
            submitted(project, analyst, *tags)
        path = project.path
    window = open_window(path, "rita")
    qtbot.addWidget(window)
    window.show()
    window._actions["page_review"].trigger()
    qtbot.waitUntil(lambda: not _page(window).queue.model.busy)
    yield window
    window.close()


def _page(window: MainWindow) -> ReviewPage:
    assert window.pages is not None
    page = window.pages.review
    assert page is not None
    return page


def _press(
    window: MainWindow, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for key in keys:
        QTest.keyClick(_page(window).article.view, key, held)
        QApplication.processEvents()


def _at_hand(window: MainWindow) -> str:
    page = _page(window)
    return page.reviewing.text_of(page.reviewing.current) if page.reviewing.current else ""


def _gold(window: MainWindow) -> list[tuple[str, str]]:
    reader = _page(window).bridge.reader
    there = layer(reader, 1, GOLD)
    return list(zip(words_of(reader, there), [one.label for one in there], strict=True))


def _reasons(window: MainWindow) -> dict[str, str]:
    reader = _page(window).bridge.reader
    return {f"{one.layer}": one.reason for one in comparison.decisions_of(reader, 1).values() if one.reason}


def test_the_first_conflict_is_at_hand_when_an_article_is_opened(window: MainWindow) -> None:
    assert _at_hand(window) == "Oslo"
    rows = window.findChild(QTableView, "conflictList")
    assert rows is not None
    assert rows.model().rowCount() == 4


def test_a_digit_takes_an_opinion_and_goes_on(window: MainWindow) -> None:
    _press(window, Key.Key_1)
    assert _at_hand(window) == "The minister"
    assert _gold(window) == [("Oslo", "actor")]


def test_0_says_rightly_nothing(window: MainWindow) -> None:
    _press(window, Key.Key_0, Key.Key_0)
    assert _gold(window) == []
    assert _at_hand(window) == "We agree"


def test_a_letter_says_why_the_last_one_was_decided_so(window: MainWindow) -> None:
    _press(window, Key.Key_0, Key.Key_G)
    assert _reasons(window) == {"anna": "guideline gap"}


def test_the_usual_reason_need_not_be_given(window: MainWindow) -> None:
    _press(window, Key.Key_0, Key.Key_0, Key.Key_2, Key.Key_1)
    assert _gold(window) == [("We agree", "claim"), ("Kim", "actor")]
    decisions = comparison.decisions_of(_page(window).bridge.reader, 1)
    assert [one.reason for one in decisions.values()].count("label") == 2
    assert [one.reason for one in decisions.values()].count("boundary") == 2


def test_right_chooses_another_opinion_and_return_takes_it(window: MainWindow) -> None:
    _press(window, Key.Key_Tab, Key.Key_Tab)
    assert _at_hand(window) == "We agree"
    _press(window, Key.Key_Right, Key.Key_Return)
    assert _gold(window) == [("We agree", "claim")]


def test_tab_walks_around_what_is_left(window: MainWindow) -> None:
    _press(window, Key.Key_1, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
    assert _at_hand(window) == "The minister"
    _press(window, Key.Key_Backtab)
    assert _at_hand(window) == "said Kim"


def test_e_corrects_in_the_gold_layer_with_the_keys_of_annotating(window: MainWindow) -> None:
    _press(window, Key.Key_Tab, Key.Key_Tab, Key.Key_E)
    assert _page(window).session.current is not None
    _press(window, Key.Key_4)
    _press(window, Key.Key_Return)
    assert _gold(window) == [("We agree", "sanction")]
    assert _at_hand(window) == "said Kim"
    reader = _page(window).bridge.reader
    assert [one.label for one in layer(reader, 1, "anna")] == ["actor", "quote", "actor"]


def test_words_that_nobody_marked_are_tagged_into_the_gold_layer(window: MainWindow) -> None:
    page = _page(window)
    start = STORY.index("Talks")
    page.article.view.set_caret(start + 5, start)
    _press(window, Key.Key_1)
    assert _gold(window) == [("Talks", "actor")]
    added = comparison.of_article(page.bridge.reader, 1).added
    assert [one.author for one in added] == ["rita"]


def test_hidden_names_are_letters(window: MainWindow) -> None:
    page = _page(window)
    page.queue.hide_names.setChecked(True)
    names = [page.reviewing.name_of(name) for name in page.reviewing.found.layers]  # type: ignore[union-attr]
    assert names == ["A", "B"]
    _press(window, Key.Key_0)
    assert all(one.hidden for one in comparison.decisions_of(page.bridge.reader, 1).values())


def test_undo_takes_a_decision_back(window: MainWindow) -> None:
    _press(window, Key.Key_1)
    window._actions["undo"].trigger()
    assert _gold(window) == []
    assert [one.state for one in _page(window).reviewing.cases].count(DECIDED) == 0


def test_the_review_is_finished_when_everything_is_decided(window: MainWindow) -> None:
    said: list[str] = []
    _page(window).noticed.connect(said.append)
    _press(window, Key.Key_1, Key.Key_1, Key.Key_1, Key.Key_1)
    assert said[-1].startswith("Everything is decided")
    window._actions["done"].trigger()
    assert _page(window).reviewing.finished
    _press(window, Key.Key_0)
    assert said[-1].startswith("This review is finished")


def test_a_note_goes_to_the_case_that_was_decided_last(window: MainWindow) -> None:
    _press(window, Key.Key_0, Key.Key_N)
    note = _page(window).conflicts.note
    QTest.keyClicks(note, "a city")
    QTest.keyClick(note, Key.Key_Return)
    (decision,) = comparison.decisions_of(_page(window).bridge.reader, 1).values()
    assert decision.note == "a city"


def test_what_all_agree_on_is_accepted_with_one_key(tmp_path: Path, qtbot: QtBot) -> None:
    with project_with(tmp_path, STORY) as project:
        submitted(project, "anna", ("Kim", "actor"), ("Oslo", "actor"))
        submitted(project, "ben", ("Kim", "actor"))
        path = project.path
    window = open_window(path, "rita")
    qtbot.addWidget(window)
    window._actions["page_review"].trigger()
    window._actions["review_agreed"].trigger()
    assert _gold(window) == [("Kim", "actor")]
    window.close()


def test_one_layer_is_gone_through_alone(tmp_path: Path, qtbot: QtBot) -> None:
    with project_with(tmp_path, STORY) as project:
        submitted(project, "anna", ("Kim", "actor"), ("Oslo", "actor"), ("We agree", "quote"))
        path = project.path
    window = open_window(path, "rita")
    qtbot.addWidget(window)
    window._actions["page_review"].trigger()
    _press(window, Key.Key_Space, Key.Key_Delete)
    assert _gold(window) == [("Oslo", "actor")]
    assert _reasons(window) == {"anna": "slip"}
    _page(window).reviewing.accept_agreed("actor")
    assert _gold(window) == [("Oslo", "actor"), ("Kim", "actor")]
    window.close()


def test_a_change_by_the_author_shows_as_stale(tmp_path: Path, qtbot: QtBot) -> None:
    with project_with(tmp_path, STORY) as project:
        (kim,) = submitted(project, "anna", ("Kim", "actor"))
        path = project.path
    window = open_window(path, "anna")
    qtbot.addWidget(window)
    window._actions["page_review"].trigger()
    _press(window, Key.Key_Space)
    page = _page(window)
    page.bridge.do(call(submitting.set_status, 1, "in progress"))
    page.bridge.do(call(annotating.relabel, 1, [kim], "claim"))
    page.bridge.do(call(submitting.set_status, 1, "done"))
    assert [one.state for one in page.reviewing.cases] == ["stale"]
    window.close()


def test_several_selected_cases_are_decided_at_once(window: MainWindow) -> None:
    page = _page(window)
    page.conflicts.list.selectAll()
    QTest.keyClick(page.conflicts.list, Key.Key_Delete)
    QTest.keyClick(page.conflicts.list, Key.Key_A)
    decisions = comparison.decisions_of(page.bridge.reader, 1).values()
    assert _gold(window) == []
    assert {one.reason for one in decisions} == {"ambiguous text"}
    assert len(decisions) == 6


def test_all_of_a_label_are_rejected_at_once_where_nobody_disagrees(tmp_path: Path, qtbot: QtBot) -> None:
    with project_with(tmp_path, STORY) as project:
        submitted(project, "anna", ("Kim", "actor"), ("Oslo", "actor"), ("We agree", "quote"))
        path = project.path
    window = open_window(path, "rita")
    qtbot.addWidget(window)
    window._actions["page_review"].trigger()
    panel = _page(window).conflicts
    panel._fill_labels()
    next(one for one in panel._labels.actions() if one.text() == "Reject 2 of actor").trigger()
    panel.agreed.click()
    assert _gold(window) == [("We agree", "quote")]
    window.close()


def test_a_zone_is_corrected_here_too_and_in_the_article_that_is_shown(window: MainWindow) -> None:
    page = _page(window)
    page.article.view.set_caret(5, 0)
    window._actions["zone_promotion"].trigger()
    window._actions["zone_promotion"].trigger()
    article = page.session.article
    assert article is not None
    assert (article.record.zones[0].kind, article.record.zones[0].end) == ("promotion", 5)
    assert "that is promotion already" in window.notice.text
    assert window.pages is not None
    assert window.pages.review is page

"""The page of what review changed, with real widgets on real projects."""

from collections.abc import Iterator
from typing import Any

import pytest

from annotator.project import submitting

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.project import commenting, guidelines, undoing
from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding, feedback
from annotator.project.reviewing.feedback import AGREED, OBJECTED, UNREAD
from annotator.qt.feedback.outcomes import ReadOutcomes
from annotator.qt.feedback.page import GAPS, REASONS, FeedbackPanel
from annotator.qt.kit.bridge import Bridge, call
from tests.making import STORY, as_analyst, bring, draft_of, span_of, submitted, tag

Key = Qt.Key


@pytest.fixture
def reviewed(project: Project) -> Project:
    """Anna marked Kim, and wrongly Oslo; Bert marked the quote; Rita took Bert's wider Kim."""
    submitted(project, "anna", ("Kim", "actor"), ("Oslo", "actor"))
    submitted(project, "bert", ("said Kim", "actor"), ("We agree", "quote"))
    as_analyst(project, "rita")
    oslo, quote, kim = comparison.of_article(project, 1).cases
    verdicts = [
        deciding.verdict(oslo, None, "guideline gap", "a capital for its government?"),
        deciding.verdict(quote, quote.case.members[0].at),
        deciding.verdict(kim, kim.case.members[1].at, "boundary"),
    ]
    deciding.settle(project, 1, verdicts)
    return as_analyst(project, "anna")


class Desk:
    """Somebody at the page."""

    def __init__(self, project: Project, qtbot: QtBot, analyst: str = "anna") -> None:
        project.close()
        self.qtbot = qtbot
        self.bridge = Bridge(project.path, analyst)
        self.panel = FeedbackPanel(self.bridge, ReadOutcomes(self.bridge, analyst))
        qtbot.addWidget(self.panel)
        self.panel.resize(900, 600)
        with qtbot.waitSignal(self.panel.updated), qtbot.waitActive(self.panel):
            self.panel.show()
            self.panel.activateWindow()
        self.panel.setFocus()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget(), key)

    def leaves(self) -> None:
        self.panel.stop()
        self.bridge.close()

    def settles(self) -> None:
        """Waits until what was done has been read again."""
        read = self.panel.outcomes
        self.qtbot.waitUntil(lambda: not read.stale and not read.latest.busy)

    @property
    def listed(self) -> list[tuple[str, str]]:
        return [(one.outcome.words, one.state) for one in self.panel.changes.model.rows]

    @property
    def at(self) -> str:
        current = self.panel.changes.current
        return current.words if current else ""


@pytest.fixture
def desk(reviewed: Project, qtbot: QtBot) -> Iterator[Desk]:
    """Anna at the page."""
    made = Desk(reviewed, qtbot)
    yield made
    made.leaves()


def test_the_first_unread_change_is_read_at_once(desk: Desk) -> None:
    assert desk.listed == [("Oslo", UNREAD), ("We agree", UNREAD), ("Kim", UNREAD)]
    card = desk.panel.changes.card
    assert card.why.text() == "Rightly nothing: guideline gap – the guideline does not say"
    assert card.note.text() == "“a capital for its government?”"
    assert card.gold.said.text() == "Nothing is to be marked here."
    assert desk.panel.views.tabText(0) == "What review changed (3)"


def test_a_agrees_and_goes_on_and_what_is_agreed_stays_in_sight(desk: Desk) -> None:
    desk.press(Key.Key_A)
    assert desk.at == "We agree"
    desk.settles()
    assert desk.listed == [("Oslo", AGREED), ("We agree", UNREAD), ("Kim", UNREAD)]
    desk.press(Key.Key_A, Key.Key_A)
    desk.settles()
    assert [state for _, state in desk.listed] == [AGREED] * 3


def test_o_opens_a_line_and_return_sends_it_into_a_thread(desk: Desk) -> None:
    desk.press(Key.Key_O)
    QTest.keyClicks(QApplication.focusWidget(), "Oslo means the ministry, Anna and Otto say")
    desk.press(Key.Key_Return)
    assert (desk.at, desk.panel.changes.list.hasFocus()) == ("We agree", True)
    desk.settles()
    assert desk.listed[0] == ("Oslo", OBJECTED)
    (thread,) = commenting.threads_of(desk.bridge.reader, 1)
    assert thread.first is not None
    assert thread.first.text == "@rita Oslo means the ministry, Anna and Otto say"


def test_esc_leaves_the_line_and_its_words_wait_with_their_change(desk: Desk) -> None:
    desk.press(Key.Key_O, Key.Key_W, Key.Key_H, Key.Key_Y, Key.Key_Escape, Key.Key_Down, Key.Key_O)
    line = desk.panel.changes.card.line
    assert (desk.at, line.text()) == ("We agree", "")
    desk.press(Key.Key_Escape, Key.Key_Up, Key.Key_O)
    assert (desk.at, line.text()) == ("Oslo", "why")


def test_the_reviewer_s_answer_is_read_where_one_objected(reviewed: Project, qtbot: QtBot) -> None:
    feedback.object_to(reviewed, feedback.of_analyst(reviewed, "anna")[0], "Why?")
    (thread,) = commenting.threads_of(reviewed, 1)
    commenting.answer(as_analyst(reviewed, "rita"), 1, thread.id, "See the dateline rule.")
    desk = Desk(reviewed, qtbot)
    desk.panel.changes.state.setCurrentText("Objected")
    desk.panel.changes._filter()
    assert desk.panel.changes.card.said.text() == "anna: @rita Why?\nrita: See the dateline rule."
    desk.leaves()


def test_n_goes_round_to_the_next_unread_one(desk: Desk) -> None:
    desk.press(Key.Key_Down, Key.Key_A)
    assert desk.at == "Kim"
    desk.settles()
    desk.press(Key.Key_N)
    assert desk.at == "Oslo"
    desk.press(Key.Key_N)
    assert desk.at == "Kim"


def test_return_wants_the_place_with_my_annotation_if_there_is_one(desk: Desk, qtbot: QtBot) -> None:
    wanted: list[tuple[Any, ...]] = []
    desk.panel.placeWanted.connect(lambda *place: wanted.append(place))
    desk.press(Key.Key_Return, Key.Key_Down, Key.Key_Return)
    (key, mine, span), missed = wanted
    assert (key, bool(mine), span) == (1, True, span_of(STORY, "Oslo"))
    assert missed == (1, "", span_of(STORY, "We agree"))


def test_changes_are_filtered_by_label_reason_and_words(desk: Desk) -> None:
    page = desk.panel.changes
    for box, text, expected in (
        (page.label, "Quote", ["We agree"]),
        (page.label, "Any label", ["Oslo", "We agree", "Kim"]),
        (page.reason, "Boundary", ["Kim"]),
    ):
        box.setCurrentText(text)
        box.activated.emit(box.currentIndex())
        assert [words for words, _ in desk.listed] == expected
    page.reason.setCurrentIndex(0)
    page.search.setText("CAPITAL")
    assert [words for words, _ in desk.listed] == ["Oslo"]


def test_all_that_is_shown_is_agreed_with_in_one_action(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.panel.done) as told:
        QTest.keyClick(QApplication.focusWidget(), Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert told.args == ["Agreed with 3 changes."]
    desk.settles()
    assert [state for _, state in desk.listed] == [AGREED] * 3
    desk.bridge.do(undoing.undo)
    desk.panel.refresh()
    desk.settles()
    assert [state for _, state in desk.listed] == [UNREAD] * 3


def test_a_colleague_s_feedback_can_be_read_and_not_answered(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.panel.updated):
        desk.panel.show_analyst("bert")
    assert desk.listed == []
    assert desk.panel.changes.card.why.text() == "Review has changed nothing so far."
    assert not desk.panel.changes.agree.isEnabled()


def test_versions_show_what_only_one_of_them_has(desk: Desk) -> None:
    desk.press(Key.Key_Down, Key.Key_Down)
    card = desk.panel.changes.card
    assert "<b><u>said </u></b>Kim" in card.gold.said.text()
    assert "<b>" not in card.mine.said.text()


def test_words_of_articles_are_no_markup(project: Project, qtbot: QtBot) -> None:
    bring(project, draft_of("A <b>bold</b> & <img src=x> story"))
    tag(project, "<b>bold</b>", "actor", 3)
    submitting.set_status(project, 3, "done")
    (case,) = comparison.of_article(as_analyst(project, "rita"), 3).cases
    deciding.settle(project, 3, [deciding.verdict(case, None, "slip")])
    desk = Desk(as_analyst(project, "anna"), qtbot)
    assert "&lt;b&gt;bold&lt;/b&gt;" in desk.panel.changes.card.mine.said.text()
    desk.leaves()


def test_reasons_are_counted_by_month_with_their_sums(desk: Desk) -> None:
    desk.panel.show_view(REASONS)
    model = desk.panel.reasons.model
    assert model.reasons == ["boundary", "guideline gap", "missing", "all"]
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    assert rows == [["1", "1", "1", "3"]] * 2


def test_what_was_handed_back_stands_at_the_top_and_is_taken_up(reviewed: Project, qtbot: QtBot) -> None:
    deciding.hand_back(as_analyst(reviewed, "rita"), 1, "anna", "Look at the capitals.")
    desk = Desk(reviewed, qtbot)
    assert desk.panel.handed.isVisible()
    with qtbot.waitSignal(desk.panel.placeWanted) as wanted:
        desk.panel.handed.take_up.click()
    assert wanted.args == [1, "", None]
    assert commenting.threads_of(desk.bridge.reader, 1)[0].mentions == {"anna"}
    desk.leaves()


# Gaps


def test_gaps_are_listed_under_their_labels_with_the_entry_beside(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.panel.gaps.read.changed):
        desk.panel.show_view(GAPS)
    model = desk.panel.gaps.model
    shown = [model.index(row).data() for row in range(model.rowCount())]
    assert shown == ["Actor: 1 open case", "Oslo"]
    assert "<b>Oslo</b>" in desk.panel.gaps.words.text()
    assert "A mention of a state" in desk.panel.gaps.page.toPlainText()


def test_e_wants_the_entry_with_its_cases_and_return_the_place(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.panel.gaps.read.changed):
        desk.panel.show_view(GAPS)
    with qtbot.waitSignal(desk.panel.editWanted) as wanted:
        desk.press(Key.Key_E)
    assert wanted.args == ["actor", ["Talks open in [Oslo] – a capital for its government?"]]
    with qtbot.waitSignal(desk.panel.placeWanted) as place:
        desk.press(Key.Key_Return)
    assert place.args[2] == span_of(STORY, "Oslo")


def test_an_answered_gap_leaves_the_list_and_can_be_shown(desk: Desk, qtbot: QtBot) -> None:
    gaps = desk.panel.gaps
    with qtbot.waitSignal(gaps.read.changed):
        desk.panel.show_view(GAPS)
    with qtbot.waitSignal(gaps.read.changed):
        desk.bridge.do(call(guidelines.change_entry, "actor", "A capital stands for its government."))
    assert (gaps.model.rowCount(), gaps.words.text()[:15]) == (0, "No gap is open:")
    gaps.answered.click()
    assert gaps.model.index(0).data() == "Actor: 1 answered"

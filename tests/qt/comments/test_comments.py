"""The comments panel: threads of what one looks at, and a box whose text stays with what it was begun for."""

from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change
from annotator.domain.comment import Anchor
from annotator.project import annotating, commenting, submitting
from annotator.project.project import Project
from annotator.qt.comments.panel import CommentsPanel
from annotator.qt.comments.thread_card import ThreadCard
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.text.session import Session
from tests.making import STORY, as_analyst, reopened, span_of, tag

CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """Anna at the panel, with the story open."""

    def __init__(self, project: Project, qtbot: QtBot, writing: bool = True) -> None:
        self.other = None if writing else Project.open(project.path)
        self.bridge = Bridge(project.path, "anna")
        self.session = Session(self.bridge)
        self.panel = CommentsPanel(self.session, self.bridge)
        qtbot.addWidget(self.panel)
        self.panel.resize(340, 700)
        self.panel.show()
        self.panel.activateWindow()
        with qtbot.waitActive(self.panel):
            self.session.open(1)

    @property
    def cards(self) -> list[ThreadCard]:
        return [card for card in self.panel.findChildren(ThreadCard) if card.isVisible()]

    def shown(self) -> list[list[str]]:
        """The words of each card, but for times and buttons."""
        return [[label.text() for label in card.findChildren(QLabel)] for card in self.cards]

    def titles(self) -> list[str]:
        return [card.accessibleName() for card in self.cards]

    def aim(self) -> str:
        found = self.panel.findChild(QLabel, "commentTarget")
        assert found is not None
        return found.text()

    def types(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def sends(self) -> None:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)

    def press(self, name: str, card: int = 0) -> None:
        kind = QToolButton if name.startswith(("edit", "delete")) else QPushButton
        (button,) = (b for b in self.cards[card].findChildren(kind) if b.objectName().startswith(name))
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    def said(self, key: int = 1) -> list[tuple[str, list[str]]]:
        threads = commenting.threads_of(self.bridge.reader, key)
        return [(thread.on.quoted, [comment.text for comment in thread.comments]) for thread in threads]


@pytest.fixture
def kim(project: Project) -> Annotation:
    uid = tag(project, "Kim", "actor")
    return Annotation(uid, *span_of(STORY, "Kim"), "actor")


@pytest.fixture
def desk(project: Project, kim: Annotation, qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    """Opens the panel, after what a test has put into the project."""
    made: list[Desk] = []

    def sit(writing: bool = True) -> Desk:
        project.close()
        made.append(Desk(project, qtbot, writing))
        return made[0]

    yield sit
    for one in made:
        one.bridge.close()
        if one.other is not None:
            one.other.close()


def test_a_comment_is_written_on_the_selected_annotation(desk: Callable[..., Desk], kim: Annotation) -> None:
    anna = desk()
    anna.session.select(kim.id)
    anna.panel.start_comment()
    anna.types("Who is it?")
    anna.sends()
    assert anna.said() == [("Kim", ["Who is it?"])]
    assert anna.titles() == ["Thread On “Kim”"]
    assert (anna.panel.writer.box.text, anna.panel.writer.box.hasFocus()) == ("", True)
    assert anna.panel.threads.commented == {kim.id}


def test_without_an_annotation_it_is_on_the_selected_words_else_on_the_article(
    desk: Callable[..., Desk],
) -> None:
    anna = desk()
    for span in (span_of(STORY, "sign"), (3, 3)):
        anna.panel.start_comment(*span)
        anna.types("why?")
        anna.sends()
    assert anna.said() == [("sign", ["why?"]), ("", ["why?"])]
    assert anna.titles() == ["Thread On the article", "Thread On “sign”"]
    assert anna.panel.threads.ranges == {span_of(STORY, "sign")}


def test_the_box_follows_what_is_selected_until_something_is_written(
    desk: Callable[..., Desk], kim: Annotation
) -> None:
    anna = desk()
    aims = [anna.aim()]
    anna.session.select(kim.id)
    aims.append(anna.aim())
    anna.panel.start_comment()
    anna.types("Who")
    anna.session.select(None)
    aims.append(anna.aim())
    anna.session.open(2)
    aims.append(anna.aim())
    assert aims == ["On the article", "On “Kim”", "On “Kim”", "In another article – On “Kim”"]
    anna.sends()
    assert (anna.said(1), anna.said(2)) == ([("Kim", ["Who"])], [])


def test_each_draft_waits_for_what_it_was_begun_for(desk: Callable[..., Desk], kim: Annotation) -> None:
    anna = desk()
    anna.panel.start_comment()
    anna.types("about all")
    anna.session.select(kim.id)
    anna.panel.start_comment()
    anna.types("about Kim")
    anna.session.select(None)
    anna.panel.start_comment()
    assert (anna.aim(), anna.panel.writer.box.text) == ("On the article", "about all")


def test_an_answer_goes_into_the_thread(project: Project, desk: Callable[..., Desk]) -> None:
    commenting.add(project, 1, "why?")
    anna = desk()
    anna.press("answer")
    assert anna.aim() == "Answer to anna: On the article"
    anna.types("because")
    anna.sends()
    assert (anna.said(), anna.aim()) == ([("", ["why?", "because"])], "On the article")


def test_a_thread_is_resolved_and_opened_again(project: Project, desk: Callable[..., Desk]) -> None:
    commenting.add(project, 1, "why?")
    anna = desk()
    anna.press("settle")
    assert anna.shown() == []
    resolved = anna.panel.findChild(QPushButton, "showResolved")
    assert resolved is not None
    assert resolved.text() == "Show resolved (1)"
    resolved.click()
    assert anna.titles() == ["Resolved thread On the article"]
    anna.press("settle")
    assert anna.titles() == ["Thread On the article"]
    assert QApplication.focusWidget().objectName() == "settle"


def test_my_own_comment_is_edited(project: Project, desk: Callable[..., Desk]) -> None:
    commenting.add(project, 1, "wyh?")
    anna = desk()
    anna.press("edit")
    assert anna.panel.writer.box.text == "wyh?"
    anna.panel.writer.box.selectAll()
    anna.types("why?")
    anna.sends()
    assert anna.said() == [("", ["why?"])]
    assert anna.shown()[0][1].endswith("edited")


def test_my_own_comment_is_deleted_and_that_can_be_undone(
    project: Project, desk: Callable[..., Desk]
) -> None:
    commenting.add(project, 1, "why?")
    anna = desk()
    anna.press("delete")
    assert anna.cards == []
    anna.bridge.undo()
    assert anna.titles() == ["Thread On the article"]


def test_a_colleagues_comment_can_only_be_answered(project: Project, desk: Callable[..., Desk]) -> None:
    with reopened(project, "ben") as ben:
        commenting.add(ben, 1, "why, @anna?")
    anna = desk()
    assert anna.cards[0].findChildren(QToolButton) == []
    assert anna.shown()[0][0] == "mentions you"


def test_where_the_first_comment_is_gone_the_answers_say_so(
    project: Project, desk: Callable[..., Desk]
) -> None:
    commenting.add(project, 1, "why?")
    (thread,) = commenting.threads_of(project, 1)
    commenting.answer(project, 1, thread.id, "because")
    commenting.delete(project, 1, thread.id)
    assert "The first comment was deleted." in desk().shown()[0]


def test_the_threads_of_the_selected_annotation_come_first_or_alone(
    project: Project, desk: Callable[..., Desk], kim: Annotation
) -> None:
    commenting.add(project, 1, "all")
    commenting.add(project, 1, "him", Anchor.of(kim.id, "anna"))
    anna = desk()
    before = anna.titles()
    anna.session.select(kim.id)
    after = anna.titles()
    anna.panel.show_scope("annotation")
    assert (before, after, anna.titles()) == (
        ["Thread On the article", "Thread On “Kim”"],
        ["Thread On “Kim”", "Thread On the article"],
        ["Thread On “Kim”"],
    )


def test_a_thread_leads_to_its_annotation_or_to_its_words(
    project: Project, desk: Callable[..., Desk], kim: Annotation
) -> None:
    for on in (Anchor.at(0, 5), Anchor.of(kim.id, "anna")):
        commenting.add(project, 1, "see", on)
    anna = desk()
    shown: list[tuple[int, int]] = []
    anna.session.revealed.connect(lambda *span: shown.append(span))
    anna.press("go", 0)
    anna.press("go", 1)
    assert (shown, anna.session.current and anna.session.current.id) == ([(0, 5)], kim.id)


def test_the_projects_threads_lead_to_their_articles(project: Project, desk: Callable[..., Desk]) -> None:
    commenting.add(project, 2, "see @anna", Anchor.at(0, 7))
    commenting.add(project, 1, "see")
    anna = desk()
    anna.panel.openWanted.connect(lambda key, _: anna.session.open(key))
    shown: list[tuple[int, int]] = []
    anna.session.revealed.connect(lambda *span: shown.append(span))
    anna.panel.show_scope("project")
    rows = anna.panel.list.model()
    assert [rows.index(n, 0).data() for n in range(rows.rowCount())] == ["see @anna", "see"]
    anna.panel.list.activated.emit(rows.index(0, 0))
    assert (anna.session.key, shown) == (2, [(0, 7)])


def test_the_projects_list_follows_what_is_said(project: Project, desk: Callable[..., Desk]) -> None:
    commenting.add(project, 1, "see")
    anna = desk()
    anna.panel.show_scope("project")
    anna.bridge.do(call(commenting.add, 2, "and see"))
    rows = anna.panel.list.model()
    assert rows.index(0, 0).data() == "and see"
    assert "anna: and see\non the article in Another story" in rows.index(0, 0).data(
        Qt.ItemDataRole.ToolTipRole
    )


def test_a_deleted_annotation_keeps_its_thread(
    project: Project, desk: Callable[..., Desk], kim: Annotation
) -> None:
    commenting.add(project, 1, "him?", Anchor.of(kim.id, "anna"))
    anna = desk()
    anna.session.select(kim.id)
    anna.session.delete()
    assert anna.titles() == ["Thread On “Kim”, which was deleted"]
    assert (anna.panel.threads.commented, anna.panel.threads.ranges) == (set(), {kim.span})


def test_many_threads_are_made_as_they_are_asked_for(project: Project, desk: Callable[..., Desk]) -> None:
    for number in range(53):
        commenting.add(project, 1, f"{number}")
    anna = desk()
    counts = [len(anna.cards)]
    (more,) = (b for b in anna.panel.findChildren(QPushButton) if b.text() == "Show more")
    more.click()
    assert [*counts, len(anna.cards), more.isVisible()] == [50, 53, False]


def test_a_comment_that_cannot_be_saved_stays_in_the_box(project: Project, desk: Callable[..., Desk]) -> None:
    commenting.add(project, 1, "why?")
    (thread,) = commenting.threads_of(project, 1)
    anna = desk()
    problems: list[str] = []
    anna.bridge.problem.connect(problems.append)
    anna.press("answer")
    anna.types("because")
    anna.bridge.do(call(commenting.delete, 1, thread.id))
    anna.sends()
    assert (problems, anna.panel.writer.box.text) == (
        ["That thread is gone: its comments were deleted."],
        "because",
    )


def test_where_the_project_is_read_only_nothing_can_be_said(
    project: Project, desk: Callable[..., Desk]
) -> None:
    commenting.add(project, 1, "why?")
    anna = desk(writing=False)
    anna.panel.start_comment()
    assert not anna.panel.writer.isEnabled()
    assert not any(b.isEnabled() for b in anna.cards[0].findChildren(QPushButton) if b.objectName() != "go")


def test_everything_that_can_be_pressed_says_what_it_is(project: Project, desk: Callable[..., Desk]) -> None:
    commenting.add(project, 1, "why?")
    buttons = [
        b for kind in (QPushButton, QToolButton) for b in desk().panel.findChildren(kind) if b.isVisible()
    ]
    assert len(buttons) >= 8
    assert [b.text() for b in buttons if not b.toolTip() or not (b.accessibleName() or b.text())] == []


# Of other layers


def test_a_thread_on_a_gold_annotation_is_marked_and_shown_by_its_words(
    desk: Callable[..., Desk], project: Project
) -> None:
    submitting.submit(project, 1)
    with project.within("gold"):
        gold = annotating.add(project, 1, *span_of(STORY, "minister"), "actor").annotations or ()
    commenting.add(project, 1, "Who?", Anchor.of(gold[0].id, "gold"))
    anna = desk()
    assert (anna.titles(), anna.panel.threads.commented) == (["Thread On “minister” (gold)"], set())
    assert anna.panel.threads.ranges == {span_of(STORY, "minister")}
    shown: list[tuple[int, int]] = []
    anna.session.revealed.connect(lambda start, end: shown.append((start, end)))
    anna.press("go")
    assert shown == [span_of(STORY, "minister")]


def test_a_thread_on_a_colleague_s_annotation_follows_it(desk: Callable[..., Desk], project: Project) -> None:
    uid = tag(as_analyst(project, "ben"), "minister", "actor")
    submitting.submit(as_analyst(project, "anna"), 1)
    commenting.add(project, 1, "Who?", Anchor.of(uid, "ben"))
    anna = desk()
    start, end = span_of(STORY, "The minister")

    def moved(project: Project) -> Change:
        with project.within("ben"):
            return annotating.move(project, 1, uid, start, end)

    anna.bridge.do(moved)
    assert anna.titles() == ["Thread On “The minister” (ben)"]

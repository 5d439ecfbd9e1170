"""Working in a team: an article is submitted and locked, reopened on purpose; each has an order of their own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from annotator.project import articles, submitting, team
from annotator.project.project import Project
from annotator.qt.team.dialog import TeamDialog
from tests.making import project_with, tag

from .conftest import ALT, CTRL, NORSUND, SHIFT, Analyst, Key

Shell = Callable[..., dict[str, Any]]


def submitted(analyst: Analyst) -> Analyst:
    """Norway is an actor, and the article is submitted."""
    analyst.put_caret("Norway")
    analyst.press(Key.Key_1)
    analyst.press(Key.Key_D, CTRL)
    return analyst


def hint(analyst: Analyst) -> str:
    found = analyst.widget("hint")
    assert isinstance(found, QLabel)
    return found.text()


def test_a_submitted_article_looks_locked(desk: Analyst) -> None:
    submitted(desk)
    assert desk.widget("submittedBadge").isVisible()
    assert (desk.widget("submittedBadge").text(), desk.window.workspace.article.done.text()) == (
        "Submitted",
        "Reopen",
    )
    assert not desk.widget("labelBar").isEnabled()
    assert hint(desk).startswith("Submitted. Ctrl+D reopens it.")
    desk.press(Key.Key_D, CTRL)
    assert not desk.widget("submittedBadge").isVisible()
    assert desk.widget("labelBar").isEnabled()


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Key.Key_2, Qt.KeyboardModifier.NoModifier),
        (Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Key.Key_U, Qt.KeyboardModifier.NoModifier),
        (Key.Key_N, Qt.KeyboardModifier.NoModifier),
        (Key.Key_M, Qt.KeyboardModifier.NoModifier),
        (Key.Key_P, Qt.KeyboardModifier.NoModifier),
        (Key.Key_Right, ALT),
        (Key.Key_L, SHIFT),
    ],
)
def test_every_key_that_would_change_it_offers_to_reopen_it(
    desk: Analyst, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    submitted(desk)
    before = desk.marked()
    desk.window.notice.hide()
    desk.press(key, held)
    assert desk.window.notice.isVisible()
    assert "“Norway waits” is submitted: it is locked." in desk.window.notice.text
    assert desk.marked() == before


def test_the_notice_reopens_it_and_the_work_goes_on(desk: Analyst) -> None:
    submitted(desk)
    desk.press(Key.Key_2)
    (button,) = [one for one in desk.window.notice.findChildren(QPushButton) if one.isVisible()]
    assert button.text() == "Reopen (Ctrl+D)"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.wait_until_saved()
    desk.press(Key.Key_2)
    assert [label for label, _ in desk.marked()] == ["claim"]


def test_undo_takes_the_submission_back_before_what_was_done_before_it(desk: Analyst) -> None:
    submitted(desk)
    desk.press(Key.Key_Z, CTRL)
    assert (desk.window.workspace.session.status, len(desk.marked())) == ("in progress", 1)
    desk.press(Key.Key_Z, CTRL)
    assert desk.marked() == []
    desk.press(Key.Key_Z, CTRL | SHIFT, times=2)
    assert (desk.window.workspace.session.status, len(desk.marked())) == ("done", 1)


def test_a_submitted_article_can_be_commented_on(desk: Analyst) -> None:
    submitted(desk)
    desk.press(Key.Key_C, CTRL | SHIFT)
    for character in "why?":
        QTest.keyClick(desk.window.focusWidget(), character)
    desk.press(Key.Key_Return, CTRL)
    assert [len(thread.comments) for thread in desk.window.workspace.comments.threads.threads] == [1]


def test_the_hash_of_what_was_submitted_can_be_checked_by_another_program(
    desk: Analyst, shell: Shell
) -> None:
    path = desk.window.workspace.bridge.path
    submitted(desk)
    desk.window.close()
    (article, *_) = shell("articles", path, "--analyst", "kim")["articles"]
    events = shell("history", path, article["id"])["events"]
    with Project.open(path, "kim", writing=False) as project:
        recorded = submitting.layer_state(project, 1, "kim").recorded
    assert recorded is not None
    (said,) = [event["what"] for event in events if event["action"] == "submit"]
    assert said == f"layer (done) added, hash {recorded[:12]}"


@pytest.fixture
def team_project(tmp_path: Path) -> Path:
    """Six articles; four are kim's, who has submitted none; ben has annotated the first."""
    texts = [NORSUND, *(f"Story {number}\n\nSweden waits." for number in range(2, 7))]
    with project_with(tmp_path, *texts, analyst="lee") as project:
        team.set_member(project, "kim", "analyst", seed=5)
        team.assign(project, [1, 3, 4, 6], ["kim"])
    with Project.open(tmp_path / "news.annotator", "ben") as project:
        tag(project, "Norway", "actor")
    return project.path


def order_of(path: Path) -> list[int]:
    with Project.open(path, "kim", writing=False) as project:
        return team.order_of(project, "kim")


def test_the_next_article_is_the_next_of_my_own_order(
    open_analyst: Callable[..., Analyst], team_project: Path
) -> None:
    kim = open_analyst(team_project)
    session, seen = kim.window.workspace.session, []
    for _ in range(4):
        seen.append(session.key)
        kim.press(Key.Key_Return, CTRL)
    assert seen == order_of(team_project)
    assert session.key in (2, 5)


def test_the_list_shows_what_is_assigned_to_me(
    open_analyst: Callable[..., Analyst], team_project: Path
) -> None:
    kim = open_analyst(team_project)
    panel, model = kim.window.workspace.articles, kim.widget("articleList").model()
    assert panel._whose.itemText(1) == "Assigned to me (4)"
    panel._whose.setCurrentIndex(1)
    assert [model.keys[line] for line in range(model.rowCount())] == order_of(team_project)
    assert panel._order.currentText() == "In my order"
    kim.window.close()
    again = open_analyst(team_project)
    assert again.widget("articleList").model().rowCount() == 4
    again.window.workspace.articles._whose.setCurrentIndex(0)
    assert again.widget("articleList").model().rowCount() == 6
    assert again.window.workspace.articles._order.currentText() == "As imported"


def test_who_has_no_assignments_is_not_asked_about_them(desk: Analyst) -> None:
    assert not desk.window.workspace.articles._whose.isVisible()


def test_a_first_pass_is_blind_until_it_is_submitted(
    open_analyst: Callable[..., Analyst], team_project: Path, tmp_path: Path, shell: Shell
) -> None:
    """Neither in the window's dataset nor in `show` there is anything of Ben's before."""
    kim = open_analyst(team_project)
    reader = kim.window.workspace.bridge.reader
    kim.window.workspace.open(1)
    kim.put_caret("Sweden")
    kim.press(Key.Key_1)
    assert [one.analyst for one in articles.layers(reader, 1)] == ["kim"]
    article = articles.id_of(reader, 1)
    assert [one["layer"] for one in shell("show", team_project, article, "--analyst", "kim")["layers"]] == [
        "kim"
    ]
    kim.press(Key.Key_D, CTRL)
    assert [one.analyst for one in articles.layers(reader, 1)] == ["ben", "kim"]
    shown = shell("show", team_project, article, "--analyst", "kim")["layers"]
    assert [one["layer"] for one in shown] == ["ben", "kim"]


def assign_by_keys(lee: Analyst, qtbot: Any, held: Qt.KeyboardModifier) -> TeamDialog:
    """Opens the dialog by its key and waits until it knows the team."""
    lee.press(Key.Key_T, held)
    (dialog,) = [one for one in lee.window.findChildren(TeamDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: bool(dialog.assigning.analysts), timeout=20_000)
    return dialog


def test_the_articles_are_drawn_in_the_window(
    open_analyst: Callable[..., Analyst], team_project: Path, qtbot: Any
) -> None:
    """Two analysts, everything for both; one undo takes it back."""
    lee = open_analyst(team_project, "lee")
    dialog = assign_by_keys(lee, qtbot, CTRL)
    dialog.tabs.setCurrentWidget(dialog.assigning)
    dialog.assigning.tick("kim", "ben")
    dialog.assigning.doubled.setFocus()
    QTest.keyClick(dialog.assigning.doubled, Key.Key_A, CTRL)
    QTest.keyClicks(dialog.assigning.doubled, "100")
    QTest.keyClick(dialog.assigning.doubled, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.assigning.go.text() == "Assign 2 articles", timeout=20_000)
    qtbot.waitUntil(lambda: dialog.assigning.plan and dialog.assigning.plan.assignments == 4, timeout=20_000)
    QTest.keyClick(dialog.assigning.go, Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.told.text() == "Done: assign 2 articles.", timeout=20_000)
    QTest.keyClick(dialog, Key.Key_Escape)
    with Project.open(team_project, "lee", writing=False) as project:
        assert team.assignments(project)[2] == ("ben", "kim")
    with qtbot.waitActive(lee.window):
        lee.window.activateWindow()
    lee.press(Key.Key_Z, CTRL)
    with Project.open(team_project, "lee", writing=False) as project:
        assert sorted(team.assignments(project)) == [1, 3, 4, 6]


def test_articles_that_are_selected_in_the_list_are_assigned_by_hand(
    open_analyst: Callable[..., Analyst], team_project: Path, qtbot: Any
) -> None:
    lee = open_analyst(team_project, "lee")
    lee.press(Key.Key_1, CTRL)
    lee.press(Key.Key_Home, CTRL)
    lee.press(Key.Key_Down, SHIFT)
    assert lee.window.workspace.session.key == 1
    dialog = assign_by_keys(lee, qtbot, CTRL | SHIFT)
    dialog.assigning.tick("ben")
    qtbot.waitUntil(lambda: dialog.assigning.go.text() == "Assign 2 articles", timeout=20_000)
    qtbot.waitUntil(lambda: dialog.assigning.go.isEnabled(), timeout=20_000)
    QTest.keyClick(dialog.assigning.go, Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.told.text() == "Done: assign 2 articles.", timeout=20_000)
    with Project.open(team_project, "lee", writing=False) as project:
        assert {key: names for key, names in team.assignments(project).items() if "ben" in names} == {
            1: ("ben", "kim"),
            2: ("ben",),
        }

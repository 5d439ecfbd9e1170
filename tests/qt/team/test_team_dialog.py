"""The dialog of the team: members with their roles, a draw that is seen before it is done, what is assigned."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton, QWidget

from annotator.project import submitting, team
from annotator.project.project import Project
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.team.assign_page import BY_HAND
from annotator.qt.team.dialog import TeamDialog
from annotator.qt.team.strip import Strip
from tests.making import project_with, tag

TEXTS = [f"Story {number}\n\nKim signed." for number in range(1, 11)]
TRIO = ["anna", "ben", "chloe"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Lee's project of ten articles; anna has one of them and has submitted it, ben and chloe are there."""
    with project_with(tmp_path, *TEXTS, analyst="lee") as project:
        for name in TRIO:
            team.set_member(project, name, "analyst")
        team.assign(project, [1], ["anna"])
    with Project.open(tmp_path / "news.annotator", "anna") as project:
        tag(project, "Kim", "actor")
        submitting.submit(project, 1)
    return project.path


@pytest.fixture
def open_dialog(path: Path, qtbot: Any) -> Iterator[Callable[..., TeamDialog]]:
    """Opens it, and waits until it has read the project."""
    parent, bridge = QWidget(), Bridge(path, "lee")
    parent.resize(900, 600)
    qtbot.addWidget(parent)

    def open_(*chosen: int) -> TeamDialog:
        dialog = TeamDialog(parent, bridge, chosen)
        dialog.open()
        qtbot.waitUntil(lambda: dialog.assigning.plan is not None, timeout=20_000)
        return dialog

    yield open_
    for dialog in parent.findChildren(TeamDialog):
        dialog.reject()
    bridge.close()


@pytest.fixture
def dialog(open_dialog: Callable[..., TeamDialog]) -> TeamDialog:
    return open_dialog()


def planned(dialog: TeamDialog, qtbot: Any) -> str:
    """What is said of the plan, once it is worked out."""
    qtbot.waitUntil(lambda: not (dialog.assigning._pause.isActive() or dialog._drawing.busy), timeout=20_000)
    found = dialog.findChild(QLabel, "planSaid")
    assert found is not None
    return found.text()


def assignments(path: Path) -> dict[int, tuple[str, ...]]:
    with Project.open(path, "lee", writing=False) as project:
        return team.assignments(project)


def part(dialog: TeamDialog, kind: type, name: str) -> Any:
    return next(one for one in dialog.findChildren(kind) if one.accessibleName() == name)


def test_everybody_is_shown_with_role_and_progress(dialog: TeamDialog) -> None:
    assert part(dialog, QComboBox, "Role of lee").currentText() == "lead"
    assert [one.accessibleName() for one in dialog.team.findChildren(Strip)] == [
        "1 article assigned: 1 submitted"
    ]
    about = dialog.findChild(QLabel, "rolesAreSettings")
    assert about is not None
    assert "It protects nothing" in about.text()


def test_a_colleague_is_taken_in_by_keys(dialog: TeamDialog, path: Path, qtbot: Any) -> None:
    dialog.team.name.setFocus()
    QTest.keyClicks(dialog.team.name, "dan")
    QTest.keyClick(dialog.team.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "dan" in dialog.assigning._ticks, timeout=20_000)
    assert dialog.isVisible()
    assert "dan" in dialog.assigning.analysts
    assert dialog.told.text() == "Done: take dan into the team."
    dialog.undo.click()
    qtbot.waitUntil(lambda: "dan" not in dialog.assigning._ticks, timeout=20_000)


def test_a_role_is_changed_and_a_member_taken_out(dialog: TeamDialog, path: Path, qtbot: Any) -> None:
    box = part(dialog, QComboBox, "Role of ben")
    box.setCurrentText("reviewer")
    box.activated.emit(box.currentIndex())
    part(dialog, QToolButton, "Take chloe out of the team").click()
    with Project.open(path, "lee", writing=False) as project:
        roles = {member.name: member.role for member in team.members(project)}
    assert roles == {"anna": "analyst", "ben": "reviewer", "lee": "lead"}


def test_what_a_name_cannot_be_is_told(dialog: TeamDialog) -> None:
    dialog.team.name.setText("gold")
    dialog.team.add.click()
    assert "reserved word" in dialog.told.text()


def test_a_draw_is_seen_and_then_done(dialog: TeamDialog, path: Path, qtbot: Any) -> None:
    assert dialog.assigning.analysts == TRIO
    assert planned(dialog, qtbot) == "9 articles, 11 assignments:"
    dialog.assigning.doubled.setValue(100)
    assert planned(dialog, qtbot) == "9 articles, 18 assignments:"
    assert dialog.assigning._pairs.text() == "Every two of them have 3 of these articles in common."
    plan = dialog.assigning.plan
    assert plan is not None
    dialog.assigning.go.click()
    qtbot.waitUntil(lambda: dialog.told.text() == "Done: assign 9 articles.", timeout=20_000)
    assert assignments(path) == {1: ("anna",)} | {k: tuple(sorted(v)) for k, v in plan.given.items()}
    qtbot.waitUntil(lambda: dialog.assigned.model.rowCount() == 10, timeout=20_000)
    assert planned(dialog, qtbot).startswith("Nothing is left to assign")
    assert not dialog.assigning.go.isEnabled()


def test_what_cannot_be_drawn_is_told(dialog: TeamDialog, qtbot: Any) -> None:
    dialog.assigning.tick("anna")
    assert planned(dialog, qtbot).startswith("Two analysts are needed")
    assert not dialog.assigning.go.isEnabled()
    dialog.assigning.doubled.setValue(0)
    assert planned(dialog, qtbot) == "9 articles, 9 assignments:"
    assert dialog.assigning._pairs.text().startswith("No two analysts get the same article")


def test_selected_articles_are_assigned_by_hand(
    open_dialog: Callable[..., TeamDialog], path: Path, qtbot: Any
) -> None:
    dialog = open_dialog(1, 4)
    assert dialog.tabs.currentWidget() is dialog.assigning
    assert dialog.assigning.how.currentData() == BY_HAND
    dialog.assigning.tick("anna", "ben")
    assert planned(dialog, qtbot) == "2 articles, 3 assignments:"
    dialog.assigning.go.click()
    qtbot.waitUntil(lambda: len(assignments(path)) == 2, timeout=20_000)
    assert assignments(path) == {1: ("anna", "ben"), 4: ("anna", "ben")}


def test_assignments_are_listed_and_taken_back(dialog: TeamDialog, path: Path, qtbot: Any) -> None:
    dialog._do(call(team.assign, [2, 3], ["ben"]))
    qtbot.waitUntil(lambda: dialog.assigned.model.rowCount() == 3, timeout=20_000)
    page = dialog.assigned
    rows = [page.model.index(row).data(Qt.ItemDataRole.ToolTipRole) for row in range(3)]
    assert rows == ["Story 1\nanna submitted", "Story 2\nben assigned", "Story 3\nben assigned"]
    page.whose.setCurrentIndex(page.whose.findData("ben"))
    page.list.selectAll()
    page.back.click()
    qtbot.waitUntil(lambda: assignments(path) == {1: ("anna",)}, timeout=20_000)
    assert dialog.told.text() == "Done: take back 2 assignments."


def test_a_project_that_is_read_only_is_shown_and_not_changed(path: Path, qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    with Project.open(path, "ben"):
        bridge = Bridge(path, "lee")
        dialog = TeamDialog(parent, bridge)
        qtbot.waitUntil(lambda: dialog.assigning.plan is not None, timeout=20_000)
        shut = (dialog.team.add, dialog.assigning.go, dialog.assigned.back)
        assert not any(button.isEnabled() for button in shut)
        assert not part(dialog, QComboBox, "Role of ben").isEnabled()
        dialog.reject()
        bridge.close()

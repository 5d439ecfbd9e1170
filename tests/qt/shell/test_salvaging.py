"""A damaged project in the window: what is whole of it is offered, and comes into a new one."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox, QPushButton

from annotator.domain.problems import Damaged
from annotator.project.project import Project
from annotator.qt.kit import problems
from annotator.qt.shell import salvage_offer
from annotator.qt.shell.main_window import MainWindow
from annotator.qt.shell.salvage_offer import OFFER
from tests.making import tag
from tests.storage.test_audit import damage


@pytest.fixture
def path(project: Project) -> Path:
    """A closed project with an annotation."""
    tag(project, "Kim", "actor")
    project.close()
    return project.path


@pytest.fixture
def window(qtbot: Any) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What message boxes say; each is answered by the button that salvages, if it has one."""
    found: list[str] = []

    def press(box: QMessageBox) -> None:
        wanted = [one for one in box.buttons() if one.text() == OFFER] or box.buttons()
        wanted[0].click()

    def answer(box: QMessageBox) -> None:
        found.append(box.text())
        QTimer.singleShot(0, lambda: press(box))

    run = QMessageBox.exec

    def shown(box: QMessageBox) -> int:
        answer(box)
        return run(box)

    monkeypatch.setattr(QMessageBox, "exec", shown)
    return found


def saving_to(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(salvage_offer, "ask_file", lambda *_: (str(path), ""))


def without_schema(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:100] + bytes(3996) + data[4096:])


def test_a_project_that_will_not_open_is_salvaged(
    window: MainWindow, path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    without_schema(path)
    before = path.read_bytes()
    saving_to(path.with_name("new.annotator"), monkeypatch)
    window.open_project(path, "anna")
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    assert window.workspace is not None
    assert window.workspace.bridge.path.name == "new.annotator"
    assert window.workspace.bridge.writable
    assert "damaged" in told[0] or "not as Annotator makes it" in told[0]
    assert "Nothing is lost." in told[1]
    assert path.read_bytes() == before
    window.close()


def test_one_that_can_only_be_read_has_a_button_for_it(
    window: MainWindow, path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    path.write_bytes(path.read_bytes().replace(b'"label":"actor"', b'"label":"actOr"'))
    window.open_project(path, "anna")
    assert window.workspace is not None
    assert not window.workspace.bridge.writable
    assert "is damaged" in window.notice.text
    saving_to(path.with_name("new.annotator"), monkeypatch)
    (button,) = window.notice.findChildren(QPushButton)
    assert button.text() == OFFER
    button.click()
    qtbot.waitUntil(lambda: window.workspace is not None and window.workspace.bridge.writable, timeout=20_000)
    assert "lost is 1 annotation of anna" in told[0]
    window.close()


def test_damage_met_while_reading_is_told_once_and_is_no_error_of_the_program(
    told: list[str], qtbot: Any
) -> None:
    problem = Damaged("news.annotator is damaged, told in a test.")
    for _ in range(3):
        problems._report(Damaged, problem, None)
    qtbot.waitUntil(lambda: told == [str(problem)])


def test_an_error_that_follows_from_damage_is_told_as_that(
    window: MainWindow, path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(problems, "_explain", [window.damage_behind])
    window.open_project(path, "anna")
    damage(path, "UPDATE article_row SET headline = x'00' WHERE article = 1")
    problems._report(TypeError, TypeError("no text"), None)
    qtbot.waitUntil(lambda: told != [])
    assert "table article_row" in told[0]
    window.close()

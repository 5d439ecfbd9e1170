"""Work never seems lost: a project that is closed is opened again in every way, and the same layer is there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QListWidget, QPushButton

from annotator.project.demo import build
from annotator.project.settings import Settings
from annotator.qt.kit.bridge import Bridge
from annotator.qt.shell.main_window import MainWindow
from annotator.qt.shell.new_project import NewProjectDialog
from tests.dialogs import visiting
from tests.journeys.conftest import NORSUND, Analyst, Key
from tests.making import project_with

Starts = Callable[[], Analyst]


@pytest.fixture
def start(qtbot: Any) -> Any:
    """Starts the program without a project; every window is closed afterwards."""
    windows: list[MainWindow] = []

    def begin() -> Analyst:
        window = MainWindow()
        qtbot.addWidget(window)
        windows.append(window)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        return Analyst(window)

    yield begin
    for window in windows:
        window.close()


def by_recent_list(analyst: Analyst, path: Path) -> None:
    shown: QListWidget = analyst.widget("recentProjects")
    assert shown.currentItem().text() == path.stem
    QTest.keyClick(shown, Qt.Key.Key_Return)


def by_command_line(analyst: Analyst, path: Path) -> None:
    analyst.window.show_project(Bridge(path, None))


def by_command_line_with_a_name(analyst: Analyst, path: Path) -> None:
    analyst.window.show_project(Bridge(path, "kim"))


def by_dropping_the_file(analyst: Analyst, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    dropped = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    analyst.window.dropEvent(dropped)


def button(analyst: Analyst, words: str) -> QPushButton:
    (found,) = [one for one in analyst.widget("whoBar").findChildren(QPushButton) if one.text() == words]
    return found


def see(analyst: Analyst, qtbot: Any) -> str:
    """The bar's sentence, once the project was asked."""
    bar = analyst.widget("whoBar")
    qtbot.waitUntil(bar.isVisible, timeout=5000)
    return str(bar.accessibleName())


@pytest.mark.parametrize(
    "reopen", [by_recent_list, by_command_line, by_command_line_with_a_name, by_dropping_the_file]
)
def test_a_new_project_is_reopened_with_ones_own_work(
    start: Starts, tmp_path: Path, reopen: Callable[[Analyst, Path], None]
) -> None:
    path = tmp_path / "talks.annotator"

    def fill(dialog: NewProjectDialog) -> None:
        dialog.file.setText(str(path))
        dialog.analyst_name.selectAll()
        QTest.keyClicks(dialog.analyst_name, "kim")
        QTest.keyClick(dialog.analyst_name, Qt.Key.Key_Return)

    first = start()
    with visiting(NewProjectDialog, fill):
        first.window.new_project()
    assert first.window.workspace.bridge.analyst == "kim"
    first.window.close()

    again = start()
    reopen(again, path)
    workspace = again.window.workspace
    assert (workspace.bridge.analyst, again.widget("analystChip").text()) == ("kim", "kim")
    assert not again.widget("whoBar").isVisible()


def test_annotations_place_and_name_are_there_after_the_second_start(
    start: Starts, tmp_path: Path, open_analyst: Callable[..., Analyst]
) -> None:
    project = project_with(tmp_path, NORSUND, analyst="kim")
    project.close()
    first = open_analyst(project.path, "kim")
    first.tag("Norway said", Key.Key_1)
    caret = first.text.caret
    first.window.close()
    place = Settings.load().place(project.path)
    again = start()
    by_recent_list(again, project.path)
    assert (again.marked(), again.text.caret) == ([("actor", "Norway said")], caret)
    assert (place.done, place.total) == (0, 1)


def test_whoever_is_somebody_else_is_offered_the_one_who_worked_here(
    start: Starts, tmp_path: Path, qtbot: Any, open_analyst: Callable[..., Analyst]
) -> None:
    """Another home folder, or a project made under a stated name: the settings do not know who it was."""
    project = project_with(tmp_path, NORSUND, analyst="kim")
    project.close()
    first = open_analyst(project.path, "kim")
    first.tag("Norway said", Key.Key_1)
    first.window.close()
    settings = Settings.load()
    settings.keep_analyst(project.path, "")
    settings.analyst = "lena"
    settings.save()

    again = start()
    by_recent_list(again, project.path)
    assert see(again, qtbot) == "kim has 1 annotation here. You are lena."
    QTest.mouseClick(button(again, "Go on as kim"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: again.window.workspace.bridge.analyst == "kim")
    assert again.marked() == [("actor", "Norway said")]
    assert again.window.workspace.bridge.writable
    again.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert again.marked() == []
    assert Settings.load().analyst_of(project.path) == "kim"


def test_whoever_is_new_says_so_once(
    start: Starts, tmp_path: Path, qtbot: Any, open_analyst: Callable[..., Analyst]
) -> None:
    project = project_with(tmp_path, NORSUND, analyst="kim")
    project.close()
    first = open_analyst(project.path, "kim")
    first.tag("Norway said", Key.Key_1)
    first.window.close()
    settings = Settings.load()
    settings.keep_analyst(project.path, "")
    settings.analyst = "lena"
    settings.save()
    again = start()
    by_recent_list(again, project.path)
    see(again, qtbot)
    QTest.mouseClick(button(again, "Start as lena"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not again.widget("whoBar").isVisible())
    assert Settings.load().analyst_of(project.path) == "lena"


def test_a_sample_of_somebody_else_says_whose_it_is(start: Starts, tmp_path: Path, qtbot: Any) -> None:
    sample = build(tmp_path / "Annotator sample")
    settings = Settings(analyst="lena")
    settings.save()
    again = start()
    by_dropping_the_file(again, sample.project)
    assert see(again, qtbot).startswith("anna has ")
    assert button(again, "Go on as anna").isVisible()


def test_the_name_is_a_button_that_switches_and_comes_back(
    tmp_path: Path, qtbot: Any, open_analyst: Callable[..., Analyst]
) -> None:
    project = project_with(tmp_path, NORSUND, analyst="kim")
    project.close()
    kim = open_analyst(project.path, "kim")
    kim.tag("Norway said", Key.Key_1)
    chip = kim.widget("analystChip")

    def choose(words: str) -> None:
        qtbot.waitUntil(lambda: any(words in one.text() for one in chip.menu().actions()))
        (entry,) = [one for one in chip.menu().actions() if words in one.text()]
        entry.trigger()

    def name_ben(dialog: QInputDialog) -> None:
        QTest.keyClicks(dialog.findChild(QLineEdit), "ben")
        dialog.accept()

    with visiting(QInputDialog, name_ben):
        choose("Someone else")
    assert (kim.window.workspace.bridge.analyst, chip.text()) == ("ben", "ben")
    qtbot.waitUntil(lambda: kim.marked() == [])
    assert kim.window.workspace.bridge.writable
    choose("kim  ·  1 annotation  ·  today")
    assert kim.window.workspace.bridge.analyst == "kim"
    qtbot.waitUntil(lambda: kim.marked() == [("actor", "Norway said")])


def test_a_project_that_is_open_is_opened_again_for_writing(
    tmp_path: Path, open_analyst: Callable[..., Analyst]
) -> None:
    project = project_with(tmp_path, NORSUND, analyst="kim")
    project.close()
    kim = open_analyst(project.path, "kim")
    by_dropping_the_file(kim, project.path)
    assert kim.window.workspace.bridge.writable
    assert QApplication.activeModalWidget() is None

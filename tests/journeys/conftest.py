"""A real window on a real project, driven with keys and mouse; what came of it is read by other programs."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QWidget

from annotator.cli.main import main
from annotator.qt.shell.app import open_window
from annotator.qt.shell.main_window import MainWindow
from annotator.qt.text.article_view import ArticleView
from tests.making import project_with
from tests.settling import settle

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

STORY = """Subscribe to the evening bulletin

Arms Control

Minister: Tehran 'will answer' to new trade sanctions

RIA Novosti

05/10/2010 09:15 TEHRAN, October 5 (RIA Novosti) - Iran will answer the trade sanctions that the U.S. imposed in \
August, Foreign Minister Karim Daneshvar said on Tuesday.

"We will not sit still 🇮🇷 while others decide," Daneshvar said, adding that Tehran was ready for talks.

The United States threatened an oil-export ban last week.

Sign up for our list
"""


NORSUND = (
    "Norway waits\n\nNorway said Norway would pay. “We pay,” said Ingrid Solvang. "
    "She and Norway met Sweden. Solvang left. The ferry of Belgrave Line sank."
)
SECOND = "Norway again\n\nNorway and Sweden signed. The ban on ferries stays."
"""Two articles of a project without zones: what is annotated in the one can be told from the other."""


class Analyst:
    """Somebody at the keyboard. Words are found in the text and reached with the caret's keys."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def widget(self, name: str) -> Any:
        """The part of the window of that object name."""
        found = self.window.findChild(QWidget, name)
        assert found is not None, f"the window has no {name}"
        return found

    @property
    def text(self) -> ArticleView:
        return self.widget("articleView")

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Presses a key in whatever has the keyboard."""
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.wait_until_saved()

    def command(self, name: str) -> None:
        """Chooses a command in a menu."""
        self.window._actions[name].trigger()
        self.wait_until_saved()

    def wait_until_saved(self) -> None:
        """Looks at the status bar, as one does on a slow disk."""
        for _ in range(3):  # The details are built a moment after the text is painted.
            if self.window.workspace is not None:
                settle(self.window.workspace.bridge)
            QApplication.processEvents()
        assert "Saving" not in self.widget("statusBar").findChild(QLabel).text()

    def put_caret(self, words: str) -> int:
        """Walks the caret before the words, by keys; gives how often it stepped."""
        self.press(Key.Key_Home, CTRL)
        self.press(Key.Key_Right, times=self.text.text.index(words))
        return self.text.text.index(words)

    def select(self, words: str) -> None:
        """Selects the words, by keys."""
        self.put_caret(words)
        end = self.text.text.index(words) + len(words)
        while self.text.selection()[1] < end:
            self.press(Key.Key_Right, SHIFT)

    def tag(self, words: str, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        self.select(words)
        self.press(key, held)

    def make(self, words: str, key: Qt.Key) -> None:
        """Tags the words, and leaves the annotation and what is offered for it."""
        self.tag(words, key)
        self.press(Key.Key_M, SHIFT)
        self.press(Key.Key_Escape)

    @property
    def selected(self) -> str:
        """The words of the selected annotation."""
        session = self.window.workspace.session
        return session.text_of(session.current) if session.current else ""

    def place_of(self, words: str) -> QPoint:
        """A point of the viewport in the middle of the words."""
        start = self.text.text.index(words)
        self.text.set_caret(start + len(words) // 2)
        return self.text.cursorRect().center() + QPoint(2, 0)

    def click(self, place: QPoint) -> None:
        """A click that is no part of a double click."""
        QTest.qWait(QApplication.doubleClickInterval() + 50)
        QTest.mouseClick(self.text.viewport(), Qt.MouseButton.LeftButton, NONE, place)
        QApplication.processEvents()

    def marked(self) -> list[tuple[str, str]]:
        """(label, words) of the open article's annotations, as the list shows them."""
        view: QListView = self.widget("annotationList")
        model = view.model()
        rows = model.rows  # type: ignore[attr-defined]
        return [(one.label, self.text.text[one.start : one.end]) for one in rows]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    """Runs a command and gives its JSON."""

    def run(*words: object) -> dict[str, Any]:
        capsys.readouterr()
        assert main([*map(str, words), "--json"]) == 0
        result: dict[str, Any] = json.loads(capsys.readouterr().out)
        return result

    return run


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """The file of a wire story."""
    path = tmp_path / "in" / "story.txt"
    path.parent.mkdir()
    path.write_text(STORY, "utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path, story: Path, shell: Callable[..., dict[str, Any]]) -> Path:
    """A project that holds the story."""
    path = tmp_path / "work.annotator"
    shell("new", path, "--analyst", "kim")
    shell("import", path, story, "--analyst", "kim")
    return path


@pytest.fixture
def open_analyst(qtbot: Any) -> Iterator[Callable[..., Analyst]]:
    """Opens a window on a project; it is closed afterwards."""
    windows: list[MainWindow] = []

    def open_(project: Path, name: str = "kim") -> Analyst:
        window = open_window(project, name)
        qtbot.addWidget(window)
        windows.append(window)
        with qtbot.waitActive(window):
            window.activateWindow()
        return Analyst(window)

    yield open_
    for window in windows:
        window.close()


@pytest.fixture
def analyst(open_analyst: Callable[[Path], Analyst], project: Path) -> Analyst:
    """An analyst before the open story."""
    return open_analyst(project)


@pytest.fixture
def desk(tmp_path: Path, open_analyst: Callable[[Path], Analyst]) -> Analyst:
    """An analyst before the first of two articles."""
    project = project_with(tmp_path, NORSUND, SECOND, analyst="kim")
    project.close()
    return open_analyst(project.path)

"""The write box: names after an @, Ctrl+Return, Esc."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from annotator.qt.comments.write_box import WriteBox

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    box = WriteBox("box", "Box")
    box.set_names(["anna", "Anna Lee", "ben"])
    made.setCentralWidget(box)
    made.show()
    made.activateWindow()
    with qtbot.waitActive(made):
        box.setFocus()
    return made


@pytest.fixture
def box(window: QMainWindow) -> WriteBox:
    found = window.centralWidget()
    assert isinstance(found, WriteBox)
    return found


def offered(box: WriteBox) -> list[str]:
    model, popup = box.completer.completionModel(), box.completer.popup()
    assert popup is not None
    return [model.index(n, 0).data() for n in range(model.rowCount())] if popup.isVisible() else []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("@", ["anna", "Anna Lee", "ben"]),
        ("see @a", ["anna", "Anna Lee"]),
        ("🐟 @Anna L", ["Anna Lee"]),
        ('@"Anna', ["anna", "Anna Lee"]),
        ("@x", []),
        ("@ben", []),
        ("mail@b", []),
        ("b", []),
    ],
)
def test_names_are_offered_after_an_at(box: WriteBox, typed: str, expected: list[str]) -> None:
    box.setPlainText(typed[:-1])
    box.moveCursor(box.textCursor().MoveOperation.End)
    QTest.keyClicks(box, typed[-1])
    assert offered(box) == expected


@pytest.mark.parametrize(("typed", "name"), [("@b", "@ben "), ("@anna l", '@"Anna Lee" ')])
def test_return_takes_the_name_that_is_offered(box: WriteBox, typed: str, name: str) -> None:
    box.setPlainText("🐟 see ")
    box.moveCursor(box.textCursor().MoveOperation.End)
    QTest.keyClicks(box, typed)
    QTest.keyClick(box.completer.popup(), Qt.Key.Key_Return)
    assert (box.text, offered(box)) == (f"🐟 see {name}", [])


def test_ctrl_return_sends_even_if_the_window_has_it_as_a_command(window: QMainWindow, box: WriteBox) -> None:
    heard: list[str] = []
    command = QAction(window)
    command.setShortcut(QKeySequence("Ctrl+Return"))
    command.triggered.connect(lambda: heard.append("window"))
    window.addAction(command)
    box.sendWanted.connect(lambda: heard.append("box"))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return, CTRL)
    assert (heard, box.text) == (["box"], "")


def test_return_begins_a_line_and_tab_leaves(box: WriteBox) -> None:
    QTest.keyClicks(box, "a")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "b")
    assert (box.text, box.tabChangesFocus()) == ("a\nb", True)


def test_esc_is_left_to_whoever_is_around(window: QMainWindow, box: WriteBox) -> None:
    heard: list[int] = []
    window.keyPressEvent = lambda event: heard.append(event.key())  # type: ignore[method-assign]
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert heard == [Qt.Key.Key_Escape]

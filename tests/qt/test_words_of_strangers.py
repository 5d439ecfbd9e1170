"""Nothing that a stranger wrote is taken for markup, wherever the window shows it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QTimer
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from annotator.qt import problems
from annotator.qt.actions import COMMANDS
from annotator.qt.app import open_window
from annotator.qt.main_window import MainWindow
from annotator.qt.plain import harmless
from tests.hostile import hostile_project
from tests.qt.walking import Walk

ENDING = {"quit", "close", "new", "open", "sample", "withdraw", "purge"}
"""Commands that lead away from the project."""


def word(part: str) -> str:
    """Markup of all kinds; the part stands in it, so that it is known whose words were seen."""
    return (
        f"<img src='/annotator-no-such-picture.png' width='30000' height='30000'><b>{part}</b> AT&T [*] "
        f"&amp; <a href='file:///'>x</a>"
    )


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    window = open_window(hostile_project(tmp_path / "in", word, word), word("anna"))
    qtbot.addWidget(window)
    window.resize(1300, 900)
    QApplication.processEvents()
    yield window
    window.close()


@pytest.fixture
def walk() -> Iterator[Walk]:
    """Looks at every dialog and menu that opens, and leaves it again."""
    walk = Walk()

    def leave() -> None:
        box = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if box is not None:
            walk.look()
            walk.boxes.append(type(box).__name__)
            box.reject() if isinstance(box, QDialog) else box.close()

    timer = QTimer()
    timer.timeout.connect(leave)
    timer.start(40)
    yield walk
    timer.stop()


def test_no_page_and_no_dialog_takes_words_for_markup(window: MainWindow, walk: Walk, qtbot: QtBot) -> None:
    assert window.workspace is not None
    window.workspace.open(1)
    qtbot.wait(200)
    window.workspace.session.select(window.workspace.session.annotations[0].id)
    qtbot.wait(100)
    walk.look()
    for command in COMMANDS:
        if command.name not in ENDING:
            walk.boxes.clear()
            window._actions[command.name].trigger()
            qtbot.wait(120)
            walk.look()
            print(
                command.name,
                len(walk.faults),
                walk.boxes,
                window.notice.text[:100] if window.notice.isVisible() else "",
            )
    for f in sorted(walk.faults):
        print("FAULT", f)
    for k, v in walk.seen.items():
        print(k, sorted(v))
    assert not walk.faults

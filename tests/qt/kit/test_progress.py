"""The box that shows a long task: each way out of it stops the task."""

import threading
from collections.abc import Callable

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.problems import Progress
from annotator.qt.kit import progress
from annotator.qt.kit.tasks import Task

WAYS: dict[str, Callable[[QProgressDialog], object]] = {
    "Esc": lambda box: QTest.keyClick(box, Qt.Key.Key_Escape),
    "the button": lambda box: box.findChild(QPushButton).click(),
    "closing": lambda box: box.close(),
}


def count(steps: Progress) -> int:
    """Goes on until it is stopped."""
    never = threading.Event()
    while not never.wait(0.001):
        steps.step(100, 200)
    return 200


@pytest.mark.parametrize("leave", WAYS.values(), ids=WAYS.keys())
def test_a_long_task_can_be_stopped(qtbot: QtBot, leave: Callable[[QProgressDialog], object]) -> None:
    window, ended = QWidget(), []
    qtbot.addWidget(window)
    window.show()
    task = Task(count)
    task.cancelled.connect(lambda: ended.append("stopped"))
    progress.run(window, "Counting…", task, lambda _result: ended.append("done"))
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QProgressDialog))
    box = QApplication.activeModalWidget()
    assert isinstance(box, QProgressDialog)
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    leave(box)
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == ["stopped"]

"""Active time: it stands still without the keyboard, and a minute after the last key or movement of the mouse."""

from collections.abc import Iterator

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from annotator.qt.kit.activity import ActiveTime

ACTIVE, INACTIVE = Qt.ApplicationState.ApplicationActive, Qt.ApplicationState.ApplicationInactive


class Clock:
    """Goes where it is told to, in seconds."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Worker:
    """Somebody at a window that has the keyboard."""

    def __init__(self, window: QLineEdit) -> None:
        self.window = window
        self.clock = Clock()
        self.time = ActiveTime(self.clock)

    def passes(self, seconds: float) -> None:
        self.clock.now += seconds

    def types(self) -> None:
        QTest.keyClick(self.window.windowHandle(), Qt.Key.Key_A)

    def turns(self, state: Qt.ApplicationState) -> None:
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.emit(state)


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    window = QLineEdit()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    with qtbot.waitActive(window):
        window.setFocus()
    worker = Worker(window)
    yield worker
    worker.time.close()


def test_time_is_taken_once(worker: Worker) -> None:
    worker.passes(2.5)
    assert [worker.time.take(), worker.time.take()] == [2500, 0]


def test_an_idle_minute_counts_and_no_more(worker: Worker) -> None:
    worker.passes(300)
    assert worker.time.take() == 60_000
    worker.passes(300)
    assert worker.time.take() == 0


def test_after_a_pause_the_next_key_counts_on(worker: Worker) -> None:
    worker.passes(300)
    worker.types()
    worker.passes(5)
    assert worker.time.take() == 65_000


def test_keys_keep_it_going(worker: Worker) -> None:
    for _ in range(4):
        worker.passes(50)
        worker.types()
    assert worker.time.take() == 200_000


def test_the_mouse_keeps_it_going_too(worker: Worker) -> None:
    worker.passes(50)
    QTest.mouseMove(worker.window.windowHandle(), QPoint(5, 5))
    worker.passes(50)
    assert worker.time.take() == 100_000


def test_it_stands_still_while_another_program_has_the_keyboard(worker: Worker) -> None:
    worker.passes(3)
    worker.turns(INACTIVE)
    worker.passes(30)
    worker.turns(ACTIVE)
    worker.passes(4)
    assert worker.time.take() == 7000


def test_coming_back_counts_from_then_on(worker: Worker) -> None:
    worker.turns(INACTIVE)
    worker.passes(3000)
    worker.turns(ACTIVE)
    worker.passes(100)
    assert worker.time.take() == 60_000


def test_an_article_that_is_opened_begins_anew(worker: Worker) -> None:
    worker.passes(10)
    worker.time.begin()
    worker.passes(1)
    assert worker.time.take() == 1000


def test_time_that_was_taken_for_nothing_is_given_back(worker: Worker) -> None:
    worker.passes(10)
    worker.time.give_back(worker.time.take())
    worker.passes(1)
    assert worker.time.take() == 11_000


def test_it_takes_no_event_from_anybody(worker: Worker) -> None:
    worker.types()
    assert worker.window.text() == "a"
    assert worker.time.eventFilter(QObject(), QEvent(QEvent.Type.KeyPress)) is False


def test_closed_it_listens_no_more(worker: Worker) -> None:
    other = ActiveTime(worker.clock)
    other.close()
    worker.passes(50)
    worker.types()
    worker.passes(50)
    assert other.take() == 60_000

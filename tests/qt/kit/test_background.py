"""Work on another thread, of which only the latest counts."""

from collections.abc import Iterator
from threading import Event

import pytest

pytest.importorskip("PySide6")

import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.project.project import Project
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge


@pytest.fixture
def bridge(project: Project) -> Iterator[Bridge]:
    project.close()
    bridge = Bridge(project.path, "anna")
    yield bridge
    bridge.close()


def test_of_several_questions_the_last_is_answered(qtbot: QtBot, bridge: Bridge) -> None:
    answers: list[str] = []
    latest = LatestOnly(bridge)
    go_on = Event()
    for word in ("one", "two", "three"):
        latest.ask(lambda project, _, word=word: go_on.wait() and f"{word} {project.analyst}", answers.append)
    go_on.set()
    qtbot.waitUntil(lambda: not latest.busy)
    assert answers == ["three anna"]


def test_what_was_cancelled_gives_nothing(qtbot: QtBot, bridge: Bridge) -> None:
    answers, go_on = list[object](), Event()
    latest = LatestOnly(bridge)
    latest.run(lambda _: go_on.wait(), answers.append)
    latest.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not latest.busy)
    assert answers == []


def test_a_page_that_is_gone_by_then_is_not_told(qtbot: QtBot, bridge: Bridge) -> None:
    page, go_on, answers = QWidget(), Event(), list[object]()
    latest = LatestOnly(bridge, page)
    latest.run(lambda _: go_on.wait(), answers.append)
    with qtbot.waitSignal(latest._task.succeeded):
        shiboken6.delete(page)
        go_on.set()
    assert answers == []

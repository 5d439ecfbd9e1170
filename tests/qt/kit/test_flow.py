"""Widgets laid out like words: where they stand, and that nothing is worked out twice."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from annotator.qt.kit.flow import Flow


def flow_of(qtbot: QtBot, *texts: str) -> tuple[Flow, list[QPushButton]]:
    flow, buttons = Flow(), [QPushButton(text) for text in texts]
    qtbot.addWidget(flow)
    for button in buttons:
        flow.add(button)
    flow.resize(300, 100)
    flow.show()
    QApplication.processEvents()
    return flow, buttons


def test_what_has_no_room_goes_on_to_the_next_line(qtbot: QtBot) -> None:
    flow, (first, second, third) = flow_of(qtbot, "one", "two", "three " * 12)
    assert first.y() == second.y() == 0
    assert second.x() > first.geometry().right()
    assert third.y() > first.y()
    assert flow.heightForWidth(300) == third.geometry().bottom() + 1


def test_a_part_that_becomes_wider_moves_the_others(qtbot: QtBot) -> None:
    flow, (first, second) = flow_of(qtbot, "one", "two")
    before = second.x()
    first.setText("one that is longer")
    qtbot.waitUntil(lambda: second.x() > before)
    assert flow.minimumSizeHint().width() == first.sizeHint().width()


def test_a_part_that_becomes_higher_makes_it_higher(qtbot: QtBot) -> None:
    flow, (first, _) = flow_of(qtbot, "one", "two")
    before = flow.heightForWidth(300)
    font = first.font()
    font.setPixelSize(60)
    first.setFont(font)
    qtbot.waitUntil(lambda: flow.heightForWidth(300) > before)


def test_what_did_not_change_is_not_worked_out_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    flow, _ = flow_of(qtbot, "one", "two")
    flow.heightForWidth(300)
    asked: list[int] = []
    monkeypatch.setattr(QPushButton, "sizeHint", lambda button: asked.append(1) or QSize(10, 10))
    for _ in range(3):
        flow.heightForWidth(300)
        flow.sizeHint()
    assert asked == []

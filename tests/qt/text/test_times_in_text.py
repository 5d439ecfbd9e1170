"""Times that the text names: under the mouse, in the list beside it, corrected there."""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip
from pytestqt.qtbot import QtBot

from annotator.domain.times import finding
from annotator.domain.times.rule import rule
from annotator.places import log_file
from annotator.project import article_correction, proposing
from annotator.qt.shell.app import open_window
from annotator.qt.shell.main_window import MainWindow
from annotator.qt.text.time_list import TimeList
from annotator.suggesting import units
from tests.making import project_with, span_of

TEXT = "Boats leave\n\nThey left on Monday. It was so in May 1994, said Kim."
OTHER = "Nobody left\n\nNothing was said."


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with project_with(tmp_path, TEXT, OTHER) as project:
        article_correction.correct(project, 1, published="2006-11-01")
        path = project.path
    made = open_window(path, "anna")
    qtbot.addWidget(made)
    assert made.workspace is not None
    made.workspace.open(1)
    made.workspace.side.setCurrentWidget(made.workspace.known)
    qtbot.waitUntil(lambda: lines(made) == [("Monday", "2006-10-30"), ("May 1994", "1994-05")])
    yield made
    made.close()


def times(window: MainWindow) -> TimeList:
    assert window.workspace is not None
    return window.workspace.known.times


def lines(window: MainWindow) -> list[tuple[str, str]]:
    found = times(window)
    items = [found.topLevelItem(row) for row in range(found.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items if item]


def typed(window: MainWindow, words: str) -> None:
    """Corrects the current line with the keyboard."""
    times(window).setFocus()
    QTest.keyClick(times(window), Qt.Key.Key_Return)
    answer(window, words)


def answer(window: MainWindow, words: str) -> None:
    field = times(window).findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, words) if words else QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_mouse_on_a_time_tells_what_it_means(window: MainWindow) -> None:
    assert window.workspace is not None
    view = window.workspace.article.view
    start, _ = span_of(TEXT, "Monday")
    view.set_caret(start + 2)
    place = view.cursorRect().center()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    assert "Monday: 2006-10-30" in QToolTip.text()
    QToolTip.hideText()


def test_return_corrects_a_time_and_undo_takes_it_back(window: MainWindow, qtbot: QtBot) -> None:
    times(window).setCurrentItem(times(window).topLevelItem(0))
    typed(window, "2006-10-23")
    qtbot.waitUntil(lambda: lines(window)[0] == ("Monday", "2006-10-23 (analyst)"))
    window._actions["undo"].trigger()
    qtbot.waitUntil(lambda: lines(window)[0] == ("Monday", "2006-10-30"))


def test_an_empty_line_says_that_the_words_name_no_time(window: MainWindow, qtbot: QtBot) -> None:
    times(window).setCurrentItem(times(window).topLevelItem(1))
    typed(window, "")
    qtbot.waitUntil(lambda: lines(window) == [("Monday", "2006-10-30")])


def test_what_is_no_time_is_told_and_the_line_stays(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    times(window).setCurrentItem(times(window).topLevelItem(0))
    with qtbot.waitSignal(window.workspace.bridge.problem) as told:
        typed(window, "soon")
    assert "2006-10-18/2006-10-19" in told.args[0]
    assert lines(window)[0] == ("Monday", "2006-10-30")


def test_selected_words_can_be_said_to_name_a_time(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    window.workspace.article.view.set_caret(*reversed(span_of(TEXT, "Kim")))
    window._actions["name_time"].trigger()
    answer(window, "2006")
    qtbot.waitUntil(lambda: ("Kim", "2006 (analyst)") in lines(window))


def test_an_article_without_times_says_so(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    window.workspace.open(2)
    qtbot.waitUntil(lambda: times(window).isHidden())
    assert not window.workspace.known._no_times.isHidden()


def fail(*_: object) -> NoReturn:
    raise AttributeError("a rule of ours")


def test_an_article_whose_rules_fail_opens_and_it_is_told_once(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, broken_off: list[str]
) -> None:
    rules = {**finding._RULES, "nothing": [rule(["nothing"], "Nothing", fail)]}
    assert window.workspace is not None
    told: list[str] = []
    window._faults.told.connect(told.append)
    with monkeypatch.context() as patch:
        patch.setattr(finding, "_RULES", rules)
        window.workspace.open(2)
        qtbot.waitUntil(lambda: bool(told))
        assert window.workspace.session.article is not None
        assert window.workspace.session.article.text == OTHER
        assert window.notice.text == told[0]
        assert "AttributeError: a rule of ours" in log_file().read_text("utf-8")
        window.workspace.open(1)
        qtbot.waitUntil(lambda: bool(lines(window)))
        window.workspace.open(2)
        qtbot.waitUntil(lambda: len(broken_off) > 1)
    assert len(told) == 1
    broken_off.clear()


def test_a_key_whose_rule_fails_takes_nothing_and_the_window_goes_on(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, broken_off: list[str]
) -> None:
    assert window.workspace is not None
    bridge = window.workspace.bridge
    with monkeypatch.context() as patch:
        patch.setattr(units, "ladder", fail)
        assert proposing.first_span(bridge.reader, TEXT, 15, bridge.scheme.labels[0]) is None
        wanted = "The proposals for the words at hand met an error"
        qtbot.waitUntil(lambda: window.notice.text.startswith(wanted))
    broken_off.clear()

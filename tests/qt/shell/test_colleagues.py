"""Exchange from the window: what is told, what has two states, files that are dropped."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QListWidget,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
)
from pytestqt.qtbot import QtBot

from annotator.project import annotating, article_correction, articles, exchange, forks, maintenance, signing
from annotator.project.project import Project
from annotator.qt.shell.app import open_window
from annotator.qt.shell.main_window import MainWindow
from annotator.qt.team.forks_dialog import ForksDialog
from tests.dialogs import visiting
from tests.making import STORY, layer, project_with, span_of, tag


@pytest.fixture
def forked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Anna's project, in which Kim has two states: she relabelled it on two machines."""
    with project_with(tmp_path, STORY, analyst="anna") as project:
        uid = tag(project, "Kim", "actor")
        maintenance.backup(project, tmp_path / "laptop.annotator")
        annotating.relabel(project, 1, [uid], "claim")
        monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "laptop"))
        with Project.open(tmp_path / "laptop.annotator", "anna") as laptop:
            annotating.relabel(laptop, 1, [uid], "quote")
            exchange.share(laptop, tmp_path / "laptop.exchange")
        monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "desk"))
        exchange.merge(project, [tmp_path / "laptop.exchange"], trust=True)
        return project.path


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[[Path], MainWindow]]:
    made: list[MainWindow] = []

    def open_(path: Path) -> MainWindow:
        window = open_window(path, "anna")
        qtbot.addWidget(window)
        window.show()
        made.append(window)
        return window

    yield open_
    for window in made:
        window.close()


def test_a_digit_keeps_one_of_two_states(
    forked: Path, opened: Callable[[Path], MainWindow], qtbot: QtBot
) -> None:
    window = opened(forked)
    shown: list[list[str]] = []

    def keep(dialog: QDialog) -> None:
        table = dialog.findChild(QTableWidget, "forkStates")
        assert table is not None
        row = next(r for r in range(table.rowCount()) if table.item(r, 0).text() == "label")
        shown.append([table.item(row, column).text() for column in (1, 2)])
        QTest.keyClick(dialog, Qt.Key.Key_2)

    with visiting(ForksDialog, keep):
        window._actions["forks"].trigger()
    reader = window.workspace.bridge.reader  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: forks.listed(reader) == [])
    assert [one.label for one in layer(reader)] == [shown[0][1]]


def test_where_nothing_has_two_states_that_is_said(
    tmp_path: Path, opened: Callable[[Path], MainWindow], qtbot: QtBot
) -> None:
    with project_with(tmp_path, STORY, analyst="anna") as project:
        path = project.path
    window = opened(path)
    window._actions["forks"].trigger()
    qtbot.waitUntil(lambda: "nothing to settle" in window.notice.text)


def _drop(window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_a_dropped_file_of_a_colleague_is_merged(
    tmp_path: Path, opened: Callable[[Path], MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ben").mkdir()
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "of ben"))
    with project_with(tmp_path / "ben", STORY, analyst="ben") as ben:
        tag(ben, "Kim", "actor")
        exchange.share(ben, tmp_path / "ben.exchange")
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "of anna"))
    with project_with(tmp_path, "Another story", analyst="anna") as project:
        path = project.path
    window = opened(path)
    _drop(window, tmp_path / "ben.exchange")
    qtbot.waitUntil(lambda: window.notice.text.startswith("Merged"))
    reader = window.workspace.bridge.reader  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: len(articles.listing(reader, articles.ListQuery("anna"))) == 2)


def test_a_damaged_file_is_told_with_its_reason(
    tmp_path: Path, opened: Callable[[Path], MainWindow], qtbot: QtBot
) -> None:
    from annotator.qt.team.merged import MergedDialog

    with project_with(tmp_path, STORY, analyst="anna") as project:
        path = project.path
    (tmp_path / "broken.exchange").write_bytes(b"half a")
    window = opened(path)
    told: list[str] = []

    def read(dialog: QDialog) -> None:
        text = dialog.findChild(QPlainTextEdit)
        assert text is not None
        told.append(text.toPlainText())
        dialog.reject()

    with visiting(MergedDialog, read):
        _drop(window, tmp_path / "broken.exchange")
    assert "its end is missing" in told[0]
    QApplication.processEvents()


def test_a_doubtful_file_is_told_with_its_key_and_taken_when_it_is_ticked(
    tmp_path: Path, opened: Callable[[Path], MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.qt.team.merged import MergedDialog

    with project_with(tmp_path, STORY, analyst="anna") as project:
        path = project.path
        maintenance.backup(project, tmp_path / "laptop.annotator")
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "of the laptop"))
    with Project.open(tmp_path / "laptop.annotator", "anna") as laptop:
        tag(laptop, "Kim", "actor")
        key = exchange.share(laptop, tmp_path / "laptop.exchange").key
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "of the desk"))
    window = opened(path)
    told: list[str] = []

    def take(dialog: QDialog) -> None:
        text, listed = dialog.findChild(QPlainTextEdit), dialog.findChild(QListWidget)
        button = next(one for one in dialog.findChildren(QPushButton) if "all the same" in one.text())
        assert text is not None
        assert listed is not None
        assert not button.isEnabled()
        told.append(text.toPlainText())
        listed.item(0).setCheckState(Qt.CheckState.Checked)
        button.click()

    with visiting(MergedDialog, take):
        _drop(window, tmp_path / "laptop.exchange")
    qtbot.waitUntil(lambda: window.notice.text.startswith("Merged"))
    assert "said to be anna's" in told[0]
    assert signing.shown(key or "") in told[0]
    reader = window.workspace.bridge.reader  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: len(layer(reader)) == 1)


def test_every_button_of_the_dialog_of_two_states_says_what_it_does(
    forked: Path, opened: Callable[[Path], MainWindow], qtbot: QtBot
) -> None:
    window = opened(forked)
    reader = window.workspace.bridge.reader  # type: ignore[union-attr]
    dialog = ForksDialog(window, reader, forks.listed(reader), True)
    qtbot.addWidget(dialog)
    dialog.show()
    buttons = dialog.findChildren(QPushButton)
    assert len(buttons) == 3
    assert [one.text() for one in buttons if not one.toolTip()] == []


def test_two_states_of_an_article_are_shown_by_the_words_of_their_zones(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    projects = []
    for name in ("anna", "ben"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / f"of {name}"))
        projects.append(project_with(tmp_path / name, STORY, analyst=name))
    anna, ben = projects
    article_correction.set_zone(anna, 1, "headline", *span_of(STORY, "Talks open in Oslo"))
    article_correction.correct(ben, 1, agency="NTB")
    exchange.share(anna, tmp_path / "a.exchange")
    assert exchange.merge(ben, [tmp_path / "a.exchange"]).refused == []
    anna.close()
    parent = QMainWindow()
    qtbot.addWidget(parent)
    dialog = ForksDialog(parent, ben, forks.listed(ben), True)
    qtbot.addWidget(dialog)
    table = dialog.findChild(QTableWidget, "forkStates")
    assert table is not None
    rows = {
        table.item(row, 0).text(): [table.item(row, column).text() for column in (1, 2)]
        for row in range(table.rowCount())
    }
    mine = next(column for column in (0, 1) if rows["agency"][column] == "NTB")
    assert rows["agency"][1 - mine] == "–"
    assert rows["zones"][1 - mine].split("\n")[0] == "headline “Talks open in Oslo”"
    dialog.close()
    ben.close()

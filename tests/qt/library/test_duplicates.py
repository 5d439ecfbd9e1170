"""Duplicates in the window: marked in the list, filtered, side by side."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from annotator.project import importing
from annotator.qt.library.article_list import AlikeRole, ArticleList
from annotator.qt.library.duplicates_dialog import DuplicatesDialog
from annotator.qt.shell.app import open_window
from annotator.qt.shell.main_window import MainWindow
from tests.making import project_with

SHARED = (
    "The harbour master of Norsund said that no trawler would be let in before the dispute over herring is settled, "
    "and that the quay would stay closed for a week."
)
SECOND = (
    "Envoys of both governments will meet in the old town hall on Monday to speak of quotas, nets and the price of "
    "ice, which has doubled since the spring."
)
TEXTS = (
    f"Quay stays closed\n\n{SHARED}\n\n{SECOND} & <b>more</b>",
    f"Norsund shuts its quay\n\n{SHARED}\n\n{SECOND.replace('Monday', 'Tuesday')}",
    "Rain in Rome\n\nNobody spoke of fish, and the streets were empty until late in the evening of a long day.",
)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with project_with(tmp_path, *TEXTS) as project:
        importing.index(project)
        path = project.path
    made = open_window(path, "anna")
    qtbot.addWidget(made)
    assert made.workspace is not None
    made.workspace.open(1)
    yield made
    made.close()


def model(window: MainWindow) -> ArticleList:
    assert window.workspace is not None
    return window.workspace.articles.model


def dialog(window: MainWindow) -> DuplicatesDialog:
    window._actions["duplicates"].trigger()
    found = window.findChild(DuplicatesDialog, "duplicates")
    assert isinstance(found, DuplicatesDialog)
    return found


def test_articles_with_duplicates_are_marked(window: MainWindow, qtbot: QtBot) -> None:
    found = model(window)
    with qtbot.waitSignal(found.dataChanged):
        found.alike.look()
    assert [found.data(found.index(row), AlikeRole) for row in range(3)] == [1, 1, 0]


def test_the_list_shows_only_those_with_duplicates(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    window.workspace.articles._status.setCurrentText("With duplicates")
    qtbot.waitUntil(lambda: model(window).rowCount() == 2)
    window.workspace.articles._status.setCurrentIndex(0)
    assert model(window).rowCount() == 3


def test_both_texts_stand_side_by_side_with_what_differs(window: MainWindow) -> None:
    shown = dialog(window)
    assert shown.other.currentText().startswith("Norsund shuts its quay")
    assert shown.about.text() == "1 paragraph the same, 3 paragraphs that differ or are missing"
    text = shown.findChild(QTextEdit)
    assert text is not None
    assert "Tuesday" in text.toPlainText()
    assert "& <b>more</b>" in text.toPlainText(), "what stands in a text is no markup"
    shown.differing.setChecked(True)
    assert SHARED not in text.toPlainText()
    shown.reject()


def test_the_other_one_can_be_opened(window: MainWindow) -> None:
    shown = dialog(window)
    shown.go.click()
    assert window.workspace is not None
    assert window.workspace.session.key == 2


def test_an_article_without_duplicates_says_so(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    window.workspace.open(3)
    with qtbot.waitSignal(window.pages.noticed) as told:
        window._actions["duplicates"].trigger()
    assert told.args == ["This article has no duplicates."]

"""What a key costs the window: few reads of the project, and no layout of what stays as it is."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.project.project import Project
from annotator.qt.kit.flow import Flow
from annotator.qt.shell.app import open_window
from annotator.qt.shell.main_window import MainWindow
from annotator.storage.store import Store
from tests.making import STORY, span_of, tag
from tests.settling import settle

MOST_READS = 4


@pytest.fixture
def window(qtbot: QtBot, project: Project, tmp_path: Path) -> Iterator[MainWindow]:
    """Anna's window on the story, a word of which is tagged, the caret in another one."""
    tag(project, "Oslo", "actor")
    project.close()
    window = open_window(project.path, "anna")
    qtbot.addWidget(window)
    assert window.workspace is not None
    window.workspace.open(1)
    settle(window.workspace.bridge)
    window.workspace.article.view.set_caret(span_of(STORY, "Kim")[0] + 1)
    QApplication.processEvents()
    yield window
    window.close()


def press(window: MainWindow, key: Qt.Key) -> None:
    assert window.workspace is not None
    QTest.keyClick(window.workspace.article.view, key)
    settle(window.workspace.bridge)
    for _ in range(3):  # The details follow a moment later.
        QApplication.processEvents()


def counted_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries of this thread from now on."""
    reads: list[str] = []
    window_thread = threading.get_ident()
    for name in ("row", "rows"):
        read = getattr(Store, name)

        def noted(store: Store, sql: str, *values: object, read: object = read) -> object:
            if threading.get_ident() == window_thread:
                reads.append(sql)
            return read(store, sql, *values)  # type: ignore[operator]

        monkeypatch.setattr(Store, name, noted)
    return reads


@pytest.mark.parametrize("keys", [(Qt.Key.Key_1,), (Qt.Key.Key_1, Qt.Key.Key_U)])
def test_a_key_reads_the_project_a_few_times_at_most(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, keys: tuple[Qt.Key, ...]
) -> None:
    *before, last = keys
    for key in before:
        press(window, key)
    reads = counted_reads(monkeypatch)
    press(window, last)
    assert 0 < len(reads) <= MOST_READS, "\n".join(reads)


def test_a_key_that_leaves_the_values_as_they_are_lays_none_of_them_out(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(window, Qt.Key.Key_1)
    worked_out: list[int] = []
    work_out = Flow._work_out
    monkeypatch.setattr(
        Flow, "_work_out", lambda flow, width: worked_out.append(width) or work_out(flow, width)
    )
    press(window, Qt.Key.Key_U)
    assert worked_out == []

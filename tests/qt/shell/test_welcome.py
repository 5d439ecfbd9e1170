"""The welcome page: recent projects by keyboard and mouse, with the day they were last open."""

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from annotator.project.settings import Settings
from annotator.qt.shell.welcome import WelcomePanel, when


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        ("2026-11-24T14:03", "today at 14:03"),
        ("2026-11-23T09:00", "yesterday at 09:00"),
        ("2026-10-02T09:00", "2 October 2026"),
        ("2026-12-02T09:00", "2 December 2026"),
        ("", ""),
        ("rubbish", ""),
    ],
)
def test_a_moment_is_told_as_one_says_it(opened: str, expected: str) -> None:
    assert when(opened, date(2026, 11, 24)) == expected


def test_recent_projects_that_are_there_are_opened_by_keys(tmp_path: Path, qtbot: QtBot) -> None:
    there, gone, settings = tmp_path / "a.annotator", tmp_path / "b.annotator", Settings()
    there.write_bytes(b"")
    for path in (there, gone):
        settings.remember(path)
    panel = WelcomePanel()
    qtbot.addWidget(panel)
    panel.show_recent(settings)
    shown = panel.findChild(QListWidget)
    with qtbot.waitSignal(panel.recentWanted) as signal:
        QTest.keyClick(shown, Qt.Key.Key_Return)
    assert ([shown.item(row).text() for row in range(shown.count())], signal.args) == (["a"], [there])
    assert shown.item(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("a, today at ")


def test_without_recent_projects_there_is_no_list(qtbot: QtBot) -> None:
    panel = WelcomePanel()
    qtbot.addWidget(panel)
    panel.show_recent(Settings())
    assert panel.findChild(QListWidget).isHidden()

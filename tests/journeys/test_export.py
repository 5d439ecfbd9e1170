"""A dataset out of the window, by keys: Ctrl+E, a format, Return; and the same again from the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project.exporting.verifying import verify
from annotator.project.project import Project
from annotator.qt.dialogs.export import ExportDialog
from tests.journeys.conftest import CTRL, Analyst

Key = Qt.Key
Shell = Callable[..., dict[str, Any]]


class Exporter:
    """Somebody at the dialog: each step begins when the dialog has answered the one before."""

    def __init__(self, analyst: Analyst, qtbot: Any) -> None:
        self._analyst, self.qtbot = analyst, qtbot
        self.seen: list[str] = []
        """What the preview showed before each step, and at the end."""

    def look(self, *steps: Callable[[ExportDialog], object]) -> None:
        """Ctrl+E, then the steps; the dialog is left if they did not."""
        self._analyst.window.activateWindow()  # The platform of tests leaves nothing active after a dialog.
        self.qtbot.waitUntil(self._analyst.window.isActiveWindow)
        QTimer.singleShot(20, lambda: self._work(list(steps)))
        self._analyst.press(Key.Key_E, CTRL)

    def export(self, *steps: Callable[[ExportDialog], object]) -> None:
        """The same, until the dataset is written."""
        self._analyst.window.notice.say("")
        self.look(*steps)
        self.qtbot.waitUntil(lambda: "Wrote" in self._analyst.window.notice.text, timeout=10_000)

    def _work(self, steps: list[Callable[[ExportDialog], object]]) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ExportDialog):
            QTimer.singleShot(20, lambda: self._work(steps))
            return
        for step in steps:
            self.qtbot.waitUntil(lambda: _has_answered(dialog), timeout=10_000)
            self.seen.append(dialog.preview.text.toPlainText())
            step(dialog)
        if dialog.isVisible():
            self.qtbot.waitUntil(lambda: _has_answered(dialog), timeout=10_000)
            self.seen.append(dialog.preview.text.toPlainText())
            dialog.reject()


def _has_answered(dialog: ExportDialog) -> bool:
    counted = not dialog.survey.isVisible() or "Counting" not in dialog.survey.told.text()
    return counted and dialog.draft.known and dialog.goal.known


def key(*keys: Qt.Key) -> Callable[[ExportDialog], None]:
    """A step: keys in whatever field of the dialog has the keyboard."""

    def press(dialog: ExportDialog) -> None:
        for one in keys:
            QTest.keyClick(dialog.focusWidget() or dialog, one)

    return press


@pytest.fixture
def exporter(desk: Analyst, qtbot: Any) -> Exporter:
    """At a story with two annotations."""
    desk.make("Norway waits", Key.Key_1)
    desk.make("We pay", Key.Key_3)
    return Exporter(desk, qtbot)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the dialog would put the dataset."""
    return tmp_path / "news-dataset"


def test_two_keys_write_a_dataset_that_can_be_verified(
    exporter: Exporter, folder: Path, tmp_path: Path
) -> None:
    exporter.export(key(Key.Key_Return))
    with Project.open(tmp_path / "news.annotator", "kim", writing=False) as project:
        assert verify(folder, project).faults == []
    line = orjson.loads((folder / "dataset.jsonl").read_bytes())
    assert [one["label"] for one in line["annotations"]] == ["actor", "quote"]
    assert "Open folder" in exporter._analyst.window.notice._action.text()


def test_another_format_is_shown_at_once_and_written(exporter: Exporter, folder: Path) -> None:
    exporter.export(key(Key.Key_Down), key(Key.Key_Return))
    assert exporter.seen[0].startswith('{\n  "schema": "annotator/1"')
    assert exporter.seen[1].startswith("-DOCSTART- -X- O O")
    assert (folder / "dataset.conll").read_text("utf-8").startswith(exporter.seen[1])


def test_what_was_exported_last_is_a_recipe_for_the_command_line(
    exporter: Exporter, folder: Path, tmp_path: Path, shell: Shell
) -> None:
    exporter.export(
        lambda dialog: dialog.form.lists["labels"].tick(["quote"]) or dialog.form.changed.emit(),
        key(Key.Key_Return),
    )
    exporter._analyst.window.close()
    shell(
        "export",
        tmp_path / "news.annotator",
        tmp_path / "again",
        "--recipe",
        "last export",
        "--analyst",
        "kim",
    )
    for name in ("dataset.jsonl", "trace.jsonl"):
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    assert len(orjson.loads((folder / "dataset.jsonl").read_bytes())["annotations"]) == 1


def test_what_was_chosen_last_stands_there_the_next_time(exporter: Exporter) -> None:
    exporter.export(key(Key.Key_Down), key(Key.Key_Return))
    shown: list[str] = []
    exporter.look(lambda dialog: shown.append(dialog.format.value))
    assert shown == ["conll"]


def test_leaving_the_dialog_writes_nothing(exporter: Exporter, folder: Path) -> None:
    exporter.look(key(Key.Key_Escape))
    assert not folder.exists()


def test_a_dataset_is_replaced_only_when_that_is_ticked(exporter: Exporter, folder: Path) -> None:
    exporter.export(key(Key.Key_Return))
    enabled: list[bool] = []

    def choose(dialog: ExportDialog) -> None:
        dialog.form.lists["labels"].tick(["actor"])
        dialog.form.changed.emit()

    def tick(dialog: ExportDialog) -> None:
        enabled.append(dialog.write.isEnabled())
        dialog.place.replacing.click()
        enabled.append(dialog.write.isEnabled())

    exporter.export(choose, tick, lambda dialog: dialog.write.click())
    assert enabled == [False, True]
    assert len(orjson.loads((folder / "dataset.jsonl").read_bytes())["annotations"]) == 1
    assert verify(folder).faults == []


def test_a_folder_with_other_files_cannot_be_chosen(exporter: Exporter, folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    said: list[object] = []
    exporter.look(lambda dialog: said.extend([dialog.write.isEnabled(), dialog.place.hint.text()]))
    assert said == [False, f"{folder} is not empty. Name a new folder, or an empty one."]


def test_what_makes_no_recipe_is_told_in_place_of_the_preview(exporter: Exporter) -> None:
    enabled: list[bool] = []

    def enter(dialog: ExportDialog) -> None:
        dialog.form.splits.kind.setCurrentIndex(1)
        dialog.form.splits.fractions.setText("80/80")

    exporter.look(enter, lambda dialog: enabled.append(dialog.write.isEnabled()))
    assert "is no split: write two or three percentages" in exporter.seen[-1]
    assert enabled == [False]


def test_counts_by_split_and_losses_are_known_before_writing(exporter: Exporter) -> None:
    told: list[str] = []
    exporter.look(
        lambda dialog: dialog.form.splits.kind.setCurrentIndex(1),
        key(Key.Key_Down),
        lambda dialog: told.append(dialog.survey.told.text()),
    )
    assert "<td>train</td>" in told[0]
    assert "Lost: attributes, 2 cases (the format has no place for it)" in told[0]

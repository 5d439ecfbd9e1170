"""A dataset out of the window, by keys: Ctrl+E, a format, Return; and the same again from the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressDialog

from annotator.project.exporting import recipes, run
from annotator.project.exporting.checking import verify
from annotator.project.project import Project
from annotator.qt.export.dialog import ExportDialog
from annotator.writing.building import Building
from tests.dialogs import keys as key
from tests.dialogs import visiting
from tests.journeys.conftest import CTRL, NORSUND, Analyst
from tests.making import project_with, tag

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
        with visiting(ExportDialog, *map(self._when_answered, steps), leave=self._when_answered(_reject)):
            self._analyst.press(Key.Key_E, CTRL)

    def export(self, *steps: Callable[[ExportDialog], object]) -> None:
        """The same, until the dataset is written."""
        self._analyst.window.notice.say("")
        self.look(*steps)
        self.qtbot.waitUntil(lambda: "Wrote" in self._analyst.window.notice.text, timeout=10_000)

    def _when_answered(self, step: Callable[[ExportDialog], object]) -> Callable[[ExportDialog], object]:
        def when_answered(dialog: ExportDialog) -> object:
            if not _has_answered(dialog):
                return False
            self.seen.append(dialog.preview.text.toPlainText())
            step(dialog)
            return None

        return when_answered


def _reject(dialog: ExportDialog) -> None:
    dialog.reject()


def _has_answered(dialog: ExportDialog) -> bool:
    counted = not dialog.survey.isVisible() or "Counting" not in dialog.survey.told.text()
    return counted and dialog.draft.known and dialog.goal.known


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


def typed(name: str) -> Callable[[ExportDialog], None]:
    """A step: a name for the recipe, and Return in its field."""

    def work(dialog: ExportDialog) -> None:
        field = dialog.recipe_name.field.lineEdit()
        assert field is not None
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Key.Key_Return)

    return work


def test_a_recipe_under_a_name_of_ones_own_gives_the_same_bytes_again(
    exporter: Exporter, folder: Path, tmp_path: Path, shell: Shell
) -> None:
    exporter.export(key(Key.Key_Down), typed("for training"))
    exporter._analyst.window.close()
    project, again = tmp_path / "news.annotator", tmp_path / "again"
    shell("export", project, again, "--recipe", "for training", "--analyst", "kim")
    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert "dataset.conll" in map(str, files)
    assert [(folder / path).read_bytes() for path in files] == [(again / path).read_bytes() for path in files]


def test_the_next_time_all_is_as_it_was_whatever_its_name(exporter: Exporter, tmp_path: Path) -> None:
    def to(dialog: ExportDialog) -> None:
        dialog.place.line.setText(str(tmp_path / "elsewhere"))

    exporter.export(to, key(Key.Key_Down), typed("for training"))
    shown: list[object] = []
    exporter.look(lambda dialog: shown.extend((dialog.format.value, dialog.destination)))
    assert shown == ["conll", tmp_path / "elsewhere"]


def test_return_right_after_ctrl_e_is_not_lost(exporter: Exporter, folder: Path) -> None:
    window = exporter._analyst.window
    with visiting(ExportDialog, key(Key.Key_Return), every=0):
        exporter._analyst.press(Key.Key_E, CTRL)
    exporter.qtbot.waitUntil(lambda: "Wrote" in window.notice.text, timeout=10_000)
    assert verify(folder).faults == []


def test_an_export_that_is_cancelled_leaves_nothing(
    tmp_path: Path, open_analyst: Callable[[Path], Analyst], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_with(tmp_path, "Story\n\nWords of a story.", analyst="kim")
    tag(project, "Words", "actor")
    project.close()

    def without_end(job: run.Job, building: Building, _target: object) -> None:
        with building.opened("dataset.jsonl") as put:
            while True:
                put(b"{}\n")
                job.progress.step(0, 1)

    monkeypatch.setattr(run, "_written", without_end)
    exporter = Exporter(open_analyst(project.path), qtbot)
    exporter.look(lambda dialog: dialog.form.splits.kind.setCurrentIndex(1), key(Key.Key_Return))
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QProgressDialog))
    box = QApplication.activeModalWidget()
    assert isinstance(box, QProgressDialog)
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    QTest.keyClick(box, Key.Key_Escape)
    assert box.wasCanceled()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    qtbot.waitUntil(lambda: not exporter._analyst.window.findChildren(QProgressDialog))
    assert "Wrote" not in exporter._analyst.window.notice.text
    # The project's own files, its journal among them, come and go.
    assert [path.name for path in tmp_path.iterdir() if "news.annotator" not in path.name] == []


def test_what_goes_wrong_while_writing_is_told_and_leaves_no_half_dataset(
    exporter: Exporter, folder: Path
) -> None:
    told: list[str] = []

    def read(box: QMessageBox) -> None:
        told.append(box.text())
        box.accept()

    def press(dialog: ExportDialog) -> None:
        folder.mkdir()  # Somebody was quicker: the dialog had looked already.
        (folder / "notes.txt").write_text("theirs")
        key(Key.Key_Return)(dialog)

    with visiting(QMessageBox, read):
        exporter.look(press)
    assert told == [f"{folder} is not empty. Name a new folder, or an empty one."]
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_a_project_that_can_only_be_read_is_exported_all_the_same(
    tmp_path: Path, open_analyst: Callable[[Path], Analyst], folder: Path, qtbot: Any
) -> None:
    with project_with(tmp_path, NORSUND, analyst="kim") as project:
        tag(project, "Norway", "actor")
        exporter = Exporter(open_analyst(project.path), qtbot)
        exporter.export(key(Key.Key_Return))
        assert recipes.names(project) == []
    assert verify(folder).faults == []

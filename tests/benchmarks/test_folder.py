"""A folder of 10,000 collected files, beside what their parsers need alone."""

import shutil
from pathlib import Path
from time import monotonic

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.measuring import MB, heading, in_child, line, only

pytestmark = pytest.mark.benchmark

COUNT = 2_000


def test_a_folder_of_collected_stories(folder: Path) -> None:
    pytest.importorskip("trafilatura")
    collected = folder / "collected"
    in_child("write_mixed", collected, COUNT)
    parsers = in_child("parse_mixed", collected)["cpu"]
    ours = in_child("import_mixed", collected, folder / "collected.annotator")
    heading("Import of 10,000 files: 4,000 HTML, 2,000 PDF, 2,000 DOCX, 1,000 EML, 1,000 text (CPU)")
    line(
        "looked at and added, processes for hostile files included",
        ours["cpu"],
        parsers,
        "s",
        "parsers alone",
    )
    line("our share of it", 100 * (ours["cpu"] - parsers) / ours["cpu"], 25, "%")
    only("memory of the program", ours["memory"] / MB, "MB")
    assert ours["result"] == COUNT


FEW = 600


@pytest.mark.usefixtures("qapp")
def test_the_window_goes_on_while_a_folder_is_imported(folder: Path, stories_project: Path) -> None:
    """Heartbeats of the window from the choice of the folder until everything is in the list."""
    pytest.importorskip("trafilatura")
    from tests.benchmarks.windows import opened

    collected, project = folder / "few", folder / "window.annotator"
    in_child("write_mixed", collected, FEW)
    shutil.copy(stories_project, project)
    with opened(project) as window:
        stalls = Heartbeat()
        rows = window.workspace.articles.model
        before = rows.rowCount()
        QTimer.singleShot(0, lambda: accept_when_read(window))
        window.import_paths([collected])
        end = monotonic() + 300
        while rows.rowCount() < before + FEW:
            QApplication.processEvents()
            assert monotonic() < end, "the import did not end"
        longest = stalls.stop()
    heading("The window while 600 files are looked at and added to 10,000 articles")
    line("longest stall", longest, 100, "ms")


class Heartbeat(QObject):
    """Measures how long the window's events wait."""

    def __init__(self) -> None:
        super().__init__()
        self._last, self._longest = monotonic(), 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = monotonic()
        self._longest = max(self._longest, now - self._last - 0.005)
        self._last = now

    def stop(self) -> float:
        """The longest wait in milliseconds."""
        self._timer.stop()
        return self._longest * 1000


def accept_when_read(window: QWidget) -> None:
    dialog = QApplication.activeModalWidget()
    if dialog is not None and dialog.reading.is_finished and dialog.list.rowCount() == FEW:
        dialog.accept()
    else:
        QTimer.singleShot(50, lambda: accept_when_read(window))

"""A folder of 10,000 collected files, beside what their parsers need alone."""

import shutil
from pathlib import Path

import pytest

from tests.benchmarks.measuring import MB, heading, in_child, line, only

pytestmark = pytest.mark.benchmark

COUNT = 10_000


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


def test_the_window_goes_on_while_a_folder_is_imported(folder: Path, stories_project: Path) -> None:
    pytest.importorskip("trafilatura")
    pytest.importorskip("PySide6")
    collected, project = folder / "few", folder / "window.annotator"
    in_child("write_mixed", collected, FEW)
    shutil.copy(stories_project, project)
    longest = in_child("import_in_window", collected, project, FEW)["result"]
    heading(
        "The window while 600 files are looked at and added to 10,000 articles (longest wait of its events)"
    )
    line("from the open dialog until all are in the list", longest, 100, "ms")

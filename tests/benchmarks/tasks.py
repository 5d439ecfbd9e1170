"""What benchmarks run in a process of its own: `python -m tests.benchmarks.tasks TASK FOLDER`."""

import sys
import time
from pathlib import Path

from annotator.project import exporting, importing, keeping
from annotator.project.project import Project
from tests.benchmarks import floor
from tests.benchmarks.measuring import cpu, report


def ours_in(folder: Path) -> None:
    """Our import."""
    with Project.create(folder / "p.annotator", analyst="kim") as project:
        importing.add(project, importing.read([folder / "in.jsonl"]))


def ours_out(folder: Path) -> None:
    """Our export."""
    with Project.open(folder / "p.annotator", "kim") as project:
        exporting.export(project, folder / "out.jsonl")


def ours_out_of_a_copy(folder: Path) -> None:
    """Our export while another window has the project open."""
    with Project.open(folder / "p.annotator", "kim", writing=False) as project:
        exporting.export(project, folder / "out.jsonl")


def index(folder: Path) -> None:
    """The full-text index."""
    with Project.open(folder / "p.annotator", "kim") as project:
        importing.index(project)


def check(folder: Path) -> None:
    """Every hash, and the derived tables anew."""
    with Project.open(folder / "p.annotator", "kim") as project:
        assert keeping.faults(project) == []


def floor_in(folder: Path) -> None:
    """The floor of the import."""
    floor.load(folder / "in.jsonl", folder / "floor.db")


def floor_out(folder: Path) -> None:
    """The floor of the export."""
    floor.dump(folder / "floor.db", folder / "floor.jsonl")


def start(folder: Path) -> None:
    """From nothing to a painted window. All CPU of the process counts, so the task reports it itself."""
    from PySide6.QtWidgets import QApplication

    from annotator.qt.app import open_window

    application = QApplication([])
    window = open_window(folder / "p.annotator", "kim")
    window.grab()
    application.processEvents()
    report(time.process_time())
    window.close()


if __name__ == "__main__":
    task, folder = globals()[sys.argv[1]], Path(sys.argv[2])
    if task is start:
        start(folder)
    else:
        report(cpu(lambda: task(folder)))

"""What is measured in a process of its own: `python -m tests.benchmarks.jobs <job> <argument>…` prints figures."""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from tests.benchmarks import floor
from tests.benchmarks.measuring import cpu, peak_memory

ANALYST = "kim"


def import_floor(source: str, target: str) -> int:
    return floor.read_into_tables(Path(source), Path(target))


def import_spans(source: str, target: str) -> int:
    return floor.read_spans_into_tables(Path(source), Path(target))


def import_ours(source: str, target: str) -> int:
    from annotator.project import importing
    from annotator.project.project import Project

    with Project.create(Path(target), analyst=ANALYST) as project:
        report, _ = importing.add(project, importing.read([Path(source)]))
    assert report.faultless, report.rejected[:3]
    return report.annotations


def write_mixed(folder: str, count: str) -> int:
    from tests.benchmarks import mixed

    mixed.write_folder(Path(folder), int(count))
    return int(count)


def parse_mixed(folder: str) -> int:
    from tests.benchmarks import mixed

    return mixed.parse(Path(folder))


def import_mixed(folder: str, target: str) -> int:
    """As the command does it: looked at first, then added; its children count."""
    from annotator.domain.problems import Progress
    from annotator.project.intake import Intake
    from annotator.project.project import Project

    with Project.create(Path(target), analyst=ANALYST) as project:
        with Intake([Path(folder)], project.path) as intake:
            for _ in intake.read(project, Progress()):
                pass
            report, _ = intake.add(project)
        assert not report.rejected, report.rejected[:3]
        return len(report.added)


def index(path: str) -> int:
    from annotator.project import importing
    from annotator.project.project import Project

    with Project.open(Path(path), ANALYST) as project:
        importing.index(project)
    return 0


def check(path: str) -> int:
    from annotator.project import maintenance
    from annotator.project.project import Project

    with Project.open(Path(path), ANALYST) as project:
        found = maintenance.faults(project)
    assert not found, found
    return 0


def export_floor(source: str, target: str) -> int:
    def dumps(record: Any) -> bytes:
        return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()

    return floor.write_from_tables(Path(source), Path(target), dumps, json.loads)


def export_floor_orjson(source: str, target: str) -> int:
    return floor.write_from_tables(Path(source), Path(target), orjson.dumps, orjson.loads)


def export_ours(source: str, target: str) -> int:
    return _export(source, target, writing=True)


def export_ours_from_snapshot(source: str, target: str) -> int:
    return _export(source, target, writing=False)


def _export(source: str, target: str, writing: bool) -> int:
    from annotator.project.exporting.run import export
    from annotator.project.project import Project

    with Project.open(Path(source), ANALYST, writing) as project:
        dataset = export(project, Path(target))
    return dataset.annotations


def export_folder(source: str, target: str) -> int:
    """With card, manifest and trace."""
    return _export(source, target, writing=True)


def split_floor(source: str) -> int:
    """Reads the texts of a project, and hashes the words of each paragraph: who shares one with another."""
    import re
    import sqlite3
    from hashlib import blake2b

    first: dict[bytes, int] = {}
    shared = 0
    connection = sqlite3.connect(source)
    for key, text in connection.execute("SELECT id, text FROM article ORDER BY sha256"):
        for paragraph in text.split("\n"):
            words = re.findall(r"\w+", paragraph.lower())
            if len(words) >= 8:
                name = blake2b(" ".join(words).encode(), digest_size=8).digest()
                shared += first.setdefault(name, key) != key
    connection.close()
    return shared


def split_ours(source: str) -> int:
    """Groups, splits and the leak check; gives how many articles joined another one's group."""
    from annotator.domain.dataset.plan import SplitPlan
    from annotator.domain.dataset.recipe import Recipe
    from annotator.domain.problems import Progress
    from annotator.project.exporting.splits import leaks_of, placed
    from annotator.project.project import Project
    from annotator.storage.articles import keys_of_layers, layer_names

    with Project.open(Path(source), ANALYST) as project:
        keys = keys_of_layers(project.store, layer_names(project.store))
        with placed(project, Recipe(split=SplitPlan()), keys, project.store, Progress()) as placement:
            leaks = leaks_of(placement)
            assert leaks is not None
            assert leaks.count == 0
            return sum(place.group != article for article, place in placement.places.items())


def describe(source: str) -> int:
    """Describes the articles for finding duplicates; gives how many there are."""
    from annotator.project.project import Project
    from annotator.storage.alike import describe_slice

    count = 0
    with Project.open(Path(source), ANALYST) as project:
        while done := describe_slice(project.store):
            count += done
    return count


def group(source: str) -> int:
    """Groups the duplicates of a project; gives how many articles are in groups."""
    from annotator.project import duplicates
    from annotator.project.project import Project

    with Project.open(Path(source), ANALYST, writing=False) as project:
        return sum(len(found.articles) for found in duplicates.groups(project))


def import_team(path: str, *sources: str) -> int:
    """A project with a layer for each file, named after it."""
    from annotator.project import importing
    from annotator.project.project import Project

    Project.create(Path(path), analyst=ANALYST).close()
    annotations = 0
    for source in map(Path, sources):
        with Project.open(Path(path), source.stem) as project:
            report, _ = importing.add(project, importing.read([source]))
        assert report.faultless, report.rejected[:3]
        annotations += report.annotations
    return annotations


def read_floor(path: str) -> int:
    """The annotations of a project selected and parsed, and no more: what no comparison can do without."""
    connection = sqlite3.connect(path)
    count, (last,) = 0, connection.execute("SELECT max(id) FROM article").fetchone()
    for first in range(1, last + 1, 200):
        rows = connection.execute(
            "SELECT head.article, head.layer, head.object, bytes FROM head "
            "JOIN revision ON revision.id = head.revision "
            "WHERE head.article BETWEEN ? AND ? AND head.kind = 'annotation'",
            (first, first + 199),
        ).fetchall()
        count += len([orjson.loads(data) for *_, data in rows])
    return count


def agreement(path: str) -> int:
    """Milliseconds on the clock: other processes may help."""
    return _agreement(path, resamples=0)


def agreement_and_intervals(path: str) -> int:
    return _agreement(path, resamples=1000)


def _agreement(path: str, resamples: int) -> int:
    from annotator.project import agreement
    from annotator.project.project import Project

    start = time.monotonic()
    with Project.open(Path(path), ANALYST, writing=False) as project:
        found = agreement.measure(project)
        if resamples:
            start = time.monotonic()
        agreement.as_values(found, agreement.intervals(found, resamples=resamples) if resamples else None)
    return round((time.monotonic() - start) * 1000)


def start(path: str) -> int:
    """The program from nothing to a painted window."""
    from PySide6.QtWidgets import QApplication

    from annotator.qt.shell.app import open_window

    application = QApplication(["annotator"])
    window = open_window(Path(path), ANALYST)
    application.processEvents()
    assert window.isVisible()
    figures = time.process_time()
    window.close()
    return round(figures * 1000)


def import_in_window(folder: str, project: str, count: str) -> int:
    """Milliseconds that the window's events waited at most."""
    from PySide6.QtWidgets import QApplication

    QApplication(["annotator"])
    from tests.benchmarks import windows

    with windows.opened(Path(project)) as window:
        return round(windows.import_in_window(window, Path(folder), int(count)))


JOBS: dict[str, Callable[..., int]] = {
    job.__name__: job
    for job in (
        write_mixed, parse_mixed, import_mixed, import_in_window,
        import_floor, import_spans, import_ours, index, check,
        export_floor, export_floor_orjson, export_ours, export_ours_from_snapshot, start,
        export_folder, split_floor, split_ours, describe, group,
        import_team, read_floor, agreement, agreement_and_intervals,
    )
}  # fmt: skip


def main() -> None:
    """Runs a job and prints seconds of CPU (of processes that helped too), bytes of memory and its result."""
    seconds, result = cpu(lambda: JOBS[sys.argv[1]](*sys.argv[2:]))
    helped = os.times()
    seconds += helped.children_user + helped.children_system
    print(json.dumps({"cpu": seconds, "memory": peak_memory(), "result": result}))


if __name__ == "__main__":
    main()

"""The window: start, a list of 100,000 articles, articles of a million characters. CPU of the window's process."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtWidgets import QApplication

from annotator.domain.normalise import fingerprint
from annotator.project import importing
from annotator.project.project import Project
from annotator.qt.app import open_window
from annotator.qt.main_window import MainWindow
from annotator.qt.workspace import Workspace
from tests.benchmarks import material
from tests.benchmarks.measuring import in_child, row

pytestmark = pytest.mark.benchmark
SIZES = {
    "2,900 characters": (2_900, 250, 40, (50, 16), "68 ms, 7 ms"),
    "1 million in 4,000 paragraphs": (1_000_000, 250, 10_000, (150, 30), "1.33 s, 53 ms"),
    "1 million in one paragraph": (1_000_000, 2_000_000, 10_000, (1_200, 100), "26.5 s, 0.9 s"),
}


def milliseconds(run: Callable[[], object]) -> float:
    """CPU until everything that follows is painted."""
    application = QApplication.instance()
    began = time.process_time()
    run()
    application.processEvents()  # type: ignore[union-attr]
    return (time.process_time() - began) * 1000


def median(run: Callable[[], object], times: int = 7) -> float:
    return sorted(milliseconds(run) for _ in range(times))[times // 2]


@pytest.fixture
def window_on(qtbot: Any) -> Iterator[Callable[[Path], MainWindow]]:
    """Opens windows and closes them afterwards."""
    opened = []

    def open_(path: Path) -> MainWindow:
        window = open_window(path, "kim")
        qtbot.addWidget(window)
        opened.append(window)
        return window

    yield open_
    for window in opened:
        window.close()


def test_start(tmp_path: Path) -> None:
    material.write(tmp_path / "in.jsonl", 20)
    in_child("ours_in", tmp_path)
    taken = sorted(in_child("start", tmp_path)["cpu"] for _ in range(5))[2]
    print()
    row("from nothing to a painted window", f"{taken * 1000:.0f} ms", "", "aim 600 ms")


def test_a_list_of_100_000(tmp_path: Path, window_on: Callable[[Path], MainWindow]) -> None:
    material.write(tmp_path / "in.jsonl", 100_000, annotations=1, length=120)
    path = tmp_path / "p.annotator"
    with Project.create(path, analyst="kim") as project:
        importing.add(project, importing.read([tmp_path / "in.jsonl"]))
        importing.index(project)
    print("\n100,000 articles")
    windows: list[MainWindow] = []
    row(
        "open the window", f"{milliseconds(lambda: windows.append(window_on(path))):.0f} ms", "", "aim 500 ms"
    )
    assert windows[0].workspace is not None
    model = windows[0].workspace.articles.model
    for column in ("headline", "agency", "published", "status", "annotations", "added"):
        row(
            f"  sort by {column}",
            f"{median(lambda c=column: model.show(sort=c), 3):.0f} ms",
            "",
            "aim 200 ms",
        )
    row("  filter by agency", f"{median(lambda: model.show(agency='TASS'), 3):.0f} ms", "", "aim 200 ms")
    model.show(agency="")
    row("  filter by status", f"{median(lambda: model.show(status='done'), 3):.0f} ms", "", "aim 200 ms")
    model.show(status="")
    row("  search", f"{median(lambda: model.search('embargo Vienna'), 3):.0f} ms", "", "aim 200 ms")


def article(length: int, paragraph: int, spans: int) -> bytes:
    """A line of JSON with one long article."""
    import orjson

    text, chance = material.story(1, length, paragraph), random.Random(1)
    marked = []
    for _ in range(spans):
        start = chance.randrange(len(text) - 60)
        marked.append(
            {"start": start, "end": start + chance.randrange(3, 60), "label": chance.choice(material.LABELS)}
        )
    return orjson.dumps(
        {"schema": "annotator/1", "id": fingerprint(text), "text": text, "annotations": marked}
    )


@pytest.mark.parametrize("name", SIZES)
def test_an_article(name: str, tmp_path: Path, window_on: Callable[[Path], MainWindow]) -> None:
    length, paragraph, spans, (aim_open, aim_act), labelbuddy = SIZES[name]
    (tmp_path / "in.jsonl").write_bytes(article(length, paragraph, spans))
    (tmp_path / "a.txt").write_text("A short one\n\nTo begin with.", "utf-8")
    with Project.create(tmp_path / "p.annotator", analyst="kim") as project:
        importing.add(project, importing.read([tmp_path / "a.txt", tmp_path / "in.jsonl"]))
    workspace = window_on(tmp_path / "p.annotator").workspace
    assert workspace is not None
    print(f"\n{name}, {spans:,} annotations (labelbuddy: opens and adds in {labelbuddy})")
    workspace.session.open(1)
    row(
        "  open until painted",
        f"{milliseconds(lambda: workspace.session.open(2)):.0f} ms",
        "",
        f"aim {aim_open} ms",
    )
    _settle()
    _actions(workspace, aim_act)


def _settle() -> None:
    """Lets the rest of a long text be laid out."""
    for _ in range(50):
        QApplication.processEvents()
        time.sleep(0.005)


def _actions(workspace: Workspace, aim: int) -> None:
    starts = iter(range(100, 100_000, 7))
    workspace.session.select(None)
    aimed = f"aim {aim} ms"
    row(
        "  tag",
        f"{median(lambda: workspace.session.tag(s := next(starts), s + 5, 'actor', True)):.1f} ms",
        "",
        aimed,
    )
    row("  walk to the next", f"{median(lambda: workspace.article.walk(False)):.1f} ms", "", aimed)
    row("  undo", f"{median(lambda: workspace.bridge.undo(then=workspace.show_change)):.1f} ms", "", aimed)

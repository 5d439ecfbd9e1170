"""A project of 100,000 articles in its window, and the start of the program."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtWidgets import QApplication

from annotator.qt.library.panel import ArticlesPanel
from annotator.qt.shell.app import open_window
from tests.benchmarks.jobs import ANALYST
from tests.benchmarks.measuring import cpu, heading, in_child, line, only
from tests.benchmarks.windows import Painted, middle, opened, rest

pytestmark = pytest.mark.benchmark

ORDERS = ("added", "headline", "agency", "published", "status", "annotations")
FILTERS = (
    ("status: new", {"status": "new"}),
    ("agency: AFP", {"agency": "AFP"}),
    ("headline contains “99”", {"contains": "99"}),
)


def test_start(articles_project: Path, large_project: Path) -> None:
    small, large = (
        min(in_child("start", path)["result"] for _ in range(3)) for path in (articles_project, large_project)
    )
    heading("Start of the program to a painted window (CPU, Python's own start included)")
    line("a small project", small, 600, "ms")
    only("100,000 articles", large, "ms")


@pytest.mark.usefixtures("qapp")
def test_a_hundred_thousand_articles(large_project: Path) -> None:
    heading("A project of 100,000 articles in its window (CPU)")
    times = []
    for _ in range(3):
        seconds, window = cpu(lambda: paint(large_project))
        times.append(seconds * 1000)
        window.close()
        rest()
    line("open the project and paint its window", middle(times), 500, "ms")
    with opened(large_project) as window:
        assert window.workspace is not None
        panel = window.workspace.articles
        assert panel.model.rowCount() == 100_000
        measure(panel)


def paint(project: Path):  # type: ignore[no-untyped-def]
    window = open_window(project, ANALYST)
    QApplication.processEvents()
    return window


def measure(panel: ArticlesPanel) -> None:
    """Orders, filters and searches, each until the list is painted."""
    model, painted = panel.model, Painted(panel.list.viewport())

    def shown(what: str, **query: object) -> None:
        ms = middle([painted.ms(lambda: model.show(**query)) for _ in range(5)])
        line(f"{what} ({model.rowCount():,} rows)", ms, 200, "ms")

    for order in ORDERS:
        shown(f"order by {order}", sort=order, descending=False)
        shown(f"order by {order}, descending", sort=order, descending=True)
    model.show(sort="added", descending=False)
    for what, query in FILTERS:
        shown(f"filter by {what}", **query)
        shown(f"filter by {what}, by headline", sort="headline", **query)
        model.show(sort="added", **dict.fromkeys(query, ""))
    for words in ("embargo", '"nuclear programme"', "Story 4711"):
        ms = middle([painted.ms(lambda words=words: model.search(words)) for _ in range(5)])
        line(f"search: {words} ({model.rowCount():,} rows)", ms, 200, "ms")
    model.search("")
    ms = middle([painted.ms(panel.list.scrollToBottom), painted.ms(panel.list.scrollToTop)])
    only("from one end of the list to the other", ms, "ms")

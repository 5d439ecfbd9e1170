"""The list of articles: narrowed to those with unsure or incomplete annotations, together with a search."""

from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("PySide6")

from annotator.project import annotating, importing
from annotator.project.project import Project
from annotator.qt.kit.bridge import Bridge
from annotator.qt.library.panel import ArticlesPanel
from tests.making import tag


@pytest.fixture
def panel(project: Project, qtbot: Any) -> Iterator[ArticlesPanel]:
    """Two articles: an incomplete claim in the first, an unsure actor in the second."""
    tag(project, "he would sign", "claim")
    annotating.set_unsure(project, 2, [tag(project, "Oslo", "actor", key=2)], True)
    importing.index(project)
    project.close()
    bridge = Bridge(project.path, "anna")
    panel = ArticlesPanel(bridge)
    qtbot.addWidget(panel)
    yield panel
    bridge.close()


def keys(panel: ArticlesPanel) -> list[int]:
    return list(panel.model.keys)


@pytest.mark.parametrize(("queue", "expected"), [("With unsure ones", [2]), ("With incomplete ones", [1])])
def test_a_queue_is_a_filter(panel: ArticlesPanel, qtbot: Any, queue: str, expected: list[int]) -> None:
    panel._status.setCurrentText(queue)
    qtbot.waitUntil(lambda: keys(panel) == expected)
    panel._status.setCurrentIndex(0)
    assert keys(panel) == [1, 2]


def test_a_queue_and_a_search_are_both_heeded(panel: ArticlesPanel, qtbot: Any) -> None:
    panel._status.setCurrentText("With unsure ones")
    qtbot.waitUntil(lambda: keys(panel) == [2])
    panel.model.search("minister")
    assert keys(panel) == []
    panel.model.search("")
    assert keys(panel) == [2]


def said(panel: ArticlesPanel) -> str:
    return "" if panel._said.isHidden() else panel._said.text()


def test_a_search_takes_filters_and_annotations(panel: ArticlesPanel, qtbot: Any) -> None:
    panel.model.search("label:actor")
    qtbot.waitUntil(lambda: keys(panel) == [2])
    panel.model.search("status:new")
    assert keys(panel) == []


def test_what_cannot_be_meant_is_said_and_leaves_the_list(panel: ArticlesPanel) -> None:
    panel.model.search("minister")
    before = keys(panel)
    panel.model.search("label:actr")
    assert "Do you mean actor" in said(panel)
    assert keys(panel) == before
    panel.model.search("")
    assert (said(panel), keys(panel)) == ("", [1, 2])

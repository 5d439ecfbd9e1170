"""The page that finds words in context and annotations in the whole project."""

from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt

from annotator.project import articles, importing
from annotator.project.concordance import LEFT
from annotator.project.project import Project
from annotator.qt.find.found_list import ANNOTATIONS
from annotator.qt.find.page import FindPanel
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.list_model import RowRole
from tests.making import bring, draft_of, tag


@pytest.fixture
def panel(project: Project, qtbot: Any) -> Iterator[FindPanel]:
    """Besides the two articles 150 with herring, each time after another word."""
    bring(project, *(draft_of(f"Catch {n}\n\nw{n % 10} herring of {n}.") for n in range(150)))
    tag(project, "he would sign", "claim")
    importing.index(project)
    project.close()
    bridge = Bridge(project.path, "anna")
    panel = FindPanel(bridge)
    qtbot.addWidget(panel)
    panel.resize(900, 500)
    panel.show()
    yield panel
    panel.stop()
    bridge.close()


def words(panel: FindPanel) -> list[str]:
    return [
        f"{shown.before[-4:]}[{shown.words}]{shown.after[:5]}"
        for row in range(panel.model.rowCount())
        if (shown := panel.model.data(panel.model.index(row), RowRole))
    ]


def choose(box: Any, value: str) -> None:
    box.setCurrentIndex(box.findData(value))


def test_every_occurrence_is_listed_where_it_stands(panel: FindPanel, qtbot: Any) -> None:
    qtbot.keyClicks(panel.field, "herring")
    qtbot.waitUntil(lambda: panel._count.text() == "150 occurrences")
    assert words(panel)[:2] == [" w0 [herring] of 0", " w1 [herring] of 1"]
    assert len(words(panel)) == 150


def test_occurrences_are_sorted_by_the_words_before(panel: FindPanel, qtbot: Any) -> None:
    panel.field.setText("herring")
    choose(panel.order, LEFT)
    qtbot.waitUntil(lambda: panel._count.text() == "150 occurrences")
    before = [one[: one.index("[")].split()[-1] for one in words(panel)]
    assert before == sorted(before)
    assert before[0] == "w0"


def test_annotations_are_found_and_lead_to_their_place(panel: FindPanel, qtbot: Any) -> None:
    choose(panel.view, ANNOTATIONS)
    panel.field.setText("label:claim")
    qtbot.waitUntil(lambda: panel._count.text() == "1 annotation")
    with qtbot.waitSignal(panel.placeWanted) as wanted:
        qtbot.keyClick(panel.field, Qt.Key.Key_Return)
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    key, annotation, (start, end) = wanted.args
    text = articles.load(panel.model._bridge.reader, key).text
    assert (key, text[start:end], bool(annotation)) == (1, "he would sign", True)


def test_what_cannot_be_meant_is_said_and_leaves_the_list(panel: FindPanel, qtbot: Any) -> None:
    panel.field.setText("herring")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 150)
    panel.field.setText("herring lable:claim")
    qtbot.waitUntil(lambda: "Do you mean label:" in panel._said.text() and not panel._said.isHidden())
    assert panel.model.rowCount() == 150
    panel.field.clear()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    assert panel._said.isHidden()
    assert panel._count.text().startswith("Type a word")

"""The page of agreement with real widgets on real projects."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project import submitting

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from annotator.project import annotating
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.overview.figure_view import FigureView
from annotator.qt.overview.figures import Figures
from annotator.qt.overview.page import (
    CONNECTED,
    DIFFERENCES,
    EXPERT,
    LEFT_OUT,
    PARTS,
    PROGRESS,
    SPANS,
    VALUES,
    OverviewPanel,
)
from annotator.qt.shell.app import open_window
from tests.making import STORY, as_analyst, project_with, span_of, submitted, tag

_TAGS = {
    "anna": (("Kim", "actor"), ("We agree", "quote"), ("Oslo", "actor")),
    "ben": (("said Kim", "actor"), ("We agree", "claim"), ("The minister", "actor")),
    "chloe": (("Kim", "actor"), ("We agree", "quote")),
}


def team(folder: Path, *names: str) -> Path:
    """The story submitted by some analysts; another that only the first has opened."""
    with project_with(folder, STORY, "A second story about Oslo") as project:
        for analyst in names:
            submitted(project, analyst, *_TAGS[analyst])
        as_analyst(project, names[0])
        tag(project, "Oslo", "actor", 2)
        submitting.set_status(project, 2, "done")
    return project.path


def shown(qtbot: QtBot, bridge: Bridge) -> OverviewPanel:
    panel = OverviewPanel(bridge)
    qtbot.addWidget(panel, before_close_func=lambda one: one.stop())
    panel.resize(1000, 700)
    with qtbot.waitSignal(panel.updated):
        panel.show()
    return panel


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Bridge]:
    yield from _opened(team(tmp_path, "anna", "ben"))


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Bridge]:
    yield from _opened(team(tmp_path, "anna", "ben", "chloe"))


def _opened(path: Path) -> Iterator[Bridge]:
    bridge = Bridge(path, "rita")
    bridge.problem.connect(pytest.fail)
    yield bridge
    bridge.close()


def table(panel: OverviewPanel, name: str) -> FigureView:
    found = panel.findChild(FigureView, name)
    assert found is not None
    return found


def texts(panel: OverviewPanel, name: str) -> list[list[str]]:
    model = table(panel, name).figures
    columns = range(model.columnCount())
    return [[model.figure(row, column).text for column in columns] for row in range(model.rowCount())]


def cell(panel: OverviewPanel, name: str, row: int, title: str) -> tuple[FigureView, Figures, int]:
    found = table(panel, name)
    column = [one.title for one in found.figures.columns].index(title)
    found.setCurrentIndex(found.figures.index(row, column))
    return found, found.figures, column


def cases_of(qtbot: QtBot, panel: OverviewPanel, name: str, row: int, title: str) -> list[list[str]]:
    """What Return on a cell lists."""
    found, _, _ = cell(panel, name, row, title)
    with qtbot.waitSignal(panel.agreements.casesRead):
        qtbot.keyClick(found, Qt.Key.Key_Return)
    return texts(panel, "agreementCases")


def test_strict_and_overlap_stand_first_for_each_label(qtbot: QtBot, two: Bridge) -> None:
    rows = {row[1]: row[2:5] for row in texts(shown(qtbot, two), "agreementTable")}
    assert rows == {
        "all": ["0.00", "0.33", "3 · 3"],
        "actor": ["0.00", "0.50", "2 · 2"],
        "claim": ["0.00", "0.00", "0 · 1"],
        "quote": ["0.00", "0.00", "1 · 0"],
        "sanction": ["–", "–", "0 · 0"],
    }


def test_what_is_undefined_says_why_where_the_keyboard_stands(qtbot: QtBot, two: Bridge) -> None:
    panel = shown(qtbot, two)
    _, model, column = cell(panel, "agreementTable", 4, "Strict F1")
    expected = "Undefined: nobody marked anything."
    assert model.index(4, column).data(Qt.ItemDataRole.ToolTipRole) == expected
    assert panel.told == expected


def test_a_cell_lists_its_cases_with_what_each_marked(qtbot: QtBot, two: Bridge) -> None:
    panel = shown(qtbot, two)
    actual = cases_of(qtbot, panel, "agreementTable", 1, "Strict F1")
    assert [row[:3] for row in actual] == [
        ["only ben", "", "actor: The minister"],
        ["only anna", "actor: Oslo", ""],
        ["starts earlier", "actor: Kim", "actor: said Kim"],
    ]


def test_return_on_a_case_wants_its_place(qtbot: QtBot, two: Bridge) -> None:
    panel = shown(qtbot, two)
    cases_of(qtbot, panel, "agreementTable", 1, "Strict F1")
    rows = table(panel, "agreementCases")
    rows.selectRow(1)
    with qtbot.waitSignal(panel.placeWanted) as wanted:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert wanted.args == [1, "", span_of(STORY, "Oslo")]


def test_confused_labels_and_boundaries_open_their_cases(qtbot: QtBot, two: Bridge) -> None:
    panel = shown(qtbot, two)
    with qtbot.waitSignal(panel.updated):
        panel.show_view(DIFFERENCES)
    assert texts(panel, "confusionMatrix") == [
        ["1", "0", "0", "0", "1"],
        ["0", "0", "0", "0", "0"],
        ["0", "1", "0", "0", "0"],
        ["0", "0", "0", "0", "0"],
        ["1", "0", "0", "0", ""],
    ]
    assert texts(panel, "boundaryErrors")[0][:3] == ["actor", "1", ""]
    (quote,) = cases_of(qtbot, panel, "confusionMatrix", 2, "claim")
    assert quote[:3] == ["another label", "quote: We agree", "claim: We agree"]


def test_parts_of_the_material_by_agency_and_by_origin(qtbot: QtBot, two: Bridge) -> None:
    panel = shown(qtbot, two)
    panel.show_view(PARTS)
    view = panel.views[PARTS]
    view.dimension.setCurrentIndex(view.dimension.findText("Agency"))
    assert texts(panel, "agreementParts") == [["unknown", "0.00", "0.33", "6", "1"]]
    qtbot.waitUntil(lambda: bool(panel.agreements.measured.details))
    view.dimension.setCurrentIndex(view.dimension.findText("Origin"))
    assert texts(panel, "agreementParts") == [["hand", "0.00", "0.33", "6"]]


def test_a_part_lists_what_differs_in_it(qtbot: QtBot, two: Bridge) -> None:
    panel = shown(qtbot, two)
    panel.show_view(PARTS)
    view = panel.views[PARTS]
    qtbot.waitUntil(lambda: bool(panel.agreements.measured.details))
    for dimension in ("Agency", "Origin"):
        view.dimension.setCurrentIndex(view.dimension.findText(dimension))
        actual = cases_of(qtbot, panel, "agreementParts", 0, "Overlap F1")
        assert sorted(row[0] for row in actual) == ["another label", "only anna", "only ben"]


def test_how_far_each_analyst_is(qtbot: QtBot, two: Bridge) -> None:
    panel = shown(qtbot, two)
    panel.show_view(PROGRESS)
    assert texts(panel, "agreementProgress") == [["anna", "2", "0", "0"], ["ben", "1", "0", "1"]]


def test_who_never_opened_an_article_is_listed(qtbot: QtBot, two: Bridge) -> None:
    panel = shown(qtbot, two)
    panel.show_view(LEFT_OUT)
    assert texts(panel, "agreementLeftOut") == [["A second story about Oslo", "ben", "never opened"]]


def test_every_two_analysts_stand_in_the_picture(qtbot: QtBot, three: Bridge) -> None:
    panel = shown(qtbot, three)
    view = panel.views[SPANS]
    view.label.setCurrentText("Quote")
    assert texts(panel, "agreementHeatMap") == [
        ["", "0.00", "1.00"],
        ["0.00", "", "0.00"],
        ["1.00", "0.00", ""],
    ]


def test_the_mean_comes_first_and_one_pair_can_be_chosen(qtbot: QtBot, three: Bridge) -> None:
    panel = shown(qtbot, three)
    assert texts(panel, "agreementTable")[0][:4] == ["mean of 3 pairs", "all", "0.27", "0.51"]
    at = panel.pair.findText("anna · chloe")
    panel.pair.setCurrentIndex(at)
    panel.pair.activated.emit(at)
    assert texts(panel, "agreementTable")[0][:4] == ["anna · chloe", "all", "0.80", "0.80"]


def test_who_takes_part_can_be_chosen_but_not_one_alone(qtbot: QtBot, three: Bridge) -> None:
    panel = shown(qtbot, three)
    anna, ben, _ = panel.analysts.menu().actions()
    with qtbot.waitSignal(panel.updated):
        ben.trigger()
    assert panel.agreements.measured.analysts == ("anna", "chloe")
    anna = panel.analysts.menu().actions()[0]
    with qtbot.waitSignal(panel.noticed):
        anna.trigger()
    assert panel.analysts.menu().actions()[0].isChecked()


def test_intervals_are_worked_out_when_they_are_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    with project_with(tmp_path, STORY, "A second story about Oslo") as project:
        for analyst in ("anna", "ben"):
            submitted(project, analyst, ("Kim", "actor"))
            tag(project, "Oslo" if analyst == "anna" else "second", "actor", 2)
            submitting.set_status(project, 2, "done")
    for bridge in _opened(project.path):
        panel = shown(qtbot, bridge)
        with qtbot.waitSignal(panel.updated):
            panel.intervals.click()
        assert texts(panel, "agreementTable")[0][2] == "0.50  (0.00 to 1.00)"


def test_a_change_is_measured_at_once_and_the_cases_stay(qtbot: QtBot, tmp_path: Path) -> None:
    for bridge in _opened(team(tmp_path, "anna", "ben")):
        panel = shown(qtbot, bridge)
        cases_of(qtbot, panel, "agreementTable", 1, "Strict F1")
        with qtbot.waitSignal(panel.updated):
            bridge.do(call(submitting.set_status, 2, "in progress"))
        assert len(texts(panel, "agreementCases")) == 3


def test_an_article_whose_layer_of_mine_is_open_is_left_out_of_what_i_see(qtbot: QtBot, two: Bridge) -> None:
    panel = shown(qtbot, two)
    with qtbot.waitSignal(panel.updated):
        two.do(call(annotating.add, 1, *span_of(STORY, "Kim"), "actor"))
    assert panel.agreements.measured.articles == 0
    assert [row[2] for row in texts(panel, "agreementLeftOut")] == []
    panel.show_view(LEFT_OUT)
    assert "your own layer of it is open" in [row[2] for row in texts(panel, "agreementLeftOut")]


def test_without_two_analysts_the_page_says_what_is_needed(qtbot: QtBot, tmp_path: Path) -> None:
    with project_with(tmp_path, STORY) as project:
        submitted(project, "anna", ("Kim", "actor"))
    for bridge in _opened(project.path):
        panel = shown(qtbot, bridge)
        assert panel.told.startswith("Nothing to compare yet")
        for view in (VALUES, CONNECTED, DIFFERENCES, PARTS, EXPERT, LEFT_OUT):
            panel.show_view(view)
        assert texts(panel, "agreementExpert") == []


def test_f12_shows_the_page_and_return_on_a_case_the_text(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(team(tmp_path, "anna", "ben"), "anna")
    qtbot.addWidget(window)
    window.show()
    window._actions["page_overview"].trigger()
    panel = window.findChild(OverviewPanel)
    qtbot.waitUntil(lambda: panel.agreements.known)
    cases_of(qtbot, panel, "agreementTable", 1, "Strict F1")
    rows = window.findChild(QTableView, "agreementCases")
    rows.selectRow(1)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    session = window.pages.session
    assert (window.pages.shown, session.current.span) == ("texts", span_of(STORY, "Oslo"))
    window.close()


def test_values_are_compared_where_both_marked_the_same(qtbot: QtBot, tmp_path: Path) -> None:
    with project_with(tmp_path, STORY) as project:
        for analyst, form in (("anna", "direct"), ("ben", "mixed")):
            quote = tag(as_analyst(project, analyst), "We agree", "quote")
            annotating.set_attribute(project, 1, [quote], "form", form)
            submitting.set_status(project, 1, "done")
    for bridge in _opened(project.path):
        panel = shown(qtbot, bridge)
        panel.show_view(VALUES)
        row = next(row for row in texts(panel, "agreementValues") if row[1] == "form")
        assert row[2:] == ["anna · ben", "0.00", "1", "1"]
        at = texts(panel, "agreementValues").index(row)
        (case,) = cases_of(qtbot, panel, "agreementValues", at, "alpha")
        assert case[0] == "form: direct – mixed"

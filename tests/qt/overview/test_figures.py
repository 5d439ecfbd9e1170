"""The model of figures and how it is walked, sorted and spoken."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.qt.overview.figure_table import FigureTable
from annotator.qt.overview.figures import LEFT, UNDEFINED, Column, Figure, Figures

_COLUMNS = (Column("Label", side=LEFT), Column("F1", "The share that agrees"))
_ROWS = [
    (Figure("claim"), Figure("0.50", 0.5, "1 of 2", opens="claims")),
    (Figure("quote"), Figure(UNDEFINED, tip="Undefined: nobody marked anything.")),
    (Figure("Actor"), Figure("0.25", 0.25)),
]


def filled() -> Figures:
    model = Figures()
    model.show(_COLUMNS, _ROWS)
    return model


def first_column(model: Figures) -> list[str]:
    return [model.figure(row, 0).text for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("column", "order", "expected"),
    [
        (0, Qt.SortOrder.AscendingOrder, ["Actor", "claim", "quote"]),
        (1, Qt.SortOrder.AscendingOrder, ["Actor", "claim", "quote"]),
        (1, Qt.SortOrder.DescendingOrder, ["claim", "Actor", "quote"]),
    ],
)
def test_what_is_undefined_stays_last(column: int, order: Qt.SortOrder, expected: list[str]) -> None:
    model = filled()
    model.sort(column, order)
    assert first_column(model) == expected


def test_a_cell_is_spoken_with_its_title_and_an_undefined_one_with_its_reason() -> None:
    model = filled()
    spoken = [model.index(row, 1).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken == ["F1: 0.50", "F1: Undefined: nobody marked anything.", "F1: 0.25"]


@pytest.fixture
def table(qtbot: QtBot) -> FigureTable:
    table = FigureTable("figures", "Figures", sortable=True)
    qtbot.addWidget(table)
    table.figures.show(_COLUMNS, _ROWS)
    return table


def test_return_opens_what_has_cases_and_nothing_else(qtbot: QtBot, table: FigureTable) -> None:
    wanted: list[object] = []
    table.wanted.connect(lambda figure: wanted.append(figure.opens))
    for row in (0, 1):
        table.setCurrentIndex(table.figures.index(row, 1))
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert wanted == ["claims"]


def test_filled_anew_the_keyboard_stands_where_it_stood(table: FigureTable) -> None:
    table.setCurrentIndex(table.figures.index(2, 1))
    table.figures.show(_COLUMNS, _ROWS[:2])
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)


def test_a_click_on_a_title_sorts_and_new_figures_come_as_they_are(table: FigureTable) -> None:
    table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    assert first_column(table.figures) == ["Actor", "claim", "quote"]
    table.figures.show(_COLUMNS, _ROWS)
    assert first_column(table.figures) == ["claim", "quote", "Actor"]

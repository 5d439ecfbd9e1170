"""The table of frames: its columns for one label and for all, and its order by each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.frame import Filler, Frame, matching
from annotator.project.shipped import default_scheme
from annotator.qt.frames.frame_list import FrameList, FrameRole, headings_of
from annotator.qt.kit.bridge import Bridge
from tests.making import STORY, project_with

DOWN = Qt.SortOrder.DescendingOrder
UP = Qt.SortOrder.AscendingOrder


def frame(words: str, date: str | None = None, kind: str = "threat", *claimants: str) -> Frame:
    fillers = tuple(Filler(name, name, None, name) for name in claimants)
    attributes = {"kind": kind, "attribution": "named", "polarity": "denied"}
    return Frame("a", "News", words, "claim", kind, words, {"claimant": fillers}, (), attributes, date)


FRAMES = [
    frame("b", "2010-01-02", "threat", "Riga"),
    frame("A", "--05-01", "fact", "oslo", "Riga"),
    frame("c", "2009-12-31T10:00:00", "demand"),
    frame("d", None, "fact", "Accra"),
]


def model_of(frames: list[Frame], label: str | None = "claim") -> FrameList:
    model = FrameList()
    model.show(frames, lambda: range(len(frames)), headings_of(default_scheme(), label))
    return model


def cells(model: FrameList, column: int) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def titles(model: FrameList) -> list[str]:
    return [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]


def test_one_label_has_a_column_for_each_slot_and_choice() -> None:
    model = model_of(FRAMES)
    assert titles(model) == ["Words", "Claimant", "Kind", "Attribution", "Polarity", "Date", "Article"]
    assert [model.index(1, column).data() for column in range(model.columnCount())] == [
        "A", "oslo; Riga", "fact", "named", "denied", "05-01 (no year)", "News",
    ]  # fmt: skip


def test_all_labels_share_columns_and_usual_values_are_left_out() -> None:
    model = model_of(FRAMES, None)
    assert titles(model) == ["Label", "Words", "Links", "Values", "Date", "Article"]
    assert cells(model, 2)[1] == "claimant: oslo; Riga"
    assert cells(model, 3)[1] == "kind: fact · polarity: denied"


@pytest.mark.parametrize(
    ("title", "up", "down"),
    [
        ("Words", "Abcd", "dcbA"),
        ("Claimant", "dAbc", "bAdc"),
        ("Kind", "cAdb", "bAdc"),
        ("Date", "cbAd", "bcAd"),
        ("Article", "bAcd", "bAcd"),
    ],
)
def test_every_column_sorts_and_what_is_empty_comes_last(title: str, up: str, down: str) -> None:
    model = model_of(FRAMES)
    column = titles(model).index(title)
    for order, expected in ((UP, up), (DOWN, down)):
        model.sort(column, order)
        assert "".join(cells(model, 0)) == expected


def test_the_order_stays_when_other_frames_are_shown() -> None:
    model = model_of(FRAMES)
    model.sort(0, DOWN)
    found = matching(FRAMES, "claim", "fact")
    model.show(FRAMES, lambda: found, headings_of(default_scheme(), None))
    assert (cells(model, 1), model.order) == (["d", "A"], (1, True))


def test_a_row_gives_its_frame_and_says_what_its_cells_mean() -> None:
    model = model_of(FRAMES)
    assert model.index(0, 1).data(FrameRole) is model.frame(0) is FRAMES[0]
    said = model.index(2, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Claimant: nothing"


@pytest.fixture
def bridge(tmp_path: Path) -> Iterator[Bridge]:
    with project_with(tmp_path, STORY) as project:
        path = project.path
    bridge = Bridge(path, "anna")
    yield bridge
    bridge.close()


def test_long_tables_are_sorted_on_another_thread_in_the_same_order(qtbot: QtBot, bridge: Bridge) -> None:
    many = [frame(f"{number * 7919 % 15013:05} {number % 3}", "2010-01-02") for number in range(15_000)]
    model = FrameList(bridge)
    with qtbot.waitSignal(model.arranged):
        model.show(many, lambda: range(len(many)), headings_of(default_scheme(), "claim"))
    with qtbot.waitSignal(model.arranged):
        model.sort(0, DOWN)
    assert cells(model, 0) == sorted((one.words for one in many), reverse=True)


def test_of_several_orders_the_last_one_counts(qtbot: QtBot, bridge: Bridge) -> None:
    many = [frame(f"{number:05}", f"2010-01-{number % 28 + 1:02}") for number in range(5000)]
    model = FrameList(bridge)
    with qtbot.waitSignal(model.arranged):
        model.show(many, lambda: range(len(many)), headings_of(default_scheme(), "claim"))
    with qtbot.waitSignal(model.arranged):
        model.sort(5, UP)
        model.sort(0, DOWN)
    assert (model.order, cells(model, 0)[0]) == ((0, True), "04999")

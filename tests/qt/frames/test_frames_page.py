"""The page of frames with real widgets on real projects, and the small table beside an article."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.domain.change import Change
from annotator.project import annotating, articles, demo
from annotator.qt.frames.page import ARTICLE, NETWORK, PROJECT, TIMELINE, FramesPanel
from annotator.qt.kit.bridge import Bridge, call
from tests.making import STORY, article_id, bring, draft_of, project_with, tag

OTHER = "Ban on fish\n\nLee: “Never,” Kim said on Friday."
Left, No = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two articles: a quote of Kim in each, and in one of them a sanction of Lee on Kim."""
    with project_with(tmp_path, STORY) as project:
        draft = draft_of(OTHER)
        bring(project, replace(draft, metadata=replace(draft.metadata, published="2010-05-06")))
        for key, words in ((1, "We agree"), (2, "Never")):
            quote, kim = tag(project, words, "quote", key), tag(project, "Kim", "actor", key)
            annotating.link(project, key, [quote], "speaker", kim)
        lee, ban = tag(project, "Lee", "actor", 2), tag(project, "Ban", "sanction", 2)
        annotating.link(project, 2, [ban], "sender", lee)
        annotating.link(project, 2, [ban], "target", kim)
        annotating.set_attribute(project, 2, [ban], "status", "imposed")
    return project.path


@pytest.fixture
def bridge(path: Path) -> Iterator[Bridge]:
    bridge = Bridge(path, "anna")
    bridge.problem.connect(pytest.fail)
    yield bridge
    bridge.close()


def opened(qtbot: QtBot, bridge: Bridge) -> FramesPanel:
    panel = FramesPanel(bridge)
    qtbot.addWidget(panel, before_close_func=lambda one: one.stop())
    panel.resize(900, 600)
    with qtbot.waitSignal(panel.updated):
        panel.show()
    return panel


@pytest.fixture
def panel(qtbot: QtBot, bridge: Bridge) -> FramesPanel:
    """The page, shown, with the project's frames."""
    return opened(qtbot, bridge)


def words(panel: FramesPanel) -> list[str]:
    return sorted(panel.model.frame(row).words for row in range(panel.model.rowCount()))


def choose(qtbot: QtBot, panel: FramesPanel, text: str) -> None:
    with qtbot.waitSignal(panel.updated):
        panel.only.setCurrentText(text)
        panel.only.activated.emit(panel.only.currentIndex())


def test_the_project_s_frames_are_read_when_the_page_is_shown(panel: FramesPanel) -> None:
    assert words(panel) == ["Ban", "Never", "We agree"]


def test_return_and_double_click_want_the_words(qtbot: QtBot, panel: FramesPanel) -> None:
    frame = panel.model.frame(1)
    key = articles.key_of(panel._bridge.reader, frame.article)
    panel.table.selectRow(1)
    with qtbot.waitSignal(panel.wordsWanted) as returned:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    place = panel.table.visualRect(panel.model.index(1, 1)).center()
    with qtbot.waitSignal(panel.wordsWanted) as clicked:
        qtbot.mouseClick(panel.table.viewport(), Left, No, place)
        qtbot.mouseDClick(panel.table.viewport(), Left, No, place)
    assert returned.args == clicked.args == [key, frame.annotation]


def test_frames_of_a_label_and_of_a_kind(qtbot: QtBot, panel: FramesPanel) -> None:
    for text, expected in (
        ("Sanction", ["Ban"]),
        ("Sanction: imposed", ["Ban"]),
        ("Sanction: lifted", []),
        ("Quote", ["Never", "We agree"]),
    ):
        choose(qtbot, panel, text)
        assert words(panel) == expected
    assert panel.model.headings[1].title == "Speaker"


def test_this_article_shows_its_frames_alone(qtbot: QtBot, panel: FramesPanel) -> None:
    panel.show_article(1)
    with qtbot.waitSignal(panel.updated):
        panel.show_scope(ARTICLE)
    assert words(panel) == ["We agree"]
    with qtbot.waitSignal(panel.updated):
        panel.show_article(2)
    assert words(panel) == ["Ban", "Never"]
    with qtbot.waitSignal(panel.updated):
        panel.show_scope(PROJECT)
    assert len(words(panel)) == 3


def test_a_change_shows_at_once_or_when_the_page_is_shown_again(qtbot: QtBot, panel: FramesPanel) -> None:
    with qtbot.waitSignal(panel.updated):
        panel._bridge.do(call(annotating.add, 1, 0, 5, "claim"))
    assert "Talks" in words(panel)
    panel.hide()
    panel._bridge.do(call(annotating.add, 1, 6, 10, "claim"))
    with qtbot.assertNotEmitted(panel.updated, wait=500):
        pass
    with qtbot.waitSignal(panel.updated):
        panel.show()
    assert {"Talks", "open"} <= set(words(panel))


def test_somebody_else_s_layer_and_comments_change_nothing(panel: FramesPanel) -> None:
    article = article_id(STORY)
    for change in (
        Change(layers=frozenset([(article, "ben")])),
        Change(comments=frozenset([article]), kinds=frozenset(["comment"])),
    ):
        panel._bridge.announce(change)
        assert not panel._read[PROJECT].stale
    panel._bridge.announce(Change(layers=frozenset([(article, "anna")])))
    assert panel._read[PROJECT].stale


def test_what_is_shown_is_exported_in_its_order(qtbot: QtBot, panel: FramesPanel, tmp_path: Path) -> None:
    choose(qtbot, panel, "Quote")
    panel.table.sort_by("Words", Qt.SortOrder.DescendingOrder)
    with qtbot.waitSignal(panel.noticed) as noticed:
        panel.export_to(tmp_path / "out.csv")
    assert noticed.args == [f"Wrote 2 frames: {tmp_path / 'out.csv'}"]
    lines = (tmp_path / "out.csv").read_text("utf-8").splitlines()
    assert lines[0] == "article,headline,date,label,words,speaker,continues,form,kind,cue,annotation"
    assert [line.split(",")[4] for line in lines[1:]] == ["We agree", "Never"]


def test_a_project_without_frames_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with project_with(tmp_path / "empty", STORY) as project:
        pass
    bridge = Bridge(project.path, "anna")
    panel = opened(qtbot, bridge)
    assert any(label.text().startswith("No frames here") for label in panel.findChildren(QLabel))
    assert not panel.export.isEnabled()
    panel.stop()
    bridge.close()


def test_a_project_can_be_closed_while_it_is_read(qtbot: QtBot, path: Path) -> None:
    bridge = Bridge(path, "anna")
    panel = FramesPanel(bridge)
    qtbot.addWidget(panel)
    panel.show()
    panel.close()
    bridge.close()
    qtbot.waitUntil(lambda: not panel._read[PROJECT].latest.busy)
    assert panel.model.rowCount() == 0


def test_the_keyboard_goes_to_the_view_that_is_shown(qtbot: QtBot, panel: FramesPanel) -> None:
    assert panel.focusProxy() is panel.table
    page = plot(qtbot, panel, NETWORK)
    assert panel.focusProxy() is page.plot


def test_neither_the_program_nor_the_page_imports_what_draws_plots() -> None:
    code = (
        "import sys, annotator.qt.shell.app, annotator.qt.frames.page\n"
        "print([name for name in ('pyqtgraph', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_without_pyqtgraph_a_sentence_says_how_to_install_it(
    qtbot: QtBot, panel: FramesPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("annotator.qt.frames.plots")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyqtgraph", None)
    panel.show_view(TIMELINE)
    qtbot.waitUntil(lambda: panel.findChild(QLabel, "noPlots") is not None)
    assert 'pip install "annotator[plots]"' in panel.findChild(QLabel, "noPlots").text()


def plot(qtbot: QtBot, panel: FramesPanel, view: str):  # type: ignore[no-untyped-def]
    """The page of a plot, drawn."""
    pytest.importorskip("pyqtgraph")
    with qtbot.waitSignal(panel.updated):
        panel.show_view(view)
    page = panel._plots[view]
    qtbot.waitUntil(lambda: page.plot.isVisible())
    qtbot.wait(50)
    return page


def at(point) -> QPoint:  # type: ignore[no-untyped-def]
    return point.toPoint()


def test_a_click_on_a_point_of_the_timeline_wants_its_words(qtbot: QtBot, panel: FramesPanel) -> None:
    page = plot(qtbot, panel, TIMELINE)
    assert page.sentence.text() == "2 of 3 frames shown. Not shown: 1 without a date."
    number = next(n for n in range(3) if "“Never”" in page.plot.text_of(n))
    with qtbot.waitSignal(panel.wordsWanted) as wanted:
        qtbot.mouseClick(page.plot.viewport(), Left, No, at(page.plot.place_of(number)))
    assert wanted.args[0] == 2


def test_arrow_keys_walk_the_timeline_and_return_wants_the_words(qtbot: QtBot, panel: FramesPanel) -> None:
    page, seen = plot(qtbot, panel, TIMELINE), []
    page.plot.pointed.connect(seen.append)
    for key in ("Home", "Right", "Down", "Up", "End"):
        qtbot.keyClick(page.plot, getattr(Qt.Key, f"Key_{key}"))
    ban, never = "sanction, imposed: “Ban”", "quote: “Never”"
    walked = [("Kim", ban), ("Kim", never), ("Lee", ban), ("Kim", ban), ("Lee", ban)]
    assert seen == [f"2010-05-06 · {row} · {frame}" for row, frame in walked]
    with qtbot.waitSignal(panel.wordsWanted):
        qtbot.keyClick(page.plot, Qt.Key.Key_Return)


def test_rows_of_the_timeline_can_be_values(qtbot: QtBot, panel: FramesPanel) -> None:
    page = plot(qtbot, panel, TIMELINE)
    page.rows.setCurrentText("Value of status")
    with qtbot.waitSignal(page.shown):
        page.rows.activated.emit(page.rows.currentIndex())
    assert page.sentence.text() == (
        "1 of 3 frames shown. Not shown: 1 without a date, 1 that no row stands for."
    )


def test_a_click_on_a_node_shows_its_frames_below(qtbot: QtBot, panel: FramesPanel) -> None:
    page = plot(qtbot, panel, NETWORK)
    assert [page.list.topLevelItem(row).text(0) for row in range(2)] == ["Kim", "Lee"]
    qtbot.mouseClick(page.plot.viewport(), Left, No, at(page.plot.place_of(1)))
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page.list.currentItem().text(0) == "Lee"
    with qtbot.waitSignal(panel.wordsWanted):
        qtbot.keyClick(page.table, Qt.Key.Key_Return)


def test_a_click_on_an_arrow_shows_its_frames_below(qtbot: QtBot, panel: FramesPanel) -> None:
    page = plot(qtbot, panel, NETWORK)
    kim, lee = page.plot.place_of(0), page.plot.place_of(1)
    along = kim - lee
    aside = QPoint(round(-along.y() * 0.12), round(along.x() * 0.12))
    qtbot.mouseClick(page.plot.viewport(), Left, No, at(lee + along / 2) + aside)
    assert page.list.currentItem().text(0) == "sanction → Kim"
    assert page.model.frame(0).words == "Ban"


def test_keys_walk_the_nodes(qtbot: QtBot, panel: FramesPanel) -> None:
    page = plot(qtbot, panel, NETWORK)
    names_ = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(page.plot, key)
        names_.append(page.list.currentItem().text(0))
    assert names_ == ["Kim", "Lee", "Kim", "Lee"]


def test_the_same_network_lies_in_the_same_places() -> None:
    np = pytest.importorskip("numpy")
    from annotator.qt.frames.plots.layout import places_of

    links = [(number, number * 7 % 40, 1 + number % 3) for number in range(1, 40)]
    places = places_of(40, links)
    assert np.array_equal(places, places_of(40, links))
    assert np.abs(places).max() == 1
    apart = np.hypot(*(places[:, None] - places[None, :]).transpose(2, 0, 1)) + np.eye(40)
    assert apart.min() > 0.08
    assert [places_of(count, []).tolist() for count in (0, 1)] == [[], [[0, 0]]]


def test_all_views_of_the_sample_in_both_looks_without_a_warning(qtbot: QtBot, qapp, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from annotator.qt.kit import theme

    sample = demo.build(tmp_path)
    bridge = Bridge(sample.project, sample.analyst)
    panel = opened(qtbot, bridge)
    for view in (TIMELINE, NETWORK):
        plot(qtbot, panel, view)
    for dark in (True, False):
        theme.apply(qapp, dark)
        qtbot.wait(20)
        assert not panel.grab().isNull()
    panel.stop()
    bridge.close()

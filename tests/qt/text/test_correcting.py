"""Corrections in the window: zones by key, menu and palette, metadata by the form; told, undone, fast."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from annotator.domain.article import ZONE_KINDS, Draft, Metadata, Record, Source, Zone
from annotator.domain.change import Change
from annotator.domain.dates import AMBIGUOUS, ANALYST
from annotator.project import article_correction, articles
from annotator.project.project import Project
from annotator.qt.kit.bridge import call
from annotator.qt.kit.commands import ZONES
from annotator.qt.kit.metadata_form import WRONG_DATE
from annotator.qt.shell.app import open_window
from annotator.qt.shell.main_window import MainWindow
from annotator.qt.text.known import KnownPanel
from tests.making import bring, draft_of, span_of

Key = Qt.Key
TEXT = "Quota talks open\n\n03/05/2007 OSLO (XYZ) - Envoys met 🐟.\n\nThey said nothing.\n\nEnds"
READINGS = ("2007-05-03", "2007-03-05")
OTHER = "Ferries stay\n\nNobody left."
HELD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


def part(kind: str, words: str) -> Zone:
    return Zone(kind, *span_of(TEXT, words))


ZONES_BEFORE = (
    part("headline", "Quota talks open"),
    part("body", "03/05/2007 OSLO (XYZ) - Envoys met 🐟.\n\nThey said nothing.\n\nEnds"),
)
KNOWN = Metadata("Quota talks open", "XYZ", "OSLO", None, AMBIGUOUS, READINGS, "en")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Anna's window on an article whose date is open; a second one stands below it."""
    with Project.create(tmp_path / "news.annotator", None, "anna") as project:
        bring(project, Draft(TEXT, TEXT.encode(), Source("q.txt", "0" * 64), KNOWN, ZONES_BEFORE))
        bring(project, draft_of(OTHER))
    made = open_window(tmp_path / "news.annotator", "anna")
    qtbot.addWidget(made)
    made.show()
    assert made.workspace is not None
    made.workspace.open(1)
    yield made
    made.close()


def panel(window: MainWindow) -> KnownPanel:
    assert window.workspace is not None
    return window.workspace.known


def record(window: MainWindow, key: int = 1) -> Record:
    """What is on the disk."""
    with Project.open(window.workspace.bridge.path, "anna", writing=False) as project:  # type: ignore[union-attr]
        return articles.load(project, key).record


def select(window: MainWindow, words: str) -> None:
    assert window.workspace is not None
    start, end = span_of(TEXT, words)
    window.workspace.article.view.set_caret(end, start)


def press(window: MainWindow, key: Qt.Key) -> None:
    assert window.workspace is not None
    QTest.keyClick(window.workspace.article.view, key, HELD)


def type_in(window: MainWindow, name: str, words: str) -> QLineEdit:
    """Types over what a field holds; nothing is pressed after it."""
    window._actions["to_known"].trigger()
    field = panel(window).form.fields[name]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words) if words else QTest.keyClick(field, Key.Key_Delete)
    return field


def kinds(window: MainWindow, key: int = 1) -> list[tuple[str, str]]:
    return [(zone.kind, TEXT[zone.start : zone.end]) for zone in record(window, key).zones]


# Zones


def test_the_selection_becomes_the_zone_of_the_key(window: MainWindow) -> None:
    select(window, "03/05/2007 OSLO (XYZ) -")
    press(window, Key.Key_D)
    assert kinds(window)[1:] == [
        ("dateline", "03/05/2007 OSLO (XYZ) -"),
        ("body", "Envoys met 🐟.\n\nThey said nothing.\n\nEnds"),
    ]


def test_every_kind_is_in_the_context_menu_and_in_the_palette(window: MainWindow) -> None:
    assert window.workspace is not None
    menu = window.workspace.made_menu([], [window._actions[name] for name in ZONES])
    zones = next(action.menu() for action in menu.actions() if action.text() == "Zone")
    assert [action.text() for action in zones.actions()] == [  # type: ignore[union-attr]
        *(f"This is: {kind}" for kind in ZONE_KINDS),
        "Not a zone",
    ]
    select(window, "Ends")
    zones.actions()[ZONE_KINDS.index("tail")].trigger()  # type: ignore[union-attr]
    assert kinds(window)[-1] == ("tail", "Ends")


def test_without_a_selection_the_line_is_meant(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.article.view.set_caret(TEXT.index("nothing"))
    press(window, Key.Key_P)
    assert ("promotion", "They said nothing.") in kinds(window)


def test_a_zone_can_be_taken_away_and_brought_back(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.article.view.set_caret(3)
    press(window, Key.Key_N)
    assert record(window).zones == ZONES_BEFORE[1:]
    window._actions["undo"].trigger()
    assert record(window).zones == ZONES_BEFORE


def test_what_cannot_be_is_told(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.article.view.set_caret(3)
    press(window, Key.Key_H)
    assert "that is headline already" in window.notice.text
    select(window, "\n\nEnds"[:2])
    press(window, Key.Key_T)
    assert "nothing but white space" in window.notice.text


def test_caret_selection_and_place_stay_where_they_are(window: MainWindow) -> None:
    assert window.workspace is not None
    view = window.workspace.article.view
    select(window, "Ends")
    press(window, Key.Key_T)
    assert view.selection() == span_of(TEXT, "Ends")
    press(window, Key.Key_O)
    assert kinds(window)[-1] == ("boilerplate", "Ends")


def test_an_annotation_stays_selected(window: MainWindow) -> None:
    assert window.workspace is not None
    select(window, "Envoys")
    QTest.keyClick(window.workspace.article.view, Key.Key_1)
    before = window.workspace.session.current
    assert before is not None
    window._actions["zone_tail"].trigger()
    assert window.workspace.session.current == before
    assert window.workspace.article.view.selected_span == before.id


def test_a_zone_that_is_clicked_in_the_list_is_selected_in_the_text(window: MainWindow) -> None:
    assert window.workspace is not None
    window._actions["to_known"].trigger()
    zones = panel(window).zones
    assert zones.item(0).text() == "headline “Quota talks open”"
    zones.itemClicked.emit(zones.item(0))
    assert window.workspace.article.view.selection() == (0, 16)


# What is known


def test_the_form_shows_what_is_known_with_its_evidence(window: MainWindow) -> None:
    form = panel(window).form
    assert [field.text() for field in form.fields.values()] == ["Quota talks open", "XYZ", "OSLO", ""]
    assert form.evidence.text() == AMBIGUOUS
    assert [button.text() for button in form.readings] == list(READINGS)


def test_a_field_corrects_the_article_the_head_and_the_list(window: MainWindow) -> None:
    assert window.workspace is not None
    QTest.keyClick(type_in(window, "agency", "NTB"), Key.Key_Return)
    assert record(window).metadata.agency == "NTB"
    assert window.workspace.article.head._known.text().startswith("NTB · OSLO")
    row = window.workspace.articles.model.row(0)
    assert row is not None
    assert (row.agency, window.notice.text) == ("NTB", "Done: correct agency.")


def test_a_list_in_the_order_of_headlines_and_the_filter_of_agencies_follow(window: MainWindow) -> None:
    assert window.workspace is not None
    listed, agencies = window.workspace.articles.model, window.workspace.articles
    listed.show(sort="headline")
    assert list(listed.keys) == [2, 1]
    QTest.keyClick(type_in(window, "headline", "Envoys meet"), Key.Key_Return)
    assert list(listed.keys) == [1, 2]
    QTest.keyClick(type_in(window, "agency", "NTB"), Key.Key_Return)
    box = agencies._agency
    assert [box.itemText(at) for at in range(box.count())] == ["Any agency", "NTB"]


def test_a_corrected_headline_is_the_windows_title(window: MainWindow) -> None:
    QTest.keyClick(type_in(window, "headline", "Herring talks"), Key.Key_Return)
    assert window.windowTitle().startswith("Herring talks – ")


@pytest.mark.parametrize("at", [0, 1])
def test_a_reading_is_chosen_by_its_button_and_the_other_one_still_can_be(
    window: MainWindow, at: int
) -> None:
    window._actions["to_known"].trigger()
    buttons = panel(window).form.readings
    QTest.mouseClick(buttons[at], Qt.MouseButton.LeftButton)
    known = record(window).metadata
    assert (known.published, known.date_evidence) == (READINGS[at], ANALYST)
    assert [button.isEnabled() for button in buttons] == [at == 1, at == 0]
    assert panel(window).form.evidence.text() == ANALYST


def test_a_date_without_a_year_is_taken_as_it_is(window: MainWindow) -> None:
    QTest.keyClick(type_in(window, "published", "--11-01"), Key.Key_Return)
    assert record(window).metadata.published == "--11-01"


def test_a_date_that_is_none_is_told_beside_it_and_not_written(window: MainWindow) -> None:
    QTest.keyClick(type_in(window, "published", "2007-02-30"), Key.Key_Return)
    assert panel(window).form.evidence.text() == WRONG_DATE
    assert record(window).metadata == KNOWN


def test_escape_forgets_what_was_typed(window: MainWindow) -> None:
    assert window.workspace is not None
    field = type_in(window, "place", "BERGEN")
    QTest.keyClick(field, Key.Key_Escape)
    assert (field.text(), record(window).metadata) == ("OSLO", KNOWN)
    assert window.workspace.article.view.hasFocus() or not window.isActiveWindow()


def test_what_was_typed_belongs_to_the_article_that_was_shown(window: MainWindow) -> None:
    type_in(window, "place", "BERGEN")
    window._actions["next"].trigger()
    assert record(window).metadata.place == "BERGEN"
    assert record(window, 2).metadata.place is None
    assert panel(window).form.fields["headline"].text() == "Ferries stay"


def test_undo_shows_the_article_again_whose_correction_is_taken_back(window: MainWindow) -> None:
    assert window.workspace is not None
    QTest.keyClick(type_in(window, "agency", "NTB"), Key.Key_Return)
    window._actions["next"].trigger()
    window._actions["undo"].trigger()
    assert (window.workspace.session.key, panel(window).form.fields["agency"].text()) == (1, "XYZ")


def test_what_is_typed_stays_while_something_is_annotated(window: MainWindow) -> None:
    assert window.workspace is not None
    field = type_in(window, "place", "BERG")
    window.workspace.session.reset.emit()
    assert field.text() == "BERG"


def test_what_is_typed_stays_while_another_correction_comes_to_the_disk(window: MainWindow) -> None:
    assert window.workspace is not None
    field = type_in(window, "place", "BERG")
    window.workspace.bridge.do(call(article_correction.correct, 1, agency="NTB", headline="Herring"))
    fields = panel(window).form.fields
    assert (fields["headline"].text(), fields["agency"].text(), field.text()) == ("Herring", "NTB", "BERG")
    QTest.keyClick(field, Key.Key_Return)
    assert (record(window).metadata.place, record(window).metadata.agency) == ("BERG", "NTB")


def test_a_project_that_another_window_holds_cannot_be_corrected(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    second = open_window(window.workspace.bridge.path, "ben")
    qtbot.addWidget(second)
    assert second.workspace is not None
    second.workspace.open(1)
    assert not second.workspace.known.form.isEnabled()
    assert not second._actions["zone_body"].isEnabled()
    second.close()


def test_no_article_leaves_an_empty_form(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.session.open(None)
    form = panel(window).form
    assert [field.text() for field in form.fields.values()] == [""] * 4
    assert not form.isEnabled()


def test_a_correction_in_a_long_article_leaves_the_place(window: MainWindow, tmp_path: Path) -> None:
    assert window.workspace is not None
    workspace = window.workspace
    text = "Long story\n\n" + "\n\n".join(f"Paragraph {n} tells of herring. " * 8 for n in range(400))
    draft = draft_of(text.strip())
    workspace.bridge.do(lambda project: bring_one(project, draft))
    workspace.open(3)
    at = text.index("Paragraph 200")
    workspace.session.revealed.emit(at, at + 9)
    QApplication.processEvents()
    bar = workspace.article.view.verticalScrollBar()
    place = bar.value()
    for kind in ("tail", "promotion", "section", "boilerplate", "byline"):
        window._actions[f"zone_{kind}"].trigger()
        QApplication.processEvents()
    assert bar.value() == place > 0


def bring_one(project: Project, draft: Draft) -> Change:
    from annotator.project import importing

    return importing.add(project, [draft])[1]

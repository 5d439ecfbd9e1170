"""The import dialog on a real project and real files: what is shown, answered, corrected, and what becomes of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from annotator.project import articles
from annotator.project.project import Project
from annotator.project.settings import Settings
from annotator.qt.intake.choosing import ColumnsDialog, EncodingDialog
from annotator.qt.intake.dialog import IntakeDialog
from annotator.qt.intake.intake_list import Column
from annotator.qt.shell.app import open_window
from annotator.qt.shell.main_window import MainWindow
from tests.making import STORY, project_with
from tests.project.test_intake import AMBIGUOUS, BODY, DIGEST, RUSSIAN

Key = Qt.Key
Show = Callable[..., IntakeDialog]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    project_with(tmp_path, STORY).close()
    made = open_window(tmp_path / "news.annotator", "anna")
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Iterator[Show]:
    """Opens the dialog on files of that content, and waits until they are read."""
    shown: list[IntakeDialog] = []

    def show_(**files: str | bytes) -> IntakeDialog:
        folder = tmp_path / "in"
        folder.mkdir()
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name.replace("_", ".")).write_bytes(data)
        assert window.workspace is not None
        dialog = IntakeDialog(window, window.workspace.bridge, [folder])
        shown.append(dialog)
        dialog.open()
        settle(qtbot, dialog)
        return dialog

    yield show_
    for dialog in shown:
        dialog.reject()


def settle(qtbot: QtBot, dialog: IntakeDialog) -> None:
    qtbot.waitUntil(lambda: dialog.reading.is_finished, timeout=15_000)
    QApplication.processEvents()


def column(dialog: IntakeDialog, which: Column) -> list[Any]:
    return [dialog.list.index(row, which).data() for row in range(dialog.list.rowCount())]


def answer(dialog: IntakeDialog, question: str, place: int = 0) -> None:
    button = dialog.questions.lines[question].buttons[place]
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def draft_text(dialog: IntakeDialog) -> str:
    return dialog.preview.text.text.toPlainText()


def test_every_file_has_a_row_with_what_was_recognised(show: Show) -> None:
    dialog = show(a_txt=AMBIGUOUS, b_txt=STORY, c_doc=b"x", d_png=b"")
    assert column(dialog, Column.FILE) == ["a.txt", "b.txt", "c.doc"]
    assert column(dialog, Column.REMARK) == ["day or month first?", "already there", "rejected"]
    assert column(dialog, Column.HEADLINE)[0] == "Quota talks open"
    assert "documents of this kind" in column(dialog, Column.HEADLINE)[2]
    assert (
        dialog._summary.text()
        == "2 articles to import, 1 of them already there, 1 file of other kinds passed over."
    )
    assert dialog.preview.form.fields["place"].text() == "Oslo"
    assert draft_text(dialog) == AMBIGUOUS


def test_duplicates_are_told_in_their_row_and_beside_the_text(show: Show) -> None:
    dialog = show(a_txt="\n\n".join(BODY), b_txt="\n\n".join(("<b>Update</b> from Bergen", *BODY[1:])))
    assert column(dialog, Column.REMARK) == ["", "near-duplicate"]
    assert "1 of them like others" in dialog._summary.text()
    assert not dialog.preview.like.isVisible()
    dialog.table.selectRow(1)
    assert dialog.preview.like.isVisible()
    assert dialog.preview.like.text().startswith(f"Near-duplicate of “{BODY[0][:30]}")
    tip = dialog.list.data(dialog.list.index(1, 0), Qt.ItemDataRole.ToolTipRole)
    assert dialog.preview.like.text() in tip


@pytest.mark.parametrize(("place", "day"), [(0, "2007-05-03T10:00:00"), (1, "2007-03-05T10:00:00")])
def test_dates_are_answered_for_all(show: Show, place: int, day: str) -> None:
    dialog = show(a_txt=AMBIGUOUS, b_txt=AMBIGUOUS.replace("Quota", "More quota"))
    answer(dialog, "date", place)
    assert {item.metadata.published for item in dialog.reading.items} == {day}
    assert not dialog.questions.isVisible()


def test_a_reading_is_chosen_for_one_beside_the_text(show: Show) -> None:
    dialog = show(a_txt=AMBIGUOUS, b_txt=AMBIGUOUS.replace("Quota", "More quota"))
    QTest.mouseClick(dialog.preview.form.readings[1], Qt.MouseButton.LeftButton)
    assert [item.metadata.published for item in dialog.reading.items] == ["2007-03-05T10:00:00", None]


def test_fields_are_corrected_by_hand_for_all_that_are_selected(show: Show, qtbot: QtBot) -> None:
    dialog = show(a_txt=AMBIGUOUS, b_txt=AMBIGUOUS.replace("Quota", "More quota"))
    dialog.table.selectAll()
    for name, words in (("agency", "AP"), ("headline", "Talks open")):
        field = dialog.preview.form.fields[name]
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)
        dialog.table.setFocus()
    known = [item.metadata for item in dialog.reading.items]
    assert [one.agency for one in known] == ["AP", "AP"]
    assert [one.headline for one in known] == ["Talks open", "More quota talks open"]


def test_a_date_that_is_none_is_not_taken(show: Show) -> None:
    dialog = show(a_txt=AMBIGUOUS)
    field = dialog.preview.form.fields["published"]
    field.setFocus()
    QTest.keyClicks(field, "3.5.2007")
    dialog.table.setFocus()
    assert "A date is written 2006-11-01" in dialog.preview.form.evidence.text()
    assert dialog.reading.items[0].metadata.published is None


def test_a_digest_is_split_and_a_misread_text_repaired(show: Show, qtbot: QtBot) -> None:
    misread = "Quota talks\n\nOSLO, May 4, 2007 (AP) - “We won’t,” he said.".encode().decode(
        "cp1252", "ignore"
    )
    dialog = show(a_txt=DIGEST, b_txt=misread)
    answer(dialog, "digest")
    settle(qtbot, dialog)
    answer(dialog, "mojibake")
    settle(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.list.rowCount() == 4)
    assert column(dialog, Column.FILE) == ["a.txt#1", "a.txt#2", "a.txt#3", "b.txt"]
    dialog._select_row(3)
    assert "won’t" in draft_text(dialog)
    assert not dialog.questions.isVisible()


def test_an_encoding_is_chosen_from_texts_side_by_side(show: Show, qtbot: QtBot, monkeypatch: Any) -> None:
    dialog = show(a_txt=RUSSIAN.encode("koi8-r"))
    seen: list[str] = []

    def choose(chooser: EncodingDialog) -> int:
        for row in range(chooser.list.count()):
            chooser.list.setCurrentRow(row)
            seen.append(chooser.text.toPlainText())
        chooser.list.setCurrentRow(1)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(EncodingDialog, "exec", choose)
    answer(dialog, "encoding")
    settle(qtbot, dialog)
    qtbot.waitUntil(lambda: draft_text(dialog) == seen[1])
    assert seen[0] == RUSSIAN
    assert len(set(seen)) == len(seen) > 2


def test_columns_are_chosen_and_remembered(show: Show, qtbot: QtBot, monkeypatch: Any) -> None:
    dialog = show(a_csv="Nr,Summary,Words\n1,short one,%s\n" % ("The ministry did not accept limits. " * 5))

    def choose(chooser: ColumnsDialog) -> int:
        chooser.boxes["headline"].setCurrentIndex(chooser.boxes["headline"].findData("Summary"))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ColumnsDialog, "exec", choose)
    answer(dialog, "columns")
    settle(qtbot, dialog)
    qtbot.waitUntil(lambda: column(dialog, Column.HEADLINE) == ["short one"])
    assert Settings.load().columns == {"Nr\tSummary\tWords": {"text": "Words", "headline": "Summary"}}


def test_lines_are_made_a_zone_where_they_stand(show: Show) -> None:
    dialog = show(a_txt=f"Buy our news!\n\n{AMBIGUOUS}")
    dialog.preview.text.text.moveCursor(dialog.preview.text.text.textCursor().MoveOperation.Start)
    place = dialog.preview.text.chosen_range()
    assert place is not None
    dialog.preview.text.zoneWanted.emit("promotion", *place)
    assert dialog.preview.text.zone_at(3).kind == "promotion"
    assert "promotion" in dialog.preview.text._legend.text()


def test_of_several_selected_articles_the_same_line_becomes_the_zone_in_all(show: Show) -> None:
    dialog = show(a_txt=f"Buy our news!\n\n{AMBIGUOUS}", b_txt=f"Buy our news!\n\nMore quota\n\n{BODY[1]}")
    dialog.table.selectAll()
    dialog.preview.text.zoneWanted.emit("promotion", 0, 13)
    for row in (0, 1):
        dialog.table.selectRow(row)
        assert dialog.preview.text.zone_at(3).kind == "promotion"


def test_questions_choose_the_rows(show: Show) -> None:
    dialog = show(a_txt=AMBIGUOUS, b_txt=STORY, c_doc=b"x")
    dialog.questions.lines["rejected"].look.click()
    assert column(dialog, Column.FILE) == ["c.doc"]
    dialog.questions.lines["rejected"].look.click()
    assert len(column(dialog, Column.FILE)) == 3


def test_a_space_leaves_the_article_out(show: Show) -> None:
    dialog = show(a_txt=AMBIGUOUS, b_txt=STORY)
    dialog.table.setFocus()
    dialog._select_row(0)
    QTest.keyClick(dialog.table, Key.Key_Space)
    assert dialog._summary.text().startswith("1 article to import, 1 of them already there, 1 left out")
    QTest.keyClick(dialog.table, Key.Key_Space)
    assert dialog._summary.text().startswith("2 articles to import")


def test_esc_leaves_nothing_behind(show: Show, tmp_path: Path) -> None:
    dialog = show(a_txt=AMBIGUOUS)
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".import")] == []
    with Project.open(tmp_path / "news.annotator", "anna", writing=False) as project:
        assert len(articles.listing(project, articles.ListQuery("anna"))) == 1


def test_return_before_everything_is_read_imports_in_the_background(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: Any
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number}.txt").write_text(f"Talks {number}\n\n{STORY} {number}")
    monkeypatch.setattr(IntakeDialog, "exec", lambda dialog: QDialog.DialogCode.Accepted)
    assert window.workspace is not None
    window.import_paths([folder])
    reader = window.workspace.bridge.reader
    qtbot.waitUntil(lambda: len(articles.listing(reader, articles.ListQuery("anna"))) == 301, timeout=20_000)
    qtbot.waitUntil(lambda: "300 articles added" in window.notice.text, timeout=5000)
    qtbot.waitUntil(lambda: not window._jobs.working.isVisible())

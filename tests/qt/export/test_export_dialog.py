"""The export dialog by itself, on a real project and real folders."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.dataset.plan import SplitPlan
from annotator.domain.dataset.recipe import Recipe
from annotator.project.exporting import recipes
from annotator.project.exporting.run import export
from annotator.project.project import Project
from annotator.qt.export.dialog import ExportDialog
from annotator.qt.kit.bridge import Bridge, call
from annotator.writing.writers import WRITERS
from tests.making import STORY, bring, draft_of, project_with, tag
from tests.settling import settle

Key = Qt.Key
Open = Callable[..., ExportDialog]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with two articles and three annotations."""
    with project_with(tmp_path, STORY, "Another story about Oslo\n\nThe ferry waits.") as project:
        tag(project, "minister", "actor")
        tag(project, "We agree", "quote")
        tag(project, "ferry", "actor", key=2)
    return tmp_path / "news.annotator"


@pytest.fixture
def open_dialog(qtbot: QtBot, path: Path) -> Iterator[Open]:
    """Opens dialogs over one window, one after the other, and waits until each has answered."""
    bridge, window = Bridge(path, "anna"), QWidget()
    window.resize(1280, 800)
    qtbot.addWidget(window)

    def open_(*kept: tuple[str, Recipe], answered: bool = True, place: Path | None = None) -> ExportDialog:
        for name, recipe in kept:
            bridge.do(call(recipes.save, name, recipe))
        settle(bridge)
        dialog = ExportDialog(window, bridge, place)
        qtbot.addWidget(dialog)
        dialog.open()
        if answered:
            wait(qtbot, dialog)
        return dialog

    yield open_
    bridge.close()


def wait(qtbot: QtBot, dialog: ExportDialog) -> None:
    """Until all that was asked has been answered."""
    qtbot.waitUntil(
        lambda: dialog.goal.known and dialog.draft.known and bool(dialog.draft.problem or dialog.draft.survey)
    )


def type_over(field: QLineEdit | None, words: str) -> QLineEdit:
    """Types words instead of those that stand there."""
    assert field is not None
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)
    return field


RECIPES = [
    Recipe(),
    Recipe(format="conll", layer="anna", statuses=("new", "done"), labels=("quote",), zones=("body", "tail")),
    Recipe(
        since="2006", until="2006-11-01", reviewed=True, marks_inside=True, titles_inside=True, merged=True
    ),
    Recipe(names=True, allow_leaks=True, title="T", licence="CC0", rights="a\nb", policy="p", gaps="g"),
    Recipe(split=SplitPlan("fractions", (90, 10), seed=-7, background=3)),
    Recipe(split=SplitPlan("fractions", seed=2**40)),
    Recipe(split=SplitPlan("date", cuts=("2006", "2006-11"))),
    Recipe(split=SplitPlan("agency", agencies=(("RIA Novosti", "test"), ("dpa", "train")), seed=4)),
    Recipe(split=SplitPlan("folds", folds=7, seed=2)),
    Recipe(format="tomorrow's", layer="gone", labels=("gone",), agencies=("gone",)),
]


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_is_shown_and_read_back_as_it_was(open_dialog: Open, recipe: Recipe) -> None:
    dialog = open_dialog((recipes.LAST, recipe), answered=False)
    assert dialog.recipe() == recipe


def test_a_name_that_is_typed_keeps_what_was_chosen(open_dialog: Open) -> None:
    dialog = open_dialog()
    QTest.keyClick(dialog.format, Key.Key_Down)
    QTest.keyClick(type_over(dialog.recipe_name.field.lineEdit(), "weekly"), Key.Key_Return)
    assert (dialog.name, dialog.recipe().format) == ("weekly", "conll")


def test_return_beside_the_last_recipe_does_not_load_it_again(open_dialog: Open) -> None:
    dialog = open_dialog((recipes.LAST, Recipe(format="jsonl")))
    QTest.keyClick(dialog.format, Key.Key_Down)
    QTest.keyClick(dialog.recipe_name.field.lineEdit(), Key.Key_Return)
    assert dialog.recipe().format == "conll"


def test_a_recipe_from_the_list_is_loaded(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog((recipes.LAST, Recipe()), ("weekly", Recipe(format="conll", merged=True)))
    QTest.keyClick(dialog.recipe_name.field, Key.Key_Down)
    wait(qtbot, dialog)
    assert (dialog.name, dialog.recipe()) == ("weekly", Recipe(format="conll", merged=True))


def test_that_another_recipe_will_be_replaced_is_said(open_dialog: Open) -> None:
    dialog = open_dialog(("weekly", Recipe(format="conll")))
    type_over(dialog.recipe_name.field.lineEdit(), "weekly")
    assert dialog.recipe_name.warning.text() == "The recipe “weekly” will become this one."
    assert dialog.recipe().format == "jsonl"


def test_a_recipe_is_forgotten(open_dialog: Open, path: Path) -> None:
    dialog = open_dialog(("weekly", Recipe(format="conll")))
    QTest.keyClick(dialog.recipe_name.field, Key.Key_Down)
    assert dialog.name == "weekly"
    dialog.recipe_name.forget.click()
    with Project.open(path, "anna", writing=False) as project:
        assert recipes.names(project) == []
    assert not dialog.recipe_name.forget.isEnabled()


def test_return_before_the_answers_counts_when_they_come(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog(answered=False)
    QTest.keyClick(dialog.format, Key.Key_Return)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: dialog.result() == ExportDialog.DialogCode.Accepted)


def test_return_before_the_answers_writes_nothing_that_is_wrong(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog((recipes.LAST, Recipe(labels=("gone",))), answered=False)
    QTest.keyClick(dialog.format, Key.Key_Return)
    wait(qtbot, dialog)
    assert dialog.isVisible()
    assert dialog.preview.text.toPlainText().startswith("There is no label 'gone'")


def test_a_change_takes_an_early_return_back(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog(answered=False)
    QTest.keyClick(dialog.format, Key.Key_Return)
    QTest.keyClick(dialog.format, Key.Key_Down)
    wait(qtbot, dialog)
    assert dialog.isVisible()


def test_return_writes_from_every_field_but_those_of_many_lines(open_dialog: Open) -> None:
    dialog = open_dialog((recipes.LAST, Recipe(split=SplitPlan(), allow_leaks=True)))
    silent = []
    for field in _fields(dialog):
        QTest.keyClick(field, Key.Key_Return)
        if dialog.result() != ExportDialog.DialogCode.Accepted:
            silent.append(field.accessibleName())
        dialog.open()
    assert silent == ["Rights", "Policy", "Known gaps"]


def test_return_on_cancel_cancels(open_dialog: Open) -> None:
    dialog = open_dialog()
    (cancel,) = (button for button in dialog.findChildren(QPushButton) if button.text() == "Cancel")
    cancel.setFocus()
    QTest.keyClick(cancel, Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.result() == ExportDialog.DialogCode.Rejected


def _fields(dialog: ExportDialog) -> Iterator[QWidget]:
    """Every field that has the keyboard, its page in front."""
    for page in range(dialog.form.count()):
        dialog.form.setCurrentIndex(page)
        for field in dialog.form.widget(page).findChildren(QWidget):
            if field.focusPolicy() & Qt.FocusPolicy.TabFocus and field.isVisible():
                field.setFocus()
                yield field
    for field in (dialog.format, dialog.layer, dialog.place.line, dialog.place.choose, dialog.preview.text):
        field.setFocus()
        yield field


def test_tab_goes_from_the_choices_to_the_preview_and_back_to_the_format(open_dialog: Open) -> None:
    dialog = open_dialog()
    names, field = [], dialog.focusWidget()
    for _ in range(40):
        assert field is not None
        names.append(field.accessibleName() or getattr(field, "text", str)())
        QTest.keyClick(field, Key.Key_Tab)
        field = dialog.focusWidget()
        if field is dialog.format:
            break
    assert names[:4] == ["Format", "Layer", "Recipe", "Destination"]
    assert names[-2:] == ["Write", "Cancel"] or names[-2:] == ["Cancel", "Write"]
    assert names.index("Status") < names.index("Preview")


@pytest.mark.parametrize(
    ("name", "format_", "said"),
    [
        (
            "fresh",
            "jsonl",
            "A folder with data, card, manifest and trace. A name with .jsonl: the data alone.",
        ),
        ("fresh.jsonl", "jsonl", "The data alone, as one file."),
        ("fresh", "brat", "A folder with data, card, manifest and trace."),
        ("news.annotator", "jsonl", "is a project, which the dataset would replace"),
        ("plain.txt/below", "jsonl", "is a file, so no folder can be made in it"),
        ("plain.txt", "jsonl", "This file will be replaced."),
        ("full", "jsonl", "is not empty. Name a new folder, or an empty one."),
        ("x" * 300, "jsonl", "cannot be made"),
        (" ", "jsonl", "Name a folder for the dataset, or a file."),
    ],
)
def test_what_a_destination_means_is_said(
    qtbot: QtBot, open_dialog: Open, path: Path, name: str, format_: str, said: str
) -> None:
    (path.parent / "plain.txt").write_text("mine")
    (path.parent / "full").mkdir()
    (path.parent / "full" / "notes.txt").write_text("mine")
    dialog = open_dialog((recipes.LAST, Recipe(format=format_)))
    dialog.place.line.setText(name)
    wait(qtbot, dialog)
    assert said in dialog.place.hint.text()
    assert dialog.write.isEnabled() == (said[0] in "AT")


@pytest.mark.parametrize("name", ["~", "~nobody-of-that-name/x", "a/b/c"])
def test_what_is_half_typed_does_no_harm(qtbot: QtBot, open_dialog: Open, name: str) -> None:
    dialog = open_dialog()
    before = sorted(dialog.goal._project.parent.iterdir())
    dialog.place.line.setText(name)
    wait(qtbot, dialog)
    assert sorted(dialog.goal._project.parent.iterdir()) == before


def test_a_file_for_each_split_does_not_go_into_one_file(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog((recipes.LAST, Recipe(format="conll")))
    dialog.place.line.setText("one.conll")
    dialog.form.splits.kind.setCurrentIndex(1)
    wait(qtbot, dialog)
    assert "writes a file for each split" in dialog.place.hint.text()
    assert not dialog.write.isEnabled()


def test_return_goes_to_the_box_that_must_be_ticked(qtbot: QtBot, open_dialog: Open, path: Path) -> None:
    with Project.open(path, "anna", writing=False) as project:
        export(project, path.parent / "news-dataset")
    dialog = open_dialog()
    QTest.keyClick(dialog.format, Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.place.replacing
    QTest.keyClick(dialog.place.replacing, Key.Key_Space)
    QTest.keyClick(dialog.place.replacing, Key.Key_Return)
    assert dialog.result() == ExportDialog.DialogCode.Accepted
    assert dialog.replacing


def test_what_was_ticked_for_one_place_does_not_hold_for_another(
    qtbot: QtBot, open_dialog: Open, path: Path
) -> None:
    with Project.open(path, "anna", writing=False) as project:
        export(project, path.parent / "one")
        export(project, path.parent / "two")
    dialog = open_dialog(place=path.parent / "one")
    dialog.place.replacing.click()
    dialog.place.line.setText(str(path.parent / "two"))
    wait(qtbot, dialog)
    assert not dialog.replacing
    assert not dialog.write.isEnabled()


@pytest.fixture
def leaking(tmp_path: Path, path: Path) -> None:
    """Twenty stories more that share a paragraph."""
    shared = (
        "The very same long paragraph stands in all of these stories, word for word, and it is long enough."
    )
    stories = [f"Story {n}\n\n{shared}\n\nOnly here is {n}." for n in range(20)]
    with Project.open(path, "anna") as project:
        bring(project, *(draft_of(text, [], "done", f"{n}.txt") for n, text in enumerate(stories)))


@pytest.mark.usefixtures("leaking")
def test_leaks_keep_from_writing_until_they_are_allowed(open_dialog: Open) -> None:
    dialog = open_dialog((recipes.LAST, LEAKING))
    assert dialog.draft.survey is not None
    assert dialog.draft.survey.leaks
    assert "allow that under Splits" in dialog.survey.told.text()
    assert not dialog.write.isEnabled()
    dialog.form.splits.leaks.click()
    assert "written all the same" in dialog.survey.told.text()
    assert dialog.write.isEnabled()


LEAKING = Recipe(split=SplitPlan("fractions", (80, 10, 10), background=1))
"""Every paragraph that stands in two articles is background, so nothing keeps those together."""


def test_words_for_the_card_count_nothing_again(open_dialog: Open) -> None:
    dialog = open_dialog()
    found = dialog.draft.survey
    QTest.keyClicks(dialog.form.lines["licence"], "CC0")
    QTest.keyClicks(dialog.form.texts["gaps"], "None")
    assert dialog.draft.survey is found
    assert replace(Recipe(), licence="CC0", gaps="None") == dialog.draft.recipe == dialog.recipe()


def test_a_format_whose_package_is_missing_says_what_to_install(open_dialog: Open) -> None:
    missing = [writer.name for writer in WRITERS if not writer.available]
    if not missing:
        pytest.skip("Everything is installed here.")
    box = open_dialog().format
    for row in map(box.findData, missing):
        assert "pip install" in box.itemText(row)
        assert not box.model().flags(box.model().index(row, 0)) & Qt.ItemFlag.ItemIsEnabled


def test_a_file_that_is_no_text_is_named_with_its_size(qtbot: QtBot, open_dialog: Open) -> None:
    pytest.importorskip("xlsxwriter")
    dialog = open_dialog((recipes.LAST, Recipe(format="xlsx")))
    assert "dataset.xlsx is no text" in dialog.preview.text.toPlainText()


def test_the_dialog_fits_a_small_window(open_dialog: Open) -> None:
    dialog = open_dialog((recipes.LAST, Recipe(format="conll", split=SplitPlan(), allow_leaks=True)))
    hint = dialog.minimumSizeHint()
    assert hint.width() <= 880
    assert hint.height() <= 570
    dialog.resize(880, 570)
    assert dialog.preview.width() >= 400


def test_the_preview_can_only_be_read(open_dialog: Open) -> None:
    text = open_dialog().preview.text
    before = text.toPlainText()
    QTest.keyClicks(text, "x")
    assert isinstance(text, QPlainTextEdit)
    assert text.toPlainText() == before

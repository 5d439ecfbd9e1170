"""The dialog for a new project: file, labels, name."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.guideline import Guideline
from annotator.project.project import Project
from annotator.project.shipped import shipped_schemes
from annotator.qt.shell.new_project import NewProjectDialog


@pytest.fixture
def dialog(tmp_path: Path, qtbot: QtBot) -> NewProjectDialog:
    dialog = NewProjectDialog(None, "anna", tmp_path)
    qtbot.addWidget(dialog)
    return dialog


def test_a_project_is_made_with_the_scheme_that_was_chosen(dialog: NewProjectDialog, tmp_path: Path) -> None:
    offered = [dialog.schemes.item(at).text() for at in range(dialog.schemes.count())]
    assert offered == [one.scheme.name for one in shipped_schemes()]
    dialog.schemes.setCurrentRow(offered.index("Named entities"))
    assert dialog.about.text().startswith("1  person\nA human being")

    dialog.accept()

    assert dialog.result() == NewProjectDialog.DialogCode.Accepted
    with Project.open(tmp_path / "articles.annotator", writing=False) as project:
        assert (project.scheme.name, project.guideline.entry("person") != "") == ("Named entities", True)


def test_the_files_suffix_need_not_be_typed(dialog: NewProjectDialog, tmp_path: Path) -> None:
    dialog.file.setText(str(tmp_path / "oslo"))
    assert dialog.path == tmp_path / "oslo.annotator"


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("", "Name the project's file"),
        ("there", "exists already"),
        ("none/x", "There is no folder"),
        ("x" * 300, "too long for a file by 63 bytes"),
        ("\N{CYRILLIC SMALL LETTER ZHE}" * 120, "too long for a file by 3 bytes"),
    ],
)
def test_a_file_that_cannot_be_is_told(
    dialog: NewProjectDialog, tmp_path: Path, file: str, told: str
) -> None:
    (tmp_path / "there.annotator").touch()
    dialog.file.setText(str(tmp_path / file) if file else "")
    assert told in dialog.message.text()
    assert not dialog.make.isEnabled()


@pytest.mark.parametrize("name", ["x" * 300, "x" * 243, "~nobody-of-that-name/" + "x" * 300])
def test_a_name_that_is_too_long_is_told_and_the_dialog_stays(
    dialog: NewProjectDialog, tmp_path: Path, name: str
) -> None:
    dialog.file.setText(str(tmp_path / name))
    if dialog.make.isEnabled():
        dialog.accept()
    assert dialog.result() != NewProjectDialog.DialogCode.Accepted
    assert "too long" in dialog.message.text() or "no folder" in dialog.message.text()
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_reserved_is_told_and_the_dialog_stays(
    dialog: NewProjectDialog, tmp_path: Path
) -> None:
    dialog.analyst_name.clear()
    QTest.keyClicks(dialog.analyst_name, "gold")
    assert (dialog.message.text(), dialog.make.isEnabled()) == (
        "⚠ 'gold' is a reserved word, not an analyst's name.",
        False,
    )
    dialog.accept()
    assert list(tmp_path.iterdir()) == []


def test_labels_may_come_from_a_file(dialog: NewProjectDialog, tmp_path: Path) -> None:
    colours = 'light = {edge = "#000000", fill = "#ffffff"}\ndark = {edge = "#ffffff", fill = "#000000"}'
    (tmp_path / "my.toml").write_text(f'name = "Mine"\n[[label]]\nname = "place"\n{colours}')
    (tmp_path / "my.md").write_text("## place\n\nSomewhere.")
    dialog.offer_file(tmp_path / "my.toml")
    dialog.accept()
    with Project.open(dialog.path, writing=False) as project:
        assert (project.scheme.name, project.guideline) == ("Mine", Guideline((("place", "Somewhere."),)))

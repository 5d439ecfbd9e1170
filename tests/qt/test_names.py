"""Everything one can press has a name and a tooltip, everything that takes the keyboard has a name."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QDialog, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from annotator.project import annotating
from annotator.project.import_report import Report
from annotator.project.propagating import Place
from annotator.project.settings import Settings
from annotator.qt.export.dialog import ExportDialog
from annotator.qt.intake.choosing import ColumnsDialog, EncodingDialog
from annotator.qt.intake.dialog import IntakeDialog
from annotator.qt.intake.report import ReportDialog
from annotator.qt.kit.commands import COMMANDS
from annotator.qt.overview.time_spent import TimeDialog
from annotator.qt.scheme.editor import SchemeEditor
from annotator.qt.shell.app import open_window
from annotator.qt.shell.keys_dialog import KeysDialog
from annotator.qt.shell.main_window import MainWindow
from annotator.qt.shell.new_project import NewProjectDialog
from annotator.qt.shell.palette import PaletteDialog, command_entries
from annotator.qt.shell.settings_dialog import SettingsDialog
from annotator.qt.shell.shortcuts_dialog import ShortcutsDialog
from annotator.qt.team.dialog import TeamDialog
from annotator.qt.text.propagate import PropagateDialog
from annotator.reading.columns import Table
from tests.making import project_with, tag
from tests.settling import settle


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window with a claim whose claimant is filled, and a sanction: all kinds of fields."""
    project = project_with(tmp_path, "The minister said that Iran will answer the embargo.\n")
    tag(project, "embargo", "sanction")
    minister, claim = tag(project, "minister", "actor"), tag(project, "Iran will answer", "claim")
    annotating.link(project, 1, [claim], "claimant", minister)
    project.close()
    made = open_window(project.path, "anna")
    qtbot.addWidget(made)
    yield made
    made.close()


SAMPLES = Path(__file__).parents[2] / "sample_articles"
TABLE = Table("utf-8", True, ",", True, ("id", "body"), (("1", "Text"),), {"text": "body"}, True)
DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "export": lambda window: ExportDialog(window, window.workspace.bridge),
    "import": lambda window: IntakeDialog(
        window, window.workspace.bridge, [Path(__file__).parents[2] / "sample_articles"]
    ),
    "encodings": lambda window: EncodingDialog(window, "a.txt", [("cp1251", "a"), ("koi8-r", "b")]),
    "columns": lambda window: ColumnsDialog(window, "a.csv", TABLE),
    "report": lambda window: ReportDialog(window, Report(), "anna"),
    "keys": lambda window: KeysDialog(window, window._actions, window._scheme()),
    "settings": lambda window: SettingsDialog(window, Settings(), "anna"),
    "shortcuts": lambda window: ShortcutsDialog(window, {}, window._scheme()),
    "propagate": lambda window: PropagateDialog(
        window, window.workspace.bridge.reader, "Iran", {"tag": ("Tag as actor", [Place(1, 22, 26)])}
    ),
    "scheme": lambda window: SchemeEditor(window, window.workspace.bridge, "claim"),
    "new project": lambda window: NewProjectDialog(window, "anna"),
    "team": lambda window: TeamDialog(window, window.workspace.bridge, (1,)),
    "time": lambda window: TimeDialog(window, window.workspace.bridge),
    "palette": lambda window: PaletteDialog(window, command_entries(window._actions, window._there()), ()),
}


def described(widget: QWidget) -> str:
    name = widget.objectName() or widget.accessibleName()
    return f"{type(widget).__name__} {name} in {type(widget.parent()).__name__}"


def faults(root: QWidget) -> list[str]:
    """What has no name, or no tooltip where it needs one."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or widget.objectName().startswith("qt_"):
            continue
        button = isinstance(widget, QAbstractButton)
        name = widget.accessibleName() or (widget.text() if button else "")
        if button and not widget.toolTip():
            found.append(f"no tooltip: {described(widget)} {name}")
        if (button or takes_the_keyboard(widget)) and not name:
            found.append(f"no name: {described(widget)}")
    return found


def takes_the_keyboard(widget: QWidget) -> bool:
    """Parts of a combo box or of a field are named by the whole; plain containers only pass the keyboard on."""
    inside = isinstance(widget.parent(), QComboBox | QAbstractScrollArea) or type(widget) in (
        QWidget,
        QSplitter,
    )
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not inside


@pytest.mark.parametrize("label", ["actor", "claim", "sanction", None])
def test_everything_in_the_window_has_a_name(window: MainWindow, label: str | None) -> None:
    session = window.workspace.session
    session.select(next((one.id for one in session.annotations if one.label == label), None))
    assert faults(window) == []


@pytest.mark.parametrize("command", ["to_guideline", "to_comments", "to_known", "page_actors", "page_frames"])
def test_everything_on_another_page_has_a_name(window: MainWindow, command: str) -> None:
    window._actions[command].trigger()
    settle(window.workspace.bridge)
    assert faults(window) == []


def test_the_chooser_of_links_has_names(window: MainWindow) -> None:
    session = window.workspace.session
    session.select(next(one.id for one in session.annotations if one.label == "claim"))
    window.workspace.article.ask_link()
    assert window.workspace.article.chooser.isVisibleTo(window)
    assert faults(window) == []


def test_everything_on_the_welcome_page_has_a_name(window: MainWindow) -> None:
    window.close_project()
    assert faults(window) == []


@pytest.mark.parametrize("make", DIALOGS.values(), ids=DIALOGS.keys())
def test_everything_in_a_dialog_has_a_name(window: MainWindow, make: Callable[[MainWindow], QDialog]) -> None:
    dialog = make(window)
    dialog.show()
    assert faults(dialog) == []
    dialog.reject()
    dialog.close()


def test_tooltips_tell_the_present_key(window: MainWindow) -> None:
    done = window.workspace.article.done
    usual = done.toolTip()
    window._preferences.change_keys({"done": ["F6"]})
    changed = done.toolTip()
    window._preferences.change_keys({"done": []})
    sentence = "Submit your layer of this article, which locks it, or reopen it"
    assert [usual, changed, done.toolTip()] == [f"{sentence} (Ctrl+D)", f"{sentence} (F6)", sentence]


def test_no_two_commands_share_a_key() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))

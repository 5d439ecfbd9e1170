"""Nothing that a stranger wrote is taken for markup, wherever the window shows it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.article import Rejection
from annotator.domain.scheme_draft import SchemeDraft
from annotator.project import guidelines, scheming
from annotator.project.exchange import Merges
from annotator.project.import_report import Report
from annotator.project.settings import Settings
from annotator.qt.actors.merge import MergeDialog
from annotator.qt.actors.split import SplitDialog
from annotator.qt.intake.choosing import ColumnsDialog, EncodingDialog
from annotator.qt.intake.dialog import IntakeDialog
from annotator.qt.intake.report import ReportDialog
from annotator.qt.kit import problems
from annotator.qt.kit.commands import COMMANDS, ZONE
from annotator.qt.kit.plain import harmless
from annotator.qt.kit.saving import ask_file
from annotator.qt.scheme.fates import FatesDialog
from annotator.qt.scheme.guideline_dialog import GuidelineEditor, HistoryDialog, OlderDialog
from annotator.qt.shell.app import open_window
from annotator.qt.shell.main_window import MainWindow
from annotator.qt.shell.new_project import NewProjectDialog
from annotator.qt.team.merged import MergedDialog
from annotator.reading.columns import Table
from tests.dialogs import visiting
from tests.hostile import hostile_project
from tests.qt.walking import Guard, Walk

ENDING = ("quit", "close", "new", "open", "sample", "withdraw", "delete", "done", "done_next")
"""Commands that lead away from the project, or leave less of it to be seen."""
QUIET = (ZONE, "edge_", "show_", "light", "dark", "system", "contrast", "bigger", "smaller", "focus")
"""Commands that show no other words; so they begin."""


def word(part: str) -> str:
    """Markup of all kinds; the part's name stands in it, so that it is known whose words were seen."""
    return (
        f"<img src='/no/such/picture.png' width='30000' height='30000'><b>{part}</b> AT&T [*] "
        "&amp; &lt; <a href='file:///'>x</a>"
    )


Open = Callable[[str], MainWindow]


@pytest.fixture
def walk() -> Iterator[Walk]:
    """Looks at every dialog and menu that opens, and leaves it again."""
    walk = Walk()

    def leave() -> None:
        box = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if box is not None:
            walk.look()
            box.reject() if isinstance(box, QDialog) else box.close()

    timer = QTimer()
    timer.timeout.connect(leave)
    timer.start(50)
    yield walk
    timer.stop()


@pytest.fixture
def open_(tmp_path: Path, qtbot: QtBot, walk: Walk) -> Iterator[Open]:
    """Opens the hostile project as one of its analysts; what opens late is left by the walk, which ends after it."""
    path = hostile_project(tmp_path / "in", word, word)
    Settings().remember(path)
    made: list[MainWindow] = []

    def open_as(name: str) -> MainWindow:
        window = open_window(path, word(name))
        qtbot.addWidget(window)
        made.append(window)
        assert window.workspace is not None
        window.workspace.open(1)
        qtbot.wait(100)
        return window

    yield open_as
    for window in made:
        window.close()


@pytest.mark.parametrize("name", ["anna", "rita"])
def test_no_command_shows_words_as_markup(open_: Open, walk: Walk, qtbot: QtBot, name: str) -> None:
    window = open_(name)
    workspace = window.workspace
    assert workspace is not None
    session = workspace.session
    for command in COMMANDS:
        if command.name in ENDING or command.name.startswith(QUIET):
            continue
        if session.current is None and session.annotations:
            session.select(session.annotations[0].id)
        window._actions[command.name].trigger()
        qtbot.wait(60)
        if command.name == "page_find":
            window.pages._find.look_for("first")  # type: ignore[union-attr]
            qtbot.wait(150)
        walk.look()
    workspace.made_menu((), ())
    saw_all(qtbot, walk, {"headline", "agency", "place", "label", "slot", "anna", "ben", "guideline"})
    assert walk.faults == set()
    assert {"headline", "label", "anna"} <= walk.seen["tip"] & walk.seen["label"]


def saw_all(qtbot: QtBot, walk: Walk, parts: set[str], root: QWidget | None = None) -> None:
    """Looks until words of all those parts were seen: pages read on another thread."""

    def saw() -> bool:
        walk.look(root)
        return parts <= set.union(*walk.seen.values())

    qtbot.waitUntil(saw, timeout=20_000)


TABLE = Table("utf-8", True, ",", True, (word("column"), "b"), ((word("cell"), "2"),), {"text": "b"}, True)


def _fates(window: MainWindow) -> QDialog:
    reader = window.workspace.bridge.reader  # type: ignore[union-attr]
    draft = SchemeDraft(reader.scheme)
    draft.remove_label(draft.labels[0])
    return FatesDialog(window, scheming.unknown(reader, draft.scheme()), draft.scheme(), {})


def _actors(window: MainWindow) -> QDialog:
    registry = window.workspace.bridge.reader.registry  # type: ignore[union-attr]
    return MergeDialog(window, registry, ["kim"], {"kim": 2})


def _older(window: MainWindow) -> QDialog:
    older = guidelines.Older(1, word("headline"), "x", (0, 3), word("words"), word("version"))
    return OlderDialog(window, word("label"), [older], 1)


def _history(window: MainWindow) -> QDialog:
    reader = window.workspace.bridge.reader  # type: ignore[union-attr]
    return HistoryDialog(window, guidelines.history(reader))


def _split(window: MainWindow) -> QDialog:
    actor = window.workspace.bridge.reader.registry.entry("kim")  # type: ignore[union-attr]
    assert actor is not None
    return SplitDialog(window, actor)


def _intake(window: MainWindow) -> QDialog:
    folder = window.workspace.bridge.path.parent / "more"  # type: ignore[union-attr]
    folder.mkdir()
    name = word("file").replace("/", "&#47;")
    (folder / f"{name[:200]}.txt").write_text(f"{word('first line')}\n\nA ferry sank.", "utf-8")
    return IntakeDialog(window, window.workspace.bridge, [folder])  # type: ignore[union-attr]


DIALOGS: dict[str, tuple[Callable[[MainWindow], QDialog], set[str]]] = {
    "columns": (lambda window: ColumnsDialog(window, word("file"), TABLE), {"file", "column", "cell"}),
    "encoding": (
        lambda window: EncodingDialog(window, word("file"), [("utf-8", word("a")), ("koi8-r", "b")]),
        {"file"},
    ),
    "fates": (_fates, {"label"}),
    "guideline": (
        lambda window: GuidelineEditor(window, word("label"), word("text"), None, [word("case")]),
        {"label"},
    ),
    "history": (_history, {"anna", "guideline"}),
    "import": (_intake, {"file", "first line"}),
    "merge actors": (_actors, {"actor"}),
    "merged": (lambda window: MergedDialog(window, Merges(refused=[word("refused")])), set()),
    "new project": (lambda window: NewProjectDialog(window, word("anna")), set()),
    "older": (_older, {"label", "headline"}),
    "report": (
        lambda window: ReportDialog(
            window, Report(rejected=[Rejection(word("file"), 1, word("reason"))]), word("anna")
        ),
        set(),
    ),
    "split": (_split, {"actor", "alias"}),
}


@pytest.mark.parametrize("dialog", DIALOGS)
def test_no_dialog_shows_words_as_markup(open_: Open, qtbot: QtBot, dialog: str) -> None:
    make, expected = DIALOGS[dialog]
    made, walk = make(open_("anna")), Walk()
    made.show()
    saw_all(qtbot, walk, expected, made)
    if isinstance(made, IntakeDialog):
        qtbot.waitUntil(lambda: made.reading.is_finished)
    made.reject()
    assert walk.faults == set()


def test_the_welcome_page_shows_no_words_as_markup(tmp_path: Path, open_: Open) -> None:
    window, walk = open_("anna"), Walk()
    folder = tmp_path / word("folder").replace("/", "&#47;")
    folder.mkdir()
    (folder / "a.annotator").write_bytes(b"")
    window.settings.remember(folder / "a.annotator")
    window.close_project()
    walk.look()
    assert walk.faults == set()
    assert "folder" in walk.seen["tip"]


def test_a_notice_and_a_problem_say_words_as_they_stand(open_: Open, walk: Walk, qtbot: QtBot) -> None:
    window = open_("anna")
    window.notice.say(word("notice"), word("action"), lambda: None)
    problems.tell(window, word("problem"))
    qtbot.wait(50)
    assert walk.faults == set()
    assert {"notice", "problem"} <= walk.seen["label"]
    assert "action" in walk.seen["caption"]


def test_a_box_is_plain_before_it_has_any_words(qtbot: QtBot) -> None:
    box = problems._box(None, QMessageBox.Icon.Warning, word("problem"))
    qtbot.addWidget(box)
    (label,) = box.findChildren(QLabel, "qt_msgbox_label")
    assert (label.text(), label.textFormat()) == (word("problem"), problems.Qt.TextFormat.PlainText)


def test_the_mouse_on_an_article_shows_its_headline_as_it_stands(open_: Open, qtbot: QtBot) -> None:
    window = open_("anna")
    rows = window.workspace.articles.list  # type: ignore[union-attr]
    place = rows.visualRect(rows.model().index(0, 0)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, rows.viewport().mapToGlobal(place))
    QApplication.sendEvent(rows.viewport(), event)
    qtbot.waitUntil(QToolTip.isVisible)
    shown = Guard()
    shown.setHtml(QToolTip.text())
    assert shown.toPlainText().startswith(word("headline"))
    (tip,) = [one for one in QApplication.topLevelWidgets() if one.metaObject().className() == "QTipLabel"]
    assert tip.width() < 3000
    QToolTip.hideText()


@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b>",
        " <img src='/dev/zero'>\n\n  two  blanks\tand a tab\n",
        "&lt;b&gt; stands here so",
        "<!doctype html><title>x</title>",
        '<?xml version="1.0"?> <b>x',
        "<p style='background: url(/dev/zero)'>x",
        "<link rel=stylesheet href=/dev/zero>",
        "Talks <b>open</b>\nline two <i>x",
        "nothing of the kind, AT&T",
        "1 < 2 > 0",
    ],
)
def test_a_tooltip_says_the_words_and_loads_nothing(text: str) -> None:
    walk = Walk()
    walk.tip("it", harmless(text))
    assert walk.faults == set()
    shown = Guard()
    shown.setHtml(harmless(text)) if harmless(text) != text else shown.setPlainText(text)
    assert shown.toPlainText() == text


def test_a_tooltip_of_a_million_letters_is_cut() -> None:
    assert len(harmless("x" * 1_000_000)) <= 2000
    assert harmless("<b>" + "&" * 1_000_000).endswith("…</span>")


def test_the_walk_finds_what_is_wrong(qtbot: QtBot) -> None:
    label, plain, walk = QLabel(word("label")), QLabel(harmless(word("label"))), Walk()
    for one in (label, plain):
        qtbot.addWidget(one)
    plain.setToolTip(word("tip"))
    label.setWindowTitle(word("title"))
    walk.look()
    assert len(walk.faults) == 3


def test_whether_a_file_gives_way_is_asked_with_its_name_as_it_stands(
    tmp_path: Path, walk: Walk, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    file = tmp_path / word("file").replace("/", "&#47;")[:200]
    file.write_text("x", "utf-8")

    def save() -> None:
        (dialog,) = parent.findChildren(QFileDialog)
        dialog.accept()

    QTimer.singleShot(0, save)
    # The walk says no to the question, and then leaves the dialog, which is shown again.
    assert ask_file(parent, "Save", file, "All (*)") == ("", "")
    assert walk.faults == set()
    assert "file" in walk.seen["label"]
    assert file.read_text("utf-8") == "x"


def test_a_file_that_is_new_is_given_without_a_question(tmp_path: Path, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    file = tmp_path / "<b>new.csv"
    with visiting(QFileDialog, lambda dialog: dialog.accept()):
        assert ask_file(parent, "Save", file, "Tables (*.csv)") == (str(file), "Tables (*.csv)")

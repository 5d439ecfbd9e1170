"""The main job: a story goes in, is annotated with the keyboard alone, and comes out as a dataset."""

import json
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from annotator.project import annotating, importing
from annotator.project.project import Project
from annotator.qt.intake.dialog import IntakeDialog
from annotator.qt.text.session import Hold
from tests.dialogs import visiting

from .conftest import ALT, CTRL, SHIFT, Analyst, Key

Shell = Callable[..., dict[str, Any]]


def annotate(analyst: Analyst) -> None:
    """Marks the story: four labels, a nested actor, an emoji before and inside."""
    analyst.put_caret("Iran will")
    analyst.press(Key.Key_1)
    analyst.tag("Iran will answer the trade sanctions that the U.S. imposed in August", Key.Key_2)
    analyst.tag("trade sanctions that", Key.Key_4)
    analyst.press(Key.Key_Left, ALT)
    analyst.tag('We will not sit still 🇮🇷 while others decide,"', Key.Key_3)


def test_a_story_is_annotated_by_keys_and_exported(
    analyst: Analyst, project: Path, shell: Shell, tmp_path: Path
) -> None:
    """Another program reads the dataset with plain Python, and every span is where the analyst put it."""
    annotate(analyst)
    shell("export", project, tmp_path / "out.jsonl", "--layer", "kim")
    (line,) = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").split("\n") if line]
    found = [(one["label"], line["text"][one["start"] : one["end"]]) for one in line["annotations"]]
    assert found == [
        ("claim", "Iran will answer the trade sanctions that the U.S. imposed in August"),
        ("actor", "Iran"),
        ("sanction", "trade sanctions"),
        ("quote", "We will not sit still 🇮🇷 while others decide"),
    ]
    assert all(one["text"] == line["text"][one["start"] : one["end"]] for one in line["annotations"])


def test_what_was_marked_can_be_read_by_the_command_line_while_the_window_is_open(
    analyst: Analyst, project: Path, shell: Shell
) -> None:
    annotate(analyst)
    (article,) = shell("articles", project, "--analyst", "kim")["articles"]
    shown = shell("show", project, article["id"][:10])
    assert (article["annotations"], article["status"]) == (4, "in progress")
    assert [one["text"] for one in shown["annotations"]] == [words for _, words in analyst.marked()]


def test_tagging_leaves_the_widget_with_the_canonical_text(analyst: Analyst, story: Path) -> None:
    """Line ends at the foot go at import; everything else is the file's."""
    assert analyst.text.text == story.read_text("utf-8").strip("\n")


def test_shift_tags_exactly_what_is_selected(analyst: Analyst) -> None:
    analyst.tag("ran wi", Key.Key_1, SHIFT)
    assert analyst.marked() == [("actor", "ran wi")]


def test_a_selection_snaps_to_words_and_is_trimmed(analyst: Analyst) -> None:
    analyst.tag(' still 🇮🇷 while others decide," ', Key.Key_3)
    assert analyst.marked() == [("quote", "still 🇮🇷 while others decide")]


def test_words_with_dots_and_hyphens_stay_whole(analyst: Analyst) -> None:
    for words in ("U.S.", "oil-export"):
        analyst.put_caret(words)
        analyst.press(Key.Key_1)
    assert analyst.marked() == [("actor", "U.S."), ("actor", "oil-export")]


def test_a_digit_relabels_the_annotation_just_made(analyst: Analyst) -> None:
    analyst.tag("Tehran", Key.Key_2)
    analyst.press(Key.Key_1)
    assert analyst.marked() == [("actor", "Tehran")]


def test_a_moved_caret_means_the_word_there_again(analyst: Analyst) -> None:
    analyst.put_caret("United States")
    analyst.press(Key.Key_1)
    analyst.press(Key.Key_Right, times=3)
    analyst.press(Key.Key_1)
    assert analyst.marked() == [("actor", "United States"), ("actor", "threatened")]


def test_edges_move_by_words_and_by_characters(analyst: Analyst) -> None:
    analyst.put_caret("United States")
    analyst.press(Key.Key_1)
    analyst.press(Key.Key_Right, ALT)
    analyst.press(Key.Key_Left, ALT | CTRL)
    analyst.press(Key.Key_Up, ALT)
    analyst.press(Key.Key_Left, ALT)
    assert analyst.marked() == [("actor", "The United States threatene")]


def test_tab_walks_and_delete_removes(analyst: Analyst) -> None:
    annotate(analyst)
    analyst.press(Key.Key_Home, CTRL)
    analyst.press(Key.Key_Tab, times=2)
    analyst.press(Key.Key_Delete)
    assert [label for label, _ in analyst.marked()] == ["claim", "sanction", "quote"]


def test_clicks_on_nested_spans_cycle_outwards(analyst: Analyst) -> None:
    annotate(analyst)
    session = analyst.window.workspace.session
    place, seen = analyst.place_of("trade sanctions that"), []
    for _ in range(4):
        analyst.click(place)
        seen.append((session.current.label, session.hold is not Hold.CARET))
    assert seen == [("sanction", False), ("sanction", True), ("claim", True), ("sanction", False)]


def test_undo_and_redo_go_through_every_action_after_a_restart_as_well(
    open_analyst: Callable[[Path], Analyst], project: Path
) -> None:
    first = open_analyst(project)
    annotate(first)
    done = first.marked()
    first.window.close()
    again = open_analyst(project)
    again.press(Key.Key_Z, CTRL, times=5)
    assert again.marked() == []
    again.press(Key.Key_Z, CTRL | SHIFT, times=5)
    assert done == again.marked()


def test_the_menu_names_what_undo_would_take_back(analyst: Analyst) -> None:
    analyst.put_caret("Iran will")
    analyst.press(Key.Key_1)
    texts = [a.text() for menu in analyst.window.menuBar().actions() for a in menu.menu().actions()]
    assert "Undo tag actor" in texts


def test_attributes_and_links_are_filled_in_the_details(analyst: Analyst) -> None:
    """Return leads to the first missing field, Esc back to the text."""
    annotate(analyst)
    analyst.press(Key.Key_Return)
    analyst.press(Key.Key_Escape)
    assert analyst.text.hasFocus()
    session = analyst.window.workspace.session
    quote = session.current
    assert quote.label == "quote"
    analyst.press(Key.Key_L)
    for key in (Key.Key_I, Key.Key_R, Key.Key_A, Key.Key_N, Key.Key_Return):
        analyst.press(key)
    assert analyst.text.hasFocus()
    assert session.scheme.missing(session.current) == ()
    assert session.text_of(session.annotation(session.current.links[0].to)) == "Iran"


def test_done_is_said_by_one_key_and_shown_in_the_list(analyst: Analyst, project: Path, shell: Shell) -> None:
    analyst.press(Key.Key_D, CTRL)
    (article,) = shell("articles", project, "--analyst", "kim")["articles"]
    assert article["status"] == "done"


def test_a_second_window_is_for_reading(
    analyst: Analyst, open_analyst: Callable[[Path], Analyst], project: Path
) -> None:
    """Never two writers silently."""
    second = open_analyst(project)
    second.put_caret("Iran will")
    second.press(Key.Key_1)
    assert second.marked() == []
    assert "open in another window" in second.window.notice.text


def take_import(dialog: IntakeDialog) -> object:
    """Presses Return, once the dialog has shown the articles."""
    if not dialog.reading.is_finished:
        return False
    assert dialog.list.rowCount() == 1
    QTest.keyClick(dialog, Key.Key_Return)
    return None


def test_a_folder_that_is_dropped_on_the_window_is_imported(
    analyst: Analyst, tmp_path: Path, qtbot: Any
) -> None:
    """What would come is shown; Return takes it, and one undo takes it back."""
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "a.txt").write_text("Short news\n\nSANAA, May 4 (AFP) - Nothing happened.\n", "utf-8")
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(folder))])
    dropped = QDropEvent(
        QPointF(500, 400),
        Qt.DropAction.CopyAction,
        files,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with visiting(IntakeDialog, take_import):
        analyst.window.dropEvent(dropped)
    rows = analyst.widget("articleList").model()
    qtbot.waitUntil(lambda: rows.rowCount() == 2)
    analyst.window.activateWindow()
    qtbot.waitUntil(analyst.window.isActiveWindow)
    analyst.press(Key.Key_Z, CTRL)
    assert rows.rowCount() == 1


def test_search_filters_the_list_and_return_opens(analyst: Analyst, project: Path, qtbot: Any) -> None:
    analyst.press(Key.Key_F, CTRL)
    for character in "oil-export":
        QTest.keyClick(analyst.widget("searchField"), character)
    analyst.press(Key.Key_Return)
    analyst.press(Key.Key_Return)
    assert analyst.text.text[slice(*analyst.text.selection())] == "oil-export"


@pytest.mark.parametrize("label", ["actor", "claim", "quote", "sanction"])
def test_the_label_bar_tags_by_mouse(analyst: Analyst, label: str) -> None:
    analyst.select("Foreign Minister")
    buttons = analyst.widget("labelBar").findChildren(QToolButton)
    (button,) = [button for button in buttons if button.accessibleName() == f"Tag as {label}"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    analyst.wait_until_saved()
    assert [(label, "Foreign Minister")] == analyst.marked()


def test_a_thousand_annotations_by_the_api_appear_in_a_window(
    open_analyst: Callable[[Path], Analyst], tmp_path: Path
) -> None:
    path = tmp_path / "many.annotator"
    source = tmp_path / "many.txt"
    source.write_text("word " * 1000, "utf-8")
    with Project.create(path, analyst="kim") as project:
        importing.add(project, importing.read([source]))
        for start in range(0, 500, 5):
            annotating.add(project, 1, start, start + 4, "actor")
    assert len(open_analyst(path).marked()) == 100


def test_keys_pressed_while_the_disk_is_slow_wait_their_turn(analyst: Analyst, qtbot: Any) -> None:
    """The status bar says so meanwhile, the window goes on, and nothing that was pressed is lost."""
    bridge, disk = analyst.window.workspace.bridge, Event()
    analyst.put_caret("United States")
    bridge._writer.submit(lambda _project: disk.wait())
    QTest.keyClick(analyst.text, Key.Key_1)
    qtbot.waitUntil(lambda: analyst.window.statusBar().findChild(QLabel).text() == "Saving…")
    QTest.keyClick(analyst.text, Key.Key_Right, ALT)
    QTest.keyClick(analyst.text, Key.Key_2)
    assert analyst.marked() == []
    disk.set()
    analyst.wait_until_saved()
    assert analyst.marked() == [("claim", "United States threatened")]
    assert analyst.text.caret == analyst.text.text.index("United States") + len("United States")
    assert analyst.window.statusBar().findChild(QLabel).text() == "All changes saved"


def test_a_possessive_ending_is_no_part_of_an_actor(
    open_analyst: Callable[[Path], Analyst], tmp_path: Path
) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Talks\n\nNorth Korea's envoy met Rice’s aide.", "utf-8")
    with Project.create(tmp_path / "p.annotator", analyst="kim") as project:
        importing.add(project, importing.read([source]))
    analyst = open_analyst(tmp_path / "p.annotator")
    analyst.tag("North Korea", Key.Key_1)
    analyst.put_caret("Rice")
    analyst.press(Key.Key_1)
    assert analyst.marked() == [("actor", "North Korea"), ("actor", "Rice")]


def test_commands_with_ctrl_and_a_letter_work_while_the_text_has_the_keyboard(analyst: Analyst) -> None:
    """On X11 Qt takes some of them, such as Ctrl+E, for the caret's."""
    seen = []
    for name in ("export", "new", "search"):
        action = analyst.window._actions[name]
        action.triggered.disconnect()
        action.triggered.connect(lambda _=False, name=name: seen.append(name))
    analyst.put_caret("Iran will")
    for key in (Key.Key_E, Key.Key_N, Key.Key_F):
        analyst.press(key, CTRL)
    assert seen == ["export", "new", "search"]


def test_another_theme_or_size_leaves_the_selection_alone(analyst: Analyst) -> None:
    analyst.put_caret("United States")
    analyst.press(Key.Key_1)
    analyst.command("dark")
    analyst.press(Key.Key_Plus, CTRL)
    analyst.press(Key.Key_2)
    assert analyst.marked() == [("claim", "United States")]


def test_the_keyboard_stays_on_a_value_that_it_sets(analyst: Analyst) -> None:
    analyst.tag("trade sanctions", Key.Key_4)
    details = analyst.widget("details")
    buttons = details.findChildren(QToolButton)
    next(button for button in buttons if button.property("value") == "financial").setFocus()
    analyst.press(Key.Key_Space)
    focused = analyst.window.focusWidget()
    assert isinstance(focused, QToolButton)
    assert (focused.property("value"), focused.isChecked()) == ("financial", True)
    assert analyst.window.workspace.session.current.attributes["measure"] == ["trade", "financial"]

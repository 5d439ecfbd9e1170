"""The comfort of the window: commands found by typing, keys changed, everything but the text hidden, the place kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.project import articles, importing
from annotator.project.project import Project
from annotator.project.settings import Settings
from annotator.qt.shell.palette import PaletteDialog
from annotator.qt.shell.shortcuts_dialog import ShortcutsDialog
from tests.making import draft_of

from .conftest import CTRL, SHIFT, Analyst, Key

Open = Callable[[Path], Analyst]


def say(analyst: Analyst, typed: str) -> PaletteDialog:
    """Opens the palette by its key and types."""
    analyst.press(Key.Key_P, CTRL | SHIFT)
    palette = analyst.window.findChild(PaletteDialog)
    field = palette.findChild(QLineEdit, "paletteField")
    QTest.keyClicks(field, typed)
    return palette


def confirm(palette: PaletteDialog) -> None:
    QTest.keyClick(palette.findChild(QLineEdit, "paletteField"), Key.Key_Return)
    QTest.qWait(50)


def visible(analyst: Analyst, *names: str) -> list[str]:
    return [name for name in names if analyst.widget(name).isVisible()]


PARTS = ("articleList", "details", "annotationList", "labelBar", "articleView", "statusBar")


def test_the_palette_runs_what_was_typed(analyst: Analyst) -> None:
    analyst.put_caret("Iran will")
    confirm(say(analyst, "tag as ac"))
    confirm(say(analyst, "mark unsure"))
    analyst.wait_until_saved()
    assert analyst.marked() == [("actor", "Iran")]
    assert analyst.window.workspace.session.current.unsure
    assert analyst.window.settings.used[:2] == ["unsure", "tag actor"]


def test_the_palette_says_why_something_cannot_be_done(analyst: Analyst) -> None:
    palette = say(analyst, "delete")
    confirm(palette)
    assert (palette.shown[0].lacks, palette.isVisible()) == ("needs a selected annotation", True)
    QTest.keyClick(palette, Key.Key_Escape)
    assert not analyst.window.findChildren(PaletteDialog) or not palette.isVisible()


def test_the_palette_shows_what_was_used_last_before_all_others(analyst: Analyst) -> None:
    confirm(say(analyst, "to the text"))
    assert say(analyst, "").shown[0].name == "to_text"


def test_a_changed_key_works_at_once_and_after_a_restart(
    analyst: Analyst, open_analyst: Open, project: Path
) -> None:
    dialog = ShortcutsDialog(analyst.window, {}, analyst.window.workspace.bridge.scheme)
    dialog.changed.connect(analyst.window._preferences.change_keys)
    dialog.choose("done")
    dialog.recorder.setKeySequence(QKeySequence("F6"))
    dialog.take()
    analyst.press(Key.Key_F6)
    assert analyst.window.workspace.session.status == "done"
    analyst.window.close()
    again = open_analyst(project)
    again.press(Key.Key_D, CTRL)
    again.press(Key.Key_F6)
    assert again.window.workspace.session.status == "in progress"
    assert "(F6)" in again.window.workspace.article.done.toolTip()


def test_nothing_but_the_text_and_back(analyst: Analyst) -> None:
    window, sizes = analyst.window, analyst.window.workspace.columns.sizes()
    analyst.press(Key.Key_F11)
    assert visible(analyst, *PARTS) == ["labelBar", "articleView", "statusBar"]
    assert not window.menuBar().isVisible()
    analyst.press(Key.Key_1)
    analyst.press(Key.Key_Escape)
    assert not window.menuBar().isVisible(), "the first Esc lets go of the annotation"
    analyst.press(Key.Key_Escape)
    assert visible(analyst, *PARTS) == list(PARTS)
    assert (window.menuBar().isVisible(), window.workspace.columns.sizes()) == (True, sizes)


def test_a_hidden_panel_comes_back_by_its_key_or_when_one_goes_there(analyst: Analyst) -> None:
    analyst.press(Key.Key_B, CTRL)
    analyst.press(Key.Key_J, CTRL)
    analyst.press(Key.Key_J, CTRL | SHIFT)
    assert visible(analyst, *PARTS) == ["labelBar", "articleView", "statusBar"]
    analyst.press(Key.Key_J, CTRL | SHIFT)
    analyst.press(Key.Key_F, CTRL)
    assert visible(analyst, *PARTS) == [part for part in PARTS if part != "details"]
    assert analyst.widget("searchField").hasFocus()


def test_return_leads_to_hidden_details(analyst: Analyst) -> None:
    analyst.put_caret("Iran will")
    analyst.press(Key.Key_2)
    analyst.press(Key.Key_J, CTRL)
    analyst.press(Key.Key_Return)
    focused = QApplication.focusWidget()
    assert analyst.widget("details").isAncestorOf(focused)


@pytest.fixture
def long_project(tmp_path: Path) -> Path:
    """A project of three articles, the second longer than a screen."""
    project = Project.create(tmp_path / "long.annotator", analyst="kim")
    texts = [
        "Short story.\n",
        "\n".join(f"Paragraph {n} of the long story." for n in range(300)),
        "Last story.\n",
    ]
    importing.add(project, [draft_of(text) for text in texts])
    project.close()
    return project.path


def leave_somewhere(analyst: Analyst) -> tuple[Any, ...]:
    """Goes to a place in the long article, hides a panel, sorts the list; tells where."""
    window = analyst.window
    window.workspace.articles.set_filters({"order": "By headline"})
    window.workspace.open(2)
    window.workspace.article.view.set_caret(window.workspace.article.view.text.index("Paragraph 200"))
    analyst.press(Key.Key_J, CTRL)
    return where(analyst)


def where(analyst: Analyst) -> tuple[Any, ...]:
    QTest.qWait(30)
    workspace, panes = analyst.window.workspace, analyst.window.panes
    view = workspace.article.view
    return (workspace.session.key, view.caret, view.top, panes.hidden, workspace.articles.filters())


def test_one_is_back_where_one_was(long_project: Path, open_analyst: Open) -> None:
    """The window of the first run is larger than the screen of the tests: only the second pair is equal in size."""
    analyst = open_analyst(long_project)
    before = leave_somewhere(analyst)
    analyst.window.close()
    again = open_analyst(long_project)
    assert where(again)[:2] + where(again)[3:] == before[:2] + before[3:]
    second = where(again)
    again.window.close()
    assert where(open_analyst(long_project)) == second


def test_the_window_is_divided_as_it_was(long_project: Path, open_analyst: Open) -> None:
    window = open_analyst(long_project).window
    window.workspace.columns.setSizes([250, 700, 420])
    window.workspace.right.setSizes([200, 600])
    window.panes.commands["show_articles"]()
    rows = window.panes.rows
    window.close_project()
    window.open_project(long_project, "kim")
    QTest.qWait(30)
    window.panes.commands["show_articles"]()
    left, _, right = window.workspace.columns.sizes()
    assert ([left, right], window.panes.rows) == (pytest.approx([250, 420], abs=2), rows)


def test_an_article_that_is_gone_does_not_matter(long_project: Path, open_analyst: Open) -> None:
    analyst = open_analyst(long_project)
    leave_somewhere(analyst)
    analyst.window.close()
    with Project.open(long_project, "kim") as project:
        articles.withdraw(project, 2)
    again = open_analyst(long_project)
    assert again.window.workspace.session.key in (1, 3)
    assert not again.window.notice.isVisible()


@pytest.mark.parametrize(
    "damage", [{"caret": -5, "top": 10**9, "columns": [0, -1]}, {"filters": {"order": "?"}}]
)
def test_a_place_that_makes_no_sense_does_not_matter(
    long_project: Path, open_analyst: Open, damage: dict[str, Any]
) -> None:
    analyst = open_analyst(long_project)
    analyst.window.close()
    settings = Settings.load()
    known = settings.place(long_project)
    settings.keep_place(long_project, type(known)(article=known.article, **damage))
    settings.save()
    assert open_analyst(long_project).window.workspace.session.key is not None


def test_what_is_set_up_counts_at_once_and_is_kept(
    analyst: Analyst, open_analyst: Open, project: Path
) -> None:
    settings = analyst.window.settings
    settings.font_size, settings.measure, settings.airy, settings.high_contrast = 18, 90, True, True
    analyst.window._preferences._apply()
    metrics = analyst.text._metrics
    assert (analyst.text.font_size, metrics.measure, metrics.airy) == (18, 90, True)
    assert analyst.text._look.high_contrast
    analyst.window.close()
    again = open_analyst(project)
    assert (again.text.font_size, again.text._metrics.measure, again.text._look.high_contrast) == (
        18,
        90,
        True,
    )
    assert again.window._actions["contrast"].isChecked()


def test_everything_fits_into_a_small_window(analyst: Analyst) -> None:
    analyst.window.resize(900, 600)
    QApplication.processEvents()
    assert (analyst.window.width(), analyst.window.height()) == (900, 600)
    room = analyst.window.rect()
    parts = [analyst.widget(name) for name in PARTS]
    corners = [part.mapTo(analyst.window, part.rect().bottomRight()) for part in parts]
    assert all(room.contains(corner) for corner in corners)


def test_the_screen_reader_is_told_of_what_tab_walks_to(analyst: Analyst, project: Path) -> None:
    analyst.tag("Iran", Key.Key_2)
    analyst.press(Key.Key_Home, CTRL)
    analyst.press(Key.Key_Tab)
    said = analyst.window.workspace.announcer.said
    assert said.startswith(
        "claim: Iran. attribution named. polarity affirmed. cue said. missing: kind and claimant"
    )

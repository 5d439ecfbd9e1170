"""What review changed comes back: the author reads, agrees, objects and goes to the text; the lead writes a rule."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.project import commenting
from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding, feedback
from annotator.qt.scheme.guideline_dialog import GuidelineEditor
from tests.making import as_analyst, project_with, submitted

from .conftest import CTRL, NORSUND, SECOND, Analyst, Key


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """Kim and Lee annotated the same story. Rita took Lee's ferry, no ban on words nobody has a rule for, and hands
    the story back to Kim."""
    with project_with(tmp_path, NORSUND, SECOND, analyst="kim") as project:
        submitted(project, "kim", ("Ingrid", "actor"), ("Belgrave Line", "actor"), ("The ferry", "sanction"))
        submitted(project, "lee", ("Ingrid Solvang", "actor"), ("Belgrave Line", "actor"))
        as_analyst(project, "rita")
        ingrid, ferry, line = comparison.of_article(project, 1).cases
        wider = deciding.verdict(ingrid, ingrid.case.members[1].at, "boundary", "The whole name.")
        nothing = deciding.verdict(ferry, None, "guideline gap", "Is a sunk ferry a sanction?")
        deciding.settle(project, 1, [wider, nothing, deciding.verdict(line, line.case.members[0].at)])
        deciding.hand_back(project, 1, "kim", "Whole names, please.")
    return project.path


def titles(bar: Any) -> list[str]:
    """What stands on the tabs."""
    return [bar.tabText(number) for number in range(bar.count())]


def open_page(analyst: Analyst, qtbot: Any, key: Key = Key.Key_F3) -> Any:
    """Presses F3 and waits until something can be read."""
    analyst.press(key)
    panel = analyst.widget("feedbackPanel")
    qtbot.waitUntil(lambda: panel.changes.model.rowCount() > 0)
    panel.setFocus()
    return panel


def test_the_author_reads_agrees_objects_and_goes_to_the_text(
    open_analyst: Callable[..., Analyst], reviewed: Path, qtbot: Any
) -> None:
    kim = open_analyst(reviewed)
    bar = kim.window.pages.bar
    qtbot.waitUntil(lambda: "Feedback (2)" in titles(bar))
    panel = open_page(kim, qtbot)
    assert panel.changes.card.why.text() == "Corrected: boundary – begins or ends elsewhere"
    kim.press(Key.Key_A)
    assert panel.changes.card.why.text().startswith("Rightly nothing: guideline gap")
    kim.press(Key.Key_O)
    QTest.keyClicks(QApplication.focusWidget(), "An act of war, I thought.")
    kim.press(Key.Key_Return)
    qtbot.waitUntil(lambda: "Feedback" in titles(bar))
    qtbot.waitUntil(lambda: [entry.state for entry in panel.changes.model.rows] == ["agreed", "objected"])
    kim.press(Key.Key_Return)
    assert (kim.window.pages.shown, kim.selected) == ("texts", "The ferry")
    assert "On “The ferry”" in [card.accessibleName()[7:] for card in kim.window.workspace.comments._made]
    with Project.open(reviewed, "rita", writing=False) as project:
        states = [one.state for one in feedback.of_analyst(project, "kim")]
        (waiting,) = (one for one in commenting.open_threads(project, "rita") if one.mentions_me)
    assert (states, waiting.text) == (["agreed", "objected"], "The ferry")


def test_undo_takes_an_agreement_back_without_leaving_the_page(
    open_analyst: Callable[..., Analyst], reviewed: Path, qtbot: Any
) -> None:
    kim = open_analyst(reviewed)
    panel = open_page(kim, qtbot)
    kim.press(Key.Key_A)
    kim.press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: [entry.state for entry in panel.changes.model.rows] == ["unread", "unread"])
    assert kim.window.pages.shown == "feedback"


def test_what_was_handed_back_is_told_above_its_text_until_it_is_submitted_again(
    open_analyst: Callable[..., Analyst], reviewed: Path, qtbot: Any
) -> None:
    kim = open_analyst(reviewed)
    panel = open_page(kim, qtbot)
    panel.handed.list.setFocus()
    kim.press(Key.Key_Return)
    line = kim.widget("handedBack")
    assert line.text() == "Handed back by rita: Whole names, please.  ·  Ctrl+D reopens it"
    kim.press(Key.Key_D, CTRL)
    assert line.text().endswith("Ctrl+D submits it once it is mended")
    kim.press(Key.Key_D, CTRL)
    assert not line.isVisible()


def test_the_lead_writes_the_missing_rule_with_its_cases_in_view(
    open_analyst: Callable[..., Analyst], reviewed: Path, qtbot: Any
) -> None:
    lead = open_analyst(reviewed, "lena")
    lead.command("page_gaps")
    gaps = lead.widget("gapsList")
    qtbot.waitUntil(lambda: gaps.model().rowCount() == 2)
    lead.window.pages.currentWidget().setFocus()
    lead.press(Key.Key_E)
    editor = lead.window.findChild(GuidelineEditor)
    qtbot.waitUntil(editor.isActiveWindow)
    cases = editor.findChild(QWidget, "guidelineCases").toPlainText()
    assert cases == "• [The ferry] of Belgrave Line sank. – Is a sunk ferry a sanction?"
    editor.text.setFocus()
    QTest.keyClicks(editor.text, "An accident is none. ")
    QTest.keyClick(editor.text, Key.Key_S, CTRL)
    lead.wait_until_saved()
    qtbot.waitUntil(lambda: gaps.model().rowCount() == 0)
    with Project.open(reviewed, "lena", writing=False) as project:
        assert project.guideline.entry("sanction").startswith("An accident is none.")


def test_the_lead_goes_from_a_gap_to_its_place(
    open_analyst: Callable[..., Analyst], reviewed: Path, qtbot: Any
) -> None:
    lead = open_analyst(reviewed, "lena")
    lead.command("page_gaps")
    gaps = lead.widget("gapsList")
    qtbot.waitUntil(lambda: gaps.model().rowCount() == 2)
    gaps.setFocus()
    lead.press(Key.Key_Return)
    start, end = lead.text.selection()
    assert (lead.window.pages.shown, lead.text.text[start:end]) == ("texts", "The ferry")

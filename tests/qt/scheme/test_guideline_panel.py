"""The guideline beside the text: it follows the label at hand, loads nothing, and can be changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.scheme_change import DROP, Fate, Part
from annotator.project import guidelines, scheming
from annotator.qt.kit import theme
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.kit.guideline_page import GuidelinePage
from annotator.qt.kit.notice import Notice
from annotator.qt.scheme.guideline_dialog import GuidelineEditor, HistoryDialog, OlderDialog
from annotator.qt.scheme.guideline_panel import GuidelinePanel
from annotator.qt.scheme.schemes import Schemes
from annotator.qt.text.label_bar import LabelBar
from annotator.qt.text.session import Session
from tests.making import STORY, project_with, tag

FILL = QColor("#d7ddf0")


@pytest.fixture
def bridge(tmp_path: Path, qapp: QApplication) -> Iterator[Bridge]:
    """A project with an actor and a quote in its one article."""
    theme.apply(qapp, dark=False)
    with project_with(tmp_path, STORY) as project:
        tag(project, "Kim", "actor")
        tag(project, "We agree", "quote")
    bridge = Bridge(project.path, "anna")
    yield bridge
    bridge.close()


@pytest.fixture
def panel(bridge: Bridge, qtbot: QtBot) -> GuidelinePanel:
    session = Session(bridge)
    session.open(1)
    panel = GuidelinePanel(session, bridge)
    session.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(340, 600)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def schemes(window: QWidget) -> Schemes:
    return Schemes(window, Notice(window))


def session_of(panel: GuidelinePanel) -> Any:
    return panel.findChild(Session)


def text_of(panel: GuidelinePanel) -> str:
    return panel.page.toPlainText()


def select(panel: GuidelinePanel, label: str) -> None:
    session = session_of(panel)
    session.select(next(one.id for one in session.annotations if one.label == label))


def test_it_begins_with_the_general_part(panel: GuidelinePanel) -> None:
    assert (panel.label, text_of(panel)[:42]) == ("", "Guideline: actors, claims, quotes and sanc")


def test_it_follows_the_selected_annotation_and_stays_there(panel: GuidelinePanel) -> None:
    select(panel, "quote")
    assert (panel.label, text_of(panel)[:40]) == ("quote", "Words that the text presents as verbatim")

    session_of(panel).select(None)
    assert panel.label == "quote"


def test_pointing_at_a_label_shows_its_entry_unless_an_annotation_is_selected(panel: GuidelinePanel) -> None:
    panel.hint("claim")
    assert panel.label == "claim"

    select(panel, "actor")
    panel.hint("claim")
    assert panel.label == "actor"


def test_the_label_bar_says_what_the_mouse_is_over(bridge: Bridge, qtbot: QtBot) -> None:
    bar = LabelBar()
    qtbot.addWidget(bar)
    bar.set_labels(bridge.scheme.labels)
    button = bar.findChildren(QWidget)[-1]
    with qtbot.waitSignal(bar.labelHovered) as heard:
        at = QPointF(2, 2)
        QApplication.sendEvent(button, QEnterEvent(at, at, at))
    assert heard.args == ["sanction"]


def test_the_tabs_lead_to_every_entry_by_keys(panel: GuidelinePanel) -> None:
    panel.tabs.setFocus()
    QTest.keyClick(panel.tabs, Qt.Key.Key_Right)
    QTest.keyClick(panel.tabs, Qt.Key.Key_Right)
    assert (panel.label, panel.tabs.currentIndex()) == ("claim", 2)


def test_spans_of_examples_have_the_labels_colours(panel: GuidelinePanel) -> None:
    panel.show_label("actor")
    cursor = panel.page.document().find("[Norway]")
    cursor.setPosition(cursor.selectionEnd() - 1)
    assert cursor.charFormat().background().color() == FILL


def test_it_is_painted_anew_in_the_other_look(panel: GuidelinePanel, qapp: QApplication) -> None:
    panel.show_label("actor")
    theme.apply(qapp, dark=True)
    qapp.processEvents()
    cursor = panel.page.document().find("[Norway]")
    assert cursor.charFormat().background().color() == QColor("#2f3149")


def test_while_nobody_looks_nothing_is_rendered(panel: GuidelinePanel) -> None:
    panel.hide()
    before = text_of(panel)
    select(panel, "actor")
    assert text_of(panel) == before

    panel.show()
    assert text_of(panel)[:27] == "A mention of a state, a bod"


def test_a_changed_entry_is_shown(panel: GuidelinePanel, bridge: Bridge) -> None:
    panel.show_label("actor")
    bridge.do(call(guidelines.change_entry, "actor", "Whoever acts."))
    assert text_of(panel) == "Whoever acts."
    bridge.undo()
    assert text_of(panel)[:9] == "A mention"


def test_a_label_without_an_entry_says_what_the_scheme_says(panel: GuidelinePanel, bridge: Bridge) -> None:
    bridge.do(call(guidelines.change_entry, "quote", ""))
    panel.show_label("quote")
    assert text_of(panel).startswith("Words presented as verbatim, between quotation marks.")


def test_a_label_that_the_scheme_lost_is_said_to_be_so(panel: GuidelinePanel, bridge: Bridge) -> None:
    labels = tuple(one for one in bridge.scheme.labels if one.name == "actor")
    bridge.do(call(scheming.apply, type(bridge.scheme)("x", 1, labels), {Part("quote"): Fate(DROP)}))
    assert [panel.tabs.tabText(at) for at in range(panel.tabs.count())] == [
        "General", "actor", "claim", "sanction"
    ]  # fmt: skip
    panel.show_label("quote")
    assert text_of(panel).startswith("The label quote is not in the scheme")


HOSTILE = """![picture](http://example.com/a.png) ![file](file:///etc/hostname) <img src="http://example.com/b.png">

[a link](http://example.com/) <script>alert(1)</script>
"""


def test_a_page_loads_nothing_and_opens_nothing(qtbot: QtBot) -> None:
    page = GuidelinePage()
    qtbot.addWidget(page)
    page.show()
    page.show_entry(HOSTILE, None)
    page.grab()
    assert not page.openLinks()
    assert "<script>" in page.toPlainText()
    cursor = page.document().find("a link")
    assert (cursor.charFormat().isAnchor(), cursor.charFormat().anchorHref()) == (False, "")


def test_a_picture_of_this_machine_is_not_opened(tmp_path: Path, qtbot: QtBot) -> None:
    red = QImage(60, 60, QImage.Format.Format_RGB32)
    red.fill(QColor("#ff0000"))
    red.save(str(tmp_path / "red.png"))
    page = GuidelinePage()
    qtbot.addWidget(page)
    page.resize(200, 200)
    page.show()
    for name in (tmp_path / "red.png", f"file://{tmp_path}/red.png", "/dev/zero"):
        page.show_entry(f"![picture]({name})", None)
        shown = page.grab().toImage()
        colours = {shown.pixelColor(x, y).name() for x in range(shown.width()) for y in range(shown.height())}
        assert "#ff0000" not in colours


def test_offsets_of_spans_count_characters_beyond_the_basic_plane(qtbot: QtBot) -> None:
    page = GuidelinePage()
    qtbot.addWidget(page)
    page.show_entry("🐟🐟 [Kim] left", None)
    cursor = QTextCursor(page.document())
    weights = []
    for at in range(1, page.document().characterCount()):
        cursor.setPosition(at)
        weights.append(cursor.charFormat().fontWeight() > 400)
    marked = page.document().toPlainText().encode("utf-16-le")
    chosen = b"".join(marked[2 * n : 2 * n + 2] for n, on in enumerate(weights) if on)
    assert chosen.decode("utf-16-le") == "[Kim]"


# Changing it


def test_an_entry_is_saved_as_one_action_and_tells_what_was_made_before(
    schemes: Schemes, bridge: Bridge, window: QWidget, qtbot: QtBot
) -> None:
    schemes.edit_guideline(bridge, "actor")
    dialog = window.findChild(GuidelineEditor)
    save = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)
    assert not save.isEnabled()

    dialog.text.setPlainText("Whoever acts.")
    save.click()

    assert bridge.reader.guideline.entry("actor") == "Whoever acts."
    assert bridge.undo_name == "change the guideline: actor"
    notice = window.findChild(Notice)
    assert notice.text.endswith("1 annotation of yours was made under the old rule.")
    with qtbot.waitSignal(schemes.listWanted) as heard:
        notice._action.click()
    assert heard.args == ["actor"]


def test_what_was_made_before_is_listed_and_leads_there(
    schemes: Schemes, bridge: Bridge, window: QWidget, qtbot: QtBot
) -> None:
    bridge.do(call(guidelines.change_entry, "actor", "Whoever acts."))
    schemes.list_older(bridge, "actor")
    dialog = window.findChild(OlderDialog)
    assert dialog.table.item(0, 0).text() == "Kim"
    with qtbot.waitSignal(schemes.annotationWanted) as heard:
        dialog.table.setFocus()
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert heard.args is not None
    assert heard.args[0] == 1


def test_the_preview_follows_what_is_typed(window: QWidget, qtbot: QtBot) -> None:
    dialog = GuidelineEditor(window, "actor", "Old.", None)
    qtbot.addWidget(dialog)
    dialog.text.setPlainText("### New")
    qtbot.waitUntil(lambda: dialog.preview.toPlainText() == "New")


def test_the_history_shows_what_each_wording_changed(
    schemes: Schemes, bridge: Bridge, window: QWidget
) -> None:
    bridge.do(call(guidelines.change_entry, "quote", "One.\nTwo."))
    bridge.do(call(guidelines.change_entry, "quote", "One.\nThree."))
    schemes.show_history(bridge)
    dialog = window.findChild(HistoryDialog)
    assert dialog.list.count() == 3
    assert dialog.page.toPlainText() == "Quote\nOne.\n− Two.\n+ Three.\n"


@pytest.mark.parametrize("dark", [False, True])
def test_its_buttons_have_names_and_tips(panel: GuidelinePanel, qapp: QApplication, dark: bool) -> None:
    theme.apply(qapp, dark)
    for button in (panel.edit, panel.changed):
        assert button.accessibleName()
        assert button.toolTip()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus

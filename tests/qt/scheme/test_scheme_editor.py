"""The scheme editor: what is typed becomes a draft, what is saved becomes the scheme, and annotations go along."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.colours import INK, PAPER
from annotator.domain.scheme_change import DROP, RELABEL, Fate, Part
from annotator.domain.scheme_toml import scheme_to_toml
from annotator.project.shipped import shipped_schemes
from annotator.qt.kit import theme
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.notice import Notice
from annotator.qt.kit.theme import Theme
from annotator.qt.scheme.editor import SchemeEditor
from annotator.qt.scheme.fates import FatesDialog
from annotator.qt.scheme.schemes import Schemes
from tests.making import STORY, layer, project_with, tag

Key = Qt.Key


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
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def open_editor(window: QWidget, bridge: Bridge, qtbot: QtBot) -> Callable[..., SchemeEditor]:
    def opened(label: str = "") -> SchemeEditor:
        editor = SchemeEditor(window, bridge, label)
        qtbot.addWidget(editor)
        with qtbot.waitActive(editor):
            editor.show()
        return editor

    return opened


@pytest.fixture
def editor(open_editor: Callable[..., SchemeEditor]) -> SchemeEditor:
    """The editor at the claim."""
    return open_editor("claim")


def type_into(field: Any, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def names(bridge: Bridge) -> list[str]:
    return [label.name for label in bridge.scheme.labels]


def labels_in_file(bridge: Bridge) -> list[str]:
    return [one.label for one in layer(bridge.reader, analyst="anna")]


def test_it_opens_at_a_label_with_nothing_to_save(editor: SchemeEditor) -> None:
    assert (editor.label_page.name.text(), editor.save.isEnabled()) == ("claim", False)
    assert editor.message.text() == ""


def test_a_renamed_label_is_saved_with_its_annotations(
    open_editor: Callable[..., SchemeEditor], bridge: Bridge, qtbot: QtBot
) -> None:
    editor = open_editor("quote")
    type_into(editor.label_page.name, "citation")
    qtbot.waitUntil(editor.save.isEnabled)
    with qtbot.waitSignal(editor.told) as heard:
        editor.save.click()

    assert heard.args == ["The scheme is saved with 1 annotation: version 2. Undo takes it back."]
    assert names(bridge) == ["actor", "claim", "citation", "sanction"]
    assert labels_in_file(bridge) == ["citation", "actor"]
    assert not editor.isVisible()


def test_what_is_wrong_is_told_and_keeps_it_from_being_saved(editor: SchemeEditor, qtbot: QtBot) -> None:
    type_into(editor.label_page.name, "actor")
    qtbot.waitUntil(lambda: editor.message.text() != "")
    assert editor.message.text().startswith("⚠ Two labels are called actor.")
    assert not editor.save.isEnabled()
    assert "Two labels are called actor" in editor.save.toolTip()
    assert editor.labels.list.item(1).text() == "⚠ actor"


def test_a_label_that_annotations_have_is_not_taken_out_unasked(
    open_editor: Callable[..., SchemeEditor], bridge: Bridge, qtbot: QtBot
) -> None:
    editor = open_editor("quote")
    editor.labels.list.setFocus()
    QTest.keyClick(editor.labels.list, Key.Key_Delete)
    editor.save.click()

    dialog = editor.findChild(FatesDialog)
    assert names(bridge) == ["actor", "claim", "quote", "sanction"]
    assert dialog.fates == {Part("quote"): Fate("keep")}
    dialog.choose(Part("quote"), Fate(RELABEL, "claim"))
    dialog.accept()

    qtbot.waitUntil(lambda: not editor.isVisible())
    assert names(bridge) == ["actor", "claim", "sanction"]
    assert labels_in_file(bridge) == ["claim", "actor"]
    bridge.undo()
    assert labels_in_file(bridge) == ["quote", "actor"]


def test_who_does_not_choose_has_changed_nothing(
    open_editor: Callable[..., SchemeEditor], bridge: Bridge
) -> None:
    editor = open_editor("quote")
    editor.labels.removed.emit(2)
    editor.save.click()
    editor.findChild(FatesDialog).reject()
    assert (bridge.scheme.version, editor.isVisible(), editor.save.isEnabled()) == (1, True, True)


def test_what_nobody_has_annotated_goes_without_a_question(
    open_editor: Callable[..., SchemeEditor], bridge: Bridge
) -> None:
    editor = open_editor("sanction")
    editor.labels.removed.emit(3)
    editor.save.click()
    assert names(bridge) == ["actor", "claim", "quote"]


def test_a_value_that_annotations_have_can_be_dropped(
    open_editor: Callable[..., SchemeEditor], bridge: Bridge
) -> None:
    editor = open_editor("quote")
    page = editor.attributes_page
    page.values.table.setCurrentCell(0, 0)
    page.values._do("remove")
    editor.save_scheme()
    dialog = editor.findChild(FatesDialog)
    dialog.choose(Part("quote", "form", "direct"), Fate(DROP))
    dialog.accept()
    quote = next(one for one in layer(bridge.reader, analyst="anna") if one.label == "quote")
    assert "form" not in quote.attributes


def test_a_new_label_comes_with_key_line_and_colours(
    editor: SchemeEditor, bridge: Bridge, qtbot: QtBot
) -> None:
    editor.labels.list.setFocus()
    QTest.keyClick(editor.labels.list, Key.Key_Insert)
    assert editor.focusWidget() is editor.label_page.name
    QTest.keyClicks(editor.label_page.name, "place")
    qtbot.waitUntil(editor.save.isEnabled)
    editor.save.click()
    made = bridge.scheme.labels[-1]
    assert (made.name, made.key, len(made.light.edge)) == ("place", "5", 7)


def test_labels_are_put_in_another_order_by_keys(editor: SchemeEditor, bridge: Bridge) -> None:
    editor.labels.list.setFocus()
    QTest.keyClick(editor.labels.list, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    editor.save.click()
    assert names(bridge) == ["claim", "actor", "quote", "sanction"]


def test_a_new_edge_brings_its_fill_and_its_verdict(editor: SchemeEditor, qtbot: QtBot) -> None:
    page = editor.label_page
    type_into(page.colours["light", "edge"].digits, "#17827d")
    assert page.colours["light", "fill"].digits.text() == "#daebea"
    assert page.verdicts["light"].text().startswith("⚠ Contrast 4.6:1. Too much like quote")
    page.propose.click()
    assert page.verdicts["light"].text().startswith("✓")


def test_an_edge_that_cannot_be_seen_keeps_it_from_being_saved(editor: SchemeEditor, qtbot: QtBot) -> None:
    type_into(editor.label_page.colours["light", "edge"].digits, "#c0c0c0")
    qtbot.waitUntil(lambda: "can hardly be seen in the light look" in editor.message.text())
    assert not editor.save.isEnabled()


def test_attributes_are_added_typed_and_keyed(editor: SchemeEditor, bridge: Bridge) -> None:
    page = editor.attributes_page
    page.list.added.emit()
    type_into(page.name, "tone")
    page.type.setCurrentIndex(page.type.findData("choice"))
    page.type.activated.emit(page.type.currentIndex())
    for row, (value, key) in enumerate((("calm", "l"), ("sharp", ""))):
        page.values._do("add")
        page.values.table.item(row, 0).setText(value)
        page.values.table.item(row, 1).setText(key)
    page.required.click()
    editor.save_scheme()
    tone = bridge.scheme.labels[1].attributes[-1]
    assert (tone.name, tone.values, tone.keys, tone.required) == ("tone", ("calm", "sharp"), ("l", ""), True)


def test_links_are_added_with_their_numbers_and_condition(editor: SchemeEditor, bridge: Bridge) -> None:
    page = editor.links_page
    editor.tabs.setCurrentIndex(2)
    page.list.added.emit()
    type_into(page.name, "source")
    page.least.setValue(1)
    page.most.setValue(2)
    page.attribute.setCurrentIndex(page.attribute.findData("polarity"))
    page.attribute.activated.emit(page.attribute.currentIndex())
    page.value.setCurrentIndex(page.value.findData("denied"))
    page.value.activated.emit(page.value.currentIndex())
    editor.save_scheme()
    link = bridge.scheme.labels[1].links[-1]
    assert (link.type, link.to, link.least, link.most, link.unless) == (
        "source", "actor", 1, 2, (("polarity", "denied"),)
    )  # fmt: skip


def test_rules_and_zones_belong_to_the_whole_scheme(editor: SchemeEditor, bridge: Bridge) -> None:
    page = editor.scheme_page
    page.crossing.setCurrentIndex(page.crossing.findData("forbid"))
    page.crossing.activated.emit(page.crossing.currentIndex())
    page.zones["tail"].click()
    editor.save_scheme()
    assert (bridge.scheme.crossing, bridge.scheme.annotated_zones) == ("forbid", ("headline", "body", "tail"))


def test_the_preview_has_a_span_of_each_label_in_both_looks(editor: SchemeEditor) -> None:
    for view in editor.preview.views.values():
        spans = [view.span(uid) for uid in ("0", "current", "2", "3")]
        assert [span and span.label for span in spans] == ["actor", "claim", "quote", "sanction"]
        assert view.selected_span == "current"


def test_the_papers_of_the_check_are_those_of_the_program() -> None:
    for name in ("light", "dark"):
        look = Theme(name == "dark")
        assert (look.base.name(), look.text.name()) == (PAPER[name], INK[name])


def test_a_scheme_goes_out_and_comes_in(editor: SchemeEditor, bridge: Bridge, tmp_path: Path) -> None:
    editor.export_file(tmp_path / "mine.toml")
    assert (tmp_path / "mine.toml").read_text("utf-8") == scheme_to_toml(bridge.scheme)

    entities = next(one for one in shipped_schemes() if one.name == "entities")
    (tmp_path / "other.toml").write_text(scheme_to_toml(entities.scheme), "utf-8")
    (tmp_path / "other.md").write_text(entities.guideline.markdown(), "utf-8")
    editor.import_file(tmp_path / "other.toml")
    editor.save_scheme()
    editor.findChild(FatesDialog).accept()
    assert names(bridge) == [label.name for label in entities.scheme.labels]
    assert bridge.reader.guideline == entities.guideline
    assert labels_in_file(bridge) == ["quote", "actor"]


def test_a_project_for_reading_only_cannot_be_changed(bridge: Bridge, window: QWidget, qtbot: QtBot) -> None:
    reading = Bridge(bridge.path, "ben")
    editor = SchemeEditor(window, reading)
    qtbot.addWidget(editor)
    assert not editor.save.isEnabled()
    assert editor.message.text() != ""
    reading.close()


def test_every_button_has_a_name_and_a_tip(editor: SchemeEditor) -> None:
    shown = [
        b
        for b in editor.findChildren(QAbstractButton)
        if b.isVisible() and b.text() not in ("Save", "Cancel")
    ]
    nameless = [b for b in shown if not (b.accessibleName() or b.text()) or not b.toolTip()]
    assert [b.text() for b in nameless if b.parent() is not editor.tabs.tabBar()] == []


def test_it_fits_a_small_window(editor: SchemeEditor) -> None:
    assert editor.width() <= 900
    assert editor.height() <= 600


def test_saving_is_told_in_the_window(window: QWidget, bridge: Bridge) -> None:
    notice = Notice(window)
    Schemes(window, notice).edit_scheme(bridge, "sanction")
    editor = window.findChild(SchemeEditor)
    editor.labels.removed.emit(3)
    editor.save.click()
    assert notice.text == "The scheme is saved: version 2. Undo takes it back."

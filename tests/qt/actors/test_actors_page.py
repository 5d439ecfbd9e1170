"""The page of actors: finding an entry, changing it, working off what points nowhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from annotator.domain.actor import Actor, Role
from annotator.project import annotating, registry
from annotator.project.project import Project
from annotator.qt.actors.actor_list import QUEUE
from annotator.qt.actors.jobs import ActorJobs
from annotator.qt.actors.page import ActorsPanel
from annotator.qt.kit.bridge import Bridge, call
from tests.making import STORY, bring, draft_of, layer, project_with, tag

OTHER = "Seoul answers\n\nKim came to Seoul. Seoul was pleased, and Kim Chol left."
Key = Qt.Key
Panel = ActorsPanel


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two articles: Kim, Seoul twice and Oslo are actors; one Seoul points to South Korea."""
    with project_with(tmp_path, STORY) as project:
        bring(project, draft_of(OTHER))
        registry.add(project, "Kim Chol", "person", "kim")
        tag(project, "Kim", "actor")
        tag(project, "Oslo", "actor")
        seoul = tag(project, "Seoul", "actor", 2)
        annotating.set_attribute(project, 2, [seoul], "actor", "state.kr")
        tag(project, "Kim came", "actor", 2)
    return project.path


@pytest.fixture
def bridge(path: Path) -> Iterator[Bridge]:
    bridge = Bridge(path, "anna")
    yield bridge
    bridge.close()


@pytest.fixture
def panel(bridge: Bridge, qtbot: Any) -> Panel:
    """Shown, with everything read."""
    panel = ActorsPanel(bridge)
    qtbot.addWidget(panel)
    panel.resize(1000, 700)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    wait(panel)
    return panel


def wait(panel: Panel) -> None:
    """Until everything is on the disk and nothing is being read."""
    for _ in range(500):
        QTest.qWait(5)
        if not (panel.busy or panel._bridge.saving):
            return
    raise AssertionError("The page was still reading after some seconds.")


def shown(panel: Panel) -> list[str]:
    return [row.words for row in panel.mentions.model.rows]


def names(panel: Panel) -> list[str]:
    return [row.name for row in panel.model.rows]


def stored(bridge: Bridge, uid: str) -> Actor:
    found = bridge.reader.registry.stored(uid)
    assert found is not None
    return found


def press(panel: Panel, key: Qt.Key) -> None:
    QTest.keyClick(panel.mentions.list, key)
    wait(panel)


def values(bridge: Bridge) -> dict[str, Any]:
    """What each annotation points to, by its words."""
    return {
        text[one.start : one.end]: one.attributes.get("actor")
        for key, text in ((1, STORY), (2, OTHER))
        for one in layer(bridge.reader, key, "anna")
    }


# The list


def test_the_queue_stands_first_then_the_entries_by_name_with_their_mentions(panel: Panel) -> None:
    lines = panel.model.rows
    assert [(line.id, line.count) for line in lines[:2]] == [(QUEUE, 3), ("state.af", 0)]
    assert {line.name: line.count for line in lines if line.count} == {
        "Unlinked mentions": 3,
        "South Korea": 1,
    }


def test_nothing_is_read_before_the_page_is_shown(bridge: Bridge, qtbot: Any) -> None:
    hidden = ActorsPanel(bridge)
    qtbot.addWidget(hidden)
    bridge.do(call(registry.add, "Kim", "person"))
    assert (hidden.busy, hidden.model.rowCount(), "registry" in vars(bridge.reader)) == (False, 0, False)


def test_typing_finds_entries_by_any_form(panel: Panel) -> None:
    QTest.keyClicks(panel.filter, "pyongy")
    assert names(panel) == ["Unlinked mentions", "North Korea"]
    QTest.keyClick(panel.filter, Key.Key_Return)
    wait(panel)
    assert panel.form.name.text() == "North Korea"


def test_one_type_can_be_shown_alone(panel: Panel) -> None:
    panel.type.setCurrentText("Person")
    assert names(panel) == ["Unlinked mentions", "Kim Chol"]


def test_choosing_an_entry_shows_its_fields_and_mentions(panel: Panel) -> None:
    panel.select("state.kr")
    wait(panel)
    assert (panel.form.name.text(), panel.form.type.currentText()) == ("South Korea", "state")
    assert panel.form.forms["metonyms"].values[0] == "Seoul"
    assert (shown(panel), panel.mentions.title) == (["Seoul"], "1 mention")


def test_a_value_that_is_no_entry_stands_at_the_end(bridge: Bridge, panel: Panel) -> None:
    kim = next(one.id for one in layer(bridge.reader, 1, "anna") if one.start > 20)
    bridge.do(call(annotating.set_attribute, 1, [kim], "actor", "elsewhere"))
    wait(panel)
    last = panel.model.rows[-1]
    assert (last.name, last.about, last.count) == ("elsewhere", "not in the registry", 1)
    panel.select("elsewhere")
    wait(panel)
    assert shown(panel) == ["Kim"]
    assert not panel.form.isVisible()


def test_return_and_a_click_open_a_mention(panel: Panel, qtbot: Any) -> None:
    panel.select("state.kr")
    wait(panel)
    mention = panel.mentions.model.rows[0]
    QTest.keyClick(panel.list, Key.Key_Return)
    with qtbot.waitSignal(panel.mentionWanted) as opened:
        press(panel, Key.Key_Return)
    assert opened.args == [2, mention.id]
    with qtbot.waitSignal(panel.mentionWanted):
        place = panel.mentions.list.visualRect(panel.mentions.model.index(0)).center()
        QTest.mouseClick(panel.mentions.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


# Changing an entry


def test_a_field_is_saved_as_one_action_when_it_is_left(bridge: Bridge, panel: Panel) -> None:
    panel.select("kim")
    aliases = panel.form.forms["aliases"]
    aliases.setFocus()
    aliases.setPlainText("Mr. Kim\n\n  K. ")
    panel.filter.setFocus()
    assert (stored(bridge, "kim").aliases, bridge.undo_name) == (("Mr. Kim", "K."), "change actor")
    bridge.undo()
    assert (stored(bridge, "kim").aliases, aliases.values) == ((), ())


def test_what_is_typed_stays_while_other_things_change(bridge: Bridge, panel: Panel) -> None:
    panel.select("kim")
    aliases = panel.form.forms["aliases"]
    aliases.setFocus()
    aliases.setPlainText("Mr. K")
    bridge.do(call(registry.change, "kim", demonyms=("Kims",)))
    assert (aliases.values, panel.form.forms["demonyms"].values) == (("Mr. K",), ("Kims",))
    QTest.keyClick(aliases, Key.Key_Escape)
    assert aliases.values == ()


def test_name_and_type_are_changed(bridge: Bridge, panel: Panel) -> None:
    panel.select("kim")
    panel.form.name.setFocus()
    panel.form.name.setText("Kim Jong Chol")
    QTest.keyClick(panel.form.name, Key.Key_Return)
    panel.form.type.textActivated.emit("group")
    assert (stored(bridge, "kim").name, stored(bridge, "kim").type) == ("Kim Jong Chol", "group")
    panel.form.name.clear()
    QTest.keyClick(panel.form.name, Key.Key_Return)
    assert panel.form.name.text() == "Kim Jong Chol"


def test_roles_are_rows_with_an_empty_one_for_the_next(bridge: Bridge, panel: Panel) -> None:
    panel.select("kim")
    title, of, since, _ = panel.form.roles._rows[0]
    title.setFocus()
    QTest.keyClicks(title, "Envoy")
    QTest.keyClick(title, Key.Key_Tab)
    QTest.keyClicks(of, "dprk")
    QTest.keyClick(of, Key.Key_Return)
    QTest.keyClicks(since, "2006-11")
    QTest.keyClick(since, Key.Key_Return)
    assert stored(bridge, "kim").roles == (Role("Envoy", "state.kp", "2006-11"),)
    assert (len(panel.form.roles._rows), of.text()) == (2, "North Korea")
    remover = next(b for b in panel.form.roles.children() if getattr(b, "text", str)() == "✕")
    remover.click()  # type: ignore[attr-defined]
    assert stored(bridge, "kim").roles == ()


def test_a_date_that_is_none_is_told_and_stays_to_be_mended(bridge: Bridge, panel: Panel, qtbot: Any) -> None:
    panel.select("kim")
    title, _, since, _ = panel.form.roles._rows[0]
    title.setText("Envoy")
    since.setText("May")
    with qtbot.waitSignal(bridge.problem) as told:
        panel.form.roles._tell()
    assert "'May' is no date of a role" in told.args[0]
    assert (since.text(), stored(bridge, "kim").roles) == ("May", ())


def test_external_ids_are_written_with_their_scheme(bridge: Bridge, panel: Panel) -> None:
    panel.select("kim")
    panel.form.external.setPlainText("wikidata: Q5\nweb:http://x")
    QTest.keyClick(panel.form.external, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stored(bridge, "kim").external == (("wikidata", "Q5"), ("web", "http://x"))


def test_a_new_entry_is_named_by_what_was_typed(bridge: Bridge, panel: Panel) -> None:
    panel.filter.setText("Orontes General")
    panel.buttons.new.click()
    ((made, _),) = bridge.reader.registry.named("Orontes General")
    assert (panel.form.actor, panel.form.name.selectedText()) == (made, "Orontes General")


def test_an_entry_is_removed_and_what_points_to_it_is_told(bridge: Bridge, panel: Panel, qtbot: Any) -> None:
    panel.select("kim")
    with qtbot.waitSignal(panel.noticed) as said:
        panel.buttons.remove.click()
    assert said.args == ["Removed Kim Chol. Undo brings it back."]
    assert panel.form.actor is None
    panel.select("state.kr")
    with qtbot.waitSignal(bridge.problem) as told:
        panel.buttons.remove.click()
    assert "1 annotation points to South Korea" in told.args[0]


# The queue


def test_the_queue_is_worked_off_by_keys(bridge: Bridge, panel: Panel) -> None:
    assert (shown(panel), panel.mentions.title) == (["Oslo", "Kim", "Kim came"], "3 unlinked mentions")
    panel.mentions.to_list()
    press(panel, Key.Key_K)
    assert (shown(panel), values(bridge)["Oslo"]) == (["Kim", "Kim came"], "state.no")
    press(panel, Key.Key_N)
    ((made, _),) = bridge.reader.registry.named("Kim")
    assert (values(bridge)["Kim"], made.type) == (made.id, "person")
    assert (shown(panel), panel.model.rows[0].count) == (["Kim came"], 1)
    bridge.undo()
    wait(panel)
    assert shown(panel) == ["Kim", "Kim came"]


def test_the_guess_is_shown_and_the_lack_of_one_told(panel: Panel, qtbot: Any) -> None:
    model = panel.mentions.model
    guesses = [model.index(row).data(Qt.ItemDataRole.UserRole + 1) for row in range(3)]
    assert guesses == ["Norway", "", ""]
    panel.mentions.list.setCurrentIndex(model.index(1))
    with qtbot.waitSignal(panel.noticed) as told:
        press(panel, Key.Key_K)
    assert "No entry looks like “Kim”" in told.args[0]


def test_another_guess_can_be_given(bridge: Bridge, qtbot: Any) -> None:
    panel = ActorsPanel(bridge, lambda words: ["kim"] if words.startswith("Kim") else [])
    qtbot.addWidget(panel)
    panel.show()
    wait(panel)
    panel.mentions.list.setCurrentIndex(panel.mentions.model.index(1))
    press(panel, Key.Key_K)
    assert (values(bridge)["Kim"], stored(bridge, "kim").aliases) == ("kim", ("Kim",))


def test_a_click_in_the_queue_only_chooses(panel: Panel) -> None:
    opened: list[Any] = []
    panel.mentionWanted.connect(lambda *a: opened.append(a))
    place = panel.mentions.list.visualRect(panel.mentions.model.index(1)).center()
    QTest.mouseClick(panel.mentions.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (opened, panel.mentions.list.currentIndex().row()) == ([], 1)


def test_a_reader_can_look_but_not_change(path: Path, qtbot: Any) -> None:
    with Project.open(path, "ben"):
        bridge = Bridge(path, "anna")
        panel = ActorsPanel(bridge)
        qtbot.addWidget(panel)
        panel.show()
        wait(panel)
        panel.select("kim")
        assert not panel.form.isEnabled()
        assert not any(b.isEnabled() for b in panel.buttons.findChildren(QPushButton))
        wait(panel)
        bridge.close()


# Merging and splitting


def test_two_entries_are_merged_and_taken_apart(bridge: Bridge, panel: Panel) -> None:
    jobs = ActorJobs(panel, bridge)
    dialog = jobs.merge(["kim", "state.kr"])
    assert dialog is not None
    assert (dialog.target, dialog.others) == ("state.kr", ["kim"])
    dialog.merge.click()
    wait(panel)
    assert panel.form.name.text() == "South Korea"
    assert "Kim Chol" in panel.form.forms["aliases"].values
    take_out = next(b for b in panel.form.findChildren(QPushButton) if "take out" in b.text())
    take_out.click()
    assert stored(bridge, "kim").merged_into is None
    assert "Kim Chol" not in panel.form.forms["aliases"].values


def test_the_entry_to_merge_into_is_typed(bridge: Bridge, panel: Panel) -> None:
    """The Return that chooses it does not merge yet."""
    dialog = ActorJobs(panel, bridge).merge(["kim"])
    assert dialog is not None
    assert not dialog.merge.isEnabled()
    QTest.keyClicks(dialog.into, "north kor")
    QTest.keyClick(dialog.into, Key.Key_Return)
    assert (dialog.target, dialog.isVisible(), dialog.merge.isEnabled()) == ("state.kp", True, True)
    dialog.reject()


def test_a_form_becomes_an_entry_that_takes_its_mentions(bridge: Bridge, panel: Panel) -> None:
    dialog = ActorJobs(panel, bridge).split("state.kr")
    assert dialog is not None
    assert not dialog.split.isEnabled()
    row = next(r for r in range(dialog.list.count()) if dialog.list.item(r).text().startswith("Seoul"))
    dialog.list.item(row).setCheckState(Qt.CheckState.Checked)
    assert dialog.new_name == "Seoul"
    dialog.split.click()
    ((made, _),) = bridge.reader.registry.named("Seoul")
    assert (made.type, values(bridge)["Seoul"]) == ("state", made.id)


def test_a_name_that_was_typed_for_the_new_entry_stays(bridge: Bridge, panel: Panel) -> None:
    dialog = ActorJobs(panel, bridge).split("state.kr")
    assert dialog is not None
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.name.setEditText("Another")
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert (dialog.new_name, len(dialog.forms)) == ("Another", 2)
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.reject()


def test_registry_files_are_read_and_written(
    bridge: Bridge, panel: Panel, tmp_path: Path, qtbot: Any
) -> None:
    jobs = ActorJobs(panel, bridge)
    with qtbot.waitSignal(panel.noticed) as said:
        jobs.write(tmp_path / "out.csv")
    assert said.args == [f"Wrote 299 actors: {tmp_path / 'out.csv'}"]
    with qtbot.waitSignal(panel.noticed) as said:
        jobs.take_in(tmp_path / "out.csv")
    assert said.args == ["0 added, 0 changed, 299 the same: out.csv"]
    with qtbot.waitSignal(panel.noticed) as said:
        panel.buttons.more[2].trigger()
    assert said.args == ["It is all there already."]


def test_every_button_says_what_it_does(panel: Panel) -> None:
    for button in panel.findChildren(QPushButton):
        assert button.accessibleName() or button.text()
        assert button.toolTip()

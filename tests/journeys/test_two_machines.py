"""Two analysts on two machines and their lead on a third: blind, by way of a shared folder, settled, and sent back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.qt.shell.colleagues import Colleagues

from .conftest import CTRL, SHIFT, Analyst, Key

Shell = Callable[..., dict[str, Any]]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Goes to somebody's machine: with a configuration and a folder of its own. Gives where the project lies there."""

    def at(name: str) -> Path:
        home = tmp_path / name
        home.mkdir(exist_ok=True)
        monkeypatch.setenv("ANNOTATOR_CONFIG", str(home / "configuration"))
        return home / "news.annotator"

    return at


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The team's folder."""
    path = tmp_path / "team"
    path.mkdir()
    return path


def colleagues(analyst: Analyst) -> Colleagues:
    return analyst.window._colleagues


def wait_for_news(analyst: Analyst, qtbot: Any, names: int) -> QPushButton:
    button: QPushButton = analyst.widget("colleaguesNews")
    colleagues(analyst).look()
    qtbot.waitUntil(
        lambda: len({one.analyst for one in colleagues(analyst)._waiting}) == names, timeout=10_000
    )
    return button


def merge_news(analyst: Analyst, qtbot: Any, names: int) -> None:
    button = wait_for_news(analyst, qtbot, names)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Merged" in analyst.window.notice.text, timeout=20_000)
    qtbot.waitUntil(lambda: not button.isVisible(), timeout=10_000)
    rows = analyst.window.workspace.articles.model
    qtbot.waitUntil(
        lambda: rows.rowCount() > 0 and not analyst.window.workspace.bridge.saving, timeout=10_000
    )
    # A box that showed the progress may have had the keyboard.
    analyst.window.activateWindow()
    qtbot.waitUntil(analyst.window.isActiveWindow, timeout=10_000)


def share(analyst: Analyst, qtbot: Any, file: Path) -> None:
    before = file.stat().st_mtime_ns if file.exists() else 0
    analyst.press(Key.Key_S, CTRL | SHIFT)
    qtbot.waitUntil(lambda: file.exists() and file.stat().st_mtime_ns != before, timeout=10_000)


class Team:
    """Rita's project on her machine, those of the analysts on theirs, and the folder between them."""

    def __init__(
        self,
        machine: Callable[[str], Path],
        folder: Path,
        shell: Shell,
        open_analyst: Callable[..., Analyst],
        qtbot: Any,
    ) -> None:
        self.machine, self.folder, self.shell = machine, folder, shell
        self._open, self._qtbot = open_analyst, qtbot
        self.article = ""

    def begin(self, story: Path) -> Path:
        """Rita brings the story and shares it."""
        project = self.machine("rita")
        self.shell("new", project, "--analyst", "rita")
        self.article = self.shell("import", project, story, "--analyst", "rita")["articles"][0]
        self.shell("share", project, self.folder / "rita.exchange", "--analyst", "rita")
        return project

    def sit_down(self, name: str, news: int) -> Analyst:
        """Somebody opens the project, on a machine of their own, and merges what is in the folder."""
        path = self.machine(name)
        if not path.exists():
            self.shell("new", path, "--analyst", name)
        analyst = self._open(path, name)
        colleagues(analyst).set_folder(analyst.window.workspace.bridge, self.folder)
        merge_news(analyst, self._qtbot, news)
        return analyst

    def leave(self, analyst: Analyst, name: str) -> None:
        """Shares, and closes the window."""
        share(analyst, self._qtbot, self.folder / f"{name}.exchange")
        analyst.window.close()

    def layer(self, project: Path, name: str, asker: str) -> Any:
        """A layer of the story as the command line shows it to somebody."""
        shown = self.shell("show", project, self.article, "--analyst", asker)
        return next((layer for layer in shown["layers"] if layer["layer"] == name), None)

    def annotate(self, name: str, tags: list[tuple[str, Key]], news: int) -> Any:
        """Somebody annotates blind and submits; gives the layer as it is then."""
        analyst = self.sit_down(name, news)
        analyst.press(Key.Key_F4)
        self._qtbot.waitUntil(lambda: analyst.text.text != "", timeout=10_000)
        for words, key in tags:
            analyst.make(words, key)
        path = self.machine(name)
        analyst.press(Key.Key_F2)
        assert analyst.widget("conflictList").model().rowCount() == 0
        assert self.layer(path, "anna" if name == "ben" else "ben", name) is None
        analyst.press(Key.Key_F5)
        analyst.press(Key.Key_D, CTRL)
        self.leave(analyst, name)
        return self.layer(path, name, name)


@pytest.fixture
def team(
    machine: Callable[[str], Path],
    folder: Path,
    shell: Shell,
    open_analyst: Callable[..., Analyst],
    qtbot: Any,
) -> Team:
    return Team(machine, folder, shell, open_analyst, qtbot)


def settle(rita: Analyst, qtbot: Any) -> None:
    """Takes Ben's wider name and his sanction, then all that both agree on, and finishes; by keys alone."""
    rita.press(Key.Key_F2)
    page = rita.window.pages.review
    qtbot.waitUntil(lambda: page.session.key is not None)
    page.article.view.setFocus()
    assert page.reviewing.text_of(page.reviewing.current) == "Karim Daneshvar"
    rita.press(Key.Key_2)
    rita.press(Key.Key_1)
    rita.press(Key.Key_Return, CTRL | SHIFT)
    rita.press(Key.Key_D, CTRL)
    assert page.reviewing.finished


def test_a_team_annotates_blind_shares_settles_and_learns(
    tmp_path: Path, team: Team, story: Path, shell: Shell, qtbot: Any
) -> None:
    project = team.begin(story)
    both = [("United States", Key.Key_1)]
    made = {
        "anna": team.annotate("anna", [("Daneshvar", Key.Key_1), *both], 1),
        "ben": team.annotate(
            "ben", [("Karim Daneshvar", Key.Key_1), *both, ("oil-export ban", Key.Key_4)], 2
        ),
    }
    assert [layer["status"] for layer in made.values()] == ["done", "done"]
    rita = team.sit_down("rita", 2)
    settle(rita, qtbot)
    team.leave(rita, "rita")
    assert {name: team.layer(project, name, "rita") for name in made} == made

    out = tmp_path / "gold.jsonl"
    shell("export", project, out, "--layer", "gold", "--names", "--analyst", "rita")
    (line,) = map(json.loads, out.read_text("utf-8").splitlines())
    assert [(one["label"], one["text"], one["author"]) for one in line["annotations"]] == [
        ("actor", "Karim Daneshvar", "ben"),
        ("actor", "United States", "anna"),
        ("sanction", "oil-export ban", "ben"),
    ]
    assert (line["layer"], line["status"]) == ("gold", "adjudicated")

    anna = team.sit_down("anna", 2)
    anna.press(Key.Key_F3)
    panel = anna.widget("feedbackPanel")
    qtbot.waitUntil(lambda: panel.changes.model.rowCount() == 2)
    assert team.layer(team.machine("anna"), "anna", "anna") == made["anna"]
    shell("check", team.machine("anna"))


def test_the_folder_tells_who_has_news(
    team: Team,
    story: Path,
    shell: Shell,
    open_analyst: Callable[..., Analyst],
    qtbot: Any,
) -> None:
    machine, folder = team.machine, team.folder
    other = machine("lee")
    shell("new", other, "--analyst", "lee")
    shell("import", other, story, "--analyst", "lee")
    kim = open_analyst(_new(machine("kim"), shell), "kim")
    colleagues(kim).set_folder(kim.window.workspace.bridge, folder)
    assert not kim.widget("colleaguesNews").isVisible()
    shell("share", other, folder / "lee.exchange", "--analyst", "lee")
    (folder / "broken.exchange").write_bytes(b"half a fi")
    assert wait_for_news(kim, qtbot, 1).text() == "lee has news"
    merge_news(kim, qtbot, 1)
    QApplication.processEvents()
    assert kim.window.workspace.articles.model.rowCount() == 1


def _new(path: Path, shell: Shell) -> Path:
    shell("new", path, "--analyst", "kim")
    return path

"""The bridge takes the time of work along with each action."""

from collections.abc import Iterator
from concurrent.futures import wait
from functools import partial
from pathlib import Path
from threading import Event

import orjson
import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from annotator.domain.change import Change
from annotator.domain.problems import Problem
from annotator.project import annotating, timing
from annotator.project.project import Project
from annotator.qt.kit.activity import ActiveTime
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.text.session import Session
from annotator.qt.text.tagging import Tagging
from tests.making import STORY, project_with, span_of
from tests.settling import settle


class Clock:
    """Goes where it is told to, in seconds."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Session]:
    """Anna's window on the story, active, with the article open."""
    project_with(tmp_path, STORY, "Another story").close()
    bridge = Bridge(tmp_path / "news.annotator", "anna")
    bridge.active_time.close()
    bridge.active_time = ActiveTime(clock)
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    session = Session(bridge)
    session.open(1)
    yield session
    bridge.close()


def tag(session: Session, words: str, label: str = "actor") -> None:
    Tagging(session, session._bridge).press(*span_of(STORY, words), label)


def recorded(session: Session) -> list[tuple[str, int | None]]:
    """What the log says of the actions after the import."""
    rows = session._bridge.reader.store.rows("SELECT bytes FROM revision WHERE action > 2 ORDER BY id")
    actions = [orjson.loads(data)["action"] for (data,) in rows]
    return [(action["name"], action.get("active")) for action in actions]


def test_each_action_takes_the_time_since_the_last(session: Session, clock: Clock) -> None:
    clock.now += 12
    tag(session, "Kim")
    clock.now += 3
    session.toggle_unsure()
    assert recorded(session) == [("tag actor", 12_000), ("mark unsure", 3000)]
    assert session.current is not None
    assert session.time_of(session.current) == 15_000


def test_undo_and_redo_take_none_and_lose_none(session: Session, clock: Clock) -> None:
    tag(session, "Kim")
    clock.now += 5
    session._bridge.undo()
    session._bridge.redo()
    clock.now += 1
    tag(session, "Oslo")
    assert recorded(session)[1:] == [("tag actor", None), ("tag actor", None), ("tag actor", 6000)]


def test_what_is_refused_leaves_its_time_to_the_next(session: Session, clock: Clock) -> None:
    clock.now += 5

    def refuse(project: Project) -> None:
        raise Problem("No.")

    session._bridge.do(refuse)
    session._bridge.do(call(annotating.unlink, 1, [], "speaker"))
    tag(session, "Kim")
    assert recorded(session) == [("tag actor", 5000)]


@pytest.mark.hurried
def test_what_a_change_did_is_told_later_and_in_order(session: Session) -> None:
    bridge, heard = session._bridge, []
    bridge.do(lambda project: heard.append("done") or Change(), then=lambda _: heard.append("told"))
    wait([bridge._pending[0].future])
    bridge.when_saved(lambda: heard.append("first"))
    bridge.when_saved(lambda: heard.append("second"))
    assert (heard, bridge.busy) == (["done"], True)
    settle(bridge)
    assert heard == ["done", "told", "first", "second"]


@pytest.mark.hurried
def test_what_waits_for_a_change_waits_for_those_too_that_come_of_it(session: Session) -> None:
    bridge, heard = session._bridge, []
    again = partial(bridge.do, lambda project: Change(), then=lambda _: heard.append("again"))
    bridge.do(lambda project: Change())
    bridge.when_saved(again)
    bridge.when_saved(lambda: heard.append("last"))
    settle(bridge)
    assert heard == ["again", "last"]


@pytest.mark.hurried
def test_what_waits_goes_on_while_a_dialog_is_open_that_came_before_it(session: Session) -> None:
    bridge, loop = session._bridge, QEventLoop()
    bridge.do(lambda project: Change())
    bridge.when_saved(loop.exec)
    bridge.when_saved(loop.quit)
    settle(bridge)
    assert not loop.isRunning()


@pytest.mark.hurried
def test_a_refused_change_does_not_keep_others_waiting(session: Session) -> None:
    bridge, heard = session._bridge, []

    def refuse(project: Project) -> None:
        raise Problem("No.")

    bridge.problem.connect(heard.append)
    bridge.do(refuse)
    bridge.when_saved(lambda: heard.append("after"))
    settle(bridge)
    assert heard == ["No.", "after"]


@pytest.mark.hurried
def test_finishing_does_all_that_was_asked_for_before(session: Session) -> None:
    bridge, heard = session._bridge, []
    bridge.do(lambda project: Change(), then=lambda _: heard.append("told"))
    bridge.when_saved(lambda: heard.append("after"))
    bridge.finish()
    assert (heard, bridge.busy) == (["told", "after"], False)


@pytest.mark.hurried
def test_that_it_saves_is_said_only_where_it_takes_a_while(session: Session, qtbot: QtBot) -> None:
    bridge, said, go = session._bridge, [], Event()
    bridge.savingChanged.connect(said.append)
    bridge.do(lambda project: go.wait() and Change())
    assert said == []
    qtbot.waitUntil(lambda: said == [True])
    go.set()
    settle(bridge)
    assert said == [True, False]


def test_what_was_read_in_another_article_belongs_to_none(session: Session, clock: Clock) -> None:
    clock.now += 50
    session.open(2)
    clock.now += 2
    session.open(1)
    clock.now += 7
    tag(session, "Kim")
    assert recorded(session) == [("tag actor", 7000)]
    assert timing.times(session._bridge.reader).mine == {"actor": timing.Own(1, 7000, 7000)}

"""An answer that the window keeps: read when asked for, again only where something changed, never taken for newer."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("PySide6")

from pytestqt.qtbot import QtBot

from annotator.domain.change import Change
from annotator.domain.problems import Progress
from annotator.project.project import Project
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.kept_answer import KeptAnswer


class Asked(KeptAnswer):
    """Remembers what it was asked; a change of the scheme concerns everything."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.questions: list[frozenset[str] | None] = []
        self.answers: list[int] = []

    def query(self, touched: frozenset[str] | None) -> Callable[[Project, Progress], Any]:
        self.questions.append(touched)
        number = len(self.questions)
        return lambda project, progress: number

    def keep(self, found: int) -> None:
        self.answers.append(found)

    def concerned(self, change: Change) -> frozenset[str] | None:
        return None if "scheme" in change.kinds else change.articles


@pytest.fixture
def asked(project: Project, qtbot: QtBot) -> Iterator[Asked]:
    project.close()
    bridge = Bridge(project.path, "anna")
    yield Asked(bridge)
    bridge.close()


def told(asked: Asked, *articles: str, kinds: tuple[str, ...] = ()) -> None:
    asked.bridge.changed.emit(Change("", frozenset(articles), kinds=frozenset(kinds)))


def read(qtbot: QtBot, asked: Asked) -> None:
    with qtbot.waitSignal(asked.changed):
        asked.read()


def test_what_changed_alone_is_read_again(qtbot: QtBot, asked: Asked) -> None:
    assert asked.stale
    read(qtbot, asked)
    assert not asked.stale
    told(asked, "a")
    told(asked, "b")
    assert asked.stale
    read(qtbot, asked)
    assert asked.questions == [None, frozenset({"a", "b"})]
    assert not asked.stale


def test_a_change_that_concerns_nothing_is_not_told(qtbot: QtBot, asked: Asked) -> None:
    read(qtbot, asked)
    with qtbot.assertNotEmitted(asked.staled):
        told(asked)
    assert not asked.stale


def test_a_change_of_everything_makes_all_of_it_be_read(qtbot: QtBot, asked: Asked) -> None:
    read(qtbot, asked)
    with qtbot.waitSignal(asked.staled):
        told(asked, kinds=("scheme",))
    read(qtbot, asked)
    assert asked.questions == [None, None]


@pytest.mark.parametrize("kinds", [(), ("scheme",)])
@pytest.mark.hurried
def test_what_changes_while_it_is_read_is_not_taken_for_known(
    qtbot: QtBot, asked: Asked, kinds: tuple[str, ...]
) -> None:
    with qtbot.waitSignal(asked.changed):
        asked.read()
        told(asked, "late", kinds=kinds)
    assert asked.answers == [1]
    assert asked.stale


def test_after_its_end_it_hears_of_nothing(qtbot: QtBot, asked: Asked) -> None:
    read(qtbot, asked)
    asked.stop()
    told(asked, "a")
    assert not asked.stale

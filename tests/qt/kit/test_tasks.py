"""Work on threads of their own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from annotator.qt.kit import tasks
from annotator.qt.kit.tasks import Task


class AtOnce(ThreadPoolExecutor):
    """Whatever is submitted is done before anybody goes on: the fastest that a thread can be."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Submits and waits."""
        future = super().submit(fn, *args, **kwargs)
        wait([future])
        return future


@pytest.mark.parametrize("name", ["succeeded", "failed"])
def test_work_that_is_done_at_once_is_told_of_when_its_starter_is_ready(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(tasks, "ThreadPoolExecutor", AtOnce)
    told: list[object] = []

    def work(_progress: object) -> int:
        if name == "failed":
            raise LookupError("gone")
        return 1

    task = Task(work)
    task.succeeded.connect(told.append)
    task.failed.connect(told.append)
    with qtbot.waitSignal(getattr(task, name)):
        task.start()
        assert told == []
    assert len(told) == 1

"""What holds for every test: no screen, no network, no traces in the developer's own settings."""

import os
import socket
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest

from annotator.domain.guard import heard_by

_LONGEST_WAIT = 60_000
"""Milliseconds."""
HAS_QT = find_spec("PySide6") is not None
HAS_SCREEN = sys.platform != "linux" or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ

if not HAS_SCREEN:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Everything below annotator.qt is tested without Qt as well.
collect_ignore = [] if HAS_QT else ["qt", "journeys"]


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Adds the slow disk, and takes pytest-qt out again where there is no Qt: it would stop the run."""
    parser.addoption(
        "--slow-writer",
        nargs="?",
        const=200.0,
        default=0.0,
        type=float,
        metavar="MS",
        help="let each change of a window take so many milliseconds longer (200 if none are given)",
    )
    plugin = pluginmanager.get_plugin("pytest-qt")
    if plugin is not None and not HAS_QT:
        pluginmanager.unregister(plugin)
    elif plugin is not None:
        _wait_as_long_as_it_takes()


def _wait_as_long_as_it_takes() -> None:
    """A wait ends when its condition holds, however busy the machine is; the limit of all tests ends a hang."""
    from pytestqt.qtbot import QtBot

    for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitActive, QtBot.waitExposed):
        wait.__kwdefaults__["timeout"] = _LONGEST_WAIT


@pytest.fixture(autouse=True)
def slow_writer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> float:
    """Milliseconds that each write of a window takes longer, as `--slow-writer` says; a tenth for `writes_much`."""
    delay: float = request.config.getoption("--slow-writer")
    if request.node.get_closest_marker("writes_much"):
        delay /= 10
    if delay:
        from annotator.qt.kit.tasks import Writer

        monkeypatch.setattr(Writer, "delay", delay / 1000)
    return delay


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long by itself is given longer before it counts as hanging."""
    for item in items:
        if any(item.get_closest_marker(name) for name in ("slow", "benchmark", "consumer")):
            item.add_marker(pytest.mark.timeout(2400))


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """The program works offline, so a test that connects has found a fault."""

    def refuse(*_args: object, **_options: object) -> NoReturn:
        raise AssertionError("A test tried to use the network.")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield


@pytest.fixture(autouse=True)
def broken_off() -> Iterator[list[str]]:
    """What rules and readers raised that nobody foresaw: a user loses little, a test fails unless it clears this."""
    said: list[str] = []
    with heard_by(lambda fault: said.append(f"{fault.what} broke off")):
        yield said
    assert said == []


@pytest.fixture(autouse=True)
def configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of settings and device identity: a new one for each test, not made yet.

    It lies beside `tmp_path`, not in it, so that tests may count what they find there.
    """
    folder = tmp_path.with_name(f"{tmp_path.name}-configuration")
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(folder))
    return folder

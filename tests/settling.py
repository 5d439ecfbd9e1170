"""Waiting until a window has done everything that it was told to do."""

import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop

from annotator.qt.kit.bridge import Bridge


def settle(*bridges: Bridge) -> None:
    """Lets the event loop go on until nothing of these is on its way to the disk or waits for that."""
    while any(bridge.busy for bridge in bridges):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


@contextmanager
def settled_between_lines(module: ModuleType) -> Iterator[None]:
    """Settles every bridge before each line of the module's functions; not of lambdas: Qt may call those."""
    bridges: weakref.WeakSet[Bridge] = weakref.WeakSet()
    original, settling = Bridge.__init__, False

    def noted(bridge: Bridge, *arguments: object) -> None:
        original(bridge, *arguments)  # type: ignore[arg-type]
        bridges.add(bridge)

    def at_line(_frame: FrameType, _event: str, _about: object) -> Any:
        nonlocal settling
        if not settling:
            settling = True
            try:
                settle(*bridges)
            finally:
                settling = False
        return at_line

    def at_call(frame: FrameType, _event: str, _about: object) -> Any:
        return at_line if frame.f_code in codes else None

    codes, traced = set(_codes(module)), sys.gettrace()
    Bridge.__init__ = noted  # type: ignore[method-assign]
    sys.settrace(at_call)
    try:
        yield
    finally:
        sys.settrace(traced)
        Bridge.__init__ = original  # type: ignore[method-assign]


def _codes(module: ModuleType) -> Iterator[CodeType]:
    """The code of the functions and methods that were written in the module."""
    parts = [*vars(module).values()]
    methods = [one for part in parts if isinstance(part, type) for one in vars(part).values()]
    for one in [*parts, *methods]:
        function = getattr(one, "__wrapped__", None) or getattr(one, "fget", None) or one
        function = getattr(function, "_get_wrapped_function", lambda found=function: found)()
        if isinstance(function, FunctionType) and function.__module__ == module.__name__:
            yield function.__code__

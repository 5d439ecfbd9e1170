"""The way from the command line to the window. Qt is loaded here by name, so that no command depends on it."""

import importlib
import os
import sys
from pathlib import Path
from types import ModuleType

from annotator.domain.problems import Problem


def has_screen() -> bool:
    """Whether a window can be shown."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_window(project: Path | None, analyst: str | None = None) -> int:
    """Opens the window, on a project or on the welcome page, until it is closed; gives the exit code."""
    if not has_screen():
        raise Problem(
            "There is no screen to open a window on. `annotator --help` lists what can be done without one."
        )
    code: int = _app().run(project, analyst)
    return code


def picture(project: Path, file: Path, analyst: str) -> None:
    """Paints the window into a PNG, without a screen."""
    _app().picture(project, file, analyst)


def _app() -> ModuleType:
    try:
        return importlib.import_module("annotator.qt.shell.app")
    except ImportError as error:
        raise Problem(
            f"There is no window: {error}. Install PySide6-Essentials and Qt's libraries."
        ) from error

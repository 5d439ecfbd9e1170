"""Starting the window: for a person, for a test, for a picture."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from annotator.domain.problems import Damaged
from annotator.qt.kit import problems
from annotator.qt.kit.bridge import Bridge
from annotator.qt.shell.main_window import MainWindow

_MOMENT = 400
"""Milliseconds until everything is painted, for a picture."""


def open_window(project: Path, analyst: str | None = None) -> MainWindow:
    """The window on a project, shown. A QApplication exists. Raises Problem if the project cannot be opened."""
    bridge = Bridge(Path(project), analyst)
    window = MainWindow()
    window.show_project(bridge)
    window.show()
    return window


def run(project: Path | None, analyst: str | None = None) -> int:
    """The program with a window, until it is closed; gives the exit code."""
    application = _application()
    window = MainWindow()
    problems.install_hook(window.damage_behind)
    window.show()
    if project is not None:
        try:
            window.show_project(Bridge(project, analyst))
        except Damaged as problem:
            sentence = str(problem)
            QTimer.singleShot(0, lambda: window.offer_salvage(project, sentence))
    return int(application.exec())


def picture(project: Path, file: Path, analyst: str | None = None) -> None:
    """Paints the window into a PNG, without a screen: the article with the most annotations, one of them selected."""
    if not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _application()
    window = open_window(project, analyst)
    window.resize(1440, 900)
    if window.workspace is not None:
        window.workspace.open_richest()
    wait = QEventLoop()
    QTimer.singleShot(_MOMENT, wait.quit)
    wait.exec()
    window.grab().save(str(file))
    window.close()


def _application() -> QApplication:
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Annotator")
    application.setDesktopFileName("annotator")
    return application

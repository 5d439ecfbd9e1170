"""Where errors become a message to the user: problems are told in their own words, bugs are reported as such."""

import sys
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from annotator import program_log
from annotator.domain.problems import Problem
from annotator.domain.wording import visible


def tell(parent: QWidget | None, sentence: str) -> None:
    """Shows a problem's sentence and waits until it was read."""
    _box(parent, QMessageBox.Icon.Warning, sentence).exec()


def inform(parent: QWidget, title: str, text: str) -> None:
    """Shows what was asked for and waits until it was read."""
    box = _box(parent, QMessageBox.Icon.Information, text)
    box.setWindowTitle(title)
    box.exec()


def confirm(parent: QWidget, question: str) -> bool:
    """Asks, and gives whether the answer was yes."""
    box = _box(parent, QMessageBox.Icon.Question, question)
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    return box.exec() == QMessageBox.StandardButton.Yes


def offer(parent: QWidget | None, sentence: str, way_out: str) -> bool:
    """Shows a problem's sentence with a button for what can be done about it; gives whether that was chosen."""
    box = _box(parent, QMessageBox.Icon.Warning, sentence)
    wanted = box.addButton(way_out, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Close)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return clicked is wanted


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str) -> QMessageBox:
    """A box that takes no text for HTML; it is told so before it has any."""
    box = QMessageBox(icon, "Annotator", "", parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box


class Faults(QObject):
    """Hears of faults of our own from whichever thread meets them, as long as it lives: see `program_log.kept`."""

    told = Signal(str)
    """A sentence for the user, once for each thing that breaks off."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        heard = ExitStack()
        heard.enter_context(program_log.kept(self.told.emit))
        # A method would be held weakly, and the stack with it end at once.
        self.destroyed.connect(lambda: heard.close())


Explain = Callable[[Exception], Problem | None]
"""Gives the problem that an error follows from, where it is none of ours."""

_explain: list[Explain] = []


def install_hook(explain: Explain | None = None) -> None:
    """An error of our own is shown with what is needed to report it; the window stays, nothing is lost."""
    _explain[:] = [explain] if explain is not None else []
    sys.excepthook = _report


_told: set[str] = set()


def _tell_once(sentence: str) -> None:
    """What is wrong with a file is found at every look at it, while painting too: told once, afterwards."""
    if sentence not in _told:
        _told.add(sentence)
        QTimer.singleShot(0, lambda: tell(QApplication.activeWindow(), sentence))


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    problem = error if isinstance(error, Problem) else None
    if problem is None and isinstance(error, Exception):
        problem = next(filter(None, (explain(error) for explain in _explain)), None)
    if problem is not None:
        sys.stderr.write(visible(f"{problem}\n"))
        _tell_once(str(problem))
        return
    details = "".join(traceback.format_exception(kind, error, trace))
    sys.stderr.write(visible(details))
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    written = program_log.write("The window", error)
    sentence = "This is an error of the program. Everything that was saved is safe. " + program_log.details(
        written
    )
    box = _box(QApplication.activeWindow(), QMessageBox.Icon.Critical, sentence)
    box.setDetailedText(details)
    box.exec()

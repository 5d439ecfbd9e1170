"""Where errors become a message to the user: problems are told in their own words, bugs are reported as such."""

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from annotator.domain.problems import Problem


def tell(parent: QWidget | None, sentence: str) -> None:
    """Shows a problem's sentence and waits until it was read."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Annotator", sentence, parent=parent)
    # Texts of articles and names of files may look like HTML; they are shown as they are.
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()


Explain = Callable[[Exception], Problem | None]
"""Gives the problem that an error follows from, where it is none of ours."""

_explain: list[Explain] = []


def install_hook(explain: Explain | None = None) -> None:
    """An error of our own is shown with what is needed to report it; the window stays, nothing is lost."""
    _explain[:] = [explain] if explain is not None else []
    sys.excepthook = _report


_told: set[str] = set()


def _tell_once(sentence: str) -> None:
    """What a list meets in every row that it paints is told once."""
    if sentence not in _told:
        _told.add(sentence)
        tell(QApplication.activeWindow(), sentence)


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    problem = error if isinstance(error, Problem) else None
    if problem is None and isinstance(error, Exception):
        problem = next(filter(None, (explain(error) for explain in _explain)), None)
    if problem is not None:
        _tell_once(str(problem))
        return
    details = "".join(traceback.format_exception(kind, error, trace))
    sys.stderr.write(details)
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    box = QMessageBox(QMessageBox.Icon.Critical, "Annotator", "", parent=QApplication.activeWindow())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(
        "This is an error of the program. Everything that was saved is safe; please report the details."
    )
    box.setDetailedText(details)
    box.exec()

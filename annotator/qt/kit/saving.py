"""Asks for the file that is to be written."""

from pathlib import Path

from PySide6.QtGui import Qt as QtOfGui
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from annotator.qt.kit.problems import confirm


def ask_file(parent: QWidget, title: str, suggested: Path | str, kinds: str) -> tuple[str, str]:
    """The file that was chosen and its kind among `kinds` (as QFileDialog has them); "" where none was.

    Whether a file that is there gives way is asked before.
    """
    dialog = _dialog(parent, title, Path(suggested), kinds)
    chosen = "", ""
    while chosen == ("", "") and dialog.exec():
        name = dialog.selectedFiles()[0]
        was_asked = not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
        if was_asked or not Path(name).exists() or confirm(parent, f"{name} is there already. Replace it?"):
            chosen = name, dialog.selectedNameFilter()
    dialog.deleteLater()
    return chosen


def _dialog(parent: QWidget, title: str, start: Path, kinds: str) -> QFileDialog:
    folder, name = (start, "") if start.is_dir() else (start.parent, start.name)
    # Without a folder Qt shows the one where somebody saved last.
    dialog = QFileDialog(parent, title, "" if folder == Path() else str(folder), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if name:
        dialog.selectFile(name)
    # Qt's own dialog asks with the name at the head of its question, and would take it for HTML; the system's does not.
    field = dialog.findChild(QLineEdit)
    if field is not None:
        _leave_question(dialog, field.text())
        field.textChanged.connect(lambda typed: _leave_question(dialog, typed))
    return dialog


def _leave_question(dialog: QFileDialog, name: str) -> None:
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, QtOfGui.mightBeRichText(name))

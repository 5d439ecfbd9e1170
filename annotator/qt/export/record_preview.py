"""The first files of a dataset as they will be written."""

import orjson
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from annotator.domain.problems import Problem
from annotator.project.exporting.run import Beginning
from annotator.qt.export.choice_box import ChoiceBox

_LONGEST = 20_000


class RecordPreview(QWidget):
    """A file's text, read-only; with a choice where the first record makes several files."""

    def __init__(self) -> None:
        super().__init__()
        # Files of one article differ in their endings.
        middle = Qt.TextElideMode.ElideMiddle
        self.files = ChoiceBox("File of the preview", "Which file of the dataset is shown", middle)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Preview")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.files)
        column.addWidget(self.text, 1)
        self._shown: list[tuple[str, bytes]] = []
        self.files.currentIndexChanged.connect(self._show)

    def show_beginning(self, found: Beginning | Problem) -> None:
        """Shows the first files, or why there are none."""
        if isinstance(found, Problem):
            self._shown = []
            self.files.hide()
            self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
            self.text.setPlainText(str(found))
            return
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._shown = found.files
        self.files.blockSignals(True)
        chosen = self.files.currentText()
        self.files.clear()
        self.files.addItems([path for path, _ in found.files])
        self.files.setCurrentIndex(max(0, self.files.findText(chosen)))
        self.files.blockSignals(False)
        self.files.setVisible(len(found.files) > 1)
        self._show()

    def _show(self) -> None:
        row = self.files.currentIndex()
        if 0 <= row < len(self._shown):
            self.text.setPlainText(_readable(*self._shown[row]))


def _readable(path: str, data: bytes) -> str:
    """JSON with a line for each value, other text as it is."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return f"{path} is no text: it begins with {len(data):,} bytes that only its own program reads."
    if path.endswith((".jsonl", ".json", ".jsonld")):
        text = _indented(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}\n…"


def _indented(text: str) -> str:
    for part in (text, text.split("\n")[0]):
        try:
            return orjson.dumps(orjson.loads(part), option=orjson.OPT_INDENT_2).decode()
        except orjson.JSONDecodeError:
            continue
    return text

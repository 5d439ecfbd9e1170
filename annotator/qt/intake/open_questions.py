"""The questions that reading left open, a line each, with the answers for all articles that they concern."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.article import QUESTIONS
from annotator.domain.wording import number
from annotator.qt.kit.plain import PlainLabel, harmless

_ANSWERS = {
    "date": (("Day first", "day"), ("Month first", "month")),
    "encoding": (("Choose…", "choose"),),
    "mojibake": (("Repair", "repair"),),
    "digest": (("Split", "split"),),
    "index": (("Leave out", "leave out"),),
    "columns": (("Choose…", "choose"),),
}
_TIPS = {
    "Day first": "01/11/2006 is 1 November",
    "Month first": "01/11/2006 is 11 January",
    "Choose…": "Look at what it could be, and choose",
    "Repair": "Undo what a wrong encoding did to the texts",
    "Split": "Make an article of each story",
    "Leave out": "Do not import these",
}


class OpenQuestions(QWidget):
    """Shown only while there are any."""

    answered = Signal(str, str)
    """A question, and the answer."""
    looked = Signal(str)
    """A question whose articles alone are to be shown; empty: all."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, _Line] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for question in (*QUESTIONS, "rejected"):
            line = _Line(question)
            line.answered.connect(self.answered)
            line.looked.connect(self._look)
            column.addWidget(line)
            self.lines[question] = line
        self.hide()

    def show_counts(self, counts: Mapping[str, int], chosen: int) -> None:
        """How many articles each question concerns; `chosen` are selected: if several, answers hold for those alone."""
        for question, line in self.lines.items():
            line.show_count(counts.get(question, 0), chosen)
        self.setVisible(any(counts.get(question) for question in self.lines))

    def _look(self, question: str, alone: bool) -> None:
        for other, line in self.lines.items():
            line.look.setChecked(alone and other == question)
        self.looked.emit(question if alone else "")


class _Line(QWidget):
    answered = Signal(str, str)
    looked = Signal(str, bool)

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question
        self._words = PlainLabel()
        self.look = QPushButton("Show")
        self.look.setCheckable(True)
        self.look.setToolTip("Show these alone, or all again")
        self.look.clicked.connect(lambda alone: self.looked.emit(question, alone))
        self.buttons = [self._button(*answer) for answer in _ANSWERS.get(question, ())]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        for button in (*self.buttons, self.look):
            button.setAutoDefault(False)
            row.addWidget(button)

    def _button(self, words: str, answer: str) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(harmless(_TIPS[words]))
        button.setAccessibleDescription(QUESTIONS[self._question])
        button.clicked.connect(lambda: self.answered.emit(self._question, answer))
        return button

    def show_count(self, count: int, chosen: int) -> None:
        self.setVisible(count > 0)
        if self._question == "rejected":
            self._words.setText(f"{count} rejected")
            return
        words = f"{number(count, 'article')}: {QUESTIONS[self._question]}"
        self._words.setText(f"{words} (answers hold for the {chosen} selected)" if chosen > 1 else words)

"""A change that review made: why, by whom, both versions in their sentence, and what was said about it since."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.comment import Comment
from annotator.project.reviewing.context import Told
from annotator.project.reviewing.feedback import AGREED, MISSED, OBJECTED, REJECTED, UNREAD, Outcome
from annotator.qt.feedback.outcomes import MEANINGS, TITLES
from annotator.qt.feedback.version_view import Version, VersionView, Words
from annotator.qt.kit.paint import smaller
from annotator.qt.kit.plain import PlainLabel

_STATES = {UNREAD: "not answered yet", AGREED: "agreed", OBJECTED: "objected"}
_GONE = "It was deleted since."
_WIDEST = 860
"""Pixels: longer lines are hard to read."""


class OutcomeCard(QWidget):
    """Everything one has to read before one agrees or objects."""

    objected = Signal(object, str)
    """An Outcome, and why."""
    left = Signal()
    """The line of the objection was left."""

    def __init__(self) -> None:
        super().__init__()
        self.outcome: Outcome | None = None
        self._drafts: dict[tuple[int, str], str] = {}
        self.why, self.about, self.note = PlainLabel(), PlainLabel(), PlainLabel()
        self.why.setObjectName("outcomeWhy")
        self.note.setObjectName("outcomeNote")
        self.mine, self.gold = VersionView("mineVersion"), VersionView("goldVersion")
        self.said = PlainLabel()
        self.said.setObjectName("outcomeThread")
        self._make_labels()
        self._make_line()
        self._lay_out()
        self.clear()

    def _make_labels(self) -> None:
        for label in (self.why, self.about, self.note, self.said):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.why.setFont(smaller(self.why.font(), -2, bold=True))
        self.about.setFont(smaller(self.about.font(), 0.5))
        self.about.setForegroundRole(QPalette.ColorRole.PlaceholderText)

    def _make_line(self) -> None:
        self.line = _Line()
        self.line.setObjectName("objection")
        self.line.setAccessibleName("Why you object")
        self.line.setPlaceholderText("Why? Return sends it to the reviewer, Esc leaves")
        self.line.setToolTip("Your words begin a thread that names the reviewer (Return sends, Esc leaves)")
        self.send = QPushButton("Send")
        self.send.setAccessibleName("Send the objection")
        self.send.setToolTip("Send the objection (Return)")
        self.send.setAutoDefault(False)
        self.line.returnPressed.connect(self._send)
        self.send.clicked.connect(self._send)
        self.line.left.connect(self.close_line)
        self._objection = QWidget()
        row = QHBoxLayout(self._objection)
        row.setContentsMargins(14, 4, 14, 8)
        row.addWidget(self.line, 1)
        row.addWidget(self.send)
        self._objection.hide()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(7)
        for part in (self.why, self.about, self.note, self.mine, self.gold, self.said):
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName("The chosen change")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addWidget(self._objection)

    def clear(self, because: str = "") -> None:
        """Shows no change, and says why there is none."""
        self._turn_to(None)
        for part in (self.about, self.note, self.mine, self.gold, self.said):
            part.hide()
        self.why.setText(because)

    def show_outcome(
        self, one: Outcome, told: Told, words: Words, whose: str, said: Sequence[Comment]
    ) -> None:
        """Shows a change of the work of `whose` ("": one's own). `said`: the thread of its objection."""
        self._turn_to(one)
        for part in (self.about, self.mine, self.gold):
            part.show()
        title, meaning = TITLES.get(one.outcome, one.outcome), MEANINGS.get(one.reason, "")
        self.why.setText(f"{title}: {one.reason}" + (f" – {meaning}" if meaning else ""))
        parts = (one.headline, one.reviewer or "name hidden", one.decision.made[:10], _STATES[one.state])
        self.about.setText(" · ".join(parts))
        self.note.setText(f"“{one.decision.note}”")
        self.note.setVisible(bool(one.decision.note))
        self._show_versions(one, told, words, whose)
        self.said.setText("\n".join(f"{comment.author}: {comment.text}" for comment in said if comment.text))
        self.said.setVisible(bool(said))

    def _turn_to(self, one: Outcome | None) -> None:
        """What was written about another change stays with that one."""
        before, self.outcome = self.outcome, one
        if before is not None and (one is None or before.at != one.at):
            self._keep(before)

    def _show_versions(self, one: Outcome, told: Told, words: Words, whose: str) -> None:
        missed = "You marked nothing here." if not whose else f"{whose} marked nothing here."
        nothing = "Nothing is to be marked here." if one.outcome == REJECTED else _GONE
        mine = Version(one.mine, told.mine, missed if one.outcome == MISSED else _GONE)
        gold = Version(one.gold, told.gold, nothing)
        self.mine.show_version(
            f"{whose}’s version" if whose else "Your version", mine, gold, told.around, words
        )
        self.gold.show_version("After review", gold, mine, told.around, words)

    # Objecting

    def open_line(self) -> None:
        """Opens the line for the objection; what was begun for this change is there still."""
        if self.outcome is not None:
            self.line.setText(self._drafts.pop(self.outcome.at, self.line.text()))
            self._objection.show()
            self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_line(self) -> None:
        """Leaves the line; what is in it waits."""
        if self.outcome is not None:
            self._keep(self.outcome)
        self.left.emit()

    def was_sent(self) -> None:
        """The objection is on the disk."""
        self.line.clear()
        self.close_line()

    def _keep(self, one: Outcome) -> None:
        if self.line.text().strip():
            self._drafts[one.at] = self.line.text()
        self.line.clear()
        self._objection.hide()

    def _send(self) -> None:
        if self.outcome is not None and self.line.text().strip():
            self.objected.emit(self.outcome, self.line.text())


class _Line(QLineEdit):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

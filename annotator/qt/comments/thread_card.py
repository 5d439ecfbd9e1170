"""A thread as a card: what it is about, what was said, what one can do."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.domain.comment import Anchor, Comment, Thread
from annotator.qt.kit.paint import smaller, theme_of
from annotator.qt.kit.plain import PlainLabel, caption, harmless

_ROUND = 6.0
_LONGEST = 60


class _Place(QPushButton):
    """What a thread is about, as a line that leads there; cut with dots where there is no room."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._whole = text
        self.setObjectName("go")
        self.setFlat(True)
        self.setStyleSheet(_PLACE)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"Go there: {text}")
        self.setToolTip(harmless(f"Go there: {text}"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts the words to the room."""
        room = self.width() - 4
        self.setText(caption(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)))
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        """One line, however wide: the words themselves are set when the width is known."""
        return QSize(40, self.fontMetrics().height() + 6)


_PLACE = """
QPushButton { text-align: left; padding: 1px 0; border: 1px solid transparent; border-radius: 3px; }
QPushButton:hover { color: palette(link); }
QPushButton:focus { border-color: palette(link); }
"""


class ThreadCard(QWidget):
    """`marked` shows that it is about the selected annotation."""

    goWanted = Signal()
    answerWanted = Signal()
    settleWanted = Signal(bool)
    """Whether it is to be resolved, or opened again."""
    editWanted = Signal(object)
    deleteWanted = Signal(object)
    """The Comment of mine."""

    def __init__(self, thread: Thread, analyst: str, writable: bool, marked: bool) -> None:
        super().__init__()
        self.setObjectName("thread")
        self.thread_id = thread.id
        self._analyst, self._writable, self._marked = analyst, writable, marked
        what = "Resolved thread" if thread.resolved else "Thread"
        self.setAccessibleName(f"{what} {about(thread.on, analyst)}")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 8, 8)
        self._column.setSpacing(4)
        self._head(thread)
        if thread.first is None:
            self._column.addWidget(_quiet("The first comment was deleted."))
        for comment in thread.comments:
            self._comment(comment)
        self._foot(thread)

    def _head(self, thread: Thread) -> None:
        go = _Place(about(thread.on, self._analyst))
        go.clicked.connect(self.goWanted)
        row = QHBoxLayout()
        row.addWidget(go, 1)
        notes = ["resolved"] * thread.resolved + ["mentions you"] * (self._analyst in thread.mentions)
        if notes:
            row.addWidget(_quiet(", ".join(notes)))
        self._column.addLayout(row)

    def _comment(self, comment: Comment) -> None:
        who = PlainLabel(comment.author)
        who.setFont(smaller(who.font(), 0.5, bold=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, 3, 0, 0)
        row.setSpacing(6)
        row.addWidget(who)
        row.addWidget(_quiet(_when(comment)), 1)
        if comment.author == self._analyst and comment.text:
            for name, signal in (("edit", self.editWanted), ("delete", self.deleteWanted)):
                row.addWidget(self._own(name, comment, signal))
        self._column.addLayout(row)
        if comment.text:
            said = PlainLabel(comment.text)
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._column.addWidget(said)

    def _own(self, name: str, comment: Comment, signal: object) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"{name} {comment.id}")
        button.setText(name.capitalize())
        button.setFont(smaller(button.font()))
        button.setAutoRaise(True)
        button.setAccessibleName(f"{name.capitalize()} your comment: {comment.text[:_LONGEST]}")
        button.setToolTip(harmless(f"{name.capitalize()} this comment of yours"))
        button.setEnabled(self._writable)
        button.clicked.connect(lambda: signal.emit(comment))  # type: ignore[attr-defined]
        return button

    def _foot(self, thread: Thread) -> None:
        answer = QPushButton("Answer")
        answer.setToolTip("Answer in this thread")
        answer.clicked.connect(self.answerWanted)
        settle = QPushButton("Reopen" if thread.resolved else "Resolve")
        settle.setToolTip("Open this thread again" if thread.resolved else "Say that this is settled")
        settle.clicked.connect(lambda: self.settleWanted.emit(not thread.resolved))
        row = QHBoxLayout()
        row.setSpacing(6)
        for button, name in ((answer, "answer"), (settle, "settle")):
            button.setObjectName(name)
            button.setAccessibleName(f"{button.text()} {about(thread.on, self._analyst)}")
            button.setEnabled(self._writable)
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sheet of paper; a bar at the left where it is about what is selected."""
        look = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(look.accent if self._marked else look.line, 1.0))
        painter.setBrush(look.base)
        painter.drawRoundedRect(box, _ROUND, _ROUND)
        if self._marked:
            painter.setBrush(look.accent)
            painter.drawRoundedRect(QRectF(box.left(), box.top() + 6, 4, box.height() - 12), 2, 2)


def about(on: Anchor, analyst: str) -> str:
    """What a thread is about, in words on one line; of whose layer it is, unless of the analyst's own."""
    whose = f" ({on.layer})" if on.layer not in (None, analyst) else ""
    return f"{title(on.quoted)}{whose}{', which was deleted' if on.gone else ''}"


def title(words: str) -> str:
    """The title of a thread about some words; without words it is about the article."""
    words = " ".join(words.split())
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    return f"On “{short}”" if words else "On the article"


def _quiet(text: str) -> PlainLabel:
    label = PlainLabel(text)
    label.setFont(smaller(label.font()))
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def _when(comment: Comment) -> str:
    """The time at this place of the world, and what else is to be said of the comment."""
    made = datetime.fromisoformat(comment.made).astimezone()
    done = {True: " · resolved it", False: " · opened it again"}
    edited = " · edited" if comment.edited else ""
    return f"{made:%Y-%m-%d %H:%M}{done.get(comment.resolves, '') if comment.resolves is not None else ''}{edited}"

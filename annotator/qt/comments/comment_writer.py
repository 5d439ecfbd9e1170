"""What one is about to say, and to what: the write box with its title, and the drafts that wait."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.domain.comment import Anchor
from annotator.qt.comments.write_box import WriteBox
from annotator.qt.kit.paint import smaller, theme_of
from annotator.qt.kit.plain import PlainLabel, harmless

NEW, ANSWER, EDIT = "new", "answer", "edit"


@dataclass(frozen=True, slots=True)
class Target:
    """What a text will become: a new thread about `on`, an answer in the thread `id`, or the new text of comment `id`.

    `key` is the article's, which may be another one than is open by the time it is sent.
    """

    key: int
    kind: str
    title: str = field(compare=False)
    on: Anchor = field(default_factory=Anchor)
    id: str = ""


class CommentWriter(QWidget):
    """A text stays with what it was begun for: it cannot land on what happens to be selected later."""

    sent = Signal(object, str)
    """Target and text."""
    emptied = Signal()
    """Nothing is being written any more."""

    def __init__(self) -> None:
        super().__init__()
        self._target: Target | None = None
        self._drafts: dict[Target, str] = {}
        self.box = WriteBox("commentBox", "Write a comment")
        self.box.setPlaceholderText("Write a comment; @ mentions a colleague")
        self.box.sendWanted.connect(self._send)
        self.box.textChanged.connect(self._show_state)
        self._title = PlainLabel()
        self._title.setObjectName("commentTarget")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._cancel = QToolButton()
        self._cancel.setText("✕")
        self._cancel.setAutoRaise(True)
        self._cancel.setAccessibleName("Discard what is written")
        self._cancel.setToolTip("Discard what is written")
        self._cancel.clicked.connect(self.discard)
        self._button = QPushButton("Send")
        self._button.setObjectName("commentSend")
        self._button.setToolTip("Send the comment (Ctrl+Return)")
        self._button.clicked.connect(self._send)
        self._article: int | None = None
        self._lay_out()
        self._show_state()

    def _lay_out(self) -> None:
        hint = PlainLabel("Ctrl+Return sends")
        hint.setFont(smaller(hint.font()))
        hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self._title, 1)
        above.addWidget(self._cancel)
        below.addWidget(hint, 1)
        below.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 10)
        column.setSpacing(4)
        column.addLayout(above)
        column.addWidget(self.box)
        column.addLayout(below)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline parts it from what was said."""
        painter = QPainter(self)
        painter.setPen(theme_of(self.palette()).line)
        painter.drawLine(0, 0, self.width(), 0)

    @property
    def target(self) -> Target | None:
        """What the text is for."""
        return self._target

    @property
    def is_free(self) -> bool:
        """Whether nothing is begun, so that it may follow what is selected."""
        return not self.box.text.strip() and (self._target is None or self._target.kind == NEW)

    def set_names(self, names: Sequence[str]) -> None:
        """The analysts that can be mentioned."""
        self.box.set_names(names)

    def show_article(self, key: int | None) -> None:
        """Another article is open. What is begun stays, and it is said that it belongs elsewhere."""
        self._article = key
        if self.box.text.strip():
            self._show_state()
        else:
            self.discard()

    def aim(self, target: Target | None, text: str = "") -> None:
        """Turns to another target; `text` is what it begins with. What was written for the last one is kept."""
        if target == self._target:
            return
        if self._target is not None and self.box.text.strip():
            self._drafts[self._target] = self.box.text
        self._target = target
        self.box.setPlainText(self._drafts.pop(target, text) if target is not None else "")
        self.box.moveCursor(self.box.textCursor().MoveOperation.End)
        self._show_state()

    def discard(self) -> None:
        """Throws away what is written."""
        self.box.setPlainText("")
        self._target = None
        # Whoever hears of it aims again; a box that were switched off meanwhile would lose the keyboard.
        self.emptied.emit()
        self._show_state()

    def was_sent(self, target: Target, text: str) -> None:
        """What was sent is on the disk; what was written since stays."""
        if self._target == target and self.box.text == text:
            self.discard()
        elif self._drafts.get(target) == text:
            del self._drafts[target]

    def _send(self) -> None:
        if self._target is not None and self.box.text.strip() and self._button.isEnabled():
            self.sent.emit(self._target, self.box.text)

    def set_sending(self, sending: bool) -> None:
        """While a comment is on its way to the disk it cannot be sent twice."""
        self._button.setEnabled(not sending and bool(self.box.text.strip()))

    def _show_state(self) -> None:
        target = self._target
        title = target.title if target else "No article is open"
        if target is not None and target.key != self._article:
            title = f"In another article – {title}"
        self._title.setText(title)
        self._title.setToolTip(harmless(title))
        self.box.setEnabled(target is not None)
        self._button.setText("Save" if target is not None and target.kind == EDIT else "Send")
        self._button.setEnabled(target is not None and bool(self.box.text.strip()))
        self._cancel.setVisible(not self.is_free)

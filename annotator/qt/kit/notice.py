"""A passing notice over the lower edge of the window, with at most one thing to do about it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from annotator.qt.kit.plain import PlainLabel, caption

_SECONDS = 6
_LONGEST = 12
_ABOVE = 76
"""Pixels from the lower edge: the status bar and the line of hints stay free."""
_SPEED = 20
"""Characters that are read in a second."""
_STYLE = """
#notice { background: #2b2f36; border: 1px solid #4c5058; border-radius: 6px; }
#notice QLabel { color: #ffffff; }
#notice QPushButton { color: #9cc4ff; background: transparent; border: none; font-weight: bold; padding: 4px; }
#notice QPushButton:hover { color: #ffffff; }
"""


class Notice(QFrame):
    """Shown for as long as it takes to read; a new one replaces it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("notice")
        self._text = PlainLabel(parent=self)
        self._text.setWordWrap(True)
        self._action = QPushButton(self)
        self._action.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._run: Callable[[], None] | None = None
        self._action.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(14)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        self.setStyleSheet(_STYLE)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, sentence: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Shows a sentence, with a button if there is something to do about it."""
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self._action.setText(caption(action))
        self._action.setVisible(bool(action))
        self._run = run
        self._place()
        self.show()
        self.raise_()
        self._timer.start(1000 * min(_LONGEST, _SECONDS + len(sentence) // _SPEED))

    def _act(self) -> None:
        self.hide()
        if self._run is not None:
            self._run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays in its place when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._over.rect()
        width = min(620, room.width() - 40)
        button = self._action.sizeHint().width() + 14 if self._action.text() else 0
        one_line = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 36 + button
        width = min(width, max(220, one_line))
        height = max(44, self._text.heightForWidth(width - 36 - button) + 24)
        self.setGeometry((room.width() - width) // 2, room.height() - height - _ABOVE, width, height)

"""Where a comment is written: names are completed after an @, Ctrl+Return sends, Esc leaves."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

from annotator.domain.comment import mention

_BEGUN = re.compile(r'(?:^|[^\w.])@(["“]?)([^@"”\n]*)$')
_LINES = 3
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_POPUPS = (*_RETURNS, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class WriteBox(QPlainTextEdit):
    """A few lines of plain text."""

    sendWanted = Signal()

    def __init__(self, object_name: str, accessible_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(accessible_name)
        self.setTabChangesFocus(True)
        height = QFontMetricsF(self.font()).lineSpacing() * _LINES + 2 * self.document().documentMargin() + 4
        self.setFixedHeight(round(height))
        self._names = QStringListModel()
        self._completer = QCompleter(self._names, self)
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._complete)

    @property
    def completer(self) -> QCompleter:
        """What offers the names."""
        return self._completer

    def set_names(self, names: Sequence[str]) -> None:
        """The analysts that can be mentioned."""
        self._names.setStringList(list(names))

    @property
    def text(self) -> str:
        """What is written."""
        return self.toPlainText()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Return is ours before it is a command of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _sends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sends, chooses a name, leaves, or writes."""
        if self._popup.isVisible() and event.key() in _POPUPS:
            event.ignore()
        elif _sends(event):
            self.sendWanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
            self._offer()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Names in scripts that are composed are completed too."""
        super().inputMethodEvent(event)
        if event.commitString():
            self._offer()

    def _before_caret(self) -> str:
        """The line up to the caret. Qt counts UTF-16 units, so it is asked for the text, not for places."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def _offer(self) -> None:
        begun = _BEGUN.search(self._before_caret())
        completer = self._completer
        if begun is None:
            self._popup.hide()
            return
        completer.setCompletionPrefix(begun[2])
        exact = completer.completionCount() == 1 and completer.currentCompletion() == begun[2]
        if not completer.completionCount() or exact:
            self._popup.hide()
            return
        self._popup.setCurrentIndex(completer.completionModel().index(0, 0))
        place = self.cursorRect()
        place.setWidth(self._popup.sizeHintForColumn(0) + 24)
        completer.complete(place)

    def _complete(self, name: str) -> None:
        """Puts a name in place of what was begun."""
        before = self._before_caret()
        begun = _BEGUN.search(before)
        if begun is None:
            return
        cursor = self.textCursor()
        units = len(before[begun.start(1) - 1 :].encode("utf-16-le")) // 2
        cursor.setPosition(cursor.position() - units, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(f"{mention(name)} ")
        self.setTextCursor(cursor)


def _sends(event: QKeyEvent) -> bool:
    return event.key() in _RETURNS and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

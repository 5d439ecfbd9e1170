"""Keys and clicks that come while a change is on its way to the disk wait their turn: none is lost, none is early."""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QSplitterHandle,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from annotator.qt.kit.bridge import Bridge

_Type = QEvent.Type
_MOUSE = {_Type.MouseButtonPress, _Type.MouseButtonRelease, _Type.MouseButtonDblClick, _Type.ContextMenu}
_IDLE = (QAbstractSlider, QMenuBar, QSplitterHandle)
"""What the mouse may move at any time: it changes nothing."""


class Gate(QObject):
    """Holds the input of one window while its bridge is busy, and gives it back in order.

    A key goes to whatever has the keyboard when its turn comes, as it would had the disk been quick. What is typed
    into a text field is not held; a click into one is, so that it does not take the keys before it along.
    """

    def __init__(self, window: QWidget, bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._repeated: set[tuple[QEvent.Type, int]] = set()
        self._giving_back = False
        self._left: QWidget | None = None
        bridge.busyChanged.connect(self._watch)

    def _watch(self, busy: bool) -> None:
        """Every widget is watched, but only for the moments that matter."""
        application = QApplication.instance()
        assert application is not None
        if busy:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)

    # Holding

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes what has to wait out of its way."""
        if self._giving_back or not isinstance(watched, QWidget):
            return False
        if isinstance(event, QFocusEvent):
            if event.type() == _Type.FocusOut and event.reason() == Qt.FocusReason.MouseFocusReason:
                self._left = watched
            return False
        if isinstance(event, QKeyEvent):
            return self._is_ours(watched) and not _is_text_field(watched) and self._hold_key(watched, event)
        if isinstance(event, QMouseEvent | QContextMenuEvent) and self._is_ours(watched):
            return self._hold_mouse(watched, event)
        return False

    def _is_ours(self, widget: QWidget) -> bool:
        return widget.window() is self._window

    def _hold_key(self, widget: QWidget, event: QKeyEvent) -> bool:
        if event.type() == _Type.ShortcutOverride:
            # Alt with a letter may open a menu, which Qt alone can do.
            if event.modifiers() & Qt.KeyboardModifier.AltModifier and not _shortcuts(widget, event):
                return False
            event.accept()
            return True
        kind = event.type(), event.key()
        if event.isAutoRepeat():
            if kind in self._repeated:
                return True  # A key that is held down waits once, however long the disk takes.
            self._repeated.add(kind)
        held = event.clone()
        focused = widget is QApplication.focusWidget()
        self._bridge.when_saved(lambda: self._give_key(widget, held, focused))
        return True

    def _hold_mouse(self, widget: QWidget, event: QMouseEvent | QContextMenuEvent) -> bool:
        drags = isinstance(event, QMouseEvent) and event.type() == _Type.MouseMove and bool(event.buttons())
        if not (drags or event.type() in _MOUSE) or isinstance(widget, _IDLE):
            return False
        held, goal = (
            event.clone(),
            self._take_keyboard_back() if event.type() == _Type.MouseButtonPress else None,
        )
        self._bridge.when_saved(lambda: self._give_mouse(widget, held, goal))
        return True

    def _take_keyboard_back(self) -> QWidget | None:
        """Qt gives the keyboard to what is clicked before any filter hears of it; gives what that was."""
        left, self._left = self._left, None
        goal = QApplication.focusWidget()
        if left is None or goal is None or not isValid(left) or left is goal:
            return None
        left.setFocus(Qt.FocusReason.OtherFocusReason)
        return goal

    # Giving back

    def _give(self, widget: QWidget, event: QEvent) -> None:
        if not isValid(widget):
            return
        before, self._giving_back = self._giving_back, True
        try:
            QApplication.sendEvent(widget, event)
        finally:
            self._giving_back = before

    def _give_mouse(self, widget: QWidget, event: QEvent, goal: QWidget | None) -> None:
        if goal is not None and isValid(goal):
            goal.setFocus(Qt.FocusReason.MouseFocusReason)
            self._left = None
        self._give(widget, event)

    def _give_key(self, widget: QWidget, event: QKeyEvent, focused: bool) -> None:
        self._repeated.discard((event.type(), event.key()))
        target = (QApplication.focusWidget() if focused else None) or widget
        if not isValid(target):
            return
        if event.type() == _Type.KeyPress and not self._keeps(target, event):
            enabled = [one for one in _shortcuts(target, event) if one.isEnabled()]
            if enabled:
                _run(enabled[0])
                return
        self._give(target, event)

    def _keeps(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Whether the widget takes the key before any shortcut does."""
        asked = QKeyEvent(_Type.ShortcutOverride, event.key(), event.modifiers(), event.text())
        asked.ignore()
        self._give(widget, asked)
        return asked.isAccepted()


def _is_text_field(widget: QWidget) -> bool:
    """Whether one types there; its viewport counts too."""
    for part in (widget, widget.parentWidget()):
        if isinstance(part, QLineEdit | QTextEdit | QPlainTextEdit | QAbstractSpinBox):
            return not part.isReadOnly()
    return False


def _shortcuts(widget: QWidget, event: QKeyEvent) -> list[QAction | QShortcut]:
    """The actions and shortcuts of that key where the widget has the keyboard, the nearest first."""
    keys = _sequences(event)
    found: list[QAction | QShortcut] = []
    part: QWidget | None = widget
    while part is not None:
        own = part is widget
        for action in part.actions():
            if _counts(action.shortcutContext(), own) and any(key in keys for key in action.shortcuts()):
                found.append(action)
        for one in part.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if _counts(one.context(), own) and any(key in keys for key in one.keys()):  # noqa: SIM118 no dict
                found.append(one)
        part = None if part.isWindow() else part.parentWidget()
    return found


def _run(one: QAction | QShortcut) -> None:
    if isinstance(one, QShortcut):
        one.activated.emit()
    else:
        one.trigger()


def _counts(context: Qt.ShortcutContext, own: bool) -> bool:
    return own or context != Qt.ShortcutContext.WidgetShortcut


def _sequences(event: QKeyEvent) -> list[QKeySequence]:
    """What the key may be called: Shift that only brings a sign about, as in Ctrl++, may be left out."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    ways = [held, held & ~Qt.KeyboardModifier.ShiftModifier] if not _is_letter(event.key()) else [held]
    return [QKeySequence(QKeyCombination(way, Qt.Key(event.key()))) for way in ways]


def _is_letter(key: int) -> bool:
    return not 0x21 <= key <= 0xFF or Qt.Key.Key_A <= key <= Qt.Key.Key_Z

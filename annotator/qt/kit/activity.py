"""How long somebody has been working: time counts while the program is active and a key or the mouse is used.

Listened to are the windows of the system, through which all that people do comes first. Not the application:
a filter in Python that sees every event of every widget is slow, and a known way to crash PySide.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QWindow

IDLE = 60.0
"""Seconds after the last key or movement of the mouse until the time stands still."""

_INPUT = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    )
)

Clock = Callable[[], float]
"""Seconds from any beginning that never go back, as `time.monotonic`."""


class ActiveTime(QObject):
    """Counts from one action to the next.

    The time begins again when an article is opened: what is read before its first annotation belongs to that
    annotation, what was read in another article to none.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._sum = 0.0
        self._running = False
        self._counted = self._input = clock()
        application = QCoreApplication.instance()
        if isinstance(application, QGuiApplication):
            self._on_state(application.applicationState())
            application.applicationStateChanged.connect(self._on_state)
            application.focusWindowChanged.connect(self._listen)
            self._listen(application.focusWindow())

    def take(self) -> int:
        """Milliseconds of work since the last time this was asked, or since `begin`."""
        self._count()
        taken, self._sum = round(self._sum * 1000), 0.0
        return taken

    def give_back(self, milliseconds: int) -> None:
        """Counts time again that was taken for an action which then did nothing."""
        self._sum += milliseconds / 1000

    def begin(self) -> None:
        """Begins again."""
        self.take()

    def close(self) -> None:
        """Listens no more."""
        application = QCoreApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.disconnect(self._on_state)
            application.focusWindowChanged.disconnect(self._listen)
            for window in application.topLevelWindows():
                window.removeEventFilter(self)

    def _listen(self, window: QWindow | None) -> None:
        """The window and each dialog, when it first has the keyboard; again is the same as once."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hears the events of a window, and takes none."""
        if event.type() in _INPUT:
            self._count()
            self._counted = self._input = self._clock()
        return False

    def _on_state(self, state: Qt.ApplicationState) -> None:
        self._count()
        self._running = state == Qt.ApplicationState.ApplicationActive
        self._counted = self._input = self._clock()

    def _count(self) -> None:
        """Adds what has passed since it was last counted, but not what lies too long after the last input."""
        until = min(self._clock(), self._input + IDLE)
        if self._running and until > self._counted:
            self._sum += until - self._counted
        self._counted = max(self._counted, until)

"""A line that says what is under way, with its progress and a button that stops it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.plain import PlainLabel

_PATIENCE = 300
"""Milliseconds that something may take before the line is shown."""
_STEPS = 1000


class Working(QWidget):
    """Shown while one of the works that it watches takes longer than a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("working")
        self._watched: list[tuple[LatestOnly, str]] = []
        self._what, self._bar, self.button = PlainLabel(), QProgressBar(), QPushButton("Stop")
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(8)
        self.button.setAccessibleName("Stop")
        self.button.setToolTip("Stop it; what was shown before stays")
        self.button.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 6)
        row.addWidget(self._what)
        row.addWidget(self._bar, 1)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._show)
        self.hide()

    def watch(self, work: LatestOnly, what: str) -> None:
        """Follows a work; `what` says what it does."""
        self._watched.append((work, what))
        work.busyChanged.connect(self._on_busy)
        work.progressed.connect(self._on_progress)

    def forget(self, work: LatestOnly) -> None:
        """Follows a work no more."""
        self._watched = [pair for pair in self._watched if pair[0] is not work]
        self._on_busy(False)

    def _under_way(self) -> list[tuple[LatestOnly, str]]:
        return [(work, what) for work, what in self._watched if work.busy]

    def _on_busy(self, _busy: bool) -> None:
        if not self._under_way():
            self._timer.stop()
            self.hide()
        elif not self.isVisible() and not self._timer.isActive():
            self._bar.setMaximum(0)
            self._timer.start()

    def _show(self) -> None:
        under_way = self._under_way()
        if under_way:
            what = under_way[0][1]
            self._what.setText(what)
            self._bar.setAccessibleName(what)
            self.show()

    def _on_progress(self, part: int, total: int) -> None:
        self._bar.setMaximum(_STEPS if total else 0)
        if total:
            self._bar.setValue(min(part, total) * _STEPS // total)

    def _stop(self) -> None:
        for work, _ in self._under_way():
            work.cancel()

"""The frames of the article at hand, live: a small table that follows every change."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.domain.frames import Frame, NameOf, frame_labels, frames_of, matching
from annotator.domain.wording import number
from annotator.qt.models.frame_list import FrameList, headings_of
from annotator.qt.models.session import Session
from annotator.qt.widgets.frame_table import FrameTable

_PAUSE = 120
"""Milliseconds after a change until the table is made anew: keys come in quick succession."""


class ArticleFrames(QWidget):
    """Return or a double click selects the annotation. `names` gives the registry's names as they are now."""

    activated = Signal()
    """A frame was opened: the keyboard belongs to the text."""

    def __init__(self, session: Session, names: Callable[[], NameOf] | None = None) -> None:
        super().__init__()
        self.setObjectName("articleFrames")
        self._session, self._names = session, names
        self._stale = True
        self.model = FrameList()
        self.table = FrameTable(
            self.model, lambda: session.scheme, "articleFrameTable", "Frames of the article"
        )
        self.only, self._count = QComboBox(), QLabel()
        self._lay_out()
        self.table.wanted.connect(self._open)
        self.only.activated.connect(lambda _: self._show())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._show)
        for signal in (session.opened, session.reset, session.annotationsChanged):
            signal.connect(self._on_change)

    def _lay_out(self) -> None:
        self.only.setAccessibleName("Label")
        self.only.setToolTip("Show the frames of all labels, or of one with a column for each slot")
        self.only.addItem("All labels", None)
        for label in frame_labels(self._session.scheme):
            self.only.addItem(label.name.capitalize(), label.name)
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 8, 6)
        top.addWidget(self._count, 1)
        top.addWidget(self.only)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table, 1)

    def _on_change(self, *_: object) -> None:
        self._stale = True
        if self.isVisible():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is shown now."""
        super().showEvent(event)
        if self._stale:
            self._show()

    def _show(self) -> None:
        session, label = self._session, self.only.currentData()
        self._timer.stop()
        self._stale = False
        found: list[Frame] = []
        if session.article is not None:
            name_of = self._names() if self._names else None
            found = list(frames_of(session.scheme, session.article, session.annotations, name_of))
        numbers = matching(found, label)
        headings = headings_of(session.scheme, label, with_article=False)
        self.model.show(found, lambda: numbers, headings)
        self._count.setText(number(len(numbers), "frame"))

    def _open(self, frame: Frame) -> None:
        self._session.select(frame.annotation)
        self.activated.emit()

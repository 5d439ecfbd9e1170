"""A line above the text of an article that a reviewer handed back: by whom, why, and the way to take it up again."""

from textwrap import shorten

from PySide6.QtGui import QPainter, QPaintEvent

from annotator.qt.appearance import mix
from annotator.qt.models.handed_back import HandedBackHere
from annotator.qt.models.session import Session
from annotator.qt.plain import PlainLabel, harmless
from annotator.qt.widgets.handed_back_list import said
from annotator.qt.widgets.paint import look_of

_TINT, _LONGEST = 0.12, 240


class HandedBackLine(PlainLabel):
    """Hidden where the open article was not handed back."""

    def __init__(self, session: Session, here: HandedBackHere) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setObjectName("handedBack")
        self.setContentsMargins(12, 6, 12, 6)
        self._session, self._here = session, here
        here.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        found = self._here.found
        self.setVisible(found is not None)
        if found is not None:
            keys = " or ".join(self._session.keys.get("done", ()))
            finished = self._session.status not in ("new", "in progress")
            then = "reopens it" if finished else "submits it once it is mended"
            why = shorten(said(found), _LONGEST, placeholder="…")
            self.setText(f"{why}  ·  {keys} {then}" if keys else why)
            self.setToolTip(
                harmless(f"{said(found)}\nSince {found.made[:10]}; the comment is among the comments.")
            )
            self.setAccessibleName(self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tinted band."""
        look, painter = look_of(self.palette()), QPainter(self)
        painter.fillRect(self.rect(), mix(look.base, look.accent, _TINT))
        painter.end()
        super().paintEvent(event)

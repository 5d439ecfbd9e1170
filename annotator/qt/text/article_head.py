"""The lines above the text: what is known of the article, whether it is submitted, what lacks, the button for that."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.domain.article import Metadata
from annotator.qt.kit.commands import stands_for
from annotator.qt.kit.elided import Elided
from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.kit.theme import mix
from annotator.qt.text.session import Session

_TINT = 0.16


class _Badge(PlainLabel):
    """A word on a tint of its own, with a line around it: it does not depend on the colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("submittedBadge")
        self.setContentsMargins(8, 2, 8, 2)
        font = self.font()
        font.setBold(True)
        self.setFont(font)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tint, then the word."""
        look, painter = theme_of(self.palette()), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.accent)
        painter.setBrush(mix(look.base, look.accent, _TINT))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        painter.end()
        super().paintEvent(event)


class ArticleHead(QWidget):
    """Shows the session's article and how far the layer is."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._known, self.badge, self._lacks = Elided(), _Badge(), PlainLabel()
        self._known.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lacks.setToolTip("Something required is missing. F8 goes to the next such annotation.")
        self.correct = QPushButton("Correct")
        self.correct.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        stands_for(
            self.correct, "to_known", "Correct headline, agency, place, date and zones of this article"
        )
        self.done = QPushButton("Submit")
        self.done.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        stands_for(self.done, "done", "Submit your layer of this article, which locks it, or reopen it")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._known, 1)
        for part in (self.correct, self._lacks, self.badge, self.done):
            row.addWidget(part)

    def show_article(self) -> None:
        """What is known of the article, or nothing."""
        article = self._session.article
        known = _known(article.metadata) if article else ""
        self._known.setText(known)
        self._known.setToolTip(harmless(f"{known}\n{article.record.source.name}" if article else ""))
        # The page of review has no place for it.
        self.correct.setVisible(article is not None and self._session.layer == self._session.analyst)
        self.show_status()

    def show_status(self) -> None:
        """Whether the layer is locked, and what its annotations lack."""
        session = self._session
        there, mine = session.article is not None, session.layer == session.analyst
        self.badge.setVisible(there and session.locked)
        self.badge.setText("Submitted" if mine else "Review finished")
        self.badge.setToolTip("This layer is locked. Reopen it to change it." if mine else "")
        self.done.setText("Reopen" if session.locked else "Submit")
        self.done.setEnabled(there and session.writable)
        lacking = session.incomplete
        self._lacks.setText(f"⚠ {lacking} not complete" if lacking else "")


def _known(known: Metadata) -> str:
    """The metadata line: agency, place, date with its evidence."""
    date = (known.published or "").replace("T", " ").removeprefix("--")
    if not known.published:
        date = f"either {' or '.join(known.date_readings)}" if known.date_readings else "date unknown"
    elif known.published.startswith("--"):
        date += " (no year)"
    evidence = f" — {known.date_evidence}" if known.date_evidence else ""
    return " · ".join((known.agency or "agency unknown", known.place or "place unknown", date + evidence))

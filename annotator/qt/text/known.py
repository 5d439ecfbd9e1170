"""What is known of the article that is shown, to be looked at and corrected: its metadata, its zones and
the times that it names."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.article import Article, Metadata, Zone
from annotator.domain.change import Change
from annotator.project import article_correction
from annotator.qt.kit.bridge import call
from annotator.qt.kit.metadata_form import MetadataForm
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.text.session import Session
from annotator.qt.text.time_list import TimeList
from annotator.qt.text.times import Times

_LONGEST = 80
"""Code points of a zone's words that its line shows."""
_ROWS = 9
"""Zones that can be seen at once."""
_HINT = "Select words in the text and say what they are in the menu of the right mouse button, or in the menu Zone."
_NO_TIMES = "None is named in headline and body, as far as the rules for English tell."
_AS_WRITTEN = ("agency", "dateline", "byline")
"""Zones whose words say where and when: what was recognised was read there."""


class KnownPanel(QScrollArea):
    """A field that is left, or Return in it, corrects the article at once; Esc leaves it as it was."""

    corrected = Signal(str)
    """Something was corrected: it is told, with a button that takes it back."""

    def __init__(self, session: Session, times: Times) -> None:
        super().__init__()
        self.setObjectName("known")
        self.setAccessibleName("About the article")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session, self._times = session, times
        self._key: int | None = None
        self._article: Article | None = None
        self.form = MetadataForm()
        self.written, self._source, self._hint = PlainLabel(), PlainLabel(), PlainLabel(_HINT)
        self.zones = QListWidget()
        self.times = TimeList(article_correction.AS_FOUND)
        self._no_times = PlainLabel(_NO_TIMES)
        self._lay_out()
        self.form.corrected.connect(self._correct)
        self.zones.itemClicked.connect(self._reveal)
        self.zones.itemActivated.connect(self._reveal)
        self.times.revealWanted.connect(session.revealed)
        self.times.corrected.connect(self._correct_time)
        times.changed.connect(self._show_times)
        session.opened.connect(self._on_opened)
        session.reset.connect(self._on_reset)
        self.show_article()

    def _lay_out(self) -> None:
        for label in (self.written, self._source, self._hint, self._no_times):
            label.setWordWrap(True)
        for label in (self._source, self._hint, self._no_times):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.zones.setAccessibleName("Zones")
        self.zones.setToolTip("Click a zone to select it in the text")
        self.zones.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        title = PlainLabel("Zones")
        title.setBuddy(self.zones)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(10, 10, 6, 10)
        column.setSpacing(10)
        times = PlainLabel("Times")
        times.setBuddy(self.times)
        parts = (self.form, self.written, title, self.zones, self._hint, times, self.times, self._no_times)
        for part in (*parts, self._source):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)

    # Showing

    def _on_opened(self) -> None:
        # What was typed is about the article that was shown before.
        self.form.commit()
        self.show_article()

    def _on_reset(self) -> None:
        """What is being typed in the meantime stays."""
        article = self._session.article
        same = article is not None and self._article is not None and article.record == self._article.record
        if not (same and self._key == self._session.key):
            self.show_article(keeping_typed=self._key == self._session.key)

    def show_article(self, keeping_typed: bool = False) -> None:
        """Shows the session's article; `keeping_typed`: it is the same one, and words not told yet stay."""
        session = self._session
        self._key, self._article = session.key, session.article
        article = session.article
        self.form.show_known(article.metadata if article else Metadata(), keeping_typed)
        self.form.setEnabled(article is not None and session.writable)
        zones = article.record.zones if article else ()
        self.zones.clear()
        for zone in zones:
            self.zones.addItem(_line(article.text if article else "", zone))
        height = self.zones.sizeHintForRow(0) * max(1, min(_ROWS, len(zones)))
        self.zones.setFixedHeight(height + 2 * self.zones.frameWidth() + 4)
        words = [_words(article.text, zone) for zone in zones if zone.kind in _AS_WRITTEN] if article else []
        self.written.setText(f"In the text: {'; '.join(words)}")
        self.written.setVisible(bool(words))
        self._source.setText(f"From {article.record.source.name}" if article else "")

    def _show_times(self) -> None:
        self.times.show_times(self._times.found, self._session.writable)
        self.times.setVisible(bool(self._times.found))
        self._no_times.setVisible(not self._times.found)

    def ask_time(self, start: int, end: int) -> None:
        """Lets be typed which time the words (half-open, code points) name."""
        if self._article is not None and start < end:
            self.times.show()
            self.times.ask(start, end, self._article.text[start:end])

    def focus_first(self) -> None:
        """Gives the keyboard to the first reading of an open date, else to the headline."""
        article = self._article
        is_open = article is not None and article.metadata.date_readings and not article.metadata.published
        first = self.form.readings[0] if is_open else self.form.fields["headline"]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc forgets what was typed, and goes on to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.form.show_known(self._article.metadata if self._article else Metadata())
            event.ignore()
        else:
            super().keyPressEvent(event)

    # Doing

    def _correct(self, name: str, value: str | None) -> None:
        if self._key is not None:
            self._session.change(
                call(article_correction.correct, self._key, **{name: value}), then=self._tell
            )

    def _correct_time(self, start: int, end: int, value: str | None) -> None:
        if self._key is not None:
            self._session.change(
                call(article_correction.set_time, self._key, start, end, value), then=self._tell
            )

    def _tell(self, change: Change) -> None:
        self.corrected.emit(f"Done: {change.name}.")

    def _reveal(self, item: QListWidgetItem) -> None:
        start, end = item.data(Qt.ItemDataRole.UserRole)
        self._session.revealed.emit(start, end)


def _line(text: str, zone: Zone) -> QListWidgetItem:
    item = QListWidgetItem(f"{zone.kind} {_words(text, zone)}")
    item.setData(Qt.ItemDataRole.UserRole, (zone.start, zone.end))
    return item


def _words(text: str, zone: Zone) -> str:
    """The words of a zone on one line, in quotation marks."""
    words = " ".join(text[zone.start : min(zone.end, zone.start + 2 * _LONGEST)].split())
    return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”"

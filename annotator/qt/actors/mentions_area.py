"""Mentions in context below an entry, or as a queue that is worked off with single keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.actor import ACTOR_TYPES
from annotator.domain.wording import number
from annotator.project import registry
from annotator.qt.actors.mention_list import MOST, Guess, MentionList, MentionRows
from annotator.qt.kit.actor_field import Asked, Chosen, choose_actor
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.kit.paint import smaller
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.kit.rows import Rows

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MentionsArea(QWidget):
    """A title, for the queue its keys, and the list."""

    mentionWanted = Signal(int, str)
    """A mention is to be opened: its article's row id, its annotation's id."""
    noticed = Signal(str)

    def __init__(self, bridge: Bridge, guess: Guess) -> None:
        super().__init__()
        self._bridge = bridge
        self._count = 0
        self.model = MentionList(bridge, guess)
        self._title = PlainLabel()
        self._hint = PlainLabel(
            "Return opens it, K takes the guess, A asks for another entry, N makes a new one."
        )
        self._hint.setFont(smaller(self._hint.font(), 1))
        self._hint.setContentsMargins(10, 0, 10, 6)
        self._makes = PlainLabel("N makes a")
        self.new_type = QComboBox()
        self.new_type.setAccessibleName("Type of new entries")
        self.new_type.setToolTip("What an entry is that N makes")
        self.new_type.addItems(list(ACTOR_TYPES))
        self.new_type.setCurrentText("person")
        self._makes.setBuddy(self.new_type)
        self.list = Rows("mentionList", "Mentions", self.model, MentionRows())
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._on_clicked)
        self.model.read.connect(self._show_title)
        self.model.rowsRemoved.connect(self._on_removed)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(self._title, 1)
        row.addWidget(self._makes)
        row.addWidget(self.new_type)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._hint)
        column.addWidget(self.list, 1)
        self.setMinimumHeight(120)

    @property
    def title(self) -> str:
        """What stands above the list."""
        return self._title.text()

    def show_mentions(self, uid: str | None, within: Sequence[int] | None, count: int | None) -> None:
        """Shows the mentions of an entry, or the queue; `count`: how many there are, if that is known."""
        self._count = count or 0
        self.model.show(uid, within)
        for part in (self._hint, self._makes, self.new_type):
            part.setVisible(self.model.queued and self._bridge.writable)
        self._show_title()

    def _show_title(self) -> None:
        shown, more = self.model.rowCount(), self.model.more
        if self.model.busy and not shown:
            self._title.setText("Reading…")
            return
        what = "unlinked mention" if self.model.queued else "mention"
        first = f", the first {MOST} shown" if more else ""
        self._title.setText(number(max(shown, self._count) if more else shown, what) + first)

    def _on_removed(self, _parent: QModelIndex, first: int, _last: int) -> None:
        """The next one takes the place of the one that was worked off."""
        self._count -= 1
        self._show_title()
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(min(first, self.model.rowCount() - 1)))

    def to_list(self) -> None:
        """Gives the list the keyboard."""
        if self.model.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()

    # Doing

    def _on_clicked(self, index: QModelIndex) -> None:
        if not self.model.queued:
            self._open(index.row())

    def _open(self, row: int) -> None:
        mention = self.model.rows[row]
        self.mentionWanted.emit(mention.key, mention.id)

    def _point(self, row: int, chosen: Chosen | None) -> None:
        """Points a mention of the queue to an entry, or to a new one (without a name: of its words)."""
        mention = self.model.rows[row]
        if chosen and chosen.uid:
            self._bridge.do(call(registry.alias_from_mention, mention.key, mention.id, chosen.uid))
        elif chosen:
            type_ = chosen.type or self.new_type.currentText()
            self._bridge.do(call(registry.entry_from_mention, mention.key, mention.id, type_, chosen.name))

    def _guessed(self, row: int) -> None:
        mention = self.model.rows[row]
        uid = self.model.guess(mention)
        if uid is None:
            self.noticed.emit(f"No entry looks like “{mention.words}”. N makes a new one, A chooses another.")
        self._point(row, Chosen(uid) if uid else None)

    def _another(self, row: int) -> None:
        words = self.model.rows[row].words
        asked = Asked(words, lambda _: self.new_type.currentText())
        self._point(row, choose_actor(self, self._bridge.reader.registry, asked))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return opens a mention, letters work the queue off."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._on_key(event):
            return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        row, key = self.list.currentIndex().row(), Qt.Key(event.key())
        if row < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in _RETURN:
            self._open(row)
        elif not self.model.queued:
            return False
        elif key == Qt.Key.Key_N:
            self._point(row, Chosen())
        elif key == Qt.Key.Key_K:
            self._guessed(row)
        elif key == Qt.Key.Key_A:
            self._another(row)
        else:
            return False
        return True

"""Asks what a link points to: a small list beside the text, the likeliest first, so that Return is mostly enough."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.domain.scheme import LinkType
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.text.linking import Candidate, Linking

_WIDTH = 380
_ROWS = 7
_UNTAGGED = "  (tags it)"


class LinkChooser(QFrame):
    """Shown over the text for the selected annotation. Typing narrows the list, Space takes several."""

    pointed = Signal(object)
    """The Candidate that Return would take, or None."""
    ended = Signal()
    """The list is closed, whatever came of it."""

    def __init__(self, linking: Linking, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("linkChooser")
        self.setAccessibleName("What the link points to")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._linking = linking
        self._slots: list[LinkType] = []
        self._slot = 0
        self._all: list[Candidate] = []
        self._ticked: dict[int, list[Candidate]] = {}
        """What was ticked in the slots that were left by Tab."""
        self._title, self._keys = (
            PlainLabel(),
            PlainLabel("Return links · Space several · Tab next slot · Esc"),
        )
        self._filter = QLineEdit()
        self._filter.setAccessibleName("Find what to link to")
        self._filter.setPlaceholderText("Type to find")
        self._list = QListWidget()
        self._list.setAccessibleName("Candidates")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for part in (self._title, self._filter, self._list, self._keys):
            column.addWidget(part)
        self._filter.textEdited.connect(lambda _: self._fill())
        self._filter.installEventFilter(self)
        self._list.currentRowChanged.connect(lambda _: self.pointed.emit(self._current()))
        self._list.itemClicked.connect(lambda _: self._accept())
        self.hide()

    def ask(self, place: QPoint, type_: str = "") -> bool:
        """Opens near a point of the parent, for that slot or else for the next one that wants to be filled.

        False where the selected annotation has no slot at all.
        """
        self._slots = self._linking.slots()
        if not self._slots:
            return False
        self._ticked.clear()
        types = [slot.type for slot in self._slots]
        self._slot = types.index(type_) if type_ in types else 0
        self._show_slot()
        height = min(_ROWS, max(2, len(self._all))) * self._list.sizeHintForRow(0) + 8 if self._all else 60
        self._list.setFixedHeight(max(40, height))
        self.setFixedWidth(min(_WIDTH, self._over.width() - 20))
        self.adjustSize()
        room = self._over.rect()
        below = place.y() + 8
        y = below if below + self.height() <= room.height() else max(4, place.y() - self.height() - 40)
        self.move(max(4, min(place.x(), room.width() - self.width() - 4)), y)
        self.show()
        self.raise_()
        self._filter.setFocus(Qt.FocusReason.PopupFocusReason)
        return True

    @property
    def slot(self) -> LinkType:
        """The slot that is asked for."""
        return self._slots[self._slot]

    @property
    def shown(self) -> list[Candidate]:
        """What is offered for it now, in this order."""
        items = [self._list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self._list.count())]
        return [candidate for candidate in items if candidate is not None]

    def _show_slot(self) -> None:
        slot = self.slot
        needed = " (required)" if slot.least else ""
        self._title.setText(f"{slot.type}{needed} → {slot.to}")
        self._all = self._linking.candidates(slot)
        self._filter.clear()
        self._fill()

    def _fill(self) -> None:
        sought = self._filter.text().strip().casefold()
        self._list.clear()
        for candidate in self._all:
            if sought in candidate.words.casefold():
                item = QListWidgetItem(self._told(candidate))
                if candidate in self._ticked.get(self._slot, ()):
                    item.setCheckState(Qt.CheckState.Checked)
                item.setToolTip(harmless(candidate.context))
                item.setData(Qt.ItemDataRole.UserRole, candidate)
                self._list.addItem(item)
        if not self._list.count():
            nothing = QListWidgetItem(f"No other {self.slot.to} here")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(nothing)
        self._list.setCurrentRow(0)
        self.pointed.emit(self._current())

    def _told(self, candidate: Candidate) -> str:
        """Its words; where several are called the same, with what stands around them."""
        same = sum(other.words == candidate.words for other in self._all) > 1
        return candidate.words + (f"   {candidate.context}" if same else "") + _UNTAGGED * (not candidate.id)

    def _current(self) -> Candidate | None:
        item = self._list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def _marked(self) -> list[Candidate]:
        items = [self._list.item(row) for row in range(self._list.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked and item.data(Qt.ItemDataRole.UserRole)
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list's keys while the keyboard is in the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event):
            return True
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._end()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, count = event.key(), self._list.count()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._list.setCurrentRow((self._list.currentRow() + step) % max(1, count))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        elif key == Qt.Key.Key_Escape:
            self._end()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            step = 1 if key == Qt.Key.Key_Tab else -1
            self._ticked[self._slot] = self._marked()
            self._slot = (self._slot + step) % len(self._slots)
            self._show_slot()
        elif key == Qt.Key.Key_Space and not self._filter.text():
            self._mark()
        else:
            return False
        return True

    def _mark(self) -> None:
        item = self._list.currentItem()
        if item is not None and self._current() is not None and self.slot.most != 1:
            on = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            self._list.setCurrentRow(min(self._list.currentRow() + 1, self._list.count() - 1))

    def _accept(self) -> None:
        current = self._current()
        chosen = self._ticked | {self._slot: self._marked() or ([current] if current else [])}
        self._end()
        for number, some in chosen.items():
            if some:
                self._linking.fill(self._slots[number], some)

    def close_unanswered(self) -> None:
        """Asks no longer: what it was about is gone."""
        self._end()

    def _end(self) -> None:
        if self.isVisible():
            self.hide()
            self.ended.emit()

"""Finding in the whole project: every occurrence of words in context, or annotations by what they say."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.domain.query import FILTERS
from annotator.domain.wording import number
from annotator.project import concordance
from annotator.qt.find.found_list import ANNOTATIONS, WORDS, FoundList, FoundRows
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.kit.rows import LeadingRows
from annotator.qt.kit.working import Working

_PAUSE = 180
"""Milliseconds after the last key press until a search begins."""
_VIEWS = (("Words in context", WORDS), ("Annotations", ANNOTATIONS))
_ORDERS = (
    ("By article and place", concordance.ARTICLES),
    ("By the words before", concordance.LEFT),
    ("By the words after", concordance.RIGHT),
)
_HINT = {
    WORDS: "Type a word: every place where it stands is listed, with what stands around it.",
    ANNOTATIONS: "Type what annotations are asked for, such as  label:sanction status=threatened",
}


class FindPanel(QWidget):
    """Typing searches; a click or Return on a line leads to its place."""

    placeWanted = Signal(int, str, object)
    """A place is to be shown: article's row id, id of an annotation or "", span (half-open, code points)."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("findPanel")
        self.setAccessibleName("Find")
        self.model = FoundList(bridge)
        self._make_field()
        self.view, self.order = _choice("What to find", _VIEWS), _choice("Order", _ORDERS)
        self.list = LeadingRows("foundList", "Found", self.model, FoundRows())
        self._said, self._count, self._working = PlainLabel(), PlainLabel(), Working()
        self._said.setObjectName("misunderstood")
        self._said.setWordWrap(True)
        self._said.hide()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.field)
        self._show_count(0, True)

    def _make_field(self) -> None:
        self.field = QLineEdit()
        self.field.setObjectName("findField")
        self.field.setAccessibleName("Find in the whole project")
        self.field.setPlaceholderText("Words, “phrases”, beginnings*, and filters")
        told = [f"{name}:…  {what}" for name, what in FILTERS.items()]
        self.field.setToolTip(harmless("\n".join([*told, "attribute=value  annotations with this value"])))
        self.field.setClearButtonEnabled(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 8, 10, 6)
        top.setSpacing(6)
        top.addWidget(self.field, 1)
        top.addWidget(self.view)
        top.addWidget(self.order)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        for label in (self._said, self._count):
            label.setContentsMargins(10, 4, 10, 4)
        column.addWidget(self._said)
        column.addWidget(self._working)
        column.addWidget(self.list, 1)
        column.addWidget(self._count)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._ask)
        self.field.textChanged.connect(lambda _: self._timer.start())
        self.field.returnPressed.connect(self._to_list)
        for box in (self.view, self.order):
            box.currentIndexChanged.connect(lambda _: self._ask())
        self.model.found.connect(self._show_count)
        self.model.misunderstood.connect(self._say)
        self.list.wanted.connect(lambda: self._go(self.list.currentIndex().row()))
        self.list.clicked.connect(lambda index: self._go(index.row()))
        self._working.watch(self.model.latest, "Looking through the project…")

    def look_for(self, typed: str) -> None:
        """Looks for what was typed elsewhere."""
        if typed.strip():
            self.field.setText(typed)
        self.field.selectAll()

    def _ask(self) -> None:
        self._timer.stop()
        view = self.view.currentData()
        self.order.setEnabled(view == WORDS)
        self.model.ask(self.field.text(), view, self.order.currentData())

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _show_count(self, count: int, are_all: bool) -> None:
        view = self.view.currentData()
        if not count and not self.field.text().strip():
            self._count.setText(_HINT[view])
            return
        what = "occurrence" if view == WORDS else "annotation"
        self._count.setText(number(count, what) if are_all else f"The first {count:,}; counting…")

    def _to_list(self) -> None:
        """Return goes from the field to the first line."""
        if self._timer.isActive():
            self._ask()
        if not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()

    def _go(self, row: int) -> None:
        spot = self.model.keys[row]
        self.placeWanted.emit(spot.key, spot.annotation, (spot.start, spot.end))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow down goes from the field to the list."""
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self._to_list()
        else:
            super().keyPressEvent(event)

    def stop(self) -> None:
        """Reads no more: the project is being closed."""
        self._timer.stop()
        self.model.stop()


def _choice(name: str, entries: tuple[tuple[str, str], ...]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(harmless(name))
    for text, value in entries:
        box.addItem(text, value)
    return box

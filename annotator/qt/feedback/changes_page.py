"""The changes that review made: a list, what one of them is, and the keys to answer it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.comment import Comment
from annotator.domain.wording import number
from annotator.project import commenting
from annotator.project.reviewing import context, feedback
from annotator.project.reviewing.feedback import AGREED, OBJECTED, UNREAD, Outcome
from annotator.qt.feedback.outcome_card import OutcomeCard
from annotator.qt.feedback.outcomes import OutcomeList, OutcomeRows, ReadOutcomes, Wanted
from annotator.qt.feedback.version_view import Words
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.kit.rows import LeadingRows

_STATES = (("Unread", UNREAD), ("Agreed", AGREED), ("Objected", OBJECTED), ("All", ""))
_WIDTHS = (340, 720)


class ChangesPage(QWidget):
    """A agrees and goes on, O objects, N goes to the next unread one, Return shows the place in the text."""

    placeWanted = Signal(int, str, object)
    """A place is to be shown: article's row id, id of an annotation of mine or "", span or None."""
    noticed = Signal(str)
    done = Signal(str)
    """Something was done that undo takes back."""

    def __init__(self, bridge: Bridge, outcomes: ReadOutcomes) -> None:
        super().__init__()
        self.setAccessibleName("What review changed")
        self._bridge, self._read = bridge, outcomes
        self._at: tuple[int, str] | None = None
        self._answered: set[tuple[int, str]] = set()
        self.model = OutcomeList()
        self._make_filters()
        self._make_list()
        self.card = OutcomeCard()
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._filter()

    # Building

    def _make_filters(self) -> None:
        self.state, self.label, self.reason = QComboBox(), QComboBox(), QComboBox()
        for box, name, tip in (
            (self.state, "State", "Unread ones, those you agreed with or objected to, or all"),
            (self.label, "Label", "Changes of one label only"),
            (self.reason, "Reason", "Changes for one reason only"),
        ):
            box.setObjectName(f"changes{name}")
            box.setAccessibleName(name)
            box.setToolTip(harmless(tip))
        for text, state in _STATES:
            self.state.addItem(text, state)
        self.search = QLineEdit()
        self.search.setObjectName("changesFind")
        self.search.setAccessibleName("Find changes")
        self.search.setPlaceholderText("Article, words or note")
        self.search.setToolTip("Only changes whose article, words or note contain this")
        self.search.setClearButtonEnabled(True)

    def _make_list(self) -> None:
        self.list = LeadingRows("changesList", "What review changed", self.model, OutcomeRows(self._bridge))
        self.list.setToolTip("Return or a double click shows the place in the text")

    def _make_buttons(self) -> None:
        self.agree = self._button("Agree (A)", "Agree, and go on to the next unread change", "A")
        self.object = self._button("Object… (O)", "Object: say why, and the reviewer is told", "O")
        self.place = self._button("In the text", "Show the place in the text (Return)", "")
        self.next = self._button("Next unread (N)", "To the next unread change", "N")
        self.all = self._button("Agree with all shown", "Agree with every change in the list", "Shift+A")

    def _button(self, text: str, tip: str, keys: str) -> QPushButton:
        """A button whose key works wherever the keyboard is on this page, but where one writes."""
        button = QPushButton(text)
        button.setObjectName(tip.split(",")[0].split(":")[0])
        button.setAutoDefault(False)
        button.setAccessibleName(tip)
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(harmless(f"{tip} ({native})" if keys else tip))
        if keys:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        return button

    def _lay_out(self) -> None:
        filters, second = QHBoxLayout(), QHBoxLayout()
        for row in (filters, second):
            row.setSpacing(6)
        for box in (self.state, self.label, self.reason):
            box.setMinimumContentsLength(6)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            filters.addWidget(box, 1)
        second.addWidget(self.search, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(filters)
        column.addLayout(second)
        column.addWidget(self.list, 1)
        self._count = PlainLabel()
        self._count.setContentsMargins(2, 0, 2, 6)
        column.addWidget(self._count)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card, 1)
        column.addLayout(self._button_row())
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setChildrenCollapsible(False)
        halves.setSizes(list(_WIDTHS))
        halves.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(halves)
        self.setFocusProxy(self.list)

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 4, 14, 10)
        row.setSpacing(6)
        for button in (self.agree, self.object, self.place, self.next):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.all)
        return row

    def _connect(self) -> None:
        for box in (self.state, self.label, self.reason):
            box.activated.connect(lambda _: self._filter())
        self.search.textChanged.connect(lambda _: self._filter())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.wanted.connect(self._show_place)
        self.agree.clicked.connect(self._agree)
        self.object.clicked.connect(self.card.open_line)
        self.place.clicked.connect(self._show_place)
        self.next.clicked.connect(self._go_to_next)
        self.all.clicked.connect(self._agree_with_all)
        self.card.objected.connect(self._object)
        self.card.left.connect(self.list.setFocus)

    # Showing

    @property
    def current(self) -> Outcome | None:
        """The change at hand."""
        row = self.model.row_of(self._at)
        return None if row is None else self.model.rows[row].outcome

    def show_outcomes(self, outcomes: ReadOutcomes) -> None:
        """Shows what was read of an analyst."""
        fresh, self._read = outcomes is not self._read, outcomes
        self._answered.clear()
        self._fill(self.label, "Any label", outcomes.found.labels)
        self._fill(self.reason, "Any reason", outcomes.found.reasons)
        self.model.show(outcomes.found.entries)
        if fresh:
            self._filter()
        else:
            self._show_again()

    def start_anew(self) -> None:
        """Lists what is wanted and nothing else: what was answered meanwhile goes."""
        found = self._read.found
        if found.entries and not found.unread and self.state.currentData() == UNREAD:
            self.state.setCurrentIndex(self.state.findData(""))
        self._filter()

    def _fill(self, box: QComboBox, first: str, names: Sequence[str]) -> None:
        chosen = box.currentData()
        box.clear()
        box.addItem(first, "")
        for name in names:
            box.addItem(name.capitalize(), name)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _filter(self) -> None:
        state, label, reason = (box.currentData() or "" for box in (self.state, self.label, self.reason))
        self.model.narrow(Wanted(state, label, reason, self.search.text().strip().casefold()))
        self._show_again()

    def _show_again(self) -> None:
        """The change at hand stays at hand; else the first unread one is, else the first."""
        row = self.model.row_of(self._at)
        if row is None:
            unread = (n for n, one in enumerate(self.model.rows) if one.state == UNREAD)
            row = next(unread, 0 if self.model.rows else None)
        if row is None:
            self._at = None
        elif self.list.currentIndex().row() != row:
            self.list.setCurrentIndex(self.model.index(row))
        self._show_card()

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self._at = self.model.rows[index.row()].at
            self._show_card()

    def _show_card(self) -> None:
        one, analyst = self.current, self._read.analyst
        mine = analyst == self._bridge.analyst
        if one is None:
            self.card.clear(self._nothing())
        else:
            told = context.told(self._bridge.reader, one, analyst)
            words = Words(self._bridge.scheme, self._entry_name)
            self.card.show_outcome(one, told, words, "" if mine else analyst, self._thread(one))
        writable = mine and self._bridge.writable
        self.agree.setEnabled(writable and one is not None and one.state != AGREED)
        self.object.setEnabled(writable and one is not None)
        self.place.setEnabled(one is not None)
        self.all.setEnabled(writable and any(o.state == UNREAD for o in self.model.rows))
        shown, there = len(self.model.rows), len(self._read.found.entries)
        self._count.setText(number(shown, "change") + (f" of {there:,}" if shown != there else ""))

    def _nothing(self) -> str:
        if self._read.stale:
            return "Reading…"
        if not self._read.found.entries:
            return "Review has changed nothing so far."
        if self.state.currentData() == UNREAD and not self._read.found.unread:
            return "Nothing is unread. “All” shows what was answered."
        return "Nothing here is like that."

    def _entry_name(self, uid: str) -> str:
        entry = self._bridge.reader.registry.entry(uid)
        return entry.name if entry else uid

    def _thread(self, one: Outcome) -> Sequence[Comment]:
        uid = one.answer.thread if one.answer else None
        if uid is None:
            return ()
        threads = commenting.threads_of(self._bridge.reader, one.key)
        return next((thread.comments for thread in threads if thread.id == uid), ())

    def _show_place(self) -> None:
        one = self.current
        if one is not None:
            mine = self._read.analyst == self._bridge.analyst and one.mine is not None
            self.placeWanted.emit(one.key, one.mine.id if mine and one.mine else "", one.place)

    # Answering

    def to_next_unread(self) -> bool:
        """Goes to the next change that was not answered, round the end; whether there is one."""
        rows, here = self.model.rows, self.model.row_of(self._at)
        begin = -1 if here is None else here
        for step in range(1, len(rows) + 1):
            row = (begin + step) % len(rows)
            if rows[row].state == UNREAD and rows[row].at not in self._answered:
                self.list.setCurrentIndex(self.model.index(row))
                self.list.setFocus()
                return True
        return False

    def _go_to_next(self) -> None:
        if not self.to_next_unread():
            self.noticed.emit("No change in this list is unread.")

    def _agree(self) -> None:
        one = self.current
        if one is not None:
            self._bridge.do(call(feedback.agree, [one]), then=lambda _: self._go_on(one))

    def _go_on(self, one: Outcome) -> None:
        self._answered.add(one.at)
        if not self.to_next_unread():
            self.done.emit("That was the last unread change in this list.")

    def _object(self, one: Outcome, why: str) -> None:
        def sent(_: object) -> None:
            self.card.was_sent()
            self._go_on(one)

        self._bridge.do(call(feedback.object_to, one, why), then=sent)

    def _agree_with_all(self) -> None:
        shown = [one.outcome for one in self.model.rows if one.state == UNREAD]
        told = f"Agreed with {number(len(shown), 'change')}."
        if shown:
            self._bridge.do(call(feedback.agree, shown), then=lambda _: self.done.emit(told))

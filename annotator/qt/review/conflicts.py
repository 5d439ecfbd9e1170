"""The case at hand with its opinions, why it was decided as it was, and the list of all cases."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete

from annotator.domain.reviewing.comparing import Variant
from annotator.domain.reviewing.decision import REASONS
from annotator.domain.wording import number
from annotator.project.reviewing.comparison import DECIDED, Judged
from annotator.qt.kit.commands import stands_for
from annotator.qt.kit.flow import Flow
from annotator.qt.kit.keyboard_position import key_of
from annotator.qt.kit.paint import smaller, theme_of
from annotator.qt.kit.plain import PlainLabel, add_entry, harmless
from annotator.qt.kit.rows import Rows
from annotator.qt.review.case_list import ALL, CONFLICTS, UNDECIDED, CaseList, CaseRows
from annotator.qt.review.opinions import Opinion, details_of, label_of, others_than, words_of
from annotator.qt.review.reviewing import Reviewing
from annotator.qt.text.session import Session

_CHECKED = "QToolButton:checked { border: 2px solid palette(link); font-weight: bold; }"
REASON_KEYS = {reason[0]: reason for reason in REASONS}
"""Letters that say why: the first of each reason's name."""


_BLIND = "Your own layer of this article is open, so no other is shown. Submit it first: Ctrl+D on the page of texts."
_LEAVES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class ConflictsPanel(QWidget):
    """What is shown follows the review; the keys are those of the review page."""

    handBackWanted = Signal()
    textWanted = Signal()
    """The keyboard goes back to the text."""

    def __init__(self, reviewing: Reviewing, session: Session) -> None:
        super().__init__()
        self.setObjectName("conflicts")
        self.setAccessibleName("Opinions and cases")
        self._reviewing, self._session = reviewing, session
        self._made: list[QWidget] = []
        self.model = CaseList(reviewing)
        self.list = Rows("conflictList", "Cases", self.model, CaseRows(self.model, lambda: session.scheme))
        self.list.setSelectionMode(Rows.SelectionMode.ExtendedSelection)
        self.list.setToolTip("Several selected (Shift or Ctrl): Space accepts them, Delete rejects them")
        self.list.installEventFilter(self)
        self._make_card()
        self._make_reasons()
        self._make_bar()
        self._make_orphans()
        self._lay_out()
        self._connect()

    # Building

    def _make_card(self) -> None:
        self._title = PlainLabel()
        self._title.setWordWrap(True)
        self._title.setFont(smaller(self._title.font(), 0, bold=True))
        self._opinions = QVBoxLayout()
        self._opinions.setSpacing(6)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(10, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(self._opinions)
        column.addStretch(1)
        self.card = QScrollArea()
        self.card.setObjectName("opinions")
        self.card.setAccessibleName("Opinions")
        self.card.setWidgetResizable(True)
        self.card.setFrameShape(QFrame.Shape.NoFrame)
        self.card.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.card.setWidget(inside)

    def _make_reasons(self) -> None:
        self._about = PlainLabel()
        self._about.setWordWrap(True)
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(False)
        self._flow = Flow()
        self._flow.setStyleSheet(_CHECKED)
        for letter, reason in REASON_KEYS.items():
            button = QToolButton()
            button.setText(f"{letter.upper()}  {reason}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(f"Reason: {reason}")
            button.setToolTip(harmless(f"{REASONS[reason].capitalize()} ({letter.upper()})"))
            button.clicked.connect(lambda _=False, reason=reason: self._reviewing.reason(reason))
            self._buttons.addButton(button)
            self._flow.add(button)
        self.note = QLineEdit()
        self.note.setObjectName("decisionNote")
        self.note.setAccessibleName("Note on the decision")
        self.note.setPlaceholderText("Note for the author (N)")
        self.note.installEventFilter(self)

    def _make_bar(self) -> None:
        self.shown = QComboBox()
        self.shown.setObjectName("casesShown")
        self.shown.setAccessibleName("Which cases")
        self.shown.setToolTip("Which cases the list shows")
        for text, which in (("Conflicts", CONFLICTS), ("To decide", UNDECIDED), ("All cases", ALL)):
            self.shown.addItem(text, which)
        self.agreed, self.finished = QPushButton(), QPushButton()
        self.back, self.by_label = QPushButton("Hand back…"), QPushButton("By label")
        self._labels = QMenu(self)
        self._labels.aboutToShow.connect(self._fill_labels)
        self.by_label.setMenu(self._labels)
        self.by_label.setToolTip("Accept or reject all of a label that nobody disagrees about")
        stands_for(
            self.agreed, "review_agreed", "Accept whatever no two layers differ about; undo takes it back"
        )
        stands_for(self.finished, "done", "Say that everything here is decided, or take the review up again")
        stands_for(
            self.back, "review_hand_back", "Ask an analyst to go over this article again, with a comment"
        )
        for button in (self.agreed, self.by_label, self.finished, self.back):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._count = PlainLabel()

    def _make_orphans(self) -> None:
        """What an author took back after it was judged is in no layer any more, but in gold."""
        self.orphans, self._orphaned = QWidget(), PlainLabel()
        self._orphaned.setWordWrap(True)
        self.drop, self.keep = QPushButton("Take out of gold"), QPushButton("Keep in gold")
        self.drop.clicked.connect(lambda: self._reviewing.settle_orphans(keep=False))
        self.keep.clicked.connect(lambda: self._reviewing.settle_orphans(keep=True))
        buttons = QHBoxLayout()
        buttons.addWidget(self.drop)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self.orphans)
        column.setContentsMargins(10, 6, 8, 2)
        column.addWidget(self._orphaned)
        column.addLayout(buttons)

    def _lay_out(self) -> None:
        first, second, last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.agreed, 1)
        first.addWidget(self.by_label)
        last.addWidget(self.back)
        last.addWidget(self.finished, 1)
        second.addWidget(self.shown)
        second.addWidget(self._count, 1)
        top = QVBoxLayout()
        top.setContentsMargins(10, 8, 8, 6)
        top.addLayout(first)
        why = QVBoxLayout()
        why.setContentsMargins(10, 6, 8, 6)
        why.setSpacing(4)
        for part in (self._about, self._flow, self.note):
            why.addWidget(part)
        below = QVBoxLayout()
        below.setContentsMargins(10, 6, 8, 4)
        below.addLayout(second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.card, 3)
        column.addLayout(why)
        column.addWidget(self.orphans)
        column.addLayout(below)
        column.addWidget(self.list, 2)
        last.setContentsMargins(10, 6, 8, 6)
        column.addLayout(last)

    def _connect(self) -> None:
        reviewing = self._reviewing
        reviewing.compared.connect(self._show_state)
        reviewing.selected.connect(lambda _: self._show())
        self.list.clicked.connect(lambda index: reviewing.select(self.model.rows[index.row()]))
        self.shown.currentIndexChanged.connect(lambda _: self._filter())
        self.agreed.clicked.connect(lambda: reviewing.accept_agreed())
        self.finished.clicked.connect(lambda: reviewing.finish())
        self.back.clicked.connect(self.handBackWanted)
        self.note.editingFinished.connect(self._save_note)

    # Showing

    def _filter(self) -> None:
        self.model.show(self.shown.currentData())
        self._mark()
        self._count_rows()

    def _show_state(self) -> None:
        found = self._reviewing.found
        single = found is not None and len(found.layers) == 1
        quiet = sum(one.state != DECIDED and not one.case.conflicts for one in self._reviewing.cases)
        self.agreed.setText(f"Accept {'the rest' if single else 'what is agreed'} ({quiet})")
        for button in (self.agreed, self.by_label):
            button.setEnabled(bool(quiet) and self._session.writable and not self._reviewing.finished)
        self.finished.setText("Reopen" if self._reviewing.finished else "Finish")
        for button in (self.finished, self.back):
            button.setEnabled(bool(found and found.layers) and self._session.writable)
        orphans = found.orphans if found else ()
        self.orphans.setVisible(bool(orphans))
        verb = "was" if len(orphans) == 1 else "were"
        self._orphaned.setText(
            f"{number(len(orphans), 'annotation')} that you judged {verb} taken back by the author since."
        )
        self._count_rows()

    def _count_rows(self) -> None:
        found = self._reviewing.found
        waiting = found.conflicts if found else 0
        self._count.setText(
            f"{number(len(self._reviewing.cases), 'case')} · {number(waiting, 'conflict')} to decide"
        )

    def _show(self) -> None:
        for widget in self._made:
            delete(widget)
        self._made = list(self._cards())
        for widget in self._made:
            self._opinions.addWidget(widget)
        self._title.setText(self._headline())
        self._show_reason()
        self._mark()

    def _mark(self) -> None:
        row = self.model.row_of(self._reviewing.current)
        if row < 0:
            self.list.clearSelection()
        else:
            self.list.selectRow(row)

    def _headline(self) -> str:
        judged, found = self._reviewing.current, self._reviewing.found
        if judged is not None:
            said = self.model.said(judged)
            return said[:1].upper() + said[1:]
        if self._reviewing.blind:
            return _BLIND
        if found is None or not found.layers:
            return "Nothing to compare here: no layer of this article is submitted yet."
        return "No case is at hand. Tab goes to the next one."

    def _cards(self) -> Iterator[Opinion]:
        judged = self._reviewing.current
        if judged is None:
            return
        variants = self._reviewing.variants
        for place, variant in enumerate(variants):
            opinion = self._card(judged, place, variant)
            opinion.takeWanted.connect(lambda place=place: self._reviewing.take(place))
            opinion.chosen.connect(lambda place=place: self._choose(place))
            yield opinion
        if not judged.case.lacking:
            nothing = Opinion("0", "Rightly nothing", "None of these is to be marked.", "", False)
            nothing.takeWanted.connect(lambda: self._reviewing.take(None))
            nothing.chosen.connect(self.textWanted)
            yield nothing

    def _card(self, judged: Judged, place: int, variant: Variant) -> Opinion:
        reviewing, article = self._reviewing, self._session.article
        names = ", ".join(reviewing.name_of(layer) for layer in variant.layers)
        is_chosen = place == reviewing.variant
        annotation = variant.annotation
        if annotation is None or article is None:
            return Opinion("0", names, "Nothing to mark here.", "", is_chosen)
        quiet = theme_of(self.palette()).quiet.name()
        label = label_of(self, self._session.scheme, annotation.label, "label" in judged.case.conflicts)
        around = judged.case.start, judged.case.end
        said = f"{label} &nbsp; {words_of(article.text, annotation, around, quiet)}"
        links = [(link.type, reviewing.words_at((variant.layers[0], link.to))) for link in annotation.links]
        others = [reviewing.readable(one) for one in others_than(variant, reviewing.variants)]
        details = details_of(reviewing.readable(annotation), links, others, quiet)
        return Opinion(str(place + 1), names, said, details, is_chosen)

    def _choose(self, place: int) -> None:
        self._reviewing.variant = place
        self._show()
        self.textWanted.emit()

    # Why

    def _show_reason(self) -> None:
        explained = self._reviewing.explained
        decision = explained[0].decisions[0] if explained else None
        open_ = decision is not None and self._session.writable and not self._reviewing.finished
        for button in self._buttons.buttons():
            button.setChecked(decision is not None and button.text().endswith(f"  {decision.reason}"))
            button.setEnabled(open_)
        self.note.setEnabled(open_)
        self.note.setText(decision.note if decision else "")
        if len(explained) > 1:
            self._about.setText(f"Why these {len(explained)} cases are decided so:")
        elif explained:
            self._about.setText(f"Why “{_short(self._reviewing.text_of(explained[0]))}” is decided so:")
        else:
            self._about.setText("Why it is decided so: choose after deciding.")

    def _save_note(self) -> None:
        explained = self._reviewing.explained
        if explained and self.note.text().strip() != explained[0].decisions[0].note:
            self._reviewing.note(self.note.text())

    # Several at once

    def _chosen(self) -> list[Judged]:
        """The cases that are selected in the list."""
        return [self.model.rows[index.row()] for index in self.list.selectionModel().selectedRows()]

    def _list_key(self, event: QKeyEvent) -> bool:
        """Return goes to the case; Space accepts all that are selected, Delete or 0 rejects them."""
        cases = self._chosen()
        key, pressed = event.key(), key_of(event)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if pressed in REASON_KEYS:
            self._reviewing.reason(REASON_KEYS[pressed])
        elif not cases:
            return False
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._reviewing.select(cases[0])
            self.textWanted.emit()
        elif key == Qt.Key.Key_Space:
            self._reviewing.accept_cases(cases)
        elif key == Qt.Key.Key_Delete or pressed == "0":
            self._reviewing.reject_cases(cases)
        else:
            return False
        return True

    def _fill_labels(self) -> None:
        """What can be accepted or rejected of each label at once."""
        self._labels.clear()
        counts = Counter(
            one.case.members[0].annotation.label
            for one in self._reviewing.cases
            if one.state != DECIDED and not one.case.conflicts
        )
        for label, count in sorted(counts.items()):
            accept = partial(self._reviewing.accept_agreed, label)
            add_entry(self._labels, f"Accept {count} of {label}", accept)
            reject = partial(self._reviewing.reject_label, label)
            add_entry(self._labels, f"Reject {count} of {label}", reject)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return and Esc lead from the note back to the text; the list has keys of its own."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if watched is self.list:
            return self._list_key(event)
        if watched is self.note and event.key() in _LEAVES:
            if event.key() == Qt.Key.Key_Escape:
                self._show_reason()
            self.textWanted.emit()
            return True
        return super().eventFilter(watched, event)


def _short(words: str) -> str:
    words = words.replace("\n", " ")
    return words if len(words) <= 40 else f"{words[:39]}…"

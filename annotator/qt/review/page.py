"""The page of review: what waits on the left, the text with everybody's opinion in the middle, the case on the right.

Keys in the text, while nothing is selected in it: Tab to the next case, a digit takes that opinion, 0 rightly nothing,
Return the one that is chosen (left and right choose), E corrects; letters say why. While a gold annotation is being
corrected, all keys of annotating are for it.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QInputDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.annotation import GOLD
from annotator.domain.problems import Problem
from annotator.project.reviewing.comparison import DECIDED, Judged, comparable
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.commands import COMMANDS
from annotator.qt.kit.keyboard_position import key_of
from annotator.qt.kit.plain import harmless
from annotator.qt.review.conflicts import REASON_KEYS, ConflictsPanel
from annotator.qt.review.queue import ReviewQueue
from annotator.qt.review.reviewing import Reviewing
from annotator.qt.text.article_view import Span
from annotator.qt.text.desk import Desk
from annotator.qt.text.session import Session

_CASE = "case:"
"""How the ids of spans begin that are opinions."""
_WIDTHS = (260, 720, 400)
_CORRECTING = tuple(c.name for c in COMMANDS if c.in_text and c.needs == "annotation")
"""Commands that are for the gold annotation that is being corrected."""
_HINT = "Tab next case   ·   digits take an opinion, 0 nothing   ·   Return the chosen one   ·   E corrects"
_CORRECT = (
    "Correct it as you would annotate   ·   Return goes on to the next case   ·   Esc back to the opinions"
)


class ReviewPage(QWidget):
    """What is decided goes into the gold layer; nobody's layer is changed."""

    noticed = Signal(str)
    done = Signal(str)
    """Something was done that undo takes back."""
    stateChanged = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("reviewPanel")
        self.setAccessibleName("Review")
        self.bridge = bridge
        self.desk = desk = Desk(bridge, GOLD, _hint)
        self.session, self.article, self.details = desk.session, desk.article, desk.details
        self.queue = ReviewQueue(bridge)
        self.article.done.hide()
        # After the panel: an article that is opened is shown first, then compared.
        self.reviewing = Reviewing(bridge, self.session)
        self.conflicts = ConflictsPanel(self.reviewing, self.session)
        self._spans: set[str] = set()
        for widget, name in ((self.article.view, "reviewText"), (self.details, "reviewDetails")):
            widget.setObjectName(name)
        self.article.view.installEventFilter(self)
        self._lay_out()
        self._connect()
        self.commands = self._handlers()
        """What commands do on this page, by their names."""

    def _lay_out(self) -> None:
        self.right = QStackedWidget()
        self.right.addWidget(self.conflicts)
        self.right.addWidget(self.details)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.queue, self.article, self.right):
            self.columns.addWidget(part)
        self.columns.setChildrenCollapsible(False)
        self.columns.setSizes(list(_WIDTHS))
        for column, stretch in enumerate((0, 1, 0)):
            self.columns.setStretchFactor(column, stretch)
        self.queue.setMinimumWidth(180)
        self.article.setMinimumWidth(340)
        self.right.setMinimumWidth(330)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.columns)
        self.setFocusProxy(self.article.view)

    def _connect(self) -> None:
        session, reviewing, conflicts = self.session, self.reviewing, self.conflicts
        self.queue.chosen.connect(self.open)
        self.queue.model.read.connect(self._on_queue)
        self.queue.hide_names.toggled.connect(reviewing.hide_names)
        reviewing.compared.connect(self._draw)
        reviewing.selected.connect(self._show_case)
        reviewing.decided.connect(self.done)
        reviewing.noticed.connect(self.noticed)
        reviewing.ended.connect(self._on_ended)
        session.reset.connect(self._redraw)
        session.selected.connect(self._on_gold)
        session.warned.connect(self.noticed)
        self.article.view.spanClicked.connect(self._on_clicked)
        self.article.noticed.connect(self.noticed)
        self.article.corrected.connect(self.done)
        conflicts.handBackWanted.connect(self.hand_back)
        conflicts.textWanted.connect(self.article.view.setFocus)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        reviewing = self.reviewing
        return {
            **self.desk.commands,
            "done": reviewing.finish,
            "done_next": lambda: reviewing.finish(then=self.open_next),
            "next": self.open_next,
            "next_unfinished": self.open_next,
            "previous": lambda: self._open_beside(-1),
            "to_list": self.queue.list.setFocus,
            "to_details": self._to_details,
            "to_annotations": self.conflicts.list.setFocus,
            "review_agreed": reviewing.accept_agreed,
            "review_majority": reviewing.follow_majority,
            "review_reopen_case": reviewing.reopen_case,
            "review_hand_back": self.hand_back,
            "review_hide": self.queue.hide_names.toggle,
        }

    @property
    def on(self) -> frozenset[str]:
        """The commands that are ticked."""
        return frozenset({"review_hide"} if self.reviewing.names_hidden else ())

    def take_actions(self, actions: dict[str, QAction]) -> None:
        """Gives the text the keys with which an annotation is corrected."""
        for name in _CORRECTING:
            if name in self.commands:
                self.article.addAction(actions[name])

    def stop(self) -> None:
        """The project is being closed."""
        self.queue.model.stop()
        self.desk.proposals.stop()

    # Articles

    def begin(self, key: int | None) -> None:
        """Reads the queue, and shows this article if it can be reviewed."""
        self.queue.model.refresh()
        if key is not None and self.session.key is None and comparable(self.bridge.reader, key):
            self.open(key)

    def _on_queue(self) -> None:
        """The first that waits is opened where nothing is open yet."""
        if self.session.key is None:
            first = self.queue.model.beside(None, 0)
            if first is not None:
                self.open(first)
        self.queue.mark(self.session.key)

    def open(self, key: int) -> None:
        """Shows an article, the first of its conflicts at hand."""
        self.right.setCurrentWidget(self.conflicts)
        self.session.open(key)
        self.queue.mark(key)
        self.article.view.setFocus()
        self.stateChanged.emit()

    def open_next(self) -> None:
        """Shows the next article of the list."""
        self._open_beside(1)

    def _open_beside(self, by: int) -> None:
        key = self.queue.model.beside(self.session.key, by)
        if key is None:
            self.noticed.emit(
                "That was the last article of the list." if by > 0 else "This is the first one."
            )
        else:
            self.open(key)

    def _on_ended(self) -> None:
        quiet = self.reviewing.found is not None and self.reviewing.found.count(DECIDED) < len(
            self.reviewing.cases
        )
        if quiet:
            self.noticed.emit("No conflict is left. Ctrl+Shift+Return accepts what all agree on.")
        else:
            self.noticed.emit(
                "Everything is decided. Ctrl+Return finishes the review and opens the next article."
            )

    def hand_back(self) -> None:
        """Asks whom, and what to say."""
        found = self.reviewing.found
        if found is None or not found.layers:
            return
        names = list(found.layers)
        analyst = names[0]
        if len(names) > 1:
            shown = [self.reviewing.name_of(name) for name in names]
            chosen, agreed = QInputDialog.getItem(self, "Hand back", "To whom?", shown, 0, False)
            if not agreed:
                return
            analyst = names[shown.index(chosen)]
        note, agreed = QInputDialog.getMultiLineText(
            self, "Hand back", harmless(f"What should {self.reviewing.name_of(analyst)} look at?")
        )
        if agreed and note.strip():
            self.reviewing.hand_back(analyst, note)

    # The text

    def _redraw(self) -> None:
        """The text was shown again: opinions are not in it any more."""
        self._spans = set()
        self._draw()

    def _draw(self) -> None:
        """The opinions that are not decided: those that differ with initials, the others hollow."""
        if self.session.article is None:
            return
        initials = self.reviewing.initials()
        spans = [
            Span(
                f"{_CASE}{member.layer}/{member.annotation.id}",
                member.annotation.start,
                member.annotation.end,
                member.annotation.label,
                hollow=not judged.case.conflicts,
                initial=initials.get(member.layer, "") if judged.case.conflicts else "",
            )
            for judged in self.reviewing.cases
            if judged.state != DECIDED
            for member in (judged.case.members if judged.case.conflicts else judged.case.members[:1])
        ]
        ids = {span.id for span in spans}
        self.article.view.update_spans(spans, self._spans - ids)
        self._spans = ids

    def _show_case(self, judged: Judged | None) -> None:
        self.stateChanged.emit()
        if judged is None or self.session.current is not None:
            return
        view = self.article.view
        variants = self.reviewing.variants
        variant = variants[min(self.reviewing.variant, len(variants) - 1)]
        uid = judged.gold.id if judged.gold is not None and judged.state == DECIDED else ""
        if not uid:
            shown = variant.annotation or judged.case.members[0].annotation
            layer = variant.layers[0] if variant.annotation else judged.case.members[0].layer
            uid = f"{_CASE}{layer}/{shown.id}"
        self.article.show_span(uid, judged.case.start)
        view.reveal(judged.case.start, judged.case.end)

    def _on_clicked(self, uid: str) -> None:
        if uid.startswith(_CASE):
            layer, _, annotation = uid.removeprefix(_CASE).rpartition("/")
            self.reviewing.select_member((layer, annotation))
        elif uid:
            self.reviewing.select_gold(uid)

    def _on_gold(self, one: object) -> None:
        """While a gold annotation is selected, its fields are shown in place of the opinions."""
        self.right.setCurrentWidget(self.conflicts if one is None else self.details)
        self._show_case(self.reviewing.current)
        self.stateChanged.emit()

    def _to_details(self) -> None:
        if self.session.current is not None:
            self.details.focus_first()
        else:
            self.conflicts.note.setFocus()

    def _correct(self) -> None:
        self.reviewing.correct(self.article.view.setFocus)

    def _end_correcting(self, go_on: bool) -> None:
        self.session.select(None)
        if go_on:
            self.reviewing.step()
        else:
            self.reviewing.select(self.reviewing.current)

    # Keys

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keys of the review come before those of annotating, unless words are selected."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        start, end = self.article.view.selection()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held == Qt.KeyboardModifier.NoModifier
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.session.select(None)
            self.reviewing.step(backwards=event.key() == Qt.Key.Key_Backtab)
            return True
        if start != end or not plain or not self.bridge.writable:
            return False
        if self.session.current is not None:
            return self._correcting_key(event.key())
        return self._case_key(event)

    def _correcting_key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self._end_correcting(go_on=key != Qt.Key.Key_Escape)
            return True
        return False

    def _case_key(self, event: QKeyEvent) -> bool:
        key, pressed = event.key(), key_of(event)
        reviewing = self.reviewing
        special: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Return: reviewing.accept,
            Qt.Key.Key_Enter: reviewing.accept,
            Qt.Key.Key_Space: reviewing.accept,
            Qt.Key.Key_Delete: lambda: reviewing.take(None),
            Qt.Key.Key_Left: lambda: reviewing.choose(backwards=True),
            Qt.Key.Key_Right: lambda: reviewing.choose(backwards=False),
            Qt.Key.Key_Backspace: reviewing.reopen_case,
        }
        letters: dict[str, Callable[[], object]] = {
            "0": lambda: reviewing.take(None),
            "e": self._correct,
            "n": self.conflicts.note.setFocus,
        }
        run = special.get(key) or letters.get(pressed)
        if run is None and pressed.isdigit():
            run = lambda: reviewing.take(int(pressed) - 1)  # noqa: E731 one of the table's
        if run is None and pressed in REASON_KEYS:
            run = lambda: reviewing.reason(REASON_KEYS[pressed])  # noqa: E731
        if run is None or (reviewing.current is None and not reviewing.explained):
            return False
        self._decide(run)
        return True

    def _decide(self, run: Callable[[], object]) -> None:
        """What was decided before comes first; a review that is finished is taken up again on purpose only."""
        if self.reviewing.finished:
            self.noticed.emit("This review is finished. Ctrl+D takes it up again.")
            return
        try:
            self.session.when_saved(run)
        except Problem as problem:
            self.noticed.emit(str(problem))


def _hint(session: Session) -> str:
    return _CORRECT if session.current is not None else _HINT

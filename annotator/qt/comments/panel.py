"""Comments: the threads of the article and of the project, and the box to write in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.comment import Anchor, Comment, Thread
from annotator.project import commenting
from annotator.qt.comments.comment_list import ArticleThreads, OpenThreads, ThreadRows
from annotator.qt.comments.comment_writer import ANSWER, EDIT, NEW, CommentWriter, Target
from annotator.qt.comments.thread_card import ThreadCard, about, title
from annotator.qt.kit.bridge import Bridge, Operation, call
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.kit.rows import Rows
from annotator.qt.text.session import Session

ANNOTATION, ARTICLE, PROJECT = "annotation", "article", "project"
_SCOPES = (
    (ANNOTATION, "Annotation", "The threads about the selected annotation"),
    (ARTICLE, "Article", "All threads of this article"),
    (PROJECT, "Project", "What waits for an answer in the whole project; what mentions you comes first"),
)
_EMPTY = {
    ANNOTATION: "Nothing was said about this annotation yet.",
    ARTICLE: "Nothing was said about this article yet. Select an annotation or some words to comment on them.",
}
_NONE_SELECTED = "No annotation is selected."
_ALL_RESOLVED = "Everything here is resolved."
_AT_ONCE = 50
"""Cards that are made before one has to ask for more."""


class CommentsPanel(QWidget):
    """Threads above, the write box below. What is written belongs to what stands above the box."""

    openWanted = Signal(int, str)
    """Another article (its row id) is to be opened, with that annotation, or "" for none."""
    showWanted = Signal()
    """The selected annotation is to be brought into view."""
    noticed = Signal(str)
    """Something that the analyst should know."""

    def __init__(self, session: Session, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("comments")
        self.setAccessibleName("Comments")
        self._session, self._bridge = session, bridge
        self.threads = ArticleThreads(session, bridge)
        self.open_threads = OpenThreads(bridge)
        self.writer = CommentWriter()
        self.scope = ARTICLE
        self._shown: list[tuple[Thread, bool]] = []
        self._made: list[ThreadCard] = []
        self._limit = _AT_ONCE
        self._make_switch()
        self._make_list()
        self._make_cards()
        self._lay_out()
        self.writer.sent.connect(self._send)
        self.writer.emptied.connect(self._follow)
        self.threads.changed.connect(self._on_threads)
        session.selected.connect(lambda _: self._on_selected())
        session.opened.connect(self._on_opened)
        self._on_opened()
        self._on_threads()

    # Building

    def _make_switch(self) -> None:
        self._switch = QButtonGroup(self)
        self._scopes: dict[str, QPushButton] = {}
        for scope, text, tip in _SCOPES:
            button = QPushButton(text)
            button.setObjectName(f"scope {scope}")
            button.setCheckable(True)
            button.setToolTip(harmless(tip))
            button.setAccessibleName(f"Comments: {text.lower()}")
            button.setChecked(scope == self.scope)
            button.clicked.connect(lambda _=False, scope=scope: self.show_scope(scope))
            self._switch.addButton(button)
            self._scopes[scope] = button

    def _make_list(self) -> None:
        self.list = Rows("openThreads", "Open threads of the project", self.open_threads, ThreadRows())
        self.list.clicked.connect(lambda index: self._go_to_row(index.row()))
        self.list.activated.connect(lambda index: self._go_to_row(index.row()))
        self.open_threads.modelReset.connect(self._show_page)

    def _make_cards(self) -> None:
        self._empty = PlainLabel()
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._more = QPushButton("Show more")
        self._more.setToolTip("Show more threads")
        self._more.clicked.connect(self._show_more)
        self._resolved = QPushButton()
        self._resolved.setObjectName("showResolved")
        self._resolved.setCheckable(True)
        self._resolved.setToolTip("Show what is resolved as well")
        self._resolved.clicked.connect(lambda: self._show_cards())
        inside = QWidget()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        column = QVBoxLayout(inside)
        column.setContentsMargins(10, 4, 10, 8)
        column.addWidget(self._empty)
        column.addLayout(self._cards)
        for button in (self._more, self._resolved):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName("Threads")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Threads")
        self._scroll.setWidget(inside)

    def _lay_out(self) -> None:
        switch = QHBoxLayout()
        switch.setContentsMargins(10, 8, 10, 6)
        switch.setSpacing(6)
        for button in self._scopes.values():
            switch.addWidget(button, 1)
        self._nothing_open = PlainLabel("Nothing in this project waits for an answer.")
        self._nothing_open.setWordWrap(True)
        self._nothing_open.setContentsMargins(10, 4, 10, 8)
        self._nothing_open.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedWidget()
        for page in (self._scroll, self.list, self._nothing_open):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(switch)
        column.addWidget(self._pages, 1)
        column.addWidget(self.writer)

    # Showing

    def show_scope(self, scope: str) -> None:
        """Shows the threads of the annotation, of the article, or of the project."""
        self.scope, self._limit = scope, _AT_ONCE
        self._scopes[scope].setChecked(True)
        self.open_threads.watch(scope == PROJECT)
        self._show_page()
        self._show_cards()

    def _show_page(self) -> None:
        waiting = self.list if self.open_threads.rowCount() else self._nothing_open
        self._pages.setCurrentWidget(waiting if self.scope == PROJECT else self._scroll)

    def _on_opened(self) -> None:
        self._limit = _AT_ONCE
        self.writer.show_article(self._session.key)
        self._follow()

    def _on_threads(self) -> None:
        self.writer.set_names(commenting.names(self._bridge.reader))
        open_ = sum(not thread.resolved for thread in self.threads.threads)
        self._scopes[ARTICLE].setText(f"Article ({open_})" if open_ else "Article")
        self._on_selected()

    def _on_selected(self) -> None:
        current = self._session.current
        mine = self.threads.about(current.id) if current else []
        open_ = sum(not thread.resolved for thread in mine)
        self._scopes[ANNOTATION].setText(f"Annotation ({open_})" if open_ else "Annotation")
        self._follow()
        self._show_cards()

    def _wanted(self) -> list[Thread]:
        """The threads of the scope, those of the selected annotation first."""
        current = self._session.current
        about_it = self.threads.about(current.id) if current else []
        if self.scope == ANNOTATION:
            return about_it
        return [*about_it, *(thread for thread in self.threads.threads if thread not in about_it)]

    def _show_cards(self) -> None:
        if self.scope == PROJECT:
            return
        wanted = self._wanted()
        resolved = sum(thread.resolved for thread in wanted)
        self._resolved.setVisible(resolved > 0)
        self._resolved.setText(f"{'Hide' if self._resolved.isChecked() else 'Show'} resolved ({resolved})")
        listed = [thread for thread in wanted if self._resolved.isChecked() or not thread.resolved]
        self._more.setVisible(len(listed) > self._limit)
        current = self._session.current
        marked = current.id if current is not None else ""
        shown = [(one, one.on.annotation == marked) for one in listed[: self._limit]]
        self._empty.setVisible(not shown)
        unselected = self.scope == ANNOTATION and current is None
        self._empty.setText(
            _NONE_SELECTED if unselected else _ALL_RESOLVED if resolved else _EMPTY[self.scope]
        )
        if shown != self._shown:
            self._shown = shown
            self._build_cards(shown)

    def _build_cards(self, shown: list[tuple[Thread, bool]]) -> None:
        """Makes the cards again; the keyboard stays where it was."""
        focus = QApplication.focusWidget()
        inside = next((card for card in self._made if focus is not None and card.isAncestorOf(focus)), None)
        at = (inside.thread_id, focus.objectName()) if inside is not None and focus is not None else None
        for card in self._made:
            card.hide()
            card.deleteLater()
        self._made = [self._card(thread, marked) for thread, marked in shown]
        for card in self._made:
            self._cards.addWidget(card)
            # Else it would be shown later, and could not take the keyboard now.
            card.show()
        if at is not None:
            self._focus_again(*at)

    def _focus_again(self, thread: str, name: str) -> None:
        card = next((card for card in self._made if card.thread_id == thread), None)
        same = card.findChild(QPushButton, name) if card is not None else None
        (same or self.writer.box).setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, thread: Thread, marked: bool) -> ThreadCard:
        card = ThreadCard(thread, self._session.analyst, self._session.writable, marked)
        card.goWanted.connect(lambda: self._go(thread.on))
        card.answerWanted.connect(lambda: self._answer(thread))
        card.settleWanted.connect(lambda resolves: self._settle(thread, resolves))
        card.editWanted.connect(self._edit)
        card.deleteWanted.connect(self._delete)
        return card

    def _show_more(self) -> None:
        self._limit += _AT_ONCE
        self._show_cards()

    # Going there

    def _go(self, on: Anchor) -> None:
        """Selects a thread's annotation if it is mine, else shows its words."""
        if on.annotation is not None and self._session.annotation(on.annotation) is not None:
            self._session.select(on.annotation)
            self.showWanted.emit()
        elif on.span is not None:
            self._session.revealed.emit(*on.span)

    def _go_to_row(self, number: int) -> None:
        one = self.open_threads.rows[number]
        if one.key != self._session.key:
            self.openWanted.emit(one.key, one.thread.on.annotation or "")
        if one.key == self._session.key:
            self._go(one.thread.on)

    # Writing

    def start_comment(self, start: int = 0, end: int = 0) -> None:
        """The box gets the keyboard, for the selected annotation, else a range of the text, else the article."""
        target = self._new_target(start, end)
        if target is None:
            return
        if self.scope == PROJECT:
            self.show_scope(ARTICLE)
        self._write(target)

    def _new_target(self, start: int = 0, end: int = 0) -> Target | None:
        """What a new comment would be about."""
        session = self._session
        if session.key is None or session.article is None:
            return None
        current = session.current
        on = Anchor.at(start, end) if start < end else Anchor()
        words = session.article.text[start:end]
        if current is not None:
            on, words = Anchor.of(current.id, session.layer), session.text_of(current)
        return Target(session.key, NEW, title(words), on)

    def _follow(self) -> None:
        """Where nothing is begun, the box is for what is selected now."""
        if not self._session.writable:
            self.writer.setEnabled(False)
        elif self.writer.is_free:
            self.writer.aim(self._new_target())

    def _write(self, target: Target, text: str = "") -> None:
        if self._session.writable:
            self.writer.aim(target, text)
        self.writer.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _answer(self, thread: Thread) -> None:
        if self._session.key is not None:
            to = thread.latest.author
            self._write(
                Target(
                    self._session.key,
                    ANSWER,
                    f"Answer to {to}: {about(thread.on, self._session.layer)}",
                    id=thread.id,
                )
            )

    def _edit(self, comment: Comment) -> None:
        if self._session.key is not None:
            said = f"Edit your comment: {about(comment.on, self._session.layer)}"
            self._write(Target(self._session.key, EDIT, said, id=comment.id), comment.text)

    def _send(self, target: Target, text: str) -> None:
        operations: dict[str, Operation] = {
            NEW: call(commenting.add, target.key, text, target.on),
            ANSWER: call(commenting.answer, target.key, target.id, text),
            EDIT: call(commenting.edit, target.key, target.id, text),
        }
        self.writer.set_sending(True)
        self._bridge.do(operations[target.kind], then=lambda _: self.writer.was_sent(target, text))
        self._bridge.when_saved(lambda: self.writer.set_sending(False))

    def _settle(self, thread: Thread, resolves: bool) -> None:
        operation = commenting.resolve if resolves else commenting.reopen
        self._bridge.do(call(operation, self._session.at_hand, thread.id))

    def _delete(self, comment: Comment) -> None:
        self._bridge.do(
            call(commenting.delete, self._session.at_hand, comment.id),
            then=lambda _: self.noticed.emit("Your comment is deleted. Undo brings it back."),
        )

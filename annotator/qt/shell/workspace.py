"""The three columns of an open project, and how its panels work together."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QMenu,
    QSplitter,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.change import Change
from annotator.domain.problems import Problem, Progress, Submitted
from annotator.project import articles, queues, submitting
from annotator.qt.comments.panel import CommentsPanel
from annotator.qt.kit import progress
from annotator.qt.kit.actor_field import Asked, choose_actor
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.kit.commands import COMMANDS, is_letter
from annotator.qt.kit.plain import add_entry
from annotator.qt.library.article_list import HitRole
from annotator.qt.library.panel import ArticlesPanel
from annotator.qt.scheme.guideline_panel import GuidelinePanel
from annotator.qt.shell.analyst_chip import WhoBar
from annotator.qt.text.annotations import AnnotationsPanel
from annotator.qt.text.announcer import Announcer
from annotator.qt.text.desk import Desk
from annotator.qt.text.handed_back import HandedBackHere, HandedBackLine
from annotator.qt.text.hints import key_of
from annotator.qt.text.known import KnownPanel
from annotator.qt.text.registry_entry import Entries
from annotator.qt.text.times import Times

_WIDTHS = (300, 760, 340)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
_HEIGHTS = (520, 380)
_CHANGE_THE_LAYER = ("link", "link_missing", "this_is", "take_mentions")
"""Commands that first ask or look for something: in a locked layer they do not begin."""
_NOTHING = {
    queues.UNSURE: "No annotation in the project is marked unsure.",
    queues.INCOMPLETE: "Every annotation in the project has what it must have.",
}


class Workspace(QWidget):
    """Articles on the left, the text in the middle, details and annotations on the right."""

    noticed = Signal(str)
    done = Signal(str)
    """Something was done that undo takes back: it is told, with a button for that."""
    offered = Signal(str, str, object)
    """A sentence, what there is to do about it, and the function that does it."""
    stateChanged = Signal()
    """An article was opened or closed, or another annotation is selected."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.desk = desk = Desk(bridge)
        self.session, self.proposals, self.linking = desk.session, desk.proposals, desk.linking
        self.article, self.details = desk.article, desk.details
        self.entries = Entries(self.session, bridge)
        self.articles = ArticlesPanel(bridge)
        self.handed_back = HandedBackLine(self.session, HandedBackHere(self.session, bridge))
        self.times = Times(bridge, self.session)
        self.who = WhoBar(bridge)
        self.known = KnownPanel(self.session, self.times)
        self.guideline = GuidelinePanel(self.session, bridge)
        self.comments = CommentsPanel(self.session, bridge)
        self.annotations = AnnotationsPanel(self.session)
        self.announcer = Announcer(self.session, self.article.view)
        self._lay_out()
        self._connect()
        self.commands = self._handlers()
        """What commands do on the page of texts, by their names."""
        self._keep_keys()

    def _keep_keys(self) -> None:
        """A click on a button, a tab or a box leaves the keyboard where it is; lists leave letters to annotating."""
        for part in self.findChildren(QWidget):
            clickable = isinstance(part, QAbstractButton | QComboBox | QTabBar)
            if clickable and part.focusPolicy() & Qt.FocusPolicy.ClickFocus:
                part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            elif isinstance(part, QAbstractItemView) and part is not self.annotations.list:
                part.installEventFilter(self)

    def take_keys(self, actions: Mapping[str, QAction]) -> None:
        """Takes the commands whose keys count on this page alone: letters anywhere, others in the text and the list of
        what is marked in it."""
        for command in COMMANDS:
            if command.in_text:
                letter = is_letter(command)
                for part in (self,) if letter else (self.article, self.annotations.list):
                    part.addAction(actions[command.name])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A list does not search by letters: they set values and tag, as everywhere on the page."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            typing = event.text().isprintable() and event.text().strip()
            editing = self.focusWidget() is not watched
            if typing and not editing and event.modifiers() in _PLAIN:
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self.side = QTabWidget()
        self.side.setDocumentMode(True)
        self.side.setAccessibleName("About the annotation")
        for panel, title in (
            (self.details, "Details"),
            (self.guideline, "Guideline"),
            (self.comments, "Comments"),
            (self.known, "Article"),
        ):
            self.side.addTab(panel, title)
        middle = QWidget()
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.who)
        inside.addWidget(self.handed_back)
        inside.addWidget(self.article, 1)
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        for splitter, parts, sizes in (
            (self.right, (self.side, self.annotations), _HEIGHTS),
            (self.columns, (self.articles, middle, self.right), _WIDTHS),
        ):
            for part in parts:
                splitter.addWidget(part)
            splitter.setChildrenCollapsible(False)
            splitter.setSizes(list(sizes))
        for column, stretch in enumerate((0, 1, 0)):
            self.columns.setStretchFactor(column, stretch)
        self.articles.setMinimumWidth(190)
        self.right.setMinimumWidth(310)
        self.article.setMinimumWidth(390)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.columns)

    def _connect(self) -> None:
        session = self.session
        self.articles.chosen.connect(self.open)
        self.details.newActorWanted.connect(self.entries.new)
        self.article.detailsWanted.connect(self.to_details)
        self.article.labels.labelHovered.connect(self.guideline.hint)
        self.entries.askWanted.connect(self._ask_actor)
        self.entries.told.connect(self.done)
        self.comments.openWanted.connect(lambda key, _: self.open(key))
        self.comments.showWanted.connect(self.article.show_selected)
        self.comments.noticed.connect(self.noticed)
        self.article.commentsWanted.connect(self.to_comments)
        self.comments.threads.changed.connect(self._on_threads)
        self.article.noticed.connect(self.noticed)
        for panel in (self.article, self.known):
            panel.corrected.connect(self.done)
        self.article.head.correct.clicked.connect(self.to_known)
        self.times.changed.connect(lambda: self.article.view.set_notes(self.times.notes))
        self.annotations.activated.connect(self.article.view.setFocus)
        self.articles.model.modelReset.connect(lambda: self.articles.mark(session.key))
        self.annotations.list.clicked.connect(lambda _: self.article.show_selected())
        self.entries.named.connect(self.proposals.offer_again)
        session.warned.connect(self.noticed)
        session.opened.connect(self._on_opened)
        session.statusChanged.connect(lambda _: self.proposals.drop() if session.locked else None)
        self.bridge.refused.connect(self._offer_reopening)
        session.selected.connect(lambda _: self.stateChanged.emit())
        session.reset.connect(self.stateChanged)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        handlers: dict[str, Callable[[], object]] = {
            **self.desk.commands,
            "undo": lambda: self.bridge.undo(then=self.show_change),
            "redo": lambda: self.bridge.redo(then=self.show_change),
            "this_is": self.entries.this_is,
            "take_mentions": self.article.take_mentions,
            "step_mentions": self.article.step_mentions,
            "drop_mentions": self.proposals.drop,
            "choose_equal": self.choose_equal,
            "next_incomplete": lambda: self.go_on(queues.INCOMPLETE),
            "next_unsure": lambda: self.go_on(queues.UNSURE),
            "done": self.article.toggle_done,
            "done_next": self.finish_and_go_on,
            "next_unfinished": self.open_next_unfinished,
            "next": lambda: self.step(1),
            "previous": lambda: self.step(-1),
            "search": self.articles.search.setFocus,
            "to_list": self.articles.list.setFocus,
            "to_details": self.to_details,
            "to_guideline": self.to_guideline,
            "to_comments": self.to_comments,
            "comment": self.comment,
            "to_annotations": self.annotations.list.setFocus,
            "to_known": self.to_known,
            "name_time": self._ask_time,
        }
        for name in _CHANGE_THE_LAYER:
            handlers[name] = partial(self._if_open, handlers[name])
        return handlers

    def _if_open(self, begin: Callable[[], object]) -> None:
        if self.session.may_change():
            begin()

    def _offer_reopening(self, refused: Submitted) -> None:
        keys = key_of(self.session, "done")
        here = refused.article == self.session.key and keys != "–"
        self.offered.emit(
            str(refused),
            f"Reopen ({keys})" if here else "Reopen",
            lambda: self.bridge.do(call(submitting.reopen, refused.article)),
        )

    def to_details(self) -> None:
        """Gives the keyboard to the selected annotation's fields."""
        self.side.setCurrentWidget(self.details)
        self.details.focus_first()

    def to_guideline(self) -> None:
        """Shows the guideline's entry for the label at hand."""
        self.side.setCurrentWidget(self.guideline)
        self.guideline.tabs.setFocus()

    def to_comments(self) -> None:
        """Shows what was said about the article."""
        self.side.setCurrentWidget(self.comments)
        self.comments.setFocus()

    def to_known(self) -> None:
        """Shows what is known of the article, to be corrected."""
        self.side.setCurrentWidget(self.known)
        self.known.focus_first()

    def _ask_time(self) -> None:
        start, end = self.article.view.selection()
        if start == end:
            self.noticed.emit("Select the words that name a time first.")
            return
        self.side.setCurrentWidget(self.known)
        self.known.ask_time(start, end)

    def comment(self) -> None:
        """Begins a comment on the selected annotation, else on the selected words, else on the article."""
        self.side.setCurrentWidget(self.comments)
        self.comments.start_comment(*self.article.view.selection())

    def _on_threads(self) -> None:
        threads = self.comments.threads
        count = sum(not thread.resolved for thread in threads.threads)
        self.side.setTabText(self.side.indexOf(self.comments), f"Comments ({count})" if count else "Comments")
        self.article.show_comments(threads.commented, threads.ranges)

    def _ask_actor(self, asked: Asked) -> None:
        """Asks whom the words mean."""
        chosen = choose_actor(self, self.bridge.reader.registry, asked)
        self.article.view.setFocus()
        if chosen is not None:
            self.entries.answer(chosen)

    def open(self, key: int) -> None:
        """Shows an article, at the first hit where a search is on, and gives it the keyboard."""
        self.session.open(key)
        line = self.articles.model.line_of(key)
        hit = None if line is None else self.articles.model.index(line).data(HitRole)
        if hit is not None:
            self.session.revealed.emit(hit.start, hit.end)
        self.article.view.setFocus()

    def _on_opened(self) -> None:
        self.articles.mark(self.session.key)
        self.stateChanged.emit()

    def open_first(self) -> None:
        """Shows the first article that is not done, else the first."""
        key = self.articles.model.next_unfinished(None)
        if key is None and self.articles.model.rowCount():
            key = self.articles.model.keys[0]
        if key is not None:
            self.open(key)

    def open_richest(self) -> None:
        """Shows the article with the most annotations, with the first one that is linked selected."""
        query = articles.ListQuery(self.bridge.analyst, sort="annotations", descending=True)
        found = articles.listing(self.bridge.reader, query)
        if found:
            self.open(found[0])
            linked = (one.id for one in self.session.annotations if one.links)
            self.session.select(next(linked, None))

    def open_first_if_none(self) -> None:
        """Shows the first article where none is shown yet."""
        if self.session.article is None:
            self.open_first()

    def open_next_unfinished(self) -> None:
        """Shows the next article that is new or in progress."""
        key = self.articles.model.next_unfinished(self.session.key)
        if key is None:
            self.noticed.emit("No other article in this list is unfinished.")
        else:
            self.open(key)

    def finish_and_go_on(self) -> None:
        """Submits my layer and shows the next unfinished article."""
        if not self.session.locked:
            self.session.set_status("done")
        self.open_next_unfinished()

    def step(self, by: int) -> None:
        """Shows the next article of the list (1) or the one before (-1)."""
        key = self.articles.neighbour(self.session.key, by)
        if key is not None:
            self.open(key)

    def go_on(self, queue: str) -> None:
        """Selects my next annotation that waits in a queue: in this article, else in another one."""
        session = self.session
        at = session.current.start + 1 if session.current else self.article.view.caret
        waiting = session.waiting(queue)
        here = next((one for one in waiting if one.start >= at), None)
        if here is not None:
            session.select(here.id)
            return

        def find(steps: Progress) -> queues.Found | None:
            with self.bridge.reading() as project:
                return queues.following(project, queue, session.key or 0, steps)

        def go(found: queues.Found | None) -> None:
            if found is not None:
                self.open(found[0])
                session.select(found[1].id)
            elif waiting:
                session.select(waiting[0].id)
            else:
                self.noticed.emit(_NOTHING[queue])

        progress.run(self, "Looking through the project…", self.bridge.task(find), go)

    def choose_equal(self) -> None:
        """Selects every annotation with the same label and words as the selected one."""
        one = self.session.current
        if one is not None:
            self.session.choose([a.id for a in self.session.equal_to(one)] + [one.id])

    def withdraw(self) -> None:
        """Takes the article out of lists and exports."""
        withdraw = call(articles.withdraw, self.session.at_hand)
        self.session.open(None)
        self.bridge.do(withdraw)

    def show_change(self, change: Change) -> None:
        """After an undo or redo: goes where something changed. What was offered before is about something else."""
        self.proposals.drop()
        touched = {
            article for article, layer in change.layers if layer == self.bridge.analyst
        } | change.comments
        touched = touched or set(change.articles)
        if len(touched) != 1:
            return
        (article,) = touched
        try:
            key = articles.key_of(self.bridge.reader, article)
        except Problem:
            return
        # An article whose record changed may have left the list.
        listed = not change.articles or self.articles.model.line_of(key) is not None
        if key != self.session.key and listed:
            self.open(key)
        there = [one.id for one in change.annotations or () if one.after is not None]
        if there:
            self.session.select(there[0])

    def menu(self, place: QPoint, actions: Sequence[QAction], zones: Sequence[QAction]) -> None:
        """The menu of an annotation: its labels, what can be done with it, what part of the article this is."""
        menu = self.made_menu(actions, zones)
        menu.exec(place)
        menu.deleteLater()

    def made_menu(self, actions: Sequence[QAction], zones: Sequence[QAction]) -> QMenu:
        """That menu, not shown yet."""
        menu = QMenu(self)
        for label in self.session.scheme.labels:
            text = f"{label.name.capitalize()}\t{label.key}"
            add_entry(menu, text, partial(self.article.tag, label.name)).setEnabled(self.bridge.writable)
        menu.addSeparator()
        menu.addActions(actions)
        menu.addSeparator()
        menu.addMenu("Zone").addActions(zones)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of labels and values count wherever nothing is typed; Esc leads from any panel back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.article.view.setFocus()
        elif not self.article.press(event):
            super().keyPressEvent(event)

    def close_project(self) -> None:
        """Ends the project when everything is on the disk."""
        self.who.let_go()
        self.bridge.close()
        self.proposals.stop()

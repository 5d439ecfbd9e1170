"""The registry on a page of its own: its entries, the fields of one, and where it is mentioned."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.actor import ACTOR_TYPES, Actor
from annotator.domain.change import Change
from annotator.domain.identity import new_id
from annotator.project import actor_files, mentions, registry
from annotator.qt.actors.actor_buttons import ActorButtons
from annotator.qt.actors.actor_form import ActorForm
from annotator.qt.actors.actor_list import QUEUE, ActorList, ActorRows
from annotator.qt.actors.mention_list import Guess
from annotator.qt.actors.mentions_area import MentionsArea
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.kit.rows import Rows

_PAUSE = 400
"""Milliseconds after a change until mentions are counted again."""
_WIDTHS, _HEIGHTS = (280, 820), (360, 420)
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ActorsPanel(QWidget):
    """Nothing is read until it is shown."""

    mentionWanted = Signal(int, str)
    """A mention is to be opened: its article's row id, its annotation's id."""
    mergeWanted = Signal(object)
    """Entries (a list of ids) are to be merged into one."""
    splitWanted = Signal(str)
    """Forms of an entry are to become an entry of their own."""
    importWanted = Signal()
    exportWanted = Signal()
    noticed = Signal(str)
    """A sentence for the user, in passing."""

    def __init__(self, bridge: Bridge, guess: Guess | None = None) -> None:
        super().__init__()
        self.setObjectName("actorsPanel")
        self._bridge = bridge
        self._wanted: str | None = QUEUE
        self._stale = True
        self.model = ActorList(bridge)
        self.mentions = MentionsArea(bridge, guess or (lambda words: bridge.reader.registry.guess(words)))
        self._counting = LatestOnly(bridge, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._count)
        self._build_list()
        self._build_entry()
        self._lay_out()
        self._connect()

    # Building

    def _build_list(self) -> None:
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Find an actor")
        self.filter.setPlaceholderText("Find an actor by any of its forms")
        self.filter.setToolTip("Type any name, alias, metonym or demonym; Down goes on to the list.")
        self.filter.setClearButtonEnabled(True)
        self.type = QComboBox()
        self.type.setAccessibleName("Type of actor")
        self.type.setToolTip("Show actors of one type only")
        self.type.addItem("Any type", "")
        for type_ in ACTOR_TYPES:
            self.type.addItem(type_.capitalize(), type_)
        self.list = Rows("actorList", "Actors", self.model, ActorRows())
        self.list.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)

    def _build_entry(self) -> None:
        self.buttons = ActorButtons()
        self.form = ActorForm(lambda: self._bridge.reader.registry)
        self._area = QScrollArea()
        self._area.setAccessibleName("The chosen actor")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setAccessibleName("The chosen actor")
        self._area.setWidget(self.form)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        top = QVBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.addWidget(self.filter)
        top.addWidget(self.type)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.buttons)
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.addWidget(self._area)
        self._parts.addWidget(self.mentions)
        self._parts.setSizes(list(_HEIGHTS))
        self._parts.setChildrenCollapsible(False)
        column.addWidget(self._parts, 1)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.addWidget(left)
        columns.addWidget(right)
        columns.setChildrenCollapsible(False)
        columns.setSizes(list(_WIDTHS))
        columns.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(columns)

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _: self._filter())
        self.type.currentIndexChanged.connect(lambda _: self._filter())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.model.modelReset.connect(self._mark)
        self.form.told.connect(self._change)
        self.form.unmergeWanted.connect(lambda uid: self._bridge.do(call(registry.unmerge, uid)))
        self.mentions.mentionWanted.connect(self.mentionWanted)
        self.mentions.noticed.connect(self.noticed)
        for watched in (self.filter, self.list):
            watched.installEventFilter(self)
        self.buttons.newWanted.connect(self.add)
        self.buttons.mergeWanted.connect(lambda: self.mergeWanted.emit(self.chosen))
        self.buttons.splitWanted.connect(lambda: self.splitWanted.emit(self._wanted))
        self.buttons.removeWanted.connect(self.remove)
        self.buttons.importWanted.connect(self.importWanted)
        self.buttons.exportWanted.connect(self.exportWanted)
        self.buttons.starterWanted.connect(lambda: self._bridge.do(actor_files.add_starter, then=self._added))
        self.buttons.take_keys(self)
        self._bridge.changed.connect(self._on_change)

    # What is shown

    @property
    def busy(self) -> bool:
        """Whether something is being read."""
        return self._counting.busy or self.mentions.model.busy or self._timer.isActive()

    @property
    def chosen(self) -> list[str]:
        """Ids of the selected entries, the current one first."""
        rows = {index.row() for index in self.list.selectionModel().selectedRows()}
        ids = [line.id for line in (self.model.rows[row] for row in sorted(rows)) if line.actor is not None]
        return sorted(ids, key=lambda uid: uid != self._wanted)

    def showEvent(self, event: QShowEvent) -> None:
        """What has changed meanwhile is read now."""
        super().showEvent(event)
        if self._stale:
            self.model.read()
            self._show_line()
            self._count()

    def select(self, uid: str) -> None:
        """Shows an entry, or the queue ("")."""
        entry = self._bridge.reader.registry.entry(uid)
        self._wanted = entry.id if entry else uid
        if self.model.row_of(self._wanted) is None:
            self.filter.clear()
            self.type.setCurrentIndex(0)
        self._mark()
        self._show_line()

    def _mark(self) -> None:
        """The current row is the one of the entry that is shown."""
        row = self.model.row_of(self._wanted)
        index = QModelIndex() if row is None else self.model.index(row)
        if self.list.currentIndex() != index:
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index, QTableView.ScrollHint.PositionAtCenter)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            uid = self.model.rows[index.row()].id
            if uid != self._wanted:
                self._wanted = uid
                self._show_line()

    def _actor(self) -> Actor | None:
        return self._bridge.reader.registry.stored(self._wanted) if self._wanted else None

    def _show_line(self) -> None:
        actor = self._actor()
        self._area.setVisible(actor is not None)
        self.form.show_actor(actor, self._bridge.writable)
        self.buttons.enable(self._bridge.writable, actor)
        self._show_mentions(None if self._stale else self.model.tally)

    def _show_mentions(self, tally: mentions.Tally | None) -> None:
        """With a tally that is up to date only the articles with such mentions are looked at."""
        uid = self._wanted
        if tally is None or uid is None:
            self.mentions.show_mentions(uid, None, None)
        else:
            self.mentions.show_mentions(uid, tally.articles.get(uid, ()), tally.counts.get(uid, 0))

    def _filter(self) -> None:
        self.model.filter(self.filter.text(), self.type.currentData())

    # Hearing of changes

    def _on_change(self, change: Change) -> None:
        mine = any(layer == self._bridge.analyst for _, layer in change.layers)
        known = "actor" in change.kinds
        if not (known or mine or change.listed or change.articles):
            return
        self._stale = True
        if not self.isVisible():
            return
        if known:
            self._reread()
        self._timer.start()

    def _reread(self) -> None:
        """The registry is another one: what is shown may have been merged or removed."""
        entry = self._bridge.reader.registry.entry(self._wanted) if self._wanted else None
        before = self._wanted
        if entry is not None:
            self._wanted = entry.id
        elif self.form.actor is not None and self.form.actor.id == self._wanted:
            self._wanted = QUEUE
        self.model.read()
        self._mark()
        if self._wanted != before:
            self._show_line()
        else:
            actor = self._actor()
            self.form.show_actor(actor, self._bridge.writable)
            self._area.setVisible(actor is not None)

    def _count(self) -> None:
        analyst = self._bridge.analyst
        self._counting.ask(lambda project, _: mentions.tally(project, analyst), self._take_tally)

    def _take_tally(self, tally: mentions.Tally) -> None:
        self._stale = False
        self.model.take(tally)
        self._mark()
        self._show_mentions(tally)

    # Doing

    def add(self) -> None:
        """A new entry, named by what was typed into the filter; its name is there to be written over."""
        uid, name = new_id(), self.filter.text().strip() or "New actor"
        type_ = self.type.currentData() or "organisation"

        def shown(_: Change) -> None:
            self.select(uid)
            self.form.name.setFocus()
            self.form.name.selectAll()

        self._bridge.do(call(registry.add, name, type_, uid), then=shown)

    def remove(self) -> None:
        """Takes the chosen entry out of the registry."""
        actor = self._actor()
        if actor is not None:
            said = f"Removed {actor.name}. Undo brings it back."
            self._bridge.do(call(registry.remove, actor.id), then=lambda _: self.noticed.emit(said))

    def _added(self, change: Change) -> None:
        self.noticed.emit("The starter registry was added." if change else "It is all there already.")

    def _change(self, field: str, value: object) -> None:
        actor = self.form.actor
        if actor is not None:
            self._bridge.do(lambda project: registry.change(project, actor.id, **{field: value}))

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter one goes on to the list, from there to the mentions."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.filter and event.key() in (*_RETURN, Qt.Key.Key_Down):
                self._to_list()
                return True
            if watched is self.list and event.key() in _RETURN:
                self.mentions.to_list()
                return True
        return super().eventFilter(watched, event)

    def _to_list(self) -> None:
        """To the first entry that was found."""
        if self.filter.text() and self.model.rowCount() > 1:
            self.list.setCurrentIndex(self.model.index(1))
        self.list.setFocus()

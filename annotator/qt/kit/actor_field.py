"""Finding an entry of the registry by typing: a line with suggestions, the field of an attribute, a pop-up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QLineEdit,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.actor import ACTOR_TYPES
from annotator.domain.annotation import AttributeValue
from annotator.domain.registry import Registry
from annotator.domain.scheme import Attribute
from annotator.qt.kit.attribute_fields import Told
from annotator.qt.kit.paint import smaller
from annotator.qt.kit.plain import PlainLabel, add_entry, caption

_MOST = 30
_NAME_ROLE = Qt.ItemDataRole.UserRole + 1
_ID_ROLE = Qt.ItemDataRole.UserRole + 2
"""The id of the entry that a suggestion stands for; None for the offer of a new one."""

Source = Callable[[], Registry]


class Suggestions(QStandardItemModel):
    """The entries that what was typed fits, and the offer of a new one."""

    def __init__(self, registry: Source, offers_new: bool) -> None:
        super().__init__()
        self._registry = registry
        self._offers_new = offers_new

    def show(self, typed: str) -> None:
        """Looks up what was typed so far."""
        self.clear()
        words = typed.strip()
        for actor, form in self._registry().matching(words, _MOST):
            known = "" if form == actor.name else f" · {form}"
            self._add(f"{actor.name}  –  {actor.type}{known}", actor.name, actor.id)
        if self._offers_new and words:
            self._add(f"New entry “{words}”", words, None)

    def show_entries(self, uids: Sequence[str]) -> None:
        """Offers these entries, whatever was typed."""
        self.clear()
        for uid in uids:
            entry = self._registry().entry(uid)
            if entry is not None:
                self._add(f"{entry.name}  –  {entry.type}", entry.name, entry.id)

    def add_new(self, name: str, type_: str) -> None:
        """Offers a new entry below the others."""
        self._add(f"New “{name}” as ‹ {type_} ›", name, None)

    def _add(self, shown: str, name: str, uid: str | None) -> None:
        item = QStandardItem(shown)
        item.setEditable(False)
        item.setData(name, _NAME_ROLE)
        item.setData(uid, _ID_ROLE)
        self.appendRow(item)


class _Completer(QCompleter):
    """Shows the suggestions as they are: what fits was looked up already."""

    def splitPath(self, path: str) -> list[str]:
        """Nothing to compare them with."""
        return [""]


class ActorLine(QLineEdit):
    """A line in which one types to find an entry; Return takes the first suggestion. Left empty it means none.

    What fits no entry is told as it is, unless new entries are offered.
    """

    chosen = Signal(object)
    """The id of the entry, a text that is no entry's id, or None."""
    newWanted = Signal(str)
    """A new entry of that name."""

    def __init__(self, registry: Source, value: str | None = None, offers_new: bool = False) -> None:
        super().__init__()
        self._registry = registry
        self._offers_new = offers_new
        self._value = value
        self._suggestions = Suggestions(registry, offers_new)
        completer = _Completer(self._suggestions, self)
        completer.setCompletionRole(_NAME_ROLE)
        completer.setMaxVisibleItems(12)
        completer.setWrapAround(False)
        completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]
        self.setCompleter(completer)
        self.textEdited.connect(self._suggestions.show)
        self.returnPressed.connect(self._on_return)
        self.setPlaceholderText("type to find an actor")
        self.show_value(value)

    @property
    def value(self) -> str | None:
        """What was chosen last."""
        return self._value

    def show_value(self, value: str | None) -> None:
        """Shows an entry by its name, or a value that is none's id as it is."""
        self._value = value
        entry = self._registry().entry(value) if value else None
        self.setText(entry.name if entry else value or "")
        self.setCursorPosition(0)

    def _on_activated(self, index: QModelIndex) -> None:
        self._take(index.data(_ID_ROLE), index.data(_NAME_ROLE))

    def _on_return(self) -> None:
        typed = self.text().strip()
        if not self.isModified() or not typed:
            self._leave()
            return
        self._suggestions.show(typed)
        first = self._suggestions.index(0, 0)
        if first.isValid():
            self._on_activated(first)
        else:
            self._tell(typed)

    def _take(self, uid: str | None, name: str) -> None:
        if uid is not None:
            self._tell(uid)
        else:
            self.show_value(self._value)
            self.newWanted.emit(name)

    def _tell(self, value: str | None) -> None:
        changed = value != self._value
        self.show_value(value)
        if changed:
            self.chosen.emit(value)

    def _leave(self) -> None:
        """An emptied line means none; what was not chosen is forgotten."""
        if self.text().strip():
            self.show_value(self._value)
        else:
            self._tell(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving is no choice."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc brings back what was chosen. That and the Return that chooses are not the dialog's around the line."""
        typing, key = self.isModified(), event.key()
        if key == Qt.Key.Key_Escape and typing:
            self.show_value(self._value)
            return
        super().keyPressEvent(event)
        if typing and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class ActorField(QWidget):
    """The field of a registry attribute: the entry's name, below it what it is, as a button that mends both."""

    newWanted = Signal(str)
    """A new entry of that name is to be made for the annotation."""
    typeWanted = Signal(str, str)
    """The entry of this id is to have another type."""
    nameWanted = Signal(str)
    """The entry of this id is to be given another name."""

    def __init__(
        self,
        attribute: Attribute,
        value: AttributeValue | None,
        told: Told,
        registry: Source,
        offers_new: bool = True,
    ) -> None:
        super().__init__()
        self._registry = registry
        self.line = ActorLine(registry, value if isinstance(value, str) else None, offers_new)
        self.line.setAccessibleName(attribute.name)
        self.line.setToolTip("Type to find an entry of the registry, Return takes the first. Empty: none.")
        self.line.chosen.connect(lambda chosen: self._on_chosen(attribute.name, chosen, told))
        self.line.newWanted.connect(self.newWanted)
        self._about = QToolButton()
        self._about.setObjectName("entryType")
        self._about.setAutoRaise(True)
        self._about.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._about.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._about.setToolTip("Mend the entry: its type, its name")
        self._about.setFont(smaller(self.font(), 1))
        menu = QMenu(self._about)
        for type_ in ACTOR_TYPES:
            add_entry(menu, type_, partial(self._want_type, type_))
        menu.addSeparator()
        add_entry(menu, "Another name…", lambda: self.nameWanted.emit(self.line.value or ""))
        self._about.setMenu(menu)
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self._about, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_about()

    def _want_type(self, type_: str) -> None:
        self.typeWanted.emit(self.line.value or "", type_)

    @property
    def about(self) -> str:
        """What it says of the entry."""
        return self._about.text()

    def _on_chosen(self, name: str, value: str | None, told: Told) -> None:
        self._show_about()
        told(name, value)

    def _show_about(self) -> None:
        value = self.line.value
        entry = self._registry().entry(value) if value else None
        about = entry.type if entry else f"{value} is not in the registry" if value else ""
        self._about.setText(caption(about))
        self._about.setAccessibleName(f"Type: {about}" if entry else about)
        self._about.setEnabled(entry is not None)
        self._about.setVisible(bool(about))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody answered to whom some words mean: an entry by its id, or a new one by name and type."""

    uid: str = ""
    name: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom some words may mean.

    `nearest`: ids of entries that are offered until something is typed, likeliest first; for words that are no name.
    `type_of`: the likeliest type of a new entry of a name; None: no new one is offered.
    """

    words: str
    type_of: Callable[[str], str] | None = None
    nearest: Sequence[str] | None = None


class ActorChoice(QDialog):
    """A line and the entries that fit; arrows walk, Return takes. The last row is a new entry of what was typed."""

    def __init__(self, parent: QWidget | None, registry: Registry, asked: Asked) -> None:
        super().__init__(parent)
        self.setWindowTitle("This is…")
        self._registry, self._asked, self._type = registry, asked, ""
        self._suggestions = Suggestions(lambda: registry, offers_new=False)
        self.line = QLineEdit(asked.words)
        self.line.setAccessibleName("Find an actor")
        self.line.setToolTip("Type to find an entry. Arrows walk the list, Return takes one, Esc closes.")
        self.line.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setAccessibleName("Actors")
        self.list.setModel(self._suggestions)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        about = PlainLabel("Up and Down choose. On “New”, Left and Right change the type.")
        about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        about.setVisible(asked.type_of is not None)
        self.line.textChanged.connect(self._on_typed)
        self.line.installEventFilter(self)
        self.list.clicked.connect(lambda _: self.accept())
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(about)
        self._show()
        self.line.selectAll()

    def sizeHint(self) -> QSize:
        """Wide enough for a name with its type and form."""
        return QSize(460, 380)

    def _on_typed(self) -> None:
        self._type = ""
        self._show()

    def _show(self, row: int = 0) -> None:
        typed, asked = self.line.text().strip(), self._asked
        if asked.nearest is not None and typed == asked.words:
            self._suggestions.show_entries(asked.nearest)
        else:
            self._suggestions.show(typed)
            if asked.type_of is not None and typed:
                self._type = self._type or asked.type_of(typed)
                self._suggestions.add_new(typed, self._type)
        self.list.setCurrentIndex(self._suggestions.index(row, 0))

    @property
    def chosen(self) -> Chosen | None:
        """What is answered now; None where nothing can be."""
        index = self.list.currentIndex()
        if not index.isValid():
            return None
        uid = index.data(_ID_ROLE)
        return Chosen(uid=uid) if uid else Chosen("", index.data(_NAME_ROLE), self._type)

    @property
    def _is_on_new(self) -> bool:
        chosen = self.chosen
        return chosen is not None and not chosen.uid

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk the list from the line; on a new entry Left and Right change its type."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            row = max(0, min(self._suggestions.rowCount() - 1, self.list.currentIndex().row() + step))
            self.list.setCurrentIndex(self._suggestions.index(row, 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.list.currentIndex().isValid():
                self.accept()
        else:
            super().keyPressEvent(event)

    def turn_type(self, step: int) -> bool:
        """Gives the new entry the next type, or the one before; whether a new entry is chosen."""
        if not self._is_on_new:
            return False
        at = ACTOR_TYPES.index(self._type) if self._type in ACTOR_TYPES else 0
        self._type = ACTOR_TYPES[(at + step) % len(ACTOR_TYPES)]
        self._show(self.list.currentIndex().row())
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and Right turn the type of a new entry while the line's caret is at its end."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
            at_end = self.line.cursorPosition() == len(self.line.text())
            if step and at_end and not event.modifiers() and self.turn_type(step):
                return True
        return super().eventFilter(watched, event)


def choose_actor(parent: QWidget | None, registry: Registry, asked: Asked) -> Chosen | None:
    """Asks whom some words mean; None where the question was closed."""
    dialog = ActorChoice(parent, registry, asked)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    return dialog.chosen if accepted else None

"""Finding an entry of the registry by typing: a line with suggestions, the field of an attribute, a pop-up."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import AttributeValue
from annotator.domain.registry import Registry
from annotator.domain.scheme import Attribute
from annotator.qt.kit.attribute_fields import Told
from annotator.qt.kit.paint import smaller
from annotator.qt.kit.plain import PlainLabel

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
    """The field of a registry attribute: the entry's name, below it what it is."""

    newWanted = Signal(str)
    """A new entry of that name is to be made for the annotation."""

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
        self._about = PlainLabel()
        self._about.setFont(smaller(self.font(), 1))
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self._about)
        self._show_about()

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
        self._about.setText(about)
        self._about.setVisible(bool(about))


class _Choice(QDialog):
    """A line and the entries that fit; arrows walk, Return takes."""

    def __init__(self, parent: QWidget | None, registry: Registry, words: str, offers_new: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("Choose an actor")
        self._suggestions = Suggestions(lambda: registry, offers_new)
        self.line = QLineEdit(words)
        self.line.setAccessibleName("Find an actor")
        self.line.setToolTip("Type to find an entry. Arrows walk the list, Return takes one, Esc closes.")
        self.line.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setAccessibleName("Actors")
        self.list.setModel(self._suggestions)
        self.list.setUniformItemSizes(True)
        self.line.textChanged.connect(self._show)
        self.list.activated.connect(lambda _: self.accept())
        self.list.clicked.connect(lambda _: self.accept())
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        self._show(words)
        self.line.selectAll()

    def sizeHint(self) -> QSize:
        """Wide enough for a name with its type and form."""
        return QSize(460, 380)

    def _show(self, typed: str) -> None:
        self._suggestions.show(typed)
        self.list.setCurrentIndex(self._suggestions.index(0, 0))

    @property
    def chosen(self) -> str | None:
        """The id of the entry; "" for a new one."""
        index = self.list.currentIndex()
        return (index.data(_ID_ROLE) or "") if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk the list from the line."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            row = max(0, min(self._suggestions.rowCount() - 1, self.list.currentIndex().row() + step))
            self.list.setCurrentIndex(self._suggestions.index(row, 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.list.currentIndex().isValid():
                self.accept()
        else:
            super().keyPressEvent(event)


def choose_actor(
    parent: QWidget | None, registry: Registry, words: str = "", offers_new: bool = True
) -> str | None:
    """Asks for an entry: its id, "" for a new one named by the words, None where it was closed."""
    dialog = _Choice(parent, registry, words, offers_new)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    return dialog.chosen if accepted else None

"""The fields of one entry of the registry. Each is told when it is left."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from annotator.domain.actor import ACTOR_TYPES, Actor
from annotator.domain.registry import Registry
from annotator.qt.actors.lines_field import LinesField
from annotator.qt.actors.role_rows import RoleRows
from annotator.qt.kit.actor_field import Source
from annotator.qt.kit.plain import PlainLabel, caption, harmless

_FORMS = (
    ("aliases", "Aliases", "Other names: an official name, an abbreviation, a spelling."),
    ("metonyms", "Metonyms", "What stands for it: a capital for its government."),
    ("demonyms", "Demonyms", "Its people, where they stand for it."),
)


class ActorForm(QWidget):
    """Shows one entry; `told` says what the analyst changed about it."""

    told = Signal(str, object)
    """A field of Actor and its new value."""
    unmergeWanted = Signal(str)
    """An entry that was merged into this one is to be taken out again."""

    def __init__(self, registry: Source) -> None:
        super().__init__()
        self._actor: Actor | None = None
        self._registry = registry
        self.name = QLineEdit()
        self.name.setAccessibleName("Name")
        self.name.setToolTip("How the entry is called in lists. Saved when you leave the field.")
        self.name.editingFinished.connect(self._tell_name)
        self.type = QComboBox()
        self.type.setAccessibleName("Type")
        self.type.setToolTip("What the actor is")
        self.type.addItems(list(ACTOR_TYPES))
        self.type.textActivated.connect(lambda text: self.told.emit("type", text))
        self.forms = {field: LinesField(name, about) for field, name, about in _FORMS}
        for field, lines in self.forms.items():
            lines.told.connect(lambda values, field=field: self.told.emit(field, values))
        self.external = LinesField("External ids", "Scheme and id, such as iso3166:RU or wikidata:Q159.", 1)
        self.external.setMaximumHeight(self.external.minimumHeight())
        self.external.told.connect(self._tell_external)
        self.roles = RoleRows(registry)
        self.roles.told.connect(lambda roles: self.told.emit("roles", roles))
        self._merged = QWidget()
        self._merged_row = QHBoxLayout(self._merged)
        self._merged_row.setContentsMargins(0, 0, 0, 0)
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 8, 10, 8)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.type)
        grid.addLayout(head, 0, 0, 1, 3)
        for column, (field, name, _) in enumerate(_FORMS):
            # Demonyms are few: below them is room for the external ids.
            rows = 1 if field == "demonyms" else 3
            grid.addWidget(_titled(name, self.forms[field]), 1, column)
            grid.addWidget(self.forms[field], 2, column, rows, 1)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(2, 1)
        grid.addWidget(_titled("External ids", self.external), 3, 2)
        grid.addWidget(self.external, 4, 2)
        grid.addWidget(self.roles, 5, 0, 1, 3)
        grid.addWidget(self._merged, 6, 0, 1, 3)

    @property
    def actor(self) -> Actor | None:
        """The entry that is shown."""
        return self._actor

    def show_actor(self, actor: Actor | None, writable: bool) -> None:
        """Shows an entry. What is being typed into the same one stays."""
        anew = actor is None or self._actor is None or actor.id != self._actor.id
        before, self._actor = self._actor, actor
        self.setEnabled(actor is not None and writable)
        shown = actor or Actor("", "")
        if anew or before is None or before.name != shown.name:
            self.name.setText(shown.name)
        self.type.setCurrentText(shown.type)
        for field, lines in self.forms.items():
            lines.show_values(getattr(shown, field), anew)
        self.external.show_values(tuple(map(":".join, shown.external)), anew)
        self.roles.show_roles(shown.roles, anew)
        self._show_merged(self._registry(), actor)

    def _show_merged(self, registry: Registry, actor: Actor | None) -> None:
        while (item := self._merged_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        members = registry.members(actor.id) if actor is not None else ()
        others = [other for uid in members if (other := registry.stored(uid)) and other.merged_into]
        self._merged.setVisible(bool(others))
        if others:
            self._merged_row.addWidget(PlainLabel("Merged into it:"))
        for other in others[:6]:
            button = QPushButton(caption(f"{other.name} – take out"))
            button.setToolTip(harmless(f"Make {other.name} an entry of its own again"))
            button.clicked.connect(lambda _=False, uid=other.id: self.unmergeWanted.emit(uid))
            self._merged_row.addWidget(button)
        self._merged_row.addStretch(1)

    def _tell_name(self) -> None:
        name = self.name.text().strip()
        if self._actor is None or name == self._actor.name:
            return
        if name:
            self.told.emit("name", name)
        else:
            self.name.setText(self._actor.name)

    def _tell_external(self, lines: tuple[str, ...]) -> None:
        pairs = (line.partition(":") for line in lines)
        self.told.emit("external", tuple((scheme.strip(), uid.strip()) for scheme, _, uid in pairs))


def _titled(text: str, buddy: QWidget) -> PlainLabel:
    label = PlainLabel(text)
    label.setBuddy(buddy)
    label.setAlignment(Qt.AlignmentFlag.AlignBottom)
    return label

"""The selected annotation: its words, attributes, links, and where it came from."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QInputDialog,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete

from annotator.domain.annotation import Annotation, AttributeValue
from annotator.domain.registry import Registry
from annotator.domain.scheme import Attribute, Label
from annotator.domain.wording import duration
from annotator.project import registry
from annotator.qt.kit.actor_field import ActorField
from annotator.qt.kit.attribute_fields import field, kept
from annotator.qt.kit.bridge import call
from annotator.qt.kit.commands import stands_for
from annotator.qt.kit.plain import PlainLabel, caption
from annotator.qt.text.link_slots import LinkSlots
from annotator.qt.text.session import Session

_NOTHING = (
    "Nothing is selected.\n\nSelect words and press the key of a label, or click a marked span. "
    "Tab walks from span to span."
)
_LONGEST = 240


def _unknown(label: str) -> str:
    return (
        f"{label.capitalize()} is not in the scheme (any more). Press the key of another label to relabel it."
    )


class DetailsPanel(QScrollArea):
    """Built again for each annotation from what the scheme says of its label."""

    newActorWanted = Signal(str)
    """The selected annotation is to point to a new entry of that name."""
    linkWanted = Signal(str)
    """The slot of that type of the selected annotation is to be filled."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("details")
        self.setAccessibleName("Details")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session = session
        self._made: list[QWidget] = []
        self._shown: object = None
        self._registry: Registry | None = None
        """What the fields were made from: what did not change is not made again."""
        self._links = LinkSlots(session)
        self._links.linkWanted.connect(self.linkWanted)
        self._words, self._about = PlainLabel(), PlainLabel()
        self._origin, self._time = PlainLabel(), PlainLabel()
        self._time.setObjectName("timeOfAnnotation")
        self._time.setToolTip("How long you worked on it. Nobody else is shown this.")
        self._time.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        for label in (self._words, self._about, self._origin, self._time):
            label.setWordWrap(True)
        self._unsure = QCheckBox("Unsure")
        stands_for(self._unsure, "unsure", "Mark this annotation as unsure, or as sure again")
        self._unsure.clicked.connect(session.toggle_unsure)
        self._fields = QWidget()
        # No form layout: its rows do not follow the height that values need in a narrow panel.
        self._form = QVBoxLayout(self._fields)
        self._lay_out()
        # Built a moment later, and once for all that happens until then: the text is painted first.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._catch_up)
        for signal in (session.selected, session.annotationsChanged, session.reset, session.statusChanged):
            signal.connect(self._on_change)
        session.registryChanged.connect(self._on_change)
        self.show_annotation(None)

    def _lay_out(self) -> None:
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(4)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(10, 10, 6, 10)
        column.setSpacing(12)
        font = self._words.font()
        font.setPointSizeF(font.pointSizeF() + 1)
        font.setBold(True)
        self._words.setFont(font)
        above = (self._words, self._about, self._links, self._fields, self._unsure, self._origin)
        for part in (*above, self._time):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)

    def _on_change(self, *_: object) -> None:
        self._soon.start(0)

    def _catch_up(self) -> None:
        self._soon.stop()
        self.show_annotation(self._session.current)

    def show_annotation(self, one: Annotation | None) -> None:
        """Shows an annotation, or what one can do when there is none."""
        label = self._session.scheme.label(one.label) if one else None
        for part in (self._fields, self._unsure, self._links, self._origin, self._time):
            part.setVisible(one is not None)
        if one is None:
            self._words.setText("")
            self._about.setText(_NOTHING)
            self._clear()
            self._links.show_annotation(None)
            return
        words, chosen = self._session.text_of(one), len(self._session.chosen)
        self._words.setText(words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…")
        several = f"{chosen} annotations are selected: what is set here is set for all of them.\n\n"
        about = f"{label.name.capitalize()}. {label.about}" if label else _unknown(one.label)
        self._about.setText(several * (chosen > 1) + about)
        self._show_fields(one, label)
        self._unsure.setChecked(one.unsure)
        self._unsure.setEnabled(self._session.editable)
        self._links.show_annotation(one)
        self._origin.setText(f"{one.start}–{one.end} · {one.origin} · {one.author}, {one.made}")
        active = self._session.time_of(one)
        self._time.setText(f"{duration(active)} of work")
        self._time.setVisible(active > 0)

    def _clear(self) -> None:
        """Takes the fields away at once: left to be deleted later, a field with a completer ends the program."""
        self._made.clear()
        self._shown = self._registry = None
        while (item := self._form.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                delete(row)

    def _show_fields(self, one: Annotation, label: Label | None) -> None:
        session = self._session
        shown = (label, one.attributes, session.missing(one), session.taken, session.editable)
        # The registry is told by identity: comparing hundreds of entries would take as long as the fields.
        if self._shown == shown and self._registry is session.registry:
            return
        focused = self._focused()
        self._clear()
        self._shown, self._registry = shown, session.registry
        missing = self._session.missing(one)
        keys = label.value_keys(self._session.taken) if label else {}
        for attribute in label.attributes if label else ():
            of_values = {value: key for key, (name, value) in keys.items() if name == attribute.name}
            made = self._field(attribute, one.attributes.get(attribute.name), of_values)
            made.setEnabled(self._session.editable)
            lacks = " – missing" if attribute.name in missing else ""
            # Beside a buddy a single & would underline a letter.
            title = PlainLabel(caption(f"{attribute.name}{lacks}"))
            title.setBuddy(made)
            font = title.font()
            font.setBold(attribute.name in missing)
            title.setFont(font)
            self._add_row(title, made)
            self._made.append(made)
            if focused is not None and attribute.name == focused[0]:
                buttons = made.findChildren(QAbstractButton)
                next((b for b in buttons if b.property("value") == focused[1]), made).setFocus()
        for name, value in one.attributes.items():
            if label is None or label.attribute(name) is None:
                made = kept(name, value, self._told)
                made.setEnabled(self._session.editable)
                self._add_row(PlainLabel(f"{name} – not in the scheme"), made)
                self._made.append(made)

    def _add_row(self, title: PlainLabel, made: QWidget) -> None:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(made)
        self._form.addWidget(row)

    def _field(self, attribute: Attribute, value: AttributeValue | None, keys: dict[str, str]) -> QWidget:
        if attribute.type != "registry":
            return field(attribute, value, self._told, keys)
        made = ActorField(attribute, value, self._told, lambda: self._session.registry)
        made.setAccessibleName(attribute.name)
        made.newWanted.connect(self.newActorWanted)
        made.typeWanted.connect(lambda uid, type_: self._mend(uid, type=type_))
        made.nameWanted.connect(self._rename)
        return made

    def _rename(self, uid: str) -> None:
        entry = self._session.registry.entry(uid)
        if entry is None:
            return
        name, agreed = QInputDialog.getText(self, "Another name", "Name of the entry", text=entry.name)
        if agreed and name.strip():
            self._mend(entry.id, name=name.strip())

    def _mend(self, uid: str, **fields: str) -> None:
        self._session.change(call(registry.change, uid, **fields))

    def _focused(self) -> tuple[str, str] | None:
        """Which field has the keyboard: its name and, among several buttons, the button's value."""
        for made in self._made:
            inside = made.focusWidget()
            if made.hasFocus() or (inside is not None and inside.hasFocus()):
                return made.accessibleName(), str(inside.property("value") or "") if inside else ""
        return None

    def _told(self, name: str, value: AttributeValue | None) -> None:
        self._session.set_attribute(name, value)

    def focus_first(self) -> None:
        """Puts the keyboard into the first field whose value is missing, else into the first."""
        if self._soon.isActive():
            self._catch_up()
        one = self._session.current
        missing = self._session.missing(one) if one else ()
        wanted = [made for made in self._made if made.accessibleName() in missing] + self._made
        if wanted:
            wanted[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

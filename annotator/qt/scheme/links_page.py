"""The slots of a label: which label each points to, and how many arrows it takes."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSpinBox

from annotator.domain.scheme_draft import AttributeDraft, LabelDraft, LinkDraft, SchemeDraft, free_name
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.scheme.parts import DraftPage, choose, combo, titled

_NEAR = (
    ("any", "anywhere near the span"),
    ("cue", "beside the verb of saying"),
    ("before", "before the span"),
    ("after", "after the span"),
)
_MOST = 99


class LinksPage(DraftPage[LinkDraft]):
    """The slots of a label."""

    def __init__(self, draft: SchemeDraft) -> None:
        super().__init__("links", "link")
        self._draft = draft
        self.to = combo((), "Points to", "The label that the link points to")
        self.near = combo(_NEAR, "Likeliest", "Where the likeliest one to point to stands")
        self.least, self.most = _spin("At least"), _spin("At most")
        self.most.setSpecialValueText("any number")
        self.attribute = combo((), "Not needed if", "The attribute that makes the link needless")
        self.value = combo((), "is", "The value that makes it needless")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        numbers, unless = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (numbers, (PlainLabel("at least"), self.least, PlainLabel("at most"), self.most)),
            (unless, (self.attribute, PlainLabel("is"), self.value)),
        ):
            for part in parts:
                row.addWidget(part, 1 if part in (self.attribute, self.value) else 0)
        numbers.addStretch(1)
        self.form.addRow("&Points to", self.to)
        titled(self.form, "&Arrows", numbers, self.least)
        titled(self.form, "Not needed &if", unless, self.attribute)
        self.form.addRow("Li&keliest", self.near)

    def _connect(self) -> None:
        self.to.activated.connect(lambda _: self._set("to", self.to.currentData()))
        self.near.activated.connect(lambda _: self._set("near", self.near.currentData()))
        self.least.valueChanged.connect(lambda number: self._set("least", number))
        self.most.valueChanged.connect(lambda number: self._set("most", number or None))
        self.attribute.activated.connect(self._on_attribute)
        self.value.activated.connect(self._on_value)

    def show_label(self, draft: SchemeDraft, label: LabelDraft | None) -> None:
        """Shows the slots of a label."""
        self._draft, self._label = draft, label
        self._fill(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Labels and attributes may have other names since."""
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        one = self._current
        self._showing = True
        self._form.setEnabled(one is not None)
        self.to.clear()
        for label in self._draft.labels:
            self.to.addItem(label.name, label.name)
        self.name.setText(one.type if one else "")
        choose(self.to, one.to if one else "")
        choose(self.near, one.near if one else "any")
        self.least.setValue(one.least if one else 0)
        self.most.setValue((one.most or 0) if one else 0)
        self._show_unless(one)
        self._showing = False

    def _show_unless(self, one: LinkDraft | None) -> None:
        """Shows the first condition; a scheme's file may hold more, and they stay."""
        name, value = next(iter(one.unless.items()), ("", "")) if one else ("", "")
        self.attribute.clear()
        self.attribute.addItem("–", "")
        for attribute in self._label.attributes if self._label else []:
            if attribute.is_choice:
                self.attribute.addItem(attribute.name, attribute.name)
        choose(self.attribute, name)
        self.value.clear()
        of = self._attribute(name)
        for choice in of.values if of else []:
            self.value.addItem(choice.name, choice.name)
        choose(self.value, value)
        self.value.setEnabled(bool(name))

    def _attribute(self, name: str) -> AttributeDraft | None:
        attributes = self._label.attributes if self._label else []
        return next((one for one in attributes if one.name == name), None)

    def _on_attribute(self) -> None:
        one, name = self._current, self.attribute.currentData()
        if one is not None:
            rest = dict(list(one.unless.items())[1:])
            of = self._attribute(name)
            first = {name: of.values[0].name} if of and of.values else {}
            one.unless = first | rest
            self._show_unless(one)
            self.changed.emit()

    def _on_value(self) -> None:
        one = self._current
        if one is not None and one.unless:
            name = next(iter(one.unless))
            one.unless[name] = self.value.currentData()
            self.changed.emit()

    def parts_of(self, label: LabelDraft) -> list[LinkDraft]:
        return label.links

    def name_of(self, part: LinkDraft) -> str:
        return part.type

    def rename(self, _label: LabelDraft, part: LinkDraft, name: str) -> None:
        part.type = name

    def made(self, taken: list[str]) -> LinkDraft | None:
        labels = self._draft.labels
        return LinkDraft(free_name("link", taken), labels[0].name) if labels else None


def _spin(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, _MOST)
    box.setAccessibleName(name)
    box.setToolTip(harmless(f"{name} so many arrows"))
    return box

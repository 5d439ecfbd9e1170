"""What holds for the whole scheme: its name, its rules for spans, the zones that are annotated."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QGridLayout, QLineEdit, QWidget

from annotator.domain.article import ZONE_KINDS
from annotator.domain.scheme_draft import SchemeDraft
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.scheme.parts import choose, combo

_RULES = (
    ("allow", "are allowed"),
    ("warn", "are allowed with a warning"),
    ("forbid", "are refused"),
)


class SchemePage(QWidget):
    """Writes what is chosen into the draft and says so."""

    changed = Signal()

    def __init__(self, draft: SchemeDraft) -> None:
        super().__init__()
        self._draft = draft
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the scheme")
        self.overlap = combo(_RULES, "Overlaps", "Two spans of one label that share words")
        self.crossing = combo(_RULES, "Crossings", "Two spans of which neither lies within the other")
        self._version = PlainLabel()
        self.zones = {kind: QCheckBox(kind) for kind in ZONE_KINDS}
        self._lay_out()
        self.name.textEdited.connect(lambda text: self._set("name", text))
        self.overlap.activated.connect(lambda _: self._set("same_label_overlap", self.overlap.currentData()))
        self.crossing.activated.connect(lambda _: self._set("crossing", self.crossing.currentData()))
        for box in self.zones.values():
            box.clicked.connect(self._on_zone)

    def _lay_out(self) -> None:
        zones = QWidget()
        grid = QGridLayout(zones)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, box in enumerate(self.zones.values()):
            box.setToolTip(
                harmless(f"Whether the zone {box.text()} is annotated; the others are shown dimmed")
            )
            grid.addWidget(box, number // 3, number % 3)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Name", self.name)
        form.addRow("Version", self._version)
        form.addRow("&Overlaps of one label", self.overlap)
        form.addRow("&Crossing spans", self.crossing)
        form.addRow("Zones annotated", zones)

    def show_draft(self, draft: SchemeDraft) -> None:
        """Shows a draft."""
        self._draft = draft
        self.name.setText(draft.name)
        self._version.setText(f"{draft.old.version}; the next one that is saved is {draft.old.version + 1}")
        choose(self.overlap, draft.same_label_overlap)
        choose(self.crossing, draft.crossing)
        for kind, box in self.zones.items():
            box.setChecked(kind in draft.annotated_zones)

    def _set(self, field: str, value: str) -> None:
        setattr(self._draft, field, value)
        self.changed.emit()

    def _on_zone(self) -> None:
        chosen = {kind for kind, box in self.zones.items() if box.isChecked()}
        known = [zone for zone in self._draft.annotated_zones if zone in chosen or zone not in self.zones]
        self._draft.annotated_zones = (*known, *(kind for kind in self.zones if kind in chosen - set(known)))
        self.changed.emit()

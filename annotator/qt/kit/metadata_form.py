"""Fields for what is known of an article: what is typed or chosen is told, nothing is written here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPushButton, QWidget

from annotator.domain.article import Metadata
from annotator.domain.dates import is_known_date
from annotator.domain.metadata_correction import completed
from annotator.qt.kit.flow import Flow
from annotator.qt.kit.plain import PlainLabel, harmless

WRONG_DATE = "A date is written 2006-11-01 or 2006-11-01 14:25, without its year --11-01."
_FIELDS = ("headline", "agency", "place", "published")
_ORDERS = ("day first", "month first")


class MetadataForm(QWidget):
    """Headline, agency, place and date; where the date could be two days, both are there to be chosen."""

    corrected = Signal(str, object)
    """A field of the metadata, by its name, and its value: a str, or None for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._known = Metadata()
        self.fields = {name: QLineEdit() for name in _FIELDS}
        self.readings = [QPushButton(), QPushButton()]
        self.evidence = PlainLabel()
        self.evidence.setWordWrap(True)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        for name, field in self.fields.items():
            title = "Date" if name == "published" else name.capitalize()
            field.setAccessibleName(title)
            self._form.addRow(title, field)
            field.editingFinished.connect(lambda name=name: self._edited(name))
        self.fields["published"].setPlaceholderText("unknown")
        self.fields["published"].setToolTip(harmless(WRONG_DATE))
        self._choices = Flow()
        for at, button in enumerate(self.readings):
            button.clicked.connect(lambda _=False, at=at: self._choose_reading(at))
            button.setAutoDefault(False)
            self._choices.add(button)
        self._form.addRow("", self._choices)
        self._form.addRow("", self.evidence)
        self.show_known(Metadata())

    def show_known(self, known: Metadata, keeping_typed: bool = False) -> None:
        """Shows what is known of an article, in place of what was there; of what was typed too, unless that is kept."""
        self._known = known
        for name, field in self.fields.items():
            if keeping_typed and field.isModified():
                continue
            field.setText(getattr(known, name) or "")
            field.setCursorPosition(0)
        for at, button in enumerate(self.readings):
            there = at < len(known.date_readings)
            self._show_reading(button, known.date_readings[at] if there else "", at)
        self._form.setRowVisible(self._choices, bool(known.date_readings))
        self.evidence.setText(known.date_evidence or "")
        self._form.setRowVisible(self.evidence, bool(known.date_evidence))

    def _show_reading(self, button: QPushButton, reading: str, at: int) -> None:
        order = f", {_ORDERS[at]}" if len(self._known.date_readings) > 1 else ""
        button.setVisible(bool(reading))
        button.setAccessibleName(f"Take {reading}" if reading else "No reading")
        button.setToolTip(harmless(f"Take this reading of the date{order}"))
        button.setText(reading.replace("T", " ").removesuffix(":00"))
        button.setEnabled(reading != self._known.published)

    def commit(self) -> None:
        """Tells what was typed and not told yet: another article is about to be shown."""
        for name, field in self.fields.items():
            if field.isModified():
                self._edited(name)

    def _choose_reading(self, at: int) -> None:
        self.corrected.emit("published", self._known.date_readings[at])

    def _edited(self, name: str) -> None:
        field = self.fields[name]
        typed = field.text().strip()
        value = (completed(typed) if name == "published" else typed) or None
        field.setModified(False)
        if value == (getattr(self._known, name) or None):
            return
        if name == "published" and value is not None and not is_known_date(value):
            self.evidence.setText(WRONG_DATE)
            self._form.setRowVisible(self.evidence, True)
            return
        self.corrected.emit(name, value)

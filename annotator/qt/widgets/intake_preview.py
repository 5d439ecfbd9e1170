"""One article that is about to be imported: its metadata, which can be corrected, and its text with the zones."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.domain.article import Draft, Metadata, Rejection
from annotator.domain.dates import is_known_date
from annotator.project.duplicates import Like
from annotator.qt.widgets.zoned_text import ZonedText

_WRONG_DATE = "A date is written 2006-11-01 or 2006-11-01T14:25:00, without its year --11-01."
_FIELDS = ("headline", "agency", "place", "published")


class IntakePreview(QWidget):
    """Fields above, text below. Nothing is written: what is corrected is told."""

    corrected = Signal(str, object)
    """A field of the metadata, by its name, and its value: a str, or None for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._known = Metadata()
        self.fields = {name: QLineEdit() for name in _FIELDS}
        self.readings = [QPushButton(), QPushButton()]
        for button in self.readings:
            button.hide()
        self._evidence = QLabel()
        self._evidence.setWordWrap(True)
        self.like = QLabel()
        self.like.setAccessibleName("Duplicates")
        self.like.setWordWrap(True)
        # Headlines come from files: they are no markup.
        self.like.setTextFormat(Qt.TextFormat.PlainText)
        self.like.hide()
        self.text = ZonedText()
        form = QFormLayout()
        for name, field in self.fields.items():
            title = "Date" if name == "published" else name.capitalize()
            field.setAccessibleName(title)
            form.addRow(title, self._date_row() if name == "published" else field)
            field.editingFinished.connect(lambda name=name: self._edited(name))
        self.fields["published"].setPlaceholderText("unknown")
        self.fields["published"].setToolTip(_WRONG_DATE)
        form.addRow("", self._evidence)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 0, 0)
        column.addLayout(form)
        column.addWidget(self.like)
        column.addWidget(self.text, 1)

    def _date_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.fields["published"], 1)
        for at, button in enumerate(self.readings):
            button.clicked.connect(lambda _=False, at=at: self._choose_reading(at))
            button.setToolTip("Take this reading of the date")
            button.setAutoDefault(False)
            row.addWidget(button)
        return row

    def show_found(self, found: Draft | Rejection | None, like: Sequence[Like] = ()) -> None:
        """Shows an article and what it is a duplicate of, or why there is none."""
        self.like.setText("\n".join(one.sentence() for one in like))
        self.like.setVisible(bool(like))
        for field in self.fields.values():
            field.setEnabled(isinstance(found, Draft))
        if isinstance(found, Draft):
            self._show_metadata(found.metadata)
            self.text.show_draft(found)
            return
        self._show_metadata(Metadata())
        self.text.show_words(f"{found}." if found else "")

    def _show_metadata(self, known: Metadata) -> None:
        self._known = known
        for name, field in self.fields.items():
            field.setText(getattr(known, name) or "")
            field.setCursorPosition(0)
        for at, button in enumerate(self.readings):
            there = at < len(known.date_readings)
            button.setVisible(there)
            button.setAccessibleName(f"Take {known.date_readings[at]}" if there else "No reading")
            button.setText(known.date_readings[at].replace("T", " ").removesuffix(":00") if there else "")
        self._evidence.setText(known.date_evidence or "")
        self._evidence.setVisible(bool(known.date_evidence))

    def _choose_reading(self, at: int) -> None:
        self.corrected.emit("published", self._known.date_readings[at])

    def _edited(self, name: str) -> None:
        value = self.fields[name].text().strip() or None
        if value == (getattr(self._known, name) or None):
            return
        if name == "published" and value is not None and not is_known_date(value):
            self._evidence.setText(_WRONG_DATE)
            self._evidence.show()
            return
        self.corrected.emit(name, value)

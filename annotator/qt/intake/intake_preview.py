"""One article that is about to be imported: its metadata, which can be corrected, and its text with the zones."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.article import Draft, Metadata, Rejection
from annotator.project.duplicates import Like
from annotator.qt.intake.zoned_text import ZonedText
from annotator.qt.kit.metadata_form import MetadataForm
from annotator.qt.kit.plain import PlainLabel


class IntakePreview(QWidget):
    """Fields above, text below. Nothing is written: what is corrected is told."""

    corrected = Signal(str, object)
    """A field of the metadata, by its name, and its value: a str, or None for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.form = MetadataForm()
        self.form.corrected.connect(self.corrected)
        self.like = PlainLabel()
        self.like.setAccessibleName("Duplicates")
        self.like.setWordWrap(True)
        # Headlines come from files: they are no markup.
        self.like.hide()
        self.text = ZonedText()
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(self.like)
        column.addWidget(self.text, 1)

    def show_found(self, found: Draft | Rejection | None, like: Sequence[Like] = ()) -> None:
        """Shows an article and what it is a duplicate of, or why there is none."""
        self.like.setText("\n".join(one.sentence() for one in like))
        self.like.setVisible(bool(like))
        for field in self.form.fields.values():
            field.setEnabled(isinstance(found, Draft))
        if isinstance(found, Draft):
            self.form.show_known(found.metadata)
            self.text.show_draft(found)
            return
        self.form.show_known(Metadata())
        self.text.show_words(f"{found}." if found else "")

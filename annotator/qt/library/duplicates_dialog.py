"""An article beside one of its duplicates: paragraphs that belong together in a row, what differs marked."""

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.difference import Row
from annotator.domain.wording import number
from annotator.project import articles, duplicates
from annotator.project.duplicates import Difference
from annotator.project.project import Project
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.plain import PlainLabel

_MOST = 1500
"""Rows that are shown: an article of a million characters would take a while to lay out."""


class DuplicatesDialog(QDialog):
    """Choose one of several; what both share is quiet."""

    openWanted = Signal(int)
    """That article (its row id) is to be opened."""

    def __init__(self, parent: QWidget, project: Project, key: int, others: Sequence[int]) -> None:
        super().__init__(parent)
        self.setObjectName("duplicates")
        self.setWindowTitle("Duplicates")
        self.resize(min(1100, parent.width() - 40), min(760, parent.height() - 40))
        self._project, self._key = project, key
        self.other = QComboBox()
        self.other.setAccessibleName("Compared with")
        for row in articles.rows(project, others, project.analyst):
            known = " · ".join(part for part in (row.agency, row.published.partition("T")[0]) if part)
            self.other.addItem(f"{row.headline} ({known})" if known else row.headline, row.key)
        self.differing = QCheckBox("Only what differs")
        self.about = PlainLabel()
        self.about.setWordWrap(True)
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Both texts side by side")
        self.go = QPushButton("Open the other one")
        self.go.clicked.connect(self._open)
        self._lay_out()
        self.other.currentIndexChanged.connect(lambda _: self._show())
        self.differing.toggled.connect(lambda _: self._show())
        self._show()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(PlainLabel("Compared with"))
        top.addWidget(self.other, 1)
        top.addWidget(self.differing)
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.about)
        column.addWidget(self.text, 1)
        column.addWidget(buttons)

    def _show(self) -> None:
        ids = [articles.id_of(self._project, key) for key in (self._key, self.other.currentData())]
        found = duplicates.difference(self._project, *ids)
        differing = [row for row in found.rows if not row.same]
        same = len(found.rows) - len(differing)
        self.about.setText(
            f"{number(same, 'paragraph')} the same, {number(len(differing), 'paragraph')} that differ or are missing"
        )
        shown = differing if self.differing.isChecked() else list(found.rows)
        self.text.setHtml("".join(self._page(found, shown[:_MOST])))

    def _page(self, found: Difference, shown: Sequence[Row]) -> Iterator[str]:
        """HTML of our own making: whatever stands in a text is escaped."""
        yield "<table width='100%' cellspacing='0' cellpadding='6'><tr>"
        yield from (
            f"<td width='50%'><b>{escape(one.metadata.headline or one.id[:12])}</b><br>{_known(one.metadata)}</td>"
            for one in (found.one, found.other)
        )
        yield "</tr>"
        look = theme_of(self.palette())
        for row in shown:
            colour = f" style='color: {look.quiet.name()}'" if row.same else ""
            one = self._marked(found.one.text, row.one, row.changed_one, row.other is None)
            other = self._marked(found.other.text, row.other, row.changed_other, row.one is None)
            yield f"<tr><td{colour}>{one}</td><td{colour}>{other}</td></tr>"
        yield "</table>"

    def _marked(
        self,
        text: str,
        span: tuple[int, int] | None,
        changed: Sequence[tuple[int, int]],
        alone: bool,
    ) -> str:
        if span is None:
            return ""
        mark = self.palette().highlight().color()
        mark.setAlpha(70)
        style = f"background-color: {mark.name(mark.NameFormat.HexArgb)}"
        pieces, at = [], span[0]
        for start, end in [span] if alone else changed:
            pieces.append(escape(text[at:start]))
            pieces.append(f"<span style='{style}'>{escape(text[start:end])}</span>")
            at = end
        return "".join([*pieces, escape(text[at : span[1]])]).replace("\n", " ")

    def _open(self) -> None:
        self.openWanted.emit(self.other.currentData())
        self.accept()


def _known(metadata: object) -> str:
    parts = (getattr(metadata, name) for name in ("agency", "place", "published"))
    return escape(" · ".join(part for part in parts if part))

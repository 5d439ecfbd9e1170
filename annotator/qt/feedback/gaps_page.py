"""The guideline's gaps: cases under their labels, and beside each what the guideline says of the label now."""

from html import escape

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from annotator.project.reviewing import context
from annotator.project.reviewing.gaps import Gap
from annotator.qt.feedback.gap_list import GapList, GapRows, ReadGaps
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.guideline_page import GuidelinePage
from annotator.qt.kit.paint import smaller, theme_of
from annotator.qt.kit.plain import MarkupLabel, PlainLabel, harmless
from annotator.qt.kit.rows import LeadingRows

_WIDTHS, _MOST_CASES = (340, 720), 40
_EMPTY = "No reviewer has met a gap of the guideline."
_ANSWERED = "No gap is open: the guideline has changed since each of them was met."


class GapsPage(QWidget):
    """Return goes to the case in the text, E to the guideline's entry."""

    placeWanted = Signal(int, str, object)
    """A place is to be shown: article's row id, id of an annotation of mine or "", span or None."""
    editWanted = Signal(str, list)
    """The guideline's entry of this label is to be changed ("": the general part), with these cases in view."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setAccessibleName("Gaps of the guideline")
        self._bridge = bridge
        self.read = ReadGaps(bridge)
        self._at, self._parts = "", ("", "", "")
        self.model = GapList()
        self._make_list()
        self._make_case()
        self._lay_out()
        self.read.changed.connect(self._show)
        self.read.staled.connect(self.refresh)
        self.setFocusProxy(self.list)

    # Building

    def _make_list(self) -> None:
        self.list = LeadingRows("gapsList", "Gaps of the guideline", self.model, GapRows(self._bridge))
        self.list.setToolTip("Return or a double click goes to the case in the text")
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.wanted.connect(self._show_place)
        self.answered = QCheckBox("Show answered ones")
        self.answered.setToolTip("Also cases met before what the guideline says of their label changed")
        self.answered.toggled.connect(lambda _: self._show())

    def _make_case(self) -> None:
        self.words, self.about, self._entry = MarkupLabel(), PlainLabel(), PlainLabel()
        for label in (self.words, self.about):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setObjectName("gapWords")
        self._entry.setFont(smaller(self._entry.font(), 0.5, bold=True))
        self._entry.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.page = GuidelinePage("gapGuideline")
        self.edit, self.place = QPushButton("Edit the entry… (E)"), QPushButton("In the text")
        for button, name, tip in (
            (
                self.edit,
                "Edit the guideline's entry",
                "Write the rule that is missing, with its cases in view (E)",
            ),
            (self.place, "Show the case in the text", "Go to the case in the text (Return)"),
        ):
            button.setAutoDefault(False)
            button.setAccessibleName(name)
            button.setToolTip(harmless(tip))
        self.edit.clicked.connect(self._edit)
        self.place.clicked.connect(self._show_place)
        shortcut = QShortcut(QKeySequence("E"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.edit.click)

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 4, 0, 8)
        column.addWidget(self.answered)
        column.addWidget(self.list, 1)
        column = QVBoxLayout(right)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(8)
        for part in (self.words, self.about, self._entry):
            column.addWidget(part)
        column.addWidget(self.page, 1)
        row = QHBoxLayout()
        row.addWidget(self.edit)
        row.addWidget(self.place)
        row.addStretch(1)
        column.addLayout(row)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setChildrenCollapsible(False)
        halves.setSizes(list(_WIDTHS))
        halves.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(halves)

    # Showing

    @property
    def current(self) -> Gap | None:
        """The case at hand."""
        row = self.model.row_of(self._at)
        return None if row is None else self.model.gap(row)

    def refresh(self) -> None:
        """Reads again what is not known, if anybody looks."""
        if self.isVisible() and self.read.stale:
            self.read.read()

    def _show(self) -> None:
        self.model.show(self.read.gaps, self.answered.isChecked())
        row = self.model.row_of(self._at)
        if row is None:
            row = next((n for n in range(self.model.rowCount()) if self.model.gap(n)), None)
        gap = None if row is None else self.model.gap(row)
        self._at = gap.id if gap is not None else ""
        if row is not None and self.list.currentIndex().row() != row:
            self.list.setCurrentIndex(self.model.index(row))
        self._show_case()

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        gap = self.model.gap(index.row()) if index.isValid() else None
        if gap is not None and gap.id != self._at:
            self._at = gap.id
            self._show_case()

    def _show_case(self) -> None:
        gap = self.current
        for part in (self.about, self._entry, self.page, self.edit, self.place):
            part.setVisible(gap is not None)
        if gap is None:
            empty = _ANSWERED if self.read.gaps else _EMPTY
            self.words.setText("Reading…" if self.read.stale else empty)
            return
        self._parts = ("", "", "")
        if gap.place is not None:
            self._parts = context.around(self._bridge.reader, gap.key, gap.place).split(gap.place)
        self.words.setText(self._in_context())
        answered = " · answered since" if gap.answered else ""
        note = f"“{gap.note}”\n" if gap.note else ""
        self.about.setText(f"{note}{gap.reviewer or 'name hidden'} · {gap.month} · {gap.headline}{answered}")
        self._entry.setText(
            f"What the guideline says of {gap.label} now" if gap.label else "The general part"
        )
        entry = self._bridge.reader.guideline.entry(gap.label) or "It says nothing of this yet."
        self.page.show_entry(entry, self._bridge.scheme.label(gap.label))
        self.edit.setEnabled(self._bridge.writable)
        self.place.setEnabled(gap.place is not None)

    def _in_context(self) -> str:
        before, words, after = (escape(part).replace("\n", " ") for part in self._parts)
        if not words:
            return "What was judged is gone since."
        quiet = theme_of(self.palette()).quiet.name()
        return f'<span style="color:{quiet}">{before}</span><b>{words}</b><span style="color:{quiet}">{after}</span>'

    def changeEvent(self, event: QEvent) -> None:
        """Another look has other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.current is not None:
            self.words.setText(self._in_context())

    # Leaving

    def _show_place(self) -> None:
        gap = self.current
        if gap is not None and gap.place is not None:
            mine = (one.annotation for one in gap.decisions if one.layer == self._bridge.analyst)
            self.placeWanted.emit(gap.key, next(mine, ""), gap.place)

    def _edit(self) -> None:
        gap = self.current
        if gap is not None:
            cases = self.model.of_label(gap.label)
            listed = [gap, *(one for one in cases if one.id != gap.id)][:_MOST_CASES]
            self.editWanted.emit(gap.label, [self._told(one) for one in listed])

    def _told(self, gap: Gap) -> str:
        """A case in a line: its words in brackets within the sentence, and the reviewer's note."""
        if gap.place is None:
            return gap.note
        before, words, after = context.around(self._bridge.reader, gap.key, gap.place).split(gap.place)
        line = f"{before}[{words}]{after}".replace("\n", " ")
        return f"{line} – {gap.note}" if gap.note else line

"""The scheme editor's window: what is changed is a draft until it is saved; saving is one action."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.change import Change
from annotator.domain.guideline import Guideline
from annotator.domain.problems import Problem
from annotator.domain.scheme_change import Fates
from annotator.domain.scheme_draft import LabelDraft, SchemeDraft
from annotator.domain.scheme_faults import ATTRIBUTES, LABEL, LINKS, SCHEME, Fault, faults
from annotator.domain.wording import number
from annotator.project import scheming
from annotator.project.scheming import Concern
from annotator.project.shipped import guideline_beside, scheme_from_file
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.plain import harmless
from annotator.qt.kit.problems import tell
from annotator.qt.kit.saving import ask_file
from annotator.qt.scheme.attributes_page import AttributesPage
from annotator.qt.scheme.fates import FatesDialog
from annotator.qt.scheme.label_page import LabelPage
from annotator.qt.scheme.links_page import LinksPage
from annotator.qt.scheme.parts import ItemList, Verdict, chip_icon
from annotator.qt.scheme.preview import Preview
from annotator.qt.scheme.scheme_page import SchemePage

_KIND = "Schemes (*.toml)"
_TABS = (LABEL, ATTRIBUTES, LINKS, SCHEME)
_PAUSE = 60
"""Milliseconds after the last change until verdicts and preview follow."""


class SchemeEditor(QDialog):
    """Changes the scheme of an open project."""

    told = Signal(str)
    """What came of it, in a sentence."""

    def __init__(self, parent: QWidget, bridge: Bridge, label: str = "") -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._guideline: Guideline | None = None
        self._busy = False
        self.draft = SchemeDraft(bridge.scheme)
        self.setObjectName("schemeEditor")
        self.setWindowTitle("Scheme")
        self.setMinimumSize(720, 480)
        self.resize(min(1020, parent.width() - 20), min(720, parent.height() - 20))
        self.labels = ItemList("labels", "label")
        self.label_page = LabelPage(self.draft)
        self.attributes_page = AttributesPage()
        self.links_page = LinksPage(self.draft)
        self.scheme_page = SchemePage(self.draft)
        self.preview = Preview()
        self.message = Verdict("schemeMessage")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Parts of the label")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._follow)
        self._lay_out()
        self._connect()
        names = [one.name for one in self.draft.labels]
        self.show_draft(names.index(label) if label in names else 0)

    def _lay_out(self) -> None:
        pages = (self.label_page, self.attributes_page, self.links_page, self.scheme_page)
        titles = ("La&bel", "A&ttributes", "&Links", "&Whole scheme")
        for page, title in zip(pages, titles, strict=True):
            area = QScrollArea()
            area.setAccessibleName(title.replace("&", ""))
            area.setWidget(page)
            area.setWidgetResizable(True)
            area.setFrameShape(QScrollArea.Shape.NoFrame)
            self.tabs.addTab(area, title)
        self.labels.setFixedWidth(190)
        upper = QHBoxLayout()
        upper.addWidget(self.labels)
        upper.addWidget(self.tabs, 1)
        column = QVBoxLayout(self)
        column.addLayout(upper, 1)
        column.addWidget(self.preview)
        column.addWidget(self.message)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self.import_ = _button("Import…", "Take the labels of a scheme's file; nothing is saved yet")
        self.export = _button("Export…", "Write this scheme and its guideline to files that can be shared")
        standard = QDialogButtonBox.StandardButton
        buttons = standard_buttons(self, standard.Save, standard.Cancel, accept=self.save_scheme)
        self.save = buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save.setShortcut("Ctrl+S")
        row = QHBoxLayout()
        row.addWidget(self.import_)
        row.addWidget(self.export)
        row.addStretch(1)
        row.addWidget(buttons)
        return row

    def _connect(self) -> None:
        for page in (self.label_page, self.attributes_page, self.links_page, self.scheme_page):
            page.changed.connect(self._on_change)
        self.labels.chosen.connect(lambda _: self._show_label())
        self.labels.added.connect(self._add)
        self.labels.removed.connect(self._remove)
        self.labels.moved.connect(self._move)
        self.import_.clicked.connect(self._choose_import)
        self.export.clicked.connect(self._choose_export)
        self._bridge.problem.connect(self._on_problem)

    # Showing

    @property
    def current(self) -> LabelDraft | None:
        """The label whose page is shown."""
        row = self.labels.row
        return self.draft.labels[row] if 0 <= row < len(self.draft.labels) else None

    def show_draft(self, row: int) -> None:
        """Shows the draft again, at a label."""
        row = min(row, len(self.draft.labels) - 1)
        self.labels.show_items([(one.name, self._icon(one)) for one in self.draft.labels], row)
        self.scheme_page.show_draft(self.draft)
        self._show_label()

    def _icon(self, label: LabelDraft) -> QIcon:
        dark = theme_of(self.palette()).dark
        colours = label.dark if dark else label.light
        return chip_icon(QColor(colours.edge), QColor(colours.fill), label.line, self)

    def _show_label(self) -> None:
        for page in (self.label_page, self.attributes_page, self.links_page):
            page.show_label(self.draft, self.current)
        self._follow()

    def _on_change(self) -> None:
        self._timer.start()

    def _follow(self) -> None:
        """Verdicts, preview and whether it can be saved, after a change."""
        self._timer.stop()
        current = self.current
        self.label_page.show_verdicts()
        self.preview.show_scheme(self.draft.scheme(), current.name if current else "")
        self._judge()

    def _judge(self) -> None:
        found = faults(self.draft)
        blocking = [fault for fault in found if fault.blocks]
        for at, where in enumerate(_TABS):
            here = [f for f in blocking if f.where == where and f.label in (None, self.current)]
            self.tabs.setTabIcon(at, self._warning() if here else QIcon())
        faulty = {id(fault.label) for fault in blocking}
        for row, label in enumerate(self.draft.labels):
            name = f"⚠ {label.name}" if id(label) in faulty else label.name
            self.labels.set_text(row, name, self._icon(label))
        why = self._why_not(blocking)
        shown = why or (found[0].sentence if found else "")
        self.message.say(shown, good=False)
        self.save.setEnabled(not why and self.draft.is_changed)
        self.save.setToolTip(
            harmless(why or ("Save the scheme (Ctrl+S)" if self.draft.is_changed else "Nothing is changed"))
        )
        self.export.setEnabled(not blocking)

    def _warning(self) -> QIcon:
        return self.style().standardIcon(self.style().StandardPixmap.SP_MessageBoxWarning)

    def _why_not(self, blocking: list[Fault]) -> str:
        """Why it cannot be saved; "" if it can."""
        if not self._bridge.writable:
            return self._bridge.read_only_because or "The project is open for reading only."
        if self._busy:
            return "Saving…"
        more = f" {number(len(blocking) - 1, 'more fault')}." if len(blocking) > 1 else ""
        return f"{blocking[0].sentence}{more}" if blocking else ""

    # Changing the list

    def _add(self) -> None:
        self.draft.add_label()
        self.show_draft(len(self.draft.labels) - 1)
        self.tabs.setCurrentIndex(0)
        self.label_page.name.setFocus()
        self.label_page.name.selectAll()

    def _remove(self, row: int) -> None:
        self.draft.remove_label(self.draft.labels[row])
        self.show_draft(row)

    def _move(self, row: int, to: int) -> None:
        self.draft.labels.insert(to, self.draft.labels.pop(row))
        self.show_draft(to)

    # Files

    def _choose_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Import a scheme", "", _KIND)
        if name:
            self.import_file(Path(name))

    def import_file(self, path: Path) -> None:
        """Makes the scheme in a file the draft, with the guideline beside it."""
        try:
            new, guideline = scheme_from_file(path), guideline_beside(path)
        except Problem as problem:
            tell(self, str(problem))
            return
        self.draft, self._guideline = SchemeDraft(self._bridge.scheme, new), guideline
        self.show_draft(0)

    def _choose_export(self) -> None:
        start = str(self._bridge.path.with_suffix(".toml"))
        name, _ = ask_file(self, "Export the scheme", start, _KIND)
        if name:
            self.export_file(Path(name))

    def export_file(self, path: Path) -> None:
        """Writes the draft and the guideline."""
        try:
            written = scheming.export(self._bridge.reader, path, self.draft)
        except Problem as problem:
            tell(self, str(problem))
        else:
            self.message.say(f"Wrote {' and '.join(file.name for file in written)}.", good=True)

    # Saving

    def save_scheme(self) -> None:
        """Asks what becomes of annotations, where some are concerned, and saves."""
        new, renames, lost = self.draft.scheme(), self.draft.renames(), self.draft.lost()
        self._set_busy(True)
        if not lost:
            self._apply(renames)
            return

        self._bridge.ask(
            call(scheming.concerns, new, renames),
            lambda found: self._ask([one for one in found if one.part in lost]),
        )

    def _ask(self, concerned: list[Concern]) -> None:
        if not concerned:
            self._apply(self.draft.renames())
            return
        dialog = FatesDialog(self, concerned, self.draft.scheme(), self.draft.renames())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._apply({**self.draft.renames(), **dialog.fates}))
        dialog.rejected.connect(lambda: self._set_busy(False))
        dialog.open()

    def _apply(self, fates: Fates) -> None:
        new = self.draft.scheme()
        self._bridge.do(call(scheming.apply, new, fates, self._guideline), then=self._saved)

    def _saved(self, change: Change) -> None:
        rewritten = None if change.annotations is None else len(change.annotations)
        if rewritten is None:
            also = " with the annotations that it concerned"
        else:
            also = f" with {number(rewritten, 'annotation')}" if rewritten else ""
        self.told.emit(
            f"The scheme is saved{also}: version {self._bridge.scheme.version}. Undo takes it back."
        )
        self.accept()

    def _on_problem(self, sentence: str) -> None:
        if self._busy:
            self._set_busy(False)
            self.message.say(sentence, good=False)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for part in (self.labels, self.tabs, self.import_):
            part.setEnabled(not busy)
        self._judge()


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(harmless(tip))
    button.setAccessibleName(text.rstrip("…"))
    button.setAutoDefault(False)
    return button

"""Dialogs about the guideline: changing an entry, what changed, and what was annotated before it did."""

from collections.abc import Sequence
from difflib import ndiff

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.guideline import GENERAL, Guideline, tidy
from annotator.domain.scheme import Label
from annotator.domain.wording import number
from annotator.project.guidelines import Older, Version
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.guideline_page import GuidelinePage
from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.plain import PlainLabel, set_window_title

_PAUSE = 150
"""Milliseconds after the last key until the preview follows."""
_CASES_SHOWN = 6
"""Lines of cases that are seen at once."""
_HELP = (
    "Markdown: ### begins a section, - a list, **bold**, `value`. In examples the span stands in [brackets]."
)


def title_of(name: str) -> str:
    """What an entry is called to people."""
    return "the general part" if name == GENERAL else name


class GuidelineEditor(QDialog):
    """The entry as Markdown on the left, as it will be read on the right; below, cases that it does not settle."""

    def __init__(
        self, parent: QWidget, name: str, text: str, label: Label | None, cases: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self.name, self._before, self._label = name, tidy(text, name), label
        set_window_title(self, f"Guideline: {title_of(name)}")
        self.resize(min(1000, parent.width() - 40), min(680, parent.height() - 60))
        self.text = QPlainTextEdit(text)
        self.text.setObjectName("guidelineText")
        self.text.setAccessibleName(f"Guideline for {title_of(name)}, in Markdown")
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setTabChangesFocus(True)
        self.preview = GuidelinePage("guidelinePreview")
        self.preview.setAccessibleName("Preview")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._show)
        self.text.textChanged.connect(self._timer.start)
        self.text.textChanged.connect(self._on_text)
        self._lay_out(cases)
        self._show()
        self._on_text()

    def _lay_out(self, cases: Sequence[str]) -> None:
        self.buttons = standard_buttons(
            self, QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel
        )
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setShortcut("Ctrl+S")
        save.setToolTip("Save the entry (Ctrl+S)")
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self.text)
        halves.addWidget(self.preview)
        halves.setSizes([500, 500])
        halves.setChildrenCollapsible(False)
        help_ = PlainLabel(_HELP)
        help_.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(help_)
        column.addWidget(halves, 1)
        if cases:
            column.addWidget(PlainLabel(f"{number(len(cases), 'case')} that it does not settle:"))
            column.addWidget(_cases(cases))
        column.addWidget(self.buttons)

    @property
    def wording(self) -> str:
        """The entry as it stands there."""
        return tidy(self.text.toPlainText(), self.name)

    def _on_text(self) -> None:
        changed = self.wording != self._before
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(changed)

    def _show(self) -> None:
        bar = self.preview.verticalScrollBar()
        place = bar.value()
        self.preview.show_entry(self.wording, self._label)
        bar.setValue(place)


def _cases(cases: Sequence[str]) -> QPlainTextEdit:
    """Cases to be read and copied from while one writes."""
    shown = QPlainTextEdit("\n".join(f"• {case}" for case in cases))
    shown.setObjectName("guidelineCases")
    shown.setAccessibleName("Cases that the entry does not settle")
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setFixedHeight(round(_CASES_SHOWN * shown.fontMetrics().lineSpacing()) + 12)
    return shown


class HistoryDialog(QDialog):
    """The wordings on the left, the latest first; on the right what the chosen one changed."""

    def __init__(self, parent: QWidget, versions: Sequence[Version]) -> None:
        super().__init__(parent)
        self.setWindowTitle("What changed in the guideline")
        self.resize(min(960, parent.width() - 40), min(640, parent.height() - 60))
        self._versions = list(versions)
        self.list = QListWidget()
        self.list.setAccessibleName("Wordings of the guideline, the latest first")
        for one in reversed(self._versions):
            changed = ", ".join(map(title_of, one.changed)) or "nothing"
            first = one is self._versions[0]
            what = "first wording" if first else changed
            self.list.addItem(f"{one.when.replace('T', ' ')[:16]}  {one.who}\n{what}  ·  {one.version}")
        self.page = GuidelinePage("guidelineChange")
        self.page.setAccessibleName("What this wording changed")
        self.list.currentRowChanged.connect(self._show)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self.list)
        halves.addWidget(self.page)
        halves.setSizes([330, 630])
        halves.setChildrenCollapsible(False)
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Close)
        column = QVBoxLayout(self)
        if not self._versions:
            column.addWidget(
                PlainLabel("The guideline is as it came with the scheme: nothing has changed yet.")
            )
        column.addWidget(halves, 1)
        column.addWidget(buttons)
        self.list.setCurrentRow(0)

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._versions):
            return
        at = len(self._versions) - 1 - row
        now = self._versions[at]
        before = self._versions[at - 1].guideline if at else Guideline()
        self.page.clear()
        cursor = self.page.textCursor()
        for name in now.changed:
            self._insert(cursor, "  ", f"{title_of(name).capitalize()}\n", heading=True)
            old, new = before.entry(name).split("\n"), now.guideline.entry(name).split("\n")
            for line in ndiff(old, new) if at else (f"  {line}" for line in new):
                if line[0] != "?":
                    self._insert(cursor, line[:2], line[2:] + "\n")
        self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _insert(self, cursor: QTextCursor, mark: str, line: str, heading: bool = False) -> None:
        """A line of the difference; signs say what colours say."""
        look, form = theme_of(self.palette()), QTextCharFormat()
        form.setForeground({"- ": look.quiet, "+ ": look.accent}.get(mark, look.text))
        if heading:
            form.setFontWeight(QFont.Weight.Bold)
        cursor.insertText({"- ": "− ", "+ ": "+ "}.get(mark, ""), form)
        form.setFontStrikeOut(mark == "- ")
        cursor.insertText(line, form)


class OlderDialog(QDialog):
    """Annotations that were made under another wording of their label's entry."""

    chosen = Signal(int, str)
    """Article's row id and annotation's id: go there."""

    def __init__(self, parent: QWidget, label: str, rows: Sequence[Older], total: int) -> None:
        super().__init__(parent)
        set_window_title(self, f"{label}: made under an older rule")
        self.resize(min(760, parent.width() - 40), min(520, parent.height() - 60))
        self._rows = list(rows)
        self.table = QTableWidget(len(rows), 3)
        self.table.setObjectName("olderAnnotations")
        self.table.setAccessibleName("Annotations made under an older rule")
        self.table.setHorizontalHeaderLabels(["Words", "Article", "Guideline then"])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for at, one in enumerate(self._rows):
            cells = (one.words.replace("\n", " "), one.headline, one.version or "before guidelines were kept")
            for column, text in enumerate(cells):
                self.table.setItem(at, column, QTableWidgetItem(text))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.table.activated.connect(lambda index: self._go(index.row()))
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Close)
        column_ = QVBoxLayout(self)
        column_.addWidget(PlainLabel(_told(label, len(rows), total)))
        column_.addWidget(self.table, 1)
        column_.addWidget(buttons)
        if rows:
            self.table.selectRow(0)

    def _go(self, row: int) -> None:
        one = self._rows[row]
        self.chosen.emit(one.key, one.id)


def _told(label: str, shown: int, total: int) -> str:
    if not total:
        return f"Every {label} was made, or looked at again, under the rule of today."
    first = f" The first {shown:,} are listed." if shown < total else ""
    return f"{number(total, 'annotation')} not changed since the rule did.{first} Return goes to one."

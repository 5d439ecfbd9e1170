"""What an import would bring, before anything is written: looked at, corrected, taken in or left out.

Reading goes on meanwhile. Import may be pressed at once: then everything comes as it is recognised, in the background.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QProgressBar,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.import_options import ImportOptions
from annotator.domain.problems import Problem
from annotator.domain.wording import number
from annotator.project.intake import Item
from annotator.qt.intake.choosing import ColumnsDialog, EncodingDialog
from annotator.qt.intake.intake_list import Column, IntakeList
from annotator.qt.intake.intake_preview import IntakePreview
from annotator.qt.intake.intake_reading import IntakeReading
from annotator.qt.intake.open_questions import OpenQuestions
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.kit.problems import tell

_LEFT = 3, 5
_STEPS = 1000
_WIDTHS = {Column.FILE: 130, Column.REMARK: 130, Column.AGENCY: 74, Column.PLACE: 74, Column.DATE: 116}
"""Pixels; the headline gets the rest."""


class IntakeDialog(QDialog):
    """A table of what was found on the left, the selected article on the right, open questions below."""

    def __init__(self, parent: QWidget, bridge: Bridge, paths: Sequence[Path]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import articles")
        self.resize(min(1180, parent.width() - 20), min(760, parent.height() - 30))
        self.reading = IntakeReading(bridge, paths, self)
        self.list = IntakeList(self.reading.intake, self)
        self.table, self.preview, self.questions = QTableView(), IntakePreview(), OpenQuestions()
        self._summary, self._bar = PlainLabel(), QProgressBar()
        self._lay_out()
        self._connect()
        self.reading.start()
        self.table.setFocus()

    # What stands where

    def _lay_out(self) -> None:
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Cancel)
        self.take = buttons.addButton("Import", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setToolTip("Import what is ticked (Return)")
        self._set_up_table()
        self._summary.setAccessibleName("What was found")
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(8)
        self._bar.setMaximum(0)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self.table)
        halves.addWidget(self.preview)
        halves.setChildrenCollapsible(False)
        left = self.width() * _LEFT[0] // _LEFT[1]
        halves.setSizes([left, self.width() - left])
        column = QVBoxLayout(self)
        column.addWidget(self._summary)
        column.addWidget(self._bar)
        column.addWidget(halves, 1)
        column.addWidget(self.questions)
        column.addWidget(buttons)
        # Only now: a button that is in no dialog yet is not taken for its default, and Return would cancel.
        self.take.setDefault(True)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.list)
        table.setAccessibleName("Articles to import")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(Column.HEADLINE, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)

    def _connect(self) -> None:
        self.reading.changed.connect(self._refresh)
        self.reading.appended.connect(self._append)
        self.reading.progressed.connect(self._show_progress)
        self.reading.finished.connect(self._bar.hide)
        self.reading.finished.connect(self._count)
        self.reading.again.busyChanged.connect(self._show_again)
        self.list.ticked.connect(self._summarise)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._count_questions())
        self.preview.corrected.connect(self._correct)
        self.preview.text.zoneWanted.connect(self._set_zone)
        self.questions.answered.connect(self._answer)
        self.questions.looked.connect(self._show_only)
        self.rejected.connect(self.reading.stop)

    # What is shown

    def _append(self, items: list[Item]) -> None:
        """Further items came."""
        self.list.append(items)
        if not self.table.currentIndex().isValid() and self.list.rowCount():
            self._select_row(0)
        self._count()

    def _refresh(self) -> None:
        """Items were corrected, or gave way to others."""
        current = self._current
        self.list.refresh(self.reading.items)
        row = self.list.row_of(current) if current is not None else -1
        if row < 0 and self.list.rowCount():
            row = min(max(self.table.currentIndex().row(), 0), self.list.rowCount() - 1)
        if row >= 0 and row != self.table.currentIndex().row():
            self._select_row(row)
        self._show_current()
        self._count()

    def _count(self) -> None:
        self._count_questions()
        self._summarise()

    def _select_row(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.list.index(row, 0), flags)

    @property
    def _current(self) -> int | None:
        """The number of the item that is shown."""
        item = self.list.item_at(self.table.currentIndex().row())
        return item.number if item else None

    def _show_current(self) -> None:
        number_, intake = self._current, self.reading.intake
        if number_ is None or not intake.has(number_):
            self.preview.show_found(None)
        else:
            self.preview.show_found(intake.draft(number_), intake.item(number_).like)

    def _chosen(self) -> list[int]:
        """The numbers of the selected articles."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        items = [self.list.item_at(row) for row in sorted(rows)]
        return [item.number for item in items if item and not item.rejected]

    def _count_questions(self) -> None:
        ranges = self.table.selectionModel().selection()
        rows = sum(ranges.at(place).height() for place in range(ranges.size()))
        self.questions.show_counts(self.reading.counts, rows)

    def _summarise(self) -> None:
        reading, intake = self.reading, self.reading.intake
        wanted = len(reading.items) - reading.counts["rejected"] - intake.left_out
        parts = [f"{number(wanted, 'article')} to import"]
        parts += [f"{reading.counts['there']} of them already there"] if reading.counts["there"] else []
        parts += [f"{reading.counts['like']} of them like others"] if reading.counts["like"] else []
        parts += [f"{intake.left_out} left out"] if intake.left_out else []
        passed_over = sum(intake.passed_over.values())
        parts += [f"{number(passed_over, 'file')} of other kinds passed over"] if passed_over else []
        self._summary.setText(("" if intake.finished else "Reading… ") + ", ".join(parts) + ".")
        self.take.setEnabled(wanted > 0 or not intake.finished)

    def _show_progress(self, part: int, total: int) -> None:
        self._bar.setMaximum(_STEPS if total else 0)
        if total:
            self._bar.setValue(min(part, total) * _STEPS // total)

    def _show_again(self, busy: bool) -> None:
        self._bar.setMaximum(0)
        self._bar.setVisible(busy or not self.reading.intake.finished)

    def _show_only(self, question: str) -> None:
        self.list.only = question
        self._refresh()
        if self.list.rowCount():
            self._select_row(0)

    # Corrections

    def _correct(self, name: str, value: str | None) -> None:
        """One article; or all the selected ones, but for headlines, which are no two articles'."""
        current = self._current
        chosen = self._chosen()
        if current is None:
            return
        numbers = chosen if current in chosen and name in ("agency", "place", "published") else [current]
        self.reading.intake.correct(numbers, **{name: value})
        self.reading.refresh()

    def _set_zone(self, kind: str, start: int, end: int) -> None:
        """In the article that is shown; if it is one of several selected ones, the same line in all of them."""
        current, chosen = self._current, self._chosen()
        if current is not None:
            alike = chosen if current in chosen else []
            self.reading.intake.set_zone_alike(alike, current, kind, start, end)
            self.reading.refresh()

    def _answer(self, question: str, answer: str) -> None:
        numbers = self._asked(question)
        if not numbers:
            return
        if question == "date":
            self.reading.intake.choose_order(numbers, answer)
            self.reading.refresh()
        elif question == "index":
            self.list.take_in(numbers, False)
        elif question == "encoding":
            self._choose_encoding(numbers)
        elif question == "columns":
            self._choose_columns(numbers)
        elif question == "mojibake":
            self._read_again(numbers, repair=True)
        else:
            self._read_again(numbers, split=True)

    def _asked(self, question: str) -> list[int]:
        """The articles that a question is about: of several selected ones those, else all."""
        chosen = set(self._chosen())
        items = [item for item in self.reading.items if question in item.questions]
        return [item.number for item in items if len(chosen) < 2 or item.number in chosen]

    def _shown_of(self, numbers: Sequence[int]) -> int:
        """Of some items the one that is shown, else the first."""
        return self._current if self._current in numbers and self._current is not None else numbers[0]

    def _choose_encoding(self, numbers: Sequence[int]) -> None:
        shown = self._shown_of(numbers)
        found = self.reading.intake.encodings(shown)
        dialog = EncodingDialog(self, self.reading.intake.item(shown).file, found)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.encoding:
            self._read_again(numbers, encoding=dialog.encoding)

    def _choose_columns(self, numbers: Sequence[int]) -> None:
        intake, shown = self.reading.intake, self._shown_of(numbers)
        table = intake.table(shown)
        if table is None:
            return
        dialog = ColumnsDialog(self, intake.item(shown).file, table)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            try:
                intake.remember_columns(shown, dialog.columns)
            except Problem as problem:
                tell(self, str(problem))
            same = [number_ for number_ in numbers if intake.item(number_).file == intake.item(shown).file]
            self._read_again(same[:1], columns=dict(dialog.columns))

    def _read_again(self, numbers: Sequence[int], **said: object) -> None:
        def say(before: ImportOptions) -> ImportOptions:
            return replace(before, **said)  # type: ignore[arg-type]

        self.reading.read_again(numbers, say, self._refresh)

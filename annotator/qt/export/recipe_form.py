"""What goes into a dataset, by which conventions, in which splits, and what its card says: one page each."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import STATUSES
from annotator.domain.article import ZONE_KINDS
from annotator.domain.dataset.recipe import Recipe
from annotator.qt.export.split_form import SplitForm
from annotator.qt.export.ticks import Ticks
from annotator.qt.kit.plain import PlainLabel, harmless

_LISTS = (("statuses", "Status"), ("labels", "Labels"), ("zones", "Zones"), ("agencies", "Agencies"))
_DATES = (("since", "Published from"), ("until", "Published to"))
_CONVENTIONS = (
    ("marks_inside", "Quotation marks belong to the quotation", "Those that stand directly beside it"),
    ("titles_inside", "Titles belong to the name", "As in “Foreign Minister Lund”"),
    (
        "merged",
        "Claims and quotations are one label, “content”",
        "A claim and the quotations in it are one span",
    ),
    ("times", "With the times that articles name", "“Wednesday”, “last November”, resolved; in jsonl"),
    ("names", "Analysts under their own names, not pseudonyms", "Pseudonyms follow from the names"),
)
_LINES = (
    ("title", "Title", "What the dataset is called; else it is the project's name"),
    ("licence", "Licence", "Under which licence it goes out"),
)
_TEXTS = (
    ("rights", "Rights", "Whose the articles are, and what may be done with them"),
    ("policy", "Policy", "How differences between analysts are settled"),
    ("gaps", "Known gaps", "What is missing or doubtful beyond what the program counts"),
)


_TWO_LINES = 44
"""Pixels below which a text cannot be made smaller, for narrow windows."""


class RecipeForm(QTabWidget):
    """The fields of a recipe but for format and layer."""

    changed = Signal()

    def __init__(self, labels: Sequence[str], agencies: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName("Contents, conventions, splits, card")
        self.tabBar().setAccessibleName("Contents, conventions, splits, card")
        words = {"statuses": STATUSES, "labels": labels, "zones": ZONE_KINDS, "agencies": agencies}
        self.lists = {field: Ticks(name, words[field]) for field, name in _LISTS}
        self.dates = {field: QLineEdit() for field, _ in _DATES}
        self.reviewed = QCheckBox("Only what is reviewed to the end")
        self.switches = {field: QCheckBox(name) for field, name, _ in _CONVENTIONS}
        self.splits = SplitForm()
        self.lines = {field: QLineEdit() for field, _, _ in _LINES}
        self.texts = {field: QPlainTextEdit() for field, _, _ in _TEXTS}
        for page, title in (
            (self._contents(), "Contents"),
            (self._conventions(), "Conventions"),
            (self.splits, "Splits"),
            (self._card(), "Card"),
        ):
            self.addTab(page, title)
        self._connect()

    def _contents(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        for place, (field, name) in enumerate(_LISTS):
            row, column = divmod(place, 2)
            grid.addWidget(PlainLabel(f"{name} (none: all)"), 2 * row, column)
            grid.addWidget(self.lists[field], 2 * row + 1, column)
        for column, (field, name) in enumerate(_DATES):
            self.dates[field].setPlaceholderText("2006-11-01")
            self.dates[field].setAccessibleName(name)
            self.dates[field].setToolTip(
                "A year, a month or a day (2006, 2006-11, 2006-11-01); it is included"
            )
            grid.addWidget(PlainLabel(name), 4, column)
            grid.addWidget(self.dates[field], 5, column)
        self.reviewed.setToolTip("Articles whose review is finished")
        grid.addWidget(self.reviewed, 6, 0, 1, 2)
        zones = self.lists["zones"]
        zones.setToolTip("Zones: tick with Space; nothing ticked means those that the scheme has annotated")
        return page

    def _conventions(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        for field, _, about in _CONVENTIONS:
            self.switches[field].setToolTip(harmless(about))
            column.addWidget(self.switches[field])
        hint = PlainLabel(
            "Offsets are moved and labels renamed in the dataset alone; the project stays as it is."
        )
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addStretch(1)
        return page

    def _card(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        for field, name, about in _LINES:
            self.lines[field].setAccessibleName(name)
            self.lines[field].setToolTip(harmless(about))
            form.addRow(name, self.lines[field])
        for field, name, about in _TEXTS:
            text = self.texts[field]
            text.setAccessibleName(name)
            text.setToolTip(harmless(about))
            text.setPlaceholderText(about)
            text.setTabChangesFocus(True)
            text.setMinimumHeight(_TWO_LINES)
            form.addRow(name, text)
        return page

    def _connect(self) -> None:
        for ticks in self.lists.values():
            ticks.changed.connect(self.changed)
        for line in (*self.dates.values(), *self.lines.values()):
            line.textChanged.connect(self.changed)
        for switch in (self.reviewed, *self.switches.values()):
            switch.toggled.connect(self.changed)
        for text in self.texts.values():
            text.textChanged.connect(self.changed)
        self.splits.changed.connect(self.changed)

    def recipe(self, begun: Recipe) -> Recipe:
        """The recipe with all that was entered; format and layer are those of `begun`. Raises Problem."""
        entered: dict[str, Any] = {field: ticks.words for field, ticks in self.lists.items()}
        entered |= {field: line.text().strip() or None for field, line in self.dates.items()}
        entered |= {field: switch.isChecked() for field, switch in self.switches.items()}
        entered |= {field: line.text().strip() for field, line in self.lines.items()}
        entered |= {field: text.toPlainText().strip() for field, text in self.texts.items()}
        return replace(
            begun,
            **entered,
            reviewed=self.reviewed.isChecked(),
            split=self.splits.plan(),
            allow_leaks=self.splits.leaks.isChecked(),
        )

    def show_recipe(self, recipe: Recipe) -> None:
        """Fills the fields, without telling that they changed."""
        self.blockSignals(True)
        for field, ticks in self.lists.items():
            ticks.tick(getattr(recipe, field))
        for field, line in (*self.dates.items(), *self.lines.items()):
            line.setText(getattr(recipe, field) or "")
        for field, switch in (("reviewed", self.reviewed), *self.switches.items()):
            switch.setChecked(getattr(recipe, field))
        for field, text in self.texts.items():
            text.setPlainText(getattr(recipe, field))
        self.splits.show_plan(recipe.split, recipe.allow_leaks)
        self.blockSignals(False)

"""What to export: format and choices on the left; on the right the first record as it will be written, and what the
dataset comes to."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.dataset.majority import MAJORITY
from annotator.domain.dataset.recipe import ALL_LAYERS, Recipe
from annotator.domain.problems import Problem
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.project import articles
from annotator.project.exporting import recipes
from annotator.project.exporting.target import what_is_there
from annotator.project.formats import formats
from annotator.qt.bridge import Bridge
from annotator.qt.dialogs.buttons import standard_buttons
from annotator.qt.models.dataset_draft import DatasetDraft
from annotator.qt.widgets.recipe_form import RecipeForm
from annotator.qt.widgets.record_preview import RecordPreview
from annotator.qt.widgets.survey_view import SurveyView

_PLACES = {
    "other": "This folder is not empty. Name a new one, or an empty one.",
    "file": "This file will be replaced.",
    "dataset": "There is a dataset in this folder already.",
    "nothing": "",
    "empty": "",
}


class ExportDialog(QDialog):
    """Everything is as it was the last time, so that Ctrl+E and Return export again."""

    def __init__(self, parent: QWidget, bridge: Bridge) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.setWindowTitle("Export a dataset")
        self.resize(min(1080, parent.width() - 20), min(720, parent.height() - 30))
        self.draft = DatasetDraft(bridge, self)
        self.recipe_name, self.format, self.layer = QComboBox(), QComboBox(), QComboBox()
        self.place, self.hint, self.replacing = QLineEdit(), QLabel(), QCheckBox("Replace it")
        project = bridge.reader
        self.form = RecipeForm([label.name for label in project.scheme.labels], articles.agencies(project))
        self.preview, self.survey = RecordPreview(), SurveyView()
        self._fine = False
        self._fill()
        self._lay_out()
        self._connect()
        self._load(self.recipe_name.currentText())
        self.format.setFocus()

    def _fill(self) -> None:
        names = recipes.names(self._bridge.reader)
        self.recipe_name.setEditable(True)
        self.recipe_name.addItems(sorted(names, key=lambda name: (name != recipes.LAST, name)))
        self.recipe_name.setCurrentText(recipes.LAST)
        model = self.format.model()
        for row in formats():
            if row.direction != "writes":
                continue
            self.format.addItem(f"{row.name} – {row.about}", row)
            item = model.item(self.format.count() - 1) if isinstance(model, QStandardItemModel) else None
            if item is not None:
                item.setToolTip(f"Keeps: {row.keeps}\nLoses: {row.loses}\n{row.needs}".strip())
                item.setEnabled(not row.needs)
        self._fill_layers()
        self.place.setText(str(self._bridge.path.with_name(f"{self._bridge.path.stem}-dataset")))

    def _fill_layers(self) -> None:
        there = articles.layer_names(self._bridge.reader)
        first = sorted(
            there, key=lambda name: (name not in RESERVED_LAYERS, name != self._bridge.analyst, name)
        )
        self.layer.addItem("gold if there is one, else mine", None)
        for name in first:
            self.layer.addItem(name, name)
        if len(there) > 1:
            self.layer.addItem("all, side by side", ALL_LAYERS)
            self.layer.addItem("what the majority marked alike", MAJORITY)

    def _lay_out(self) -> None:
        for field, name, about in (
            (
                self.recipe_name,
                "Recipe",
                "Choose one that was kept, or type a name to keep this one under it",
            ),
            (self.format, "Format", "What the files are for; the preview follows"),
            (self.layer, "Layer", "Whose annotations"),
            (
                self.place,
                "Destination",
                "A folder gets data, card, manifest and trace; a file the data alone",
            ),
            (self.replacing, "Replace it", "The dataset that is there gives way"),
        ):
            field.setAccessibleName(name)
            field.setToolTip(about)
        for combo in (self.format, self.layer, self.recipe_name):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.hint.setWordWrap(True)
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Cancel)
        self.write = buttons.addButton("Write", QDialogButtonBox.ButtonRole.AcceptRole)
        self.write.setToolTip("Write the dataset (Return)")
        self.write.setDefault(True)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self._left())
        halves.addWidget(self._right())
        halves.setStretchFactor(1, 1)
        halves.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.addWidget(halves, 1)
        column.addWidget(buttons)

    def _left(self) -> QWidget:
        choose = QPushButton("Choose…")
        choose.setToolTip("Choose the folder")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        forget = QPushButton("Forget")
        forget.setToolTip("Remove this recipe from the project")
        forget.setAutoDefault(False)
        forget.setEnabled(self._bridge.writable)
        forget.clicked.connect(self._forget)
        top = QFormLayout()
        top.addRow("Format", self.format)
        top.addRow("Layer", self.layer)
        top.addRow("Recipe", _beside(self.recipe_name, forget))
        top.addRow("To", _beside(self.place, choose))
        top.addRow("", self.hint)
        top.addRow("", self.replacing)
        self._top = top
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.form, 1)
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(6, 0, 0, 0)
        column.addWidget(self.preview, 1)
        column.addWidget(self.survey)
        return right

    def _connect(self) -> None:
        self.draft.begun.connect(self._begin)
        self.draft.surveyed.connect(self.survey.show_survey)
        self.draft.progressed.connect(self.survey.progress)
        self.format.currentIndexChanged.connect(self._change)
        self.layer.currentIndexChanged.connect(self._change)
        self.form.changed.connect(self._change)
        self.recipe_name.activated.connect(lambda _row: self._load(self.recipe_name.currentText()))
        self.place.textChanged.connect(self._look)
        self.replacing.toggled.connect(self._look)
        self.finished.connect(lambda _code: self.draft.stop())

    @property
    def destination(self) -> Path:
        """Where the dataset goes."""
        return Path(self.place.text().strip()).expanduser()

    @property
    def name(self) -> str:
        """The name under which the recipe is kept."""
        return self.recipe_name.currentText().strip() or recipes.LAST

    def recipe(self) -> Recipe:
        """What was chosen. Raises Problem where it makes no recipe."""
        begun = replace(Recipe(), format=self.format.currentData().name, layer=self.layer.currentData())
        return self.form.recipe(begun)

    def _load(self, name: str) -> None:
        """Shows a recipe of the project; one that is not there, or not for this program, leaves the usual one."""
        try:
            wanted = recipes.recipe(self._bridge.reader, name)
        except Problem:
            wanted = Recipe()
        for combo, value in ((self.format, wanted.format), (self.layer, wanted.layer)):
            combo.blockSignals(True)
            rows = [combo.itemData(row) for row in range(combo.count())]
            found = [row for row, data in enumerate(rows) if getattr(data, "name", data) == value]
            combo.setCurrentIndex(found[0] if found else 0)
            combo.blockSignals(False)
        self.form.show_recipe(wanted)
        self._change()

    def _change(self) -> None:
        try:
            recipe = self.recipe()
        except Problem as problem:
            self.draft.refuse(problem)
            return
        self.draft.change(recipe)
        self._look()

    def _begin(self, found: object) -> None:
        self._fine = not isinstance(found, Problem)
        self.preview.show_beginning(found)  # type: ignore[arg-type]
        if not self._fine:
            self.survey.hide()
        else:
            self.survey.show()
        self._look()

    def _look(self) -> None:
        """Says what is at the destination, and whether something can be written there."""
        there = what_is_there(self.destination)
        self.hint.setText(_PLACES[there])
        self._top.setRowVisible(self.hint, bool(_PLACES[there]))
        self._top.setRowVisible(self.replacing, there == "dataset")
        taken = there == "other" or (there == "dataset" and not self.replacing.isChecked())
        self.write.setEnabled(self._fine and bool(self.place.text().strip()) and not taken)

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Export to", self.place.text(), "Folders and files (*)")
        if name:
            self.place.setText(name)

    def _forget(self) -> None:
        name = self.recipe_name.currentText().strip()
        row = self.recipe_name.findText(name)
        if row >= 0:
            self._bridge.do(recipes.remove, name)
            self.recipe_name.removeItem(row)
            self.recipe_name.setCurrentText(recipes.LAST)


def _beside(field: QWidget, button: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(field, 1)
    row.addWidget(button)
    return row

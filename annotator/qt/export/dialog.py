"""What to export: format and choices on the left; on the right the first record as it will be written, and what the
dataset comes to."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QSplitter, QVBoxLayout, QWidget

from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Problem
from annotator.project import articles
from annotator.project.exporting import recipes
from annotator.qt.export.choice_box import FormatBox, LayerBox
from annotator.qt.export.dataset_draft import DatasetDraft
from annotator.qt.export.destination import Destination
from annotator.qt.export.place_field import PlaceField
from annotator.qt.export.recipe_form import RecipeForm
from annotator.qt.export.recipe_name import RecipeName
from annotator.qt.export.record_preview import RecordPreview
from annotator.qt.export.survey_view import SurveyView
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.kit.buttons import standard_buttons

_LEFT = 2, 5
"""The part of the width that the choices get, where they have room enough in it."""


class ExportDialog(QDialog):
    """Everything is as it was the last time, so that Ctrl+E and Return export again.

    Return may be pressed before the answers are there: it counts as soon as they are, unless they speak against it.
    """

    def __init__(self, parent: QWidget, bridge: Bridge, place: Path | None = None) -> None:
        """`place`: where the last dataset of this project went."""
        super().__init__(parent)
        self._bridge = bridge
        self._wanted = False
        self.setWindowTitle("Export a dataset")
        self.resize(min(1080, parent.width() - 20), min(720, parent.height() - 30))
        project = bridge.reader
        self.draft, self.goal = DatasetDraft(bridge, self), Destination(bridge, self)
        self.format = FormatBox()
        self.layer = LayerBox(articles.layer_names(project), bridge.analyst)
        self.recipe_name = RecipeName(recipes.names(project), recipes.LAST, bridge.writable)
        self.place = PlaceField(self.goal, str(place or _usual_place(bridge.path)))
        self.form = RecipeForm([label.name for label in project.scheme.labels], articles.agencies(project))
        self.preview, self.survey = RecordPreview(), SurveyView()
        self._lay_out()
        self._connect()
        self._load(recipes.LAST)
        self.format.setFocus()

    def _lay_out(self) -> None:
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Cancel)
        self.write = buttons.addButton("Write", QDialogButtonBox.ButtonRole.AcceptRole)
        self.write.setToolTip("Write the dataset (Return)")
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self._left())
        halves.addWidget(self._right())
        halves.setStretchFactor(1, 1)
        halves.setChildrenCollapsible(False)
        left = self.width() * _LEFT[0] // _LEFT[1]
        halves.setSizes([left, self.width() - left])
        column = QVBoxLayout(self)
        column.addWidget(halves, 1)
        column.addWidget(buttons)
        # Only now: a button that is in no dialog yet is not taken for its default, and Return would cancel.
        self.write.setDefault(True)

    def _left(self) -> QWidget:
        top = QFormLayout()
        top.addRow("Format", self.format)
        top.addRow("Layer", self.layer)
        top.addRow("Recipe", self.recipe_name)
        top.addRow("To", self.place)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 6, 0)
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
        self.draft.surveyed.connect(self._survey)
        self.draft.progressed.connect(self.survey.progress)
        self.goal.looked.connect(self._answer)
        for changed in (
            self.format.currentIndexChanged,
            self.layer.currentIndexChanged,
            self.form.changed,
            self.place.changed,
        ):
            changed.connect(self._change)
        self.recipe_name.picked.connect(self._load)
        self.recipe_name.entered.connect(self._return)
        self.recipe_name.forgotten.connect(self._forget)
        self.finished.connect(self._stop)

    @property
    def destination(self) -> Path:
        """Where the dataset goes."""
        assert self.goal.path is not None
        return self.goal.path

    @property
    def name(self) -> str:
        """The name under which the recipe is kept."""
        return self.recipe_name.name

    @property
    def replacing(self) -> bool:
        """Whether a dataset that is there gives way."""
        return self.place.replacing.isChecked()

    def recipe(self) -> Recipe:
        """What was chosen. Raises Problem where it makes no recipe."""
        return self.form.recipe(replace(Recipe(), format=self.format.value, layer=self.layer.value))

    def _load(self, name: str) -> None:
        """Shows a recipe of the project; one that is not there, or not for this program, leaves the usual one."""
        try:
            wanted = recipes.recipe(self._bridge.reader, name)
        except Problem:
            wanted = Recipe()
        self.format.show_value(wanted.format)
        self.layer.show_value(wanted.layer)
        self.form.show_recipe(wanted)
        self.recipe_name.show_name(name)
        self._change()

    def _change(self) -> None:
        self._wanted = False
        self.place.suit(self.format.suffix)
        try:
            self.draft.change(self.recipe())
        except Problem as problem:
            self.draft.refuse(problem)
        self.goal.look(self.place.line.text(), self.draft.recipe)
        self._answer()

    def _begin(self, found: object) -> None:
        self.preview.show_beginning(found)  # type: ignore[arg-type]
        self.survey.setVisible(not isinstance(found, Problem))
        self._answer()

    def _survey(self, found: object) -> None:
        self.survey.show_survey(found, self.draft.recipe.allow_leaks)  # type: ignore[arg-type]
        self._answer()

    def _answer(self) -> None:
        """Something is known that was not, or the other way round: may it be written?"""
        wrong = self.draft.problem is not None or self.draft.leaks
        if self.goal.known:
            wrong = wrong or bool(self.goal.fault) or self.place.waits_for_a_tick
        self.write.setEnabled(not wrong)
        if self._wanted and (wrong or self._known):
            self._wanted = False
            self._return()

    @property
    def _known(self) -> bool:
        return self.draft.known and self.goal.known

    def accept(self) -> None:
        """Writes; what is not known yet is waited for."""
        if self._known:
            super().accept()
        else:
            self._wanted = True

    def _return(self) -> None:
        """Writes, or goes to what stands in the way."""
        if self.write.isEnabled():
            self.accept()
        elif self.goal.known and self.place.waits_for_a_tick:
            self.place.replacing.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.goal.known and self.goal.fault:
            self.place.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A button that cannot be pressed would leave Return without an answer."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.write.isEnabled():
            self._return()
        else:
            super().keyPressEvent(event)

    def _stop(self) -> None:
        self.draft.stop()
        self.goal.stop()

    def _forget(self, name: str) -> None:
        self._bridge.do(call(recipes.remove, name), then=lambda _change: self.recipe_name.take_away(name))


def _usual_place(project: Path) -> Path:
    return project.with_name(f"{project.stem}-dataset")

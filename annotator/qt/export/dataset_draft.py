"""The dataset that is being put together in the dialog: its recipe, its beginning, and what it would come to."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Problem, Progress
from annotator.project.exporting.run import Survey, beginning, survey
from annotator.project.project import Project
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge

_PAUSE = 300
"""Milliseconds without a change after which the whole dataset is gone through."""


class DatasetDraft(QObject):
    """Works on another thread; what was asked for before a change counts no more."""

    begun = Signal(object)
    """The beginning of the dataset, or the Problem because of which there is none."""
    surveyed = Signal(object)
    """What it would come to, or a Problem; None as soon as the last one does not hold any more."""
    progressed = Signal(object, object)
    """How far the survey is: work done, and work in all."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading, self._surveying = LatestOnly(bridge, self), LatestOnly(bridge, self)
        self._surveying.progressed.connect(self.progressed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._survey)
        self._asked: Recipe | None = None
        self.recipe = Recipe()
        self.known = False
        """Whether the beginning of this very recipe has been read."""
        self.problem: Problem | None = None
        self.survey: Survey | None = None

    @property
    def leaks(self) -> bool:
        """Whether paragraphs are known to stand in two splits although that was not allowed."""
        return bool(self.survey and self.survey.leaks and not self.recipe.allow_leaks)

    def change(self, recipe: Recipe) -> None:
        """Another recipe: its beginning is read at once, and the whole of it after a pause."""
        self.recipe = recipe
        asked = _without_the_card(recipe)
        if asked == self._asked:
            self._tell_again()
            return
        self._forget()
        self._asked = asked

        def read(project: Project, _progress: Progress) -> Any:
            try:
                return beginning(project, recipe)
            except Problem as problem:
                return problem

        self._reading.ask(read, self._begin)

    def refuse(self, problem: Problem) -> None:
        """What was entered makes no recipe."""
        self._forget()
        self._begin(problem)

    def stop(self) -> None:
        """Nothing is wanted any more."""
        self._pause.stop()
        self._reading.cancel()
        self._surveying.cancel()

    def _forget(self) -> None:
        self.stop()
        self._asked, self.known, self.problem, self.survey = None, False, None, None
        self.surveyed.emit(None)

    def _tell_again(self) -> None:
        """The data are the same, but whether leaks are allowed may have changed."""
        if self.survey is not None:
            self.surveyed.emit(self.survey)

    def _begin(self, found: object) -> None:
        self.known = True
        self.problem = found if isinstance(found, Problem) else None
        self.begun.emit(found)
        if self.problem is None:
            self._pause.start()

    def _survey(self) -> None:
        recipe = self.recipe

        def go_through(project: Project, progress: Progress) -> Any:
            try:
                return survey(project, recipe, progress)
            except Problem as problem:
                return problem

        self._surveying.ask(go_through, self._end)

    def _end(self, found: object) -> None:
        self.survey = found if isinstance(found, Survey) else None
        self.problem = found if isinstance(found, Problem) else None
        self.surveyed.emit(found)


def _without_the_card(recipe: Recipe) -> Recipe:
    """What the data are made from: the card's own words, and what is allowed, change nothing in them."""
    return replace(recipe, licence="", rights="", policy="", gaps="", allow_leaks=False)

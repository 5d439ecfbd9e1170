"""Team and assignments: who works on the project, who is to annotate what, and how far that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.change import Change
from annotator.domain.problems import Problem, Progress
from annotator.project import articles, team
from annotator.project.project import Project
from annotator.project.team import Plan, Standing
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge, Operation, call
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.plain import PlainLabel
from annotator.qt.team.assign_page import AssignPage
from annotator.qt.team.assigned_page import AssignedPage
from annotator.qt.team.team_page import TeamPage


@dataclass(frozen=True, slots=True)
class _State:
    """What the pages show: everybody, how many articles there are, to whom each is assigned."""

    everybody: list[Standing]
    articles: int
    given: dict[int, tuple[str, ...]]


class TeamDialog(QDialog):
    """Reads and draws on another thread: a large project takes a moment. `chosen`: articles to assign (row ids)."""

    def __init__(self, parent: QWidget, bridge: Bridge, chosen: Sequence[int] = ()) -> None:
        super().__init__(parent)
        self.setWindowTitle("Team and assignments")
        self.resize(min(880, parent.width() - 20), min(600, parent.height() - 40))
        self._bridge = bridge
        self._reading, self._drawing = LatestOnly(bridge, self), LatestOnly(bridge, self)
        self.team = TeamPage(bridge.writable)
        self.assigning = AssignPage(chosen, bridge.writable)
        self.assigned = AssignedPage(bridge)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Team, assigning, assigned articles")
        for page, title in (
            (self.team, "Team"),
            (self.assigning, "Assign"),
            (self.assigned, "Assigned articles"),
        ):
            self.tabs.addTab(page, title)
        self.tabs.setCurrentIndex(1 if chosen else 0)
        self.finished.connect(self.deleteLater)
        self._lay_out()
        self._connect()
        self.read()

    def _lay_out(self) -> None:
        self.told = PlainLabel()
        self.told.setObjectName("told")
        self.told.setWordWrap(True)
        self.undo = QPushButton("Undo")
        self.undo.setToolTip("Take back what was done last")
        self.undo.hide()
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Close)
        # Return belongs to the field where one is; Esc closes.
        for button in (self.undo, *buttons.findChildren(QPushButton)):
            button.setAutoDefault(False)
        below = QHBoxLayout()
        below.addWidget(self.told, 1)
        below.addWidget(self.undo)
        below.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addWidget(self.tabs, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        bridge = self._bridge
        self.team.roleWanted.connect(lambda name, role: self._do(call(team.set_member, name, role)))
        self.team.removalWanted.connect(lambda name: self._do(call(team.remove_member, name)))
        self.assigning.planWanted.connect(self._draw)
        self.assigning.carryOutWanted.connect(lambda plan: self._do(call(team.carry_out, plan)))
        self.assigned.takingBackWanted.connect(
            lambda keys, names: self._do(call(team.take_back, keys, names))
        )
        self.undo.clicked.connect(
            lambda: bridge.undo(then=lambda change: self._say(f"Taken back: {change.name}."))
        )
        bridge.changed.connect(self._on_change)
        bridge.problem.connect(self._say)

    # Reading

    def read(self) -> None:
        """Asks the project again."""
        self._reading.ask(_read, self._show)

    def _show(self, state: _State) -> None:
        self.team.show_standings(state.everybody, state.articles, len(state.given))
        self.assigning.show_people(state.everybody)
        self.assigned.show_assignments(state.given, [one.name for one in state.everybody if one.assigned])

    def _draw(self) -> None:
        analysts, wish, by_hand = self.assigning.analysts, self.assigning.wish, self.assigning.by_hand

        def query(project: Project, _: Progress) -> Plan | str:
            try:
                if not by_hand:
                    return team.plan(project, analysts, wish)
                keys = wish.keys if wish.keys is not None else team.keys_among(project, wish.which)
                return team.by_hand(project, keys, analysts)
            except Problem as problem:
                return str(problem)

        self._drawing.ask(query, self.assigning.show_plan)

    # Doing

    def _do(self, operation: Operation) -> None:
        self._bridge.do(operation, self._tell)

    def _tell(self, change: Change) -> None:
        if change:
            self._say(f"Done: {change.name}.")
            self.undo.show()
        else:
            self._say("That changed nothing.")

    def _say(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.undo.hide()

    def _on_change(self, change: Change) -> None:
        if change.kinds & {"member", "assignment"} or change.listed or change.articles or change.layers:
            self.read()
            self._draw()

    def done(self, result: int) -> None:
        """Nothing is read any more."""
        self._reading.cancel()
        self._drawing.cancel()
        self._bridge.changed.disconnect(self._on_change)
        self._bridge.problem.disconnect(self._say)
        super().done(result)


def _read(project: Project, _: Progress) -> _State:
    total, _done, _open = articles.progress(project, project.analyst)
    return _State(team.standings(project), total, team.assignments(project))

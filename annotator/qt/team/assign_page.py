"""Giving articles to analysts: a draw that is looked at before it is done, or by hand."""

from collections.abc import Sequence
from itertools import combinations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.assigning import USUAL_SHARE
from annotator.domain.wording import number
from annotator.project.project import new_seed
from annotator.project.team import ALL, ASSIGNED, UNASSIGNED, Plan, Standing, Wish
from annotator.qt.kit.plain import PlainLabel, caption, harmless
from annotator.qt.team.strip import Strip, see_through

DRAWN, BY_HAND = "drawn", "by hand"
CHOSEN = "chosen"
_WHICH = (
    (UNASSIGNED, "Those that nobody has"),
    (ASSIGNED, "Those that somebody has: add analysts"),
    (ALL, "All"),
)
_PAUSE = 150
"""Milliseconds after a change until a draw is tried."""
_SEEDS = 1_000_000


class AssignPage(QWidget):
    """Says what is wanted; `show_plan` shows what would come of it."""

    planWanted = Signal()
    """`analysts`, `wish` and `by_hand` are different now: what would come of them is to be worked out."""
    carryOutWanted = Signal(object)
    """This Plan is to be carried out."""

    def __init__(self, chosen: Sequence[int], writable: bool) -> None:
        super().__init__()
        self._chosen, self._writable = tuple(chosen), writable
        self._ticks: dict[str, QCheckBox] = {}
        self.plan: Plan | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.planWanted)
        self._make_fields()
        self._lay_out()
        self._on_how()

    def _make_fields(self) -> None:
        self.people = QScrollArea()
        self.people.setWidgetResizable(True)
        self.people.setAccessibleName("Analysts")
        self.how, self.which = QComboBox(), QComboBox()
        self.how.addItem("Drawn, evenly", DRAWN)
        self.how.addItem("By hand: each gets them all", BY_HAND)
        if self._chosen:
            self.which.addItem(f"The {number(len(self._chosen), 'article')} selected in the list", CHOSEN)
        for which, text in _WHICH:
            self.which.addItem(text, which)
        self.each, self.doubled, self.seed = QSpinBox(), QSpinBox(), QSpinBox()
        self.each.setRange(1, 20)
        self.doubled.setRange(0, 100)
        self.doubled.setValue(USUAL_SHARE)
        self.doubled.setSuffix(" %")
        self.seed.setRange(0, _SEEDS - 1)
        self.seed.setValue(new_seed() % _SEEDS)
        for field, name, tip in (
            (self.how, "How", "Drawn by a seed, or by hand"),
            (self.which, "Articles", "Which articles are given away"),
            (self.each, "Analysts for an article", "How many analysts annotate each article"),
            (
                self.doubled,
                "For two at least",
                "So many articles go to two analysts or more: agreement is measured on them",
            ),
            (self.seed, "Seed", "The same seed gives the same draw; it is recorded"),
        ):
            field.setAccessibleName(name)
            field.setToolTip(harmless(tip))
        for box in (self.how, self.which):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(18)
        self.how.setCurrentIndex(1 if self._chosen else 0)
        self.how.currentIndexChanged.connect(lambda _: self._on_how())
        self.which.currentIndexChanged.connect(lambda _: self._changed())
        for spin in (self.each, self.doubled, self.seed):
            spin.valueChanged.connect(lambda _: self._changed())

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("Articles", self.which)
        form.addRow("How", self.how)
        form.addRow("Analysts for an article", self.each)
        form.addRow("For two at least", self.doubled)
        form.addRow("Seed", self.seed)
        left = QVBoxLayout()
        left.addWidget(PlainLabel("Analysts"))
        left.addWidget(self.people, 1)
        left.addLayout(form)
        self._said, self._pairs = PlainLabel(), PlainLabel()
        for label in (self._said, self._pairs):
            label.setWordWrap(True)
        self._said.setObjectName("planSaid")
        self._loads = QScrollArea()
        self._loads.setWidgetResizable(True)
        self._loads.setFrameShape(QScrollArea.Shape.NoFrame)
        self._loads.setAccessibleName("Loads")
        self.go = QPushButton("Assign")
        self.go.setToolTip("Assign as it is shown above; one undo takes it back")
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self._carry_out)
        right = QVBoxLayout()
        right.addWidget(self._said)
        right.addWidget(self._loads, 1)
        right.addWidget(self._pairs)
        right.addWidget(self.go)
        row = QHBoxLayout(self)
        row.setSpacing(18)
        row.addLayout(left, 1)
        row.addLayout(right, 1)

    # What is wanted

    def show_people(self, everybody: Sequence[Standing]) -> None:
        """Offers everybody; analysts are ticked at first, and ticks stay."""
        if [one.name for one in everybody] == list(self._ticks):
            return
        fresh = {one.name for one in everybody if one.role == "analyst" and one.name not in self._ticks}
        ticked = {*self.analysts, *fresh}
        inside = QWidget()
        column = QVBoxLayout(inside)
        self._ticks = {one.name: QCheckBox(caption(one.name)) for one in everybody}
        for one in everybody:
            box = self._ticks[one.name]
            box.setChecked(one.name in ticked)
            box.setToolTip(harmless(f"{one.name} is to get articles. Now: {one.words}"))
            box.toggled.connect(lambda _: self._changed())
            column.addWidget(box)
        column.addStretch(1)
        self.people.setWidget(inside)
        self._changed()

    def tick(self, *names: str) -> None:
        """Ticks these analysts and no others."""
        for name, box in self._ticks.items():
            box.setChecked(name in names)

    @property
    def analysts(self) -> list[str]:
        """Who is ticked."""
        return [name for name, box in self._ticks.items() if box.isChecked()]

    @property
    def by_hand(self) -> bool:
        """Whether everyone ticked gets every article."""
        return bool(self.how.currentData() == BY_HAND)

    @property
    def wish(self) -> Wish:
        """How the articles are to be drawn; by hand: which they are."""
        which = self.which.currentData()
        keys = self._chosen if which == CHOSEN else None
        return Wish(
            self.each.value(),
            self.doubled.value(),
            self.seed.value(),
            ALL if keys is not None else which,
            keys,
        )

    def _on_how(self) -> None:
        for spin in (self.each, self.doubled, self.seed):
            spin.setEnabled(not self.by_hand)
        self._changed()

    def _changed(self) -> None:
        self.plan = None
        self.go.setEnabled(False)
        self._pause.start()

    # What would come of it

    def show_plan(self, plan: Plan | str) -> None:
        """What would be assigned, or why nothing can be."""
        self.plan = plan if isinstance(plan, Plan) else None
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(12)
        self._pairs.setText("")
        if isinstance(plan, str):
            self._said.setText(plan)
        elif not plan.given:
            self._said.setText(
                "Nothing is left to assign: these articles have as many analysts as they are to have."
            )
        else:
            self._said.setText(
                f"{number(len(plan.given), 'article')}, {number(plan.assignments, 'assignment')}:"
            )
            self._fill(grid, plan)
            self._pairs.setText(_in_common(self.analysts, plan))
        grid.setRowStretch(grid.rowCount(), 1)
        see_through(self._loads, inside)
        self.go.setEnabled(self._writable and self.plan is not None and bool(self.plan.given))
        count = len(self.plan.given) if self.plan else 0
        self.go.setText(f"Assign {number(count, 'article')}" if count else "Assign")

    def _fill(self, grid: QGridLayout, plan: Plan) -> None:
        most = max(plan.loads.values())
        for row, (name, count) in enumerate(plan.loads.items()):
            said = number(count, "article")
            grid.addWidget(PlainLabel(name), row, 0)
            grid.addWidget(Strip((count, 0, 0, most - count), f"{name}: {said}"), row, 1)
            grid.addWidget(PlainLabel(said), row, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)

    def _carry_out(self) -> None:
        if self.plan is not None:
            self.go.setEnabled(False)
            self.carryOutWanted.emit(self.plan)


def _in_common(analysts: Sequence[str], plan: Plan) -> str:
    """How many articles every two of them would have in common."""
    pairs = list(combinations(sorted(set(analysts) & set(plan.loads)), 2))
    counts = [plan.meetings.get(pair, 0) for pair in pairs]
    if not counts or not max(counts):
        return "No two analysts get the same article, so their agreement cannot be measured on these."
    low, high = min(counts), max(counts)
    shown = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"Every two of them have {shown} of these articles in common."

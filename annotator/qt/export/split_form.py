"""How a dataset is split: none, by fractions, by date, by agency, or folds."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from annotator.domain.dataset.plan import BACKGROUND, SplitPlan, fractions_from_text
from annotator.domain.problems import Problem
from annotator.qt.kit.plain import harmless

_KINDS = (
    ("", "No splits"),
    ("fractions", "By fractions, drawn"),
    ("date", "By date: train on the past"),
    ("agency", "By agency"),
    ("folds", "Folds"),
)
_MOST = 2**31 - 1


class SplitForm(QWidget):
    """The fields of a plan; those that its kind does not need are hidden."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = QComboBox()
        for name, words in _KINDS:
            self.kind.addItem(words, name)
        self.fractions, self.cuts, self.agencies = QLineEdit("80/10/10"), QLineEdit(), QLineEdit()
        self.cuts.setPlaceholderText("2006-07-01 2006-10-01 (else by the fractions)")
        self.agencies.setPlaceholderText("TASS=test, AP=validation (the others are drawn)")
        # A line: seeds of other programs may be negative, or larger than a spin box can hold.
        self.seed = QLineEdit("0")
        self.folds, self.background = QSpinBox(), QSpinBox()
        self.folds.setRange(2, 100)
        self.folds.setValue(5)
        self.background.setRange(1, _MOST)
        self.background.setValue(BACKGROUND)
        self.leaks = QCheckBox("Write it although paragraphs stand in two splits")
        self.leaks.setToolTip("They are listed in leaks.jsonl and counted in the card")
        self._form = QFormLayout(self)
        self._form.addRow("Splits", self.kind)
        for name, field, about in self._fields():
            field.setAccessibleName(name)
            field.setToolTip(harmless(about))
            self._form.addRow(name, field)
        self.kind.setAccessibleName("Splits")
        self.kind.setToolTip("Stories that share paragraphs are never torn apart")
        self._form.addRow(self.leaks)
        self._connect()
        self._show_needed()

    def _fields(self) -> tuple[tuple[str, QWidget, str], ...]:
        return (
            ("Percent", self.fractions, "Train, validation and test, or train and test: 80/10/10, 90/10"),
            ("Folds", self.folds, "How many"),
            ("Cuts", self.cuts, "When each further split begins; so given, they stay where they are"),
            ("Agencies", self.agencies, "Which agency is in which split"),
            ("Seed", self.seed, "What is drawn follows from it"),
            (
                "Background",
                self.background,
                "A paragraph in more articles than this keeps none of them together",
            ),
        )

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._show_needed)
        self.kind.currentIndexChanged.connect(self.changed)
        for field in (self.fractions, self.cuts, self.agencies, self.seed):
            field.textChanged.connect(self.changed)
        for number in (self.folds, self.background):
            number.valueChanged.connect(self.changed)
        self.leaks.toggled.connect(self.changed)

    def _show_needed(self) -> None:
        kind = self.kind.currentData()
        needed = {
            self.fractions: kind in ("fractions", "date", "agency"),
            self.folds: kind == "folds",
            self.cuts: kind == "date",
            self.agencies: kind == "agency",
            self.seed: kind in ("fractions", "agency", "folds"),
            self.background: bool(kind),
            self.leaks: bool(kind),
        }
        for field, wanted in needed.items():
            self._form.setRowVisible(field, wanted)

    def plan(self) -> SplitPlan | None:
        """The plan that was entered. Raises Problem where it is none."""
        kind = self.kind.currentData()
        if not kind:
            return None
        cuts = tuple(self.cuts.text().replace(",", " ").split()) if kind == "date" else ()
        agencies = self._agencies() if kind == "agency" else ()
        # What stands in a field that is hidden is nobody's concern.
        fractions = SplitPlan().fractions if kind == "folds" else fractions_from_text(self.fractions.text())
        seed = SplitPlan().seed if kind == "date" else self._seed()
        return SplitPlan(kind, fractions, cuts, agencies, self.folds.value(), seed, self.background.value())

    def _seed(self) -> int:
        try:
            return int(self.seed.text())
        except ValueError as error:
            raise Problem(f"{self.seed.text()!r} is no seed: write a whole number.") from error

    def _agencies(self) -> tuple[tuple[str, str], ...]:
        pairs = []
        for part in filter(None, map(str.strip, self.agencies.text().split(","))):
            agency, sign, split = part.rpartition("=")
            if not sign or not agency.strip():
                raise Problem(f"{part!r} names no agency and split. Write it as TASS=test.")
            pairs.append((agency.strip(), split.strip()))
        return tuple(pairs)

    def show_plan(self, plan: SplitPlan | None, allow_leaks: bool) -> None:
        """Fills the fields."""
        self.blockSignals(True)
        self.kind.setCurrentIndex(self.kind.findData(plan.kind if plan else ""))
        plan = plan or SplitPlan()
        self.fractions.setText("/".join(map(str, plan.fractions)))
        self.cuts.setText(" ".join(plan.cuts))
        self.agencies.setText(", ".join(f"{agency}={split}" for agency, split in plan.agencies))
        self.folds.setValue(plan.folds)
        self.seed.setText(str(plan.seed))
        self.background.setValue(min(plan.background, _MOST))
        self.leaks.setChecked(allow_leaks)
        self._show_needed()
        self.blockSignals(False)

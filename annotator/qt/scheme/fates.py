"""What becomes of annotations that have something the scheme is about to lose."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.scheme import Scheme
from annotator.domain.scheme_change import DROP, KEEP, RELABEL, RENAME, Fate, Fates, Part
from annotator.project.scheming import Concern
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.plain import PlainLabel, caption, harmless

_ASK = (
    "The scheme will not know what has been annotated here. Choose what becomes of it. "
    "All of it is one action, and one Undo takes it back."
)


class FatesDialog(QDialog):
    """A line for each part that is lost, with how much it concerns; whatever is not chosen stays as it is."""

    def __init__(self, parent: QWidget, concerned: Sequence[Concern], new: Scheme, renames: Fates) -> None:
        super().__init__(parent)
        self.setWindowTitle("What becomes of the annotations?")
        self.resize(min(820, parent.width() - 20), min(440, parent.height() - 40))
        self._boxes: dict[Part, QComboBox] = {}
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(0, 1)
        for row, concern in enumerate(concerned):
            self._add_row(row, concern, _choices(concern.part, new, renames))
        self._grid.setRowStretch(len(concerned), 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        ask = PlainLabel(_ASK)
        ask.setWordWrap(True)
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Cancel)
        self.save = buttons.addButton("Save the scheme", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setToolTip("Save the scheme, and do with the annotations as chosen (Return)")
        column = QVBoxLayout(self)
        column.addWidget(ask)
        column.addWidget(area, 1)
        column.addWidget(buttons)

    def _add_row(self, row: int, concern: Concern, choices: list[tuple[str, Fate]]) -> None:
        what = PlainLabel(caption(str(concern.part)))  # The buddy takes a single & for its key.
        font = what.font()
        font.setBold(True)
        what.setFont(font)
        box = QComboBox()
        box.setAccessibleName(f"What becomes of {concern.part}")
        box.setToolTip(harmless(f"What becomes of {concern} with {concern.part}"))
        for text, fate in choices:
            box.addItem(text, fate)
        what.setBuddy(box)
        self._boxes[concern.part] = box
        for column, widget in enumerate((what, PlainLabel(str(concern)), box)):
            self._grid.addWidget(widget, row, column)

    def choose(self, part: Part, fate: Fate) -> None:
        """Puts a line on one of its choices."""
        box = self._boxes[part]
        box.setCurrentIndex([box.itemData(at) for at in range(box.count())].index(fate))

    @property
    def fates(self) -> dict[Part, Fate]:
        """What was chosen."""
        return {part: box.currentData() for part, box in self._boxes.items()}


def _choices(part: Part, new: Scheme, renames: Fates) -> list[tuple[str, Fate]]:
    """The first is what loses nothing."""
    if part == Part(part.label):
        others = [(f"relabel to {label.name}", Fate(RELABEL, label.name)) for label in new.labels]
        return [("keep them, unknown to the scheme", Fate(KEEP)), *others, ("delete them", Fate(DROP))]
    keep = ("keep it, unknown to the scheme", Fate(KEEP))
    drop = ("take it away from them", Fate(DROP))
    if not part.value:
        return [keep, drop]
    label = new.label(renames.get(Part(part.label), Fate(RENAME)).to or part.label)
    name = renames.get(Part(part.label, part.attribute), Fate(RENAME)).to or part.attribute
    attribute = label.attribute(name) if label else None
    values = attribute.values if attribute else ()
    return [keep, *((f"turn into {value}", Fate(RENAME, value)) for value in values), drop]

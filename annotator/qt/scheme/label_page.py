"""The label itself: its name, key and look."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from annotator.domain.colours import fill_of, is_colour
from annotator.domain.scheme import LINES, Colours
from annotator.domain.scheme_draft import LabelDraft, SchemeDraft
from annotator.domain.scheme_faults import verdict
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.scheme.parts import ColourField, Verdict, choose, combo, titled

_UNITS = (
    ("word", "the word at the caret"),
    ("name", "the name at the caret"),
    ("quotation", "the words between the quotation marks"),
    ("clause", "the clause at the caret"),
    ("measure", "the measure and its kind"),
)
_LINES = tuple((line, line.replace("-", " and ")) for line in LINES)


class LabelPage(QWidget):
    """Writes what is typed into the draft and says so."""

    changed = Signal()

    def __init__(self, draft: SchemeDraft) -> None:
        super().__init__()
        self._draft = draft
        self._label: LabelDraft | None = None
        self.name, self.key, self.about = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.unit = combo(_UNITS, "Takes", "What the label's key takes where nothing is selected")
        self.line = combo(_LINES, "Line", "The pattern of the line under the label's spans")
        self.colours = {
            (theme, part): ColourField(f"{part} in the {theme} look")
            for theme in ("light", "dark")
            for part in ("edge", "fill")
        }
        self.verdicts = {theme: Verdict(f"verdict-{theme}") for theme in ("light", "dark")}
        self.propose = QPushButton("Propose")
        self.propose.setToolTip(
            "Colours that are far from those of all other labels, and a free line (Alt+P)"
        )
        self.propose.setShortcut("Alt+P")
        self.propose.setAutoDefault(False)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for field, name, tip in (
            (self.name, "Name", "The name of the label"),
            (self.key, "Key", "The key that tags with this label"),
            (self.about, "About", "What the label is for, in a sentence"),
        ):
            field.setAccessibleName(name)
            field.setToolTip(harmless(tip))
        self.key.setMaxLength(1)
        self.key.setFixedWidth(40)
        self.about.setTabChangesFocus(True)
        self.about.setFixedHeight(48)
        first = QHBoxLayout()
        first.addWidget(self.name, 1)
        first.addWidget(PlainLabel("Key"))
        first.addWidget(self.key)
        look = QHBoxLayout()
        look.addWidget(self.line, 1)
        look.addWidget(self.propose)
        form = QFormLayout(self)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        titled(form, "&Name", first, self.name)
        form.addRow("&About", self.about)
        form.addRow("Its &key takes", self.unit)
        titled(form, "Lin&e", look, self.line)
        form.addRow("Colours", self._colours())

    def _colours(self) -> QWidget:
        area = QWidget()
        grid = QGridLayout(area)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        for column, text in enumerate(("Edge", "Fill"), 1):
            grid.addWidget(PlainLabel(text), 0, column)
        for row, theme in enumerate(("light", "dark"), 1):
            grid.addWidget(PlainLabel(theme.capitalize()), row, 0)
            grid.addWidget(self.colours[theme, "edge"], row, 1)
            grid.addWidget(self.colours[theme, "fill"], row, 2)
            grid.addWidget(self.verdicts[theme], row, 3)
        grid.setColumnStretch(3, 1)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        return area

    def _connect(self) -> None:
        self.name.textEdited.connect(self._on_name)
        self.key.textEdited.connect(lambda text: self._set("key", text.lower()))
        self.about.textChanged.connect(lambda: self._set("about", self.about.toPlainText()))
        self.unit.activated.connect(lambda _: self._set("unit", self.unit.currentData()))
        self.line.activated.connect(lambda _: self._set("line", self.line.currentData()))
        self.propose.clicked.connect(self._propose)
        for (theme, part), field in self.colours.items():
            field.changed.connect(lambda c, theme=theme, part=part: self._on_colour(theme, part, c))

    def show_label(self, draft: SchemeDraft, label: LabelDraft | None) -> None:
        """Shows a label of the draft; without one nothing can be typed."""
        self._draft, self._label = draft, None
        self.setEnabled(label is not None)
        self.name.setText(label.name if label else "")
        self.key.setText(label.key if label else "")
        self.about.setPlainText(label.about if label else "")
        choose(self.unit, label.unit if label else "word")
        choose(self.line, label.line if label else "solid")
        self._label = label
        self._show_colours()

    def _show_colours(self) -> None:
        if self._label is not None:
            for (theme, part), field in self.colours.items():
                field.show_colour(getattr(getattr(self._label, theme), part))
        self.show_verdicts()

    def show_verdicts(self) -> None:
        """Says how the colours do among the others."""
        for theme, shown in self.verdicts.items():
            if self._label is None:
                shown.say("", True)
            else:
                shown.say(*verdict(self._draft, self._label, theme))

    def _set(self, field: str, value: str) -> None:
        if self._label is not None and getattr(self._label, field) != value:
            setattr(self._label, field, value)
            self.changed.emit()

    def _on_name(self, name: str) -> None:
        if self._label is not None:
            self._draft.rename_label(self._label, name)
            self.changed.emit()

    def _on_colour(self, theme: str, part: str, colour: str) -> None:
        """A new edge brings the fill that goes with it."""
        if self._label is None:
            return
        was: Colours = getattr(self._label, theme)
        if part == "fill":
            now = Colours(was.edge, colour)
        else:
            now = Colours(colour, fill_of(colour, theme) if is_colour(colour) else was.fill)
        setattr(self._label, theme, now)
        self._show_colours()
        self.changed.emit()

    def _propose(self) -> None:
        if self._label is not None:
            self._draft.propose_look(self._label)
            choose(self.line, self._label.line)
            self._show_colours()
            self.changed.emit()

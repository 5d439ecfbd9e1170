"""The settings: who one is, how the program looks, how the text is set. Each counts as soon as it is changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.problems import Problem
from annotator.project.settings import Settings, analyst_name
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.text.article_view.metrics import NARROWEST, WIDEST
from annotator.qt.text.article_view.typesetting import LARGEST, SMALLEST

_LOOKS = (("Like the system", "system"), ("Light", "light"), ("Dark", "dark"))
_DISTANCES = (("Usual", False), ("Airy", True))
_NAME = "For projects in which you have not worked yet; in others the name at the lower right switches."
_GOOD_FACES = (
    "Charter",
    "Georgia",
    "Source Serif 4",
    "Literata",
    "Cambria",
    "Noto Serif",
    "PT Serif",
    "DejaVu Serif",
    "Segoe UI",
    "Helvetica Neue",
    "Source Sans 3",
    "Noto Sans",
    "PT Sans",
    "DejaVu Sans",
    "Atkinson Hyperlegible",
    "OpenDyslexic",
)
"""Offered before all others where they are installed: made for reading, with Latin and Cyrillic letters."""


class SettingsDialog(QDialog):
    """Writes into the settings and says so; whoever opened it applies them."""

    changed = Signal()

    def __init__(self, parent: QWidget, settings: Settings, analyst: str) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setWindowTitle("Settings")
        self.resize(min(520, parent.width() - 60), 0)
        self._settings = settings
        self.analyst = QLineEdit(settings.analyst or analyst)
        self.fault = PlainLabel(_NAME)
        self.fault.setWordWrap(True)
        self.fault.setMinimumHeight(2 * self.fault.fontMetrics().lineSpacing())
        self.analyst.textChanged.connect(self._on_name)
        self.look = _choice(_LOOKS, settings.appearance)
        self.contrast = QCheckBox("High contrast: stronger colours, thicker lines")
        self.contrast.setToolTip("Keeps text and edges at 7:1 or more, light and dark")
        self.contrast.setChecked(settings.high_contrast)
        self.face = self._faces()
        self.points = _number(SMALLEST, LARGEST, settings.font_size, " pt")
        self.measure = _number(NARROWEST, WIDEST, settings.measure, " characters")
        self.distance = _choice(_DISTANCES, settings.airy)
        self._lay_out()
        self._connect()

    def _faces(self) -> QComboBox:
        there = QFontDatabase.families()
        good = [face for face in _GOOD_FACES if face in there]
        others = [f for f in there if f not in good and QFontDatabase.isSmoothlyScalable(f)]
        box = QComboBox()
        box.addItem("Serif, made for reading", "")
        for part in (good, others):
            box.insertSeparator(box.count())
            for face in part:
                box.addItem(face, face)
        box.setCurrentIndex(max(0, box.findData(self._settings.font_family)))
        box.setMaxVisibleItems(20)
        return box

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setVerticalSpacing(10)
        rows = (
            ("Your name", self.analyst, "The name that layers are made under"),
            ("", self.fault, ""),
            ("Light or dark", self.look, "How the whole program looks"),
            ("", self.contrast, ""),
            ("Face of the text", self.face, "The letters that articles are set in"),
            ("Size of the text", self.points, "Also with Ctrl and the mouse wheel over the text"),
            (
                "Length of a line",
                self.measure,
                "How many characters a line has where the window is wide enough",
            ),
            ("Distance of lines", self.distance, "Airy lines leave more room between underlines and labels"),
        )
        for name, part, tip in rows:
            form.addRow(name, part)
            if name:
                part.setAccessibleName(name)
                part.setToolTip(harmless(tip))
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(standard_buttons(self, QDialogButtonBox.StandardButton.Close))

    def _connect(self) -> None:
        for box in (self.look, self.face, self.distance):
            box.currentIndexChanged.connect(lambda _: self._take())
        for number in (self.points, self.measure):
            number.valueChanged.connect(lambda _: self._take())
        self.contrast.toggled.connect(lambda _: self._take())

    def _take(self) -> None:
        settings = self._settings
        settings.appearance = self.look.currentData()
        settings.high_contrast = self.contrast.isChecked()
        settings.font_family = self.face.currentData()
        settings.font_size = self.points.value()
        settings.measure = self.measure.value()
        settings.airy = self.distance.currentData()
        self.changed.emit()

    def _on_name(self, typed: str) -> None:
        """A name that cannot be one is not taken over."""
        try:
            self._settings.analyst = analyst_name(typed)
        except Problem as problem:
            self.fault.setText(str(problem).partition(". ")[0] + ".")
        else:
            self.fault.setText(_NAME)
            self.changed.emit()


def _choice(entries: tuple[tuple[str, object], ...], chosen: object) -> QComboBox:
    box = QComboBox()
    for text, value in entries:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def _number(least: int, most: int, value: int, unit: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(value)
    box.setSuffix(unit)
    # A number that is being typed is not applied digit by digit.
    box.setKeyboardTracking(False)
    box.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return box

"""Boxes from which one is chosen: a format, a layer. What a recipe asks for is shown even where it is not there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from annotator.domain.dataset.majority import MAJORITY
from annotator.domain.dataset.recipe import ALL_LAYERS
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.project.formats import formats
from annotator.qt.kit.plain import harmless

_WIDEST = 640


class ChoiceBox(QComboBox):
    """Rows with a value each."""

    def __init__(self, name: str, about: str, dots: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        """`dots`: where they stand in what has no room."""
        super().__init__()
        self._dots = dots
        self.setAccessibleName(name)
        self.setToolTip(harmless(about))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def show_value(self, value: str | None) -> None:
        """Chooses a value, without telling; one that has no row gets one, so that nothing else is taken for it."""
        self.blockSignals(True)
        row = self.findData(value)
        if row < 0:
            self.addItem(f"{value} (not there)", value)
            row = self.count() - 1
        self.setCurrentIndex(row)
        self.blockSignals(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What has no room ends in dots, not in the middle of a letter."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        style, control = self.style(), QStyle.ComplexControl.CC_ComboBox
        room = style.subControlRect(control, option, QStyle.SubControl.SC_ComboBoxEditField, self).width()
        text = self.fontMetrics().elidedText(option.currentText, self._dots, room - 8)
        option.currentText = text
        painter.drawComplexControl(control, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def showPopup(self) -> None:
        """The list is as wide as its rows."""
        view = self.view()
        view.setMinimumWidth(min(_WIDEST, max(self.width(), view.sizeHintForColumn(0) + 24)))
        super().showPopup()


class FormatBox(ChoiceBox):
    """The formats that can be written; those that lack a package cannot be chosen, and say what to install."""

    def __init__(self) -> None:
        super().__init__("Format", "What the files are for; the preview follows")
        self._rows = {row.name: row for row in formats() if row.direction == "writes"}
        model = self.model()
        for place, row in enumerate(self._rows.values()):
            self.addItem(f"{row.name} – {row.needs or row.about}", row.name)
            about = f"Keeps: {row.keeps}\nLoses: {row.loses}\n{row.needs}".strip()
            self.setItemData(place, harmless(about), Qt.ItemDataRole.ToolTipRole)
            item = model.item(place) if isinstance(model, QStandardItemModel) else None
            if item is not None:
                item.setEnabled(not row.needs)

    @property
    def value(self) -> str:
        """The name of the format."""
        return str(self.currentData())

    @property
    def suffix(self) -> str:
        """The ending of its one file, "" if it always writes a folder."""
        row = self._rows.get(self.value)
        return row.suffixes[0] if row and row.suffixes else ""


class LayerBox(ChoiceBox):
    """Whose annotations: gold and one's own first, then the colleagues', then what is made of several."""

    def __init__(self, there: Sequence[str], analyst: str) -> None:
        super().__init__("Layer", "Whose annotations")
        self.addItem("gold if there is one, else mine", None)
        for name in sorted(there, key=lambda name: (name not in RESERVED_LAYERS, name != analyst, name)):
            self.addItem(name, name)
        if len(there) > 1:
            self.addItem("all, side by side", ALL_LAYERS)
            self.addItem("what the majority marked alike", MAJORITY)

    @property
    def value(self) -> str | None:
        """What a recipe calls it."""
        value = self.currentData()
        return None if value is None else str(value)

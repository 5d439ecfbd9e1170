"""The labels as a row of buttons, each with its key."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QWidget

from annotator.domain.scheme import Label
from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.plain import caption, harmless
from annotator.qt.kit.theme import ink_on


class LabelBar(QWidget):
    """A click tags the selection, or relabels the selected annotation."""

    labelClicked = Signal(str, bool)
    """The label, and whether Shift was held (the selection is taken as it is)."""
    labelHovered = Signal(str)
    """The mouse is over this label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("labelBar")
        self.setAccessibleName("Labels")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch(1)
        self._labels: Sequence[Label] = ()
        self._buttons: dict[str, QToolButton] = {}

    def set_labels(self, labels: Sequence[Label]) -> None:
        """Shows these labels."""
        if labels == self._labels:
            return
        for button in self._buttons.values():
            button.hide()
            button.deleteLater()
        self._labels = labels
        self._buttons = {label.name: self._button(label) for label in labels}
        self.paint_buttons()

    def _button(self, label: Label) -> QToolButton:
        button = QToolButton(self)
        button.setText(caption(f"{label.key}  {label.name}"))
        button.setAccessibleName(f"Tag as {label.name}")
        button.setToolTip(
            harmless(
                f"Tag the selection as {label.name} ({label.key}; with Shift exactly as selected)\n{label.about}"
            )
        )
        # The caret has to stay where it is.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCheckable(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self._on_click(label.name))
        button.installEventFilter(self)
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Says which label the mouse is over."""
        if event.type() == QEvent.Type.Enter:
            named = (name for name, button in self._buttons.items() if button is watched)
            self.labelHovered.emit(next(named, ""))
        return super().eventFilter(watched, event)

    def _on_click(self, name: str) -> None:
        self._buttons[name].setChecked(not self._buttons[name].isChecked())
        shift = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self.labelClicked.emit(name, bool(shift))

    def mark(self, name: str | None) -> None:
        """Shows which label the selected annotation has."""
        for label, button in self._buttons.items():
            button.setChecked(label == name)

    def paint_buttons(self) -> None:
        """Takes the colours of the theme."""
        look = theme_of(self.palette())
        for label in self._labels:
            edge, ink = look.edge(label).name(), ink_on(look.edge(label)).name()
            self._buttons[label.name].setStyleSheet(
                f"QToolButton {{ background: {look.fill(label).name()}; color: {look.text.name()};"
                f" border: 1px solid {edge}; border-left: 5px solid {edge}; border-radius: 4px;"
                " padding: 4px 10px 4px 8px; }"
                f"QToolButton:hover, QToolButton:checked {{ background: {edge}; color: {ink}; }}"
                f"QToolButton:disabled {{ background: transparent; color: {look.quiet.name()}; }}"
            )

"""Several values, one on each line; told when the field is left."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from annotator.qt.kit.plain import harmless


class LinesField(QPlainTextEdit):
    """Tab leads on to the next field, Ctrl+Return tells the values and stays, Esc brings the old ones back."""

    told = Signal(object)
    """The lines that the analyst left, a tuple; only if they are others than those that were set."""

    def __init__(self, name: str, about: str, lines: int = 3) -> None:
        super().__init__()
        self._set: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setToolTip(
            harmless(f"{about} One on each line. Saved when you leave the field, or by Ctrl+Return.")
        )
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        height = QFontMetrics(self.font()).lineSpacing() * lines + 12
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def values(self) -> tuple[str, ...]:
        """The lines that are not empty."""
        lines = (line.strip() for line in self.toPlainText().split("\n"))
        return tuple(line for line in lines if line)

    def show_values(self, values: tuple[str, ...], anew: bool = False) -> None:
        """Sets what stands there. What is being typed stays while the values are the old ones, unless `anew`."""
        if anew or values != self._set:
            self._set = values
            if values != self.values:
                self.setPlainText("\n".join(values))

    def tell(self) -> None:
        """Tells the values if they are new."""
        values = self.values
        if values != self._set:
            self.told.emit(values)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Left, not only for a menu: tells."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Return and Esc."""
        returned = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if returned and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.tell()
        elif event.key() == Qt.Key.Key_Escape and self.values != self._set:
            self.setPlainText("\n".join(self._set))
        else:
            super().keyPressEvent(event)

"""What one does with entries of the registry, as a row of buttons."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from annotator.domain.actor import Actor
from annotator.qt.kit.plain import harmless


class ActorButtons(QWidget):
    """Their keys work wherever the keyboard is within the page around them."""

    newWanted = Signal()
    mergeWanted = Signal()
    splitWanted = Signal()
    removeWanted = Signal()
    importWanted = Signal()
    exportWanted = Signal()
    starterWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 4)
        row.setSpacing(6)
        self.new = self._button("New", "A new entry", "Ctrl+Shift+A", self.newWanted)
        self.merge = self._button("Merge…", "Merge the selected entries", "Ctrl+M", self.mergeWanted)
        self.split = self._button("Split…", "Make some forms an entry", "Ctrl+Shift+M", self.splitWanted)
        self.remove = self._button("Remove", "Remove the entry", "Ctrl+Del", self.removeWanted)
        for button in (self.new, self.merge, self.split, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._more())

    def _button(self, text: str, about: str, keys: str, wanted: SignalInstance) -> QPushButton:
        button = QPushButton(text)
        sequence = QKeySequence(keys)
        button.setAccessibleName(about)
        button.setToolTip(harmless(f"{about} ({sequence.toString(QKeySequence.SequenceFormat.NativeText)})"))
        button.clicked.connect(lambda: wanted.emit())
        button.setProperty("keys", keys)
        return button

    def _more(self) -> QToolButton:
        menu = QMenu(self)
        self.more = []
        for text, wanted in (
            ("Import actors…", self.importWanted),
            ("Export actors…", self.exportWanted),
            ("Add the starter registry", self.starterWanted),
        ):
            action = menu.addAction(text)
            action.triggered.connect(wanted)
            self.more.append(action)
        button = QToolButton()
        button.setText("Registry")
        button.setAccessibleName("The whole registry")
        button.setToolTip("Import, export, or add the entries that the program brings along")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setMenu(menu)
        return button

    def take_keys(self, page: QWidget) -> None:
        """Makes the buttons' keys work in the page."""
        for button in (self.new, self.merge, self.split, self.remove):
            shortcut = QShortcut(QKeySequence(button.property("keys")), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)

    def enable(self, writable: bool, actor: Actor | None) -> None:
        """Which of them can be used on the chosen entry."""
        self.new.setEnabled(writable)
        for button in (self.merge, self.remove):
            button.setEnabled(writable and actor is not None)
        self.split.setEnabled(writable and actor is not None and sum(1 for _ in actor.forms()) > 1)
        for action, allowed in zip(self.more, (writable, True, writable), strict=True):
            action.setEnabled(allowed)

"""The first thing one sees: the sample project, a new one, one that is there."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCommandLinkButton, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

_WIDTH = 560


class WelcomePanel(QWidget):
    """Four ways to begin."""

    sampleWanted = Signal()
    newWanted = Signal()
    openWanted = Signal()
    recentWanted = Signal(Path)

    def __init__(self, recent: Sequence[str]) -> None:
        super().__init__()
        middle = QWidget()
        middle.setFixedWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setSpacing(8)
        title = QLabel("Annotator")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 2.2)
        font.setBold(True)
        title.setFont(font)
        column.addWidget(title)
        column.addWidget(QLabel("Mark and tag spans in news articles. Everything stays on this machine."))
        column.addSpacing(12)
        for text, about, signal in (
            (
                "Try the sample project",
                "Nine wire stories, annotated by two analysts, one left for you",
                self.sampleWanted,
            ),
            ("New project…", "An empty project file; then drop articles on the window", self.newWanted),
            ("Open a project…", "A file that ends in .annotator", self.openWanted),
        ):
            button = QCommandLinkButton(text, about)
            button.clicked.connect(signal)
            column.addWidget(button)
        self._recent = QListWidget()
        self._recent.setAccessibleName("Recent projects")
        self._recent.itemActivated.connect(self._on_recent)
        self._recent.itemClicked.connect(self._on_recent)
        self._heading = QLabel("Recent projects")
        column.addSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(self._recent)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(middle, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self.show_recent(recent)

    def show_recent(self, recent: Sequence[str]) -> None:
        """Lists the projects that were open lately and still are there."""
        self._recent.clear()
        for path in recent:
            if Path(path).is_file():
                item = QListWidgetItem(f"{Path(path).stem}   {Path(path).parent}")
                item.setData(Qt.ItemDataRole.UserRole, path)
                self._recent.addItem(item)
        for part in (self._heading, self._recent):
            part.setVisible(self._recent.count() > 0)
        self._recent.setFixedHeight(min(8, max(1, self._recent.count())) * 26 + 8)

    def _on_recent(self, item: QListWidgetItem) -> None:
        self.recentWanted.emit(Path(item.data(Qt.ItemDataRole.UserRole)))

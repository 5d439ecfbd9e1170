"""The team: a line for everybody with their role and how far they are, and a line to take somebody in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.team import ROLES, ROLES_ARE_SETTINGS
from annotator.project.team import Standing
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.team.strip import Strip, parts_of, see_through

_NO_MEMBER = "no member"


class TeamPage(QWidget):
    """Asks for changes; they are seen when `show_standings` is called again."""

    roleWanted = Signal(str, str)
    """Somebody is to have that role; who is no member becomes one."""
    removalWanted = Signal(str)
    """Somebody is to be taken out of the team."""

    def __init__(self, writable: bool) -> None:
        super().__init__()
        self._writable = writable
        self._shown: list[Standing] | None = None
        self._summary = PlainLabel()
        self._summary.setWordWrap(True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName("Members")
        about = PlainLabel(ROLES_ARE_SETTINGS)
        about.setObjectName("rolesAreSettings")
        about.setWordWrap(True)
        about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self._summary)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._taking_in())
        column.addWidget(about)

    def _taking_in(self) -> QHBoxLayout:
        self.name, self.role = QLineEdit(), _roles("analyst")
        self.name.setPlaceholderText("Name of a colleague")
        self.name.setAccessibleName("Name of a new member")
        self.name.setToolTip(
            "The name under which they annotate, as their window's lower right corner shows it"
        )
        self.role.setAccessibleName("Role of the new member")
        self.add = QPushButton("Take in")
        self.add.setToolTip("Take this colleague into the team (Return in the field)")
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._take_in)
        self.name.returnPressed.connect(self._take_in)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.role)
        row.addWidget(self.add)
        for part in (self.name, self.role, self.add):
            part.setEnabled(self._writable)
        return row

    def _take_in(self) -> None:
        if self.name.text().strip():
            self.roleWanted.emit(self.name.text().strip(), self.role.currentText())
            self.name.clear()

    def show_standings(self, everybody: Sequence[Standing], articles: int, given: int) -> None:
        """Shows everybody; of so many articles so many are assigned to somebody."""
        self._summary.setText(f"{given:,} of {articles:,} articles are assigned.")
        if self._shown == list(everybody):
            return
        self._shown = list(everybody)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, one in enumerate(everybody):
            for column, part in enumerate(self._line(one)):
                grid.addWidget(part, row, column)
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(3, 1)
        grid.setRowStretch(len(everybody), 1)
        see_through(self._scroll, inside)

    def _line(self, one: Standing) -> tuple[QWidget, ...]:
        name, words = PlainLabel(one.name), PlainLabel(one.words)
        words.setWordWrap(True)
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        role = _roles(one.role)
        role.setAccessibleName(f"Role of {one.name}")
        role.setEnabled(self._writable)
        role.activated.connect(lambda _: self._change(one, role.currentText()))
        remove = QToolButton()
        remove.setText("✕")
        remove.setAccessibleName(f"Take {one.name} out of the team")
        remove.setToolTip(harmless(f"Take {one.name} out of the team; layers and assignments stay"))
        remove.setEnabled(self._writable and bool(one.role))
        remove.clicked.connect(lambda: self.removalWanted.emit(one.name))
        strip = Strip(parts_of(one), one.words) if one.assigned else QWidget()
        return name, role, strip, words, remove

    def _change(self, one: Standing, role: str) -> None:
        if role not in (one.role, _NO_MEMBER):
            self.roleWanted.emit(one.name, role)


def _roles(present: str) -> QComboBox:
    box = QComboBox()
    box.addItems([*([] if present else [_NO_MEMBER]), *ROLES])
    box.setCurrentText(present or _NO_MEMBER)
    box.setToolTip("A recorded setting that says who does what; it protects nothing")
    return box

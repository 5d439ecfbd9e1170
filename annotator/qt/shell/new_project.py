"""A new project: its file, the labels it begins with, and the name under which one annotates."""

import os
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.guideline import Guideline
from annotator.domain.problems import Problem
from annotator.domain.scheme import Scheme
from annotator.domain.wording import number
from annotator.project import names
from annotator.project.project import SUFFIX, Project
from annotator.project.shipped import guideline_beside, scheme_from_file, shipped_schemes
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.kit.problems import tell
from annotator.qt.kit.saving import ask_file
from annotator.qt.scheme.parts import Verdict, titled

_KIND = f"Annotator projects (*{SUFFIX})"
_LONGEST = 255 - len("-journal")
"""Bytes of a file's name that the usual disks take, with what SQLite writes beside it."""
_Choice = tuple[Scheme, Guideline | None]


class NewProjectDialog(QDialog):
    """Makes the project when it is accepted; `path` and `analyst` say which and for whom."""

    def __init__(self, parent: QWidget | None, analyst: str = "", folder: Path | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New project")
        self.resize(680, 480)
        self.file = QLineEdit(str((folder or Path.home()) / f"articles{SUFFIX}"))
        self.analyst_name = QLineEdit(analyst)
        self.schemes = QListWidget()
        self.about = PlainLabel()
        self.message = Verdict("newProjectMessage")
        for field, name, tip in (
            (self.file, "Project file", "Where the project is kept: one file for everything"),
            (self.analyst_name, "Your name", "The name under which your annotations are kept"),
            (self.schemes, "Labels", "The scheme that the project begins with; it can be changed later"),
        ):
            field.setAccessibleName(name)
            field.setToolTip(harmless(tip))
        self.about.setWordWrap(True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        for one in shipped_schemes():
            self._offer(one.scheme, one.guideline)
        self._lay_out()
        self.schemes.currentItemChanged.connect(lambda *_: self._show())
        self.file.textChanged.connect(lambda _: self._judge())
        self.analyst_name.textChanged.connect(lambda _: self._judge())
        self.schemes.setCurrentRow(0)
        self._judge()
        self.file.setFocus()

    def _lay_out(self) -> None:
        choose, other = QPushButton("Choose…"), QPushButton("From a file…")
        choose.setToolTip("Choose the project's file")
        choose.clicked.connect(self._choose_file)
        other.setToolTip("Offer the labels of a scheme's file")
        other.clicked.connect(self._choose_scheme)
        for button in (choose, other):
            button.setAutoDefault(False)
            button.setAccessibleName(button.toolTip())
        where, labels, left = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        where.addWidget(self.file, 1)
        where.addWidget(choose)
        left.addWidget(self.schemes, 1)
        left.addWidget(other, 0, Qt.AlignmentFlag.AlignLeft)
        labels.addLayout(left, 1)
        labels.addWidget(self.about, 1)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        titled(form, "&File", where, self.file)
        form.addRow("Your &name", self.analyst_name)
        titled(form, "&Labels", labels, self.schemes)
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Cancel)
        self.make = buttons.addButton("Make the project", QDialogButtonBox.ButtonRole.AcceptRole)
        self.make.setDefault(True)
        column = QVBoxLayout(self)
        column.addLayout(form, 1)
        column.addWidget(self.message)
        column.addWidget(buttons)

    def _offer(self, scheme: Scheme, guideline: Guideline | None) -> None:
        item = QListWidgetItem(scheme.name)
        item.setSizeHint(QSize(0, 28))
        item.setData(Qt.ItemDataRole.UserRole, (scheme, guideline))
        self.schemes.addItem(item)

    @property
    def path(self) -> Path:
        """The project's file."""
        text = self.file.text().strip()
        return Path(os.path.expanduser(text if text.endswith(SUFFIX) else text + SUFFIX))

    @property
    def analyst(self) -> str:
        """Who annotates; "" leaves it to the settings."""
        return self.analyst_name.text().strip()

    @property
    def scheme(self) -> Scheme:
        """What was chosen."""
        return self._choice[0]

    @property
    def _choice(self) -> _Choice:
        choice: _Choice = self.schemes.currentItem().data(Qt.ItemDataRole.UserRole)
        return choice

    def _show(self) -> None:
        self.about.setText("\n\n".join(f"{x.key}  {x.name}\n{x.about}".strip() for x in self.scheme.labels))

    def _judge(self) -> None:
        """While one types: says why the project cannot be made, and gives the same reason at the button."""
        wrong = self._wrong_file() or self._wrong_name()
        self.message.say(wrong, good=False)
        self.make.setEnabled(not wrong)
        self.make.setToolTip(harmless(wrong or "Make the file and open it (Return)"))

    def _wrong_file(self) -> str:
        path = self.path
        if not self.file.text().strip():
            return "Name the project's file."
        too_long = len(os.fsencode(path.name)) - _LONGEST
        if too_long > 0:
            return f"This name is too long for a file by {number(too_long, 'byte')}. Choose a shorter one."
        if "\0" in path.name or os.path.exists(path):
            return f"{path.name} exists already. Choose another name, or open it instead."
        if not os.path.isdir(path.parent):
            return f"There is no folder {path.parent}."
        return "" if os.access(path.parent, os.W_OK) else f"Nothing can be written into {path.parent}."

    def _wrong_name(self) -> str:
        try:
            names.new(self.analyst or None)
        except Problem as problem:
            return f"{str(problem).partition('. ')[0].rstrip('.')}."
        return ""

    def _choose_file(self) -> None:
        name, _ = ask_file(self, "New project", self.file.text(), _KIND)
        if name:
            self.file.setText(name)

    def _choose_scheme(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Labels from a file", "", "Schemes (*.toml)")
        if name:
            self.offer_file(Path(name))

    def offer_file(self, path: Path) -> None:
        """Adds the scheme of a file to those offered and chooses it."""
        try:
            scheme, guideline = scheme_from_file(path), guideline_beside(path)
        except Problem as problem:
            tell(self, str(problem))
            return
        self._offer(scheme, guideline)
        self.schemes.setCurrentRow(self.schemes.count() - 1)

    def accept(self) -> None:
        """Makes the project; a problem is told here and the dialog stays."""
        scheme, guideline = self._choice
        try:
            Project.create(self.path, scheme, self.analyst or None, guideline).close()
        except Problem as problem:
            self.message.say(str(problem), good=False)
            return
        super().accept()

"""The dated roles of an actor: a row each, and an empty one for the next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QToolButton, QWidget

from annotator.domain.actor import Role
from annotator.qt.kit.actor_field import ActorLine, Source
from annotator.qt.kit.paint import smaller
from annotator.qt.kit.plain import PlainLabel, harmless

_HEADS = (("Title", 1), ("Of", 1), ("Since", 0), ("Until", 0))
_DATE = "A year, a month or a day: 2006, 2006-11 or 2006-11-30."


class RoleRows(QWidget):
    """Told when a field of a row is left."""

    told = Signal(object)
    """The roles, a tuple of Role; only if they are others than those that were set."""

    def __init__(self, registry: Source) -> None:
        super().__init__()
        self._registry = registry
        self._set: tuple[Role, ...] = ()
        self._rows: list[tuple[QLineEdit, ActorLine, QLineEdit, QLineEdit]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        for column, (name, stretch) in enumerate(_HEADS):
            head = PlainLabel(name)
            head.setFont(smaller(head.font(), 1))
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnStretch(column, stretch)
        self._build(())

    @property
    def roles(self) -> tuple[Role, ...]:
        """The rows that have a title."""
        found = []
        for title, of, since, until in self._rows:
            if title.text().strip():
                dates = (line.text().strip() or None for line in (since, until))
                found.append(Role(title.text().strip(), of.value, *dates))
        return tuple(found)

    def show_roles(self, roles: tuple[Role, ...], anew: bool = False) -> None:
        """Sets the rows. What is being typed stays while the roles are the old ones, unless `anew`."""
        if anew or roles != self._set:
            kept = roles == self.roles
            self._set = roles
            if not kept or anew:
                self._build(roles)
            elif len(self._rows) == len(roles):
                # The empty row was filled in: it stays as it is, somebody may be on the way to its next field.
                title = self._rows[-1][0]
                self._grid.addWidget(self._remover(title, len(roles)), self._grid.rowCount() - 1, len(_HEADS))
                self._add(Role(""))

    def _build(self, roles: tuple[Role, ...]) -> None:
        self._rows.clear()
        for place in reversed(range(self._grid.count())):
            item = self._grid.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None and self._grid.getItemPosition(place)[0] > 0:  # type: ignore[index]
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for role in (*roles, Role("")):
            self._add(role)

    def _add(self, role: Role) -> None:
        row, number = self._grid.rowCount(), len(self._rows) + 1
        title, since, until = QLineEdit(role.title), QLineEdit(role.since or ""), QLineEdit(role.until or "")
        of = ActorLine(self._registry, role.of)
        title.setPlaceholderText("add a role" if not role.title else "")
        of.setPlaceholderText("")
        for line, name, about in (
            (title, "Title", "Such as foreign minister. Emptied, the role goes."),
            (of, "Of", "The state or body: type to find it, Return takes the first."),
            (since, "Since", _DATE),
            (until, "Until", _DATE),
        ):
            line.setAccessibleName(f"{name} of role {number}")
            line.setToolTip(harmless(about))
        for line in (since, until):
            line.setFixedWidth(line.fontMetrics().horizontalAdvance("2006-11-30") + 14)
        for line in (title, of):
            line.setCursorPosition(0)
        for line in (title, since, until):
            line.editingFinished.connect(self._tell)
        of.chosen.connect(lambda _: self._tell())
        for column, line in enumerate((title, of, since, until)):
            self._grid.addWidget(line, row, column)
        self._rows.append((title, of, since, until))
        if role.title:
            self._grid.addWidget(self._remover(title, number), row, len(_HEADS))

    def _remover(self, title: QLineEdit, number: int) -> QToolButton:
        button = QToolButton()
        button.setText("✕")
        button.setAutoRaise(True)
        button.setAccessibleName(f"Remove role {number}")
        button.setToolTip("Remove this role")

        def remove() -> None:
            title.clear()
            self._tell()

        button.clicked.connect(remove)
        return button

    def _tell(self) -> None:
        roles = self.roles
        if roles != self._set:
            self.told.emit(roles)

"""The command palette: a few letters instead of a walk through the menus."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.scheme import Label
from annotator.qt.kit.buttons import clearable
from annotator.qt.kit.commands import COMMANDS, LACKS, shown_keys
from annotator.qt.kit.list_model import Index, ListModel, RowRole
from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of
from annotator.qt.shell.matching import rank

_WIDTH, _HEIGHT = 640, 440
_PAD = 10
_MOVING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something one can do. `lacks`: why not now; empty if one can."""

    name: str
    menu: str
    text: str
    keys: str
    lacks: str
    run: Callable[[], object]


def command_entries(made: Mapping[str, QAction], there: frozenset[str]) -> list[Entry]:
    """All commands, with their present texts and keys. `there`: which of what commands need is there."""
    entries = []
    for command in COMMANDS:
        action = made[command.name]
        reason = LACKS[""] if command.needs in there else LACKS.get(command.needs, LACKS[""])
        lacks = "" if action.isEnabled() else reason
        text = re.sub("&(.)", r"\1", action.text()).removesuffix("…")
        entries.append(Entry(command.name, command.menu, text, shown_keys(action), lacks, action.trigger))
    return entries


def label_entries(labels: Sequence[Label], lacks: str, tag: Callable[[str], object]) -> list[Entry]:
    """Tagging, with each label of the scheme."""
    return [
        Entry(
            f"tag {label.name}",
            "Tag",
            f"Tag as {label.name}",
            label.key.upper(),
            lacks,
            partial(tag, label.name),
        )
        for label in labels
    ]


class PaletteDialog(QDialog):
    """Type, choose with the arrows, Return. Esc closes."""

    ran = Signal(str)
    """The name of the entry that was chosen; it runs when the palette is gone."""

    def __init__(self, parent: QWidget, entries: Sequence[Entry], used: Sequence[str]) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setWindowTitle("All commands")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Not every desktop gives the keyboard back to the window by itself.
        self.finished.connect(lambda _: parent.activateWindow())
        self._model = _Entries(entries, used)
        self._field = QLineEdit()
        self._field.setObjectName("paletteField")
        self._field.setPlaceholderText("Type what you want to do")
        self._field.setAccessibleName("Search the commands")
        self._field.setToolTip("Up and Down choose, Return runs, Esc closes")
        clearable(self._field)
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        self._list = QListView()
        self._list.setObjectName("paletteList")
        self._list.setAccessibleName("Commands")
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Rows(self._list))
        self._list.clicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        width, height = min(_WIDTH, parent.width() - 40), min(_HEIGHT, parent.height() - 120)
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.setGeometry(corner.x() + (parent.width() - width) // 2, corner.y() + 60, width, height)
        self._search("")

    @property
    def shown(self) -> list[Entry]:
        """The entries that match, best first."""
        return self._model.rows

    def _search(self, typed: str) -> None:
        self._model.search(typed)
        self._list.setCurrentIndex(self._model.index(0))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The field keeps the keyboard; arrows move in the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _MOVING:
            self._list.event(event)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._list.currentIndex())
            return True
        return False

    def _run(self, index: QModelIndex) -> None:
        """What cannot be used stays where it is, with its reason."""
        if not index.isValid() or (entry := self._model.rows[index.row()]).lacks:
            return
        self.accept()
        self.ran.emit(entry.name)
        # The window has the keyboard again by then: what runs may ask where it is.
        QTimer.singleShot(0, entry.run)


class _Entries(ListModel[Entry]):
    def __init__(self, entries: Sequence[Entry], used: Sequence[str]) -> None:
        super().__init__()
        self._entries = entries
        self._recent = {name: number for number, name in enumerate(used)}
        self.rows = list(entries)

    def search(self, typed: str) -> None:
        found = rank(
            typed,
            self._entries,
            texts=lambda entry: (entry.text, f"{entry.menu}: {entry.text}"),
            recent=lambda entry: self._recent.get(entry.name, len(self._recent)),
        )
        self.put(found)

    def shown(self, row: Entry) -> str:
        return row.text

    def told(self, row: Entry) -> str:
        return ", ".join(part for part in (row.text, row.menu, row.keys, row.lacks) if part)

    def tip(self, _row: Entry) -> None:
        """The row says it all."""


class _Rows(QStyledItemDelegate):
    """The text, its menu, and at the right its keys, or why it cannot be used."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> Any:
        size = super().sizeHint(option, _index)
        size.setHeight(round(QFontMetricsF(option.font).height()) + 12)
        return size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(RowRole)
        ink = begin_row(painter, option)
        look = theme_of(option.palette)
        quiet_ink = ink if is_chosen(option) else look.quiet
        box = QRectF(option.rect).adjusted(_PAD, 0, -_PAD, 0)
        small = smaller(option.font, 0.5)
        right = entry.lacks or entry.keys
        width = min(QFontMetricsF(small).horizontalAdvance(right), box.width() / 2)
        painter.setPen(quiet_ink)
        line(
            painter,
            QRectF(box.right() - width, box.top(), width + 1, box.height()),
            right,
            _leaning(small, entry),
        )
        text_box = box.adjusted(0, 0, -width - _PAD, 0)
        painter.setPen(quiet_ink if entry.lacks else ink)
        line(painter, text_box, entry.text, option.font)
        used = QFontMetricsF(option.font).horizontalAdvance(entry.text) + _PAD
        painter.setPen(quiet_ink)
        if used < text_box.width():
            line(painter, text_box.adjusted(used, 0, 0, 0), entry.menu, small)
        painter.restore()


def _leaning(font: QFont, entry: Entry) -> QFont:
    made = QFont(font)
    made.setItalic(bool(entry.lacks))
    return made

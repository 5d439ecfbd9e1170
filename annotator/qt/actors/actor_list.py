"""The registry as a list: the queue of unlinked mentions first, then the entries, then values that are none's id."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.actor import Actor
from annotator.domain.registry import folded
from annotator.domain.wording import number
from annotator.project.mentions import Tally
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of
from annotator.qt.kit.plain import plain_tips

Index = QModelIndex | QPersistentModelIndex
LineRole = Qt.ItemDataRole.UserRole

QUEUE = ""
"""The id of the first line: the mentions that point nowhere."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list. `actor` is None for the queue and for a value that is not in the registry."""

    id: str
    name: str
    about: str
    count: int | None
    actor: Actor | None = None


class ActorList(QAbstractListModel):
    """Filtered by what is typed and by type; `LineRole` gives a row's Line."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._tally: Tally | None = None
        self._typed = self._type = ""
        self._lines: list[Line] = []

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A line's name, its tooltip, or the line."""
        if not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LineRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            counted = "" if line.count is None else f"\n{number(line.count, 'mention')}"
            return f"{line.name}\n{line.about}{counted}"
        return None

    def line(self, row: int) -> Line:
        """The line in that row."""
        return self._lines[row]

    def row_of(self, uid: str | None) -> int | None:
        """In which row an entry is; None if the filter leaves it out."""
        return next((row for row, line in enumerate(self._lines) if line.id == uid), None)

    @property
    def tally(self) -> Tally | None:
        """How often each entry is mentioned, once that is known."""
        return self._tally

    def take(self, tally: Tally) -> None:
        """Shows new counts. Where the lines stay the same ones, only what they show changes."""
        self._tally = tally
        self._show()

    def filter(self, typed: str, type_: str) -> None:
        """Shows the entries that a form of theirs makes fit to what was typed, of one type ("": of any)."""
        self._typed, self._type = typed, type_
        self._show()

    def read(self) -> None:
        """Reads the registry again."""
        self._show()

    def _show(self) -> None:
        lines = list(self._wanted())
        if [line.id for line in lines] == [line.id for line in self._lines]:
            self._lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def _wanted(self) -> Iterator[Line]:
        registry, tally = self._bridge.reader.registry, self._tally
        yield Line(QUEUE, "Unlinked mentions", "point to no entry yet", tally.unlinked if tally else None)
        typed = folded(self._typed)
        found = [actor for actor, _ in registry.matching(typed, len(registry))] if typed else registry.active
        for actor in found:
            if self._type in ("", actor.type):
                count = tally.counts.get(actor.id, 0) if tally else None
                yield Line(actor.id, actor.name, _about(actor), count, actor)
        if tally is not None and not self._type:
            for value in sorted(tally.counts):
                if value and value not in registry and typed in folded(value):
                    yield Line(value, value, "not in the registry", tally.counts[value])


def _about(actor: Actor) -> str:
    roles = [role.title for role in actor.roles[:2]]
    forms = [form for form, kind in actor.forms() if kind != "name"][:4]
    return " · ".join([actor.type, *roles, *forms])


_PAD = 6
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + 2)


class ActorRows(QStyledItemDelegate):
    """Two lines an entry."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints name, count and the quiet line."""
        shown: Line = index.data(LineRole)
        ink, chosen, look = begin_row(painter, option), is_chosen(option), theme_of(option.palette)
        box = QRectF(option.rect).adjusted(_PAD + 4, _PAD, -_PAD - 4, -_PAD)
        font = QFont(option.font)
        font.setBold(shown.id == QUEUE)
        metrics = QFontMetricsF(font)
        count = f"{shown.count:,}" if shown.count else ""
        width = metrics.horizontalAdvance(count)
        painter.setPen(ink if chosen or shown.id == QUEUE else look.quiet)
        painter.setFont(font)
        top = QRectF(box.left(), box.top(), box.width(), metrics.height())
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        painter.setPen(ink)
        line(painter, top.adjusted(0, 0, -width - 8, 0), shown.name, font)
        if not chosen:
            painter.setPen(look.quiet)
        quiet = smaller(option.font)
        below = QRectF(box.left(), top.bottom() + 2, box.width(), QFontMetricsF(quiet).height())
        line(painter, below, shown.about, quiet)
        if shown.id == QUEUE and not chosen:
            painter.setPen(look.line)
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

"""The registry as a list: the queue of unlinked mentions first, then the entries, then values that are none's id."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from annotator.domain.actor import Actor
from annotator.domain.registry import folded
from annotator.domain.wording import number
from annotator.project.mentions import Tally
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.list_model import Index, ListModel
from annotator.qt.kit.two_lines import Cell, TwoLines

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


class ActorList(ListModel[Line]):
    """Filtered by what is typed and by type."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._tally: Tally | None = None
        self._typed = self._type = ""

    def shown(self, row: Line) -> str:
        return row.name

    def told(self, row: Line) -> str:
        counted = "" if row.count is None else f"\n{number(row.count, 'mention')}"
        return f"{row.name}\n{row.about}{counted}"

    def row_of(self, uid: str | None) -> int | None:
        """In which row an entry is; None if the filter leaves it out."""
        return self.find(lambda line: line.id == uid)

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
        self.renew(list(self._wanted()), key=lambda line: line.id)

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


class ActorRows(TwoLines):
    """Name and count, below them type and forms."""

    pad, inset = 6, 4

    def paint_row(self, cell: Cell, row: Line, index: Index) -> None:
        is_queue = row.id == QUEUE
        cell.font.setBold(is_queue)
        count = f"{row.count:,}" if row.count else ""
        cell.painter.setPen(cell.ink if is_queue else cell.quiet)
        cell.painter.setFont(cell.font)
        top = QRectF(cell.box.left(), cell.box.top(), cell.box.width(), cell.height)
        cell.painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        cell.upper(row.name, right=QFontMetricsF(cell.font).horizontalAdvance(count) + 8)
        cell.lower(row.about)
        if is_queue and not cell.chosen:
            cell.painter.setPen(cell.look.line)
            cell.painter.drawLine(cell.option.rect.bottomLeft(), cell.option.rect.bottomRight())

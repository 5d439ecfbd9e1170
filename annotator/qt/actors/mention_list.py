"""Mentions in context: of an entry, or the queue of those that point nowhere."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.change import Change
from annotator.domain.problems import Progress
from annotator.project import mentions
from annotator.project.mentions import Mention
from annotator.project.project import Project
from annotator.qt.actors.actor_list import QUEUE
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.in_context import WIDE, paint_end, paint_in_context, row_box
from annotator.qt.kit.paint import begin_row, is_chosen, theme_of
from annotator.qt.kit.plain import plain_tips

Index = QModelIndex | QPersistentModelIndex
MentionRole = Qt.ItemDataRole.UserRole
GuessRole = Qt.ItemDataRole.UserRole + 1

MOST = 500
"""Mentions shown at once; the next ones follow as these are worked off."""

Guess = Callable[[str], list[str]]
"""Ids of the entries that words most likely mean, the best first."""


class _Page(NamedTuple):
    uid: str
    mentions: list[Mention]
    more: bool


class MentionList(QAbstractListModel):
    """One mention a row: `MentionRole` gives it, `GuessRole` the name of the entry that a queued one may mean,
    "" where none is likely."""

    read = Signal()
    """What was asked for is here."""

    def __init__(self, bridge: Bridge, guess: Guess) -> None:
        super().__init__()
        self._bridge = bridge
        self._guess = guess
        self._guesses: dict[str, str | None] = {}
        self._mentions: list[Mention] = []
        self.uid: str | None = None
        self.more = False
        self._reading = LatestOnly(bridge, self)
        bridge.changed.connect(self._on_change)

    @property
    def busy(self) -> bool:
        """Whether mentions are on their way."""
        return self._reading.busy

    @property
    def queued(self) -> bool:
        """Whether these are the mentions that point nowhere."""
        return self.uid == QUEUE

    def rowCount(self, parent: Index | None = None) -> int:
        """How many mentions are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._mentions)

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A mention's words, what stands around them, the mention or the guess."""
        if not 0 <= index.row() < len(self._mentions):
            return None
        mention = self._mentions[index.row()]
        if role == MentionRole:
            return mention
        if role == Qt.ItemDataRole.DisplayRole:
            return mention.words
        if role == GuessRole:
            return self._guessed_name(mention)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{mention.headline}\n…{mention.before}[{mention.words}]{mention.after}…"
        return None

    def mention(self, row: int) -> Mention:
        """The mention in that row."""
        return self._mentions[row]

    def guess(self, mention: Mention) -> str | None:
        """The id of the entry that a mention's words most likely mean."""
        if mention.words not in self._guesses:
            self._guesses[mention.words] = next(iter(self._guess(mention.words)), None)
        return self._guesses[mention.words]

    def _guessed_name(self, mention: Mention) -> str | None:
        if not self.queued:
            return None
        entry = self._bridge.reader.registry.entry(self.guess(mention) or "")
        return "" if entry is None else entry.name

    # Reading

    def show(self, uid: str | None, within: Sequence[int] | None = None) -> None:
        """Reads the mentions of an entry, or the queue; None shows nothing. `within`: see `registry.mentions`."""
        if uid != self.uid:
            self.uid = uid
            self._replace([], more=False)
        if uid is None:
            self._reading.cancel()
            return

        def query(project: Project, progress: Progress) -> _Page:
            return _read(project, progress, uid, within)

        self._reading.ask(query, self._take)

    def _take(self, page: _Page) -> None:
        if page.uid == self.uid:
            self._replace(page.mentions, page.more)
            self.read.emit()

    def _replace(self, mentions: list[Mention], more: bool) -> None:
        self.more = more
        if mentions != self._mentions:
            self.beginResetModel()
            self._mentions = mentions
            self.endResetModel()

    def _on_change(self, change: Change) -> None:
        if "actor" in change.kinds:
            self._guesses.clear()
        if self.queued and self._mentions:
            mine = {
                one.id: one.after for one in change.annotations or () if one.layer == self._bridge.analyst
            }
            for row in reversed([row for row, one in enumerate(self._mentions) if one.id in mine]):
                after = mine[self._mentions[row].id]
                if after is None or self._points_somewhere(after.label, after.attributes):
                    self.beginRemoveRows(QModelIndex(), row, row)
                    del self._mentions[row]
                    self.endRemoveRows()

    def _points_somewhere(self, label: str, attributes: dict[str, Any]) -> bool:
        kind = self._bridge.scheme.label(label)
        attribute = kind.registry_attribute if kind else None
        return attribute is None or bool(attributes.get(attribute.name))


def _read(project: Project, progress: Progress, uid: str, within: Sequence[int] | None) -> _Page:
    found = (
        mentions.unlinked(project, project.analyst, within)
        if uid == QUEUE
        else mentions.mentions(project, uid, project.analyst, within)
    )
    rows: list[Mention] = []
    for mention in islice(found, MOST + 1):
        progress.step(len(rows), 0)
        rows.append(mention)
    return _Page(uid, rows[:MOST], len(rows) > MOST)


_SHARE = 0.24
"""How much of the width is for what stands at the right."""
_Index = QModelIndex | QPersistentModelIndex


class MentionRows(QStyledItemDelegate):
    """One line a mention."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints left context, words, right context, and the guess or the headline at the end."""
        mention: Mention = index.data(MentionRole)
        ink, chosen, look = begin_row(painter, option), is_chosen(option), theme_of(option.palette)
        quiet = ink if chosen else look.quiet
        box = row_box(option.rect)
        end = self._end(index, mention, box.width())
        if end is not None:
            end_ink = ink if chosen else look.accent if index.data(GuessRole) else quiet
            paint_end(painter, box, end, _SHARE, option.font, end_ink)
        paint_in_context(
            painter, box, (mention.before, mention.words, mention.after), option.font, ink, quiet
        )
        painter.restore()

    def _end(self, index: _Index, mention: Mention, width: float) -> str | None:
        """What stands at the right end; None where nothing does."""
        guess = index.data(GuessRole)
        if guess:
            return f"K: {guess}"
        if width > WIDE:
            return mention.headline
        return None if guess is None else ""

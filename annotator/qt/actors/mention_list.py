"""Mentions in context: of an entry, or the queue of those that point nowhere."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import Signal

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change
from annotator.domain.problems import Progress
from annotator.project import mentions
from annotator.project.mentions import Mention
from annotator.project.project import Project
from annotator.qt.actors.actor_list import QUEUE
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.in_context import WIDE, ContextRows, paint_end, paint_in_context
from annotator.qt.kit.list_model import Index, ListModel, RowRole
from annotator.qt.kit.two_lines import Cell

GuessRole = RowRole + 1
_SHARE = 0.24
"""The part of a row's width for the guess or the headline at its right."""

MOST = 500
"""Mentions shown at once; the next ones follow as these are worked off."""

Guess = Callable[[str], list[str]]
"""Ids of the entries that words most likely mean, the best first."""


class _Page(NamedTuple):
    uid: str
    mentions: list[Mention]
    more: bool


class MentionList(ListModel[Mention]):
    """Mentions in context. `GuessRole` gives the name of the entry that a queued one may mean,
    "" where none is likely."""

    read = Signal()
    """What was asked for is here."""

    def __init__(self, bridge: Bridge, guess: Guess) -> None:
        super().__init__()
        self._bridge = bridge
        self._guess = guess
        self._guesses: dict[str, str | None] = {}
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

    def shown(self, row: Mention) -> str:
        return row.words

    def told(self, row: Mention) -> str:
        return f"{row.headline}\n…{row.before}[{row.words}]{row.after}…"

    def other(self, number: int, role: int) -> str | None:
        return self._guessed_name(self.rows[number]) if role == GuessRole else None

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
        if mentions != self.rows:
            self.put(mentions)

    def _on_change(self, change: Change) -> None:
        if "actor" in change.kinds:
            self._guesses.clear()
        if self.queued and self.rows:
            mine = {
                one.id: one.after for one in change.annotations or () if one.layer == self._bridge.analyst
            }
            self.remove(lambda one: one.id in mine and self._points_somewhere(mine[one.id]))

    def _points_somewhere(self, after: Annotation | None) -> bool:
        """Whether an annotation is none of the queue's any more; None was deleted."""
        kind = self._bridge.scheme.label(after.label) if after else None
        attribute = kind.registry_attribute if kind else None
        return after is None or attribute is None or bool(after.attributes.get(attribute.name))


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


class MentionRows(ContextRows):
    """The words of a mention, and at the end what they may mean, or the headline."""

    def paint_row(self, cell: Cell, row: Mention, index: Index) -> None:
        guess: str | None = index.data(GuessRole)
        end = f"K: {guess}" if guess else row.headline if cell.box.width() > WIDE else guess
        if end is not None:
            ink = cell.accent if guess else cell.quiet
            paint_end(cell.painter, cell.box, end, _SHARE, cell.option.font, ink)
        shown = row.before, row.words, row.after
        paint_in_context(cell.painter, cell.box, shown, cell.option.font, cell.ink, cell.quiet)

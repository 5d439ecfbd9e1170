"""The list of articles: all row ids in memory, the rows themselves read as they come into view."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from annotator.domain.annotation import IN_PROGRESS
from annotator.domain.change import Change
from annotator.domain.problems import Problem
from annotator.domain.wording import number
from annotator.project import articles, searching, team
from annotator.project.articles import ListQuery, Row
from annotator.project.search_filters import resolve
from annotator.project.searching import Hit
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.list_model import Index, PagedModel, RowRole
from annotator.qt.kit.two_lines import Cell, TwoLines
from annotator.qt.library.alike import Alike

HitRole = RowRole + 1
AlikeRole = RowRole + 2
_BEFORE = 12
"""Characters shown before a hit: the words that were searched for must be seen in a narrow list."""
_DONE = ("done", "in review", "adjudicated")


class ArticleList(PagedModel[int, Row]):
    """Articles by row id. `HitRole` gives the first hit of a search in an article, `AlikeRole` how many duplicates
    it has, as far as is known."""

    pages_kept = 40

    countChanged = Signal(int)
    misunderstood = Signal(str)
    """What of a search cannot be meant, as a sentence; "" when it is understood."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.query = ListQuery(bridge.analyst)
        self.words = ""
        self._found: tuple[int, ...] | None = None
        self._waiting: frozenset[int] | None = None
        self._mine: list[int] | None = None
        self._hits: dict[int, Hit | None] = {}
        self._searching = LatestOnly(bridge, self)
        self.alike = Alike(bridge)
        self.alike.changed.connect(self.mark_all)
        bridge.changed.connect(self._on_change)
        self.read()

    def shown(self, row: Row) -> str:
        return row.headline

    def told(self, row: Row) -> str:
        known = ", ".join(part for part in (row.agency, row.place, row.published) if part)
        alike = len(self.alike.others(row.key))
        said = [f"{number(alike, 'duplicate')}: Ctrl+Shift+D compares"] if alike else []
        marks = f"{row.status}, {number(row.annotations, 'annotation')}"
        return "\n".join([row.headline, known or "source unknown", marks, *said])

    def other(self, number: int, role: int) -> Hit | int | None:
        if role == HitRole:
            return self._hit(self.keys[number])
        return len(self.alike.others(self.keys[number])) if role == AlikeRole else None

    def read_page(self, keys: Sequence[int]) -> list[Row | None]:
        found = {row.key: row for row in articles.rows(self._bridge.reader, keys, self._bridge.analyst)}
        return [found.get(key) for key in keys]

    def line_of(self, key: int | None) -> int | None:
        """In which line an article is; None if the query leaves it out."""
        return self.keys.index(key) if key in self.keys else None

    def _hit(self, key: int) -> Hit | None:
        if not self.words:
            return None
        if key not in self._hits:
            self._hits[key] = next(iter(searching.hits(self._bridge.reader, key, self.words, 1)), None)
        return self._hits[key]

    # What is shown

    def show(self, **query: Any) -> None:
        """Changes the filter or the order (fields of ListQuery)."""
        self.query = replace(self.query, **query)
        self.read()

    def search(self, words: str) -> None:
        """Shows the articles that hold all the words and are what the filters ask for; an empty text shows all.

        Annotations are looked through on another thread: until then what was shown stays.
        """
        words = words.strip()
        try:
            query = resolve(self._bridge.reader, words).query
        except Problem as problem:
            self.misunderstood.emit(str(problem))
            return
        self.misunderstood.emit("")
        if query.is_about_annotations:
            self._searching.ask(
                lambda project, steps: searching.matching(project, words, steps),
                lambda found: self._take(words, found),
            )
            return
        self._searching.cancel()
        self._take(words, searching.matching(self._bridge.reader, words) if words else None)

    def _take(self, words: str, found: list[int] | None) -> None:
        self.words = words
        self._hits.clear()
        self._found = None if found is None else tuple(found)
        self.show(keys=self._wanted())

    def narrow(self, waiting: Collection[int] | None) -> None:
        """Shows of these only the articles with those row ids; None takes that away."""
        self._waiting = None if waiting is None else frozenset(waiting)
        self.show(keys=self._wanted())

    def _wanted(self) -> tuple[int, ...] | None:
        """What both the search and the queue let through."""
        if self._waiting is None:
            return self._found
        if self._found is None:
            return tuple(sorted(self._waiting))
        return tuple(key for key in self._found if key in self._waiting)

    def read(self) -> None:
        """Asks the project again."""
        self.put_keys(articles.listing(self._bridge.reader, self.query))
        self.countChanged.emit(len(self.keys))

    def next_unfinished(self, after: int | None) -> int | None:
        """The row id of the next article of the list after a given one that is new or in progress.

        Those that are assigned to me come first, in my own order; then the others, in the list's.
        """
        finished = articles.finished(self._bridge.reader, self._bridge.analyst)
        listed = set(self.keys)
        if self._mine is None:
            self._mine = team.order_of(self._bridge.reader, self._bridge.analyst)
        mine = [key for key in self._mine if key in listed]
        for keys in (mine, self.keys):
            start = keys.index(after) + 1 if after in keys else 0
            found = (key for key in [*keys[start:], *keys[:start]] if key not in finished and key != after)
            if (first := next(found, None)) is not None:
                return first
        return None

    def stop(self) -> None:
        """Looks for nothing any more: the project is being closed."""
        self._searching.cancel()
        self.alike.stop()

    def _on_change(self, change: Change) -> None:
        drawn = bool(change.kinds & {"assignment", "member"})
        if change.listed or drawn:
            self._mine = None
        drawn = drawn and (self.query.assigned or self.query.sort == articles.MY_ORDER)
        if change.listed or drawn or (change.articles and self._asks_for_metadata):
            self.read()
            return
        touched = change.articles | {
            article for article, layer in change.layers if layer == self._bridge.analyst
        }
        if touched:
            self._reread(touched)

    @property
    def _asks_for_metadata(self) -> bool:
        """Whether what is corrected in an article can change which ones are shown, or their order."""
        query = self.query
        return bool(query.contains or query.agency) or query.sort in ("headline", "agency", "published")

    def _reread(self, touched: frozenset[str]) -> None:
        """Reads the lines of some articles again, where they are at hand."""
        for page, rows in list(self.pages.items()):
            for place, row in enumerate(rows):
                if row is not None and row.id in touched:
                    again = articles.rows(self._bridge.reader, [row.key], self._bridge.analyst)
                    rows[place] = again[0] if again else None
                    at = self.index(page * self.page_size + place)
                    self.dataChanged.emit(at, at)


class ArticleRows(TwoLines):
    """Status and headline, below them what is known or what a search found."""

    def paint_row(self, cell: Cell, row: Row, index: Index) -> None:
        hit: Hit | None = index.data(HitRole)
        alike: int = index.data(AlikeRole)
        cell.painter.setPen(cell.accent)
        _status_mark(cell.painter, cell.mark_at(self.pad + 5), row.status)
        cell.box.adjust(16, 0, 0, 0)
        cell.upper(row.headline)
        found = f"…{hit.before[-_BEFORE:]}{hit.text}{hit.after}…" if hit else _known(row)
        cell.lower(f"{alike + 1} alike · {found}" if alike else found)


def _status_mark(painter: QPainter, centre: QPointF, status: str) -> None:
    """Empty, half or full: legible without colour."""
    radius = 4.5
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    colour = painter.pen().color()
    painter.setBrush(colour if status in _DONE else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)
    if status == IN_PROGRESS:
        painter.setBrush(colour)
        painter.drawPie(box, 90 * 16, 180 * 16)


def _known(row: Row) -> str:
    date = row.published.partition("T")[0].removeprefix("--") or "date unknown"
    parts = [row.agency or "agency unknown", date, row.status]
    if row.annotations:
        parts.append(number(row.annotations, "annotation"))
    return " · ".join(parts)

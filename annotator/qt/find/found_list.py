"""What a search over the whole project found: words in context, or annotations; read as they come into view."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.change import Change
from annotator.domain.problems import Problem, Progress
from annotator.project import annotation_search, articles, concordance
from annotator.project.project import Project
from annotator.project.search_filters import resolve
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.in_context import WIDE, paint_end, paint_in_context, row_box
from annotator.qt.kit.paint import begin_row, is_chosen, theme_of
from annotator.qt.kit.plain import plain_tips

Index = QModelIndex | QPersistentModelIndex
FoundRole = Qt.ItemDataRole.UserRole

WORDS, ANNOTATIONS = "words", "annotations"
_PAGE = 100
_PAGES = 20
"""Rows read at once, and how many such pages are kept."""


class Spot(NamedTuple):
    """A place in the project: article's row id, span (half-open, code points), and what annotation it is, if one."""

    key: int
    start: int
    end: int
    annotation: str = ""
    label: str = ""
    layer: str = ""


class Shown(NamedTuple):
    """A row: the words with what stands around them, the article's headline, and what the annotation is."""

    before: str
    words: str
    after: str
    headline: str
    about: str


class FoundList(QAbstractListModel):
    """One place a row; `FoundRole` gives it as `Shown`. The first rows are there before all are counted."""

    found = Signal(int, bool)
    """How many places there are so far, and whether these are all."""
    misunderstood = Signal(str)
    """What cannot be meant, as a sentence; "" when it is understood."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.latest = LatestOnly(bridge, self)
        self._asked: tuple[str, str, str] = ("", WORDS, concordance.ARTICLES)
        self._spots: Sequence[Spot] = ()
        self._pages: OrderedDict[int, list[Shown | None]] = OrderedDict()
        bridge.changed.connect(self._on_change)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many places are there so far."""
        return 0 if parent is not None and parent.isValid() else len(self._spots)

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A place in words, or as `Shown`."""
        wanted = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        )
        if role not in (*wanted, FoundRole) or not 0 <= index.row() < len(self._spots):
            return None
        shown = self._shown(index.row())
        if role == FoundRole or shown is None:
            return shown
        about = f" – {shown.about}" if shown.about else ""
        return f"{shown.before}[{shown.words}]{shown.after}{about} – {shown.headline}"

    def spot(self, row: int) -> Spot:
        """The place in that row."""
        return self._spots[row]

    def _shown(self, row: int) -> Shown | None:
        page, place = divmod(row, _PAGE)
        if page not in self._pages:
            self._pages[page] = self._read(self._spots[page * _PAGE : (page + 1) * _PAGE])
            while len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][place]

    def _read(self, spots: Sequence[Spot]) -> list[Shown | None]:
        """An article may have been purged since: its places are empty."""
        reader = self._bridge.reader
        rows = articles.rows(reader, sorted({spot.key for spot in spots}), reader.analyst)
        headlines = {row.key: row.headline for row in rows}
        lines = concordance.lines(reader, [spot[:3] for spot in spots])
        by_place = {(line.key, line.start, line.end): line for line in lines}
        shown: list[Shown | None] = []
        for spot in spots:
            line = by_place.get(spot[:3])
            about = f"{spot.label}, {spot.layer}" if spot.label else ""
            headline = headlines.get(spot.key, "")
            shown.append(Shown(line.before, line.words, line.after, headline, about) if line else None)
        return shown

    # Asking

    def ask(self, typed: str, view: str, order: str) -> None:
        """Looks for words in context (`WORDS`, in an order of `concordance.ORDERS`) or for annotations."""
        self._asked = (typed.strip(), view, order)
        try:
            query = resolve(self._bridge.reader, typed).query
        except Problem as problem:
            self.misunderstood.emit(str(problem))
            return
        self.misunderstood.emit("")
        if not (query.words if view == WORDS else query.asks_for_anything):
            self.latest.cancel()
            self._take([], True)
            return
        if view == WORDS and order != concordance.ARTICLES:
            self._read_all()
            return
        asked = self._asked
        self.latest.ask(lambda project, steps: _first(project, asked, steps), self._take_first)

    def _read_all(self) -> None:
        asked = self._asked
        self.latest.ask(
            lambda project, steps: list(_spots(project, asked, steps)), lambda spots: self._take(spots, True)
        )

    def _take_first(self, spots: list[Spot]) -> None:
        self._take(spots, len(spots) < _PAGE)
        if len(spots) == _PAGE:
            self._read_all()

    def _take(self, spots: Sequence[Spot], are_all: bool) -> None:
        if list(self._spots) == list(spots[: len(self._spots)]) and self._spots:
            # What is shown stays where it is: the rest comes below it.
            if len(spots) > len(self._spots):
                self.beginInsertRows(QModelIndex(), len(self._spots), len(spots) - 1)
                self._spots = spots
                self._pages.pop((self.rowCount() - 1) // _PAGE, None)
                self.endInsertRows()
        else:
            self.beginResetModel()
            self._spots, self._pages = spots, OrderedDict()
            self.endResetModel()
        self.found.emit(len(spots), are_all)

    def _on_change(self, change: Change) -> None:
        if change.listed or (change.layers and self._asked[1] == ANNOTATIONS):
            self.ask(*self._asked)

    def stop(self) -> None:
        """Reads no more."""
        self.latest.cancel()


def _first(project: Project, asked: tuple[str, str, str], steps: Progress) -> list[Spot]:
    return list(islice(_spots(project, asked, steps), _PAGE))


def _spots(project: Project, asked: tuple[str, str, str], steps: Progress) -> Iterator[Spot]:
    typed, view, order = asked
    if view == WORDS:
        return (Spot(*place) for place in concordance.places(project, typed, order, steps))
    found = annotation_search.search_annotations(project, typed, steps)
    return (
        Spot(
            one.key,
            one.annotation.start,
            one.annotation.end,
            one.annotation.id,
            one.annotation.label,
            one.layer,
        )
        for one in found
    )


_SHARE = 0.26
"""How much of the width is for what stands at the right."""
_Index = QModelIndex | QPersistentModelIndex


class FoundRows(QStyledItemDelegate):
    """One line a place."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints left context, words, right context, and at the end label and analyst or the headline."""
        shown: Shown | None = index.data(FoundRole)
        ink, look = begin_row(painter, option), theme_of(option.palette)
        quiet = ink if is_chosen(option) else look.quiet
        box = row_box(option.rect)
        if shown is not None:
            end = shown.about or (shown.headline if box.width() > WIDE else "")
            if end:
                paint_end(painter, box, end, _SHARE, option.font, quiet)
            paint_in_context(painter, box, shown[:3], option.font, ink, quiet)
        painter.restore()

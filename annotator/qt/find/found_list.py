"""What a search over the whole project found: words in context, or annotations; read as they come into view."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Signal

from annotator.domain.change import Change
from annotator.domain.problems import Problem, Progress
from annotator.project import annotation_search, articles, concordance
from annotator.project.project import Project
from annotator.project.search_filters import resolve
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.in_context import WIDE, ContextRows, paint_end, paint_in_context
from annotator.qt.kit.list_model import Index, PagedModel
from annotator.qt.kit.two_lines import Cell

WORDS, ANNOTATIONS = "words", "annotations"
_SHARE = 0.26
"""The part of a row's width for what stands at its right."""


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


class FoundList(PagedModel[Spot, Shown]):
    """Places in context. The first rows are there before all are counted."""

    found = Signal(int, bool)
    """How many places there are so far, and whether these are all."""
    misunderstood = Signal(str)
    """What cannot be meant, as a sentence; "" when it is understood."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.latest = LatestOnly(bridge, self)
        self._asked: tuple[str, str, str] = ("", WORDS, concordance.ARTICLES)
        bridge.changed.connect(self._on_change)

    def shown(self, row: Shown) -> str:
        about = f" – {row.about}" if row.about else ""
        return f"{row.before}[{row.words}]{row.after}{about} – {row.headline}"

    def read_page(self, spots: Sequence[Spot]) -> list[Shown | None]:
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
        self._take(spots, len(spots) < self.page_size)
        if len(spots) == self.page_size:
            self._read_all()

    def _take(self, spots: Sequence[Spot], are_all: bool) -> None:
        if list(self.keys) == list(spots[: len(self.keys)]) and self.keys:
            # What is shown stays where it is: the rest comes below it.
            if len(spots) > len(self.keys):
                self.beginInsertRows(QModelIndex(), len(self.keys), len(spots) - 1)
                self.keys = spots
                self.pages.pop((self.rowCount() - 1) // self.page_size, None)
                self.endInsertRows()
        else:
            self.put_keys(spots)
        self.found.emit(len(spots), are_all)

    def _on_change(self, change: Change) -> None:
        if change.listed or (change.layers and self._asked[1] == ANNOTATIONS):
            self.ask(*self._asked)

    def stop(self) -> None:
        """Reads no more."""
        self.latest.cancel()


def _first(project: Project, asked: tuple[str, str, str], steps: Progress) -> list[Spot]:
    return list(islice(_spots(project, asked, steps), FoundList.page_size))


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


class FoundRows(ContextRows):
    """A place in context, and at the end label and analyst, or the headline."""

    def paint_row(self, cell: Cell, row: Shown, index: Index) -> None:
        if end := row.about or (row.headline if cell.box.width() > WIDE else ""):
            paint_end(cell.painter, cell.box, end, _SHARE, cell.option.font, cell.quiet)
        paint_in_context(cell.painter, cell.box, row[:3], cell.option.font, cell.ink, cell.quiet)

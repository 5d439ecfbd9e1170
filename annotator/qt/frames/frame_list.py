"""Frames as a table: one a row, in any order. Long tables are put in order on another thread."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from annotator.domain.annotation import AttributeValue
from annotator.domain.frame import SLOT, Column, Frame, columns_of, day_of, frame_labels
from annotator.domain.problems import Progress
from annotator.domain.scheme import Scheme
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.plain import plain_tips

Index = QModelIndex | QPersistentModelIndex
FrameRole = Qt.ItemDataRole.UserRole
Numbers = Callable[[], Iterable[int]]
"""Which of the frames are shown; asked on another thread where there are many."""

_AT_ONCE = 2000
"""So many frames are put in order without a pause that one notices."""
_STEP = 500
_PART = 10_000


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its title, and what it says of a frame; `key` is what it is sorted by, empty ones last.

    `share`: how much of the width it takes.
    """

    title: str
    text: Callable[[Frame], str]
    key: Callable[[Frame], str]
    share: float = 1.0


def plain(title: str, text: Callable[[Frame], str], share: float = 1.0) -> Heading:
    """A column that is sorted by what it says, upper and lower case alike."""
    return Heading(title, text, lambda frame: text(frame).casefold(), share)


def date_text(date: str | None) -> str:
    """A date as far as one wants to know it in a list."""
    if date is None:
        return ""
    day = date.partition("T")[0]
    return f"{day[2:]} (no year)" if day.startswith("--") else day


def _date_key(frame: Frame) -> str:
    """What has no year cannot be put in order: it comes last, with what has no date."""
    return "" if day_of(frame.date) is None else frame.date or ""


DATE = Heading("Date", lambda frame: date_text(frame.date), _date_key)
LABEL = plain("Label", lambda frame: frame.label)
WORDS = plain("Words", lambda frame: frame.words, 3)
ARTICLE = plain("Article", lambda frame: frame.headline, 1.8)


def headings_of(scheme: Scheme, label: str | None, with_article: bool = True) -> tuple[Heading, ...]:
    """The columns for frames of one label: each slot, each choice. For those of all labels: both in two columns."""
    labels = [one for one in frame_labels(scheme) if label in (None, one.name)]
    columns = columns_of(labels)
    about = (DATE, ARTICLE) if with_article else ()
    if label is not None:
        shown = [plain(c.title.capitalize(), c.text, 1.6 if c.kind == SLOT else 1) for c in columns]
        return (WORDS, *shown, *about)
    slots = [column for column in columns if column.kind == SLOT]
    values = [column for column in columns if column.kind != SLOT]
    usual = {(one.name, name): value for one in labels for name, value in one.defaults().items()}
    links, said = plain("Links", _joined(slots, {}), 2.2), plain("Values", _joined(values, usual), 2)
    return (LABEL, WORDS, links, said, *about)


def _joined(
    columns: Sequence[Column], usual: Mapping[tuple[str, str], AttributeValue]
) -> Callable[[Frame], str]:
    """All columns in one, without what is so unless somebody says otherwise."""

    def text(frame: Frame) -> str:
        odd = (c for c in columns if frame.attributes.get(c.name) != usual.get((frame.label, c.name), ""))
        said = ((column.name, column.text(frame)) for column in odd)
        return " · ".join(f"{name}: {value}" for name, value in said if value)

    return text


class FrameList(QAbstractTableModel):
    """Frames by their numbers in a sequence that is never changed; `FrameRole` gives a row's Frame."""

    arranged = Signal()
    """The rows are in order."""

    def __init__(self, bridge: Bridge | None = None) -> None:
        """Without a bridge the rows are always put in order at once: for the frames of one article."""
        super().__init__()
        self.frames: Sequence[Frame] = ()
        self.headings: tuple[Heading, ...] = (WORDS,)
        self.order: tuple[int, bool] = (-1, False)
        """The column that the rows are sorted by (-1: as they come), and whether the last comes first."""
        self._numbers: Numbers = tuple
        self._rows: Sequence[int] = ()
        self._latest = LatestOnly(bridge, self) if bridge else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.headings)

    @plain_tips
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section].title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"Sort by {self.headings[section].title.lower()}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, or the row's frame."""
        if not 0 <= index.row() < len(self._rows) or not 0 <= index.column() < len(self.headings):
            return None
        frame = self.frames[self._rows[index.row()]]
        if role == FrameRole:
            return frame
        text = self.headings[index.column()].text(frame)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return text or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings[index.column()].title}: {text or 'nothing'}"
        return None

    def frame(self, row: int) -> Frame:
        """The frame in that row."""
        return self.frames[self._rows[row]]

    def show(self, frames: Sequence[Frame], numbers: Numbers, headings: tuple[Heading, ...]) -> None:
        """Shows some of the frames; the order stays where there is the same column still."""
        column, descending = self.order
        title = self.headings[column].title if 0 <= column < len(self.headings) else None
        titles = [heading.title for heading in headings]
        order = (titles.index(title) if title in titles else -1, descending)
        self._arrange(frames, numbers, headings, order)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; equal ones stay as they were read."""
        wanted = (column, order == Qt.SortOrder.DescendingOrder)
        if wanted != self.order and column < len(self.headings):
            self._arrange(self.frames, self._numbers, self.headings, wanted)

    def _arrange(
        self,
        frames: Sequence[Frame],
        numbers: Numbers,
        headings: tuple[Heading, ...],
        order: tuple[int, bool],
    ) -> None:
        def work(progress: Progress) -> list[int]:
            rows = list(numbers())
            return _sorted(frames, rows, headings[order[0]], order[1], progress) if order[0] >= 0 else rows

        def done(rows: list[int]) -> None:
            self.beginResetModel()
            self.frames, self.headings, self.order = frames, headings, order
            self._numbers, self._rows = numbers, rows
            self.endResetModel()
            self.arranged.emit()

        if self._latest is not None and len(frames) > _AT_ONCE:
            self._latest.run(work, done)
        else:
            self.stop()
            done(work(Progress()))

    def stop(self) -> None:
        """Gives up what is being put in order."""
        if self._latest is not None:
            self._latest.cancel()


def _sorted(
    frames: Sequence[Frame], rows: list[int], heading: Heading, descending: bool, progress: Progress
) -> list[int]:
    keys: dict[int, str] = {}
    for number, row in enumerate(rows):
        if number % _STEP == 0:
            progress.step(number, len(rows))
        keys[row] = heading.key(frames[row])
    said = [row for row in rows if keys[row]]
    # In parts: while Python sorts, no other thread can do anything.
    parts = [
        sorted(said[start : start + _PART], key=keys.__getitem__, reverse=descending)
        for start in range(0, len(said), _PART)
    ]
    merged = merge(*parts, key=keys.__getitem__, reverse=descending)
    return [*merged, *(row for row in rows if not keys[row])]

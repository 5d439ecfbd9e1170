"""The articles that can be reviewed, those with the least agreement first."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.annotation import ADJUDICATED, GOLD, IN_REVIEW
from annotator.domain.change import Change
from annotator.domain.problems import Progress
from annotator.domain.wording import number
from annotator.project.project import Project
from annotator.project.reviewing import queue
from annotator.project.reviewing.queue import Waiting
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of
from annotator.qt.kit.plain import plain_tips

WaitingRole = Qt.ItemDataRole.UserRole
AgreementRole = Qt.ItemDataRole.UserRole + 1

TO_REVIEW, STARTED, FINISHED, ALL = "to review", "in review", "finished", "all"
LEAST_FIRST, IMPORTED, LONGEST = "least agreed", "as imported", "longest first"

_PAUSE = 400
"""Milliseconds after a change until the list is read again."""
_UNKNOWN = 2.0
"""Where an article stands whose agreement is not known: after those of which it is."""

Index = QModelIndex | QPersistentModelIndex
_Read = tuple[list[Waiting], dict[int, float | None]]


class QueueList(QAbstractListModel):
    """One article a row: `WaitingRole` gives its Waiting, `AgreementRole` its agreement, or None."""

    read = Signal()
    """The list is up to date."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._every: list[Waiting] = []
        self._agreement: dict[int, float | None] = {}
        self._rows: list[Waiting] = []
        self.shown, self.order = TO_REVIEW, LEAST_FIRST
        self._reading = LatestOnly(bridge, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.refresh)
        bridge.changed.connect(self._on_change)

    @property
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._reading.busy

    def refresh(self) -> None:
        """Reads everything anew, on another thread."""

        def query(project: Project, progress: Progress) -> _Read:
            waiting = queue.articles(project)
            return waiting, queue.agreements(project, waiting, progress)

        self._reading.ask(query, self._take)

    def stop(self) -> None:
        """Nothing is read any more."""
        self._pause.stop()
        self._reading.cancel()

    def _take(self, found: _Read) -> None:
        self._every, self._agreement = found
        self._arrange()
        self.read.emit()

    def _on_change(self, change: Change) -> None:
        touched = {article for article, layer in change.layers if layer == GOLD}
        if change.listed or change.articles or any(layer != GOLD for _, layer in change.layers):
            self._pause.start()
        elif touched:
            self._renew(touched)

    def _renew(self, articles: set[str]) -> None:
        """A decision changes a row, not the order: the list shall not jump while one works in it."""
        fresh = {one.id: one for one in queue.articles_of(self._bridge.reader, articles)}
        self._every = [fresh.get(one.id, one) for one in self._every]
        for row, one in enumerate(self._rows):
            if one.id in fresh:
                self._rows[row] = fresh[one.id]
                self.dataChanged.emit(self.index(row), self.index(row))

    def show(self, shown: str | None = None, order: str | None = None) -> None:
        """Which articles, in which order."""
        self.shown, self.order = shown or self.shown, order or self.order
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        tests: dict[str, Callable[[Waiting], bool]] = {
            TO_REVIEW: lambda one: one.status != ADJUDICATED,
            STARTED: lambda one: one.status == IN_REVIEW,
            FINISHED: lambda one: one.status == ADJUDICATED,
            ALL: lambda one: True,
        }
        wanted = tests[self.shown]
        self._rows = [one for one in self._every if wanted(one)]
        if self.order == LEAST_FIRST:
            self._rows.sort(key=self._rank)
        elif self.order == LONGEST:
            self._rows.sort(key=lambda one: -one.annotations)
        self.endResetModel()

    def _rank(self, one: Waiting) -> float:
        agreement = self._agreement.get(one.key)
        return _UNKNOWN if agreement is None else agreement

    def rowCount(self, parent: Index | None = None) -> int:
        """How many articles are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row's headline, its Waiting, its agreement; everything in words for screen readers."""
        if not 0 <= index.row() < len(self._rows):
            return None
        one = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.headline
        if role == WaitingRole:
            return one
        if role == AgreementRole:
            return self._agreement.get(one.key)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{one.headline}\n{said(one, self._agreement.get(one.key))}"
        return None

    def waiting(self, row: int) -> Waiting:
        """The article of a row."""
        return self._rows[row]

    def row_of(self, key: int | None) -> int:
        """The row of an article; -1 if it is not shown."""
        return next((row for row, one in enumerate(self._rows) if one.key == key), -1)

    def beside(self, key: int | None, by: int) -> int | None:
        """The article that many rows on; the first where this one is not shown; None at the end."""
        row = self.row_of(key)
        at = row + by if row >= 0 else 0
        return self._rows[at].key if 0 <= at < len(self._rows) else None


def said(one: Waiting, agreement: float | None) -> str:
    """What is known of an article's review, in a line."""
    parts = [number(len(one.layers), "layer")]
    if agreement is not None:
        parts.append(f"{agreement:.0%} agree")
    if one.open:
        parts.append(f"{one.open} not submitted")
    if one.status != "new":
        parts.append(one.status)
    elif one.decided:
        parts.append(f"{one.decided} decided")
    return " · ".join(parts)


_PAD = 8
_BAR = 5
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + _BAR)


class QueueRows(QStyledItemDelegate):
    """Two lines and a bar: full where all agree, absent where there is nothing to agree on."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints headline, line and bar."""
        waiting: Waiting = index.data(WaitingRole)
        agreement: float | None = index.data(AgreementRole)
        ink, look = begin_row(painter, option), theme_of(option.palette)
        chosen = is_chosen(option)
        box = QRectF(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        height = QFontMetricsF(option.font).height()
        painter.setPen(ink)
        line(painter, QRectF(box.left(), box.top(), box.width(), height), waiting.headline, option.font)
        quiet = smaller(option.font)
        if not chosen:
            painter.setPen(look.quiet)
        below = QRectF(box.left(), box.top() + height, box.width(), QFontMetricsF(quiet).height())
        line(painter, below, said(waiting, agreement), quiet)
        if agreement is not None:
            bar = QRectF(box.left(), below.bottom() + 2, box.width(), 3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.line if not chosen else look.quiet)
            painter.drawRoundedRect(bar, 1.5, 1.5)
            painter.setBrush(ink if chosen else look.accent)
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * agreement, 3), 1.5, 1.5)
        painter.restore()

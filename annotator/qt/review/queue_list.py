"""The articles that can be reviewed, those with the least agreement first."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFont

from annotator.domain.annotation import ADJUDICATED, GOLD, IN_REVIEW
from annotator.domain.change import Change
from annotator.domain.problems import Progress
from annotator.domain.wording import number
from annotator.project.project import Project
from annotator.project.reviewing import queue
from annotator.project.reviewing.queue import Waiting
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.list_model import Index, ListModel
from annotator.qt.kit.two_lines import Cell, TwoLines

TO_REVIEW, STARTED, FINISHED, ALL = "to review", "in review", "finished", "all"
LEAST_FIRST, IMPORTED, LONGEST = "least agreed", "as imported", "longest first"

_PAUSE = 400
"""Milliseconds after a change until the list is read again."""
_UNKNOWN = 2.0
"""Where an article stands whose agreement is not known: after those of which it is."""
_BAR = 5
"""Pixels of a row for the bar of its agreement."""
_Read = tuple[list[Waiting], dict[int, float | None]]


class QueueList(ListModel[Waiting]):
    """The articles that can be reviewed."""

    read = Signal()
    """The list is up to date."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._every: list[Waiting] = []
        self._agreement: dict[int, float | None] = {}
        self.wanted, self.order = TO_REVIEW, LEAST_FIRST
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
        """Reads everything again, on another thread."""

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
        """A decision changes a row, not the order: the list must not jump while one works in it."""
        fresh = {one.id: one for one in queue.articles_of(self._bridge.reader, articles)}
        self._every = [fresh.get(one.id, one) for one in self._every]
        for row, one in enumerate(self.rows):
            if one.id in fresh:
                self.rows[row] = fresh[one.id]
                self.dataChanged.emit(self.index(row), self.index(row))

    def show(self, wanted: str | None = None, order: str | None = None) -> None:
        """Which articles, in which order."""
        self.wanted, self.order = wanted or self.wanted, order or self.order
        self._arrange()

    def _arrange(self) -> None:
        tests: dict[str, Callable[[Waiting], bool]] = {
            TO_REVIEW: lambda one: one.status != ADJUDICATED,
            STARTED: lambda one: one.status == IN_REVIEW,
            FINISHED: lambda one: one.status == ADJUDICATED,
            ALL: lambda one: True,
        }
        wanted = tests[self.wanted]
        rows = [one for one in self._every if wanted(one)]
        if self.order == LEAST_FIRST:
            rows.sort(key=self._rank)
        elif self.order == LONGEST:
            rows.sort(key=lambda one: -one.annotations)
        self.put(rows)

    def _rank(self, one: Waiting) -> float:
        agreement = self.agreement(one)
        return _UNKNOWN if agreement is None else agreement

    def agreement(self, one: Waiting) -> float | None:
        """How far the analysts of an article agree, from 0 to 1; None where it is not known."""
        return self._agreement.get(one.key)

    def shown(self, row: Waiting) -> str:
        return row.headline

    def told(self, row: Waiting) -> str:
        return f"{row.headline}\n{said(row, self.agreement(row))}"

    def row_of(self, key: int | None) -> int:
        """The row of an article; -1 if it is not shown."""
        return next((row for row, one in enumerate(self.rows) if one.key == key), -1)

    def beside(self, key: int | None, by: int) -> int | None:
        """The article that many rows on; the first where this one is not shown; None at the end."""
        row = self.row_of(key)
        at = row + by if row >= 0 else 0
        return self.rows[at].key if 0 <= at < len(self.rows) else None


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


class QueueRows(TwoLines):
    """Headline and state, below them a bar: full where all agree, absent where there is nothing to agree on."""

    gap = 0

    def __init__(self, model: QueueList) -> None:
        super().__init__()
        self._model = model

    def height(self, font: QFont) -> int:
        return super().height(font) + _BAR

    def paint_row(self, cell: Cell, row: Waiting, index: Index) -> None:
        agreement, painter = self._model.agreement(row), cell.painter
        cell.upper(row.headline)
        below = cell.lower(said(row, agreement))
        if agreement is not None:
            bar = QRectF(below.left(), below.bottom() + 2, below.width(), 3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(cell.look.quiet if cell.chosen else cell.look.line)
            painter.drawRoundedRect(bar, 1.5, 1.5)
            painter.setBrush(cell.accent)
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * agreement, 3), 1.5, 1.5)

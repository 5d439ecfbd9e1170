"""What review made of one analyst's work, as the window has it: read on another thread, renewed where it changed."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.annotation import GOLD
from annotator.domain.change import Change
from annotator.domain.gc_pause import kept_for_long
from annotator.domain.problems import Problem, Progress
from annotator.domain.reviewing.decision import REASONS
from annotator.project import articles
from annotator.project.project import Project
from annotator.project.reviewing import feedback
from annotator.project.reviewing.feedback import (
    AGREED,
    CORRECTED,
    MISSED,
    REJECTED,
    UNREAD,
    HandedBack,
    Outcome,
)
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.paint import begin_row, chip, is_chosen, line, smaller, theme_of
from annotator.qt.kit.plain import plain_tips
from annotator.qt.kit.theme import unknown

Index = QModelIndex | QPersistentModelIndex
OutcomeRole = Qt.ItemDataRole.UserRole

MEANINGS = REASONS | {
    "missing": "was not marked by everybody",
    "attribute": "has another value",
    "link": "has other links",
    REJECTED: "is nothing to mark",
}
"""What the code of a reason means; where the reviewer gave none it is how the versions differ."""

TITLES = {CORRECTED: "Corrected", REJECTED: "Rightly nothing", MISSED: "Not marked"}
_MOST_RENEWED = 200
"""If more articles than this changed, everything is read again."""


class Entry(NamedTuple):
    """An outcome with what lists ask of every one again and again. `text` is what is searched, in lower case."""

    at: tuple[int, str]
    state: str
    label: str
    reason: str
    text: str
    outcome: Outcome

    @classmethod
    def of(cls, one: Outcome) -> Self:
        """That of an outcome."""
        text = f"{one.headline}\n{one.words}\n{one.decision.note}".casefold()
        return cls(one.at, one.state, one.label, one.reason, text, one)


@dataclass(frozen=True, slots=True)
class Found:
    """What review made of somebody's work, by article and place; `months`: how often each reason was given."""

    entries: Sequence[Entry] = ()
    handed: Sequence[HandedBack] = ()
    unread: int = 0
    labels: Sequence[str] = ()
    reasons: Sequence[str] = ()
    months: Mapping[str, Counter[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, outcomes: list[Outcome], handed: list[HandedBack]) -> Self:
        """All of it, worked out once."""
        entries = [Entry.of(one) for one in outcomes]
        return cls(
            entries,
            handed,
            sum(entry.state == UNREAD for entry in entries),
            sorted({entry.label for entry in entries} - {""}),
            sorted({entry.reason for entry in entries}),
            feedback.reasons_by_month(outcomes),
        )


class ReadOutcomes(QObject):
    """Reading is asked for; it is done again only where something changed."""

    changed = Signal()
    """`found` is another one now."""
    staled = Signal()
    """Something changed that they do not know of."""

    def __init__(self, bridge: Bridge, analyst: str) -> None:
        super().__init__()
        self._bridge = bridge
        self.analyst = analyst
        self.found = Found()
        self._known = False
        self._touched: set[str] = set()
        self.latest = LatestOnly(bridge, self)
        bridge.changed.connect(self._on_change)

    @property
    def stale(self) -> bool:
        """Whether something is not known yet."""
        return not self._known or bool(self._touched)

    def read(self) -> None:
        """Reads what is not known; `changed` follows."""
        touched, before = frozenset(self._touched), self.found.entries
        again = self._known and len(touched) <= _MOST_RENEWED

        def query(project: Project, steps: Progress) -> Found:
            keys = _keys(project, touched) if again else None
            with kept_for_long():
                found = feedback.of_analyst(project, self.analyst, steps, only=keys)
                if keys is not None:
                    kept = (one.outcome for one in before if one.at[0] not in keys)
                    found = sorted([*kept, *found], key=lambda one: (one.key, one.place or (0, 0)))
                return Found.of(found, feedback.handed_back(project, self.analyst))

        def take(found: Found) -> None:
            self.found, self._known = found, True
            self._touched -= touched
            self.changed.emit()

        self.latest.ask(query, take)

    def stop(self) -> None:
        """The project is being closed: nothing is read or heard of any more."""
        self._bridge.changed.disconnect(self._on_change)
        self.latest.cancel()

    def _on_change(self, change: Change) -> None:
        concerned = {article for article, layer in change.layers if layer in (GOLD, self.analyst)}
        if change.listed or change.articles or change.kinds & {"scheme", "team"}:
            self._known = False
        elif concerned:
            self._touched |= concerned
        else:
            return
        self.staled.emit()


def _keys(project: Project, ids: Collection[str]) -> set[int] | None:
    """Row ids of articles; None where one is not in the project any more."""
    try:
        return {articles.key_of(project, one) for one in ids}
    except Problem:
        return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be listed; "" lets everything through. `words`, in lower case, stand in headline, words or note."""

    state: str = ""
    label: str = ""
    reason: str = ""
    words: str = ""

    def fits(self, one: Entry) -> bool:
        """Whether an outcome is one of those."""
        return (
            self.state in ("", one.state)
            and self.label in ("", one.label)
            and self.reason in ("", one.reason)
            and self.words in one.text
        )


class OutcomeList(QAbstractListModel):
    """One outcome a row. What was listed stays when it is answered, until something else is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._every: Sequence[Entry] = ()
        self._rows: list[Entry] = []
        self._wanted = Wanted()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many are listed."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's words, its Outcome, or all of it in words."""
        if not 0 <= index.row() < len(self._rows):
            return None
        one = self._rows[index.row()].outcome
        if role == OutcomeRole:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.words.replace("\n", " ")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            note = f"\n{one.decision.note}" if one.decision.note else ""
            said = f"{one.state}: {one.label} “{one.words}”, {TITLES.get(one.outcome, one.outcome).lower()}"
            return f"{said} ({one.reason})\n{one.headline}{note}"
        return None

    @property
    def rows(self) -> Sequence[Entry]:
        """What is listed."""
        return self._rows

    def row_of(self, at: tuple[int, str] | None) -> int | None:
        """In which row an outcome is; None if it is left out."""
        return next((row for row, one in enumerate(self._rows) if one.at == at), None)

    def show(self, every: Sequence[Entry]) -> None:
        """Takes outcomes anew; those that were listed and still exist stay."""
        self._every = every
        kept = {one.at for one in self._rows}
        self._replace([one for one in every if one.at in kept or self._wanted.fits(one)])

    def narrow(self, wanted: Wanted) -> None:
        """Lists what is wanted, and nothing else."""
        self._wanted = wanted
        self._replace([one for one in self._every if wanted.fits(one)])

    def _replace(self, rows: list[Entry]) -> None:
        if [one.at for one in rows] == [one.at for one in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()


_PAD, _MARK = 8, 18
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + 3)


class OutcomeRows(QStyledItemDelegate):
    """Two lines a change; one that was not answered yet is bold and has a dot."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints mark, chip, words, and the quiet line."""
        one: Outcome = index.data(OutcomeRole)
        label = self._bridge.scheme.label(one.label) or unknown(one.label or "?")
        ink, chosen = begin_row(painter, option), is_chosen(option)
        look = theme_of(option.palette)
        box = QRectF(option.rect).adjusted(_PAD + _MARK, _PAD, -_PAD, -_PAD)
        height = QFontMetricsF(option.font).height()
        painter.setPen(QPen(ink if chosen else look.accent, 1.8))
        paint_state(painter, QPointF(box.left() - _MARK / 2 - 2, box.top() + height / 2), one.state)
        width = chip(painter, box.topLeft(), label, smaller(option.font, bold=True), look)
        painter.setPen(ink)
        font = QFont(option.font)
        font.setBold(one.state == UNREAD)
        left = box.left() + width + 6
        line(painter, QRectF(left, box.top(), box.right() - left, height), str(index.data()), font)
        if not chosen:
            painter.setPen(look.quiet)
        quiet = smaller(option.font)
        below = QRectF(box.left(), box.top() + height + 3, box.width(), QFontMetricsF(quiet).height())
        line(painter, below, f"{TITLES.get(one.outcome, one.outcome)}: {one.reason} · {one.headline}", quiet)
        painter.restore()


def paint_state(painter: QPainter, centre: QPointF, state: str) -> None:
    """A dot for unread, a tick for agreed, a cross for objected: legible without colour."""
    painter.save()
    x, y = centre.x(), centre.y()
    painter.setBrush(painter.pen().color())
    if state == UNREAD:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(centre, 4.0, 4.0)
    elif state == AGREED:
        painter.drawPolyline([QPointF(x - 4, y), QPointF(x - 1, y + 3.5), QPointF(x + 4.5, y - 4)])
    else:
        painter.drawLine(QPointF(x - 3.5, y - 3.5), QPointF(x + 3.5, y + 3.5))
        painter.drawLine(QPointF(x - 3.5, y + 3.5), QPointF(x + 3.5, y - 3.5))
    painter.restore()

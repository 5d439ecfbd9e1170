"""The guideline's gaps as the window has them: read on another thread, listed under the labels they are about."""

from collections import Counter
from itertools import groupby

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
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.annotation import GOLD
from annotator.domain.change import Change
from annotator.domain.problems import Progress
from annotator.domain.wording import number
from annotator.project.project import Project
from annotator.project.reviewing import gaps
from annotator.project.reviewing.feedback import AGREED, UNREAD
from annotator.project.reviewing.gaps import Gap
from annotator.qt.feedback.outcomes import paint_state
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.paint import begin_row, chip, is_chosen, line, smaller, theme_of
from annotator.qt.kit.plain import plain_tips
from annotator.qt.kit.theme import unknown

Index = QModelIndex | QPersistentModelIndex
GapRole, HeadingRole = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class ReadGaps(QObject):
    """Reading is asked for."""

    changed = Signal()
    staled = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.gaps: list[Gap] = []
        self.stale = True
        self.latest = LatestOnly(bridge, self)
        self._bridge = bridge
        bridge.changed.connect(self._on_change)

    def read(self) -> None:
        """Reads them; `changed` follows."""

        def query(project: Project, steps: Progress) -> list[Gap]:
            return gaps.found(project, steps)

        def take(found: list[Gap]) -> None:
            self.gaps, self.stale = found, False
            self.changed.emit()

        self.latest.ask(query, take)

    def stop(self) -> None:
        """The project is being closed: nothing is read or heard of any more."""
        self._bridge.changed.disconnect(self._on_change)
        self.latest.cancel()

    def _on_change(self, change: Change) -> None:
        if (
            change.listed
            or change.articles
            or change.kinds & {"scheme", "guideline"}
            or any(layer == GOLD for _, layer in change.layers)
        ):
            self.stale = True
            self.staled.emit()


class GapList(QAbstractListModel):
    """`GapRole` gives a row's Gap; a row without one is the heading of a label, which `HeadingRole` gives."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Gap | str] = []
        self._titles: dict[str, str] = {}

    def rowCount(self, parent: Index | None = None) -> int:
        """Gaps and headings."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if index.isValid() and isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, gap or heading; all of a gap in words."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return row if role == HeadingRole else self._titles[row] if role in shown else None
        if role == GapRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words.replace("\n", " ")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            answered = "answered: " if row.answered else ""
            return f"{answered}{row.label} “{row.words}”\n{row.note or 'no note'}\n{row.headline}"
        return None

    def gap(self, row: int) -> Gap | None:
        """The gap in that row; None for a heading."""
        found = self._rows[row] if 0 <= row < len(self._rows) else ""
        return None if isinstance(found, str) else found

    def row_of(self, uid: str) -> int | None:
        """In which row a gap is."""
        return next((n for n, one in enumerate(self._rows) if isinstance(one, Gap) and one.id == uid), None)

    def of_label(self, label: str) -> list[Gap]:
        """The gaps that are listed under a label."""
        return [one for one in self._rows if isinstance(one, Gap) and one.label == label]

    def show(self, every: list[Gap], with_answered: bool) -> None:
        """Lists gaps under their labels."""
        shown = [gap for gap in every if with_answered or not gap.answered]
        rows: list[Gap | str] = []
        for label, group in groupby(shown, lambda gap: gap.label):
            listed = list(group)
            rows += [label, *listed]
            self._titles[label] = _title(label, Counter(gap.answered for gap in listed))
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()


def _title(label: str, counts: Counter[bool]) -> str:
    parts = [number(counts[False], "open case")] * bool(counts[False])
    parts += [f"{counts[True]:,} answered"] * bool(counts[True])
    return f"{label.capitalize() or 'No label'}: {', '.join(parts)}"


_PAD, _MARK = 8, 18
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + 3)


class GapRows(QStyledItemDelegate):
    """Two lines a case; a dot while the guideline has not answered it, then a tick."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints a heading or a case."""
        gap: Gap | None = index.data(GapRole)
        ink, look = begin_row(painter, option), theme_of(option.palette)
        box = QRectF(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        if gap is None:
            name = str(index.data(HeadingRole))
            label = self._bridge.scheme.label(name) or unknown(name or "no label")
            font = smaller(option.font, bold=True)
            top = box.bottom() - QFontMetricsF(font).height() - 2
            width = chip(painter, QPointF(box.left(), top), label, font, look)
            painter.setPen(ink)
            said = str(index.data()).partition(": ")[2]
            room = QRectF(
                box.left() + width + 8, top, box.width() - width - 8, QFontMetricsF(font).height() + 3
            )
            line(painter, room, said, font)
            painter.setPen(look.line)
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        else:
            self._case(painter, option, box.adjusted(_MARK, 0, 0, 0), gap, ink)
        painter.restore()

    def _case(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, gap: Gap, ink: QColor
    ) -> None:
        look, chosen = theme_of(option.palette), is_chosen(option)
        height = QFontMetricsF(option.font).height()
        painter.setPen(QPen(ink if chosen else look.accent, 1.8))
        centre = QPointF(box.left() - _MARK / 2 - 2, box.top() + height / 2)
        paint_state(painter, centre, AGREED if gap.answered else UNREAD)
        painter.setPen(ink)
        words = gap.words.replace("\n", " ") or "(gone since)"
        line(painter, QRectF(box.left(), box.top(), box.width(), height), words, option.font)
        if not chosen:
            painter.setPen(look.quiet)
        quiet = smaller(option.font)
        below = QRectF(box.left(), box.top() + height + 3, box.width(), QFontMetricsF(quiet).height())
        line(
            painter, below, f"{gap.note or 'no note'} · {gap.reviewer or 'name hidden'} · {gap.month}", quiet
        )

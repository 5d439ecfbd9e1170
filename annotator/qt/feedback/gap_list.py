"""The guideline's gaps as the window has them: read on another thread, listed under the labels they are about."""

from collections import Counter
from collections.abc import Callable
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen

from annotator.domain.annotation import GOLD
from annotator.domain.change import Change
from annotator.domain.problems import Progress
from annotator.domain.wording import number
from annotator.project.project import Project
from annotator.project.reviewing import gaps
from annotator.project.reviewing.feedback import AGREED, UNREAD
from annotator.project.reviewing.gaps import Gap
from annotator.qt.feedback.outcomes import MARK, paint_state
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.kept_answer import KeptAnswer
from annotator.qt.kit.list_model import Index, ListModel
from annotator.qt.kit.paint import chip, line, smaller
from annotator.qt.kit.theme import unknown
from annotator.qt.kit.two_lines import Cell, TwoLines


class ReadGaps(KeptAnswer):
    """The cases that the guideline does not settle; any change of gold makes all of them be read again."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.gaps: list[Gap] = []

    def query(self, _touched: frozenset[str] | None) -> Callable[[Project, Progress], list[Gap]]:
        return gaps.found

    def keep(self, found: list[Gap]) -> None:
        self.gaps = found

    def concerned(self, change: Change) -> frozenset[str] | None:
        of_gold = any(layer == GOLD for _, layer in change.layers)
        known = change.listed or change.articles or change.kinds & {"scheme", "guideline"} or of_gold
        return None if known else frozenset()


class GapList(ListModel[Gap | str]):
    """Gaps under headings; a row that is a string is the heading of the label with that name."""

    def __init__(self) -> None:
        super().__init__()
        self._titles: dict[str, str] = {}

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if index.isValid() and isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def shown(self, row: Gap | str) -> str:
        return self._titles[row] if isinstance(row, str) else row.words.replace("\n", " ")

    def told(self, row: Gap | str) -> str:
        if isinstance(row, str):
            return self._titles[row]
        answered = "answered: " if row.answered else ""
        return f"{answered}{row.label} “{row.words}”\n{row.note or 'no note'}\n{row.headline}"

    def tip(self, row: Gap | str) -> str | None:
        return None if isinstance(row, str) else self.told(row)

    def gap(self, row: int) -> Gap | None:
        """The gap in that row; None for a heading."""
        found = self.rows[row] if 0 <= row < len(self.rows) else ""
        return None if isinstance(found, str) else found

    def row_of(self, uid: str) -> int | None:
        """In which row a gap is."""
        return self.find(lambda one: isinstance(one, Gap) and one.id == uid)

    def of_label(self, label: str) -> list[Gap]:
        """The gaps that are listed under a label."""
        return [one for one in self.rows if isinstance(one, Gap) and one.label == label]

    def show(self, every: list[Gap], with_answered: bool) -> None:
        """Lists gaps under their labels."""
        shown = [gap for gap in every if with_answered or not gap.answered]
        rows: list[Gap | str] = []
        for label, group in groupby(shown, lambda gap: gap.label):
            listed = list(group)
            rows += [label, *listed]
            self._titles[label] = _title(label, Counter(gap.answered for gap in listed))
        if rows != self.rows:
            self.put(rows)


def _title(label: str, counts: Counter[bool]) -> str:
    parts = [number(counts[False], "open case")] * bool(counts[False])
    parts += [f"{counts[True]:,} answered"] * bool(counts[True])
    return f"{label.capitalize() or 'No label'}: {', '.join(parts)}"


class GapRows(TwoLines):
    """A heading, or a case: a dot while the guideline has not answered it, then a tick."""

    gap = 3

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge

    def paint_row(self, cell: Cell, row: Gap | str, index: Index) -> None:
        if isinstance(row, str):
            self._paint_heading(cell, row, str(index.data()).partition(": ")[2])
            return
        cell.painter.setPen(QPen(cell.accent, 1.8))
        cell.box.adjust(MARK, 0, 0, 0)
        paint_state(cell.painter, cell.mark_at(self.pad + MARK / 2 - 2), AGREED if row.answered else UNREAD)
        cell.upper(row.words.replace("\n", " ") or "(gone since)")
        cell.lower(f"{row.note or 'no note'} · {row.reviewer or 'name hidden'} · {row.month}")

    def _paint_heading(self, cell: Cell, name: str, counted: str) -> None:
        label = self._bridge.scheme.label(name) or unknown(name or "no label")
        font, box = smaller(cell.option.font, bold=True), cell.box
        height = QFontMetricsF(font).height()
        top = box.bottom() - height - 2
        width = chip(cell.painter, QPointF(box.left(), top), label, font, cell.look)
        cell.painter.setPen(cell.ink)
        line(
            cell.painter,
            QRectF(box.left() + width + 8, top, box.width() - width - 8, height + 3),
            counted,
            font,
        )
        cell.painter.setPen(cell.look.line)
        cell.painter.drawLine(cell.option.rect.bottomLeft(), cell.option.rect.bottomRight())

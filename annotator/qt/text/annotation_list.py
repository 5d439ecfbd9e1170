"""The article's annotations as a list: all of them or some, in text order or label by label."""

from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.annotation import Annotation, AttributeValue, text_order
from annotator.domain.scheme import Label
from annotator.qt.kit.paint import begin_row, chip, is_chosen, line, smaller, theme_of
from annotator.qt.kit.plain import plain_tips
from annotator.qt.kit.theme import unknown
from annotator.qt.text.session import Session

Index = QModelIndex | QPersistentModelIndex
AnnotationRole = Qt.ItemDataRole.UserRole
INCOMPLETE, UNSURE = "not complete", "unsure"
"""What the list can be narrowed to, beside labels."""

_MOST_MOVED = 50
"""More changes than this at once, and the list is read anew."""


class AnnotationList(QAbstractListModel):
    """One annotation a row; `AnnotationRole` gives it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._only, self._by_label = "", False
        self._rows: list[Annotation] = []
        self.changing = False
        """Whether rows come and go just now: what a view selects meanwhile is nobody's choice."""
        session.opened.connect(self.read)
        session.reset.connect(self.read)
        session.annotationsChanged.connect(self._on_change)
        self.read()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many annotations there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row's words, or its annotation."""
        if not 0 <= index.row() < len(self._rows):
            return None
        one = self._rows[index.row()]
        if role == AnnotationRole:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return self._session.text_of(one).replace("\n", " ")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            missing = self._session.missing(one)
            lacks = f"; missing: {', '.join(missing)}" if missing else ""
            return f"{one.label}: {self._session.text_of(one)}{lacks}"
        return None

    def annotation(self, row: int) -> Annotation:
        """The annotation in that row."""
        return self._rows[row]

    def row_of(self, annotation: Annotation) -> int | None:
        """In which row an annotation is; None if it is left out."""
        row = bisect_left(self._rows, self._order(annotation), key=self._order)
        return row if row < len(self._rows) and self._rows[row].id == annotation.id else None

    # What is shown

    def narrow(self, only: str) -> None:
        """Shows annotations of one label, or INCOMPLETE or UNSURE ones; an empty word shows all."""
        self._only = only
        self.read()

    def group(self, by_label: bool) -> None:
        """Shows them label by label, in the scheme's order, or in text order."""
        self._by_label = by_label
        self.read()

    def _shows(self, one: Annotation) -> bool:
        tests: dict[str, Callable[[], bool]] = {
            "": lambda: True,
            INCOMPLETE: lambda: bool(self._session.missing(one)),
            UNSURE: lambda: one.unsure,
        }
        return tests.get(self._only, lambda: one.label == self._only)()

    def _order(self, one: Annotation) -> tuple[Any, ...]:
        if not self._by_label:
            return text_order(one)
        names = [label.name for label in self._session.scheme.labels]
        rank = names.index(one.label) if one.label in names else len(names)
        return rank, *text_order(one)

    def read(self) -> None:
        """Takes the session's annotations anew."""
        self.beginResetModel()
        every = self._session.annotations
        shown = list(every) if not self._only else [one for one in every if self._shows(one)]
        self._rows = sorted(shown, key=self._order) if self._by_label else shown
        self.endResetModel()

    def _on_change(self, changed: list[Annotation], gone: list[str]) -> None:
        if len(changed) + len(gone) > _MOST_MOVED:
            self.read()
            return
        self.changing = True
        self._replace(changed, gone)
        self.changing = False

    def _replace(self, changed: list[Annotation], gone: list[str]) -> None:
        touched = {*gone, *(one.id for one in changed)}
        for row in reversed([r for r, one in enumerate(self._rows) if one.id in touched]):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()
        for one in filter(self._shows, changed):
            row = bisect_left(self._rows, self._order(one), key=self._order)
            self.beginInsertRows(QModelIndex(), row, row)
            self._rows.insert(row, one)
            self.endInsertRows()


_PAD = 6
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + 3)


class AnnotationRows(QStyledItemDelegate):
    """Two lines an annotation."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints chip, words and the quiet line."""
        one: Annotation = index.data(AnnotationRole)
        label = self._session.scheme.label(one.label) or unknown(one.label)
        ink, chosen = begin_row(painter, option), is_chosen(option)
        look = theme_of(option.palette)
        box = QRectF(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        small = smaller(option.font, bold=True)
        width = chip(painter, QPointF(box.topLeft()), label, small, look)
        painter.setPen(ink)
        height = QFontMetricsF(option.font).height()
        words = ("? " if one.unsure else "") + str(index.data())
        line(
            painter,
            QRectF(box.left() + width + 6, box.top(), box.width() - width - 6, height),
            words,
            option.font,
        )
        if not chosen:
            painter.setPen(look.quiet)
        quiet = smaller(option.font)
        below = QRectF(box.left(), box.top() + height + 3, box.width(), QFontMetricsF(quiet).height())
        line(painter, below, self._about(one), quiet)
        painter.restore()

    def _about(self, one: Annotation) -> str:
        """Links, then values, then what is missing."""
        parts = []
        for link in one.links:
            target = self._session.annotation(link.to)
            parts.append(f"{link.type} → {self._session.text_of(target) if target else '?'}")
        label = self._session.scheme.label(one.label)
        usual = label.defaults() if label else {}
        parts += ["not in the scheme"] * (label is None)
        for name, value in one.attributes.items():
            if usual.get(name) != value:
                parts.append(f"{name}: {self._shown(label, name, value)}")
        parts += [f"⚠ {name} missing" for name in self._session.missing(one)]
        return " · ".join(parts).replace("\n", " ")

    def _shown(self, label: Label | None, name: str, value: AttributeValue) -> str:
        """A value in words: an entry of the registry by its name."""
        attribute = label.attribute(name) if label else None
        if attribute is not None and attribute.type == "registry" and isinstance(value, str):
            entry = self._session.registry.entry(value)
            return entry.name if entry else value
        return ", ".join(value) if isinstance(value, list) else value

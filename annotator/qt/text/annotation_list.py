"""The article's annotations as a list: all of them or some, in text order or label by label."""

from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex

from annotator.domain.annotation import Annotation, AttributeValue, text_order
from annotator.domain.scheme import Label
from annotator.qt.kit.list_model import Index, ListModel
from annotator.qt.kit.theme import unknown
from annotator.qt.kit.two_lines import Cell, TwoLines
from annotator.qt.text.session import Session

INCOMPLETE, UNSURE = "not complete", "unsure"
"""What the list can be narrowed to, beside labels."""

_MOST_MOVED = 50
"""More changes than this at once, and the list is read again."""


class AnnotationList(ListModel[Annotation]):
    """Annotations of the session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._only, self._by_label = "", False
        self.changing = False
        """Whether rows come and go just now: what a view selects meanwhile is nobody's choice."""
        session.opened.connect(self.read)
        session.reset.connect(self.read)
        session.annotationsChanged.connect(self._on_change)
        self.read()

    def shown(self, row: Annotation) -> str:
        return self._session.text_of(row).replace("\n", " ")

    def told(self, row: Annotation) -> str:
        missing = self._session.missing(row)
        lacks = f"; missing: {', '.join(missing)}" if missing else ""
        return f"{row.label}: {self._session.text_of(row)}{lacks}"

    def row_of(self, annotation: Annotation) -> int | None:
        """In which row an annotation is; None if it is left out."""
        row = bisect_left(self.rows, self._order(annotation), key=self._order)
        return row if row < len(self.rows) and self.rows[row].id == annotation.id else None

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
        """Takes the session's annotations again."""
        every = self._session.annotations
        shown = list(every) if not self._only else [one for one in every if self._shows(one)]
        self.put(sorted(shown, key=self._order) if self._by_label else shown)

    def _on_change(self, changed: list[Annotation], gone: list[str]) -> None:
        if len(changed) + len(gone) > _MOST_MOVED:
            self.read()
            return
        self.changing = True
        self._replace(changed, gone)
        self.changing = False

    def _replace(self, changed: list[Annotation], gone: list[str]) -> None:
        touched = {*gone, *(one.id for one in changed)}
        self.remove(lambda one: one.id in touched)
        for one in filter(self._shows, changed):
            row = bisect_left(self.rows, self._order(one), key=self._order)
            self.beginInsertRows(QModelIndex(), row, row)
            self.rows.insert(row, one)
            self.endInsertRows()


class AnnotationRows(TwoLines):
    """Label and words, below them links, values and what is missing."""

    pad, gap = 6, 3

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def paint_row(self, cell: Cell, row: Annotation, index: Index) -> None:
        width = cell.chip(self._session.scheme.label(row.label) or unknown(row.label))
        cell.upper(("? " if row.unsure else "") + str(index.data()), left=width + 6)
        cell.lower(self._about(row))

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

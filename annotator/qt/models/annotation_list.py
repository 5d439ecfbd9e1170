"""The article's annotations as a list in text order."""

from bisect import bisect_left
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.domain.annotation import Annotation, text_order
from annotator.qt.models.session import Session

Index = QModelIndex | QPersistentModelIndex
AnnotationRole = Qt.ItemDataRole.UserRole


class AnnotationList(QAbstractListModel):
    """One annotation a row; `AnnotationRole` gives it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: list[Annotation] = list(session.annotations)
        session.opened.connect(self._reset)
        session.reset.connect(self._reset)
        session.annotationsChanged.connect(self._on_change)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many annotations there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

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
        """In which row an annotation is."""
        row = bisect_left(self._rows, text_order(annotation), key=text_order)
        return row if row < len(self._rows) and self._rows[row].id == annotation.id else None

    def _reset(self) -> None:
        self.beginResetModel()
        self._rows = list(self._session.annotations)
        self.endResetModel()

    def _on_change(self, changed: list[Annotation], gone: list[str]) -> None:
        if len(changed) + len(gone) > 50:
            self._reset()
            return
        touched = {*gone, *(one.id for one in changed)}
        for row in reversed([r for r, one in enumerate(self._rows) if one.id in touched]):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()
        for one in changed:
            row = bisect_left(self._rows, text_order(one), key=text_order)
            self.beginInsertRows(QModelIndex(), row, row)
            self._rows.insert(row, one)
            self.endInsertRows()

"""The article's annotations as a list."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.wording import number
from annotator.qt.models.annotation_list import AnnotationList
from annotator.qt.models.session import Session
from annotator.qt.widgets.annotation_rows import AnnotationRows, row_height
from annotator.qt.widgets.rows import Rows


class AnnotationsPanel(QWidget):
    """In text order; the selected one is the one selected in the text."""

    activated = Signal()
    """Return was pressed on an annotation."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = AnnotationList(session)
        self.list = Rows("annotationList", "Annotations")
        self.list.set_row_height(row_height(self.list.font()))
        self.list.setModel(self.model)
        self.list.setItemDelegate(AnnotationRows(session, self.list))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(self._on_activated)
        self._title = QLabel()
        self._title.setContentsMargins(10, 8, 8, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        session.selected.connect(self._on_selected)
        for signal in (session.opened, session.reset, session.annotationsChanged):
            signal.connect(self._count)
        self._count()

    def _count(self, *_: object) -> None:
        session = self._session
        parts = [number(len(session.annotations), "annotation")]
        parts += [f"{session.incomplete} not complete"] * bool(session.incomplete)
        parts += [f"{len(session.unsure)} unsure"] * bool(session.unsure)
        self._title.setText(" · ".join(parts))

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and self.list.hasFocus():
            self._session.select(self.model.annotation(index.row()).id)

    def _on_activated(self, index: QModelIndex) -> None:
        self._session.select(self.model.annotation(index.row()).id)
        self.activated.emit()

    def _on_selected(self, one: Annotation | None) -> None:
        row = None if one is None else self.model.row_of(one)
        if row is None:
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
        else:
            self.list.setCurrentIndex(self.model.index(row))

    def keyPressEvent(self, event) -> None:
        """Delete works here too."""
        if event.key() == Qt.Key.Key_Delete:
            self._session.delete()
        else:
            super().keyPressEvent(event)

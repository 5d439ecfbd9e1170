"""The article's annotations as a list."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTableView, QToolButton, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.wording import number
from annotator.qt.kit.keyboard_position import key_of
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.kit.rows import Rows
from annotator.qt.text.annotation_list import INCOMPLETE, UNSURE, AnnotationList, AnnotationRows
from annotator.qt.text.session import Session
from annotator.qt.text.tagging import press_value


class AnnotationsPanel(QWidget):
    """The selected ones are those selected in the text: several at once for what is done to all of them."""

    activated = Signal()
    """Return was pressed on an annotation."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._following = False
        self.model = AnnotationList(session)
        self.list = Rows("annotationList", "Annotations", self.model, AnnotationRows(session))
        self.list.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.list.selectionModel().selectionChanged.connect(self._on_selection)
        self.list.activated.connect(self._on_activated)
        self.list.installEventFilter(self)
        self._title, self.only, self._group = PlainLabel(), QComboBox(), QToolButton()
        self._lay_out()
        self.only.activated.connect(lambda _: self.model.narrow(self.only.currentData()))
        self._group.toggled.connect(self.model.group)
        self.model.modelReset.connect(lambda: self._on_selected(session.current))
        session.selected.connect(self._on_selected)
        session.annotationsChanged.connect(lambda *_: self._on_selected(session.current))
        session.opened.connect(self._offer_labels)
        for signal in (session.opened, session.reset, session.annotationsChanged):
            signal.connect(self._count)
        self._offer_labels()
        self._count()

    def _lay_out(self) -> None:
        self.only.setAccessibleName("Show")
        self.only.setToolTip("Show all annotations, or some")
        self.only.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.only.setMinimumContentsLength(9)
        self._group.setText("By label")
        self._group.setCheckable(True)
        self._group.setToolTip("Group the annotations by label instead of following the text")
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 8, 6)
        top.setSpacing(6)
        top.addWidget(self._title, 1)
        top.addWidget(self.only)
        top.addWidget(self._group)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)

    def _offer_labels(self) -> None:
        labels = [(f"{label.name}s", label.name) for label in self._session.scheme.labels]
        offered = [("all", ""), (INCOMPLETE, INCOMPLETE), (UNSURE, UNSURE), *labels]
        if [self.only.itemData(i) for i in range(self.only.count())] != [data for _, data in offered]:
            self.only.clear()
            for text, data in offered:
                self.only.addItem(text, data)

    def _count(self, *_: object) -> None:
        session = self._session
        unsure = f" · {len(session.unsure)} unsure" if session.unsure else ""
        self._title.setText(f"{len(session.annotations):,}{unsure}")
        self._title.setToolTip(harmless(f"{number(len(session.annotations), 'annotation')}{unsure}"))

    def _on_selection(self, *_: object) -> None:
        """The analyst selects rows: the current one is chosen last."""
        if self._following or self.model.changing or not self.list.hasFocus():
            return
        rows = self._selected_rows()
        current = self.list.currentIndex().row()
        ordered = [row for row in rows if row != current] + [current] * (current in rows)
        self._session.choose(self.model.rows[row].id for row in ordered)

    def _selected_rows(self) -> list[int]:
        return sorted(index.row() for index in self.list.selectionModel().selectedIndexes())

    def _on_activated(self, index: QModelIndex) -> None:
        self._session.select(self.model.rows[index.row()].id)
        self.activated.emit()

    def _on_selected(self, _one: Annotation | None) -> None:
        """Shows what is selected elsewhere."""
        chosen = self._session.chosen
        rows = sorted(row for one in chosen if (row := self.model.row_of(one)) is not None)
        current = self._session.current
        self._following = True
        model = self.list.selectionModel()
        if not rows:
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
        elif len(rows) == 1:
            self.list.setCurrentIndex(self.model.index(rows[0]))
        elif rows != self._selected_rows():
            self.list.clearSelection()
            for row in rows:
                model.select(self.model.index(row), QItemSelectionModel.SelectionFlag.Select)
            at = None if current is None else self.model.row_of(current)
            if at is not None:
                model.setCurrentIndex(self.model.index(at), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._following = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of labels and values are for all that is selected; else the list would look for rows by letters."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._press(event):
            return True
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        session = self._session
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held != Qt.KeyboardModifier.NoModifier or session.current is None or not session.writable:
            return False
        pressed = key_of(event)
        label = session.scheme.label_of_key(pressed)
        if label is not None:
            session.when_saved(lambda: session.relabel(label.name))
        elif pressed:
            session.when_saved(lambda: press_value(session, pressed))
        return bool(pressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete works here too."""
        if event.key() == Qt.Key.Key_Delete:
            self._session.delete()
        else:
            super().keyPressEvent(event)

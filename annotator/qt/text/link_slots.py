"""The slots of the selected annotation: filled ones with what they point to, missing ones said to be so."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.scheme import LinkType
from annotator.qt.kit.plain import PlainLabel, caption, harmless
from annotator.qt.text.session import Session


class LinkSlots(QWidget):
    """A row a slot; one that takes more has a button that asks what to link to."""

    linkWanted = Signal(str)
    """The slot of that type is to be filled."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("linkSlots")
        self.setAccessibleName("Links")
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_annotation(self, one: Annotation | None) -> None:
        """Shows the slots of an annotation; none for none."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if one is None:
            return
        label = self._session.scheme.label(one.label)
        missing = self._session.missing(one)
        for slot in label.links if label else ():
            self._column.addWidget(self._slot(one, slot, slot.type in missing))
        known = {slot.type for slot in label.links} if label else set()
        for type_ in dict.fromkeys(link.type for link in one.links if link.type not in known):
            self._column.addWidget(self._strange(one, type_))

    def _slot(self, one: Annotation, slot: LinkType, missing: bool) -> QWidget:
        area = QWidget()
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        title = PlainLabel(f"{slot.type}: – missing" if missing else slot.type)
        font = title.font()
        font.setBold(missing)
        title.setFont(font)
        column.addWidget(title)
        filled = [link.to for link in one.links if link.type == slot.type]
        for target in filled:
            column.addWidget(self._filled(slot, target))
        if slot.most is None or len(filled) < slot.most:
            column.addWidget(self._offer(slot))
        return area

    def _strange(self, one: Annotation, type_: str) -> QWidget:
        """Links of a type that the scheme does not know (any more): shown, and they can be taken away."""
        area = QWidget()
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(PlainLabel(f"{type_} – not in the scheme"))
        for link in one.links:
            if link.type == type_:
                column.addWidget(self._filled(LinkType(type_, ""), link.to))
        return area

    def _filled(self, slot: LinkType, target: str) -> QWidget:
        session = self._session
        area = QWidget()
        row = QHBoxLayout(area)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        there = session.annotation(target)
        words = session.text_of(there).replace("\n", " ") if there else "?"
        go = QPushButton(caption(f"→ {words if len(words) <= 40 else words[:39] + '…'}"))
        go.setToolTip(harmless(f"Go to {words}"))
        go.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        go.clicked.connect(lambda: session.select(target))
        remove = QToolButton()
        remove.setText("✕")
        remove.setAccessibleName(f"Remove {slot.type} {words}")
        remove.setToolTip(harmless(f"Remove this {slot.type}"))
        remove.setEnabled(session.editable)
        remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        remove.clicked.connect(lambda: session.unlink(slot.type, target))
        row.addWidget(go, 1)
        row.addWidget(remove)
        return area

    def _offer(self, slot: LinkType) -> QWidget:
        add = QPushButton(caption(f"Add {slot.type}…  L"))
        add.setAccessibleName(f"Add {slot.type}")
        add.setToolTip(harmless(f"Choose the {slot.to} that this {slot.type} is (L)"))
        add.setEnabled(self._session.editable)
        add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        add.clicked.connect(lambda: self.linkWanted.emit(slot.type))
        return add

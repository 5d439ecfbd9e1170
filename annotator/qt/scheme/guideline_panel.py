"""The guideline where one annotates: the entry for the label at hand."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabBar, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change
from annotator.domain.guideline import GENERAL, Guideline
from annotator.domain.scheme import Scheme
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.guideline_page import GuidelinePage
from annotator.qt.kit.paint import smaller
from annotator.qt.kit.plain import PlainLabel, caption, harmless
from annotator.qt.text.session import Session

_GENERAL = "General"


class GuidelinePanel(QWidget):
    """Follows the selected annotation; without one it stays with the label used or pointed at last."""

    editWanted = Signal(str)
    """The entry of this label ("": the general part) is to be changed."""
    historyWanted = Signal()
    """Somebody asks what changed."""

    def __init__(self, session: Session, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("guideline")
        self.setAccessibleName("Guideline")
        self._session, self._bridge = session, bridge
        self._name = GENERAL
        self._shown: tuple[object, ...] = ()
        self.tabs = QTabBar()
        self.tabs.setObjectName("guidelineTabs")
        self.tabs.setAccessibleName("Guideline entries")
        self.tabs.setDocumentMode(True)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setToolTip("The entries of the guideline: one for each label (Left, Right)")
        self.page = GuidelinePage()
        self.edit = _button("Edit…", "Change what this entry says")
        self.changed = _button("What changed", "Every wording the guideline had, by whom and when")
        self._version = PlainLabel()
        self._version.setFont(smaller(self._version.font()))
        self._lay_out()
        self._fill_tabs()
        self._connect()
        self._render()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(10, 6, 10, 8)
        row.setSpacing(8)
        row.addWidget(self.edit)
        row.addWidget(self.changed)
        row.addStretch(1)
        row.addWidget(self._version)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.page, 1)
        column.addLayout(row)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.edit.clicked.connect(lambda: self.editWanted.emit(self._name))
        self.changed.clicked.connect(self.historyWanted)
        self._session.selected.connect(self._on_selected)
        self._bridge.changed.connect(self._on_change)
        self._on_writable()

    def _on_writable(self) -> None:
        self.edit.setEnabled(self._bridge.writable)

    @property
    def label(self) -> str:
        """The label whose entry is shown; "" for the general part."""
        return self._name

    @property
    def _guideline(self) -> Guideline:
        return self._bridge.reader.guideline

    @property
    def _scheme(self) -> Scheme:
        return self._session.scheme

    def show_label(self, name: str) -> None:
        """Shows the entry of a label, "" for the general part."""
        self._name = name
        self._mark_tab()
        self._render()

    def hint(self, name: str) -> None:
        """A label is pointed at: shows its entry, unless a selected annotation has one of its own."""
        if self._session.current is None:
            self.show_label(name)

    def _on_selected(self, one: Annotation | None) -> None:
        if one is not None:
            self.show_label(one.label)

    def _on_tab(self, index: int) -> None:
        name = self.tabs.tabData(index)
        if name is not None and name != self._name:
            self._name = name
            self._render()

    def _on_change(self, change: Change) -> None:
        if change.kinds & {"scheme", "guideline"}:
            self._fill_tabs()
            self._render()

    def _fill_tabs(self) -> None:
        """General, the scheme's labels, then entries of labels that it does not have any more."""
        names = [GENERAL, *(label.name for label in self._scheme.labels)]
        names += [name for name in self._guideline.names if name not in names]
        if self._name not in names:
            self._name = GENERAL
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for name in names:
            self.tabs.setTabData(self.tabs.addTab(caption(name or _GENERAL)), name)
        self._mark_tab()

    def _mark_tab(self) -> None:
        names = [self.tabs.tabData(index) for index in range(self.tabs.count())]
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(names.index(self._name) if self._name in names else -1)
        self.tabs.blockSignals(False)

    def _render(self) -> None:
        """Only what is seen, and only if it is not there already: selecting spans must cost nothing."""
        if not self.isVisible():
            return
        label = self._scheme.label(self._name)
        wanted = (self._name, self._guideline.version, label)
        if wanted == self._shown:
            return
        self._shown = wanted
        self.page.show_entry(self._text(), label)
        self._version.setText(self._guideline.version)
        self._version.setToolTip(harmless(f"Version {self._guideline.version} of the guideline"))

    def _text(self) -> str:
        text = self._guideline.entry(self._name)
        if text:
            return text
        label = self._scheme.label(self._name)
        if self._name == GENERAL:
            return "The guideline has no general part yet."
        if label is None:
            return f"The label {self._name} is not in the scheme, and the guideline says nothing of it."
        return "\n\n".join((label.about, f"The guideline says nothing more of {self._name} yet.")).strip()

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while nobody looked."""
        super().showEvent(event)
        self._render()


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(f"{text.rstrip('…')} (guideline)")
    button.setToolTip(harmless(tip))
    button.setAutoDefault(False)
    return button

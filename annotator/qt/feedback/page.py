"""What comes back to an analyst from review, why over time, and what the guideline lacks."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from annotator.domain.annotation import IN_PROGRESS
from annotator.project import submitting
from annotator.project.reviewing import feedback
from annotator.project.reviewing.feedback import HandedBack
from annotator.qt.feedback.changes_page import ChangesPage
from annotator.qt.feedback.gaps_page import GapsPage
from annotator.qt.feedback.handed_back_list import HandedBackList
from annotator.qt.feedback.outcomes import ReadOutcomes
from annotator.qt.feedback.reasons_page import ReasonsPage
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.kit.working import Working

CHANGES, REASONS, GAPS = "What review changed", "Reasons over time", "Gaps of the guideline"
_TIPS = (
    "What was decided about your annotations, to be agreed with or objected to",
    "How often each reason was given, month by month",
    "Cases that the guideline does not settle, by label",
)
_PAUSE = 300
"""Milliseconds after a change until outcomes are read again."""


class FeedbackPanel(QWidget):
    """Reads when it is shown and something changed."""

    placeWanted = Signal(int, str, object)
    """A place is to be shown: article's row id, id of an annotation of mine or "", span or None."""
    editWanted = Signal(str, list)
    """The guideline's entry of this label is to be changed, with these cases in view."""
    noticed = Signal(str)
    done = Signal(str)
    """Something was done that undo takes back."""
    updated = Signal()
    """What is shown is up to date."""

    def __init__(self, bridge: Bridge, mine: ReadOutcomes) -> None:
        super().__init__()
        self.setObjectName("feedbackPanel")
        self.setAccessibleName("Feedback")
        self._bridge, self._mine, self.outcomes = bridge, mine, mine
        self.changes, self.reasons, self.gaps = ChangesPage(bridge, mine), ReasonsPage(), GapsPage(bridge)
        self.handed = HandedBackList()
        self._working = Working()
        self._known: dict[str, ReadOutcomes] = {}
        self._make_bar()
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.refresh)
        self._connect()

    def _make_bar(self) -> None:
        self.views = QTabBar()
        self.views.setObjectName("feedbackViews")
        self.views.setAccessibleName("View")
        self.views.setDocumentMode(True)
        self.views.setDrawBase(False)
        self.views.setExpanding(False)
        for at, (name, tip) in enumerate(zip((CHANGES, REASONS, GAPS), _TIPS, strict=True)):
            self.views.addTab(name)
            self.views.setTabToolTip(at, harmless(tip))
        self.whose = QComboBox()
        self.whose.setObjectName("feedbackAnalyst")
        self.whose.setAccessibleName("Analyst")
        self.whose.setToolTip("Whose work: your own, or a colleague's to read")
        self._of = PlainLabel("Of")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 8, 10, 6)
        top.setSpacing(6)
        top.addWidget(self.views)
        top.addStretch(1)
        top.addWidget(self._of)
        top.addWidget(self.whose)
        self._pages = QStackedWidget()
        for page in (self.changes, self.reasons, self.gaps):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._working)
        column.addWidget(self.handed)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.changes)

    def _connect(self) -> None:
        self.views.currentChanged.connect(self._on_view)
        self.whose.activated.connect(lambda _: self.show_analyst(self.whose.currentData()))
        for page in (self.changes, self.gaps):
            page.placeWanted.connect(self.placeWanted)
        self.changes.noticed.connect(self.noticed)
        self.changes.done.connect(self.done)
        self.gaps.editWanted.connect(self.editWanted)
        self.gaps.read.changed.connect(self._show_titles)
        self.gaps.read.changed.connect(self.updated)
        self.handed.openWanted.connect(lambda one: self.placeWanted.emit(one.key, "", None))
        self.handed.takeUpWanted.connect(self._take_up)
        self._working.watch(self.gaps.read.latest, "Reading gaps…")
        self._watch(self._mine)

    def _watch(self, outcomes: ReadOutcomes) -> ReadOutcomes:
        self._known[outcomes.analyst] = outcomes
        outcomes.changed.connect(lambda: self._on_read(outcomes))
        outcomes.staled.connect(lambda: self._on_staled(outcomes))
        self._working.watch(outcomes.latest, "Reading decisions…")
        return outcomes

    # Showing

    def show_view(self, view: str) -> None:
        """Shows the changes, the reasons or the gaps."""
        self.views.setCurrentIndex((CHANGES, REASONS, GAPS).index(view))

    def _on_view(self, at: int) -> None:
        page = (self.changes, self.reasons, self.gaps)[at]
        self._pages.setCurrentWidget(page)
        self.setFocusProxy(page)
        for part in (self._of, self.whose):
            part.setVisible(page is not self.gaps)
        self._show_handed()
        self.gaps.refresh()
        page.setFocus()

    def show_analyst(self, analyst: str) -> None:
        """Shows what review made of somebody's work."""
        self.outcomes = self._known.get(analyst) or self._watch(ReadOutcomes(self._bridge, analyst))
        self.whose.setCurrentIndex(self.whose.findData(analyst))
        self.refresh()

    def refresh(self) -> None:
        """Reads what is not known; shows what is known already."""
        if self.outcomes.stale:
            self.outcomes.read()
        self._show()

    def _on_read(self, outcomes: ReadOutcomes) -> None:
        if outcomes is self.outcomes:
            self._show()
            self.updated.emit()

    def _on_staled(self, outcomes: ReadOutcomes) -> None:
        if self.isVisible() and outcomes is self.outcomes:
            self._pause.start()

    def _show(self) -> None:
        self.changes.show_outcomes(self.outcomes)
        self.reasons.show_counts(self.outcomes.found.months)
        self._show_handed()
        self._show_titles()

    def _show_handed(self) -> None:
        wanted = self.outcomes is self._mine and self._pages.currentWidget() is self.changes
        self.handed.show_articles(self._mine.found.handed if wanted else (), self._bridge.writable)

    def _show_titles(self) -> None:
        open_ = sum(not gap.answered for gap in self.gaps.read.gaps)
        for at, (name, count) in enumerate(
            ((CHANGES, self.outcomes.found.unread), (REASONS, 0), (GAPS, open_))
        ):
            self.views.setTabText(at, f"{name} ({count:,})" if count else name)

    def _fill_analysts(self) -> None:
        self.whose.clear()
        for name in feedback.analysts(self._bridge.reader):
            mine = name == self._bridge.analyst
            self.whose.addItem(f"{name} (you)" if mine else name, name)
        self.whose.setCurrentIndex(max(0, self.whose.findData(self.outcomes.analyst)))

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is read now; what was answered before leaves the list."""
        super().showEvent(event)
        self._fill_analysts()
        self.changes.start_anew()
        self.refresh()
        self.gaps.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits any more, but for the number of what is unread."""
        super().hideEvent(event)
        self._pause.stop()
        self.gaps.read.latest.cancel()
        for outcomes in self._known.values():
            if outcomes is not self._mine:
                outcomes.latest.cancel()

    def stop(self) -> None:
        """The project is being closed: nothing is read or heard of any more."""
        self._pause.stop()
        self.gaps.read.stop()
        for outcomes in self._known.values():
            outcomes.stop()

    def _take_up(self, one: HandedBack) -> None:
        def go(_: object) -> None:
            self.placeWanted.emit(one.key, "", None)

        self._bridge.do(call(submitting.set_status, one.key, IN_PROGRESS), then=go)

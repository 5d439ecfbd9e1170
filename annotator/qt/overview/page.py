"""How far analysts agree: figures of every pair, each of which opens the cases that it was counted from."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.wording import number
from annotator.project import articles
from annotator.project.agreement import Excluded, Pair
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.elided import Elided
from annotator.qt.kit.plain import PlainLabel, add_entry, harmless
from annotator.qt.kit.working import Working
from annotator.qt.overview.agreement_cases import CasesArea
from annotator.qt.overview.agreement_rows import Opening, names_of
from annotator.qt.overview.agreement_views import (
    ConnectedView,
    DifferencesView,
    ExpertView,
    LeftOutView,
    PartsView,
    ProgressView,
    SpansView,
    ValuesView,
)
from annotator.qt.overview.agreements import Agreements
from annotator.qt.overview.figures import Figure
from annotator.qt.overview.measured import reasons

SPANS, VALUES, CONNECTED, DIFFERENCES = "Annotations", "Values", "Links", "Differences"
PARTS, EXPERT, LEFT_OUT, PROGRESS = "Parts", "Expert", "Left out", "Progress"
_VIEWS = (
    (SPANS, lambda _: SpansView(), "F1 of annotations, strict and by overlap"),
    (VALUES, lambda _: ValuesView(), "Alpha of the attributes of annotations that match"),
    (CONNECTED, lambda _: ConnectedView(), "F1 of links and of whole frames"),
    (
        DIFFERENCES,
        lambda _: DifferencesView(),
        "Which labels are taken for one another, and where boundaries differ",
    ),
    (PARTS, lambda _: PartsView(), "By month, agency and origin"),
    (EXPERT, lambda _: ExpertView(), "alpha_U and Cohen's kappa"),
    (LEFT_OUT, lambda panel: LeftOutView(panel.headline_of), "Layers that do not count, and why"),
    (PROGRESS, lambda _: ProgressView(), "How far each analyst is"),
)
_NOBODY = "Nothing to compare yet: agreement needs an article that two analysts have annotated."
_STALE = "The project has changed since."
_STOPPED = "The layers have not been compared yet."
_PAUSE = 400
"""Milliseconds after a change until what was measured quickly is measured again."""


class OverviewPanel(QWidget):
    """Measures when it is first shown; afterwards at once where that is quick, else when it is asked to."""

    placeWanted = Signal(int, str, object)
    """An article (its row id), the id of my annotation or "", a span of the text or None: to be shown in the text."""
    noticed = Signal(str)
    """Something that the analyst should know."""
    updated = Signal()
    """What is shown is up to date."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("overviewPanel")
        self.setAccessibleName("Overview and agreement")
        self.agreements = Agreements(bridge)
        self._working = Working()
        self._bridge = bridge
        self.views: dict[str, Any] = {name: make(self) for name, make, _ in _VIEWS}
        self._make_bar()
        self._chosen: Pair | None = None
        self._fresh: set[str] = set()
        """The views that show what was measured last."""
        self._stale = _StaleLine()
        self._said = Elided()
        self._said.setContentsMargins(10, 3, 10, 5)
        self.cases = CasesArea()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._lay_out()
        self._connect()
        self._show_view()

    # Building

    def _make_bar(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setObjectName("agreementViews")
        self.tabs.setAccessibleName("View")
        self.tabs.setDocumentMode(True)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for at, (name, _, tip) in enumerate(_VIEWS):
            self.tabs.addTab(name)
            self.tabs.setTabToolTip(at, harmless(tip))
        self.pair = QComboBox()
        self.pair.setObjectName("agreementPair")
        self.pair.setAccessibleName("Pair of analysts")
        self.pair.setToolTip("Whose annotations are compared: all pairs, or two analysts")
        self.analysts = QToolButton()
        self.analysts.setText("Analysts")
        self.analysts.setObjectName("agreementAnalysts")
        self.analysts.setAccessibleName("Analysts")
        self.analysts.setToolTip("Who takes part; the gold layer may, as if it were an analyst's")
        self.analysts.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.analysts.setMenu(QMenu(self.analysts))
        self.intervals = QPushButton("Intervals")
        self.intervals.setObjectName("agreementIntervals")
        self.intervals.setAccessibleName("Confidence intervals")
        self.intervals.setToolTip(
            "Work out between which values each figure lies: 95 of 100 draws of the articles"
        )

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 8, 10, 6)
        top.setSpacing(6)
        top.addWidget(self.tabs, 1)
        for part in (self.pair, self.analysts, self.intervals):
            top.addWidget(part)
        self._stack = QStackedWidget()
        for view in self.views.values():
            self._stack.addWidget(view)
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.rows.setChildrenCollapsible(False)
        self.rows.addWidget(self._stack)
        self.rows.addWidget(self.cases)
        self.rows.setSizes([560, 240])
        self.rows.setStretchFactor(0, 2)
        self.rows.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._working)
        column.addWidget(self._stale)
        column.addWidget(self.rows, 1)
        column.addWidget(self._said)

    def _connect(self) -> None:
        agreements = self.agreements
        self.tabs.currentChanged.connect(lambda _: self._turn_to(self._show_view))
        self.pair.activated.connect(self._on_pair)
        self.intervals.clicked.connect(agreements.work_out_intervals)
        self._stale.wanted.connect(agreements.measure)
        self._pause.timeout.connect(agreements.measure)
        agreements.changed.connect(self._on_measured)
        agreements.staled.connect(self._on_staled)
        agreements.casesRead.connect(self.cases.show_cases)
        for view in self.views.values():
            view.wanted.connect(self._open)
            view.looked.connect(self._say)
        self.cases.placeWanted.connect(self.placeWanted)
        self.cases.moreWanted.connect(agreements.read_more)
        agreements.measuring.busyChanged.connect(self._on_busy)
        self._working.watch(agreements.measuring, "Comparing layers…")
        self._working.watch(agreements.drawing, "Drawing articles for the intervals…")
        self._working.watch(agreements.looking, "Looking for differences…")
        self._working.watch(agreements.reading, "Reading cases…")

    # Showing

    @property
    def view(self) -> str:
        """Which of the views is shown."""
        return self.tabs.tabText(self.tabs.currentIndex())

    def show_view(self, view: str) -> None:
        """Shows another view."""
        self.tabs.setCurrentIndex([name for name, *_ in _VIEWS].index(view))

    def _turn_to(self, show: Callable[[], None]) -> None:
        """Something else is looked at: the cases were of what was there before."""
        self.agreements.reading.cancel()
        self.cases.clear()
        show()

    def _show_view(self) -> None:
        view = self.views[self.view]
        if self.view not in self._fresh:
            self._fresh.add(self.view)
            view.show_measured(self.agreements.measured, self.pairs)
        if self.view in (VALUES, DIFFERENCES, PARTS):
            self.agreements.look_at(self.pairs)
        self._stack.setCurrentWidget(view)
        self.setFocusProxy(view)
        self.cases.setVisible(self.view not in (LEFT_OUT, PROGRESS))
        self._say(None)

    @property
    def pairs(self) -> Sequence[Pair]:
        """The pairs that are shown."""
        pairs = list(self.agreements.measured.pairs)
        return [self._chosen] if self._chosen in pairs else pairs

    def _on_pair(self, at: int) -> None:
        self._chosen = list(self.agreements.measured.pairs)[at - 1] if at > 0 else None
        self._turn_to(self._show_measured)

    def _number_of(self, pair: Pair | None) -> int:
        """Where a pair stands in the list; 0 is all of them."""
        pairs = list(self.agreements.measured.pairs)
        return pairs.index(pair) + 1 if pair in pairs else 0

    def _on_measured(self) -> None:
        measured = self.agreements.measured
        chosen = self._chosen
        self.pair.clear()
        named = [names_of(pair) for pair in measured.pairs]
        self.pair.addItems(["All pairs" if len(named) != 1 else named[0], *named])
        self.pair.setCurrentIndex(self._number_of(chosen))
        self.pair.setEnabled(len(measured.pairs) > 1)
        self.intervals.setEnabled(measured.articles > 1 and not measured.between)
        self._stale.hide()
        self._fill_analysts()
        self._show_measured()
        self.updated.emit()

    def _show_measured(self) -> None:
        self._fresh.clear()
        self._show_view()

    def _fill_analysts(self) -> None:
        menu = self.analysts.menu()
        menu.clear()
        taking_part = self.agreements.measured.analysts
        for name in self.agreements.there:
            entry = add_entry(menu, name, self._choose_analysts)
            entry.setData(name)
            entry.setCheckable(True)
            entry.setChecked(name in taking_part)
        self.analysts.setEnabled(len(self.agreements.there) > 2)

    def _choose_analysts(self) -> None:
        chosen = [entry.data() for entry in self.analysts.menu().actions() if entry.isChecked()]
        if len(chosen) < 2:
            self.noticed.emit("Agreement needs two analysts: the others are left as they were.")
            self._fill_analysts()
        else:
            self.agreements.choose(chosen)

    @property
    def told(self) -> str:
        """What the line at the foot says."""
        return self._said.text()

    def _say(self, figure: Figure | None) -> None:
        """What explains the cell at hand; without one, what all rests on."""
        if figure is not None and figure.tip:
            self._said.setText(figure.tip.replace("\n", "  ·  "))
            return
        measured = self.agreements.measured
        if not measured.articles:
            self._said.setText(_NOBODY if self.agreements.known else "")
            return
        told = [number(measured.articles, "article") + " that two or more have annotated"]
        told += [
            number(count, "layer") + f" left out: {why}" for why, count in reasons(measured.excluded).items()
        ]
        self._said.setText("  ·  ".join(told))

    def headline_of(self, article: str) -> str:
        """What to call an article (its id)."""
        reader = self._bridge.reader
        return articles.headline_of(reader, articles.key_of(reader, article))

    # Cases

    def _open(self, figure: Figure) -> None:
        if isinstance(figure.opens, Excluded):
            self.placeWanted.emit(articles.key_of(self._bridge.reader, figure.opens.article), "", None)
        elif isinstance(figure.opens, Opening):
            self.cases.begin(figure.opens.title)
            self.agreements.open(figure.opens)

    # Keeping up

    def _on_staled(self) -> None:
        if self.agreements.quick and self.isVisible():
            self._pause.start()
        elif self.agreements.known:
            self._stale.say(_STALE)

    def _on_busy(self, busy: bool) -> None:
        """Where comparing was stopped, it can be asked for again."""
        if not busy and not self.agreements.known:
            self._stale.say(_STOPPED)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is measured now, if that is quick."""
        super().showEvent(event)
        if self.agreements.stale and self.agreements.quick and not self.agreements.measuring.busy:
            self.agreements.measure()

    def hideEvent(self, event: QHideEvent) -> None:
        """What takes long goes on: one comes back for it."""
        super().hideEvent(event)
        self._pause.stop()

    def stop(self) -> None:
        """The project is being closed."""
        self._pause.stop()
        self.agreements.stop()


class _StaleLine(QWidget):
    """Says that the figures are not those of now, with a button."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._said = PlainLabel()
        self.button = QPushButton("Compare again")
        self.button.setAccessibleName("Compare again")
        self.button.setToolTip("Compare the layers as they are now")
        self.button.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 6)
        row.addWidget(self._said)
        row.addWidget(self.button)
        row.addStretch(1)
        self.hide()

    def say(self, text: str) -> None:
        """Shows itself."""
        self._said.setText(text)
        self.show()

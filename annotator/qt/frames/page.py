"""Frames at a glance: what is said and done by whom, as a table, over time, and as a network."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.change import Change
from annotator.domain.frame import Frame, frame_labels, kind_attribute, matching
from annotator.domain.problems import Problem, Progress
from annotator.domain.wording import number
from annotator.project import articles, frames
from annotator.qt.frames.frame_list import DATE, FrameList, headings_of
from annotator.qt.frames.frame_table import FrameTable
from annotator.qt.frames.reading import ReadFrames
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.kit.saving import ask_file
from annotator.qt.kit.working import Working

ARTICLE, PROJECT = "article", "project"
TABLE, TIMELINE, NETWORK = "Table", "Timeline", "Network"
_VIEWS = (
    (TABLE, "Every frame, in a row"),
    (TIMELINE, "When frames occur, by who is in them"),
    (NETWORK, "Who points at whom"),
)
_NO_PLOTS = (
    "This needs pyqtgraph, which is not installed. Close the program, run\n\n"
    '    pip install "annotator[plots]"\n\nand open it again.'
)
_PAUSE = 300
"""Milliseconds after a change until frames are read again."""


class FramesPanel(QWidget):
    """Reads when it is shown and something changed. Return or a double click on a row shows the words."""

    wordsWanted = Signal(int, str)
    """An annotation (its id) of an article (its row id) is to be shown in the text."""
    noticed = Signal(str)
    """Something that the analyst should know."""
    updated = Signal()
    """What is shown is up to date."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("framesPanel")
        self.setAccessibleName("Frames")
        self._bridge = bridge
        self._article: int | None = None
        self._read = {ARTICLE: ReadFrames(bridge), PROJECT: ReadFrames(bridge)}
        self._filtering, self._writing = LatestOnly(bridge, self), LatestOnly(bridge, self)
        self._working = Working()
        self._found: Sequence[Frame] = ()
        self._numbers: list[int] = []
        self._plots: dict[str, Any] = {}
        self._drawn: dict[str, object] = {}
        self.model = FrameList(bridge)
        self.table = FrameTable(self.model, lambda: bridge.scheme, "framesTable", "Frames")
        self._make_bar()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._lay_out()
        self.setFocusProxy(self.table)
        self._fill_labels()
        self._connect()

    # Building

    def _make_bar(self) -> None:
        self.views = QTabBar()
        self.views.setObjectName("framesViews")
        self.views.setAccessibleName("View")
        self.views.setDocumentMode(True)
        self.views.setDrawBase(False)
        self.views.setExpanding(False)
        for at, (name, tip) in enumerate(_VIEWS):
            self.views.addTab(name)
            self.views.setTabToolTip(at, harmless(tip))
        self.scope, self.only = QComboBox(), QComboBox()
        self.scope.addItem("This article", ARTICLE)
        self.scope.addItem("Project", PROJECT)
        self.scope.setCurrentIndex(1)
        for box, object_name, name, tip in (
            (self.scope, "framesScope", "Scope", "The frames of the open article, or of the whole project"),
            (
                self.only,
                "framesLabel",
                "Label",
                "Frames of all labels, of one with a column for each slot, or of a kind",
            ),
        ):
            box.setObjectName(object_name)
            box.setAccessibleName(name)
            box.setToolTip(harmless(tip))
        self.export = QPushButton("Export…")
        self.export.setObjectName("framesExport")
        self.export.setAccessibleName("Export the frames")
        self.export.setToolTip("Write the frames that are shown as a table: CSV or JSON lines")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 8, 10, 6)
        top.addWidget(self.views)
        top.addStretch(1)
        top.setSpacing(6)
        for part in (self.scope, self.only, self.export):
            top.addWidget(part)
        self._count = PlainLabel()
        self._count.setContentsMargins(10, 4, 10, 6)
        first = QWidget()
        inside = QVBoxLayout(first)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.table, 1)
        inside.addWidget(self._count)
        self._stack = QStackedWidget()
        self._stack.addWidget(first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._working)
        column.addWidget(self._stack, 1)

    def _fill_labels(self) -> None:
        chosen = self.only.currentData()
        self.only.clear()
        self.only.addItem("All labels", (None, None))
        for label in frame_labels(self._bridge.scheme):
            self.only.addItem(label.name.capitalize(), (label.name, None))
            attribute = kind_attribute(label)
            for value in attribute.values if attribute else ():
                self.only.addItem(f"{label.name.capitalize()}: {value}", (label.name, value))
        at = next((i for i in range(self.only.count()) if self.only.itemData(i) == chosen), 0)
        self.only.setCurrentIndex(at)

    def _connect(self) -> None:
        self.views.currentChanged.connect(lambda _: self._show_view())
        self.scope.activated.connect(lambda _: self.refresh())
        self.only.activated.connect(lambda _: self._filter())
        self.export.clicked.connect(self._ask_export)
        self.table.wanted.connect(self._want)
        self.model.arranged.connect(self.updated)
        self._pause.timeout.connect(self.refresh)
        self._bridge.changed.connect(self._on_change)
        for scope, read in self._read.items():
            read.changed.connect(partial(self._on_read, scope))
            read.staled.connect(partial(self._on_staled, scope))
            self._working.watch(read.latest, "Reading frames…")
        self._working.watch(self._writing, "Writing frames…")

    # Reading

    @property
    def _reading(self) -> ReadFrames:
        return self._read[self.scope.currentData()]

    @property
    def view(self) -> str:
        """Which of the views is shown."""
        return self.views.tabText(self.views.currentIndex())

    def show_article(self, key: int | None) -> None:
        """Says which article is meant by "this article"."""
        self._article = key
        if self.scope.currentData() == ARTICLE and self.isVisible():
            self.refresh()

    def show_view(self, view: str) -> None:
        """Shows the table, the timeline or the network."""
        self.views.setCurrentIndex([name for name, _ in _VIEWS].index(view))

    def show_scope(self, scope: str) -> None:
        """Shows this article's frames, or the project's."""
        self.scope.setCurrentIndex(self.scope.findData(scope))
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Reads what is not known; shows what is known already."""
        reading = self._reading
        if reading is self._read[ARTICLE]:
            if self._article is None:
                reading.frames = ()
                self._filter()
                return
            reading.of(self._article)
        if reading.stale:
            reading.read()
        else:
            self._filter()

    def _on_read(self, scope: str) -> None:
        if scope == self.scope.currentData():
            self._filter()

    def _on_staled(self, scope: str) -> None:
        if self.isVisible() and scope == self.scope.currentData():
            self._pause.start()

    def _on_change(self, change: Change) -> None:
        if "scheme" in change.kinds:
            self._fill_labels()
            for plot in self._plots.values():
                plot.stop()
                self._stack.removeWidget(plot)
                plot.deleteLater()
            self._plots.clear()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is read now."""
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits any more."""
        super().hideEvent(event)
        self.stop()

    def stop(self) -> None:
        """Gives up what is being read or worked out."""
        self._pause.stop()
        for read in self._read.values():
            read.latest.cancel()
        self._filtering.cancel()
        self._writing.cancel()
        self.model.stop()
        for plot in self._plots.values():
            plot.stop()

    # Showing

    def _filter(self) -> None:
        found, (label, kind) = self._reading.frames, self.only.currentData()

        def done(numbers: list[int]) -> None:
            self._found, self._numbers = found, numbers
            self._drawn.clear()
            headings = headings_of(self._bridge.scheme, label, self.scope.currentData() == PROJECT)
            first = not self.model.frames
            self.model.show(found, lambda: numbers, headings)
            if first:
                self.table.sort_by(DATE.title, Qt.SortOrder.DescendingOrder)
            self._say_count(len(numbers), len(found))
            self._show_view()

        self._filtering.run(lambda _: matching(found, label, kind), done)

    def _say_count(self, shown: int, there: int) -> None:
        if not there:
            self._count.setText("No frames here: nothing of yours is annotated with a label that has links.")
        else:
            self._count.setText(number(shown, "frame") + (f" of {there:,}" if shown != there else ""))
        self.export.setEnabled(shown > 0)

    def _show_view(self) -> None:
        view = self.view
        if view == TABLE:
            self._stack.setCurrentIndex(0)
            self.setFocusProxy(self.table)
        elif view in self._plots:
            self._draw(view)
        else:
            # On another thread: importing takes half a second.
            self._filtering.run(lambda _: _page(view), lambda page: self._take_page(view, page))

    def _take_page(self, view: str, page: Any) -> None:
        if page is None:
            missing = PlainLabel(_NO_PLOTS)
            missing.setAlignment(Qt.AlignmentFlag.AlignCenter)
            missing.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            missing.setObjectName("noPlots")
            self._stack.addWidget(missing)
            self._stack.setCurrentWidget(missing)
            return
        plot = self._plots[view] = page(self._bridge)
        plot.wanted.connect(self._want)
        plot.shown.connect(self.updated)
        self._stack.addWidget(plot)
        self._show_view()

    def _draw(self, view: str) -> None:
        plot = self._plots[view]
        self._stack.setCurrentWidget(plot)
        self.setFocusProxy(plot.plot)
        if self._drawn.get(view) is not self._numbers:
            self._drawn[view] = self._numbers
            plot.show_frames(self._found, self._numbers)

    # Leaving

    def _want(self, frame: Frame) -> None:
        try:
            key = articles.key_of(self._bridge.reader, frame.article)
        except Problem as problem:
            self.noticed.emit(str(problem))
            return
        self.wordsWanted.emit(key, frame.annotation)

    def _ask_export(self) -> None:
        suggested = self._bridge.path.with_name(f"{self._bridge.path.stem}-frames.csv")
        kinds = "Comma-separated values (*.csv);;JSON lines (*.jsonl)"
        name, kind = ask_file(self, "Export frames", suggested, kinds)
        if name:
            path = Path(name)
            self.export_to(path if path.suffix else path.with_suffix(".jsonl" if "jsonl" in kind else ".csv"))

    def export_to(self, path: Path) -> None:
        """Writes the frames that are shown, in their order."""
        label, _ = self.only.currentData()
        rows = [self.model.frame(row) for row in range(self.model.rowCount())]

        def write(steps: Progress) -> str:
            def counted() -> Iterator[Frame]:
                for done, frame in enumerate(rows):
                    if done % 100 == 0:
                        steps.step(done, len(rows))
                    yield frame

            with self._bridge.reading() as project:
                return str(frames.write_table(project, counted(), path, label).path)

        def done(written: str) -> None:
            self.noticed.emit(f"Wrote {number(len(rows), 'frame')}: {written}")

        self._writing.run(write, done)


def _page(view: str) -> type[QWidget] | None:
    """The class of a page with a plot; None if what it needs is not installed."""
    try:
        if view == NETWORK:
            from annotator.qt.frames.plots.network_page import NetworkPage

            return NetworkPage
        from annotator.qt.frames.plots.timeline_page import TimelinePage
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pyqtgraph", "numpy"):
            raise
        return None
    return TimelinePage

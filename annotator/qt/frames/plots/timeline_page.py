"""The timeline with what is chosen for it: what its rows stand for, the legend, and what it cannot show."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.frame import SLOT, Frame, columns_of, frame_labels
from annotator.domain.frame_times import RowsOf, Timeline, by_column, by_filler, by_label, timeline
from annotator.domain.problems import Progress
from annotator.domain.wording import number
from annotator.qt.frames.plots.canvas import SYMBOL, Legend
from annotator.qt.frames.plots.timeline import Spots, TimelinePlot, spots_of
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.plain import PlainLabel


class TimelinePage(QWidget):
    """A click or Return on a point has its words shown."""

    wanted = Signal(object)
    """The Frame whose words are to be shown."""
    shown = Signal()
    """The plot is up to date."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._frames: Sequence[Frame] = ()
        self._numbers: Sequence[int] = ()
        self._latest = LatestOnly(bridge, self)
        self.plot, self.legend = TimelinePlot(), Legend(SYMBOL)
        self.rows = QComboBox()
        self.sentence, self._current = PlainLabel(), PlainLabel()
        self._lay_out()
        self._offer_rows()
        self.rows.activated.connect(lambda _: self._draw())
        self.plot.wanted.connect(self.wanted)
        self.plot.pointed.connect(self._current.setText)

    def _lay_out(self) -> None:
        self.rows.setObjectName("timelineRows")
        self.rows.setAccessibleName("Rows of the timeline")
        self.rows.setToolTip("What the rows of the timeline stand for")
        for line in (self.sentence, self._current):
            line.setWordWrap(True)
        label = PlainLabel("Rows:")
        label.setBuddy(self.rows)
        top = QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self.rows)
        top.addSpacing(12)
        top.addWidget(self.legend, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.addLayout(top)
        column.addWidget(self.plot, 1)
        column.addWidget(self._current)
        column.addWidget(self.sentence)

    def _offer_rows(self) -> None:
        self.rows.addItem("Whoever fills a slot", by_filler)
        for column in columns_of(frame_labels(self._bridge.scheme)):
            kind = "Slot" if column.kind == SLOT else "Value of"
            self.rows.addItem(f"{kind} {column.name}", by_column(column))
        self.rows.addItem("Labels", by_label)

    def show_frames(self, frames: Sequence[Frame], numbers: Sequence[int]) -> None:
        """Shows some of the frames, by their numbers."""
        self._frames, self._numbers = frames, numbers
        self._draw()

    def _draw(self) -> None:
        rows_of: RowsOf = self.rows.currentData()
        frames, numbers = self._frames, self._numbers

        def work(_progress: Progress) -> tuple[list[Frame], Timeline, Spots]:
            some = [frames[number_] for number_ in numbers]
            drawn = timeline(some, rows_of)
            return some, drawn, spots_of(some, drawn)

        self._latest.run(work, self._show)

    def _show(self, found: tuple[list[Frame], Timeline, Spots]) -> None:
        frames, drawn, spots = found
        self.legend.show_labels(self._bridge.scheme, [str(name) for name in set(spots.labels)])
        self.plot.show_frames(self._bridge.scheme, frames, drawn, spots)
        self._current.setText("Arrow keys walk from point to point, Return shows the words. The wheel zooms.")
        self.sentence.setText(_sentence(len(frames), drawn))
        self.shown.emit()

    def stop(self) -> None:
        """Gives up what is being worked out."""
        self._latest.cancel()


def _sentence(count: int, drawn: Timeline) -> str:
    shown = len({point.frame for point in drawn.points})
    missing = [
        (drawn.undated, "without a date"),
        (drawn.yearless, "whose year is not known"),
        (drawn.rowless, "that no row stands for"),
    ]
    rest = count - shown - sum(number_ for number_, _ in missing)
    missing.append((rest, f"in {number(drawn.left_out, 'smaller row')}"))
    parts = [f"{number_:,} {what}" for number_, what in missing if number_ > 0]
    head = f"{shown:,} of {number(count, 'frame')} shown."
    return f"{head} Not shown: {', '.join(parts)}." if parts else head

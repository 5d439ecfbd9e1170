"""The network with a list of its actors and arrows beside it, and the frames of what is chosen below."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QSizePolicy,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.frame import Frame
from annotator.domain.frame_graph import Network, edges, network
from annotator.domain.problems import Progress
from annotator.domain.wording import number
from annotator.qt.frames.frame_list import FrameList, headings_of
from annotator.qt.frames.frame_table import FrameTable
from annotator.qt.frames.plots.canvas import LINE, Legend
from annotator.qt.frames.plots.layout import Places, places_of
from annotator.qt.frames.plots.network import NetworkPlot
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.plain import PlainLabel, harmless

_NODE, _ARROW = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_HINT = "Click an actor or an arrow, or walk the list, to see its frames."


class NetworkPage(QWidget):
    """A node or an arrow that is chosen in the picture is chosen in the list too, and the other way round."""

    wanted = Signal(object)
    """The Frame whose words are to be shown."""
    shown = Signal()
    """The plot is up to date."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._frames: Sequence[Frame] = ()
        self._some: Sequence[int] = ()
        self._network = Network((), (), 0)
        self._nodes: list[QTreeWidgetItem] = []
        self._arrows: list[QTreeWidgetItem] = []
        self._latest = LatestOnly(bridge, self)
        self.plot, self.legend, self.sentence = NetworkPlot(), Legend(LINE), PlainLabel()
        self.list = QTreeWidget()
        self._title = PlainLabel()
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.model = FrameList(bridge)
        self.table = FrameTable(
            self.model, lambda: bridge.scheme, "networkFrames", "Frames of what is chosen"
        )
        self._lay_out()
        self.plot.nodeChosen.connect(self.choose_node)
        self.plot.arrowChosen.connect(self.choose_arrow)
        self.list.currentItemChanged.connect(lambda item, _: self._on_item(item))
        self.table.wanted.connect(self.wanted)

    def _lay_out(self) -> None:
        self.list.setObjectName("networkList")
        self.list.setAccessibleName("Actors, and the arrows that begin at them")
        self.list.setToolTip("Right opens an actor's arrows")
        self.list.setHeaderLabels(["Actor", "Arrows"])
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setUniformRowHeights(True)
        self.list.setMinimumWidth(190)
        self.sentence.setWordWrap(True)
        across, down = QSplitter(Qt.Orientation.Horizontal), QSplitter(Qt.Orientation.Vertical)
        across.addWidget(self.plot)
        across.addWidget(self.list)
        self._below = QWidget()
        column = QVBoxLayout(self._below)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self._title)
        column.addWidget(self.table, 1)
        down.addWidget(across)
        down.addWidget(self._below)
        for splitter, sizes in ((across, (740, 240)), (down, (420, 170))):
            splitter.setChildrenCollapsible(False)
            splitter.setSizes(list(sizes))
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 0)
        page = QVBoxLayout(self)
        page.setContentsMargins(10, 6, 10, 6)
        page.addWidget(self.legend)
        page.addWidget(down, 1)
        page.addWidget(self.sentence)

    def show_frames(self, frames: Sequence[Frame], numbers: Sequence[int]) -> None:
        """Shows who points at whom in some of the frames, by their numbers."""
        scheme = self._bridge.scheme

        def work(_progress: Progress) -> tuple[Network, Places]:
            drawn = network(edges(scheme, [frames[one] for one in numbers]))
            links = [(arrow.source, arrow.target, arrow.count) for arrow in drawn.arrows]
            return drawn, places_of(len(drawn.nodes), links)

        def done(found: tuple[Network, Places]) -> None:
            self._frames, self._some = frames, numbers
            self._show(*found)

        self._latest.run(work, done)

    def _show(self, drawn: Network, places: Places) -> None:
        self._network = drawn
        self.plot.show_network(self._bridge.scheme, drawn, places)
        self.legend.show_labels(self._bridge.scheme, sorted({arrow.label for arrow in drawn.arrows}))
        self._fill_list()
        self._show_table("", ())
        self.sentence.setText(_sentence(drawn))
        self.shown.emit()

    def _fill_list(self) -> None:
        drawn = self._network
        self.list.blockSignals(True)
        self.list.clear()
        self._nodes = [QTreeWidgetItem([one.name, f"{one.degree:,}"]) for one in drawn.nodes]
        self._arrows = []
        for node, item in enumerate(self._nodes):
            item.setData(0, _NODE, node)
        for number_, arrow in enumerate(drawn.arrows):
            name = f"{arrow.label} → {drawn.nodes[arrow.target].name}"
            item = QTreeWidgetItem([name, f"{arrow.count:,}"])
            item.setData(0, _ARROW, number_)
            item.setToolTip(0, harmless(self.plot.drawing.text_of(None, number_)))
            self._nodes[arrow.source].addChild(item)
            self._arrows.append(item)
        self.list.addTopLevelItems(self._nodes)
        self.list.blockSignals(False)

    def _on_item(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        node, arrow = item.data(0, _NODE), item.data(0, _ARROW)
        self.plot.choose(node, arrow)
        frames = self._network.nodes[node].frames if arrow is None else self._network.arrows[arrow].frames
        self._show_table(self.plot.drawing.text_of(node, arrow), frames)

    def choose_node(self, node: int) -> None:
        """Chooses an actor, everywhere."""
        self.list.setCurrentItem(self._nodes[node])

    def choose_arrow(self, arrow: int) -> None:
        """Chooses an arrow, everywhere."""
        self._nodes[self._network.arrows[arrow].source].setExpanded(True)
        self.list.setCurrentItem(self._arrows[arrow])

    def _show_table(self, title: str, frames: Sequence[int]) -> None:
        self._title.setText(title)
        self._below.setVisible(bool(frames))
        numbers = [self._some[one] for one in frames]
        self.model.show(self._frames, lambda: numbers, headings_of(self._bridge.scheme, None))

    def stop(self) -> None:
        """Gives up what is being worked out."""
        self._latest.cancel()
        self.model.stop()


def _sentence(drawn: Network) -> str:
    if not drawn.nodes:
        return "No frame here leads from one actor to another."
    count = sum(arrow.count for arrow in drawn.arrows)
    head = f"{number(len(drawn.nodes), 'actor')}, {count:,} times one points at another."
    left = f" {number(drawn.left_out, 'actor')} with fewer arrows left out." if drawn.left_out else ""
    return f"{head}{left} {_HINT}"

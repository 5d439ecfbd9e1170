"""How long annotations took: my own times, and everybody's together."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.problems import Progress
from annotator.domain.wording import duration
from annotator.project import timing
from annotator.project.timing import Times
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.plain import PlainLabel, harmless
from annotator.qt.kit.problems import tell

_COLUMNS = ("Label", "Yours", "Your median", "Your total", "All analysts", "Median of all")
_TIPS = (
    "",
    "Annotations of yours that have a time",
    "Half of yours took less, half took more",
    "All your time with this label",
    "Annotations of all analysts together that have a time",
    "Half of all took less, half took more",
)
_NONE = "–"


class TimeDialog(QDialog):
    """Reads on a thread of its own: a large project takes a moment."""

    def __init__(self, parent: QWidget, bridge: Bridge) -> None:
        super().__init__(parent)
        self.setWindowTitle("Time")
        self.resize(680, 430)
        self._state = PlainLabel("Reading…")
        self._table = _table()
        about = PlainLabel(timing.WHAT_IS_MEASURED)
        about.setObjectName("whatIsMeasured")
        about.setWordWrap(True)
        about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Close)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        for part, stretch in ((self._state, 0), (self._table, 1), (about, 0), (buttons, 0)):
            column.addWidget(part, stretch)
        self._read(bridge)

    def _read(self, bridge: Bridge) -> None:
        def read(_: Progress) -> Times:
            with bridge.reading() as project:
                return timing.times(project)

        self._task = bridge.task(read)
        self._task.succeeded.connect(self.show_times)
        self._task.failed.connect(self._tell)
        self._task.start()

    def show_times(self, times: Times) -> None:
        """Fills the table."""
        self._state.setText("" if times.labels else "No time was recorded yet: it is while you annotate.")
        self._state.setVisible(not times.labels)
        self._table.setRowCount(len(times.labels))
        for number, label in enumerate(times.labels):
            for column, text in enumerate(_cells(label, times)):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setTextAlignment(_aligned(column))
                self._table.setItem(number, column, item)

    def _tell(self, error: BaseException) -> None:
        self.reject()
        tell(self.parentWidget(), str(error))


def _table() -> QTableWidget:
    table = QTableWidget(0, len(_COLUMNS))
    table.setAccessibleName("Time by label")
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setStyleSheet("QTableWidget::item { padding: 0 8px; }")
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    for column, (name, tip) in enumerate(zip(_COLUMNS, _TIPS, strict=True)):
        item = QTableWidgetItem(name)
        item.setToolTip(harmless(tip))
        item.setTextAlignment(_aligned(column))
        table.setHorizontalHeaderItem(column, item)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setHighlightSections(False)
    return table


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _cells(label: str, times: Times) -> list[str]:
    own, all_ = times.mine.get(label), times.everybodys.get(label)
    mine = [f"{own.annotations:,}", duration(own.median), duration(own.total)] if own else [_NONE] * 3
    everybodys = [f"{all_.annotations:,}", duration(all_.median)] if all_ else [_NONE] * 2
    return [label, *mine, *everybodys]

"""The first thing one sees: the sample project, a new one, one that is there."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.project.settings import Settings
from annotator.qt.kit.commands import stands_for
from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of
from annotator.qt.kit.plain import PlainLabel, harmless

_WIDTH = 600
_ROW = 48
_MOST_SHOWN = 5
_PATH, _OPENED, _TOLD = (Qt.ItemDataRole(Qt.ItemDataRole.UserRole + number) for number in range(3))


class WelcomePanel(QWidget):
    """Four ways to begin."""

    sampleWanted = Signal()
    newWanted = Signal()
    openWanted = Signal()
    recentWanted = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        middle = QWidget()
        middle.setFixedWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setSpacing(8)
        title = PlainLabel("Annotator")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 2.2)
        font.setBold(True)
        title.setFont(font)
        column.addWidget(title)
        column.addWidget(PlainLabel("Mark and tag spans in news articles. Everything stays on this machine."))
        column.addSpacing(12)
        self._add_ways(column)
        self._recent = self._recent_list()
        self._heading = PlainLabel("Recent projects")
        column.addSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(self._recent)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(middle, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)

    def _add_ways(self, column: QVBoxLayout) -> None:
        for command, text, about, signal in (
            (
                "sample",
                "Try the sample project",
                "Nine wire stories, annotated by two analysts, one left for you",
                self.sampleWanted,
            ),
            (
                "new",
                "New project…",
                "An empty project file; then drop articles on the window",
                self.newWanted,
            ),
            ("open", "Open a project…", "A file that ends in .annotator", self.openWanted),
        ):
            button = QCommandLinkButton(text, about)
            # Fusion's arrow is black, on dark ground as well.
            button.setIcon(QIcon())
            button.setIconSize(QSize(0, 0))
            button.clicked.connect(signal)
            stands_for(button, command, about)
            column.addWidget(button)
            if command == "sample":
                self._first = button

    def _recent_list(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("recentProjects")
        made.setAccessibleName("Recent projects")
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setItemDelegate(_Rows(made))
        made.itemClicked.connect(self._on_recent)
        made.installEventFilter(self)
        return made

    def show_recent(self, settings: Settings) -> None:
        """Lists the projects that were open lately and still are there, with the day they were last open."""
        self._recent.clear()
        for path in settings.recent:
            if Path(path).is_file():
                place = settings.place(Path(path))
                opened = when(place.opened, datetime.now().date())
                analyst = settings.analyst_of(Path(path))
                told = [f"as {analyst}"] * bool(analyst)
                told += [f"{place.done:,} of {place.total:,} done"] * bool(place.total)
                item = QListWidgetItem(Path(path).stem)
                item.setData(_PATH, path)
                item.setData(_OPENED, opened)
                item.setData(_TOLD, "  ·  ".join(told))
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole,
                    f"{', '.join((Path(path).stem, *told, opened))}, in {Path(path).parent}",
                )
                item.setToolTip(harmless(path))
                self._recent.addItem(item)
        for part in (self._heading, self._recent):
            part.setVisible(self._recent.count() > 0)
        self._recent.setFixedHeight(min(_MOST_SHOWN, max(1, self._recent.count())) * _ROW + 2)
        self._recent.setCurrentRow(0)
        (self._recent if self._recent.count() else self._first).setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Return opens; whether a click or Return activates differs between desktops."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            item = self._recent.currentItem()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
                self._on_recent(item)
                return True
        return False

    def _on_recent(self, item: QListWidgetItem) -> None:
        self.recentWanted.emit(Path(item.data(_PATH)))


def when(opened: str, today: date) -> str:
    """The moment in ISO 8601 as one says it: "today at 14:03", else the date; empty where it is not known."""
    try:
        moment = datetime.fromisoformat(opened)
    except ValueError:
        return ""
    days = (today - moment.date()).days
    day = {0: "today", 1: "yesterday"}.get(days, f"{moment.day} {moment:%B %Y}")
    return f"{day} at {moment:%H:%M}" if days in (0, 1) else day


class _Rows(QStyledItemDelegate):
    """The name with the day at its right; below, the folder, and as whom and how far one is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        size.setHeight(_ROW)
        return size

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ink = begin_row(painter, option)
        quiet = ink if is_chosen(option) else theme_of(option.palette).quiet
        box = QRectF(option.rect).adjusted(10, 5, -10, -5)
        first, second = box.adjusted(0, 0, 0, -box.height() / 2), box.adjusted(0, box.height() / 2, 0, 0)
        small = smaller(option.font, 0.5)
        opened = index.data(_OPENED)
        width = QFontMetricsF(small).horizontalAdvance(opened) + 1
        painter.setPen(ink)
        line(painter, first.adjusted(0, 0, -width - 10, 0), index.data(), option.font)
        painter.setPen(quiet)
        line(painter, first.adjusted(first.width() - width, 0, 0, 0), opened, small)
        told = index.data(_TOLD)
        width = QFontMetricsF(small).horizontalAdvance(told) + 1 if told else -10
        line(painter, second.adjusted(0, 0, -width - 10, 0), str(Path(index.data(_PATH)).parent), small)
        line(painter, second.adjusted(second.width() - width, 0, 0, 0), told, small)
        painter.restore()

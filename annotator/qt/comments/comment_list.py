"""What was said about the article at hand, and what waits for an answer in the whole project."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.change import Change
from annotator.domain.comment import Thread
from annotator.project import commenting
from annotator.project.commenting import OpenThread
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of
from annotator.qt.kit.plain import plain_tips
from annotator.qt.text.session import Session

Index = QModelIndex | QPersistentModelIndex
OpenThreadRole = Qt.ItemDataRole.UserRole
_MOST = 200
"""Threads listed at once; the next come up as these are resolved."""


class ArticleThreads(QObject):
    """The threads of the open article, in text order; those about all of it come first.

    `commented` and `ranges` say where the text has something unresolved: ids of annotations of the session's layer,
    and spans (half-open, code points) of everything else, for whoever paints marks there.
    """

    changed = Signal()

    def __init__(self, session: Session, bridge: Bridge) -> None:
        super().__init__()
        self._session, self._bridge = session, bridge
        self.threads: list[Thread] = []
        self.commented: set[str] = set()
        self.ranges: set[tuple[int, int]] = set()
        session.opened.connect(self.read)
        session.reset.connect(self.read)
        session.statusChanged.connect(lambda _: self.read())  # A layer that is open hides what others said.
        session.annotationsChanged.connect(self._on_annotations)
        bridge.changed.connect(self._on_change)

    def about(self, annotation: str) -> list[Thread]:
        """The threads about an annotation."""
        return [thread for thread in self.threads if thread.on.annotation == annotation]

    def read(self) -> None:
        """Asks the project again."""
        key = self._session.key
        found = [] if key is None else commenting.threads_of(self._bridge.reader, key)
        self.threads = sorted(found, key=lambda thread: thread.on.span or (-1, -1))
        open_ = [thread.on for thread in found if not thread.resolved]
        shown = {on for on in open_ if on.annotation and self._session.annotation(on.annotation)}
        self.commented = {on.annotation for on in shown if on.annotation is not None}
        self.ranges = {on.span for on in open_ if on.span is not None and on not in shown}
        self.changed.emit()

    def _on_annotations(self, changed: list[object], gone: list[str]) -> None:
        """An annotation that is moved or deleted takes its threads with it."""
        touched = {getattr(one, "id", "") for one in changed} | set(gone)
        if any(thread.on.annotation in touched for thread in self.threads):
            self.read()

    def _on_change(self, change: Change) -> None:
        article = self._session.article
        if article is None:
            return
        # Threads about colleagues' annotations, or about gold ones, follow these; my own announce themselves.
        layers = {thread.on.layer for thread in self.threads} - {self._session.layer}
        if article.id in change.comments or any((article.id, layer) in change.layers for layer in layers):
            self.read()


class OpenThreads(QAbstractListModel):
    """The unresolved threads of the project, those that mention me first. Read only while `watch` is on."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._rows: list[OpenThread] = []
        self._watched = False
        bridge.changed.connect(self._on_change)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many threads wait."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's last words, its OpenThread, or all of it in words."""
        if not 0 <= index.row() < len(self._rows):
            return None
        one = self._rows[index.row()]
        if role == OpenThreadRole:
            return one
        said = next((c.text for c in reversed(one.thread.comments) if c.text), "").replace("\n", " ")
        if role == Qt.ItemDataRole.DisplayRole:
            return said
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            you = "mentions you; " if one.mentions_me else ""
            about = f"“{one.text}”" if one.text else "the article"
            return f"{you}{one.thread.latest.author}: {said}\non {about} in {one.headline}"
        return None

    def row(self, number: int) -> OpenThread:
        """The thread in that line."""
        return self._rows[number]

    def watch(self, watched: bool) -> None:
        """Whether the list is to be seen, and so kept up to date."""
        self._watched = watched
        if watched:
            self.read()

    def read(self) -> None:
        """Asks the project again."""
        self.beginResetModel()
        self._rows = commenting.open_threads(self._bridge.reader, self._bridge.analyst, _MOST)
        self.endResetModel()

    def _on_change(self, change: Change) -> None:
        if self._watched and (change.comments or change.listed or change.articles):
            self.read()


_PAD = 8
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + 2 * QFontMetricsF(smaller(font)).height() + 2 * _PAD + 4)


class ThreadRows(QStyledItemDelegate):
    """Three lines a thread; one that mentions me is bold."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints who said what, the words it is about with those around them, and the headline."""
        one: OpenThread = index.data(OpenThreadRole)
        ink = begin_row(painter, option)
        painter.setPen(ink)
        box = QRectF(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        font = QFont(option.font)
        font.setBold(one.mentions_me)
        height = QFontMetricsF(font).height()
        said = f"{one.thread.latest.author}: {index.data()}"
        line(painter, QRectF(box.left(), box.top(), box.width(), height), said, font)
        if not is_chosen(option):
            painter.setPen(theme_of(option.palette).quiet)
        quiet = smaller(option.font)
        small, top = QFontMetricsF(quiet).height(), box.top() + height + 2
        for number, text in enumerate((_about(one), one.headline)):
            line(painter, QRectF(box.left(), top + number * (small + 1), box.width(), small), text, quiet)
        painter.restore()


def _about(one: OpenThread) -> str:
    if one.thread.on.span is None:
        return "On the article"
    return f"“{one.text}”{one.after}"

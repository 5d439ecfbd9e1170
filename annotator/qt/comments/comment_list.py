"""What was said about the article at hand, and what waits for an answer in the whole project."""

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QFont, QFontMetricsF

from annotator.domain.change import Change
from annotator.domain.comment import Thread
from annotator.project import commenting
from annotator.project.commenting import OpenThread
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.list_model import Index, ListModel
from annotator.qt.kit.paint import line, smaller
from annotator.qt.kit.two_lines import Cell, TwoLines
from annotator.qt.text.session import Session

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


class OpenThreads(ListModel[OpenThread]):
    """The unresolved threads of the project, those that mention me first. Read only while `watch` is on."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._watched = False
        bridge.changed.connect(self._on_change)

    def shown(self, row: OpenThread) -> str:
        return next((c.text for c in reversed(row.thread.comments) if c.text), "").replace("\n", " ")

    def told(self, row: OpenThread) -> str:
        you = "mentions you; " if row.mentions_me else ""
        about = f"“{row.text}”" if row.text else "the article"
        return f"{you}{row.thread.latest.author}: {self.shown(row)}\non {about} in {row.headline}"

    def watch(self, watched: bool) -> None:
        """Whether the list is to be seen, and so kept up to date."""
        self._watched = watched
        if watched:
            self.read()

    def read(self) -> None:
        """Asks the project again."""
        self.put(commenting.open_threads(self._bridge.reader, self._bridge.analyst, _MOST))

    def _on_change(self, change: Change) -> None:
        if self._watched and (change.comments or change.listed or change.articles):
            self.read()


class ThreadRows(TwoLines):
    """Who said what, below it the words it is about and the headline. A thread that mentions me is bold."""

    def height(self, font: QFont) -> int:
        return round(
            QFontMetricsF(font).height() + 2 * QFontMetricsF(smaller(font)).height() + 2 * self.pad + 4
        )

    def paint_row(self, cell: Cell, row: OpenThread, index: Index) -> None:
        cell.font.setBold(row.mentions_me)
        cell.upper(f"{row.thread.latest.author}: {index.data()}")
        about = "On the article" if row.thread.on.span is None else f"“{row.text}”{row.after}"
        below: QRectF = cell.lower(about)
        line(cell.painter, below.translated(0, below.height() + 1), row.headline, cell.small)

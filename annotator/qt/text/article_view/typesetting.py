"""The page: an article's text with its spans, its caret and its place. Input comes on top, in `view`."""

from collections.abc import Collection, Sequence
from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.domain.article import Zone
from annotator.domain.offsets import Offsets
from annotator.domain.scheme import Label
from annotator.qt.kit.theme import Theme
from annotator.qt.text.article_view import arrows, document
from annotator.qt.text.article_view.arrows import Arrow, ArrowPainter
from annotator.qt.text.article_view.lanes import SpanIndex
from annotator.qt.text.article_view.metrics import MARGIN, NARROWEST, SERIFS, WIDEST, Metrics
from annotator.qt.text.article_view.painting import SpanPainter
from annotator.qt.text.article_view.plans import Plan, Planner
from annotator.qt.text.article_view.spans import Span

SMALLEST, LARGEST, USUAL = 8, 32, 13
"""Font sizes in points."""
_CARET_WIDTH = 2


class PageView(QTextEdit):
    """Shows an article and paints its spans. Positions are code points, here and in every signal."""

    fontSizeChanged = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articleView")
        self.setAccessibleName("Article")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # An input method would keep the letters of shortcuts to itself.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.viewport().setMouseTracking(True)
        self.setBackgroundRole(self.viewport().backgroundRole())
        self.setAutoFillBackground(True)
        # Always there, so that the column of text does not jump when a long article follows a short one.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._look = Theme()
        self._labels: dict[str, Label] = {}
        self._zones: Sequence[Zone] = ()
        self._annotated: Collection[str] = ()
        self._selected: str | None = None
        self._held = True
        self._arrows: Sequence[Arrow] = ()
        self._page: QTextDocument | None = None
        font = QFont(QGuiApplication.font())
        font.setFamilies(list(SERIFS))
        font.setPointSize(USUAL)
        self._metrics = Metrics(font)
        self.clear_article()

    # What is shown

    def show_article(
        self, text: str, zones: Sequence[Zone], annotated: Collection[str], spans: Sequence[Span]
    ) -> None:
        """Shows another article from its beginning. Zones whose kind is not `annotated` step back."""
        self._let_go()
        self._text, self._offsets = text, Offsets(text)
        self._zones, self._annotated = tuple(zones), frozenset(annotated)
        self._starts = document.paragraph_starts(text)
        self._index = SpanIndex(self._starts, spans)
        self._selected, self._arrows = None, ()
        self._fill()

    def show_again(self, zones: Sequence[Zone], annotated: Collection[str], spans: Sequence[Span]) -> None:
        """Shows other zones or spans of the text: caret, selection and place stay; no span is selected."""
        self._let_go()
        self._zones, self._annotated = tuple(zones), frozenset(annotated)
        self._index = SpanIndex(self._starts, spans)
        self._selected, self._arrows = None, ()
        top = self.top
        within = self.verticalScrollBar().value() - self._line_top(top)
        self._refill()
        self._scroll_to(self._line_top(top) + within)

    def clear_article(self) -> None:
        """Shows an empty page."""
        self.show_article("", (), (), ())

    @property
    def text(self) -> str:
        """The article's text as it is stored; the widget's own may differ."""
        return self._text

    def _fill(self) -> None:
        """Makes the document again. The old one goes, or each article read would stay in memory."""
        page = document.Page(self._metrics, self._look, self._annotated)
        made = page.document(self, document.as_shown(self._text), self._starts, self._zones)
        self._planner = Planner(made, self._text, self._offsets, self._index, self._metrics)
        self._planner.roles = {arrow.target: arrow.type for arrow in self._arrows}
        self._span_painter = SpanPainter(self._labels, self._look, self._metrics)
        self.setDocument(made)
        self.setCursorWidth(_CARET_WIDTH)
        if self._page is not None:
            self._page.deleteLater()
        self._page = made
        self._centre()

    def _let_go(self) -> None:
        """What is under way with the mouse is over: spans or text are about to change."""

    def _refill(self) -> None:
        """Sets the article in another size or theme: caret and place stay."""
        top = self.top
        was_at_top = self.verticalScrollBar().value() == 0
        cursor = self.textCursor()
        position, anchor = cursor.position(), cursor.anchor()
        with QSignalBlocker(self):  # The caret is where it was: nobody has moved it.
            self._fill()
            self._put_caret(position, anchor)
        self._scroll_to(0 if was_at_top else self._line_top(top) - MARGIN)

    def set_labels(self, labels: Sequence[Label]) -> None:
        """The scheme's labels: how spans look."""
        self._labels = {label.name: label for label in labels}
        self._span_painter = SpanPainter(self._labels, self._look, self._metrics)
        self.viewport().update()

    def set_look(self, look: Theme) -> None:
        """Changes to another look."""
        if look != self._look:
            self._look = look
            self._refill()

    @property
    def font_size(self) -> int:
        """Size of the text in points."""
        return self._metrics.font.pointSize()

    def set_font_size(self, points: int) -> None:
        """Size of the text in points, within reason."""
        points = max(SMALLEST, min(LARGEST, points))
        if points != self.font_size:
            font = QFont(self._metrics.font)
            font.setPointSize(points)
            self._measure_anew(font=font)
            self.fontSizeChanged.emit(points)

    def set_font_family(self, family: str) -> None:
        """The face of the text; empty for the first of those made for reading that is there."""
        font = QFont(self._metrics.font)
        font.setFamilies([family] if family else list(SERIFS))
        self._measure_anew(font=font)

    def set_measure(self, characters: int) -> None:
        """How many characters a line has where there is room, within reason."""
        self._measure_anew(measure=max(NARROWEST, min(WIDEST, characters)))

    def set_airy(self, airy: bool) -> None:
        """Puts the lines further apart, or as close together as usual."""
        self._measure_anew(airy=airy)

    def _measure_anew(self, **changed: Any) -> None:
        old = self._metrics
        now: dict[str, Any] = {"font": old.font, "measure": old.measure, "airy": old.airy}
        if now | changed != now:
            self._metrics = Metrics(**(now | changed))
            self._refill()

    # Spans

    def update_spans(self, changed: Sequence[Span], removed: Collection[str] = ()) -> None:
        """Adds or replaces spans by their id and takes others away."""
        self._let_go()
        self._replace_spans(changed, removed)
        if self._selected in removed:
            self._selected = None

    def _replace_spans(self, changed: Sequence[Span], removed: Collection[str] = ()) -> None:
        self._index.update(changed, removed)
        self._planner.forget()
        self.viewport().update()

    def set_arrows(self, drawn: Sequence[Arrow]) -> None:
        """Draws these links and no others; what they point to shows its role in its chip."""
        if list(drawn) != list(self._arrows):
            self._arrows = tuple(drawn)
            self._planner.roles = {arrow.target: arrow.type for arrow in drawn}
            self._planner.forget()
            self.viewport().update()

    @property
    def selected_span(self) -> str | None:
        """Id of the span that is selected."""
        return self._selected

    def select_span(self, uid: str | None, scroll: bool = True, held: bool = True) -> None:
        """Selects a span, or none, and brings it into view. One that is not `held` only has the caret in it."""
        span = self._index.get(uid)
        self._selected, self._held = span.id if span else None, held
        self.viewport().update()
        if span and scroll:
            self.reveal(span.start, span.end)

    def span(self, uid: str) -> Span | None:
        """The span of that id."""
        return self._index.get(uid)

    def spans_at(self, position: int) -> list[str]:
        """Ids of the spans that hold the character at a position, innermost first."""
        return [span.id for span in self._index.at(position)]

    def next_span(self, from_position: int | None = None, backwards: bool = False) -> str | None:
        """The next span in text order (start, then longest first); None at the end.

        From a position: the first that begins there or after it, backwards the last that begins before it.
        Without one: after (before) the selected span, or from the caret if none is selected.
        """
        selected = self._index.get(self._selected)
        if from_position is None and selected:
            found = self._index.beside(selected, backwards)
        else:
            at = self.caret if from_position is None else from_position
            found = self._index.from_position(at, backwards)
        while found is not None and found.hollow:
            found = self._index.beside(found, backwards)
        return found.id if found else None

    # Caret and place

    @property
    def caret(self) -> int:
        """Where the caret is."""
        return self._offsets.from_utf16(self.textCursor().position())

    def selection(self) -> tuple[int, int]:
        """Start and end of the selected text; both the caret's position when nothing is selected."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        return self._offsets.from_utf16(start), self._offsets.from_utf16(end)

    def set_caret(self, position: int, anchor: int | None = None, scroll: bool = True) -> None:
        """Puts the caret somewhere; with an anchor the text between the two is selected."""
        at = self._offsets.to_utf16(max(0, min(position, len(self._text))))
        from_ = at if anchor is None else self._offsets.to_utf16(max(0, min(anchor, len(self._text))))
        shown = self.verticalScrollBar().value()
        self._put_caret(at, from_)
        if not scroll:
            self.verticalScrollBar().setValue(shown)

    def _put_caret(self, position: int, anchor: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def place_of(self, position: int) -> QPoint:
        """The lower left corner of a position on the screen, in the viewport."""
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_utf16(position))
        return self.cursorRect(cursor).bottomLeft()

    @property
    def top(self) -> int:
        """The first character of the first line that is in view as far as its middle."""
        inside = QPoint(MARGIN, MARGIN + round(self._metrics.line_height / 2))
        return self._offsets.from_utf16(self.cursorForPosition(inside).position())

    def scroll_to_top(self, position: int) -> None:
        """Scrolls so that the line of a position is the first in view. Lays out the text as far as that."""
        self._scroll_to(self._line_top(max(0, min(position, len(self._text)))) - MARGIN if position else 0)

    def reveal(self, start: int, end: int) -> None:
        """Scrolls so that a range can be read, with its chips and underlines: by as little as shows one line more.

        Not at all where it can be read, nor where its end is in view and its beginning has no room beside it.
        """
        line = self._metrics.line_height
        top, bottom = self._line_top(start), self._line_top(max(start, end - 1)) + line
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() or bottom - top > height - line:
            self._scroll_to(top - line)
        elif bottom > bar.value() + height:
            self._scroll_to(bottom + line - height)

    def _line_top(self, position: int) -> float:
        """Height in the document of the line that holds a position. Lays out the text as far as that."""
        unit = self._offsets.to_utf16(position)
        block = self.document().findBlock(unit)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        number = block.layout().lineForTextPosition(unit - block.position()).lineNumber()
        return top + number * block.blockFormat().lineHeight()

    def _scroll_to(self, height: float) -> None:
        bar = self.verticalScrollBar()
        # While the rest of a long text is still being laid out, the bar does not know of it.
        bar.setMaximum(max(bar.maximum(), ceil(self.document().size().height()) - self.viewport().height()))
        bar.setValue(round(height))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The spans of the lines exposed, then the text over them."""
        corner = self._corner()
        area = event.rect()
        top = area.top() + corner.y()
        painter = QPainter(self.viewport())
        painter.translate(-corner)
        plans = self._planner.lines(self._block_at(area.top()), top, top + area.height())
        self._span_painter.paint(painter, plans, self._selected, self._held)
        if self._arrows:
            ArrowPainter().paint(painter, self._routes())
        painter.end()
        super().paintEvent(event)

    def _routes(self) -> list[tuple[Arrow, list[QPointF], QColor]]:
        """The arrows as far as they are in sight; of one that leads away the way to the margin is drawn."""
        seen = QRectF(self._corner(), self.viewport().size())
        plans = list(self._planner.lines(self._block_at(0), seen.top(), seen.bottom()))
        wanted = {uid for arrow in self._arrows for uid in (arrow.source, arrow.target)}
        found = arrows.ends(plans, wanted, self._metrics)
        middle = plans[len(plans) // 2].start if plans else 0
        for uid in wanted - found.keys():
            span = self._index.get(uid)
            if span is not None:
                found[uid] = arrows.out_of_sight(above=span.start < middle)
        made = []
        for track, arrow in enumerate(self._arrows):
            source, target = found.get(arrow.source), found.get(arrow.target)
            if source and target and (source.seen or target.seen):
                span = self._index.get(arrow.source)
                colour = self._span_painter.edge(span.label if span else "")
                made.append((arrow, arrows.route(source, target, seen, track), colour))
        return made

    def _corner(self) -> QPointF:
        """The place in the document of the viewport's corner."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _block_at(self, y: float) -> QTextBlock:
        """A paragraph not below a height of the viewport, near to it."""
        if self.document().blockCount() == 1:
            return self.document().begin()
        block = self.cursorForPosition(QPoint(0, int(y - self._metrics.line_height))).block()
        before = block.previous()
        return before if before.isValid() else block

    def _plans_near(self, point: QPointF) -> list[Plan]:
        """The lines that a point of the viewport may belong to."""
        y = point.y() + self._corner().y()
        return list(self._planner.lines(self._block_at(point.y()), y, y))

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is the stored text: the widget turns no-break spaces into plain ones."""
        data = QMimeData()
        start, end = self.selection()
        data.setText(self._text[start:end])
        return data

    # Width of the column

    def event(self, event: QEvent) -> bool:
        """Centres the column before the viewport gets its new size, so that it is laid out once only."""
        if event.type() == QEvent.Type.Resize:
            self._centre()
        elif event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            self.wheelEvent(event)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text is wrapped again: what was known of its lines is wrong, and the place read stays in view."""
        top = self.top
        was_at_top = self.verticalScrollBar().value() == 0
        wider = event.oldSize().width() != event.size().width()
        super().resizeEvent(event)
        self._planner.forget()
        selected = self._index.get(self._selected)
        if selected is not None:
            self.reveal(selected.start, selected.end)
        elif wider and not was_at_top:
            self._scroll_to(self._line_top(top) - MARGIN)

    def _centre(self) -> None:
        """Blank on both sides where the window is wider than the measure."""
        room = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        side = max(0, (room - self._metrics.page_width) // 2)
        self.setViewportMargins(side, 0, side, 0)

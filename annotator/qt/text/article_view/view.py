"""The article view: the page with what keys and mouse do in it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from annotator.domain import words
from annotator.qt.kit.plain import harmless
from annotator.qt.text.article_view import keys, pointer
from annotator.qt.text.article_view.spans import Span
from annotator.qt.text.article_view.typesetting import PageView

_MOUSE = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonDblClick,
}
_WHEEL_STEP = 120


class ArticleView(PageView):
    """An article, to be read and marked.

    The view moves caret and selection by itself; what a key or a drag does to an annotation is for the
    window, which answers with `update_spans` and `select_span`.
    """

    spanClicked = Signal(str, bool)
    """A click put the caret into this span (empty: into none), or took hold of it, when it was not the first there."""
    edgeDragged = Signal(str, int, int)
    """An edge was dragged: id, new start, new end. The view shows the old span until it is updated."""
    menuWanted = Signal(QPoint, str)
    """A context menu is wanted: where on the screen, and for which span (may be empty)."""
    walkWanted = Signal(bool)
    """Tab, or Shift+Tab (True: backwards)."""
    detailsWanted = Signal()
    """Return."""
    escapeWanted = Signal()
    """Escape, with no drag to give up."""
    spanHovered = Signal(str)
    """The mouse is over another span now; empty when it is over none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._cycle = pointer.ClickCycle()
        self._handle: pointer.Handle | None = None
        self._pressed: QPoint | None = None
        self._first_word: tuple[int, int] | None = None
        self._wheel = 0
        self._passing_on = False
        self._hovered = ""
        self._notes: tuple[tuple[int, int, str], ...] = ()
        super().__init__(parent)
        self.viewport().setMouseTracking(True)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keeps the caret's keys from the window's shortcuts, and lets go of all others."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            dragging = self._handle is not None and event.key() == Qt.Key.Key_Escape
            event.setAccepted(dragging or keys.is_caret_key(event))
            return event.isAccepted()
        if kind in _MOUSE and isinstance(event, QMouseEvent):
            return self._margin_mouse(event)
        return super().event(event)

    def focusNextPrevChild(self, _forwards: bool) -> bool:
        """Tab walks the spans."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves caret and selection. Whatever else is pressed goes on to the window."""
        if keys.is_native(event):
            super().keyPressEvent(event)
            event.accept()
        elif not self._step(event) and not self._signal_key(event):
            event.ignore()

    def _step(self, event: QKeyEvent) -> bool:
        by_word, by_paragraph = keys.word_step(event), keys.paragraph_step(event)
        if by_word is not None:
            self._step_word(*by_word)
        elif by_paragraph is not None:
            down, selects = by_paragraph
            cursor = self.textCursor()
            operation = (
                QTextCursor.MoveOperation.NextBlock if down else QTextCursor.MoveOperation.PreviousBlock
            )
            mode = QTextCursor.MoveMode.KeepAnchor if selects else QTextCursor.MoveMode.MoveAnchor
            cursor.movePosition(operation, mode)
            self.setTextCursor(cursor)
        return by_word is not None or by_paragraph is not None

    def _step_word(self, rightwards: bool, selects: bool) -> None:
        """In a paragraph that runs from right to left, forwards is to the left."""
        cursor = self.textCursor()
        turned = cursor.block().textDirection() == Qt.LayoutDirection.RightToLeft
        forwards = rightwards != turned
        anchor = self._offsets.from_utf16(cursor.anchor())
        if selects:
            self.set_caret(keys.select_by_word(self._text, self.caret, anchor, forwards), anchor)
        else:
            self.set_caret(keys.by_word(self._text, self.caret, forwards))

    def _signal_key(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        if modifiers and not shift:
            return False
        key = event.key()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.walkWanted.emit(key == Qt.Key.Key_Backtab or shift)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.detailsWanted.emit()
        elif key == Qt.Key.Key_Escape and not shift:
            self._escape()
        else:
            return False
        return True

    def _escape(self) -> None:
        if self._handle is not None:
            self._let_go()
        else:
            self.escapeWanted.emit()

    # Mouse

    def _margin_mouse(self, event: QMouseEvent) -> bool:
        """The margins beside the column take part: a selection may begin and end there."""
        if self._passing_on:
            return False
        passed = QMouseEvent(
            event.type(),
            self.viewport().mapFrom(self, event.position()),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
        )
        # What the viewport does not want comes back here, as its parent, and must not go round again.
        self._passing_on = True
        try:
            return QApplication.sendEvent(self.viewport(), passed)
        finally:
            self._passing_on = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold of an edge, or begins a click or a selection."""
        self._first_word = None
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._handle = self._handle_at(event.position()) if not event.modifiers() else None
        if self._handle is not None:
            return
        self._pressed = event.position().toPoint()
        if self.textCursor().hasSelection() and not event.modifiers():
            # Qt would drag the selected text away; here a press always begins again.
            self._put_caret(self.textCursor().position(), self.textCursor().position())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Moves an edge or selects; shows where an edge can be taken."""
        if self._handle is not None:
            self._drag(event)
        elif self._first_word is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._select_words(event.position())
        else:
            super().mouseMoveEvent(event)
            over_edge = not event.buttons() and self._handle_at(event.position()) is not None
            shape = Qt.CursorShape.SplitHCursor if over_edge else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)
            if not event.buttons():
                self._hover(next((span.id for span in self._spans_under(event.position())), ""))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends a drag, or makes a click of it."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        if self._handle is not None:
            self._drop()
            return
        super().mouseReleaseEvent(event)
        self._first_word = None
        place, pressed = event.position().toPoint(), self._pressed
        self._pressed = None
        if pressed is None or event.modifiers() or self.textCursor().hasSelection():
            return
        if (place - pressed).manhattanLength() < QApplication.startDragDistance():
            self._click(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Selects the word, as we understand words."""
        self._pressed = None
        if event.button() != Qt.MouseButton.LeftButton:
            return
        super().mouseDoubleClickEvent(event)
        found = words.word_at(self._text, self._character_at(event.position()))
        if found:
            self._first_word = found
            self.set_caret(found[1], found[0])

    def _hover(self, uid: str) -> None:
        if uid != self._hovered:
            self._hovered = uid
            self.spanHovered.emit(uid)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is over no span any more."""
        self._hover("")
        super().leaveEvent(event)

    def _click(self, place: QPoint) -> None:
        found = pointer.hits(self._plans_near(QPointF(place)), self._corner() + QPointF(place), self._metrics)
        uid, held = self._cycle.click(place, [span.id for span in found])
        self.select_span(uid or None, scroll=False, held=held)
        self.spanClicked.emit(uid, held)

    def _select_words(self, place: QPointF) -> None:
        """Goes on with a selection that a double click began."""
        first = self._first_word or (0, 0)
        at = self._character_at(place)
        here = words.word_at(self._text, at) or (at, at)
        if here[0] < first[0]:
            self.set_caret(here[0], first[1])
        else:
            self.set_caret(max(here[1], first[1]), first[0])

    def _position_at(self, place: QPointF) -> int:
        """The caret position nearest to a point of the viewport."""
        unit = self.document().documentLayout().hitTest(self._corner() + place, Qt.HitTestAccuracy.FuzzyHit)
        return self._offsets.from_utf16(unit)

    def _character_at(self, place: QPointF) -> int:
        """The character under a point: the caret position may be on its far side already."""
        near = self._position_at(place)
        left = self._position_at(place - QPointF(self._metrics.chip_height / 2, 0))
        return min(near, max(left, near - 1)) if near else near

    def _handle_at(self, place: QPointF) -> pointer.Handle | None:
        if self._selected is None:
            return None
        plans = self._plans_near(place)
        return pointer.handle_at(plans, self._corner() + place, self._metrics, self._selected)

    def _drag(self, event: QMouseEvent) -> None:
        if self._handle is None:
            return
        exact = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        preview = pointer.moved(self._text, self._handle, self._position_at(event.position()), exact)
        if preview != self._index.get(preview.id):
            self._replace_spans([preview])

    def _drop(self) -> None:
        """Tells of the new edges once; the span goes back until the window says that it has changed."""
        handle, shown = self._handle, self._index.get(self._selected)
        self._let_go()
        if handle and shown and shown != handle.span:
            self.edgeDragged.emit(shown.id, shown.start, shown.end)

    def _let_go(self) -> None:
        """Ends a drag without a trace."""
        handle, self._handle = self._handle, None
        self._pressed = None
        self._cycle.forget()
        if handle is not None:
            self._replace_spans([handle.span])

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the text grows and shrinks."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / _WHEEL_STEP)
        self._wheel -= steps * _WHEEL_STEP
        self.set_font_size(self.font_size + steps)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The window makes the menu. From the keyboard it is for the selected span, at the caret."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
            self.menuWanted.emit(place, self._selected or "")
        else:
            found = self._spans_under(QPointF(event.pos()))
            chosen = next((span.id for span in found if span.id == self._selected), None)
            if not found and not self.textCursor().hasSelection():
                self.set_caret(self._position_at(QPointF(event.pos())))
            self.menuWanted.emit(event.globalPos(), chosen or (found[0].id if found else ""))
        event.accept()

    def _spans_under(self, place: QPointF) -> list[Span]:
        return pointer.hits(self._plans_near(place), self._corner() + place, self._metrics)

    def viewportEvent(self, event: QEvent) -> bool:
        """Names the spans under the mouse: a chip may have shrunk to a letter. Else the zone, if it steps back."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = QPointF(event.pos())
            lines = [_described(span) for span in self._spans_under(place)] + self._notes_under(place)
            QToolTip.showText(
                event.globalPos(), harmless("\n".join(lines) or self._zone_under(place)), self.viewport()
            )
            return True
        return super().viewportEvent(event)

    def set_notes(self, notes: Sequence[tuple[int, int, str]]) -> None:
        """What is said of words (half-open, code points) when the mouse rests on them."""
        self._notes = tuple(notes)

    def _notes_under(self, place: QPointF) -> list[str]:
        at = self._character_at(place)
        return [note for start, end, note in self._notes if start <= at < end]

    def _zone_under(self, place: QPointF) -> str:
        """The kind of the zone under a point of the viewport; empty for what is annotated."""
        at = self._character_at(place)
        kinds = (zone.kind for zone in self._zones if zone.start <= at < zone.end)
        return next((kind for kind in kinds if kind not in self._annotated), "")


def _described(span: Span) -> str:
    notes = [
        note
        for note, holds in (
            ("suggested", span.hollow),
            ("not complete yet", span.missing),
            ("unsure", span.unsure),
            ("commented", span.commented),
            (span.initial, bool(span.initial)),
        )
        if holds
    ]
    return f"{span.label} ({', '.join(notes)})" if notes else span.label

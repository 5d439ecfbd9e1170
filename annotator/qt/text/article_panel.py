"""The article: what is known of it, the labels, the text. Keys become actions here."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.annotation import IN_PROGRESS, Annotation
from annotator.domain.change import Change
from annotator.domain.wording import number
from annotator.domain.zoning import meant
from annotator.project import article_correction
from annotator.qt.kit.bridge import call
from annotator.qt.kit.elided import Elided
from annotator.qt.kit.keyboard_position import key_of
from annotator.qt.kit.plain import harmless
from annotator.qt.kit.theme import Theme
from annotator.qt.text.article_head import ArticleHead
from annotator.qt.text.article_view import ArticleView
from annotator.qt.text.hints import hint
from annotator.qt.text.label_bar import LabelBar
from annotator.qt.text.link_chooser import LinkChooser
from annotator.qt.text.linking import Linking
from annotator.qt.text.overlay import COMMENT, Overlay
from annotator.qt.text.proposals import Proposals
from annotator.qt.text.session import Hold, Session
from annotator.qt.text.tagging import Tagging, press_value

_LARGE_PARAGRAPH = 300_000
"""Code points in one paragraph from which on Qt needs a noticeable time to lay it out."""


class ArticlePanel(QWidget):
    """Reads the article aloud to nobody and lets the analyst mark it."""

    detailsWanted = Signal()
    noticed = Signal(str)
    corrected = Signal(str)
    """The article was corrected: it is told, with a button that takes it back."""
    menuWanted = Signal(QPoint)
    commentsWanted = Signal()
    """A range was clicked about which something was said."""

    def __init__(
        self,
        session: Session,
        tagging: Tagging,
        proposals: Proposals,
        linking: Linking,
        hinted: Callable[[Session], str] = hint,
    ) -> None:
        super().__init__()
        self._hinted = hinted
        self._session, self._tagging, self._proposals = session, tagging, proposals
        self._at_end = True
        self._placing = False
        self._shown = ""
        self._caret = (0, 0, 0)
        self.view = ArticleView()
        self._overlay = Overlay(self.view, session, proposals)
        self.labels = LabelBar()
        self.chooser = LinkChooser(linking, self)
        self.head = ArticleHead(session)
        self.done = self.head.done
        self._hint = Elided()
        self._hint.setObjectName("hint")
        self._hint.setContentsMargins(12, 5, 12, 5)
        self.done.clicked.connect(self.toggle_done)
        self._lay_out()
        self._connect()
        self._on_opened()

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.setSpacing(8)
        top.addWidget(self.head)
        top.addWidget(self.labels)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(self._hint)

    def _connect(self) -> None:
        session, view = self._session, self.view
        session.opened.connect(self._on_opened)
        session.schemeChanged.connect(self.show_scheme)
        session.reset.connect(self._show_again)
        session.annotationsChanged.connect(self._on_change)
        session.selected.connect(self._on_selected)
        session.tagged.connect(lambda one: self._place_caret(one.end, scroll=False))
        session.relabelled.connect(self._tell_relabelled)
        session.registryChanged.connect(lambda: self._on_change(list(session.annotations), []))
        session.statusChanged.connect(lambda _: self._show_status())
        session.revealed.connect(self._reveal)
        for signal in (session.annotationsChanged, session.reset, self._proposals.changed):
            signal.connect(self._show_hint)
        self._proposals.stepped.connect(self._on_stepped)
        self.chooser.pointed.connect(lambda found: self._overlay.point_to(found, self.chooser.slot))
        self.chooser.ended.connect(self._on_chosen)
        self.labels.labelClicked.connect(self.tag)
        view.cursorPositionChanged.connect(self._on_caret)
        view.spanClicked.connect(self._on_clicked)
        view.edgeDragged.connect(session.move)
        view.walkWanted.connect(self.walk)
        view.detailsWanted.connect(self._on_return)
        view.escapeWanted.connect(self.escape)
        view.menuWanted.connect(self._on_menu)

    # Showing

    def show_scheme(self) -> None:
        """Takes over the project's labels."""
        self.view.set_labels(self._session.scheme.labels)
        self.labels.set_labels(self._session.scheme.labels)
        self._show_status()

    def set_look(self, look: Theme) -> None:
        """Takes the colours of the theme."""
        self.view.set_look(look)
        self.labels.paint_buttons()

    def _on_opened(self) -> None:
        self.chooser.close_unanswered()
        self.show_scheme()
        self._show_text()
        article = self._session.article
        if article is not None:
            start = next((z.start for z in article.record.zones if z.kind == "headline"), 0)
            self.view.set_caret(start)
            longest = max((len(part) for part in article.text.split("\n")), default=0)
            if longest > _LARGE_PARAGRAPH:
                self.noticed.emit(
                    f"This article has a paragraph of {longest:,} characters. Working in it is slower than usual."
                )

    def _show_again(self) -> None:
        selected = self._session.current
        self._placing = True
        self._show_text()
        self._placing = False
        self.view.select_span(selected.id if selected else None, scroll=False, held=self._is_held)
        self._overlay.outline_again()

    def _show_text(self) -> None:
        """The session's article; where it is shown already, caret and place stay."""
        article, annotated = self._session.article, self._session.scheme.annotated_zones
        spans = [self._session.span_of(one) for one in self._session.annotations]
        if article is None:
            self.view.clear_article()
        elif self.view.text == article.text and self._shown == article.id:
            self.view.show_again(article.record.zones, annotated, spans)
        else:
            self.view.show_article(article.text, article.record.zones, annotated, spans)
        self._shown = article.id if article else ""
        self.head.show_article()
        self._show_status()

    def _show_status(self) -> None:
        self.head.show_status()
        self.labels.setEnabled(self._session.article is not None and self._session.editable)
        self._show_hint()

    def _on_change(self, changed: list[Annotation], gone: list[str]) -> None:
        linked = {link.to for one in changed for link in one.links}
        self.view.update_spans([self._session.span_of(one) for one in changed], gone)
        if self._session.current and self._session.current.id in linked | {one.id for one in changed}:
            self.view.select_span(self._session.current.id, scroll=False, held=self._is_held)
        self._show_status()

    def _on_caret(self) -> None:
        """A caret that the analyst moves leaves the selected annotation: keys mean the words there now."""
        caret = self.view.caret, *self.view.selection()
        if not self._placing and caret != self._caret:
            self._session.select(None)
            self._proposals.leave()
        self._caret = caret

    def _place_caret(self, position: int, scroll: bool = True) -> None:
        """Moves the caret without leaving the selected annotation."""
        self._placing = True
        self.view.set_caret(position, scroll=scroll)
        self._placing = False

    @property
    def _is_held(self) -> bool:
        return self._session.hold is not Hold.CARET

    def _on_selected(self, one: Annotation | None) -> None:
        # A click has selected it already, and what is tagged is being read: the text must not jump.
        jumps = one is None or (self.view.selected_span != one.id and self._session.hold is not Hold.MADE)
        self.view.select_span(one.id if one else None, jumps, self._is_held)
        if one is not None and not one.start <= self.view.caret <= one.end:
            self._place_caret(one.end, scroll=jumps)
        self.labels.mark(one.label if one else None)
        self._show_hint()

    def show_span(self, uid: str, start: int) -> None:
        """Brings out a span that is no annotation of the session's layer; the caret goes to its start."""
        self._place_caret(start)
        self.view.select_span(uid)

    def show_selected(self) -> None:
        """Brings the selected annotation into view, wherever one has scrolled to."""
        if self._session.current is not None:
            self.view.select_span(self._session.current.id)

    def _reveal(self, start: int, end: int) -> None:
        self.view.set_caret(end, start)
        self.view.reveal(start, end)

    def _on_menu(self, place: QPoint, uid: str) -> None:
        if uid:
            self._session.select(uid)
        self.menuWanted.emit(place)

    # Links

    def ask_link(self, type_: str = "") -> None:
        """Asks what a slot of the selected annotation points to: this one, or the next to be filled."""
        one = self._session.current
        if one is None:
            return
        place = self.mapFromGlobal(self.view.viewport().mapToGlobal(self.view.place_of(one.end)))
        if not self.chooser.ask(place, type_):
            self.noticed.emit(f"The scheme gives {one.label} no links.")

    def _on_chosen(self) -> None:
        self._overlay.stop_pointing()
        self.view.setFocus()
        self.show_selected()

    def show_comments(self, commented: Collection[str], ranges: Collection[tuple[int, int]]) -> None:
        """Marks annotations (by id) and ranges (half-open) about which something unresolved was said."""
        self._overlay.show_comments(commented, ranges)

    # Zones

    def set_zone(self, kind: str | None) -> None:
        """Says what the selection is, else the line with the caret; None: no zone, else the zone at the caret."""
        session = self._session
        if session.key is None or session.article is None:
            return
        zones = session.article.record.zones
        place = meant(session.article.text, zones, *self.view.selection(), clearing=kind is None)
        if place is None:
            self.noticed.emit("The caret is in no zone." if kind is None else "Select some words first.")
        elif kind is None:
            session.change(call(article_correction.clear_zone, session.key, *place), then=self._tell)
        else:
            session.change(call(article_correction.set_zone, session.key, kind, *place), then=self._tell)

    def _tell(self, change: Change) -> None:
        self.corrected.emit(f"Done: {change.name}.")

    def _tell_relabelled(self, before: list[Annotation]) -> None:
        now = self._session.annotation(before[-1].id)
        if now is not None:
            what = before[0].label if len(before) == 1 else number(len(before), "annotation")
            self.corrected.emit(f"Relabelled {what} → {now.label}.")

    # Equal mentions

    def _on_stepped(self, uid: str) -> None:
        if not self._proposals.is_proposal(uid):
            self._session.select(uid)
            return
        self._session.select(None)
        self.view.select_span(uid)
        span = self.view.span(uid)
        if span is not None:
            self._place_caret(span.end)
        self.view.select_span(uid)

    def _on_clicked(self, uid: str, held: bool) -> None:
        if uid.startswith(COMMENT):
            self.commentsWanted.emit()
        elif self._proposals.is_proposal(uid):
            self._proposals.take(uid)
        else:
            self._session.select(uid or None, Hold.CLICKED if held else Hold.CARET)

    def _on_return(self) -> None:
        """Takes the proposal at hand, else goes to the details."""
        at_hand = self._proposals.at_hand
        if at_hand is not None and self._session.current is None:
            self._proposals.take(at_hand)
        else:
            current = self._session.current
            found = current.id if current else self._span_at_caret()
            if found is not None:
                self._session.select(found)
            self.detailsWanted.emit()

    def take_mentions(self) -> None:
        """Takes all equal mentions; where none are offered, offers those of the selected annotation."""
        if self._proposals.is_offered():
            self._proposals.take_all()
        elif self._session.current is not None:
            self._proposals.offer_again(self._session.current)
            if not self._proposals.sentence:
                self.noticed.emit("The same words stand nowhere else in this article without a mark.")

    def step_mentions(self) -> None:
        """Goes to the next equal mention."""
        if not self._proposals.step():
            self.noticed.emit("No equal mentions are offered. M offers those of the selected annotation.")

    def _show_hint(self, *_: object) -> None:
        text = self._proposals.sentence or self._hinted(self._session)
        self._hint.setText(text if self._session.article is not None else "")
        self._hint.setToolTip(harmless(text))

    # Doing

    def tag(self, label: str, exact: bool = False) -> None:
        """What a label's key does here; see `Tagging.press`."""
        if not self._session.may_change():
            return
        start, end = self.view.selection()
        self._session.when_saved(lambda: self._tag(start, end, label, exact))

    def _tag(self, start: int, end: int, label: str, exact: bool) -> None:
        at_hand = self._proposals.at_hand
        span = self.view.span(at_hand) if at_hand and self._session.current is None else None
        if at_hand and span is not None and span.label == label:
            self._proposals.take(at_hand)
        else:
            self._tagging.press(start, end, label, exact)

    def walk(self, backwards: bool) -> None:
        """Selects the next annotation in text order, or the one before; from the caret if none is selected."""
        self._session.when_saved(lambda: self._walk(backwards))

    def _walk(self, backwards: bool) -> None:
        found = self._span_at_caret() or self.view.next_span(
            None if self._session.current else self.view.caret, backwards
        )
        if found is not None:
            self._session.select(found)
            self._at_end = True

    def _span_at_caret(self) -> str | None:
        """The innermost annotation around the caret, where none is selected."""
        ids = self.view.spans_at(self.view.caret) if self._session.current is None else []
        return next((uid for uid in ids if self._session.annotation(uid)), None)

    def escape(self) -> None:
        """Returns the caret to the end of the selected annotation; once more lets go of a selection.

        An equal mention that was stepped to is let go of too; it is still offered.
        """
        self._proposals.leave()
        self.view.select_span(None)
        current = self._session.current
        if current is not None:
            self._session.select(None)
            self.view.set_caret(current.end)
        else:
            self.view.set_caret(self.view.caret)

    def choose_edge(self, at_end: bool) -> None:
        """Says which edge Alt+arrows move."""
        self._at_end = at_end
        self.noticed.emit(f"Moving an edge now moves the {'end' if at_end else 'start'}.")

    def move_edge(self, forwards: bool, exact: bool = False) -> None:
        """Moves the chosen edge of the selected annotation by a word, or by a character."""
        self._session.move_edge(self._at_end, forwards, exact)

    def toggle_done(self) -> None:
        """Submits my layer, or reopens it."""
        if self._session.locked:
            self._session.set_status(IN_PROGRESS)
            return
        self._session.set_status("done")
        if self._session.incomplete:
            lacking = number(self._session.incomplete, "annotation")
            self.noticed.emit(f"Submitted, though {lacking} of it still lack something that is required.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the view did not take: keys of labels and of values, by their place on the keyboard."""
        if not self.press(event):
            event.ignore()

    def press(self, event: QKeyEvent) -> bool:
        """Does what the key of a label, of a value, or Delete on a proposal means; whether it means any of these."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = Qt.KeyboardModifier.ShiftModifier
        at_hand = self._proposals.at_hand
        if held not in (Qt.KeyboardModifier.NoModifier, shift) or self._session.article is None:
            return False
        if event.key() == Qt.Key.Key_Delete and at_hand and self._session.current is None:
            self._proposals.reject(at_hand)
            return True
        return self._press(key_of(event), held == shift)

    def _press(self, pressed: str, shift: bool) -> bool:
        label = self._session.scheme.label_of_key(pressed)
        if label is not None:
            self.tag(label.name, exact=shift)
            return True
        if not pressed or shift or not self._session.writable:
            return False
        self._session.when_saved(lambda: press_value(self._session, pressed))
        return self._session.current is not None

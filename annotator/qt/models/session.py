"""The article at hand: my layer of it, what is selected, and everything one can do there."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from PySide6.QtCore import QObject, Signal

from annotator.domain import words
from annotator.domain.annotation import Annotation, AttributeValue, text_order
from annotator.domain.article import Article
from annotator.domain.change import Change
from annotator.domain.memory import collector_paused
from annotator.domain.problems import Problem
from annotator.domain.rules import breaches
from annotator.domain.scheme import Scheme
from annotator.domain.wording import number
from annotator.project import annotating, articles
from annotator.qt.article_view import Span
from annotator.qt.bridge import Bridge


class Session(QObject):
    """One article open in one window. Offsets are half-open code points."""

    opened = Signal()
    """Another article, or none, is shown."""
    reset = Signal()
    """All annotations may be different now."""
    annotationsChanged = Signal(object, object)
    """Some annotations are new or different (a list of them); some are gone (a list of ids)."""
    selected = Signal(object)
    """The selected Annotation, or None."""
    tagged = Signal(object)
    """This Annotation was made, or was there already, when a span was tagged."""
    schemeChanged = Signal()
    """The project's labels are different now; `reset` follows."""
    statusChanged = Signal(str)
    """How far my layer is."""
    warned = Signal(str)
    """The scheme has doubts about what was done."""
    revealed = Signal(int, int)
    """A place in the text is to be shown."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.key: int | None = None
        self.article: Article | None = None
        self.status = "new"
        self._annotations: dict[str, Annotation] = {}
        self._order: list[Annotation] = []
        self._missing: dict[str, tuple[str, ...]] = {}
        self.unsure: set[str] = set()
        self._selected: str | None = None
        bridge.changed.connect(self._on_change)

    # What is there

    @property
    def scheme(self) -> Scheme:
        """The project's labels."""
        return self._bridge.scheme

    @property
    def analyst(self) -> str:
        """Whose layer it is."""
        return self._bridge.analyst

    @property
    def writable(self) -> bool:
        """Whether annotations can be changed."""
        return self._bridge.writable

    @property
    def saving(self) -> bool:
        """Whether something is not on the disk yet."""
        return self._bridge.saving

    @property
    def annotations(self) -> Sequence[Annotation]:
        """My annotations in text order."""
        return self._order

    @property
    def current(self) -> Annotation | None:
        """The selected annotation."""
        return self._annotations.get(self._selected or "")

    def annotation(self, uid: str) -> Annotation | None:
        """The annotation of that id."""
        return self._annotations.get(uid)

    def text_of(self, annotation: Annotation) -> str:
        """The words that the annotation marks."""
        return self.article.text[annotation.start : annotation.end] if self.article else ""

    def span_of(self, annotation: Annotation) -> Span:
        """The annotation as the article view draws it."""
        lacks = annotation.id in self._missing
        return Span(
            annotation.id, annotation.start, annotation.end, annotation.label, lacks, annotation.unsure
        )

    def missing(self, annotation: Annotation) -> tuple[str, ...]:
        """Required attributes and slots that it has not filled."""
        return self._missing.get(annotation.id, ())

    @property
    def incomplete(self) -> int:
        """How many annotations have something missing."""
        return len(self._missing)

    def candidates(self, annotation: Annotation, label: str) -> list[Annotation]:
        """What a link of the annotation can point to, nearest first."""

        def distance(other: Annotation) -> tuple[int, int]:
            gap = max(other.start - annotation.end, annotation.start - other.end, 0)
            return gap, other.start

        others = (a for a in self._order if a.label == label and a.id != annotation.id)
        return sorted(others, key=distance)

    # Opening

    def open(self, key: int | None) -> None:
        """Shows another article; None shows none."""
        with collector_paused():
            self._open(key)

    def _open(self, key: int | None) -> None:
        if key is None:
            self.key = self.article = None
            self._read_layer()
        elif key != self.key:
            try:
                self.article = articles.load(self._bridge.reader, key)
            except Problem as problem:
                self._bridge.problem.emit(str(problem))
                return
            self.key = key
            self._read_layer()
        else:
            return
        self._selected = None
        self.opened.emit()
        self.selected.emit(None)
        self.statusChanged.emit(self.status)

    def _read_layer(self) -> None:
        layer = None if self.key is None else articles.layer_of(self._bridge.reader, self.key, self.analyst)
        self.status = layer.status if layer else "new"
        self._order = list(layer.annotations) if layer else []
        self._annotations = {a.id: a for a in self._order}
        missing = self.scheme.missing
        self._missing = {a.id: lacks for a in self._order if (lacks := missing(a))}
        self.unsure = {a.id for a in self._order if a.unsure}

    # Selecting

    def select(self, uid: str | None) -> None:
        """Selects an annotation, or none."""
        uid = uid if uid in self._annotations else None
        if uid != self._selected:
            self._selected = uid
            self.selected.emit(self.current)

    def select_again(self) -> None:
        """Announces the selected annotation anew, in its state of now; none if it is gone."""
        if self._selected not in self._annotations:
            self._selected = None
        self.selected.emit(self.current)

    # Changing

    def when_saved(self, run: Callable[[], object]) -> None:
        """Runs something that depends on what was done before: at once, or when that is on the disk."""
        self._bridge.when_saved(run)

    def tag(self, start: int, end: int, label: str, exact: bool = False) -> None:
        """Tags a span; an empty one means the word at it. It is snapped to words unless `exact`."""
        if self.article is None or self.key is None:
            return
        span = self._span_to_tag(start, end, exact)
        if span is None:
            self.warned.emit("There is no word here to tag. Select the words first.")
            return
        first = bisect_left(self._order, span[0], key=lambda a: a.start)
        there = takewhile(lambda a: a.start == span[0], islice(self._order, first, None))
        twin = next((a for a in there if a.end == span[1] and a.label == label), None)
        if twin is not None:
            self.select(twin.id)
            self.tagged.emit(twin)
            return
        self._bridge.do(annotating.add, self.key, *span, label, then=self._tagged)

    def _span_to_tag(self, start: int, end: int, exact: bool) -> tuple[int, int] | None:
        assert self.article is not None
        if start == end:
            return words.word_at(self.article.text, start)
        span = (start, end) if exact else words.snap(self.article.text, start, end)
        return span if span[0] < span[1] else None

    def _tagged(self, change: Change) -> None:
        for one in change.annotations or ():
            if one.article == (self.article and self.article.id) and one.after is not None:
                self.select(one.id)
                self.tagged.emit(one.after)
                self._warn_of(one.after)

    def _warn_of(self, annotation: Annotation) -> None:
        broken = breaches(self.scheme, "warn", annotation, self._near(annotation))
        if broken:
            self.warned.emit(f"This {annotation.label} {' and '.join(broken)}. Meant so? Then go on.")

    def _near(self, annotation: Annotation) -> Iterable[Annotation]:
        """Only what begins before the annotation's end can touch it."""
        return self._order[: bisect_left(self._order, annotation.end, key=lambda a: a.start)]

    def relabel(self, label: str) -> None:
        """Gives the selected annotation another label."""
        if self.current is not None and self.current.label != label:
            self._bridge.do(annotating.relabel, self.key, [self.current.id], label)

    def move(self, uid: str, start: int, end: int) -> None:
        """Gives an annotation another span."""
        old = self._annotations.get(uid)
        if old is not None and old.span != (start, end) and start < end:
            self._bridge.do(annotating.move, self.key, uid, start, end, then=self._moved)

    def _moved(self, change: Change) -> None:
        for one in change.annotations or ():
            if one.after is not None:
                self._warn_of(one.after)

    def move_edge(self, at_end: bool, forwards: bool, exact: bool) -> None:
        """Moves an edge of the selected annotation by a word, or by a code point."""
        one = self.current
        if one is None or self.article is None:
            return
        step = _end_step if at_end else _start_step
        edge = step(self.article.text, one.end if at_end else one.start, forwards, exact)
        self.move(one.id, *((one.start, edge) if at_end else (edge, one.end)))

    def delete(self) -> None:
        """Deletes the selected annotation. None is selected then: a second press takes no second one."""
        if self.current is not None:
            self._bridge.do(annotating.delete, self.key, [self.current.id], then=self._deleted)

    def _deleted(self, change: Change) -> None:
        linked = [one for one in change.annotations or () if one.after is not None]
        if linked:
            slots = number(len(linked), "annotation")
            self.warned.emit(
                f"Deleted; {slots} had a link to it, and that slot is empty now. Undo brings both back."
            )

    def set_attribute(self, name: str, value: AttributeValue | None) -> None:
        """Sets an attribute of the selected annotation."""
        if self.current is not None and self.current.attributes.get(name) != value:
            self._bridge.do(annotating.set_attribute, self.key, [self.current.id], name, value)

    def toggle_unsure(self) -> None:
        """Marks the selected annotation as unsure, or as sure again."""
        if self.current is not None:
            self._bridge.do(annotating.set_unsure, self.key, [self.current.id], not self.current.unsure)

    def link(self, type_: str, to: str) -> None:
        """Fills a slot of the selected annotation."""
        if self.current is not None:
            self._bridge.do(annotating.link, self.key, [self.current.id], type_, to)

    def unlink(self, type_: str, to: str) -> None:
        """Empties it."""
        if self.current is not None:
            self._bridge.do(annotating.unlink, self.key, [self.current.id], type_, to)

    def set_status(self, status: str) -> None:
        """Says how far my layer is."""
        if self.key is not None and status != self.status:
            self._bridge.do(annotating.set_status, self.key, status)

    # Hearing of changes

    def _on_change(self, change: Change) -> None:
        if "scheme" in change.kinds:
            self._on_scheme()
            return
        article = self.article
        if article is None or self.key is None:
            return
        if article.id in change.articles:
            self._on_record(self.key, article)
        elif (article.id, self.analyst) in change.layers:
            self._on_layer(change, article.id)
            self._read_status(self.key)

    def _on_scheme(self) -> None:
        """Labels may look, be called and demand otherwise; annotations of all layers may have changed with them."""
        if self.article is not None and self.key is not None:
            self._read_layer()
        self.schemeChanged.emit()
        self.reset.emit()
        self.select_again()

    def _on_record(self, key: int, article: Article) -> None:
        """The article itself changed: it may have been withdrawn, or its import taken back."""
        try:
            record = articles.load(self._bridge.reader, key).record
        except (Problem, LookupError):
            self.open(None)
            return
        self.article = replace(article, record=record)
        self._read_layer()
        self.reset.emit()

    def _on_layer(self, change: Change, article: str) -> None:
        if change.annotations is None:
            self._read_layer()
            self.reset.emit()
            self.select(self._selected)
        else:
            self._take(change, article)

    def _take(self, change: Change, article: str) -> None:
        changed, gone = [], []
        for one in change.of_layer(article, self.analyst):
            old = self._annotations.pop(one.id, None)
            if old is not None:
                del self._order[bisect_left(self._order, text_order(old), key=text_order)]
            self._missing.pop(one.id, None)
            self.unsure.discard(one.id)
            if one.after is None:
                gone.append(one.id)
            else:
                self._annotations[one.id] = one.after
                self._note(one.after)
                insort(self._order, one.after, key=text_order)
                changed.append(one.after)
        if self._selected in gone:
            self._selected = None
        self.annotationsChanged.emit(changed, gone)
        if self._selected in {a.id for a in changed} or gone:
            self.selected.emit(self.current)

    def _note(self, one: Annotation) -> None:
        """Keeps in mind what is still to be done about an annotation."""
        if lacks := self.scheme.missing(one):
            self._missing[one.id] = lacks
        if one.unsure:
            self.unsure.add(one.id)

    def _read_status(self, key: int) -> None:
        status = articles.status_of(self._bridge.reader, key, self.analyst)
        if status != self.status:
            self.status = status
            self.statusChanged.emit(status)


def _start_step(text: str, at: int, forwards: bool, exact: bool) -> int:
    if exact:
        return at + 1 if forwards else max(at - 1, 0)
    return words.next_start(text, at) if forwards else words.previous_edge(text, at)


def _end_step(text: str, at: int, forwards: bool, exact: bool) -> int:
    if exact:
        return min(at + 1, len(text)) if forwards else at - 1
    return words.next_edge(text, at) if forwards else words.previous_end(text, at)

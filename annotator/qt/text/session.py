"""The article at hand: one layer of it, mine as a rule, what is selected, and everything one can do there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QObject, Signal

from annotator.domain import words
from annotator.domain.annotation import OPEN_STATUSES, STATUSES, Annotation, AttributeValue, text_order
from annotator.domain.article import Article
from annotator.domain.change import Change
from annotator.domain.gc_pause import collector_paused
from annotator.domain.problems import Problem
from annotator.domain.registry import Registry, folded
from annotator.domain.rules import breaches, zone_not_annotated
from annotator.domain.scheme import Scheme
from annotator.domain.wording import number
from annotator.project import annotating, articles, queues, submitting, timing
from annotator.qt.kit.bridge import Bridge, Operation, call
from annotator.qt.kit.commands import COMMANDS
from annotator.qt.text.article_view import Span
from annotator.qt.text.open_layer import OpenLayer


class Hold(Enum):
    """How an annotation came to be selected, which decides what a label's key does to it."""

    CARET = "caret"
    """A click put the caret into it."""
    CLICKED = "clicked"
    """A further click at the same place took hold of it."""
    CHOSEN = "chosen"
    """It was walked to, chosen in a list, or led to."""
    MADE = "made"
    """It was just tagged."""


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
    deleted = Signal(object)
    """These Annotations (a list) were deleted here."""
    relabelled = Signal(object)
    """These Annotations (a list, as they were before) were given another label here."""
    schemeChanged = Signal()
    """The project's labels are different now; `reset` follows."""
    registryChanged = Signal()
    """Entries of the registry are new or different."""
    statusChanged = Signal(str)
    """How far my layer is."""
    warned = Signal(str)
    """The scheme has doubts about what was done."""
    revealed = Signal(int, int)
    """A place in the text is to be shown."""

    def __init__(self, bridge: Bridge, layer: str | None = None) -> None:
        super().__init__()
        self._bridge = bridge
        self.layer = layer or bridge.analyst
        """The layer that is shown and changed: the analyst's own, or gold."""
        self.key: int | None = None
        self.article: Article | None = None
        self.status = "new"
        self._layer = OpenLayer()
        self.commented: frozenset[str] = frozenset()
        """Ids of annotations about which something unresolved was said."""
        self.keys: Mapping[str, Sequence[str]] = {command.name: command.keys for command in COMMANDS}
        """The present keys of each command."""
        self._selected: str | None = None
        self.hold = Hold.CHOSEN
        """How the current annotation came to be selected."""
        self._chosen: tuple[str, ...] = ()
        bridge.changed.connect(self._on_change)

    # What is there

    @property
    def scheme(self) -> Scheme:
        """The project's labels."""
        return self._bridge.scheme

    @property
    def analyst(self) -> str:
        """Who works here."""
        return self._bridge.analyst

    @property
    def taken(self) -> frozenset[str]:
        """Keys of commands and labels: no value is set by them."""
        letters = {key.lower() for keys in self.keys.values() for key in keys if len(key) == 1}
        return self.scheme.label_keys | letters

    @property
    def writable(self) -> bool:
        """Whether the project can be changed."""
        return self._bridge.writable

    @property
    def locked(self) -> bool:
        """Whether my layer is submitted; of the gold layer, whether its review is finished."""
        return self.status not in (OPEN_STATUSES if self.layer == self.analyst else STATUSES[:-1])

    @property
    def editable(self) -> bool:
        """Whether annotations can be changed."""
        return self.writable and not self.locked

    @property
    def saving(self) -> bool:
        """Whether something is not on the disk yet."""
        return self._bridge.saving

    @property
    def annotations(self) -> Sequence[Annotation]:
        """My annotations in text order."""
        return self._layer.order

    @property
    def unsure(self) -> set[str]:
        """Ids of my annotations that are marked unsure."""
        return self._layer.unsure

    @property
    def registry(self) -> Registry:
        """The project's actors."""
        return self._bridge.reader.registry

    @property
    def current(self) -> Annotation | None:
        """The selected annotation."""
        return self._layer.get(self._selected)

    @property
    def chosen(self) -> list[Annotation]:
        """All selected annotations, in text order; the current one is among them."""
        found = (self._layer.get(uid) for uid in self._chosen)
        return sorted((one for one in found if one is not None), key=text_order)

    def annotation(self, uid: str) -> Annotation | None:
        """The annotation of that id."""
        return self._layer.get(uid)

    def text_of(self, annotation: Annotation) -> str:
        """The words that the annotation marks."""
        return self.article.text[annotation.start : annotation.end] if self.article else ""

    def span_of(self, annotation: Annotation) -> Span:
        """The annotation as the article view draws it."""
        uid, lacks = annotation.id, bool(self._layer.missing(annotation.id))
        says, named = self._said_of(annotation)
        return Span(
            uid,
            annotation.start,
            annotation.end,
            annotation.label,
            lacks,
            annotation.unsure,
            commented=uid in self.commented,
            says=says,
            named=named,
        )

    def _said_of(self, annotation: Annotation) -> tuple[str, bool]:
        """What a chip tells that the words do not, and whether it is an actor's name."""
        label = self.scheme.label(annotation.label)
        pointer = label.registry_attribute if label else None
        if pointer is not None:
            value = annotation.attributes.get(pointer.name)
            entry = self.registry.entry(value) if isinstance(value, str) and value else None
            same = entry is None or folded(entry.name) == folded(self.text_of(annotation))
            return "" if same or entry is None else entry.name, True
        needed = (a.name for a in label.attributes if a.required) if label else ()
        said = (annotation.attributes.get(name) for name in needed)
        return next((value for value in said if isinstance(value, str)), ""), False

    def time_of(self, annotation: Annotation) -> int:
        """Milliseconds of work that my annotation took; 0 if none was recorded."""
        return 0 if self.key is None else timing.time_of(self._bridge.reader, self.key, annotation.id)

    def missing(self, annotation: Annotation) -> tuple[str, ...]:
        """Required attributes and slots that it has not filled."""
        return self._layer.missing(annotation.id)

    @property
    def incomplete(self) -> int:
        """How many annotations have something missing."""
        return len(self._layer.incomplete)

    def linking_to(self, uid: str) -> list[Annotation]:
        """Annotations that have a link to this one, in text order."""
        return self._layer.linking_to(uid)

    def waiting(self, queue: str) -> list[Annotation]:
        """My annotations here that are unsure, or not complete (see `project.queues`), in text order."""
        wanted = self.unsure if queue == queues.UNSURE else self._layer.incomplete
        return [one for one in self.annotations if one.id in wanted]

    def equal_to(self, annotation: Annotation) -> list[Annotation]:
        """Other annotations of the same label and the same words."""
        words_ = self.text_of(annotation)
        return [
            one
            for one in self.annotations
            if one.label == annotation.label and one.id != annotation.id and self.text_of(one) == words_
        ]

    def around(self, start: int, end: int) -> Sequence[Annotation]:
        """Annotations that begin between two positions."""
        return self._layer.around(start, end)

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
        self._selected, self._chosen = None, ()
        self._bridge.active_time.begin()
        self.opened.emit()
        self.selected.emit(None)
        self.statusChanged.emit(self.status)

    def _read_layer(self) -> None:
        layer = None if self.key is None else articles.layer_of(self._bridge.reader, self.key, self.layer)
        self.status = layer.status if layer else "new"
        self._layer.fill(self.scheme, layer.annotations if layer else ())

    # Selecting

    def select(self, uid: str | None, hold: Hold = Hold.CHOSEN) -> None:
        """Selects an annotation, or none."""
        uid = uid if self._layer.get(uid) else None
        if uid != self._selected or (uid and hold is not self.hold) or len(self._chosen) > 1:
            self._selected, self.hold = uid, hold
            self._chosen = (uid,) if uid else ()
            self.selected.emit(self.current)

    def choose(self, uids: Iterable[str]) -> None:
        """Selects several annotations at once; the last one is the current one."""
        chosen = tuple(uid for uid in dict.fromkeys(uids) if self._layer.get(uid))
        if chosen != self._chosen:
            self._chosen = chosen
            self._selected, self.hold = chosen[-1] if chosen else None, Hold.CHOSEN
            self.selected.emit(self.current)

    def select_again(self) -> None:
        """Announces the selected annotation again, in its state of now; none if it is gone."""
        if self._layer.get(self._selected) is None:
            self._selected = None
        self.selected.emit(self.current)

    # Changing

    def when_saved(self, run: Callable[[], object]) -> None:
        """Runs something that depends on what was done before: at once, or when that is on the disk."""
        self._bridge.when_saved(run)

    def change(self, operation: Operation, then: Callable[[Change], None] | None = None) -> None:
        """Has something done in the layer that is shown; see `Bridge.do`."""
        self._bridge.do(operation, then, layer=self.layer)

    def may_change(self) -> bool:
        """Whether annotations can be changed; where my layer is submitted, that is told, with the way out."""
        if self.locked and self.key is not None and self.layer == self.analyst:
            self._bridge.refused.emit(self._bridge.reader.refusal(self.key))
            return False
        return True

    def warn_of(self, annotation: Annotation) -> None:
        """Tells what the scheme finds odd about an annotation: where it stands, and what it does to its neighbours."""
        zone = self.article and zone_not_annotated(self.scheme, self.article.record.zones, annotation)
        if zone:
            self.warned.emit(
                f"This is in the {zone}, which is not annotated: it stays out of datasets by default."
            )
            return
        # Only what begins before the annotation's end can touch it.
        broken = breaches(self.scheme, "warn", annotation, self._layer.around(0, annotation.end))
        if broken:
            self.warned.emit(f"This {annotation.label} {' and '.join(broken)}. Meant so? Then go on.")

    def relabel(self, label: str) -> None:
        """Gives the selected annotations another label."""
        before = [one for one in self.chosen if one.label != label]
        if before:
            self._do(
                call(annotating.relabel, self.at_hand, self._ids(), label),
                then=lambda _: self.relabelled.emit(before),
            )

    def move(
        self, uid: str, start: int, end: int, attributes: dict[str, AttributeValue] | None = None
    ) -> None:
        """Gives an annotation another span; `attributes` change with it."""
        old = self._layer.get(uid)
        if old is not None and old.span != (start, end) and start < end:
            self._do(call(annotating.move, self.at_hand, uid, start, end, attributes), then=self._moved)

    def _moved(self, change: Change) -> None:
        for one in change.annotations or ():
            if one.after is not None:
                self.warn_of(one.after)

    def _do(self, operation: Operation, then: Callable[[Change], None] | None = None) -> None:
        if self.may_change():
            self._bridge.do(operation, then, layer=self.layer)

    @property
    def at_hand(self) -> int:
        """Row id of the open article; there is one."""
        assert self.key is not None
        return self.key

    def _ids(self) -> list[str]:
        return [one.id for one in self.chosen]

    def move_edge(self, at_end: bool, forwards: bool, exact: bool) -> None:
        """Moves an edge of the selected annotation by a word, or by a code point."""
        one = self.current
        if one is None or self.article is None:
            return
        before = one.end if at_end else one.start
        edge = words.moved_edge(self.article.text, before, at_end, forwards, exact)
        if edge == before:
            self.warned.emit("The paragraph goes no further here.")
        self.move(one.id, *((one.start, edge) if at_end else (edge, one.end)))

    def delete(self) -> None:
        """Deletes the selected annotations. None is selected then: a second press takes no second one."""
        before = self.chosen
        if before:
            self._do(
                call(annotating.delete, self.at_hand, self._ids()),
                then=lambda change: self._deleted(before, change),
            )

    def _deleted(self, before: list[Annotation], change: Change) -> None:
        self.deleted.emit(before)
        linked = [one for one in change.annotations or () if one.after is not None]
        if linked:
            slots = number(len(linked), "annotation")
            self.warned.emit(
                f"Deleted; {slots} had a link to it, and that slot is empty now. Undo brings both back."
            )

    def set_attribute(self, name: str, value: AttributeValue | None) -> None:
        """Sets an attribute of the selected annotations."""
        if any(one.attributes.get(name) != value for one in self.chosen):
            self._do(call(annotating.set_attribute, self.at_hand, self._ids(), name, value))

    def toggle_unsure(self) -> None:
        """Marks the selected annotations as unsure, or as sure again."""
        if self.current is not None:
            self._do(call(annotating.set_unsure, self.at_hand, self._ids(), not self.current.unsure))

    def link(self, type_: str, *to: str) -> None:
        """Fills a slot of the selected annotations."""
        if self.chosen:
            self._do(call(annotating.link, self.at_hand, self._ids(), type_, *to))

    def unlink(self, type_: str, to: str) -> None:
        """Takes one annotation out of a slot of the selected annotations."""
        if self.chosen:
            self._do(call(annotating.unlink, self.at_hand, self._ids(), type_, to))

    def set_status(self, status: str) -> None:
        """Says how far my layer is."""
        if self.key is not None and status != self.status:
            self.change(call(submitting.set_status, self.key, status))

    # Hearing of changes

    def _on_change(self, change: Change) -> None:
        if "scheme" in change.kinds:
            self._on_scheme()
            return
        if "actor" in change.kinds:
            self.registryChanged.emit()
        article = self.article
        if article is None or self.key is None:
            return
        if article.id in change.articles:
            self._on_record(self.key, article)
        elif (article.id, self.layer) in change.layers:
            self._on_layer(change, article.id)
            if (article.id, self.layer) in change.restated:
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
        changed, gone = self._layer.take(self.scheme, change.of_layer(article, self.layer))
        self._chosen = tuple(uid for uid in self._chosen if uid not in gone)
        if self._selected in gone:
            self._selected = self._chosen[-1] if self._chosen else None
        self.annotationsChanged.emit(changed, gone)
        if self._selected in {a.id for a in changed} or gone:
            self.selected.emit(self.current)

    def _read_status(self, key: int) -> None:
        status = articles.status_of(self._bridge.reader, key, self.layer)
        if status != self.status:
            self.status = status
            self.statusChanged.emit(status)

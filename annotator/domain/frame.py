"""Frames: annotations whose label has slots, with what their links point to, as one row each."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as calendar_date

from annotator.domain.annotation import Annotation, AttributeValue
from annotator.domain.article import Article
from annotator.domain.scheme import Attribute, Label, Scheme

NameOf = Callable[[str], str | None]
"""The name of an entry of the registry by its id; None where there is no such entry."""

SLOT, ATTRIBUTE = "slot", "attribute"
"""What a column of a table of frames shows."""


@dataclass(frozen=True, slots=True)
class Filler:
    """An annotation that a slot points to. `name` is its registry entry's, else its words."""

    annotation: str
    words: str
    actor: str | None
    name: str

    @property
    def group(self) -> str:
        """What equal fillers have in common: merged entries, and words that are an entry's name, come together."""
        return self.name.casefold()


@dataclass(frozen=True, slots=True)
class Frame:
    """One row: an annotation (its id) of an article (its id) with what its slots hold, by the slot's type.

    `kind`: the value of the label's first choice that has to be made, "" if it has none or none was made.
    `within`: the annotations inside the span that could have filled a slot, without those that did.
    `date`: the article's, at the precision known (see Metadata.published).
    """

    article: str
    headline: str
    annotation: str
    label: str
    kind: str
    words: str
    slots: Mapping[str, tuple[Filler, ...]]
    within: tuple[Filler, ...]
    attributes: Mapping[str, AttributeValue]
    date: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """A slot or an attribute of some frames; `title` tells apart those that have one name."""

    kind: str
    name: str
    title: str

    def text(self, frame: Frame) -> str:
        """What the frame has there, several joined with "; "."""
        if self.kind == SLOT:
            return "; ".join(filler.name for filler in frame.slots.get(self.name, ()))
        value = frame.attributes.get(self.name, "")
        return value if isinstance(value, str) else "; ".join(value)


def frame_labels(scheme: Scheme) -> tuple[Label, ...]:
    """The labels that have slots."""
    return tuple(label for label in scheme.labels if label.links)


def columns_of(labels: Iterable[Label], types: Sequence[str] = ("choice", "choices")) -> tuple[Column, ...]:
    """The slots of some labels, then their attributes of some types; each name once."""
    labels = tuple(labels)
    slots = dict.fromkeys(slot.type for label in labels for slot in label.links)
    attributes = dict.fromkeys(a.name for label in labels for a in label.attributes if a.type in types)
    named = [(SLOT, name) for name in slots] + [(ATTRIBUTE, name) for name in attributes]
    both = slots.keys() & attributes.keys()
    return tuple(Column(kind, name, f"{name} ({kind})" if name in both else name) for kind, name in named)


def frames_of(
    scheme: Scheme, article: Article, annotations: Sequence[Annotation], name_of: NameOf | None = None
) -> Iterator[Frame]:
    """The frames of one layer of an article, in the order given."""
    labels = {label.name: label for label in frame_labels(scheme)}
    if not labels:
        return
    fillers = _Fillers(scheme, article.text, annotations, name_of or (lambda actor: actor))
    for one in annotations:
        label = labels.get(one.label)
        if label is None:
            continue
        slots = {slot.type: fillers.of(one, slot.type) for slot in label.links}
        yield Frame(
            article.id,
            article.metadata.headline,
            one.id,
            one.label,
            _kind(label, one),
            _one_line(article.text[one.start : one.end]),
            slots,
            tuple(fillers.within(one, label, slots)),
            one.attributes,
            article.metadata.published,
        )


class _Fillers:
    """What the annotations of one layer are as fillers; each is made once."""

    def __init__(self, scheme: Scheme, text: str, annotations: Sequence[Annotation], name_of: NameOf) -> None:
        self._text, self._name_of = text, name_of
        self._annotations = {one.id: one for one in annotations}
        self._registry = {
            label.name: attribute.name for label in scheme.labels if (attribute := label.registry_attribute)
        }
        self._wanted = {slot.to for label in scheme.labels for slot in label.links}
        self._by_start = sorted(
            (one for one in annotations if one.label in self._wanted), key=lambda one: one.start
        )
        self._made: dict[str, Filler] = {}

    def of(self, one: Annotation, slot: str) -> tuple[Filler, ...]:
        """What a slot of an annotation points to; links to what is not there any more are left out."""
        targets = (self._annotations.get(link.to) for link in one.links if link.type == slot)
        return tuple(self._filler(target) for target in targets if target is not None)

    def within(
        self, one: Annotation, label: Label, slots: Mapping[str, tuple[Filler, ...]]
    ) -> Iterator[Filler]:
        """Annotations inside a span that its slots could point to and do not."""
        wanted = {slot.to for slot in label.links}
        used = {one.id, *(filler.annotation for fillers in slots.values() for filler in fillers)}
        for other in self._between(one.start, one.end):
            if other.label in wanted and other.end <= one.end and other.id not in used:
                yield self._filler(other)

    def _between(self, start: int, end: int) -> Iterator[Annotation]:
        first = bisect_left(self._by_start, start, key=lambda other: other.start)
        for at in range(first, len(self._by_start)):
            if self._by_start[at].start >= end:
                return
            yield self._by_start[at]

    def _filler(self, one: Annotation) -> Filler:
        made = self._made.get(one.id)
        if made is None:
            words = _one_line(self._text[one.start : one.end])
            actor = one.attributes.get(self._registry.get(one.label, ""))
            known = actor if isinstance(actor, str) and actor else None
            name = (self._name_of(known) or known) if known else words
            made = self._made[one.id] = Filler(one.id, words, known, name)
        return made


def kind_attribute(label: Label) -> Attribute | None:
    """The attribute that says of which kind a frame of the label is: its first choice that has to be made."""
    return next((a for a in label.attributes if a.required and a.type == "choice"), None)


def _kind(label: Label, one: Annotation) -> str:
    attribute = kind_attribute(label)
    value = one.attributes.get(attribute.name, "") if attribute else ""
    return value if isinstance(value, str) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def matching(frames: Sequence[Frame], label: str | None = None, kind: str | None = None) -> list[int]:
    """The numbers of the frames of a label and of a kind; None stands for every one."""
    return [
        number
        for number, frame in enumerate(frames)
        if label in (None, frame.label) and kind in (None, frame.kind)
    ]


def day_of(date: str | None) -> int | None:
    """The day of a date as Python counts days; None where there is no date or its year is not known."""
    if date is None or date.startswith("--"):
        return None
    return calendar_date.fromisoformat(date[:10]).toordinal()

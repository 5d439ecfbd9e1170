"""A scheme while it is being changed: every part remembers what it was called, so that annotations can follow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.colours import free_line, propose
from annotator.domain.scheme import Attribute, Colours, Label, LinkType, Scheme
from annotator.domain.scheme_change import RENAME, Fate, Part, missing


@dataclass(eq=False)
class ValueDraft:
    """A value of a choice. `was`: its name in the scheme as it is, "" for a new one; so everywhere below."""

    name: str
    key: str = ""
    was: str = ""


@dataclass(eq=False)
class AttributeDraft:
    """An attribute under change."""

    name: str
    type: str = "choice"
    values: list[ValueDraft] = field(default_factory=list)
    required: bool = False
    fill: str = ""
    was: str = ""

    @property
    def is_choice(self) -> bool:
        """Whether it takes values of a list."""
        return self.type in ("choice", "choices")

    def attribute(self) -> Attribute:
        """The part of a scheme that the draft stands for."""
        values = tuple(value.name for value in self.values) if self.is_choice else ()
        keys = tuple(value.key for value in self.values) if self.is_choice else ()
        return Attribute(self.name, self.type, values, self.required, keys if any(keys) else (), self.fill)


@dataclass(eq=False)
class LinkDraft:
    """A slot under change."""

    type: str
    to: str
    least: int = 0
    most: int | None = None
    unless: dict[str, str] = field(default_factory=dict)
    near: str = "any"
    was: str = ""

    def link(self) -> LinkType:
        """The part of a scheme that the draft stands for."""
        unless = tuple(self.unless.items())
        return LinkType(self.type, self.to, self.least, self.most, unless, self.near)


@dataclass(eq=False)
class LabelDraft:
    """A label under change."""

    name: str
    key: str
    line: str
    light: Colours
    dark: Colours
    about: str = ""
    unit: str = "word"
    attributes: list[AttributeDraft] = field(default_factory=list)
    links: list[LinkDraft] = field(default_factory=list)
    was: str = ""

    def label(self) -> Label:
        """The part of a scheme that the draft stands for."""
        return Label(
            self.name,
            self.key,
            self.line,
            self.light,
            self.dark,
            self.about,
            tuple(one.attribute() for one in self.attributes),
            tuple(one.link() for one in self.links),
            self.unit,
        )

    def rename_attribute(self, attribute: AttributeDraft, name: str) -> None:
        """Calls an attribute otherwise, also where a slot depends on it."""
        for link in self.links:
            link.unless = {name if n == attribute.name else n: v for n, v in link.unless.items()}
        attribute.name = name

    def rename_value(self, attribute: AttributeDraft, value: ValueDraft, name: str) -> None:
        """Calls a value otherwise, also where a slot depends on it."""
        for link in self.links:
            if link.unless.get(attribute.name) == value.name:
                link.unless[attribute.name] = name
        value.name = name


class SchemeDraft:
    """The scheme `old` on its way to another one; `new` is that other one, where there is one already."""

    def __init__(self, old: Scheme, new: Scheme | None = None) -> None:
        self.old = old
        start = new or old
        self.name = start.name
        self.same_label_overlap, self.crossing = start.same_label_overlap, start.crossing
        self.annotated_zones = start.annotated_zones
        self.labels = [_label(label, old.label(label.name)) for label in start.labels]

    def scheme(self) -> Scheme:
        """What it is now, faulty or not, under the version of before."""
        return replace(
            self.old,
            name=self.name,
            labels=tuple(label.label() for label in self.labels),
            same_label_overlap=self.same_label_overlap,
            crossing=self.crossing,
            annotated_zones=self.annotated_zones,
        )

    @property
    def is_changed(self) -> bool:
        """Whether there is something to save."""
        return self.scheme() != self.old or bool(self.renames())

    def renames(self) -> dict[Part, Fate]:
        """What annotations have to be renamed for."""
        return dict(_renames(self.labels))

    def lost(self) -> tuple[Part, ...]:
        """Parts that the scheme of before has and this one has under no name."""
        return missing(self.old, self.scheme(), self.renames())

    def label(self, name: str) -> LabelDraft | None:
        """The label of that name."""
        return next((label for label in self.labels if label.name == name), None)

    def add_label(self) -> LabelDraft:
        """A new label with a free name, key and line, and colours that are far from all others."""
        name = free_name("label", [label.name for label in self.labels])
        keys = [key for key in "1234567890" if key not in {label.key for label in self.labels}]
        light, dark = propose((label.light, label.dark) for label in self.labels)
        line = free_line([label.line for label in self.labels])
        made = LabelDraft(name, keys[0] if keys else "", line, light, dark)
        self.labels.append(made)
        return made

    def propose_look(self, label: LabelDraft) -> None:
        """Gives a label colours that are far from those of the others, and a line that is free."""
        others = [other for other in self.labels if other is not label]
        label.light, label.dark = propose((other.light, other.dark) for other in others)
        label.line = free_line([other.line for other in others])

    def remove_label(self, label: LabelDraft) -> None:
        """Takes a label out; links to it stay until they are mended: the faults name them."""
        self.labels.remove(label)

    def rename_label(self, label: LabelDraft, name: str) -> None:
        """Calls a label otherwise, also where links point to it."""
        for other in self.labels:
            for link in other.links:
                if link.to == label.name:
                    link.to = name
        label.name = name


def free_name(wanted: str, taken: Sequence[str]) -> str:
    """`wanted`, with a number behind it if something is called so already."""
    numbered = (f"{wanted} {number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)


def _label(label: Label, was: Label | None) -> LabelDraft:
    attributes = [_attribute(one, was.attribute(one.name) if was else None) for one in label.attributes]
    links = [
        LinkDraft(
            one.type,
            one.to,
            one.least,
            one.most,
            dict(one.unless),
            one.near,
            one.type if was and was.link(one.type) else "",
        )
        for one in label.links
    ]
    return LabelDraft(
        label.name,
        label.key,
        label.line,
        label.light,
        label.dark,
        label.about,
        label.unit,
        attributes,
        links,
        was.name if was else "",
    )


def _attribute(one: Attribute, was: Attribute | None) -> AttributeDraft:
    keys = (*one.keys, *[""] * len(one.values))
    values = [
        ValueDraft(value, key, value if was and value in was.values else "")
        for value, key in zip(one.values, keys, strict=False)
    ]
    return AttributeDraft(one.name, one.type, values, one.required, one.fill, was.name if was else "")


def _renames(labels: Sequence[LabelDraft]) -> Iterator[tuple[Part, Fate]]:
    for label in labels:
        if not label.was:
            continue
        if label.name != label.was:
            yield Part(label.was), Fate(RENAME, label.name)
        for attribute in label.attributes:
            if attribute.was and attribute.name != attribute.was:
                yield Part(label.was, attribute.was), Fate(RENAME, attribute.name)
            for value in attribute.values if attribute.was else ():
                if value.was and value.name != value.was:
                    yield Part(label.was, attribute.was, value.was), Fate(RENAME, value.name)
        for link in label.links:
            if link.was and link.type != link.was:
                yield Part(label.was, link=link.was), Fate(RENAME, link.type)

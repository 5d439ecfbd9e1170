"""What a change of the scheme means for the annotations that were made before it: nothing of them is lost unasked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.annotation import Annotation, AttributeValue, Link
from annotator.domain.scheme import Attribute, Label, Scheme

KEEP, DROP, RENAME, RELABEL = "keep", "drop", "rename", "relabel"


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A label of a scheme, or of that label an attribute, a value of it, or a link, by their names."""

    label: str
    attribute: str = ""
    value: str = ""
    link: str = ""

    def __str__(self) -> str:
        more = f" → {self.link}" if self.link else ""
        return " · ".join(name for name in (self.label, self.attribute, self.value) if name) + more


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of what annotations have of a part that the scheme loses.

    KEEP leaves it as it is, unknown to the scheme; DROP takes it away, of a label the annotations themselves;
    RENAME calls it `to` from now on; RELABEL gives a label's annotations the label `to`, without what that lacks.
    """

    what: str
    to: str = ""


Fates = Mapping[Part, Fate]


def missing(old: Scheme, new: Scheme, fates: Fates) -> tuple[Part, ...]:
    """Parts of the old scheme that annotations may have and that the new one has under no name.

    An attribute is among them too if its values of before may not fit its new type.
    """
    return tuple(part for label in old.labels for part in _missing_of(label, new, fates))


def _missing_of(label: Label, new: Scheme, fates: Fates) -> Iterator[Part]:
    fate = fates.get(Part(label.name))
    if fate is not None and fate.what in (DROP, RELABEL):
        return
    now = new.label(fate.to if fate is not None and fate.what == RENAME else label.name)
    if now is None:
        yield from (Part(label.name),) if fate is None else ()
        return
    for attribute in label.attributes:
        yield from _missing_of_attribute(label.name, attribute, now, fates)
    for link in label.links:
        part = Part(label.name, link=link.type)
        if part not in fates and now.link(link.type) is None:
            yield part


def _missing_of_attribute(label: str, attribute: Attribute, now: Label, fates: Fates) -> Iterator[Part]:
    part = Part(label, attribute.name)
    fate = fates.get(part)
    renamed = fate is not None and fate.what == RENAME
    then = now.attribute(fate.to if fate is not None and renamed else attribute.name)
    if then is None or not _may_fit(attribute, then):
        if fate is None:
            yield part
    elif then.values:
        values = (Part(label, attribute.name, value) for value in attribute.values)
        yield from (one for one in values if one not in fates and one.value not in then.values)


def _may_fit(old: Attribute, new: Attribute) -> bool:
    """Whether each value of the old type has its like in the new one, names of values aside."""
    likes = {
        "choice": ("choice", "choices", "text", "registry"),
        "choices": ("choices", "text"),
        "text": ("text", "registry"),
        "registry": ("registry", "text"),
    }
    return new.type in likes[old.type]


def converted(value: AttributeValue, attribute: Attribute) -> AttributeValue:
    """The value as the attribute's type has it, where that loses nothing; else as it is."""
    if attribute.type == "choices" and isinstance(value, str):
        return [value]
    if attribute.type == "choice" and isinstance(value, list) and len(value) == 1:
        return value[0]
    if attribute.type == "text" and isinstance(value, list):
        return ", ".join(value)
    return value


class Rewriting:
    """How annotations of the old scheme become such of the new one."""

    def __init__(self, old: Scheme, new: Scheme, fates: Fates) -> None:
        self._old, self._new, self._fates = old, new, fates
        self._inside = {label.name for label in old.labels if self._touches_inside(label)}
        whole = {part.label for part, fate in fates.items() if part == Part(part.label) and fate.what != KEEP}
        self.touched = tuple(sorted(self._inside | whole))
        """Labels whose annotations may change."""

    def _touches_inside(self, label: Label) -> bool:
        """Whether attributes or links of the label's annotations may change."""
        fates = [
            fate.what
            for part, fate in self._fates.items()
            if part.label == label.name and part != Part(label.name)
        ]
        if any(what != KEEP for what in fates):
            return True
        fate = self._fates.get(Part(label.name), Fate(RENAME, label.name))
        now = self._new.label(fate.to or label.name)
        types = {a.name: a.type for a in now.attributes} if now else {}
        return any(types.get(a.name, a.type) != a.type for a in label.attributes)

    def layer(self, annotations: Sequence[Annotation]) -> Iterator[tuple[Annotation, Annotation | None]]:
        """(before, after) of those annotations of one layer that change; after is None where it goes.

        Links go with what they point to, or where that gets a label that their slot does not take.
        """
        after = {one.id: self.annotation(one) for one in annotations}
        moved = {
            one.id
            for one in annotations
            if (new := after[one.id]) is None or (new.label != one.label and self._is_relabelled(one.label))
        }
        for one in annotations:
            new = after[one.id]
            if new is not None and moved:
                links = tuple(x for x in new.links if x.to not in moved or self._fits(new, x, after[x.to]))
                new = replace(new, links=links) if links != new.links else new
            if new != one:
                yield one, new

    def _is_relabelled(self, label: str) -> bool:
        return self._fates.get(Part(label), Fate(KEEP)).what == RELABEL

    def _fits(self, one: Annotation, link: Link, target: Annotation | None) -> bool:
        label = self._new.label(one.label)
        slot = label.link(link.type) if label else None
        return target is not None and (slot is None or slot.to == target.label)

    def annotation(self, one: Annotation) -> Annotation | None:
        """What becomes of one annotation, its neighbours aside; None if it goes."""
        if one.label not in self.touched:
            return one
        fate = self._fates.get(Part(one.label), Fate(RENAME, one.label))
        if fate.what == DROP:
            return None
        now = self._new.label(fate.to if fate.what in (RENAME, RELABEL) else one.label)
        if now is None or fate.what == KEEP:
            return one
        strict = fate.what == RELABEL
        if not strict and one.label not in self._inside:
            return replace(one, label=now.name)
        attributes = dict(self._attributes(one, now, strict))
        if strict:
            attributes = now.defaults() | attributes
        links = tuple(self._links(one, now, strict))
        return replace(one, label=now.name, attributes=attributes, links=links)

    def _attributes(self, one: Annotation, now: Label, strict: bool) -> Iterator[tuple[str, AttributeValue]]:
        taken = self._renamed_to(one.label)
        for name, value in one.attributes.items():
            fate = self._fates.get(Part(one.label, name), Fate(KEEP))
            to = fate.to if fate.what == RENAME else name
            attribute = now.attribute(to)
            dropped = fate.what == DROP and (attribute is None or name in taken)
            wanted = None if dropped else self._values(one.label, name, value)
            if wanted is None:
                continue
            if attribute is not None:
                wanted = converted(wanted, attribute)
            fits = attribute is not None and attribute.accepts(wanted)
            if fits or not (strict or fate.what == DROP):
                yield to, wanted

    def _renamed_to(self, label: str) -> set[str]:
        """Names that other attributes of the label get."""
        return {
            fate.to
            for part, fate in self._fates.items()
            if part.label == label and part.attribute and not part.value and fate.what == RENAME
        }

    def _values(self, label: str, attribute: str, value: AttributeValue) -> AttributeValue | None:
        """The value with its parts renamed or dropped; None if nothing of it is left."""

        def fate(of: str) -> Fate:
            return self._fates.get(Part(label, attribute, of), Fate(KEEP))

        if isinstance(value, str):
            found = fate(value)
            return None if found.what == DROP else found.to or value
        left = [fate(of).to or of for of in value if fate(of).what != DROP]
        return left if left or not value else None

    def _links(self, one: Annotation, now: Label, strict: bool) -> Iterator[Link]:
        for link in one.links:
            fate = self._fates.get(Part(one.label, link=link.type), Fate(KEEP))
            to = fate.to if fate.what == RENAME else link.type
            if fate.what != DROP and (not strict or now.link(to) is not None):
                yield Link(to, link.to)

    def concerns(self, part: Part, one: Annotation) -> bool:
        """Whether the annotation has what the part stands for, as far as the new scheme does not take it."""
        if one.label != part.label:
            return False
        if part.link:
            return any(link.type == part.link for link in one.links)
        if not part.attribute:
            return True
        value = one.attributes.get(part.attribute)
        if part.value:
            return value == part.value or (isinstance(value, list) and part.value in value)
        return value is not None and not self._is_taken(part, value)

    def _is_taken(self, part: Part, value: AttributeValue) -> bool:
        now = self._new.label(self._fates.get(Part(part.label), Fate(RENAME)).to or part.label)
        attribute = now.attribute(part.attribute) if now else None
        return attribute is not None and attribute.accepts(converted(value, attribute))

"""The scheme: labels, attributes and links of a project. Nothing else in the code knows a label's name."""

import re
import reprlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from annotator.domain.annotation import Annotation, AttributeValue
from annotator.domain.problems import Problem
from annotator.domain.toml import from_toml

LINES = ("solid", "dash", "dot", "dash-dot")
ATTRIBUTE_TYPES = ("choice", "choices", "text", "registry")
RULES = ("warn", "forbid", "allow")
RESERVED_LAYERS = ("gold", "all", "majority", "project")
UNITS = ("word", "name", "quotation", "clause", "measure")
"""What a label's key takes where nothing is selected."""
FILLS = ("mention", "reference", "cue", "polarity", "form", "measure")
"""Rules by which an attribute of a new annotation is proposed from the text."""
NEARNESS = ("any", "cue", "before", "after")
"""Where the likeliest actor for a slot stands: anywhere near, with the verb of saying, before the span, after it."""


_COLOUR = re.compile("#(?:[0-9a-fA-F]{3}){1,2}")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed field of a label: one choice, several choices, free text or an entry of the actor registry.

    `keys`: the key that sets each value, "" for none. `fill`: the rule that proposes a new annotation's value.
    """

    name: str
    type: str
    values: tuple[str, ...] = ()
    required: bool = False
    keys: tuple[str, ...] = ()
    fill: str = ""

    def accepts(self, value: object) -> bool:
        """Whether `value` is of this attribute's type and among its values."""
        if self.type == "choice":
            return value in self.values
        if self.type == "choices":
            return isinstance(value, list) and all(v in self.values for v in value)
        return isinstance(value, str)

    def pressed(self, present: AttributeValue | None, value: str) -> AttributeValue | None:
        """What choosing `value` makes of the present one: chosen again it goes, unless there must be one."""
        if self.type == "choices":
            chosen = present if isinstance(present, list) else []
            return self.toggled(chosen, value, value not in chosen) or None
        return None if present == value and not self.required else value

    def toggled(self, chosen: Sequence[str], value: str, on: bool) -> list[str]:
        """The values of several after one was switched, in the scheme's order.

        The default (the first value) stands for "nothing said": it goes when another is chosen.
        """
        wanted = set(chosen) | {value} if on else set(chosen) - {value}
        if on and value != self.values[0] and not self.required:
            wanted.discard(self.values[0])
        return [known for known in self.values if known in wanted]


@dataclass(frozen=True, slots=True)
class LinkType:
    """A slot of a label: which label it points to, and how many arrows it takes (`most` None: any number).

    `near`: where the likeliest one to point to stands, see NEARNESS.
    """

    type: str
    to: str
    least: int = 0
    most: int | None = None
    unless: tuple[tuple[str, str], ...] = ()
    near: str = "any"

    def is_met(self, annotation: Annotation) -> bool:
        """Whether enough arrows are drawn, or none are wanted."""
        drawn = sum([link.type == self.type for link in annotation.links]) if annotation.links else 0
        return drawn >= self.least or any(annotation.attributes.get(n) == v for n, v in self.unless)


@dataclass(frozen=True, slots=True)
class Colours:
    """Edge and fill as `#rrggbb`."""

    edge: str
    fill: str


@dataclass(frozen=True)
class Label:
    """A kind of span. `unit`: what its key takes where nothing is selected, see UNITS."""

    name: str
    key: str
    line: str
    light: Colours
    dark: Colours
    about: str = ""
    attributes: tuple[Attribute, ...] = ()
    links: tuple[LinkType, ...] = ()
    unit: str = "word"

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name."""
        return next((a for a in self.attributes if a.name == name), None)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Names of the attributes that have to be set."""
        return tuple(a.name for a in self.attributes if a.required)

    @cached_property
    def required_slots(self) -> tuple[LinkType, ...]:
        """The slots that have to be filled."""
        return tuple(slot for slot in self.links if slot.least)

    @cached_property
    def registry_attribute(self) -> Attribute | None:
        """The attribute that points into the registry of actors, if there is one."""
        return next((a for a in self.attributes if a.type == "registry"), None)

    def defaults(self) -> dict[str, AttributeValue]:
        """What a new annotation starts with: the first value of each choice that does not have to be made."""
        return {
            a.name: [a.values[0]] if a.type == "choices" else a.values[0]
            for a in self.attributes
            if a.values and not a.required
        }

    def value_keys(self, taken: Collection[str] = ()) -> dict[str, tuple[str, str]]:
        """(attribute, value) by the key that sets it. Those `taken` by others set none.

        Where no attribute of the label says which keys its values have, each gets the first letter of its own that
        is free; where one does, the others have none: a key that moves when another is changed cannot be learnt.
        """
        pairs = [(a, number) for a in self.attributes for number in range(len(a.values))]
        given = any(a.keys for a in self.attributes)
        keys: dict[str, tuple[str, str]] = {}
        for attribute, number in pairs:
            value = attribute.values[number]
            wanted = (
                attribute.keys[number : number + 1] if given else [c for c in value.lower() if c.isalpha()]
            )
            key = next((c for c in wanted if c and c not in taken and c not in keys), "")
            if key:
                keys[key] = attribute.name, value
        return keys

    def link(self, type_: str) -> LinkType | None:
        """The slot of that name."""
        return next((link for link in self.links if link.type == type_), None)


@dataclass(frozen=True)
class Scheme:
    """All labels of a project, and the rules for spans."""

    name: str
    version: int
    labels: tuple[Label, ...]
    same_label_overlap: str = "warn"
    crossing: str = "warn"
    annotated_zones: tuple[str, ...] = ("headline", "body")

    @cached_property
    def _by_name(self) -> dict[str, Label]:
        return {label.name: label for label in self.labels}

    def label(self, name: str) -> Label | None:
        """The label of that name."""
        return self._by_name.get(name)

    @cached_property
    def label_keys(self) -> frozenset[str]:
        """The keys of the labels, in lower case: no value is set by them."""
        return frozenset(label.key.lower() for label in self.labels if label.key)

    def label_of_key(self, key: str) -> Label | None:
        """The label that this key tags with; upper and lower case are one key."""
        return next((x for x in self.labels if x.key and x.key.lower() == key.lower()), None)

    def missing(self, annotation: Annotation) -> tuple[str, ...]:
        """Names of required attributes and link slots that the annotation has not filled."""
        label = self.label(annotation.label)
        if label is None or not (label.required or label.required_slots):
            return ()
        attributes = [name for name in label.required if not annotation.attributes.get(name)]
        slots = [slot.type for slot in label.required_slots if not slot.is_met(annotation)]
        return (*attributes, *slots)

    def fault(self, annotation: Annotation) -> str | None:
        """Why the annotation is none of this scheme; None if it is. Links are checked for their type only."""
        return self.misfit(annotation.label, annotation.attributes, [link.type for link in annotation.links])

    def misfit(
        self, name: str, attributes: Mapping[str, AttributeValue], link_types: Iterable[str]
    ) -> str | None:
        """Why the scheme has no such label with such attributes and links; None if it has."""
        label = self._by_name.get(name)
        if label is None:
            return f"label {name!r} is not in the scheme ({', '.join(self._by_name)})"
        for attribute, value in attributes.items():
            fault = _attribute_fault(label, attribute, value)
            if fault:
                return fault
        for type_ in link_types:
            if label.link(type_) is None:
                return f"{label.name} has no link {type_!r}"
        return None


def _attribute_fault(label: Label, name: str, value: AttributeValue) -> str | None:
    attribute = label.attribute(name)
    if attribute is None:
        return f"{label.name} has no attribute {name!r}"
    if not attribute.accepts(value):
        allowed = f" (it takes {', '.join(attribute.values)})" if attribute.values else ""
        # What a file states may be nested deeper than Python shows.
        return f"{reprlib.repr(value)} is no value of {label.name} {name}{allowed}"
    return None


def scheme_from_toml(text: str, name: str = "scheme") -> Scheme:
    """The scheme that a TOML text describes. Raises Problem with the reason when it does not."""
    tables = from_toml(text, name)
    try:
        return scheme_from_dict(tables)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Problem(
            f"{name} is no scheme: {_reason(error)}. Compare it with the default scheme."
        ) from error


def _reason(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def scheme_from_dict(data: dict[str, Any]) -> Scheme:
    """The scheme of plain values as TOML or JSON hold them. Raises KeyError, TypeError or ValueError."""
    labels = tuple(_label(entry) for entry in data["label"])
    _require(bool(labels), "it has no label")
    for what, names in (("name", [x.name for x in labels]), ("key", [x.key for x in labels if x.key])):
        _require(len(set(names)) == len(names), f"two labels have the same {what}")
    known = {x.name for x in labels}
    for label in labels:
        for link in label.links:
            _require(link.to in known, f"link {link.type} of {label.name} points to no label: {link.to}")
    overlap, crossing = data.get("same_label_overlap", "warn"), data.get("crossing", "warn")
    _require({overlap, crossing} <= set(RULES), f"a rule is one of {', '.join(RULES)}")
    zones = _texts(data.get("annotated_zones", ("headline", "body")), "annotated_zones")
    version = _number(data.get("version", 1), "the version")
    return Scheme(_text(data["name"], "the name"), version, labels, overlap, crossing, zones)


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


def _text(value: Any, what: str) -> str:
    _require(isinstance(value, str), f"{what} is no text")
    return str(value)


def _texts(values: Any, what: str) -> tuple[str, ...]:
    _require(isinstance(values, list | tuple), f"{what} is no list")
    return tuple(_text(one, f"a part of {what}") for one in values)


def _number(value: Any, what: str) -> int:
    is_one = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 31
    _require(is_one, f"{what} is no number that can be used")
    return int(value)


def _key(value: Any) -> str:
    _require(isinstance(value, str | int) and not isinstance(value, bool), "a key is no text")
    return str(value)


def _colours(entry: dict[str, Any]) -> Colours:
    said = Colours(**entry)
    return Colours(_colour(said.edge), _colour(said.fill))


def _colour(value: Any) -> str:
    """`#rrggbb`, or the shorter `#rgb`, which is written out."""
    _require(
        isinstance(value, str) and _COLOUR.fullmatch(value) is not None, "a colour is not of the form #rrggbb"
    )
    return value if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:])


def _label(entry: dict[str, Any]) -> Label:
    line = entry.get("line", "solid")
    for what, key in (("attributes", "name"), ("links", "type")):
        names = [part[key] for part in entry.get(what[:-1], ())]
        _require(len(set(names)) == len(names), f"two {what} of {entry['name']} have the same {key}")
    _one_of(LINES, line, "the line of a label")
    return Label(
        name=_text(entry["name"], "the name of a label"),
        key=_key(entry.get("key", "")),
        line=line,
        light=_colours(entry["light"]),
        dark=_colours(entry["dark"]),
        about=_text(entry.get("about", ""), "what a label is about"),
        attributes=tuple(_attribute(a) for a in entry.get("attribute", ())),
        links=tuple(_link(link) for link in entry.get("link", ())),
        unit=_one_of(UNITS, entry.get("unit", "word"), "the unit of a label"),
    )


def _one_of(allowed: tuple[str, ...], value: str, what: str) -> str:
    _require(value in allowed, f"{what} is one of {', '.join(allowed)}")
    return value


def _attribute(entry: dict[str, Any]) -> Attribute:
    keys = tuple(_key(key).lower() for key in entry.get("keys", ()))
    given = [key for key in keys if key]
    _require(len(set(given)) == len(given), f"two values of {entry['name']} have the same key")
    fill = entry.get("fill", "")
    return Attribute(
        _text(entry["name"], "the name of an attribute"),
        _one_of(ATTRIBUTE_TYPES, entry["type"], "an attribute's type"),
        _texts(entry.get("values", ()), "the values of an attribute"),
        bool(entry.get("required", False)),
        keys,
        fill and _one_of(FILLS, fill, "the rule that fills an attribute"),
    )


def _link(entry: dict[str, Any]) -> LinkType:
    unless = tuple(
        (name, _text(value, "a value of unless")) for name, value in entry.get("unless", {}).items()
    )
    near = _one_of(NEARNESS, entry.get("near", "any"), "where a link looks")
    type_, to = (_text(entry[key], f"the {key} of a link") for key in ("type", "to"))
    most = entry.get("most")
    most = None if most is None else _number(most, "the most of a link")
    return LinkType(type_, to, _number(entry.get("least", 0), "the least of a link"), most, unless, near)


def scheme_to_dict(scheme: Scheme) -> dict[str, Any]:
    """Plain values that `scheme_from_dict` reads back to an equal scheme."""
    return {
        "name": scheme.name,
        "version": scheme.version,
        "same_label_overlap": scheme.same_label_overlap,
        "crossing": scheme.crossing,
        "annotated_zones": list(scheme.annotated_zones),
        "label": [_label_to_dict(label) for label in scheme.labels],
    }


def _label_to_dict(label: Label) -> dict[str, Any]:
    return {
        "name": label.name,
        "key": label.key,
        "line": label.line,
        "about": label.about,
        "unit": label.unit,
        "light": {"edge": label.light.edge, "fill": label.light.fill},
        "dark": {"edge": label.dark.edge, "fill": label.dark.fill},
        "attribute": [
            {"name": a.name, "type": a.type, "values": list(a.values), "required": a.required}
            | ({"keys": list(a.keys)} if a.keys else {})
            | ({"fill": a.fill} if a.fill else {})
            for a in label.attributes
        ],
        "link": [
            {"type": s.type, "to": s.to, "least": s.least, "unless": dict(s.unless), "near": s.near}
            | ({} if s.most is None else {"most": s.most})
            for s in label.links
        ],
    }

"""A scheme as the TOML text that people share: laid out like the schemes that ship with the program."""

import json
from collections.abc import Iterable, Iterator

from annotator.domain.scheme import Attribute, Colours, Label, LinkType, Scheme


def scheme_to_toml(scheme: Scheme) -> str:
    """A text from which `scheme_from_toml` reads an equal scheme."""
    lines = [
        *_values(
            ("name", scheme.name),
            ("version", scheme.version),
            ("same_label_overlap", scheme.same_label_overlap),
            ("crossing", scheme.crossing),
            ("annotated_zones", scheme.annotated_zones),
        ),
        *(line for label in scheme.labels for line in _label(label)),
    ]
    return "\n".join(lines) + "\n"


def _label(label: Label) -> Iterator[str]:
    yield from ("", "[[label]]")
    yield from _values(("name", label.name), ("key", label.key), ("unit", label.unit), ("line", label.line))
    yield f"light = {_colours(label.light)}"
    yield f"dark = {_colours(label.dark)}"
    yield from _values(("about", label.about))
    for attribute in label.attributes:
        yield from _attribute(attribute)
    for link in label.links:
        yield from _link(link)


def _attribute(attribute: Attribute) -> Iterator[str]:
    yield from ("", "[[label.attribute]]")
    yield from _values(("name", attribute.name), ("type", attribute.type), ("required", attribute.required))
    stated = (("values", attribute.values), ("keys", attribute.keys), ("fill", attribute.fill))
    yield from _values(*((name, value) for name, value in stated if value))


def _link(link: LinkType) -> Iterator[str]:
    yield from ("", "[[label.link]]")
    yield from _values(("type", link.type), ("to", link.to), ("near", link.near), ("least", link.least))
    if link.most is not None:
        yield f"most = {link.most}"
    if link.unless:
        pairs = ", ".join(f"{_string(name)} = {_string(value)}" for name, value in link.unless)
        yield f"unless = {{ {pairs} }}"


def _colours(colours: Colours) -> str:
    return f"{{ edge = {_string(colours.edge)}, fill = {_string(colours.fill)} }}"


def _values(*pairs: tuple[str, str | int | bool | Iterable[str]]) -> Iterator[str]:
    for name, value in pairs:
        yield f"{name} = {_value(value)}"


def _value(value: str | int | bool | Iterable[str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _string(value)
    return f"[{', '.join(map(_string, value))}]"


def _string(text: str) -> str:
    """A basic string: TOML escapes as JSON does, and the delete character besides."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

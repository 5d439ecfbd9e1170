"""What of a scheme is compared: its labels, the values of their attributes, and which labels make frames."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple

from annotator.domain.frames import frame_labels
from annotator.domain.scheme import Attribute, Scheme

Value = Hashable | None
"""What an attribute comes to; None where nothing was said."""


def _itself(actor: str) -> str:
    return actor


class Scope(NamedTuple):
    """Labels, attributes by label, labels that have slots; `survivor` gives the entry that a merged actor means."""

    labels: tuple[str, ...]
    attributes: Mapping[str, tuple[Attribute, ...]]
    framed: frozenset[str]
    survivor: Callable[[str], str] = _itself

    def values(self, label: str, attributes: Mapping[str, Any]) -> tuple[Value, ...]:
        """What an annotation says in each of its label's attributes, in the scheme's order."""
        return tuple([self._value(one, attributes.get(one.name)) for one in self.attributes.get(label, ())])

    def _value(self, attribute: Attribute, given: Any) -> Value:
        """Several choices are one value, whatever their order; free text is what it says in any spelling of case."""
        if not given:
            return None
        if isinstance(given, list):
            return tuple(sorted(given))
        if attribute.type == "text":
            return " ".join(given.split()).casefold() or None
        return self.survivor(given) if attribute.type == "registry" else str(given)


def scope_of(scheme: Scheme, survivor: Callable[[str], str] = _itself) -> Scope:
    """What there is to compare under a scheme."""
    return Scope(
        tuple(label.name for label in scheme.labels),
        {label.name: label.attributes for label in scheme.labels},
        frozenset(label.name for label in frame_labels(scheme)),
        survivor,
    )

"""What of a scheme is compared: its labels, the values of their attributes, and which labels make frames."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import Any

from annotator.domain.frame import frame_labels
from annotator.domain.scheme import Attribute, Scheme

Value = Hashable | None
"""What an attribute comes to; None where nothing was said."""


def _itself(actor: str) -> str:
    return actor


class Scope:
    """Labels, attributes by label, labels that have slots, types of links.

    `survivor` gives the entry of the registry that an actor's id means now.
    """

    def __init__(
        self,
        labels: Sequence[str],
        attributes: Mapping[str, Sequence[Attribute]],
        framed: Collection[str] = (),
        link_types: Collection[str] = (),
        survivor: Callable[[str], str] = _itself,
    ) -> None:
        self.labels = tuple(labels)
        self.framed = tuple(framed)
        self.link_types = tuple(link_types)
        self.attributes = {label: tuple([one.name for one in some]) for label, some in attributes.items()}
        self._survivor = survivor
        self._types = {
            label: [(at, one.type) for at, one in enumerate(some) if one.type != "choice"]
            for label, some in attributes.items()
        }

    def values(self, label: str, attributes: Mapping[str, Any]) -> tuple[Value, ...]:
        """What an annotation says in each of its label's attributes, in the scheme's order.

        Several choices are one value, whatever their order; free text is the same in any spelling of case.
        """
        said = list(map(attributes.get, self.attributes.get(label, ())))
        for at, type_ in self._types.get(label, ()):
            if said[at] is not None:
                said[at] = self._value(type_, said[at])
        return tuple(said)

    def _value(self, type_: str, value: Any) -> Value:
        if not value:
            return None
        if isinstance(value, list):
            return tuple(sorted(value))
        if type_ == "text":
            return " ".join(value.split()).casefold() or None
        return self._survivor(value) if type_ == "registry" else str(value)


def scope_of(scheme: Scheme, survivor: Callable[[str], str] = _itself) -> Scope:
    """What there is to compare under a scheme."""
    return Scope(
        [label.name for label in scheme.labels],
        {label.name: label.attributes for label in scheme.labels},
        [label.name for label in frame_labels(scheme)],
        tuple(dict.fromkeys(slot.type for label in scheme.labels for slot in label.links)),
        survivor,
    )

"""Annotations, links and the order they are kept in."""

from dataclasses import dataclass, field
from typing import Any, Self

NEW, IN_PROGRESS, DONE, IN_REVIEW, ADJUDICATED = "new", "in progress", "done", "in review", "adjudicated"
STATUSES = (NEW, IN_PROGRESS, DONE, IN_REVIEW, ADJUDICATED)
"""How far an analyst's layer of an article has come."""

GOLD = "gold"
"""The layer that a review makes."""
PROJECT_LAYER = "project"
"""The layer of what belongs to no analyst: scheme, guideline, registry, records of articles."""

OPEN_STATUSES = STATUSES[:2]
"""The statuses of a layer that is still being worked on. Any other status locks the layer: it was submitted."""

ORIGINS = ("hand", "suggestion", "suggestion edited", "propagated", "imported")
"""How an annotation came to be."""

AttributeValue = str | list[str]


@dataclass(frozen=True, slots=True)
class Link:
    """A typed arrow to another annotation of the same layer."""

    type: str
    to: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """A span (half-open, code points) with a label, made by one analyst."""

    id: str
    start: int
    end: int
    label: str
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    unsure: bool = False
    author: str = ""
    made: str = ""
    origin: str = "hand"

    @property
    def span(self) -> tuple[int, int]:
        """Start and end."""
        return self.start, self.end

    def body(self) -> dict[str, Any]:
        """What a revision stores of it: JSON values."""
        return {
            "attributes": self.attributes,
            "author": self.author,
            "end": self.end,
            "label": self.label,
            "links": [{"to": link.to, "type": link.type} for link in self.links],
            "made": self.made,
            "origin": self.origin,
            "start": self.start,
            "unsure": self.unsure,
        }

    @classmethod
    def from_body(cls, uid: str, body: dict[str, Any]) -> Self:
        """The annotation that a revision's body describes."""
        return cls(
            uid,
            body["start"],
            body["end"],
            body["label"],
            body["attributes"],
            tuple([Link(link["type"], link["to"]) for link in body["links"]]) if body["links"] else (),
            body["unsure"],
            body["author"],
            body["made"],
            body["origin"],
        )


@dataclass(frozen=True, slots=True)
class Layer:
    """What one analyst made in one article, in text order."""

    analyst: str
    status: str
    annotations: tuple[Annotation, ...]


def text_order(annotation: Annotation) -> tuple[int, int, str, str]:
    """Sort key of lists and exports: by start, then longest first, then label, then id."""
    return annotation.start, -annotation.end, annotation.label, annotation.id


def overlaps(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two spans share at least one code point."""
    return a[0] < b[1] and b[0] < a[1]


def crosses(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two spans overlap without one holding the other."""
    return a[0] < b[0] < a[1] < b[1] or b[0] < a[0] < b[1] < a[1]

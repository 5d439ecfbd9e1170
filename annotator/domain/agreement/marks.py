"""Annotations and their text as far as agreement asks for them, laid out so that comparing takes little time."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Self

from annotator.domain.agreement.matching import Span
from annotator.domain.agreement.scope import Value
from annotator.domain.agreement.unitizing import Sections, merged
from annotator.domain.annotation import Annotation
from annotator.domain.words import all_words


class Mark(NamedTuple):
    """An annotation as far as agreement asks for it; `links` are (type, id of the annotation pointed to)."""

    start: int
    end: int
    label: str
    id: str
    attributes: Mapping[str, Any] = {}
    links: tuple[tuple[str, str], ...] = ()
    made: str = ""
    origin: str = "hand"

    @classmethod
    def of(cls, one: Annotation) -> Self:
        """The mark that an annotation is."""
        links = tuple((link.type, link.to) for link in one.links)
        return cls(one.start, one.end, one.label, one.id, one.attributes, links, one.made, one.origin)

    @classmethod
    def from_body(cls, uid: str, body: Mapping[str, Any]) -> Self:
        """The mark that a revision's body describes."""
        links = tuple([(link["type"], link["to"]) for link in body["links"]]) if body["links"] else ()
        return cls(
            body["start"], body["end"], body["label"], uid, body["attributes"], links, body["made"], body["origin"]
        )  # fmt: skip

    @property
    def span(self) -> Span:
        """Start and end."""
        return self.start, self.end


Sort = tuple[str, str]
"""Month in which an annotation was made (`2026-11`) and its origin."""


def sort_of(mark: Mark) -> Sort:
    """Of which sort a mark is."""
    return mark.made[:7], mark.origin


class Ground:
    """The text that is annotated, as far as agreement asks for it: its length and where its words are."""

    __slots__ = ("empty", "ends", "length", "starts")

    def __init__(self, text: str) -> None:
        words = all_words(text)
        self.length = len(text)
        self.empty = Sections([], 0, self.length)
        self.starts = [start for start, _ in words]
        self.ends = [end for _, end in words]

    @property
    def words(self) -> int:
        """How many words there are."""
        return len(self.starts)

    def words_of(self, spans: Iterable[Span]) -> int:
        """The words of which some of the spans hold a part, as bits: the first word is the lowest."""
        bits = 0
        for start, end in spans:
            first, beyond = bisect_right(self.ends, start), bisect_left(self.starts, end)
            if beyond > first:
                bits |= (1 << beyond) - (1 << first)
        return bits


class Group:
    """The marks of one label in one layer, sorted by span, then id, with what their attributes say."""

    __slots__ = ("distinct", "marks", "sections", "spans", "values", "words")

    def __init__(self, marks: list[Mark], ground: Ground, values: list[tuple[Value, ...]]) -> None:
        self.marks = marks
        self.values = values
        self.spans = [mark[:2] for mark in marks]
        self.distinct = frozenset(self.spans)
        self.sections = Sections(merged(self.spans), 0, ground.length)
        self.words = ground.words_of(self.sections.units)

    def equal_to(self, other: "Group") -> int:
        """How many marks have the same span as one of the other's, each counted once."""
        if len(self.distinct) == len(self.spans) and len(other.distinct) == len(other.spans):
            return len(self.distinct & other.distinct)
        return (Counter(self.spans) & Counter(other.spans)).total()

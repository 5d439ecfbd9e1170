"""Annotations and their text as far as agreement asks for them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any, NamedTuple, Self

from annotator.domain.agreement.matching import Span
from annotator.domain.annotation import Annotation
from annotator.domain.words import has_spaces, words_in

_WORD = re.compile("([\\w\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670]+)")


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


class Ground:
    """The text that is annotated, as far as agreement asks for it: its length and where its words are.

    A word is a run of letters, digits and their marks; of scripts without spaces each character is one.
    """

    __slots__ = ("ends", "length", "starts")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        if has_spaces(text):
            # Words and what stands between them take turns; to add up their lengths is sooner than to ask each match.
            edges = list(accumulate(map(len, _WORD.split(text))))
            self.starts, self.ends = edges[:-1:2], edges[1::2]
        else:
            words = list(words_in(text, 0, len(text)))
            self.starts, self.ends = [start for start, _ in words], [end for _, end in words]

    @property
    def words(self) -> int:
        """How many words there are."""
        return len(self.starts)

    def words_of(self, spans: Iterable[Span]) -> int:
        """The words of which some of the spans hold a part, as bits: the first word is the lowest."""
        starts, ends, bits = self.starts, self.ends, 0
        for start, end in spans:
            first, beyond = bisect_right(ends, start), bisect_left(starts, end)
            if beyond > first:
                bits |= (1 << beyond) - (1 << first)
        return bits

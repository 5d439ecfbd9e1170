"""What one needs to read about an outcome or a gap: the sentences around it, and what links point to."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.annotation import GOLD, Annotation
from annotator.domain.guard import guarded
from annotator.project.project import Project
from annotator.project.reviewing.feedback import Outcome
from annotator.storage import articles as stored
from annotator.storage.log import heads
from annotator.suggesting.passage import Passage

_MOST = 700
"""Code points shown before and after a place, however long its sentence is."""

Linked = tuple[tuple[str, str], ...]
"""Type of a link and the words that it points to; "" where they are gone."""


@dataclass(frozen=True, slots=True)
class Around:
    """Part of an article's text; `start` is its place there (code points)."""

    start: int
    text: str

    def split(self, span: tuple[int, int]) -> tuple[str, str, str]:
        """What stands before, in and after a span of the article."""
        start, end = (min(max(0, at - self.start), len(self.text)) for at in span)
        return self.text[:start], self.text[start:end], self.text[end:]


@dataclass(frozen=True, slots=True)
class Told:
    """Around both versions of an outcome, and the links of each."""

    around: Around
    mine: Linked
    gold: Linked


def around(project: Project, key: int, *spans: tuple[int, int]) -> Around:
    """The sentences that hold all of the spans (half-open, code points)."""
    text = stored.text_of(project.store, key)
    start, end = min(first for first, _ in spans), max(last for _, last in spans)
    low, high = 0, len(text)
    with guarded("The rules for sentences"):
        low = Passage(text, start).covering(start, min(end, start + 1))[0]
        high = Passage(text, max(start, end - 1)).covering(max(start, end - 1), end)[1]
    low, high = max(low, start - _MOST), min(high, end + _MOST)
    return Around(low, text[low:high])


def told(project: Project, outcome: Outcome, analyst: str) -> Told:
    """What one needs to read what became of an analyst's annotation; a few look-ups."""
    spans = [one.span for one in (outcome.mine, outcome.gold) if one is not None]
    return Told(
        around(project, outcome.key, *spans) if spans else Around(0, ""),
        tuple(_linked(project, outcome.key, analyst, outcome.mine)),
        tuple(_linked(project, outcome.key, GOLD, outcome.gold)),
    )


def _linked(project: Project, key: int, layer: str, one: Annotation | None) -> Iterator[tuple[str, str]]:
    if one is None or not one.links:
        return
    text = stored.text_of(project.store, key)
    for link in one.links:
        found = heads(project.store, "annotation", key, layer, link.to)
        body = next((head.body for _, _, head in found if head.body is not None), None)
        yield link.type, text[body["start"] : body["end"]] if body else ""

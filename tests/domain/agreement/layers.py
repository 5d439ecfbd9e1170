"""Layers that tests compare: of a text of so many letters, in a scheme of two labels with slots and attributes."""

from hypothesis import strategies as some

from annotator.domain.agreement.aligning import Alignment
from annotator.domain.agreement.groups import LayerMarks
from annotator.domain.agreement.marks import Ground, Mark
from annotator.domain.agreement.scope import Scope
from annotator.domain.scheme import Attribute

TEXT = "One two three four five six seven eight nine ten."
GROUND = Ground(TEXT)
SCOPE = Scope(
    ["actor", "claim"],
    {"claim": [Attribute("kind", "choice", ("fact", "threat")), Attribute("cue", "text")]},
    framed=["claim"],
    link_types=["claimant"],
)


def layer(*marks: Mark) -> LayerMarks:
    return LayerMarks(marks, GROUND, SCOPE)


def actor(start: int, end: int, uid: str = "") -> Mark:
    return Mark(start, end, "actor", uid or f"actor-{start}-{end}")


def claim(start: int, end: int, *claimants: str, uid: str = "", **attributes: str) -> Mark:
    links = tuple(("claimant", to) for to in claimants)
    return Mark(start, end, "claim", uid or f"claim-{start}-{end}", attributes, links)


def aligned(first: list[Mark], second: list[Mark]) -> Alignment:
    return Alignment(layer(*first), layer(*second))


_PLACES = some.tuples(some.integers(0, 40), some.integers(1, 9), some.sampled_from(["actor", "claim"]))
_SAID = some.tuples(some.sampled_from(["fact", "threat", ""]), some.lists(some.integers(0, 7), max_size=2))
MADE = some.sampled_from([("2026-10-01T10:00:00Z", "hand"), ("2026-11-01T10:00:00Z", "suggestion")])


@some.composite
def layers(draw: some.DrawFn) -> LayerMarks:
    """Any layer: spans that nest, cross or are equal, links to whatever there is and is not."""
    marks = []
    for number, (start, length, label) in enumerate(draw(some.lists(_PLACES, max_size=7))):
        kind, targets = draw(_SAID)
        links = tuple(("claimant", f"m{to}") for to in targets) if label == "claim" else ()
        marks.append(Mark(start, start + length, label, f"m{number}", {"kind": kind}, links, *draw(MADE)))
    return layer(*marks)

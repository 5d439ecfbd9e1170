"""Several analysts' layers of one article side by side: what they agree on, and where they differ."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.domain.agreement.assignment import best_pairs
from annotator.domain.annotation import Annotation, Layer, text_order

CONFLICTS = ("missing", "label", "boundary", "attribute", "link")
"""How layers can differ, the gravest first."""

_WHOLE = 1_000_000
_SAME_LABEL = 2 * _WHOLE
_HALF = _WHOLE // 2

Content = tuple[object, ...]
"""What two annotations must have in common to be called equal: label, span, attributes and links."""


class Member(NamedTuple):
    """An annotation and whose it is."""

    layer: str
    annotation: Annotation

    @property
    def at(self) -> tuple[str, str]:
        """Layer and id: what a decision names."""
        return self.layer, self.annotation.id


@dataclass(frozen=True, slots=True)
class Variant:
    """One opinion in a case and who holds it; `annotation` None: there is nothing to mark."""

    annotation: Annotation | None
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """What the layers say about one place, at most one annotation of each.

    `members` in the order of the layers, `contents` beside them; `lacking`: the layers that mark nothing there;
    `conflicts`: how they differ, the gravest first.
    """

    members: tuple[Member, ...]
    contents: tuple[Content, ...]
    lacking: tuple[str, ...]
    conflicts: tuple[str, ...]

    @property
    def conflict(self) -> str:
        """The gravest difference; "" where all agree."""
        return self.conflicts[0] if self.conflicts else ""

    @property
    def start(self) -> int:
        """Where the first of its annotations begins (code points)."""
        return min(member.annotation.start for member in self.members)

    @property
    def end(self) -> int:
        """Where the last of them ends, exclusive."""
        return max(member.annotation.end for member in self.members)

    @property
    def at(self) -> frozenset[tuple[str, str]]:
        """(layer, annotation's id) of its members."""
        return frozenset(member.at for member in self.members)

    def variants(self) -> tuple[Variant, ...]:
        """The opinions, in the order of the layers; that there is nothing comes last."""
        holders: dict[Content, list[Member]] = defaultdict(list)
        for member, content in zip(self.members, self.contents, strict=True):
            holders[content].append(member)
        held = [
            Variant(members[0].annotation, tuple(member.layer for member in members))
            for members in holders.values()
        ]
        return (*held, Variant(None, self.lacking)) if self.lacking else tuple(held)

    def majority(self) -> Variant | None:
        """The opinion that more than half of the layers share, if there is one."""
        votes = len(self.members) + len(self.lacking)
        return next((one for one in self.variants() if 2 * len(one.layers) > votes), None)


def compare(layers: Sequence[Layer]) -> list[Case]:
    """The cases of an article in text order.

    Annotations with equal span and label belong together; of the others of the same label those that overlap, of
    different labels those that share at least half of what they cover; each with one partner, so that the whole fits
    best. Layers are taken in one by one, in the order in which they come.
    """
    grouped: list[list[Member]] = []
    for layer in layers:
        _take_in(grouped, layer)
    grouped.sort(key=lambda members: min(text_order(member.annotation) for member in members))
    number = {member.at: place for place, members in enumerate(grouped) for member in members}
    names = [layer.analyst for layer in layers]
    return [_case(members, names, number.get) for members in grouped]


def _take_in(grouped: list[list[Member]], layer: Layer) -> None:
    """Adds each annotation of a layer to the case it fits best, or makes a new one of it."""
    rest, taken = _equal(grouped, layer.annotations)
    for place, annotation in taken:
        grouped[place].append(Member(layer.analyst, annotation))
    used = {place for place, _ in taken}
    open_places = [place for place in range(len(grouped)) if place not in used]
    edges = [
        (left, right, worth)
        for left, place, right in _touching(grouped, open_places, rest)
        if (worth := max(_worth(member.annotation, rest[right]) for member in grouped[place]))
    ]
    # Two far-fetched pairs are not better than one that fits.
    pairs = dict(best_pairs(edges, most=False))
    for left, right in pairs.items():
        grouped[open_places[left]].append(Member(layer.analyst, rest[right]))
    paired = set(pairs.values())
    grouped += [[Member(layer.analyst, one)] for place, one in enumerate(rest) if place not in paired]


def _equal(
    grouped: list[list[Member]], annotations: Iterable[Annotation]
) -> tuple[list[Annotation], list[tuple[int, Annotation]]]:
    """Sorts annotations: those without an equal among the cases, and (place of the case, annotation) of the others."""
    there: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for place, members in enumerate(grouped):
        for key in dict.fromkeys((*one.annotation.span, one.annotation.label) for one in members):
            there[key].append(place)
    rest: list[Annotation] = []
    taken: dict[int, Annotation] = {}
    for one in annotations:
        free = [place for place in there.get((*one.span, one.label), ()) if place not in taken]
        if free:
            taken[free[0]] = one
        else:
            rest.append(one)
    return rest, list(taken.items())


def _touching(
    grouped: list[list[Member]], places: Sequence[int], rest: Sequence[Annotation]
) -> Iterator[tuple[int, int, int]]:
    """(number among the places, place, number in the rest) of whatever shares a code point, each once."""
    spans = sorted(
        (member.annotation.start, member.annotation.end, number)
        for number, place in enumerate(places)
        for member in grouped[place]
    )
    waiting = sorted((one.start, one.end, number) for number, one in enumerate(rest))
    found: set[tuple[int, int]] = set()
    begun: list[tuple[int, int, int]] = []
    following = 0
    for start, end, right in waiting:
        while following < len(spans) and spans[following][0] < end:
            begun.append(spans[following])
            following += 1
        begun = [span for span in begun if span[1] > start]
        found |= {(left, right) for first, _, left in begun if first < end}
    for left, right in sorted(found):
        yield left, places[left], right


def _worth(one: Annotation, other: Annotation) -> int:
    """How well two annotations fit, 0 if they do not."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    if shared <= 0:
        return 0
    share = shared * _WHOLE // (max(one.end, other.end) - min(one.start, other.start))
    if one.label == other.label:
        return _SAME_LABEL + share
    return share if share >= _HALF else 0


def _case(
    members: list[Member], names: Sequence[str], number: Callable[[tuple[str, str]], int | None]
) -> Case:
    contents = tuple(content_of(member.annotation, member.layer, number) for member in members)
    held = {member.layer for member in members}
    lacking = tuple(name for name in names if name not in held)
    kinds = dict(zip(("label", "boundary", "attribute", "link"), zip(*contents, strict=True), strict=True))
    differ = {kind for kind, parts in kinds.items() if len(set(parts)) > 1}
    if lacking:
        differ.add("missing")
    return Case(tuple(members), contents, lacking, tuple(kind for kind in CONFLICTS if kind in differ))


def content_of(
    annotation: Annotation, layer: str, number: Callable[[tuple[str, str]], int | str | None]
) -> Content:
    """Label, span, attributes and links of an annotation. `number` tells which case (or what) a target belongs to."""
    return (
        annotation.label,
        annotation.span,
        frozenset((name, _value(value)) for name, value in annotation.attributes.items() if value),
        frozenset((link.type, number((layer, link.to))) for link in annotation.links),
    )


def _value(value: str | list[str]) -> object:
    """A value that can be compared: the order in which several were ticked says nothing."""
    return value if isinstance(value, str) else frozenset(value)


def differences(one: Content, other: Content) -> tuple[str, ...]:
    """How two contents differ (see CONFLICTS), the gravest first."""
    parts = zip(("label", "boundary", "attribute", "link"), one, other, strict=True)
    return tuple(kind for kind, left, right in parts if left != right)


def agreement_of(spans: Sequence[Counter[tuple[int, int, str]]]) -> float | None:
    """Mean strict F1 over all pairs of layers, each given as its (start, end, label); None where nobody marked
    anything, or where there is only one layer."""
    scores = []
    for number, one in enumerate(spans):
        for other in spans[number + 1 :]:
            total = one.total() + other.total()
            if total:
                scores.append(2 * (one & other).total() / total)
    return sum(scores) / len(scores) if scores else None

"""What most of an article's analysts marked alike: a layer that nobody made by hand."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from annotator.domain.annotation import Annotation, AttributeValue, Layer, Link, text_order

MAJORITY = "majority"

Behind = dict[str, list[tuple[str, str]]]
"""By an annotation's id the annotations that it was made from: (analyst, id)."""

_Place = tuple[int, int, str]


def majority_of(article: str, layers: Sequence[Layer]) -> tuple[Layer, Behind]:
    """The annotations (span and label alike to the code point) of more than half of the layers of an article.

    Attributes and links are there with the values that more than half of those who marked it gave. Ids follow from
    the article and the place; the second value names the annotations behind each. `made` is the latest of them,
    `author` the layer's name. With one layer it is that one's annotations. The status is "done".
    """
    found: dict[_Place, list[tuple[Annotation, Layer]]] = {}
    for layer in layers:
        once: set[_Place] = set()
        for one in layer.annotations:
            place = one.start, one.end, one.label
            if place not in once:
                once.add(place)
                found.setdefault(place, []).append((one, layer))
    kept = {place: alike for place, alike in found.items() if 2 * len(alike) > len(layers)}
    spans = {layer.analyst: {one.id: _place(one) for one in layer.annotations} for layer in layers}
    made = [_merged(article, place, alike, kept, spans) for place, alike in kept.items()]
    behind = {
        _id(article, place): [(layer.analyst, one.id) for one, layer in alike]
        for place, alike in kept.items()
    }
    return Layer(MAJORITY, "done", tuple(sorted(made, key=text_order))), behind


def _place(one: Annotation) -> _Place:
    return one.start, one.end, one.label


def _merged(
    article: str,
    place: _Place,
    alike: list[tuple[Annotation, Layer]],
    kept: dict[_Place, list[tuple[Annotation, Layer]]],
    spans: dict[str, dict[str, _Place]],
) -> Annotation:
    start, end, label = place
    most = len(alike)
    links = Counter(
        (link.type, target)
        for one, layer in alike
        for link in set(one.links)
        if (target := spans[layer.analyst].get(link.to)) in kept and target is not None
    )
    drawn = [Link(name, _id(article, to)) for (name, to), votes in sorted(links.items()) if 2 * votes > most]
    unsure = 2 * sum(one.unsure for one, _ in alike) > most
    made = max(one.made for one, _ in alike)
    values = _values([one for one, _ in alike])
    return Annotation(
        _id(article, place), start, end, label, values, tuple(drawn), unsure, MAJORITY, made, "imported"
    )


def _values(alike: list[Annotation]) -> dict[str, AttributeValue]:
    """Each attribute's value that more than half gave; of several values each on its own."""
    names = sorted({name for one in alike for name in one.attributes})
    values: dict[str, AttributeValue] = {}
    for name in names:
        given = [one.attributes[name] for one in alike if name in one.attributes]
        lists = [value for value in given if isinstance(value, list)]
        if lists:
            votes = Counter(value for several in lists for value in dict.fromkeys(several))
            most = [value for value, count in votes.items() if 2 * count > len(alike)]
            if most:
                values[name] = sorted(most)
        else:
            value, count = Counter(v for v in given if isinstance(v, str)).most_common(1)[0]
            if 2 * count > len(alike):
                values[name] = value
    return values


def _id(article: str, place: _Place) -> str:
    start, end, label = place
    return sha256(f"majority/{article}/{start}/{end}/{label}".encode()).hexdigest()[:32]

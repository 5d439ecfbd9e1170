"""An example is what every format writes; the formats that keep everything spell its annotations as JSON values."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from annotator.domain.annotation import Annotation, Layer, Link
from annotator.domain.article import Article


@dataclass(frozen=True, slots=True)
class Example:
    """An article with one layer, as the dataset is to hold it: chosen, by the conventions asked for, with pseudonyms.

    `split`: the name of its split, None in a dataset without splits. `group`: the id of the article after which its
    group of near-duplicates is called, None where groups were not asked for.
    """

    article: Article
    layer: Layer
    split: str | None = None
    group: str | None = None


def links(several: Iterable[Link]) -> list[dict[str, str]]:
    """Each link as `type` and `to`, the id of what it points to."""
    return [{"type": link.type, "to": link.to} for link in several]


def details(one: Annotation) -> dict[str, Any]:
    """All that an annotation has beside its id, span and label, keys in a fixed order."""
    return {
        "attributes": dict(sorted(one.attributes.items())),
        "links": links(one.links),
        "unsure": one.unsure,
        "author": one.author,
        "made": one.made,
        "origin": one.origin,
    }

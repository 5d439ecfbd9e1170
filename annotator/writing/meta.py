"""What other programs carry along beside a text and its spans, as metadata: reading.dialects.meta takes it back."""

from collections.abc import Collection
from typing import Any

from annotator.domain.annotation import Annotation
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.example import links as spelled
from annotator.domain.dataset.losses import NO_PLACE, Losses
from annotator.writing.jsonl import about


def meta(example: Example) -> dict[str, Any]:
    """What is known of an article and its layer, every key present; no text, and no annotations."""
    layer = example.layer
    return {
        "article": example.article.id,
        **about(example.article.record),
        "layer": layer.analyst,
        "status": layer.status,
        "split": example.split,
    }


def kept(one: Annotation, links: bool = True) -> dict[str, Any]:
    """What an annotation has beside its span and label; what is empty is left out, its links unless wanted too."""
    found: dict[str, Any] = {"id": one.id}
    if one.attributes:
        found["attributes"] = dict(sorted(one.attributes.items()))
    if links and one.links:
        found["links"] = spelled(one.links)
    if one.unsure:
        found["unsure"] = True
    found["author"], found["made"], found["origin"] = one.author, one.made, one.origin
    return found


def lose_dangling(example: Example, written: Collection[str], losses: Losses) -> None:
    """Lists the links that point to what is not among the ids written: a format of arrows cannot have them."""
    for one in example.layer.annotations:
        if not one.links:
            continue
        gone = spelled(x for x in one.links if x.to not in written)
        if gone and one.id in written:
            losses.of_annotation(example.article, example.layer.analyst, one, {"links": gone}, NO_PLACE)

"""How the formats that keep everything spell the parts of an annotation: JSON values, keys in a fixed order."""

from collections.abc import Iterable
from typing import Any

from annotator.domain.annotation import Annotation, Link


def links(several: Iterable[Link]) -> list[dict[str, str]]:
    """Each as `type` and `to`, the id of what it points to."""
    return [{"type": link.type, "to": link.to} for link in several]


def details(one: Annotation) -> dict[str, Any]:
    """All that an annotation has beside its id, span and label."""
    return {
        "attributes": dict(sorted(one.attributes.items())),
        "links": links(one.links),
        "unsure": one.unsure,
        "author": one.author,
        "made": one.made,
        "origin": one.origin,
    }

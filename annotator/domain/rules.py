"""The scheme's rules about spans beside one another: which are only warned of, which forbidden."""

from collections.abc import Iterable

from annotator.domain.annotation import Annotation, crosses, overlaps
from annotator.domain.article import Zone
from annotator.domain.scheme import Scheme


def breaches(
    scheme: Scheme, severity: str, annotation: Annotation, others: Iterable[Annotation]
) -> list[str]:
    """What the annotation does among the others of its layer that the scheme wants to "warn" of or "forbid"."""
    found = set()
    start, end = annotation.span
    for other in others:
        # Most are elsewhere: they are told apart without a call.
        if other.end <= start or other.start >= end or other.id == annotation.id:
            continue
        same = other.label == annotation.label
        if scheme.same_label_overlap == severity and same and overlaps(annotation.span, other.span):
            found.add(f"overlaps another {other.label}")
        if scheme.crossing == severity and not same and crosses(annotation.span, other.span):
            found.add(f"crosses another span ({other.label})")
    return sorted(found)


def zone_not_annotated(scheme: Scheme, zones: Iterable[Zone], annotation: Annotation) -> str:
    """The kind of the zone that holds an annotation, if the scheme annotates none of that kind; else empty."""
    kinds = (zone.kind for zone in zones if zone.start <= annotation.start and annotation.end <= zone.end)
    kind = next(kinds, "")
    return "" if kind in scheme.annotated_zones else kind

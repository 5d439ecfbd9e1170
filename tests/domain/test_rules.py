"""Spans beside one another: what a scheme warns of, and what it forbids."""

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.article import Zone
from annotator.domain.rules import breaches, zone_not_annotated
from tests.making import scheme_of

SPAN = Annotation("x", 10, 20, "a")


@pytest.mark.parametrize(
    ("other", "broken"),
    [
        (Annotation("y", 20, 30, "a"), []),
        (Annotation("y", 12, 14, "a"), ["overlaps another a"]),
        (Annotation("y", 15, 25, "a"), ["overlaps another a"]),
        (Annotation("y", 12, 14, "b"), []),
        (Annotation("y", 15, 25, "b"), ["crosses another span (b)"]),
        (Annotation("x", 12, 14, "a"), []),
    ],
)
def test_a_rule_is_broken_under_its_own_severity_only(other: Annotation, broken: list[str]) -> None:
    for severity, rest in (("warn", "forbid"), ("forbid", "warn"), ("forbid", "allow")):
        strict = scheme_of({"name": "a"}, {"name": "b"}, same_label_overlap=severity, crossing=severity)
        assert broken == breaches(strict, severity, SPAN, [other])
        assert not breaches(strict, rest, SPAN, [other])


def test_each_rule_has_its_own_severity_and_is_named_once() -> None:
    scheme = scheme_of({"name": "a"}, {"name": "b"}, same_label_overlap="forbid", crossing="warn")
    others = [Annotation("y", 12, 14, "a"), Annotation("z", 13, 15, "a"), Annotation("w", 5, 15, "b")]
    assert breaches(scheme, "forbid", SPAN, others) == ["overlaps another a"]
    assert breaches(scheme, "warn", SPAN, others) == ["crosses another span (b)"]


@pytest.mark.parametrize(("start", "zone"), [(2, "byline"), (12, ""), (40, "")])
def test_a_zone_that_is_not_annotated_is_named(start: int, zone: str) -> None:
    zones = [Zone("byline", 0, 10), Zone("body", 10, 30)]
    one = Annotation("x", start, start + 3, "a")
    assert zone_not_annotated(scheme_of({"name": "a"}), zones, one) == zone

"""My layer of the open article in memory follows every change, and knows what links to what."""

from typing import Any

import pytest

pytest.importorskip("PySide6")

from annotator.domain.annotation import Annotation, Link
from annotator.domain.change import AnnotationChange
from annotator.project.shipped import default_scheme
from annotator.qt.text.open_layer import OpenLayer

SCHEME = default_scheme()
ACTOR = Annotation("a", 0, 3, "actor")
CLAIM = Annotation("c", 5, 20, "claim", {"kind": "fact"}, (Link("claimant", "a"),))
QUOTE = Annotation("q", 22, 30, "quote", {}, (Link("speaker", "a"),), unsure=True)


@pytest.fixture
def layer() -> OpenLayer:
    layer = OpenLayer()
    layer.fill(SCHEME, [ACTOR, CLAIM, QUOTE])
    return layer


def changed(layer: OpenLayer, uid: str, after: Annotation | None) -> Any:
    return layer.take(SCHEME, [AnnotationChange("article", "anna", uid, after)])


def test_it_knows_what_is_there_and_what_is_to_be_done(layer: OpenLayer) -> None:
    bare = Annotation("n", 40, 44, "claim")
    assert changed(layer, "n", bare) == ([bare], [])
    assert layer.order == [ACTOR, CLAIM, QUOTE, bare]
    assert (layer.missing("n"), layer.incomplete, layer.unsure) == (("kind", "claimant"), {"n"}, {"q"})


def test_what_links_to_an_annotation_follows_every_change(layer: OpenLayer) -> None:
    assert layer.linking_to("a") == [CLAIM, QUOTE]
    changed(layer, "c", Annotation("c", 5, 20, "claim", {"kind": "fact"}))
    changed(layer, "q", None)
    assert layer.linking_to("a") == []
    changed(layer, "q", QUOTE)
    assert layer.linking_to("a") == [QUOTE]


def test_what_begins_between_two_places_is_found(layer: OpenLayer) -> None:
    assert list(layer.around(1, 22)) == [CLAIM]
    assert list(layer.around(5, 23)) == [CLAIM, QUOTE]

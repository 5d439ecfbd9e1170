"""What more than half of the analysts marked, and what each of those annotations was made from."""

from annotator.domain.annotation import Annotation, Layer, Link
from annotator.domain.dataset.majority import majority_of


def layer(name: str, *annotations: Annotation) -> Layer:
    return Layer(name, "done", annotations)


def actor(uid: str, start: int = 0, end: int = 3, **attributes: str | list[str]) -> Annotation:
    return Annotation(uid, start, end, "actor", attributes, made=f"2026-01-0{len(uid)}T00:00:00Z")


def test_what_most_marked_alike_is_in_the_majority() -> None:
    three = [layer("a", actor("x")), layer("b", actor("y")), layer("c", actor("z", 0, 4))]
    made, behind = majority_of("story", three)
    assert [(one.span, one.label) for one in made.annotations] == [((0, 3), "actor")]
    assert list(behind.values()) == [[("a", "x"), ("b", "y")]]


def test_half_is_no_majority_and_one_layer_is() -> None:
    assert majority_of("story", [layer("a", actor("x")), layer("b")])[0].annotations == ()
    assert len(majority_of("story", [layer("a", actor("x"))])[0].annotations) == 1


def test_an_analyst_who_marked_a_place_twice_has_one_vote() -> None:
    two = [layer("a", actor("x"), actor("y")), layer("b"), layer("c")]
    assert majority_of("story", two)[0].annotations == ()


def test_each_attribute_has_its_own_majority() -> None:
    layers = [
        layer("a", actor("x", mention="name", measure=["arms", "trade"])),
        layer("b", actor("y", mention="name", measure=["arms"])),
        layer("c", actor("z", mention="pronoun", measure=["other"])),
    ]
    (one,) = majority_of("story", layers)[0].annotations
    assert one.attributes == {"measure": ["arms"], "mention": "name"}


def test_links_lead_to_the_majority_s_own_annotations() -> None:
    def said(who: str, uid: str) -> Layer:
        quote = Annotation(f"q{uid}", 5, 9, "quote", {}, (Link("speaker", uid),))
        return layer(who, actor(uid), quote)

    made, _ = majority_of("story", [said("a", "x"), said("b", "y")])
    first, second = made.annotations
    assert second.links == (Link("speaker", first.id),)


def test_the_order_of_the_layers_does_not_matter_and_ids_follow_from_the_place() -> None:
    layers = [layer("a", actor("x")), layer("b", actor("yy")), layer("c", actor("zzz"))]
    assert majority_of("story", layers)[0] == majority_of("story", layers[::-1])[0]
    assert (
        majority_of("other", layers)[0].annotations[0].id != majority_of("story", layers)[0].annotations[0].id
    )

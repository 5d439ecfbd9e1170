"""What a change of the scheme makes of annotations."""

from typing import Any

import pytest

from annotator.domain.annotation import Annotation, Link
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_change import (
    DROP,
    KEEP,
    RELABEL,
    RENAME,
    Fate,
    Fates,
    Part,
    Rewriting,
    missing,
)
from tests.making import scheme_of

KIND = {"name": "kind", "type": "choice", "values": ["fact", "threat"]}
TOPICS = {"name": "topics", "type": "choices", "values": ["war", "trade"]}
WHO = {"name": "who"}
SAYS = {"name": "says", "attribute": [KIND, TOPICS], "link": [{"type": "by", "to": "who"}]}
OLD = scheme_of(SAYS, WHO)
SAID = Annotation(
    "s", 0, 1, "says", {"kind": "threat", "topics": ["war", "trade"]}, (Link("by", "w"),), author="anna"
)
ACTOR = Annotation("w", 2, 3, "who", author="anna")


def says(**parts: Any) -> Scheme:
    """The old scheme with other parts of "says"."""
    return scheme_of(SAYS | parts, WHO)


def after(new: Scheme, fates: Fates | None = None) -> dict[str, Annotation | None]:
    """What becomes of the annotations that change."""
    return {one.id: then for one, then in Rewriting(OLD, new, fates or {}).layer([SAID, ACTOR])}


def test_what_the_scheme_keeps_needs_no_fate() -> None:
    bolder = scheme_of(SAYS | {"line": "dot", "key": "9"}, WHO)
    assert missing(OLD, bolder, {}) == ()
    assert after(bolder) == {}


CHOICE = {"name": "topics", "type": "choice", "values": ["war", "trade"]}
TEXT = {"name": "topics", "type": "text"}


@pytest.mark.parametrize(
    ("new", "fates", "parts"),
    [
        (scheme_of(WHO), {}, [Part("says")]),
        (scheme_of(WHO), {Part("says"): Fate(DROP)}, []),
        (scheme_of(WHO), {Part("says"): Fate(KEEP)}, []),
        (scheme_of(WHO), {Part("says"): Fate(RELABEL, "who")}, []),
        (says(attribute=[TOPICS]), {}, [Part("says", "kind")]),
        (says(attribute=[KIND, CHOICE]), {}, [Part("says", "topics")]),
        (says(attribute=[KIND, TEXT]), {}, []),
        (says(attribute=[KIND | {"values": ["fact"]}, TOPICS]), {}, [Part("says", "kind", "threat")]),
        (says(link=[]), {}, [Part("says", link="by")]),
        (scheme_of(WHO, {"name": "states"}), {Part("says"): Fate(RENAME, "states")},
         [Part("says", "kind"), Part("says", "topics"), Part("says", link="by")]),
    ],
)  # fmt: skip
def test_what_the_scheme_loses_is_named(new: Scheme, fates: Fates, parts: list[Part]) -> None:
    assert list(missing(OLD, new, fates)) == parts


def test_a_renamed_label_keeps_everything() -> None:
    new = scheme_of(SAYS | {"name": "states"}, WHO)
    found = after(new, {Part("says"): Fate(RENAME, "states")})
    assert found == {"s": Annotation("s", 0, 1, "states", SAID.attributes, SAID.links, author="anna")}


def test_attributes_values_and_links_are_renamed_in_place() -> None:
    kind = {"name": "act", "type": "choice", "values": ["fact", "menace"]}
    new = says(attribute=[kind, TOPICS], link=[{"type": "source", "to": "who"}])
    fates = {
        Part("says", "kind"): Fate(RENAME, "act"),
        Part("says", "kind", "threat"): Fate(RENAME, "menace"),
        Part("says", link="by"): Fate(RENAME, "source"),
    }

    found = after(new, fates)["s"]

    assert found is not None
    assert found.attributes == {"act": "menace", "topics": ["war", "trade"]}
    assert found.links == (Link("source", "w"),)


@pytest.mark.parametrize(
    ("part", "attributes", "links"),
    [
        (Part("says", "kind"), {"topics": ["war", "trade"]}, SAID.links),
        (Part("says", "kind", "threat"), {"topics": ["war", "trade"]}, SAID.links),
        (Part("says", "topics", "war"), {"kind": "threat", "topics": ["trade"]}, SAID.links),
        (Part("says", link="by"), SAID.attributes, ()),
    ],
)
def test_what_is_dropped_goes_alone(part: Part, attributes: dict[str, Any], links: tuple[Link, ...]) -> None:
    new = says(attribute=[TOPICS | {"values": ["trade"]}], link=[])

    found = after(new, {part: Fate(DROP)})["s"]

    assert found is not None
    assert (found.attributes, found.links) == (attributes, links)


def test_what_is_kept_stays_though_the_scheme_lacks_it() -> None:
    new = says(attribute=[], link=[])
    fates = {part: Fate(KEEP) for part in missing(OLD, new, {})}
    assert after(new, fates) == {}


def test_without_a_fate_everything_stays() -> None:
    assert after(scheme_of({"name": "other"})) == {}


def test_a_deleted_labels_annotations_take_the_links_to_them_along() -> None:
    new = scheme_of(SAYS | {"link": []})
    found = after(new, {Part("who"): Fate(DROP), Part("says", link="by"): Fate(KEEP)})
    assert found["w"] is None
    assert found["s"] is not None
    assert found["s"].links == ()


def test_a_relabelled_annotation_keeps_what_the_new_label_has_too() -> None:
    told = {"name": "told", "attribute": [KIND, {"name": "tone", "type": "choice", "values": ["calm"]}]}
    found = after(scheme_of(told, WHO), {Part("says"): Fate(RELABEL, "told")})["s"]
    assert found is not None
    assert (found.label, found.attributes, found.links) == ("told", {"kind": "threat", "tone": "calm"}, ())


def test_links_to_a_relabelled_annotation_stay_where_their_slot_takes_it() -> None:
    slots = [{"type": "by", "to": "agent"}]
    agent = {"name": "agent"}
    relabelled = {Part("who"): Fate(RELABEL, "agent")}
    assert set(after(scheme_of(SAYS | {"link": slots}, agent), relabelled)) == {"w"}

    elsewhere = scheme_of(SAYS | {"link": [{"type": "by", "to": "says"}]}, agent)
    found = after(elsewhere, relabelled)["s"]
    assert found is not None
    assert found.links == ()


@pytest.mark.parametrize(
    ("old", "new", "value", "then"),
    [
        ("choice", "choices", "war", ["war"]),
        ("choices", "choice", ["war"], "war"),
        ("choices", "choice", ["war", "trade"], ["war", "trade"]),
        ("choices", "text", ["war", "trade"], "war, trade"),
        ("text", "choice", "war", "war"),
        ("text", "choice", "peace", "peace"),
    ],
)
def test_values_take_the_new_type_where_that_loses_nothing(old: str, new: str, value: Any, then: Any) -> None:
    def scheme(type_: str) -> Scheme:
        values = ["war", "trade"] if type_ != "text" else []
        return scheme_of({"name": "a", "attribute": [{"name": "x", "type": type_, "values": values}]})

    one = Annotation("a", 0, 1, "a", {"x": value})
    found = Rewriting(scheme(old), scheme(new), {}).annotation(one)
    assert found is not None
    assert found.attributes == {"x": then}


def test_dropping_an_attribute_of_another_type_drops_only_what_does_not_fit() -> None:
    new = says(attribute=[KIND, CHOICE])
    drop = {Part("says", "topics"): Fate(DROP)}
    single = Annotation("t", 0, 1, "says", {"topics": ["war"]})
    rewriting = Rewriting(OLD, new, drop)
    assert [one and one.attributes for one in map(rewriting.annotation, (SAID, single))] == [
        {"kind": "threat"},
        {"topics": "war"},
    ]


def test_two_labels_can_change_names() -> None:
    new = scheme_of({"name": "who", "attribute": [KIND, TOPICS], "link": [{"type": "by", "to": "says"}]},
                    {"name": "says"})  # fmt: skip
    fates = {Part("says"): Fate(RENAME, "who"), Part("who"): Fate(RENAME, "says")}
    assert missing(OLD, new, fates) == ()
    assert {uid: one and one.label for uid, one in after(new, fates).items()} == {"s": "who", "w": "says"}


def test_a_renamed_attribute_may_still_lose_values() -> None:
    sort = {"name": "sort", "type": "choice", "values": ["fact"]}
    fates = {Part("says", "kind"): Fate(RENAME, "sort")}
    assert missing(OLD, says(attribute=[sort, TOPICS]), fates) == (Part("says", "kind", "threat"),)

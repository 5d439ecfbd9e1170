"""What an analyst does in an article: each function is one action and tells what it changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.annotation import Annotation, Link
from annotator.domain.change import Change
from annotator.domain.problems import Problem, UnknownName
from annotator.project import annotating, articles, maintenance, submitting, undoing
from annotator.project.project import Project
from tests.making import STORY, article_id, layer, one, project_with, scheme_of, span_of, tag, words_of


def actions(project: Project) -> int:
    return int((project.store.row("SELECT count(*) FROM action") or (0,))[0])


def test_a_new_annotation_says_by_whom_when_and_how_and_has_its_defaults(project: Project) -> None:
    change = annotating.add(project, 1, *span_of(STORY, "Kim"), "actor")
    (made,) = layer(project)
    assert (made.label, made.author, made.origin) == ("actor", "anna", "hand")
    assert made.attributes == {"mention": "name", "reference": "literal"}
    assert made.made.endswith("Z")
    assert len(made.made) == 20
    assert words_of(project, [made]) == ["Kim"]
    assert change.of_layer(article_id(STORY), "anna")[0].after == made


def test_the_first_annotation_opens_the_layer(project: Project) -> None:
    assert articles.layer_of(project, 1, "anna") is None
    assert articles.status_of(project, 1, "anna") == "new"
    tag(project, "Kim", "actor")
    assert articles.status_of(project, 1, "anna") == "in progress"


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 3), (0, len(STORY) + 1)])
def test_what_is_no_span_of_the_text_is_refused(project: Project, start: int, end: int) -> None:
    with pytest.raises(Problem, match="is no span of a text"):
        annotating.add(project, 1, start, end, "actor")
    uid = tag(project, "Kim", "actor")
    with pytest.raises(Problem, match="is no span of a text"):
        annotating.move(project, 1, uid, start, end)


def test_a_label_that_is_not_in_the_scheme_is_refused(project: Project) -> None:
    with pytest.raises(UnknownName, match="actor, claim, quote, sanction"):
        annotating.add(project, 1, 0, 5, "person")
    with pytest.raises(UnknownName, match="'person'"):
        annotating.relabel(project, 1, [tag(project, "Kim", "actor")], "person")


def test_moving_changes_the_span_alone(project: Project) -> None:
    uid = tag(project, "agree", "quote")
    before = one(project, uid)
    annotating.move(project, 1, uid, *span_of(STORY, "We agree"))
    after = one(project, uid)
    assert words_of(project, [after]) == ["We agree"]
    assert before.body() | {"start": after.start} == after.body()


def test_relabelling_drops_what_does_not_fit_and_adds_defaults(project: Project) -> None:
    """`kind` is an attribute of both labels, but "none" is no kind of claim."""
    actor, quote = tag(project, "Kim", "actor"), tag(project, "We agree", "quote")
    annotating.set_attribute(project, 1, [quote], "cue", "said")
    annotating.link(project, 1, [quote], "speaker", actor)
    annotating.relabel(project, 1, [quote], "claim")
    changed = one(project, quote)
    assert changed.attributes == {"attribution": "named", "polarity": "affirmed", "cue": "said"}
    assert changed.links == ()


def test_relabelling_keeps_what_fits(project: Project) -> None:
    quote = tag(project, "We agree", "quote")
    annotating.set_attribute(project, 1, [quote], "kind", "threat")
    annotating.relabel(project, 1, [quote], "claim")
    assert one(project, quote).attributes["kind"] == "threat"


def test_relabelling_drops_the_links_of_others_that_no_longer_fit(project: Project) -> None:
    actor, quote = tag(project, "Kim", "actor"), tag(project, "We agree", "quote")
    annotating.link(project, 1, [quote], "speaker", actor)
    annotating.relabel(project, 1, [actor], "claim")
    assert one(project, quote).links == ()
    undoing.undo(project)
    assert one(project, quote).links == (Link("speaker", actor),)
    assert one(project, actor).label == "actor"


def test_linked_annotations_are_relabelled_together(project: Project) -> None:
    """Each gets the new label, and one state only."""
    actor, quote = tag(project, "Kim", "actor"), tag(project, "We agree", "quote")
    annotating.link(project, 1, [quote], "speaker", actor)
    annotating.relabel(project, 1, [quote, actor], "claim")
    assert [found.label for found in layer(project)] == ["claim", "claim"]
    assert [found.links for found in layer(project)] == [(), ()]
    undoing.undo(project)
    assert one(project, quote).links == (Link("speaker", actor),)
    assert maintenance.faults(project) == []


def test_what_is_linked_to_several_relabelled_ones_loses_all_these_links(project: Project) -> None:
    first, second = tag(project, "Kim", "actor"), tag(project, "minister", "actor")
    claim = tag(project, "he would sign", "claim")
    for actor in (first, second):
        annotating.link(project, 1, [claim], "claimant", actor)
    annotating.relabel(project, 1, [first, second], "quote")
    assert one(project, claim).links == ()
    undoing.undo(project)
    assert len(one(project, claim).links) == 2


def test_relabelling_to_the_same_label_is_no_action(project: Project) -> None:
    uid = tag(project, "Kim", "actor")
    before = actions(project)
    assert not annotating.relabel(project, 1, [uid], "actor")
    assert not annotating.move(project, 1, uid, *one(project, uid).span)
    assert not annotating.set_unsure(project, 1, [uid], False)
    assert not annotating.set_attribute(project, 1, [uid], "mention", "name")
    assert actions(project) == before


@pytest.mark.parametrize(
    ("label", "name", "value"),
    [
        ("actor", "mention", "pronoun"),
        ("actor", "actor", "somebody unregistered"),
        ("quote", "cue", "dit-elle “là”"),
        ("sanction", "measure", ["trade", "arms"]),
    ],
)
def test_an_attribute_is_set_and_taken_away(project: Project, label: str, name: str, value: Any) -> None:
    uid = tag(project, "Kim", label)
    annotating.set_attribute(project, 1, [uid], name, value)
    assert one(project, uid).attributes[name] == value
    annotating.set_attribute(project, 1, [uid], name, None)
    assert name not in one(project, uid).attributes


def test_a_value_that_the_scheme_does_not_have_is_refused(project: Project) -> None:
    uid = tag(project, "Kim", "actor")
    with pytest.raises(Problem, match="'loud' is no value of actor mention: name, nominal, pronoun"):
        annotating.set_attribute(project, 1, [uid], "mention", "loud")


def test_an_attribute_is_set_on_those_that_have_it(project: Project) -> None:
    actor, quote = tag(project, "Kim", "actor"), tag(project, "We agree", "quote")
    annotating.set_attribute(project, 1, [actor, quote], "form", "mixed")
    assert one(project, quote).attributes["form"] == "mixed"
    assert "form" not in one(project, actor).attributes


def test_doubt_is_marked_and_taken_back(project: Project) -> None:
    uid = tag(project, "Kim", "actor")
    annotating.set_unsure(project, 1, [uid], True)
    assert one(project, uid).unsure
    annotating.set_unsure(project, 1, [uid], False)
    assert not one(project, uid).unsure


def test_a_slot_for_one_is_filled_anew(project: Project) -> None:
    quote, kim, minister = (
        tag(project, "We agree", "quote"),
        tag(project, "Kim", "actor"),
        tag(project, "minister", "actor"),
    )
    annotating.link(project, 1, [quote], "speaker", kim)
    annotating.link(project, 1, [quote], "speaker", minister)
    assert one(project, quote).links == (Link("speaker", minister),)


@pytest.mark.parametrize(
    ("most", "kept"), [(1, "c"), (2, "bc"), (3, "abc"), (4, "abc"), (5, "abc"), (None, "abc")]
)
def test_a_slot_holds_as_many_as_it_may_and_the_oldest_goes(
    tmp_path: Path, most: int | None, kept: str
) -> None:
    slot = {"type": "to", "to": "x"} | ({} if most is None else {"most": most})
    with project_with(tmp_path, "abcd", scheme=scheme_of({"name": "x", "link": [slot]})) as project:
        uids = {letter: tag(project, letter, "x") for letter in "abcd"}
        for letter in "abc":
            annotating.link(project, 1, [uids["d"]], "to", uids[letter])
        assert [uids[letter] for letter in kept] == [link.to for link in one(project, uids["d"]).links]


def test_the_same_link_twice_is_one(project: Project) -> None:
    claim, kim = tag(project, "he would sign", "claim"), tag(project, "Kim", "actor")
    annotating.link(project, 1, [claim], "claimant", kim)
    assert not annotating.link(project, 1, [claim], "claimant", kim)
    assert one(project, claim).links == (Link("claimant", kim),)


@pytest.mark.parametrize(
    ("words", "label", "type_"),
    [("We agree", "quote", "claimant"), ("We agree", "quote", "continues"), ("minister", "actor", "speaker")],
)
def test_a_link_that_the_scheme_does_not_have_is_refused(
    project: Project, words: str, label: str, type_: str
) -> None:
    """`continues` leads from quote to quote, and not to an actor."""
    uid, kim = tag(project, words, label), tag(project, "Kim", "actor")
    with pytest.raises(Problem, match=f"{label} has no {type_} that points to actor"):
        annotating.link(project, 1, [uid], type_, kim)


def test_nothing_is_linked_to_itself(project: Project) -> None:
    quote = tag(project, "We agree", "quote")
    with pytest.raises(Problem, match="has no continues"):
        annotating.link(project, 1, [quote], "continues", quote)


def test_one_link_or_all_of_a_kind_are_removed(project: Project) -> None:
    claim, kim, minister = (
        tag(project, "he would sign", "claim"),
        tag(project, "Kim", "actor"),
        tag(project, "minister", "actor"),
    )
    for actor in (kim, minister):
        annotating.link(project, 1, [claim], "claimant", actor)
    annotating.unlink(project, 1, [claim], "claimant", kim)
    assert one(project, claim).links == (Link("claimant", minister),)
    annotating.unlink(project, 1, [claim], "claimant")
    assert one(project, claim).links == ()


def test_what_was_linked_to_a_deleted_one_keeps_its_frame(project: Project) -> None:
    kim, quote = tag(project, "Kim", "actor"), tag(project, "We agree", "quote")
    annotating.link(project, 1, [quote], "speaker", kim)
    change = annotating.delete(project, 1, [kim])
    (left,) = layer(project)
    assert (left.id, left.links) == (quote, ())
    assert {(found.id, found.after is None) for found in change.annotations or ()} == {
        (kim, True),
        (quote, False),
    }
    undoing.undo(project)
    assert one(project, quote).links == (Link("speaker", kim),)


def test_several_are_deleted_as_one_action(project: Project) -> None:
    uids = [tag(project, words, "actor") for words in ("Kim", "minister", "Oslo")]
    assert annotating.delete(project, 1, [*uids, uids[0]]).name == "delete 3 annotations"
    assert layer(project) == ()
    undoing.undo(project)
    assert len(layer(project)) == 3


DELETED: list[Callable[[Project, str], Change]] = [
    lambda project, uid: annotating.move(project, 1, uid, 0, 5),
    lambda project, uid: annotating.relabel(project, 1, [uid], "claim"),
    lambda project, uid: annotating.set_unsure(project, 1, [uid], True),
    lambda project, uid: annotating.delete(project, 1, [uid]),
    lambda project, uid: annotating.link(project, 1, [uid], "speaker", uid),
]


@pytest.mark.parametrize("act", DELETED)
def test_a_deleted_annotation_can_no_more_be_changed(
    project: Project, act: Callable[[Project, str], Change]
) -> None:
    uid = tag(project, "Kim", "actor")
    annotating.delete(project, 1, [uid])
    before = actions(project)
    with pytest.raises(UnknownName, match="That annotation is gone"):
        act(project, uid)
    assert actions(project) == before


def test_a_colleagues_annotation_is_none_of_mine(project: Project) -> None:
    uid = tag(project, "Kim", "actor")
    project.analyst = "ben"
    with pytest.raises(UnknownName, match="gone"):
        annotating.delete(project, 1, [uid])
    assert len(layer(project, analyst="anna")) == 1


def test_a_status_opens_the_layer_and_is_kept(project: Project) -> None:
    submitting.set_status(project, 1, "new")
    assert articles.status_of(project, 1, "anna") == "new"
    assert layer(project) == ()
    tag(project, "Kim", "actor")
    submitting.set_status(project, 1, "done")
    assert articles.status_of(project, 1, "anna") == "done"
    assert articles.progress(project, "anna") == (1, 1, 0)
    with pytest.raises(Problem, match="'finished' is no status: new, in progress, done"):
        submitting.set_status(project, 1, "finished")


def test_the_status_that_it_has_already_is_no_action(project: Project) -> None:
    submitting.set_status(project, 1, "done")
    before = actions(project)
    assert not submitting.set_status(project, 1, "done")
    assert actions(project) == before


def test_a_suggestion_that_was_edited_says_so(project: Project) -> None:
    annotating.add(project, 1, 0, 5, "actor", origin="suggestion")
    (made,) = layer(project)
    assert made.origin == "suggestion"
    annotating.move(project, 1, made.id, 0, 10)
    assert one(project, made.id).origin == "suggestion edited"


@pytest.mark.parametrize("rule", ["same_label_overlap", "crossing"])
def test_what_the_scheme_forbids_is_refused(tmp_path: Path, rule: str) -> None:
    strict = scheme_of({"name": "a"}, {"name": "b"}, **{rule: "forbid"})
    label = "a" if rule == "same_label_overlap" else "b"
    with project_with(tmp_path, "one two three", scheme=strict) as project:
        annotating.add(project, 1, 0, 7, "a")
        with pytest.raises(Problem, match="This scheme forbids it"):
            annotating.add(project, 1, 4, 13, label)
        annotating.add(project, 1, 8, 13, label)
        with pytest.raises(Problem, match="This scheme forbids it"):
            annotating.move(project, 1, layer(project)[1].id, 4, 13)


def test_a_relabelling_that_the_scheme_forbids_is_refused(tmp_path: Path) -> None:
    strict = scheme_of({"name": "a"}, {"name": "b"}, same_label_overlap="forbid")
    with project_with(tmp_path, "one two three", scheme=strict) as project:
        annotating.add(project, 1, 0, 7, "a")
        annotating.add(project, 1, 4, 7, "b")
        with pytest.raises(Problem, match="This scheme forbids it"):
            annotating.relabel(project, 1, [layer(project)[1].id], "a")


def test_by_default_spans_may_overlap(project: Project) -> None:
    annotating.add(project, 1, 0, 7, "actor")
    annotating.add(project, 1, 4, 9, "actor")
    assert [found.span for found in layer(project)] == [(0, 7), (4, 9)]


def test_annotations_are_listed_in_text_order(project: Project) -> None:
    for start, end, label in [(5, 9, "actor"), (0, 4, "quote"), (0, 9, "claim"), (0, 4, "actor")]:
        annotating.add(project, 1, start, end, label)
    assert [(found.span, found.label) for found in layer(project)] == [
        ((0, 9), "claim"),
        ((0, 4), "actor"),
        ((0, 4), "quote"),
        ((5, 9), "actor"),
    ]


def test_nothing_is_written_to_a_project_that_is_open_for_reading(project: Project) -> None:
    with (
        Project.open(project.path, "anna", writing=False) as reading,
        pytest.raises(Problem, match="open for reading only"),
    ):
        annotating.add(reading, 1, 0, 5, "actor")
    assert layer(project) == ()


def test_an_annotation_holds_nothing_but_what_the_log_holds(project: Project) -> None:
    uid = tag(project, "Kim", "actor")
    assert Annotation.from_body(uid, one(project, uid).body()) == one(project, uid)


def test_what_the_text_proposes_is_set_as_far_as_the_label_takes_it(project: Project) -> None:
    proposed = {"mention": "pronoun", "reference": "nonsense", "cue": "said", "actor": "state.no"}
    (made,) = (
        annotating.add(project, 1, *span_of(STORY, "he"), "actor", attributes=proposed).annotations or ()
    )
    assert one(project, made.id).attributes == {
        "mention": "pronoun",
        "reference": "literal",
        "actor": "state.no",
    }


def test_several_are_tagged_in_one_action(project: Project) -> None:
    tags = [(span_of(STORY, "Kim"), {"mention": "name"}), (span_of(STORY, "he"), {"mention": "pronoun"})]
    annotating.add_all(project, 1, tags, "actor")
    assert [(a.origin, a.attributes["mention"]) for a in layer(project)] == [
        ("propagated", "pronoun"),
        ("propagated", "name"),
    ]
    undoing.undo(project)
    assert layer(project) == ()


def test_several_links_are_drawn_in_one_action(project: Project) -> None:
    first, second = tag(project, "Kim", "actor"), tag(project, "minister", "actor")
    claim = tag(project, "he would sign", "claim")
    annotating.link(project, 1, [claim], "claimant", first, second)
    assert one(project, claim).links == (Link("claimant", first), Link("claimant", second))
    undoing.undo(project)
    assert one(project, claim).links == ()


def test_a_name_is_tagged_and_linked_in_one_action(project: Project) -> None:
    quote, there = tag(project, "We agree", "quote"), tag(project, "minister", "actor")
    sanction = tag(project, "sign", "sanction")
    new = [(span_of(STORY, "Kim"), {"mention": "name"})]
    annotating.link_new(project, 1, [sanction], "sender", new, "actor", there)
    annotating.link_new(project, 1, [quote], "speaker", [(span_of(STORY, "he"), {})], "actor")
    ids = {words: a.id for a, words in zip(layer(project), words_of(project, layer(project)), strict=True)}
    assert one(project, sanction).links == (Link("sender", there), Link("sender", ids["Kim"]))
    assert one(project, quote).links == (Link("speaker", ids["he"]),)
    undoing.undo(project)
    assert (len(layer(project)), one(project, quote).links) == (4, ())


def test_an_edge_that_moves_takes_what_the_text_proposes_along(project: Project) -> None:
    uid = tag(project, "agree", "quote")
    annotating.move(project, 1, uid, *span_of(STORY, "We agree"), {"cue": "said"})
    assert one(project, uid).attributes["cue"] == "said"

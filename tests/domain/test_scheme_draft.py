"""A scheme under change: renaming, adding, removing, and what is wrong with it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotator.domain.scheme import Colours
from annotator.domain.scheme_change import RENAME, Fate, Part
from annotator.domain.scheme_draft import AttributeDraft, LabelDraft, LinkDraft, SchemeDraft, ValueDraft
from annotator.domain.scheme_faults import faults, verdict
from annotator.project.shipped import default_scheme, shipped_schemes

DEFAULT = default_scheme()


@pytest.fixture
def draft() -> SchemeDraft:
    return SchemeDraft(DEFAULT)


def label(draft: SchemeDraft, name: str) -> LabelDraft:
    found = draft.label(name)
    assert found is not None
    return found


@pytest.mark.parametrize("scheme", [one.scheme for one in shipped_schemes()], ids=lambda one: one.name)
def test_an_untouched_draft_is_the_scheme(scheme) -> None:
    draft = SchemeDraft(scheme)
    assert (draft.scheme(), draft.is_changed, draft.renames(), draft.lost()) == (scheme, False, {}, ())
    assert faults(draft) == []


def test_links_follow_a_renamed_label(draft: SchemeDraft) -> None:
    draft.rename_label(label(draft, "actor"), "agent")
    assert draft.renames() == {Part("actor"): Fate(RENAME, "agent")}
    assert {link.to for one in draft.labels for link in one.links} == {"agent", "quote"}
    assert (draft.lost(), faults(draft)) == ((), [])


def test_conditions_follow_a_renamed_attribute_and_value(draft: SchemeDraft) -> None:
    claim = label(draft, "claim")
    attribution = claim.attributes[1]
    claim.rename_value(attribution, attribution.values[1], "anonymous")
    claim.rename_attribute(attribution, "source")
    assert claim.links[0].unless == {"source": "anonymous"}
    assert draft.renames() == {
        Part("claim", "attribution"): Fate(RENAME, "source"),
        Part("claim", "attribution", "unnamed"): Fate(RENAME, "anonymous"),
    }
    assert faults(draft) == []


def test_a_new_label_is_ready_to_use(draft: SchemeDraft) -> None:
    made = [draft.add_label(), draft.add_label()]
    assert [(one.name, one.key) for one in made] == [("label", "5"), ("label 2", "6")]
    assert faults(draft) == []
    assert draft.renames() == {}


def test_a_proposal_uses_a_line_that_is_free(draft: SchemeDraft) -> None:
    draft.remove_label(label(draft, "quote"))
    made = draft.add_label()
    made.line = "solid"
    draft.propose_look(made)
    assert made.line == "dot"


def test_what_was_taken_out_is_named(draft: SchemeDraft) -> None:
    draft.remove_label(label(draft, "sanction"))
    claim = label(draft, "claim")
    del claim.attributes[1], claim.attributes[0].values[0]
    assert draft.lost() == (
        Part("claim", "kind", "fact"),
        Part("claim", "attribution"),
        Part("sanction"),
    )


def test_an_imported_scheme_is_matched_by_names() -> None:
    other = replace(DEFAULT, name="Other", labels=DEFAULT.labels[:1])
    draft = SchemeDraft(DEFAULT, other)
    assert draft.lost() == (Part("claim"), Part("quote"), Part("sanction"))
    assert draft.is_changed


def _rename(name: str) -> Callable[[SchemeDraft], object]:
    return lambda draft: draft.rename_label(draft.labels[1], name)


def _claim(change: Callable[[LabelDraft], object]) -> Callable[[SchemeDraft], object]:
    return lambda draft: change(draft.labels[1])


def _set(**values: object) -> Callable[[SchemeDraft], object]:
    return _claim(lambda claim: [setattr(claim, name, value) for name, value in values.items()])


@pytest.mark.parametrize(
    ("change", "where", "told"),
    [
        (lambda draft: setattr(draft, "name", " "), "scheme", "has no name"),
        (lambda draft: draft.labels.clear(), "scheme", "has no label"),
        (lambda draft: setattr(draft, "annotated_zones", ()), "scheme", "No zone"),
        (_rename(""), "label", "A label has no name"),
        (_rename("actor"), "label", "Two labels are called actor"),
        (_rename(" x"), "label", "blanks at its edges"),
        (_set(key="1"), "label", "Two labels have the key 1: actor and claim"),
        (_set(key="12"), "label", "more than one character"),
        (_set(light=Colours("red", "#ffffff")), "label", "not of the form #rrggbb"),
        (_set(light=Colours("#c0c0c0", "#ffffff")), "label", "hardly be seen in the light look"),
        (_set(dark=Colours("#fee03b", "#c0c0c0")), "label", "hardly be read on the fill"),
        (_claim(lambda x: x.attributes.append(AttributeDraft("new"))), "attributes", "no value to choose"),
        (_claim(lambda x: x.attributes.append(AttributeDraft("cue", "text"))), "attributes", "called cue"),
        (_claim(lambda x: x.attributes[0].values.append(ValueDraft("fact"))), "attributes", "twice"),
        (_claim(lambda x: x.attributes[0].values.append(ValueDraft(""))), "attributes", "has no name"),
        (_claim(lambda x: x.attributes[0].values.append(ValueDraft("x", "f"))), "attributes", "key f"),
        (_claim(lambda x: x.links.append(LinkDraft("", "actor"))), "links", "A link has no name"),
        (_claim(lambda x: x.links.append(LinkDraft("to", "nobody"))), "links", "to no label: nobody"),
        (_claim(lambda x: x.links.append(LinkDraft("a", "actor", 2, 1))), "links", "at most 1, but 2"),
        (_claim(lambda x: x.attributes.pop(1)), "links", "depends on attribution being unnamed"),
        (lambda draft: draft.remove_label(draft.labels[0]), "links", "points to no label: actor"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_told_with_its_place(
    draft: SchemeDraft, change: Callable[[SchemeDraft], object], where: str, told: str
) -> None:
    change(draft)
    found = [fault for fault in faults(draft) if fault.blocks]
    assert any(fault.where == where and told in fault.sentence for fault in found), found


def test_a_name_that_annotations_of_a_label_taken_out_still_have_is_not_given_away(
    draft: SchemeDraft,
) -> None:
    draft.remove_label(label(draft, "sanction"))
    draft.rename_label(label(draft, "claim"), "sanction")
    assert any("still have it" in fault.sentence for fault in faults(draft))


def test_two_labels_may_change_names(draft: SchemeDraft) -> None:
    claim, quote = label(draft, "claim"), label(draft, "quote")
    draft.rename_label(claim, "x")
    draft.rename_label(quote, "claim")
    draft.rename_label(claim, "quote")
    assert [fault for fault in faults(draft) if fault.blocks] == []


def test_alike_colours_are_told_but_do_not_stop(draft: SchemeDraft) -> None:
    claim = label(draft, "claim")
    claim.light = Colours("#17827d", "#daebea")
    (told,) = faults(draft)
    assert (told.blocks, told.sentence[:42]) == (False, "quote looks much like claim in the light l")
    said, good = verdict(draft, claim, "light")
    assert (said[:40], good) == ("Contrast 4.6:1. Too much like quote (dif", False)


def test_colours_that_were_there_before_do_not_stop_either() -> None:
    pale = replace(DEFAULT.labels[1], light=Colours("#c0c0c0", "#ffffff"))
    draft = SchemeDraft(replace(DEFAULT, labels=(DEFAULT.labels[0], pale)))
    assert [fault.blocks for fault in faults(draft) if "hardly be seen" in fault.sentence] == [False]


def test_the_verdict_says_how_far_apart_colours_are(draft: SchemeDraft) -> None:
    assert verdict(draft, label(draft, "claim"), "light") == (
        "Contrast 5.1:1. Well apart from all others; nearest is sanction (difference 21 with tritanopia).",
        True,
    )

"""Changing the scheme of a project: annotations of all layers go along, in one action that can be undone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.problems import Problem
from annotator.domain.scheme import Label, Scheme, scheme_from_dict, scheme_to_dict
from annotator.domain.scheme_change import DROP, RELABEL, RENAME, Fate, Part
from annotator.project import annotating, guidelines, maintenance, scheming, undoing
from annotator.project.project import Project
from annotator.project.shipped import default_scheme
from annotator.storage.log import body_of
from tests.making import STORY, layer, one, project_with, reopened, scheme_of, tag

RENAMED = Fate(RENAME, "statement")


def without(scheme: Scheme, *names: str) -> Scheme:
    """The scheme without some labels, and without the links to them."""
    kept = [label for label in scheme.labels if label.name not in names]
    labels = tuple(replace(label, links=tuple(x for x in label.links if x.to not in names)) for label in kept)
    return replace(scheme, labels=labels)


def with_label(scheme: Scheme, name: str, change: Callable[[Label], Label]) -> Scheme:
    return replace(scheme, labels=tuple(change(x) if x.name == name else x for x in scheme.labels))


def renamed(scheme: Scheme, name: str, to: str) -> Scheme:
    return with_label(scheme, name, lambda label: replace(label, name=to))


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Project]:
    """A project in which ben has a claim, and anna a claim and a quote that Kim speaks."""
    with project_with(tmp_path, STORY, analyst="ben") as project:
        tag(project, "We agree", "claim")
    with Project.open(project.path, "anna") as project:
        kim, quote = tag(project, "Kim", "actor"), tag(project, "We agree", "quote")
        tag(project, "he would sign", "claim")
        annotating.link(project, 1, [quote], "speaker", kim)
        yield project


def heads(project: Project) -> list[tuple[Any, ...]]:
    """Every current object with its state, without the revisions that made it."""
    rows = project.store.rows(
        "SELECT head.article, head.layer, head.kind, head.object, head.gone, bytes FROM head "
        "JOIN revision ON revision.id = head.revision WHERE NOT head.gone ORDER BY 1, 2, 3, 4"
    )
    return [(*row[:-1], body_of(row[-1])) for row in rows]


def labels_of(project: Project, analyst: str = "anna") -> list[str]:
    return [found.label for found in layer(project, analyst=analyst)]


def test_a_renamed_label_is_renamed_in_every_layer(two: Project) -> None:
    new = renamed(two.scheme, "claim", "statement")

    change = scheming.apply(two, new, {Part("claim"): RENAMED})

    assert (labels_of(two), labels_of(two, "ben")) == (["statement", "quote", "actor"], ["statement"])
    assert {analyst for _, analyst in change.layers if analyst != "project"} == {"anna", "ben"}
    assert "scheme" in change.kinds
    assert maintenance.faults(two) == []


def test_the_guidelines_entry_follows_its_label(two: Project) -> None:
    entry = two.guideline.entry("claim")

    scheming.apply(two, renamed(two.scheme, "claim", "statement"), {Part("claim"): RENAMED})

    assert (two.guideline.entry("claim"), two.guideline.entry("statement")) == ("", entry)
    assert guidelines.made_under_older(two, "statement", "anna") == []


def test_the_version_goes_up_with_each_change_that_is_one(two: Project) -> None:
    assert not scheming.apply(two, two.scheme)
    scheming.apply(two, replace(two.scheme, name="Mine"))
    scheming.apply(two, replace(two.scheme, name="Ours"))

    with reopened(two) as again:
        assert (again.scheme.name, again.scheme.version) == ("Ours", 3)


def test_a_change_is_one_undo_step(two: Project) -> None:
    before, scheme = heads(two), two.scheme
    scheming.apply(two, without(scheme, "claim"), {Part("claim"): Fate(DROP)})
    assert labels_of(two) == ["quote", "actor"]

    undoing.undo(two)
    assert (heads(two), two.scheme) == (before, scheme)

    undoing.redo(two)
    assert labels_of(two) == ["quote", "actor"]


def test_annotations_of_a_removed_label_stay_if_nothing_is_said(two: Project) -> None:
    before = layer(two)
    scheming.apply(two, without(two.scheme, "claim"))
    assert layer(two) == before


def test_relabelled_annotations_lose_what_the_other_label_lacks(two: Project) -> None:
    scheming.apply(two, without(two.scheme, "quote"), {Part("quote"): Fate(RELABEL, "claim")})

    (quote,) = (found for found in layer(two) if found.start == STORY.index("We agree"))
    assert (quote.label, quote.attributes, quote.links) == (
        "claim",
        {"attribution": "named", "polarity": "affirmed"},
        (),
    )


def test_what_would_be_unknown_is_counted_before_anything_is_done(two: Project) -> None:
    found = scheming.unknown(two, without(two.scheme, "claim", "sanction"))

    assert found == [scheming.Concern(Part("claim"), 2, 1, 2)]
    assert str(found[0]) == "2 annotations (1 article, 2 analysts)"


def test_attributes_and_links_are_counted_too(two: Project) -> None:
    new = with_label(two.scheme, "quote", lambda label: replace(label, attributes=(), links=()))

    found = {str(one.part): one.annotations for one in scheming.unknown(two, new)}

    assert found == {"quote · form": 1, "quote · kind": 1, "quote → speaker": 1}


def test_a_scheme_that_is_none_is_refused(two: Project) -> None:
    labels = two.scheme.labels
    with pytest.raises(Problem, match="two labels have the same name"):
        scheming.apply(two, replace(two.scheme, labels=(*labels, labels[0])))
    assert two.scheme == default_scheme()


def test_what_the_scheme_does_not_know_can_be_worked_on(two: Project) -> None:
    """Its annotations can be marked, moved, relabelled and deleted, and what they link to as well."""
    quote = next(found for found in layer(two) if found.label == "quote")
    scheming.apply(two, without(two.scheme, "quote"))

    annotating.set_unsure(two, 1, [quote.id], True)
    annotating.set_attribute(two, 1, [quote.id], "form", None)
    annotating.delete(two, 1, [quote.links[0].to])
    assert (one(two, quote.id).unsure, one(two, quote.id).links) == (True, ())
    assert "form" not in one(two, quote.id).attributes

    annotating.relabel(two, 1, [quote.id], "claim")
    assert one(two, quote.id).label == "claim"


def test_an_attribute_that_the_scheme_lost_can_be_taken_away(two: Project) -> None:
    quote = next(found for found in layer(two) if found.label == "quote")
    scheming.apply(two, with_label(two.scheme, "quote", lambda label: replace(label, attributes=())))

    annotating.set_attribute(two, 1, [quote.id], "form", "mixed")
    assert one(two, quote.id).attributes["form"] == "direct"

    annotating.set_attribute(two, 1, [quote.id], "form", None)
    assert "form" not in one(two, quote.id).attributes


LABELS = ("actor", "claim", "quote", "sanction", "other")
FATES = st.dictionaries(
    st.sampled_from(LABELS[:3]),
    st.sampled_from([Fate(DROP), Fate("keep"), *(Fate(w, x) for w in (RENAME, RELABEL) for x in LABELS)]),
)


@st.composite
def changes(draw: st.DrawFn) -> tuple[Scheme, dict[Part, Fate]]:
    """Any scheme over a few labels, with any fates, sensible or not."""
    data = scheme_to_dict(default_scheme())
    names = draw(st.lists(st.sampled_from(LABELS), min_size=1, unique=True))
    labels = []
    for name in names:
        label = dict(draw(st.sampled_from(data["label"])), name=name, key="")
        label["attribute"] = [
            one | {"keys": [], "values": draw(st.permutations(one["values"]))[: draw(st.integers(1, 9))]}
            for one in label["attribute"]
            if draw(st.booleans())
        ]
        label["link"] = [one | {"to": draw(st.sampled_from(names))} for one in label["link"]]
        labels.append(label)
    scheme = scheme_from_dict(data | {"label": labels})
    return scheme, {Part(name): fate for name, fate in draw(FATES).items()}


@settings(max_examples=25, deadline=None)
@given(change=changes())
def test_any_change_can_be_taken_back(
    tmp_path_factory: pytest.TempPathFactory, change: tuple[Scheme, dict[Part, Fate]]
) -> None:
    with project_with(tmp_path_factory.mktemp("any"), STORY) as project:
        kim, quote = tag(project, "Kim", "actor"), tag(project, "We agree", "quote")
        annotating.link(project, 1, [quote], "speaker", kim)
        tag(project, "he would sign", "claim")
        before = heads(project)

        scheming.apply(project, *change)
        after = heads(project)
        undoing.undo(project)
        assert heads(project) == before

        undoing.redo(project)
        assert heads(project) == after
        assert maintenance.faults(project) == []


def test_a_scheme_with_other_rules_only_touches_no_annotation(two: Project) -> None:
    change = scheming.apply(two, replace(two.scheme, crossing="allow"))
    assert (change.layers, change.kinds) == (frozenset(), {"scheme"})


def test_a_label_can_be_added(two: Project) -> None:
    place = scheme_of({"name": "place"}).labels[0]
    scheming.apply(two, replace(two.scheme, labels=(*two.scheme.labels, place)))
    tag(two, "Oslo", "place")
    assert "place" in labels_of(two)

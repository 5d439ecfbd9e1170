"""The registry of a project: what it starts with, and what one does with it, one action and one undo each."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.actor import FORM_FIELDS, Actor, Role
from annotator.domain.change import Change
from annotator.domain.problems import Problem
from annotator.project import actor_files, annotating, maintenance, mentions, registry, undoing
from annotator.project.project import Project
from annotator.project.shipped import starter
from tests.making import STORY, bring, draft_of, one, project_with, reopened, scheme_of, tag

KIM, PARK, PAK = "kim", "park", "pak"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Anna's project with STORY, and two entries beside those it starts with."""
    with project_with(tmp_path, STORY) as project:
        registry.add(project, "Kim Chol", "person", KIM, aliases=("Mr. Kim",))
        registry.add(project, "Park", "person", PARK, metonyms=("Blue House",))
        yield project


def actor(project: Project, uid: str) -> Actor:
    found = project.registry.stored(uid)
    assert found is not None
    return found


def add_form(project: Project, uid: str, form: str, kind: str = "alias") -> Change:
    return _with_forms_of(project, uid, lambda before: before.with_form(form, kind))


def remove_form(project: Project, uid: str, form: str) -> Change:
    return _with_forms_of(project, uid, lambda before: before.without_forms(frozenset([form])))


def _with_forms_of(project: Project, uid: str, changed: Callable[[Actor], Actor]) -> Change:
    registry.change(project, uid)  # Raises Problem where there is no entry that can be changed.
    after = changed(actor(project, uid))
    return registry.change(project, uid, **{field: getattr(after, field) for field in FORM_FIELDS.values()})


def point(project: Project, annotation: str, value: str, key: int = 1) -> None:
    annotating.set_attribute(project, key, [annotation], "actor", value)


def value(project: Project, annotation: str, key: int = 1) -> Any:
    return one(project, annotation, key).attributes.get("actor")


# What it starts with


def test_a_new_project_has_the_starter_registry_in_its_first_action(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", analyst="anna") as project:
        assert set(starter()) == set(project.registry.entries)
        assert project.store.rows("SELECT name, undoable FROM action") == [("new project", 0)]
        assert undoing.next_undo(project) is None


def test_a_scheme_without_a_registry_attribute_starts_with_no_actors(tmp_path: Path) -> None:
    with project_with(tmp_path, scheme=scheme_of({"name": "thing"})) as project:
        assert len(project.registry) == 0
        assert actor_files.add_starter(project).kinds == {"actor"}
        assert len(project.registry) == len(starter())
        assert not actor_files.add_starter(project)


def test_the_starter_keeps_what_was_changed_here(project: Project) -> None:
    registry.change(project, "state.kp", name="DPRK")
    actor_files.add_starter(project)
    assert actor(project, "state.kp").name == "DPRK"


def test_opening_a_project_reads_no_registry(project: Project) -> None:
    with Project.open(project.path, "anna", writing=False) as reading:
        assert "registry" not in vars(reading)
        assert reading.registry.named("Kim Chol")


# Single entries


def test_an_entry_is_added_under_a_new_id(project: Project) -> None:
    change = registry.add(project, " Orontes  General ", aliases=("Orontes",))
    (found,) = {named for named, _ in project.registry.named("Orontes")}
    assert (change.name, change.kinds) == ("add actor", {"actor"})
    assert (found.name, found.type, found.aliases, len(found.id)) == (
        "Orontes General",
        "organisation",
        ("Orontes",),
        32,
    )


def test_an_id_is_given_once(project: Project) -> None:
    with pytest.raises(Problem, match="has an entry kim already"):
        registry.add(project, "Kim", uid=KIM)


def test_fields_are_changed_in_one_action(project: Project) -> None:
    role = Role("Envoy", "state.kp", "2006-11")
    assert registry.change(project, KIM, type="group", roles=(role,), external=(("q", "1"),))
    with Project.open(project.path, "anna", writing=False) as reading:
        found = actor(reading, KIM)
    assert (found.name, found.type, found.roles, found.external) == (
        "Kim Chol",
        "group",
        (role,),
        (("q", "1"),),
    )


def test_what_changes_nothing_is_no_action(project: Project) -> None:
    before = undoing.next_undo(project)
    assert not registry.change(project, KIM, name="Kim  Chol")
    assert not add_form(project, KIM, "Mr. Kim", "demonym")
    assert undoing.next_undo(project) == before


def test_forms_are_added_and_removed(project: Project) -> None:
    add_form(project, KIM, " Seo\u00a0Kim ", "demonym")
    remove_form(project, KIM, "Mr. Kim")
    assert [*actor(project, KIM).forms()] == [("Kim Chol", "name"), ("Seo Kim", "demonym")]


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda p: registry.change(p, "nobody", name="X"), "has no entry 'nobody'"),
        (lambda p: registry.change(p, KIM, name=" "), "needs a name"),
        (lambda p: registry.alias_from_mention(p, 1, "x", KIM, "name"), "'name' is no kind of form"),
        (lambda p: registry.remove(p, "nobody"), "has no entry"),
        (lambda p: registry.merge(p, [KIM], KIM), "choose other entries"),
        (lambda p: registry.merge(p, ["nobody"], KIM), "has no entry"),
        (lambda p: registry.unmerge(p, KIM), "is not merged"),
        (lambda p: registry.split(p, KIM, ["Kim Chol"], "X"), "stays with it"),
        (lambda p: registry.split(p, KIM, ["K"], "X"), "has no form “K”"),
        (lambda p: registry.split(p, KIM, [], "X"), "no form that was chosen"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told(project: Project, act: Any, told: str) -> None:
    before = project.registry.entries
    with pytest.raises(Problem, match=told):
        act(project)
    assert before == project.registry.entries


def test_an_entry_that_nothing_points_to_is_removed(project: Project) -> None:
    registry.remove(project, KIM)
    assert project.registry.stored(KIM) is None
    undoing.undo(project)
    assert actor(project, KIM).name == "Kim Chol"


def test_an_entry_that_something_points_to_stays(project: Project) -> None:
    """Another analyst's annotations count as well, and roles, and merged entries."""
    point(project, tag(project, "Kim", "actor"), KIM)
    registry.change(project, PARK, roles=(Role("Envoy", "state.kp"),))
    registry.merge(project, ["state.se"], "state.no")
    ben = reopened(project, "ben")
    for uid, told in (
        (KIM, "1 annotation points to Kim Chol. Merge"),
        ("state.kp", "1 role points to North Korea"),
        ("state.no", "1 merged actor points to Norway"),
    ):
        with pytest.raises(Problem, match=told):
            registry.remove(ben, uid)
    ben.close()


# Merging and splitting


def test_a_merger_keeps_forms_and_annotations(project: Project) -> None:
    one_ = tag(project, "Kim", "actor")
    point(project, one_, KIM)
    registry.merge(project, [KIM, PARK, KIM], PARK)
    assert actor(project, PARK).aliases == ("Kim Chol", "Mr. Kim")
    assert value(project, one_) == KIM
    assert project.registry.entry(KIM) == actor(project, PARK)
    assert [m.id for m in mentions.mentions(project, PARK, "anna")] == [one_]
    with pytest.raises(Problem, match="Kim Chol was merged into Park"):
        add_form(project, KIM, "K")


def test_a_merged_entry_is_taken_out_again_with_its_forms(project: Project) -> None:
    before = project.registry.entries
    add_form(project, PARK, "Mr. Kim")
    registry.merge(project, [KIM], PARK)
    add_form(project, PARK, "Ms. Park")
    registry.unmerge(project, KIM)
    assert actor(project, PARK).aliases == ("Mr. Kim", "Ms. Park")
    assert actor(project, KIM) in before


def test_what_two_mergers_gave_goes_with_the_last(project: Project) -> None:
    registry.add(project, "Pak", "person", PAK, aliases=("Mr. Kim",))
    registry.merge(project, [KIM, PAK], PARK)
    registry.unmerge(project, KIM)
    assert actor(project, PARK).aliases == ("Mr. Kim", "Pak")
    registry.unmerge(project, PAK)
    assert actor(project, PARK).aliases == ()


def test_a_split_moves_forms_into_a_new_entry(project: Project) -> None:
    registry.split(project, "state.us", ["White House", "USA"], "White House", "body", new="wh")
    made, left = actor(project, "wh"), actor(project, "state.us")
    assert (made.name, made.type, made.aliases, made.metonyms) == ("White House", "body", ("USA",), ())
    assert not {"White House", "USA"} & {form for form, _ in left.forms()}


def test_a_split_takes_the_mentions_with_it_in_all_articles(project: Project) -> None:
    """Only mine, only those that stand on one of the forms; one undo takes all of it back."""
    bring(project, draft_of("KIM came. Mr. Kim said no."))
    here, there = tag(project, "Kim", "actor"), tag(project, "KIM", "actor", 2)
    other = tag(project, "Mr. Kim", "actor", 2)
    add_form(project, KIM, "Kim")
    point(project, here, KIM)
    for annotation in (there, other):
        point(project, annotation, KIM, 2)
    change = registry.split(project, KIM, ["Kim"], "Kim Jong", repoint=True, new="jong")
    assert [value(project, here), value(project, there, 2), value(project, other, 2)] == ["jong", "jong", KIM]
    assert (change.kinds, len(change.annotations or ())) == ({"actor"}, 2)
    undoing.undo(project)
    assert {value(project, here), value(project, there, 2)} == {KIM}
    assert project.registry.stored("jong") is None


# From annotations


def test_a_new_entry_is_made_of_a_mention(project: Project) -> None:
    kim = tag(project, "Kim", "actor")
    change = registry.entry_from_mention(project, 1, kim, "person")
    made = actor(project, value(project, kim))
    assert (made.name, made.type) == ("Kim", "person")
    assert (change.kinds, [c.id for c in change.annotations or ()]) == ({"actor"}, [kim])
    undoing.undo(project)
    assert (value(project, kim), project.registry.named("Kim")) == (None, ())


def test_a_mention_becomes_an_alias_and_points_to_the_entry(project: Project) -> None:
    oslo = tag(project, "Oslo", "actor")
    registry.alias_from_mention(project, 1, oslo, "state.se", "metonym")
    assert actor(project, "state.se").metonyms == ("Stockholm", "Oslo")
    assert value(project, oslo) == "state.se"
    undoing.undo(project)
    assert (value(project, oslo), actor(project, "state.se").metonyms) == (None, ("Stockholm",))


def test_the_annotation_says_as_what_its_words_name_the_entry(project: Project) -> None:
    """A metonym becomes one; a pronoun names nobody."""
    he, oslo = tag(project, "he", "actor"), tag(project, "Oslo", "actor")
    annotating.set_attribute(project, 1, [he], "mention", "pronoun")
    annotating.set_attribute(project, 1, [oslo], "reference", "metonym")
    assert registry.alias_from_mention(project, 1, he, KIM).kinds == frozenset()
    registry.alias_from_mention(project, 1, oslo, PARK)
    assert [value(project, he), value(project, oslo)] == [KIM, PARK]
    assert [*actor(project, PARK).forms()][1:] == [("Blue House", "metonym"), ("Oslo", "metonym")]


def test_words_that_name_the_entry_already_only_point_to_it(project: Project) -> None:
    oslo = tag(project, "Oslo", "actor")
    change = registry.alias_from_mention(project, 1, oslo, "state.no")
    assert (value(project, oslo), change.kinds) == ("state.no", frozenset())


def test_a_mention_points_to_the_survivor(project: Project) -> None:
    registry.merge(project, [KIM], PARK)
    kim = tag(project, "Kim", "actor")
    registry.alias_from_mention(project, 1, kim, KIM)
    assert value(project, kim) == PARK


def test_an_annotation_without_such_an_attribute_makes_no_entry(project: Project) -> None:
    claim = tag(project, "he would sign", "claim")
    before = project.registry.entries
    with pytest.raises(Problem, match="A claim points to no entry of the registry"):
        registry.entry_from_mention(project, 1, claim)
    assert before == project.registry.entries


def test_a_value_that_is_no_entry_is_kept(project: Project) -> None:
    """The text is the truth: it may come from another project's registry."""
    found = {"start": 0, "end": 5, "label": "actor", "attributes": {"actor": "elsewhere"}}
    bring(project, draft_of("Talks failed", [found]))
    assert mentions.counts(project, "anna") == {"elsewhere": 1}
    assert [m.words for m in mentions.mentions(project, "elsewhere", "anna")] == ["Talks"]


# Whatever is done can be undone

IDS = st.sampled_from("abcd")
FORMS = st.sampled_from(["f", "g", "h", "A", "B"])
STEPS = st.one_of(
    st.tuples(st.just(registry.merge), st.lists(IDS, max_size=3), IDS),
    st.tuples(st.just(registry.unmerge), IDS),
    st.tuples(st.just(registry.split), IDS, st.lists(FORMS, max_size=2), FORMS),
    st.tuples(st.just(add_form), IDS, FORMS, st.sampled_from(["alias", "metonym", "demonym"])),
    st.tuples(st.just(remove_form), IDS, FORMS),
    st.tuples(st.just(registry.remove), IDS),
)


def attempted(project: Project, step: tuple[Any, ...]) -> Change:
    try:
        change: Change = step[0](project, *step[1:])
        return change
    except Problem:
        return Change()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=8))
def test_undo_and_redo_give_every_state_again(configuration: Path, steps: list[tuple[Any, ...]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        project_with(Path(folder), scheme=scheme_of({"name": "x"})) as project,
    ):
        for uid in "abcd":
            registry.add(project, uid.upper(), uid=uid, aliases=("f",), metonyms=("g",))
        states = [project.registry.entries]
        states += [project.registry.entries for step in steps if attempted(project, step)]
        for state in states[-2::-1]:
            undoing.undo(project)
            assert project.registry.entries == state
        for state in states[1:]:
            undoing.redo(project)
            assert project.registry.entries == state
        assert maintenance.faults(project) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(others=st.lists(st.sampled_from("bcd"), min_size=1, unique=True), order=st.randoms())
def test_taking_all_out_again_gives_what_was_before_the_merger(
    configuration: Path, others: list[str], order: Any
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        project_with(Path(folder), scheme=scheme_of({"name": "x"})) as project,
    ):
        for number, uid in enumerate("abcd"):
            registry.add(project, uid.upper(), uid=uid, aliases=("f", "g", "h")[: number + 1])
        before = project.registry.entries
        registry.merge(project, others, "a")
        order.shuffle(others)
        for uid in others:
            registry.unmerge(project, uid)
        assert project.registry.entries == before


def test_a_registry_that_is_held_follows_every_change(project: Project) -> None:
    """A few new states are taken over; mergers and removals are read anew. Both give what a fresh reading gives."""

    def held() -> list[Actor]:
        return list(project.registry.entries)

    def fresh() -> list[Actor]:
        with Project.open(project.path, "anna", writing=False) as other:
            return list(other.registry.entries)

    assert project.names.of("Ho Lee") == []
    for act in (
        lambda: registry.add(project, "Ho Lee", "person", "ho"),
        lambda: add_form(project, "ho", "K. Lee"),
        lambda: registry.add(project, "Lee", "person", "min"),
        lambda: registry.merge(project, ["min"], "ho"),
        lambda: undoing.undo(project),
        lambda: registry.remove(project, "min"),
        lambda: registry.change(project, "ho", name="Ho Min Lee"),
    ):
        act()
        assert held() == fresh()
    assert [project.names.of(words) for words in ("Ho Min Lee", "Ho Lee", "Lee")] == [
        [("ho", "name")],
        [],
        [],
    ]

"""Looking actors up: by id through mergers, by the forms under which texts name them."""

import pytest

from annotator.domain.actor import Actor, Role, tidied
from annotator.domain.problems import Problem
from annotator.domain.registry import Registry

RUSSIA = Actor("ru", "Russia", "state", ("Russian Federation",), ("Moscow",), ("Russians",))
KOREA = Actor("kr", "South Korea", "state", ("the South",))
WHO = Actor("who", "World Health Organization", "international organisation", ("WHO",))


def names(found: object) -> list[str]:
    return [actor.id for actor, _ in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Russia", ["name"]),
        ("RUSSIA", ["name"]),
        ("Russian\nFederation", ["alias"]),
        ("Moscow", ["metonym"]),
        ("Russians", ["demonym"]),
        ("WHO", ["alias"]),
        ("who", []),
        ("Rus", []),
        ("", []),
    ],
)
def test_words_are_looked_up_in_any_case_but_abbreviations_as_written(words: str, kinds: list[str]) -> None:
    assert kinds == [kind for _, kind in Registry([RUSSIA, WHO]).named(words)]


def test_one_form_may_name_several_actors() -> None:
    both = Registry([Actor("cd", "DR Congo", aliases=("Congo",)), Actor("cg", "Congo")])
    assert names(both.named("Congo")) == ["cg", "cd"]


def test_a_merged_entry_means_the_one_that_survived() -> None:
    a, b, c = Actor("a", "A", merged_into="b"), Actor("b", "B", merged_into="c"), Actor("c", "C")
    registry = Registry([a, b, c])
    assert [registry.entry(uid) for uid in "abcx"] == [c, c, c, None]
    assert registry.active == (c,)
    assert registry.members("b") == registry.members("c") == ("a", "b", "c")
    assert registry.members("x") == ("x",)
    assert registry.stored("a") == a


def test_entries_merged_into_one_another_all_mean_the_same() -> None:
    """Two analysts may do that, each in their own copy."""
    ring = [
        Actor("b", "B", merged_into="c"),
        Actor("c", "C", merged_into="b"),
        Actor("d", "D", merged_into="c"),
    ]
    registry = Registry(ring)
    assert {registry.entry(actor.id) for actor in ring} == {ring[0]}
    assert registry.active == (ring[0],)
    assert registry.members("d") == ("b", "c", "d")


def test_an_entry_merged_into_one_that_is_gone_stands_for_itself() -> None:
    lost = Actor("a", "A", merged_into="gone")
    assert Registry([lost]).entry("a") == lost


def test_active_entries_stand_by_name() -> None:
    registry = Registry([Actor("1", "b"), Actor("2", "A"), Actor("3", "c")])
    assert [actor.name for actor in registry.active] == ["A", "b", "c"]
    assert [actor.id for actor in registry.entries] == ["1", "2", "3"]
    assert (len(registry), "2" in registry, "4" in registry) == (3, True, False)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("the Russian Federation", ["ru"]),
        ("South", ["kr"]),
        ("Haddad", ["1", "2"]),
        ("Mr. Haddad", ["1", "2"]),
        ("haddad", ["1", "2"]),
        ("Nabil", []),
        ("the", []),
        (" ", []),
    ],
)
def test_words_are_guessed_without_an_article_and_by_a_surname(words: str, ids: list[str]) -> None:
    people = [Actor("1", "Nabil Haddad", "person"), Actor("2", "Sami Haddad", "person")]
    assert Registry([RUSSIA, KOREA, *people, Actor("3", "Haddad & Co")]).guess(words) == ids


def test_what_is_typed_finds_the_form_itself_then_beginnings_then_parts() -> None:
    iran, ministry, tehran = Actor("1", "Iran"), Actor("2", "Bank of Iran"), Actor("3", "Iranian Bank")
    found = Registry([iran, ministry, tehran, Actor("4", "Tirana"), Actor("5", "Oslo")]).matching("iran")
    assert [(actor.id, form) for actor, form in found] == [
        ("1", "Iran"),
        ("3", "Iranian Bank"),
        ("2", "Bank of Iran"),
        ("4", "Tirana"),
    ]


def test_what_is_typed_shows_each_entry_once() -> None:
    found = Registry([RUSSIA]).matching("russ")
    assert [(actor.id, form) for actor, form in found] == [("ru", "Russia")]
    assert Registry([RUSSIA]).matching("", most=0) == []


def test_an_actor_is_what_its_body_says() -> None:
    actor = Actor(
        "x", "Kim", "person", ("K.",), (), (), (Role("Envoy", "kp", "2006", None),), (("q", "1"),), "y"
    )
    assert Actor.from_body("x", actor.body()) == actor


def test_forms_are_tidied_and_each_is_kept_once() -> None:
    actor = tidied(Actor("x", " Viet\n Nam ", "state", ("Vietnam", "Viet Nam", " "), ("Hanoi", "Vietnam")))
    assert (actor.name, actor.aliases, actor.metonyms) == ("Viet Nam", ("Vietnam",), ("Hanoi",))
    assert tidied(actor) == actor


@pytest.mark.parametrize(
    ("actor", "told"),
    [
        (Actor("x", " "), "needs a name"),
        (Actor(" x", "X"), "' x' is no id"),
        (Actor("x", "X", merged_into=""), "'' is no id"),
        (Actor("x", "X", "planet"), "'planet' is no type of actor"),
        (Actor("x", "X", roles=(Role(""),)), "A role needs a title"),
        (Actor("x", "X", roles=(Role("Envoy", since="May"),)), "'May' is no date of a role"),
        (Actor("x", "X", roles=(Role("Envoy", since="2006-13"),)), "is no date"),
        (Actor("x", "X", roles=(Role("Envoy", None, "2007", "2006-11"),)), "ends .2006-11. before it begins"),
        (Actor("x", "X", external=(("wikidata", ""),)), "a scheme and an id"),
    ],
)
def test_what_cannot_be_an_entry_is_told(actor: Actor, told: str) -> None:
    with pytest.raises(Problem, match=told):
        tidied(actor)


def test_a_role_of_a_year_may_begin_within_it() -> None:
    role = Role("Envoy", "kp", "2006-11", "2006")
    assert tidied(Actor("x", "X", roles=(role,))).roles == (role,)
    assert str(role) == "Envoy of kp, 2006-11–2006"


def test_forms_are_added_and_taken_away() -> None:
    assert RUSSIA.with_form("Moscow") is RUSSIA
    more = RUSSIA.with_form("Kremlin", "metonym")
    assert more.metonyms == ("Moscow", "Kremlin")
    assert more.without_forms(frozenset(["Kremlin", "Russia"])) == RUSSIA

"""Members, assignments by hand and by draw, orders, and how far everybody is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.domain.problems import Problem, UnknownName
from annotator.domain.team import Member
from annotator.project import articles, history, maintenance, submitting, team, undoing
from annotator.project.project import Project
from annotator.project.team import Standing, Wish
from tests.making import bring, draft_of, project_with, reopened, tag

TEXTS = [f"Story {number}\n\nKim signed." for number in range(1, 11)]
KEYS = list(range(1, 11))
TRIO = ["anna", "ben", "chloe"]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Lee's project with ten articles."""
    with project_with(tmp_path, *TEXTS, analyst="lee") as project:
        yield project


def as_(project: Project, name: str, do: Callable[[Project], object]) -> None:
    """Somebody else does something."""
    me, project.analyst = project.analyst, name
    do(project)
    project.analyst = me


def revisions(project: Project) -> int:
    (count,) = project.store.row("SELECT count(*) FROM revision") or (0,)
    return int(count)


def test_whoever_makes_the_project_leads_it(project: Project) -> None:
    (lead,) = team.members(project)
    assert (lead.name, lead.role) == ("lee", "lead")


def test_a_member_keeps_their_seed_in_another_role(project: Project) -> None:
    team.set_member(project, "anna", "analyst", seed=7)
    team.set_member(project, "anna", "reviewer")
    assert team.members(project)[0] == Member("anna", "reviewer", 7)
    assert team.role_of(project, "anna") == "reviewer"
    assert team.role_of(project, "nobody") == ""


def test_the_team_is_in_the_log(project: Project) -> None:
    team.set_member(project, "anna", "reviewer")
    assert undoing.next_undo(project) == "take anna into the team"
    team.remove_member(project, "anna")
    undoing.undo(project)
    assert team.role_of(project, "anna") == "reviewer"
    before = revisions(project)
    assert not team.set_member(project, "anna", "reviewer")
    assert revisions(project) == before


@pytest.mark.parametrize(
    ("do", "sentence"),
    [
        (lambda p: team.set_member(p, "anna", "boss"), "'boss' is no role: analyst, reviewer, lead"),
        (lambda p: team.set_member(p, "gold", "lead"), "reserved word"),
        (lambda p: team.remove_member(p, "anna"), "'anna' is not in the team"),
        (lambda p: team.assign(p, [], ["anna"]), "name articles and analysts"),
        (lambda p: team.assign(p, [1], []), "name articles and analysts"),
        (lambda p: team.assign(p, [1], ["gold"]), "reserved word"),
        (lambda p: team.plan(p, ["anna", "ben"], Wish(which="some")), "says not which articles"),
        (lambda p: team.plan(p, ["anna"], Wish()), "Two analysts are needed"),
    ],
)
def test_what_cannot_be_is_refused(project: Project, do: Callable[[Project], object], sentence: str) -> None:
    with pytest.raises(Problem, match=sentence):
        do(project)


def test_articles_are_assigned_by_hand(project: Project) -> None:
    team.assign(project, [1, 2], ["anna", "ben"])
    change = team.assign(project, [2, 3], ["anna"])
    assert team.assignments(project) == {1: ("anna", "ben"), 2: ("anna", "ben"), 3: ("anna",)}
    assert (change.name, change.kinds) == ("assign 1 article", {"assignment"})
    assert [one.name for one in team.members(project)] == ["anna", "ben", "lee"]
    assert maintenance.faults(project) == []


def test_an_assignment_is_one_action_and_survives_undo_and_restart(project: Project) -> None:
    team.assign(project, KEYS, TRIO)
    before = team.assignments(project)
    undoing.undo(project)
    assert (team.assignments(project), len(team.members(project))) == ({}, 1)
    project = reopened(project)
    undoing.redo(project)
    assert team.assignments(project) == before
    assert maintenance.faults(project) == []
    project.close()


def test_assigning_again_what_is_assigned_does_nothing(project: Project) -> None:
    team.assign(project, [1], ["anna"])
    before = revisions(project)
    assert not team.assign(project, [1], ["anna"])
    assert revisions(project) == before


def test_a_draw_is_seen_before_it_is_done(project: Project) -> None:
    before = revisions(project)
    plan = team.plan(project, TRIO, Wish(doubled=30, seed=7))
    assert (plan.seed, plan.assignments) == (7, 13)
    assert sorted(plan.loads.values()) == [4, 4, 5]
    assert plan.meetings == {("anna", "ben"): 1, ("anna", "chloe"): 1, ("ben", "chloe"): 1}
    assert (revisions(project), team.assignments(project)) == (before, {})
    team.carry_out(project, plan)
    assert team.assignments(project) == {key: tuple(sorted(names)) for key, names in plan.given.items()}
    assert team.plan(project, TRIO, Wish(doubled=30, seed=7)).given == {}


def test_the_seed_of_a_draw_is_recorded(project: Project) -> None:
    team.carry_out(project, team.plan(project, TRIO, Wish(seed=7)))
    seeds = project.store.rows(
        "SELECT DISTINCT instr(bytes, '\"seed\":7') > 0 FROM revision WHERE kind = 'assignment'"
    )
    assert seeds == [(1,)]
    assert [x.what for x in history.events(project, 1)][1].startswith("assignment to ")


def test_a_seed_is_made_where_none_is_given(project: Project) -> None:
    seeds = {team.plan(project, TRIO).seed for _ in range(3)}
    assert len(seeds) == 3


@pytest.mark.parametrize(
    ("which", "wanted"), [("unassigned", {3, 4}), ("assigned", {1, 2}), ("all", {1, 2, 3, 4})]
)
def test_a_draw_is_about_the_articles_that_are_meant(project: Project, which: str, wanted: set[int]) -> None:
    team.assign(project, [1, 2], ["anna"])
    plan = team.plan(project, ["anna", "ben"], Wish(2, 0, 7, which, (1, 2, 3, 4)))
    assert set(plan.given) == wanted
    assert {plan.given.get(key) for key in (1, 2)} <= {("ben",), None}


def test_withdrawn_articles_are_not_drawn(project: Project) -> None:
    articles.withdraw(project, 5)
    assert set(team.plan(project, TRIO).given) == set(KEYS) - {5}


def test_only_what_was_not_begun_is_taken_back(project: Project) -> None:
    team.assign(project, [1, 2, 3], ["anna", "ben"])
    as_(project, "anna", lambda p: tag(p, "Kim", "actor", 1))
    as_(project, "ben", lambda p: submitting.submit(p, 2))
    assert team.take_back(project, [1, 2], None).name == "take back 2 assignments"
    assert team.assignments(project) == {1: ("anna",), 2: ("ben",), 3: ("anna", "ben")}
    team.take_back(project, analysts=["anna"], begun=True)
    assert team.assignments(project) == {2: ("ben",), 3: ("ben",)}
    undoing.undo(project)
    assert team.assignments(project)[1] == ("anna",)
    assert maintenance.faults(project) == []


def test_each_gets_the_articles_in_an_order_of_their_own(project: Project) -> None:
    for name, seed in (("anna", 1), ("ben", 2)):
        team.set_member(project, name, "analyst", seed)
    team.assign(project, KEYS[:8], ["anna", "ben"])
    anna, ben = team.order_of(project, "anna"), team.order_of(project, "ben")
    assert sorted(anna) == sorted(ben) == KEYS[:8]
    assert anna != ben
    team.assign(project, KEYS, ["anna"])
    assert [key for key in team.order_of(project, "anna") if key in anna] == anna


def test_the_list_shows_what_is_assigned_in_that_order(project: Project) -> None:
    team.assign(project, [2, 4, 6, 8], ["anna"])
    query = articles.ListQuery("anna", sort=articles.MY_ORDER, assigned=True)
    assert articles.listing(project, query) == team.order_of(project, "anna")
    assert articles.listing(project, articles.ListQuery("anna", assigned=True)) == [2, 4, 6, 8]
    assert articles.listing(project, articles.ListQuery("ben", assigned=True)) == []


def test_how_far_everybody_is(project: Project) -> None:
    team.assign(project, [1, 2, 3, 4], ["anna"])
    team.assign(project, [1], ["ben"])
    for key in (2, 3, 4):
        as_(project, "anna", lambda p, key=key: tag(p, "Kim", "actor", key))  # type: ignore[misc]
    for key in (3, 4):
        as_(project, "anna", lambda p, key=key: submitting.submit(p, key))  # type: ignore[misc]
    as_(project, "anna", lambda p: submitting.reopen(p, 4))
    as_(project, "eve", lambda p: tag(p, "Kim", "actor", 9))
    articles.withdraw(project, 1)
    anna, ben, eve, lee = team.standings(project)
    assert anna == Standing("anna", "analyst", 0, 1, 1, 1, 0)
    assert (ben.assigned, eve, lee) == (0, Standing("eve", "", besides=1), Standing("lee", "lead"))
    found = team.article_standings(project, [4, 9])
    assert [(x.states, x.assigned, x.gold) for x in found] == [
        ({"anna": "reopened"}, ("anna",), ""),
        ({"eve": "opened"}, (), ""),
    ]


def test_two_leads_who_assign_the_same_make_one_assignment(project: Project) -> None:
    """Their objects bear the same name and say the same."""
    team.assign(project, [1], ["anna"])
    first = project.store.rows("SELECT object FROM revision WHERE kind = 'assignment'")
    as_(project, "anna", lambda p: team.take_back(p, [1]))
    as_(project, "anna", lambda p: team.assign(p, [1], ["anna"]))
    objects = project.store.rows("SELECT object FROM revision WHERE kind = 'assignment'")
    assert set(first) == set(objects)


def test_articles_that_come_later_are_assigned_beside_the_others(project: Project) -> None:
    team.carry_out(project, team.plan(project, TRIO, Wish(doubled=0)))
    bring(project, draft_of("A new one"), draft_of("Another"))
    assert set(team.plan(project, TRIO, Wish(doubled=0)).given) == {11, 12}


def test_an_unknown_which_is_an_unknown_name(project: Project) -> None:
    with pytest.raises(UnknownName):
        team.plan(project, TRIO, Wish(which=""))


def test_purged_articles_are_assigned_to_nobody(project: Project) -> None:
    team.assign(project, [1, 2], ["anna"])
    articles.purge(project, 1)
    assert team.assignments(project) == {2: ("anna",)}
    assert maintenance.faults(project) == []

"""`annotator team`, `assign` and `submit`: who works on the project, who is to annotate what, and handing it in."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from annotator.cli.opening import opened, reading
from annotator.cli.output import Output
from annotator.domain.problems import Problem
from annotator.domain.team import ROLES_ARE_SETTINGS
from annotator.domain.wording import number
from annotator.project import articles, submitting, team
from annotator.project.project import Project
from annotator.project.team import ArticleStanding, Plan, Wish

Options = argparse.Namespace


def run_team(options: Options, output: Output) -> int:
    """Who is in the team and how far everybody is; takes somebody in, changes a role, takes somebody out."""
    if options.add or options.remove:
        with opened(options) as project:
            if options.add:
                team.set_member(project, options.add, options.role)
            if options.remove:
                team.remove_member(project, options.remove)
    with reading(options) as project:
        everybody = team.standings(project)
        seeds = {member.name: member.seed for member in team.members(project)}
        total = articles.progress(project, project.analyst)[0]
        given = len(team.assignments(project))
    for one in everybody:
        output.say(f"{one.name} ({one.role or 'no member'}): {one.words}")
    output.say(f"{given:,} of {number(total, 'article')} assigned.")
    output.say(ROLES_ARE_SETTINGS)
    rows = [asdict(one) | {"assigned": one.assigned, "seed": seeds.get(one.name)} for one in everybody]
    output.result({"members": rows, "articles": total, "articles_assigned": given})
    return 0


def run_assign(options: Options, output: Output) -> int:
    """Assigns articles, by hand or drawn; takes assignments back; without either it lists them."""
    if options.take_back:
        return _take_back(options, output)
    if not options.to:
        return _list(options, output)
    if options.preview:
        with reading(options) as project:
            made = _plan(project, options)
    else:
        with opened(options) as project:
            made = _plan(project, options)
            team.carry_out(project, made)
    for sentence in _plan_sentences(made, options.preview):
        output.say(sentence)
    output.result(
        {
            "assigned": not options.preview,
            "articles": len(made.given),
            "assignments": made.assignments,
            "seed": made.seed,
            "loads": made.loads,
            "pairs": [{"analysts": list(two), "articles": count} for two, count in made.meetings.items()],
        }
    )
    return 0


def _plan(project: Project, options: Options) -> Plan:
    keys = tuple(articles.key_of(project, article) for article in options.articles or ())
    if options.each is None and options.doubled is None and options.seed is None and keys:
        return team.by_hand(project, keys, options.to)
    usual = Wish()
    return team.plan(
        project,
        options.to,
        Wish(
            usual.each if options.each is None else options.each,
            usual.doubled if options.doubled is None else options.doubled,
            options.seed,
            options.which,
            keys or None,
        ),
    )


def _plan_sentences(made: Plan, preview: bool) -> Iterator[str]:
    if not made.given:
        yield "Nothing is left to assign: these articles have as many analysts as they are to have."
        return
    verb = "Would assign" if preview else "Assigned"
    drawn = "" if made.seed is None else f", drawn with the seed {made.seed}"
    yield f"{verb} {number(len(made.given), 'article')}{drawn}."
    for name, count in made.loads.items():
        yield f"  {name}: {number(count, 'article')}"
    for (one, other), count in made.meetings.items():
        yield f"  both {one} and {other}: {number(count, 'article')}"


def _take_back(options: Options, output: Output) -> int:
    with opened(options) as project:
        keys = [articles.key_of(project, article) for article in options.articles or ()] or None
        before = sum(map(len, team.assignments(project).values()))
        team.take_back(project, keys, options.to or None, options.begun)
        left = sum(map(len, team.assignments(project).values()))
    output.say(f"Took back {number(before - left, 'assignment')}; {left:,} stay.")
    output.result({"taken_back": before - left, "left": left})
    return 0


def _list(options: Options, output: Output) -> int:
    with reading(options) as project:
        keys = [articles.key_of(project, article) for article in options.articles or ()]
        keys = keys or sorted(team.assignments(project))
        rows = {row.key: row for row in articles.rows(project, keys, project.analyst)}
        found = [one for one in team.article_standings(project, keys) if one.key in rows]
    for one in found:
        output.say(f"{rows[one.key].id[:12]}  {rows[one.key].headline}  ({one.words})")
    if not found:
        output.say("Nothing is assigned. `annotator assign PROJECT --to ANALYST...` does it.")
    output.result({"articles": [_state_json(rows[one.key].id, one) for one in found]})
    return 0


def _state_json(article: str, one: ArticleStanding) -> dict[str, Any]:
    return {
        "id": article,
        "assigned": list(one.assigned),
        "states": dict(one.states),
        "gold": one.gold or None,
    }


def run_submit(options: Options, output: Output) -> int:
    """Submits one's own layer of articles, or reopens it."""
    if not options.articles:
        raise Problem("Name the articles whose layer is to be submitted.")
    done = []
    with opened(options) as project:
        for article in options.articles:
            key = articles.key_of(project, article)
            (submitting.reopen if options.reopen else submitting.submit)(project, key)
            state = submitting.layer_state(project, key, project.analyst)
            done.append({"id": articles.id_of(project, key), "status": state.status, "hash": state.recorded})
    for one in done:
        what = "open again" if options.reopen else f"submitted; SHA-256 {one['hash']}"
        output.say(f"Your layer of {str(one['id'])[:12]} is {what}.")
    output.result({"articles": done})
    return 0

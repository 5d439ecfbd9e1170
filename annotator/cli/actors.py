"""`annotator actors`: the registry as a list, out of a file and into one."""

import argparse
from collections.abc import Mapping
from typing import Any

from annotator.cli.opening import opened
from annotator.cli.output import Output
from annotator.domain.actor import Actor
from annotator.domain.wording import number
from annotator.project import actor_files, mentions
from annotator.project.project import Project


def run_actors(options: argparse.Namespace, output: Output) -> int:
    """Imports, exports, or lists where neither is asked for."""
    taken = options.taken is not None
    with opened(options, writing=taken) as project:
        result: dict[str, Any] = {}
        if taken:
            report = actor_files.import_entries(project, options.taken).value
            output.say(
                f"Read {options.taken}: {len(report.added)} added, {len(report.changed)} changed, "
                f"{len(report.same)} the same."
            )
            result |= {"added": report.added, "changed": report.changed, "same": report.same}
        if options.export is not None:
            count = actor_files.export_entries(project, options.export)
            output.say(f"Wrote {options.export}: {number(count, 'actor')}.")
            result |= {"file": str(options.export), "written": count}
        if not result:
            result = _list(project, output)
        output.result(result)
    return 0


def _list(project: Project, output: Output) -> dict[str, Any]:
    actors = project.registry.active
    counts = mentions.counts(project, project.analyst)
    for actor in actors:
        output.say(_line(actor, counts))
    if not actors:
        output.say("The registry is empty. `annotator actors PROJECT --import FILE` fills it.")
    return {
        "actors": [{"id": actor.id, **actor.body(), "mentions": counts.get(actor.id, 0)} for actor in actors]
    }


def _line(actor: Actor, counts: Mapping[str, int]) -> str:
    forms = ", ".join(form for form, kind in actor.forms() if kind != "name")
    count = counts.get(actor.id, 0)
    mentioned = f" – {number(count, 'mention')}" if count else ""
    return f"{actor.id}  {actor.name} ({actor.type}){f': {forms}' if forms else ''}{mentioned}"
